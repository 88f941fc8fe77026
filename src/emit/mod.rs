//! Task list → JSON, NDJSON, CSV, XLSX.
