//! The `crosscheck` command: arguments in, text out, exit code.

mod cli;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use cli::{ClaimsArgs, Cli, Command, From};
use crosscheck::report::claims::{Selection, Tally, write_stream};
use crosscheck::rule::RuleSet;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

/// What the exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Ran; nothing at or above the level that was asked for.
    Clean = 0,
    /// Some of the job could not be done.
    Incomplete = 2,
}

impl std::convert::From<Outcome> for ExitCode {
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
    let outcome = match Cli::parse().command {
        Command::Claims(args) => claims(&args),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => Outcome::Clean.into(),
        Err(error) => {
            complain(&format!("{error:#}"));
            Outcome::Incomplete.into()
        }
    }
}

fn claims(args: &ClaimsArgs) -> Result<Outcome> {
    ensure!(args.from == From::Jsonl, "only `--from jsonl` can be read yet");
    let selection = if args.all { Selection::All } else { Selection::Placed };
    let rules = RuleSet::default();
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut total = Tally::default();
    for path in &args.paths {
        let tally = if path == Path::new("-") {
            write_stream(io::stdin().lock(), &mut out, &rules, selection)
        } else {
            let file = File::open(path).with_context(|| path.display().to_string())?;
            write_stream(BufReader::new(file), &mut out, &rules, selection)
        };
        let tally = tally.context("standard output")?;
        total.articles += tally.articles;
        total.failures += tally.failures;
    }
    Ok(if total.failures == 0 { Outcome::Clean } else { Outcome::Incomplete })
}

/// Writes a message to standard error; if even that is closed, there is nobody left to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "crosscheck: {message}");
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
