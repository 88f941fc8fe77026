//! One task list as one JSON document: the contract, described by `schema/task-list.schema.json`.
//!
//! In: a [`TaskList`]. Out: UTF-8 without BOM, indented by two blanks, fields in the order in which the types declare
//! them, a line end after the last brace. Whole numbers have no fraction. Spans count code points of the decoded
//! source text, half-open. Not done here: validation (the types cannot hold what the schema forbids, and the tests
//! validate what is written).

use super::formatter::Indented;
use crate::model::TaskList;
use serde::Serialize;
use std::io::{self, Write};

/// Writes one list.
///
/// # Errors
/// Fails where `out` fails.
pub fn write(list: &TaskList, mut out: impl Write) -> io::Result<()> {
    list.serialize(&mut serde_json::Serializer::with_formatter(
        &mut out,
        Indented::default(),
    ))?;
    out.write_all(b"\n")
}

/// One list as bytes.
#[must_use]
pub fn to_vec(list: &TaskList) -> Vec<u8> {
    let mut out = Vec::with_capacity(64 * 1024);
    // Writing to memory does not fail, and a list holds only text, numbers and string keys.
    let _ = write(list, &mut out);
    out
}

/// Whether a file that begins with `start` (its first 512 bytes suffice) was written by this module and has not been
/// laid out anew by another program since.
#[must_use]
pub fn is_ours(start: &[u8]) -> bool {
    start.starts_with(b"{\n  \"schema_version\": \"")
        && memchr::memmem::find(start, b"\"generator\": {\n    \"name\": \"gongdan\"").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample;

    #[test]
    fn what_is_written_reads_back_the_same_and_is_known_as_ours() {
        let list = sample::list();
        let bytes = to_vec(&list);
        assert_eq!(serde_json::from_slice::<TaskList>(&bytes).unwrap(), list);
        assert!(bytes.ends_with(b"]\n}\n"));
        assert!(is_ours(&bytes[..512]));
        assert!(!is_ours(b"{\n  \"name\": \"gongdan\"\n}"));
        assert!(!is_ours(&serde_json::to_vec(&list).unwrap()));
    }
}
