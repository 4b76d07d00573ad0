//! The command line: one file a subcommand, each little more than one call of the library.

mod failure;
mod findings;

mod output;

mod sentences;
mod source;

mod facts;

mod annotate;

mod build;

mod check;

mod completions;
mod context;

mod entity;
mod explain;

mod export;

mod known;

mod path;

mod query;

mod remove;

mod stats;

mod told;

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use self::failure::{Exit, Failure};

/// What is said below every help page of the program as a whole.
const EXIT_CODES: &str = "Exit codes:
  0  everything was done
  1  part of it was done: something was skipped or not found, as standard error says line by line; or a check found something
  2  the command was not understood
  3  a store or file could not be read or written";

/// Reads diplomatic, trade and transport dispatches and grows a knowledge graph from them.
///
/// `silkgraph build PATH…` is the main job; the other commands ask the store that it leaves.
#[derive(Debug, Parser)]
#[command(name = "silkgraph", version, after_help = EXIT_CODES, max_term_width = 100, infer_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Query(query::Arguments),
    Export(export::Arguments),
    Annotate(annotate::Arguments),
    Path(path::Arguments),
    Explain(explain::Arguments),
    Remove(remove::Arguments),
    Stats(stats::Arguments),
    Check(check::Arguments),
    Completions(completions::Arguments),
}

/// The store that a command works on.
#[derive(Debug, Args)]
struct StoreArgument {
    /// The folder of the store.
    #[arg(long, value_name = "DIR", default_value = "silkgraph.db")]
    store: PathBuf,
}

/// How a result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Show {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let command = match Cli::try_parse() {
        Ok(cli) => cli.command,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Usage as u8));
        }
    };
    let done = match command {
        Command::Build(arguments) => build::run(arguments),
        Command::Query(arguments) => query::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Path(arguments) => path::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Remove(arguments) => remove::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    };
    let exit = done.unwrap_or_else(|Failure { exit, message }| {
        if let Some(message) = message {
            output::tell(&message);
        }
        exit
    });
    let _ = std::io::stdout().flush();
    ExitCode::from(exit as u8)
}

/// The command line as clap knows it: for completions, manual pages and tests.
pub fn command() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_holds_together_and_every_command_is_explained() {
        let command = super::command();
        command.clone().debug_assert();
        for sub in command.get_subcommands() {
            assert!(sub.get_about().is_some(), "{}", sub.get_name());
            for argument in sub.get_arguments().filter(|argument| !["help", "version"].contains(&argument.get_id().as_str())) {
                assert!(argument.get_help().is_some(), "{} {}", sub.get_name(), argument.get_id());
            }
        }
    }
}
