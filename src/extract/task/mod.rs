//! Sections, demands, actions.

pub mod action;
pub mod demand;
mod formula;
pub mod frame;
mod modal;
mod part;
pub mod section;
pub mod verb;

#[cfg(test)]
mod tests;
