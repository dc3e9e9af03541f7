//! What each command does: read, call the library, print.

mod ask;
pub(crate) mod batch;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod init;
mod output;
mod place;
mod progress;
pub(crate) mod review;
pub(crate) mod rules;
mod save;
pub(crate) mod shell;
mod suggest;
pub(crate) mod watch;
pub(crate) mod why;

use crate::Outcome;
use crate::cli::{CheckArgs, CheckSource, ClaimsArgs, ClaimsFormat, ReportFormat, Source};
use anyhow::{Context, Result, bail};
use crosscheck::article::Published;
use crosscheck::claim::TopicId;
use crosscheck::error::{Diagnostic, closest};
use crosscheck::input::{
    Claimed, Inputs, ReadOptions, Reviews, open_stream, read_claims, read_draft, read_paths, read_rule_folder,
    read_streams,
};
use crosscheck::report::claims::{ClaimPrinter, Form, Selection, Tally};
use crosscheck::report::foreign::Untrusted;
use crosscheck::report::hyperlink::Links;
use crosscheck::report::table::Look;
use crosscheck::report::{Report, csv, github, html, json, junit, list, markdown, plain, sarif, table};
use crosscheck::rule::{RuleProblem, RuleSet};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How messages name standard output.
pub(crate) const STDOUT: &str = "standard output";

pub(crate) fn check(args: &CheckArgs, out: &mut impl Write) -> Result<Outcome> {
    output::check(&args.output)?;
    args.check_layout()?;
    let (rules, rule_problems) = load_rules(&args.reading.rules)?;
    let options = check_options(args);
    let with_rule_problems = |mut inputs: Inputs| {
        inputs.problems.splice(0..0, rule_problems);
        inputs
    };
    let shown = |inputs| {
        let check = if args.inside { crosscheck::check_inside_with } else { crosscheck::check_with };
        progress::shown(args.wants_progress(), |progress| check(inputs, &rules, progress))
    };
    let report = match (args.from, &args.draft) {
        (CheckSource::Files, Some(draft)) => shown(with_rule_problems(read_draft(draft, &args.paths, &options))),
        (_, Some(_)) => bail!("--draft takes articles from files; leave out --from"),
        (CheckSource::Files, None) => shown(with_rule_problems(read_paths(&args.paths, &options))),
        (CheckSource::Jsonl, None) => shown(with_rule_problems(read_streams(&args.paths, &options))),
        (CheckSource::Claims, None) => {
            let claimed = read_claims(&args.paths, &options, &rules);
            let inputs = with_rule_problems(claimed.inputs);
            let check = if args.inside { crosscheck::check_inside_claims } else { crosscheck::check_claims };
            check(Claimed { inputs, ..claimed }, &rules)
        }
    };
    let mut outcome = outcome(&report, args);
    // Files first: whoever closes standard output early has them.
    for output in &args.output {
        let text = print(&report, &rules, output.format, args, &args.look_in_file(), &Links::default())?;
        if let Err(error) = output::write(&output.path, &text, args, &report) {
            complain(&format!("{error:#}"));
            outcome = Outcome::Incomplete;
        }
    }
    let links = links(&report, args.links.wanted());
    out.write_all(print(&report, &rules, args.format, args, &args.look(), &links)?.as_bytes()).context(STDOUT)?;
    Ok(outcome)
}

/// The report in a format.
fn print(
    report: &Report,
    rules: &RuleSet,
    format: ReportFormat,
    args: &CheckArgs,
    look: &Look,
    links: &Links,
) -> Result<String> {
    Ok(match format {
        ReportFormat::Table => table::render_as(report, rules, look, args.layout.layout(), links),
        ReportFormat::Json => in_memory(|out| json::write_report(out, report, rules))?,
        ReportFormat::Jsonl => in_memory(|out| json::write_lines(out, report, rules))?,
        ReportFormat::Markdown => markdown::render(report, rules, args.show_skipped),
        ReportFormat::Html => html::render(report, rules),
        ReportFormat::List => list::render(report, rules),
        ReportFormat::Plain => plain::render(report, rules, args.show_skipped),
        ReportFormat::Junit => junit::render(report, rules, &args.gate()),
        ReportFormat::Sarif => sarif::render(report, rules),
        ReportFormat::Github => github::render(report, rules, &args.gate()),
        ReportFormat::Csv => csv::render(report, rules),
    })
}

