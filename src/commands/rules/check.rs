//! `crosscheck rules check`: every problem of every rule file, and the mending of those that are safe to mend.

use super::RuleFolders;
use crate::Outcome;
use crate::cli::RulesCheckArgs;
use crate::commands::{STDOUT, save};
use anyhow::{Context, Result, bail};
use crosscheck::error::Severity;
use crosscheck::report::{counted, diff};
use crosscheck::rule::RuleSet;
use crosscheck::rule::mend::{Mended, mend};
use std::io::Write;
use std::path::Path;

pub(super) fn run(args: &RulesCheckArgs, out: &mut impl Write) -> Result<Outcome> {
    let mut folders = RuleFolders::read(&args.rules)?;
    if args.fix || args.diff {
        if args.rules.paths.is_empty() {
            bail!("built-in rules cannot be mended; name a file or folder");
        }
        let mended = mend(&folders.files, RuleSet::with_built_in);
        write_changes(&folders, &mended, args, out)?;
        if args.diff {
            return Ok(if mended.is_empty() { Outcome::Clean } else { Outcome::Found });
        }
        for own in &mended {
            save::replace(Path::new(&own.file), &own.text)?;
        }
        folders = RuleFolders::read(&args.rules)?;
    }
    report(&folders, args, out)
}

/// What the mends change, file by file.
fn write_changes(folders: &RuleFolders, mended: &[Mended], args: &RulesCheckArgs, out: &mut impl Write) -> Result<()> {
    for own in mended {
        let before = folders.text_of(&own.file).unwrap_or("");
        let changes = diff::render(&own.file, before, &own.text, &args.rules.look());
        writeln!(out, "{changes}").context(STDOUT)?;
    }
    let gone: usize = mended.iter().map(|own| own.gone.len()).sum();
    let verb = if args.fix { "mended" } else { "can be mended" };
    writeln!(out, "{} {verb} in {}\n", counted(gone, "problem"), counted(mended.len(), "file")).context(STDOUT)
}

fn report(folders: &RuleFolders, args: &RulesCheckArgs, out: &mut impl Write) -> Result<Outcome> {
    // Some problems show in the tests alone: lines that never fire, gaps that pass.
    let mut problems = folders.problems.clone();
    problems.extend(folders.set.test_problems().into_iter().filter(|it| folders.text_of(&it.file).is_some()));
    problems.sort_by(|left, right| (&left.file, left.span, left.code).cmp(&(&right.file, right.span, right.code)));
    folders.write_problems(&problems, &args.rules.look(), out).context(STDOUT)?;
    let count = folders.unreadable.len() + problems.len();
    let counts = format!("{}, {}", counted(folders.files.len(), "file"), counted(count, "problem"));
    let repeated = match folders.repeated() {
        _ if args.rules.paths.is_empty() => "; no folder was named: these are the built-in rules".to_owned(),
        0 => String::new(),
        number => format!("; {number} of the files are the built-in ones, word for word"),
    };
    let mendable = problems.iter().filter(|problem| problem.mend.is_some()).count();
    let grave = problems.iter().find(|problem| problem.severity != Severity::Note);
    let hint = match (grave, mendable) {
        (Some(_), 1..) if !args.rules.paths.is_empty() => {
            format!("; `--fix` mends {mendable} of them, `crosscheck explain CODE` says more")
        }
        (Some(problem), _) => format!("; `crosscheck explain {}` says more", problem.code),
        (None, _) => String::new(),
    };
    writeln!(out, "{counts}{repeated}{hint}").context(STDOUT)?;
    if folders.files.is_empty() {
        bail!("no rule file (.yaml) was found");
    }
    Ok(if folders.are_broken(&problems) { Outcome::Incomplete } else { Outcome::Clean })
}
