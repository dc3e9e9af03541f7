//! `crosscheck doctor`: what would be read here, from where, and how it would be shown.

use super::{STDOUT, load_rules, read_options};
use crate::Outcome;
use crate::cli::DoctorArgs;
use anyhow::{Context, Result};
use crosscheck::error::{Diagnostic, Severity};
use crosscheck::input::{Inputs, read_paths, read_rule_folder};
use crosscheck::report::counted;
use crosscheck::report::foreign::{Untrusted, one_line};
use crosscheck::report::sheet::{Entry, Sheet, render};
use crosscheck::review::Ruling;
use crosscheck::rule::RuleSet;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &DoctorArgs, out: &mut impl Write) -> Result<Outcome> {
    let inputs = read_paths(&args.paths, &read_options(None));
    let mut account = Account { entries: Vec::new(), broken: false };
    account.entries.push(Entry::paragraph(format!("crosscheck {}", env!("CARGO_PKG_VERSION"))));
    account.rules(&args.rules)?;
    if args.paths.is_empty() {
        account.entries.push(Entry::heading("Articles"));
        account.term("none", "`crosscheck doctor FOLDER` says what would be read of a folder");
    } else {
        account.articles(&inputs);
        account.decisions(&inputs);
    }
    account.terminal(args);
    let broken = account.broken;
    let text = render(&Sheet { entries: account.entries }, &args.look());
    out.write_all(text.as_bytes()).context(STDOUT)?;
    Ok(if broken { Outcome::Incomplete } else { Outcome::Clean })
}

/// What was found so far.
struct Account {
    entries: Vec<Entry>,
    /// Whether something cannot be used.
    broken: bool,
}

impl Account {
    fn term(&mut self, word: &str, meaning: &str) {
        self.entries.push(Entry::term(Untrusted(word).to_string(), Untrusted(&one_line(meaning)).to_string()));
    }

    fn problem(&mut self, problem: &Diagnostic) {
        self.broken |= problem.severity == Severity::Error;
        self.term(problem.severity.as_str(), &format!("{}: {}", problem.place(), problem.message));
    }

    fn rules(&mut self, folders: &[PathBuf]) -> Result<()> {
        self.entries.push(Entry::heading("Rules"));
        let built_in = RuleSet::built_in();
        let known: BTreeSet<&str> = built_in.topics().iter().map(|topic| topic.id.as_str()).collect();
        self.term("built in", &counted(known.len(), "topic"));
        let mut problems = Vec::new();
        for folder in folders {
            let files = read_rule_folder(folder)?.files;
            let (own, of_folder) = load_rules(std::slice::from_ref(folder))?;
            problems.extend(of_folder);
            let stems: BTreeSet<String> = files.iter().map(|(path, _)| stem(path)).collect();
            let is_own = |id: &&str| stems.contains(*id);
            let ids: BTreeSet<&str> = own.topics().iter().map(|topic| topic.id.as_str()).filter(is_own).collect();
            let list = |ids: Vec<&&str>| ids.into_iter().copied().collect::<Vec<_>>().join(", ");
            let (replaced, added) = (list(ids.intersection(&known).collect()), list(ids.difference(&known).collect()));
            let mut facts = vec![counted(files.len(), "file")];
            for (verb, topics) in [("adds", added), ("replaces", replaced)] {
                if !topics.is_empty() {
                    facts.push(format!("{verb} {topics}"));
                }
            }
            if stems.contains("vocab") {
                facts.push("has word lists".to_owned());
            }
            self.term(&folder.display().to_string(), &facts.join("; "));
        }
        problems.iter().for_each(|problem| self.problem(problem));
        Ok(())
    }

    fn articles(&mut self, inputs: &Inputs) {
        self.entries.push(Entry::heading("Articles"));
        if let Some(story) = &inputs.story {
            self.term("story", story);
        }
        let articles = &inputs.articles;
        let without = |what: &str, count: usize| match count {
            0 => format!("all with {what}"),
            count => format!("{count} without {what}"),
        };
        let undated = articles.iter().filter(|article| article.published.is_none()).count();
        let nameless = articles.iter().filter(|article| article.outlet.is_none()).count();
        let facts = match articles.len() {
            0 => "none".to_owned(),
            count => format!("{count}; {}; {}", without("a date", undated), without("an outlet", nameless)),
        };
        self.term("read", &facts);
        for article in articles {
            let outlet = article.outlet.as_deref().unwrap_or("no outlet");
            let date = article.published.map_or_else(|| "no date".to_owned(), |published| published.date.to_string());
            let wire = article.wire.as_ref().map(|wire| format!(", from {wire}")).unwrap_or_default();
            self.term(&article.id, &format!("{outlet}, {date}{wire}"));
        }
        for file in &inputs.skipped {
            self.term("skipped", &format!("{}: {}", file.path, file.reason));
        }
        inputs.problems.iter().for_each(|problem| self.problem(problem));
    }

    fn decisions(&mut self, inputs: &Inputs) {
        self.entries.push(Entry::heading("Decisions"));
        if inputs.reviews.is_empty() {
            self.term("none", "`crosscheck review` writes them");
        }
        for file in &inputs.reviews {
            let count = |ruling| file.entries.iter().filter(|entry| entry.decision.ruling == ruling).count();
            let counts = Ruling::ALL.map(|ruling| format!("{} {}", count(ruling), ruling.as_str())).join(", ");
            let until = file.entries.iter().filter_map(|entry| entry.decision.until).min();
            let until = until.map(|day| format!("; the first ends on {day}")).unwrap_or_default();
            self.term(&file.path, &format!("{counts}{until}"));
            file.problems.iter().for_each(|problem| self.problem(problem));
        }
    }

    fn terminal(&mut self, args: &DoctorArgs) {
        self.entries.push(Entry::heading("Terminal"));
        args.terminal().iter().for_each(|(word, meaning)| self.term(word, meaning));
        self.entries.push(Entry::heading("Environment"));
        let settings: Vec<_> = DoctorArgs::settings().collect();
        if settings.is_empty() {
            self.term("none", "nothing is set that crosscheck reads");
        }
        settings.iter().for_each(|(name, value)| self.term(name, value));
    }
}

fn stem(path: &str) -> String {
    Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
