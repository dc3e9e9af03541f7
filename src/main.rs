//! The `crosscheck` command: arguments in, text out, exit code.

mod cli;

use anyhow::{Context, Result, bail};
use clap::Parser;
use cli::{CheckArgs, ClaimsArgs, ClaimsFormat, Cli, Command, ExplainArgs, ReadingArgs, ReportFormat, Source};
use crosscheck::input::{Inputs, ReadOptions, open_stream, read_paths, read_streams};
use crosscheck::report::claims::{ClaimPrinter, Form, Selection, Tally};
use crosscheck::report::{Report, explain, json, table};
use crosscheck::rule::RuleSet;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// What the exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
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
        Command::Check(args) => check(args, &mut out),
        Command::Claims(args) => claims(args, &mut out),
        Command::Explain(args) => explain(args, &mut out),
        Command::Rules { .. } => bail!("not yet"),
    }?;
    out.flush().context(STDOUT)?;
    Ok(outcome)
}

/// How messages name standard output.
const STDOUT: &str = "standard output";

fn check(args: &CheckArgs, out: &mut impl Write) -> Result<Outcome> {
    let rules = load_rules(&args.reading)?;
    let report = crosscheck::check(read(&args.paths, &args.reading), &rules);
    match args.format {
        ReportFormat::Table => out.write_all(table::render(&report, &rules, &args.look()).as_bytes()),
        ReportFormat::Json => json::write_report(out, &report, &rules),
        ReportFormat::Jsonl => json::write_lines(out, &report, &rules),
    }
    .context(STDOUT)?;
    Ok(outcome(&report, args))
}

fn outcome(report: &Report, args: &CheckArgs) -> Outcome {
    if report.has_errors() {
        return Outcome::Incomplete;
    }
    let found = report
        .comparison
        .findings
        .iter()
        .any(|finding| (args.strict || finding.topic.is_some()) && finding.verdict >= args.fail_on.verdict());
    if found && !args.exit_zero { Outcome::Found } else { Outcome::Clean }
}

fn claims(args: &ClaimsArgs, out: &mut impl Write) -> Result<Outcome> {
    let rules = load_rules(&args.reading)?;
    let selection = if args.all { Selection::All } else { Selection::Placed };
    let form = match args.format {
        ClaimsFormat::Table => Form::Table(args.look()),
        ClaimsFormat::Jsonl => Form::Lines,
    };
    let printer = ClaimPrinter { rules: &rules, selection, form };
    let options = read_options(&args.reading);
    let mut total = Tally::default();
    match args.reading.from {
        Source::Files => total = printer.write_inputs(&read(&args.paths, &args.reading), out).context(STDOUT)?,
        Source::Jsonl => {
            for path in &args.paths {
                let stream = open_stream(path).with_context(|| path.display().to_string())?;
                total += printer.write_stream(stream, &options, out).context(STDOUT)?;
            }
        }
    }
    Ok(if total.failures == 0 { Outcome::Clean } else { Outcome::Incomplete })
}

fn explain(args: &ExplainArgs, out: &mut impl Write) -> Result<Outcome> {
    let pages = explain::pages();
    let wanted = args.name.to_lowercase().replace(['-', ' '], "_");
    let Some(page) = pages.iter().find(|page| page.verdict.as_str() == wanted) else {
        let names: Vec<_> = pages.iter().map(|page| page.verdict.as_str()).collect();
        bail!("no verdict is called `{}`; there are {}", args.name, names.join(", "));
    };
    out.write_all(page.to_string().as_bytes()).context(STDOUT)?;
    Ok(Outcome::Clean)
}

fn load_rules(_args: &ReadingArgs) -> Result<RuleSet> {
    Ok(RuleSet::built_in())
}

fn read_options(args: &ReadingArgs) -> ReadOptions {
    ReadOptions { default_date: args.date, ..ReadOptions::default() }
}

fn read(paths: &[std::path::PathBuf], args: &ReadingArgs) -> Inputs {
    let options = read_options(args);
    match args.from {
        Source::Files => read_paths(paths, &options),
        Source::Jsonl => read_streams(paths, &options),
    }
}

/// Writes a message to standard error; if even that is closed, there is nobody left to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "crosscheck: {}", crosscheck::report::foreign::Untrusted(message));
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|it| it.kind() == io::ErrorKind::BrokenPipe)
}
