//! What `compare` found, laid out for people.

pub mod html;
pub mod markdown;
