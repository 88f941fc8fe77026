//! The command line: what was typed, what it means, what is said.
