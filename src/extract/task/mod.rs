//! Sections, demands, actions.

pub mod action;
pub mod demand;
pub mod section;
pub mod verb;