/// Links to the articles, if they are wanted and it is known where their paths begin.
fn links(report: &Report, wanted: bool) -> Links {
    let folder = std::env::current_dir().ok().filter(|_| wanted);
    folder.map_or_else(Links::default, |folder| Links::to_files(&report.articles, &folder))
}

fn in_memory(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Result<String> {
    let mut bytes = Vec::new();
    write(&mut bytes)?;
    Ok(String::from_utf8(bytes)?)
}

fn check_options(args: &CheckArgs) -> ReadOptions {
    let options = review::read_options(&args.reading, &args.decisions);
    if args.no_review { ReadOptions { reviews: Reviews::Ignored, ..options } } else { options }
}

fn outcome(report: &Report, args: &CheckArgs) -> Outcome {
    if report.has_errors() {
        return Outcome::Incomplete;
    }
    let found = args.gate().stops_run(report) && !args.exit_zero;
    if found { Outcome::Found } else { Outcome::Clean }
}

pub(crate) fn claims(args: &ClaimsArgs, out: &mut impl Write) -> Result<Outcome> {
    let (rules, rule_problems) = load_rules(&args.reading.rules)?;
    rule_problems.iter().for_each(|problem| complain(&problem.to_string()));
    let selection = if args.all { Selection::All } else { Selection::Placed };
    let form = match args.format {
        ClaimsFormat::Table => Form::Table(args.look()),
        ClaimsFormat::Jsonl => Form::Lines,
    };
    let printer = ClaimPrinter { rules: &rules, selection, form };
    let options = read_options(args.reading.date);
    let mut total = Tally::default();
    match args.from {
        Source::Files => total = printer.write_inputs(&read_paths(&args.paths, &options), out).context(STDOUT)?,
        Source::Jsonl => {
            for path in &args.paths {
                let stream = open_stream(path).with_context(|| path.display().to_string())?;
                total += printer.write_stream(stream, &options, out).context(STDOUT)?;
            }
        }
    }
    Ok(if total.failures == 0 { Outcome::Clean } else { Outcome::Incomplete })
}

/// The built-in rules and those of some folders. Folders without any rule mean: no rules.
///
/// # Errors
/// If there is no such folder. What is wrong inside is a problem beside the rules that could be loaded.
fn load_rules(folders: &[PathBuf]) -> Result<(RuleSet, Vec<Diagnostic>)> {
    if folders.is_empty() {
        return Ok((RuleSet::built_in(), Vec::new()));
    }
    let (mut files, mut problems, mut paths) = (Vec::new(), Vec::new(), BTreeMap::new());
    for folder in folders {
        let found = read_rule_folder(folder)?;
        problems.extend(found.problems);
        for (path, text) in found.files.into_iter().chain(found.beside) {
            let name = below(folder, &path);
            paths.insert(name.clone(), path);
            files.push((name, text));
        }
    }
    let (rules, rule_problems) = if files.is_empty() {
        let folders: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
        complain(&format!("no rules are used: {} holds no rule file (.yaml)", folders.join(" and ")));
        RuleSet::from_files(&files)
    } else {
        RuleSet::with_built_in(&files)
    };
    for problem in rule_problems.iter().map(RuleProblem::diagnostic) {
        let path = paths.get(&problem.path).cloned().unwrap_or(problem.path);
        problems.push(Diagnostic { path, ..problem });
    }
    Ok((rules, problems))
}

/// A path below a folder, so that reports do not depend on where the folder lies.
fn below(folder: &Path, path: &str) -> String {
    let below = Path::new(path).strip_prefix(folder).ok().filter(|below| !below.as_os_str().is_empty());
    below.map_or_else(|| path.to_owned(), |below| below.display().to_string())
}

/// The topic of an id.
///
/// # Errors
/// If there is none, with the one that was probably meant.
fn topic_called(rules: &RuleSet, id: &str) -> Result<TopicId> {
    if let Some(at) = rules.topics().iter().position(|topic| topic.id == id) {
        return Ok(TopicId(u32::try_from(at).context("too many topics")?));
    }
    let hint = match closest(id, rules.topics().iter().map(|topic| topic.id.as_str())) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`crosscheck rules list` lists them".to_owned(),
    };
    bail!("no topic is called `{id}`; {hint}")
}

fn read_options(date: Option<Published>) -> ReadOptions {
    ReadOptions { default_date: date, ..ReadOptions::default() }
}

/// Writes a message to standard error; if even that is closed, there is nobody left to tell.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "crosscheck: {}", Untrusted(message));
}
