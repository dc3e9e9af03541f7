//! `crosscheck rules`: one file per command; here is what they share, the rule files that are being worked on.

mod check;
pub(crate) mod list;
mod new;
mod test;

use crate::Outcome;
use crate::cli::{RulesArgs, RulesCommand};
use anyhow::{Result, bail};
use crosscheck::error::{Diagnostic, Severity};
use crosscheck::input::{nearest, read_rule_folder};
use crosscheck::report::foreign::Untrusted;
use crosscheck::report::table::Look;
use crosscheck::rule::{Code, Colour, RuleProblem, RuleSet, not_loaded};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

pub(crate) fn run(command: &RulesCommand, out: &mut impl Write) -> Result<Outcome> {
    match command {
        RulesCommand::Check(args) => check::run(args, out),
        RulesCommand::Test(args) => test::run(args, out),
        RulesCommand::Suggest(args) => super::suggest::run(args, out),
        RulesCommand::New(args) => new::run(args, out),
        RulesCommand::List(args) => list::list(args, out),
        RulesCommand::Doc(args) => list::doc(args, out),
        RulesCommand::Schema => list::print_schema(out),
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
        let (mut files, mut beside, mut unreadable) = (Vec::new(), Vec::new(), Vec::new());
        let mut others = Vec::new();
        for path in &args.paths {
            if !path.exists() {
                if let Some(meant) = nearest(path) {
                    bail!("{}: no such file; did you mean `{meant}`?", path.display());
                }
                bail!(
                    "there is no folder or file {}; `crosscheck rules new` writes a first rule, `crosscheck init` a folder with one",
                    path.display()
                );
            }
            let found = read_rule_folder(path)?;
            others.extend(found.others);
            files.extend(found.files);
            beside.extend(found.beside);
            unreadable.extend(found.problems);
        }
        beside.sort();
        beside.dedup();
        beside.retain(|(name, _)| !files.iter().any(|(file, _): &(String, String)| file == name));
        let (set, mut problems) = RuleSet::with_built_in(&[files.as_slice(), &beside].concat());
        // Of lists that were not asked for, only what hinders the rule is said.
        let is_beside = |problem: &RuleProblem| beside.iter().any(|(name, _)| *name == problem.file);
        problems.retain(|problem| problem.severity == Severity::Error || !is_beside(problem));
        problems.extend(others.iter().filter_map(|name| not_loaded(name)));
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

    /// The one rule file that is meant: that of a topic, or the only one that was named.
    fn the_rule(&self, topic: Option<&str>) -> Result<(&str, &str)> {
        let is_meant = |name: &str| {
            let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            topic.map_or(stem != "vocab", |topic| topic == stem)
        };
        let meant: Vec<_> = self.files.iter().filter(|(name, _)| is_meant(name)).collect();
        match meant.as_slice() {
            [(name, text)] if Path::new(name).exists() => Ok((name, text)),
            [_] => bail!("a built-in rule cannot be changed; name a file of your own"),
            [] => bail!("no rule file is called `{}.yaml`", topic.unwrap_or_default()),
            several => bail!("there are {} rules; say which with --topic, or name one file", several.len()),
        }
    }

    fn has_errors(&self) -> bool {
        self.are_broken(&self.problems)
    }

    /// Whether a file could not be read, or a problem keeps a rule from being used.
    fn are_broken(&self, problems: &[RuleProblem]) -> bool {
        !self.unreadable.is_empty() || problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Prints problems with the lines they are about, and how many there are.
    fn write_problems(&self, problems: &[RuleProblem], look: &Look, out: &mut impl Write) -> io::Result<()> {
        for problem in &self.unreadable {
            writeln!(out, "{}\n", Untrusted(&problem.to_string()))?;
        }
        let colour = if look.color { Colour::Ansi } else { Colour::Plain };
        for problem in problems {
            if problem.code == Code::NotLoaded {
                // It has no line that could be shown.
                let help = problem.suggestion.as_deref().unwrap_or_default();
                let (message, file) = (&problem.message, Untrusted(&problem.file));
                writeln!(out, "note[{}]: {message}\n --> {file}\n  = help: {help}\n", problem.code)?;
            } else if let Some(text) = self.text_of(&problem.file) {
                writeln!(out, "{}\n", problem.render(text, colour))?;
            }
        }
        Ok(())
    }
}
