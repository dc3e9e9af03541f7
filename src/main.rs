//! The `crosscheck` command: arguments in, text out, exit code.

mod cli;
mod commands;

use anyhow::{Context, Result};
use clap::Parser;
use cli::{Cli, Command};
use commands::{STDOUT, complain};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

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
    match run(&Cli::parse().command) {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => Outcome::Clean.into(),
        Err(error) => {
            complain(&format!("{error:#}"));
            Outcome::Incomplete.into()
        }
    }
}

fn run(command: &Command) -> Result<Outcome> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let outcome = match command {
        Command::Check(args) if args.watch => {
            let paths = [&args.paths[..], &args.reading.rules[..]].concat();
            commands::watch::repeat(&paths, &mut out, |out| commands::check(args, out))
        }
        Command::Check(args) => commands::check(args, &mut out),
        Command::Claims(args) => commands::claims(args, &mut out),
        Command::Explain(args) => commands::explain::run(args, &mut out),
        Command::Rules { command } => match command.watched() {
            Some(paths) => commands::watch::repeat(paths, &mut out, |out| commands::rules::run(command, out)),
            None => commands::rules::run(command, &mut out),
        },
        Command::Why(args) => commands::why::run(args, &mut out),
        Command::Review(args) => commands::review::run(args, &mut out),
        Command::Init(args) => commands::init::run(args, &mut out),
    }?;
    out.flush().context(STDOUT)?;
    Ok(outcome)
}

pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
