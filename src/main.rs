//! The `crosscheck` command: arguments in, text out, exit code.

mod cli;
mod commands;
mod pager;

use anyhow::{Context, Result};
use clap::Parser;
use cli::{Cli, Command};
use commands::{STDOUT, complain};
use pager::Output;
use std::io;
use std::process::ExitCode;

/// Reading and comparing make and drop very many small strings: a quarter of a run's time is saved, at the price of some
/// 30 MB.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What the exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Ran; nothing at or above the verdict that was asked for.
    Clean = 0,
    /// Ran; there are such findings.
    Found = 1,
    /// Some of the job could not be done; what could be done was reported.
    Incomplete = 2,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

fn main() -> ExitCode {
    // A panic message may hold the text of an article; the place in our code is enough to find the bug.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        complain(&format!("internal error at {place}; please report it"));
    }));
    let cli = Cli::try_parse().unwrap_or_else(|error| cli::exit_with(error));
    match run(&cli) {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => Outcome::Clean.into(),
        Err(error) => {
            complain(&format!("{error:#}"));
            Outcome::Incomplete.into()
        }
    }
}

fn run(cli: &Cli) -> Result<Outcome> {
    let mut out = Output::new(cli.pager());
    let outcome = dispatch(&cli.command, &mut out);
    // What was written before a failure is worth reading, too.
    let finished = out.finish().context(STDOUT);
    outcome.and_then(|outcome| finished.map(|()| outcome))
}

fn dispatch(command: &Command, out: &mut Output) -> Result<Outcome> {
    match command {
        Command::Check(args) if args.watch => {
            let paths = [&args.paths[..], &args.reading.rules[..]].concat();
            commands::watch::repeat(&paths, out, |out| commands::check(args, out))
        }
        Command::Check(args) => commands::check(args, out),
        Command::Claims(args) => commands::claims(args, out),
        Command::Explain(args) => commands::explain::run(args, out),
        Command::Rules { command } => match command.watched() {
            Some(paths) => commands::watch::repeat(paths, out, |out| commands::rules::run(command, out)),
            None => commands::rules::run(command, out),
        },
        Command::Why(args) => commands::why::run(args, out),
        Command::Review(args) => commands::review::run(args, out),
        Command::Batch(args) => commands::batch::run(args, out),
        Command::History(args) => commands::history::run(args, out),
        Command::Doctor(args) => commands::doctor::run(args, out),
        Command::Help(args) => commands::help::run(args, out),
        Command::Completions(args) => commands::shell::completions(args, out),
        Command::Man(args) => commands::shell::man(args, out),
        Command::Init(args) => commands::init::run(args, out),
    }
}

pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
