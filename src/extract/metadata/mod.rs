//! What a notice says about itself beyond the head: kind, period, region of the issuer, cited documents.

pub mod cites;
pub mod doc_type;
pub mod period;
pub mod region;
pub mod year;
