//! The program `tracuu` (tra cứu: to look up).

use std::process::ExitCode;

fn main() -> ExitCode {
    tracuu::cli::run::main()
}
