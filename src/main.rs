//! The program `silkgraph`: see [`silkgraph::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    silkgraph::cli::run()
}
