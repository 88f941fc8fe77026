//! The elements of GB/T 9704 around the body, one file each. Which line is which is decided by `layout.rs` one level up.

pub mod body_name;
pub mod date;
pub mod doc_number;
pub mod recipients;
pub mod title;
pub mod witness;
