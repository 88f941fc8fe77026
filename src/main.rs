//! Parse, run, exit code; no more.

use std::process::ExitCode;

fn main() -> ExitCode {
    gongdan::cli::run(std::env::args_os()).into()
}
