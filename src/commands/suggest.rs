//! `crosscheck rules suggest`: a rule file for a group of claims that no rule took.

use super::{STDOUT, load_rules, read_options};
use crate::Outcome;
use crate::cli::SuggestArgs;
use anyhow::{Context, Result, bail};
use crosscheck::compare::Finding;
use crosscheck::input::read_paths;
use crosscheck::report::{Report, counted, groups_without_rule};
use crosscheck::suggest::{find_group, likely_groups, suggest};
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: &SuggestArgs, out: &mut impl Write) -> Result<Outcome> {
    let (rules, _) = load_rules(&args.reading.rules)?;
    let report = crosscheck::check(read_paths(&args.paths, &read_options(args.reading.date)), &rules);
    if let Some(problem) = report.problems.first().filter(|_| report.has_errors()) {
        bail!("{problem}");
    }
    let groups = match &args.group {
        Some(name) => vec![group_called(&report, name)?],
        None => likely_groups(&report),
    };
    let suggestion = groups.iter().find_map(|group| suggest(&report, group, args.title.as_deref()));
    let Some(suggestion) = suggestion else {
        let what = match &args.group {
            Some(_) => format!("no rule was found for `{}` whose tests pass; try another --group", groups[0].title),
            None => format!("of {} without a rule none leads to one", counted(groups.len(), "group")),
        };
        bail!("{what}, or write one: `crosscheck rules new`");
    };
    match &args.out {
        None => out.write_all(suggestion.yaml.as_bytes()).context(STDOUT)?,
        Some(folder) => {
            let path = folder.join(&suggestion.file);
            write_new(&path, &suggestion.yaml).with_context(|| path.display().to_string())?;
            writeln!(out, "{}\nNext: crosscheck rules test {}", path.display(), path.display()).context(STDOUT)?;
        }
    }
    Ok(Outcome::Clean)
}

fn group_called<'r>(report: &'r Report, name: &str) -> Result<&'r Finding> {
    let groups = groups_without_rule(report).len();
    find_group(report, name).with_context(|| {
        format!("no group {name}: `crosscheck check -v` shows {} without a rule", counted(groups, "group"))
    })
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::File::create_new(path)?.write_all(text.as_bytes())
}
