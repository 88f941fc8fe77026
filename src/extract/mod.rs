//! Outline → facts: tasks, deadlines, units, targets.

pub mod clause;
pub mod deadline;
pub mod number;
pub mod rules;
pub mod target;
pub mod unit;
