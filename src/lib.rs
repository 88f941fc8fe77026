//! gongdan (公文变工单) turns Chinese policy notices (公文) into task lists.
//!
//! One notice goes through five stages, each a folder of this crate: [`read`] (bytes → text), [`normalize`]
//! (text → clean text with a map back), [`segment`] (clean text → head and outline), [`extract`] (outline → facts)
//! and [`emit`] (task list → file forms). The data between them lives in [`model`]; [`pipeline`] alone knows the
//! order; [`review`] keeps what people said of a list; [`ledger`] reads a filled workbook back; [`batch`] knows files and
//! threads; `cli` knows people.

pub mod batch;
pub mod check;
pub mod cli;
pub mod compare;
pub mod emit;
mod error;
pub mod extract;
pub mod ledger;
pub mod model;
pub mod normalize;
pub mod numeral;
pub mod pipeline;
pub mod prefixes;
pub mod read;
pub mod review;
pub mod segment;
mod window;
mod wordset;

pub use error::{Error, Result};

/// The examples of the README are run with the others.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
