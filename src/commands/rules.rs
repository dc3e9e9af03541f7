//! `crosscheck rules`: check, test and list.

use super::STDOUT;
use crate::Outcome;
use crate::cli::{RulesArgs, RulesCommand};
use anyhow::{Context, Result, bail};
use crosscheck::error::{Diagnostic, Severity};
use crosscheck::input::read_rule_folder;
use crosscheck::report::foreign::Untrusted;
use crosscheck::report::table::Look;
use crosscheck::report::{counted, topics};
use crosscheck::rule::{Colour, RuleProblem, RuleSet};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(command: &RulesCommand, out: &mut impl Write) -> Result<Outcome> {
    match command {
        RulesCommand::Check(args) => check_rules(&RuleFolders::read(args)?, args, out),
        RulesCommand::Test(args) => test_rules(&RuleFolders::read(args)?, args, out),
        RulesCommand::List(args) => {
            let folders = RuleFolders::read(args)?;
            let topics = folders.set.topics().iter().filter(|topic| folders.hold_topic(&topic.id));
            out.write_all(topics::list(topics, &args.look()).as_bytes()).context(STDOUT)?;
            Ok(if folders.has_errors() { Outcome::Incomplete } else { Outcome::Clean })
        }
    }
}

/// Rule files that are being worked on, with the built-in ones whose word lists they may use.
struct RuleFolders {
    /// Paths and texts; the built-in files if no path was given.
    files: Vec<(String, String)>,
    unreadable: Vec<Diagnostic>,
    set: RuleSet,
    problems: Vec<RuleProblem>,
}

impl RuleFolders {
    fn read(args: &RulesArgs) -> Result<Self> {
        if args.paths.is_empty() {
            let owned = |&(name, text): &(&str, &str)| (name.to_owned(), text.to_owned());
            let files: Vec<_> = RuleSet::built_in_files().iter().map(owned).collect();
            let (set, problems) = RuleSet::from_files(&files);
            return Ok(Self { files, unreadable: Vec::new(), set, problems });
        }
        let (mut files, mut unreadable) = (Vec::new(), Vec::new());
        for path in &args.paths {
            let found = read_rule_folder(path)?;
            files.extend(found.files);
            unreadable.extend(found.problems);
        }
        let (set, problems) = RuleSet::with_built_in(&files);
        Ok(Self { files, unreadable, set, problems })
    }

    fn text_of(&self, file: &str) -> Option<&str> {
        self.files.iter().find(|(name, _)| name == file).map(|(_, text)| text.as_str())
    }

    /// How many files are built-in ones, word for word: they replace nothing.
    fn repeated(&self) -> usize {
        let name = |path: &str| Path::new(path).file_name().map(ToOwned::to_owned);
        let built_in: BTreeSet<_> = RuleSet::built_in_files().iter().map(|&(path, text)| (name(path), text)).collect();
        self.files.iter().filter(|(path, text)| built_in.contains(&(name(path), text.as_str()))).count()
    }

    fn hold_topic(&self, id: &str) -> bool {
        self.files.iter().any(|(name, _)| Path::new(name).file_stem().is_some_and(|stem| stem == id))
    }

    fn has_errors(&self) -> bool {
        let error = |severity| severity == Severity::Error;
        !self.unreadable.is_empty() || self.problems.iter().any(|problem| error(problem.severity))
    }

    /// Prints problems with the lines they are about, and how many there are.
    fn write_problems(&self, problems: &[RuleProblem], look: &Look, out: &mut impl Write) -> io::Result<()> {
        for problem in &self.unreadable {
            writeln!(out, "{}\n", Untrusted(&problem.to_string()))?;
        }
        let colour = if look.color { Colour::Ansi } else { Colour::Plain };
        for problem in problems {
            if let Some(text) = self.text_of(&problem.file) {
                writeln!(out, "{}\n", problem.render(text, colour))?;
            }
        }
        Ok(())
    }
}

fn check_rules(folders: &RuleFolders, args: &RulesArgs, out: &mut impl Write) -> Result<Outcome> {
    folders.write_problems(&folders.problems, &args.look(), out).context(STDOUT)?;
    let (files, problems) = (folders.files.len(), folders.unreadable.len() + folders.problems.len());
    let counts = format!("{}, {}", counted(files, "file"), counted(problems, "problem"));
    let repeated = if args.paths.is_empty() { 0 } else { folders.repeated() };
    if repeated > 0 {
        writeln!(out, "{counts}; {repeated} of the files are the built-in ones, word for word").context(STDOUT)?;
    } else {
        writeln!(out, "{counts}").context(STDOUT)?;
    }
    if files == 0 {
        bail!("no rule file (.yaml) was found");
    }
    Ok(if folders.has_errors() { Outcome::Incomplete } else { Outcome::Clean })
}

fn test_rules(folders: &RuleFolders, args: &RulesArgs, out: &mut impl Write) -> Result<Outcome> {
    folders.write_problems(&folders.problems, &args.look(), out).context(STDOUT)?;
    let run = folders.set.test();
    folders.write_problems(&run.problems, &args.look(), out).context(STDOUT)?;
    let own: Vec<_> = run.outcomes.iter().filter(|outcome| folders.text_of(&outcome.file).is_some()).collect();
    let failed: Vec<_> = run.failures().filter(|outcome| folders.text_of(&outcome.file).is_some()).collect();
    let gaps = own.iter().filter(|outcome| !outcome.passed).count() - failed.len();
    for outcome in &failed {
        for line in outcome.to_string().lines() {
            writeln!(out, "{}", Untrusted(line)).context(STDOUT)?;
        }
    }
    let counts = format!("{}, {} failed, {}", counted(own.len(), "test"), failed.len(), counted(gaps, "known gap"));
    writeln!(out, "{counts}").context(STDOUT)?;
    if own.is_empty() {
        bail!("no test was run: a rule without tests is not a rule");
    }
    let broken = folders.has_errors() || run.problems.iter().any(|problem| problem.severity == Severity::Error);
    Ok(match (broken, failed.is_empty()) {
        (true, _) => Outcome::Incomplete,
        (false, false) => Outcome::Found,
        (false, true) => Outcome::Clean,
    })
}
