//! Parse, run, exit code; no more.

fn main() {}
