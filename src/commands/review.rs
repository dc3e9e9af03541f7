//! `crosscheck review`: goes through the open findings of a story and the articles that disagree with themselves, and
//! writes down what somebody decides about them.
//!
//! Findings go to standard output, questions to standard error, answers come from standard input. Each decision is
//! written at once, so that whoever stops in the middle loses none.

use super::{STDOUT, complain, load_rules, save};
use crate::Outcome;
use crate::cli::{DecisionArgs, ReadingArgs, ReviewArgs};
use anyhow::{Context, Result, bail};
use crosscheck::compare::{Relation, Verdict};
use crosscheck::input::{ReadOptions, Reviews, parse_review, read_paths};
use crosscheck::report::foreign::one_line;
use crosscheck::report::hyperlink::Links;
use crosscheck::report::{Report, counted, table};
use crosscheck::review::edit::with_decision;
use crosscheck::review::{Decision, FILE_NAME, Matter, ReviewFile, Ruling};
use crosscheck::rule::RuleSet;
use jiff::civil::Date;
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &ReviewArgs, out: &mut impl Write) -> Result<Outcome> {
    let default = place_of_decisions(args)?;
    let (rules, rule_problems) = load_rules(&args.reading.rules)?;
    rule_problems.iter().for_each(|problem| complain(&problem.to_string()));
    let mut options = read_options(&args.reading, &args.decisions);
    if args.decisions.review.as_ref().is_some_and(|path| !path.exists()) {
        options.reviews = Reviews::Ignored;
    }
    let inputs = read_paths(&args.paths, &options);
    let files = inputs.reviews.clone();
    if let Some(problem) = files.iter().find_map(|file| file.problems.first()) {
        bail!("{problem}; nothing is decided until that is settled");
    }
    // One article can still disagree with itself.
    let check = if inputs.articles.len() == 1 { crosscheck::check_inside } else { crosscheck::check };
    let report = check(inputs, &rules);
    report.problems.iter().for_each(|problem| complain(&problem.to_string()));
    let mut matters: Vec<Matter> = Matter::all(&report).filter(|matter| is_asked(matter, args)).collect();
    // Stable: as in the report, articles that disagree with themselves come after the alarms of rules.
    matters.sort_by_key(turn);
    let (links, by) = (super::links(&report, args.links.wanted()), args.by.clone());
    let mut dialogue = Dialogue { args, report: &report, rules: &rules, files, default, links, by, out };
    dialogue.go_through(&matters)?;
    Ok(if report.has_errors() || !rule_problems.is_empty() { Outcome::Incomplete } else { Outcome::Clean })
}

/// How articles and the decisions about them are read.
pub(super) fn read_options(reading: &ReadingArgs, decisions: &DecisionArgs) -> ReadOptions {
    let reviews = decisions.review.clone().map_or(Reviews::Beside, Reviews::File);
    ReadOptions { reviews, today: decisions.today, ..super::read_options(reading.date) }
}

/// Where new decisions are written.
fn place_of_decisions(args: &ReviewArgs) -> Result<PathBuf> {
    if let Some(path) = &args.decisions.review {
        return Ok(path.clone());
    }
    let place = |path: &PathBuf| if path.is_dir() { path.join(FILE_NAME) } else { path.with_file_name(FILE_NAME) };
    let mut places: Vec<PathBuf> = args.paths.iter().map(place).collect();
    places.dedup();
    match <[PathBuf; 1]>::try_from(places) {
        Ok([place]) => Ok(place),
        Err(_) => bail!("the articles lie in several folders; say with --review FILE where decisions are written"),
    }
}

/// Whether something is gone through.
fn is_asked(matter: &Matter, args: &ReviewArgs) -> bool {
    let agrees = |verdict| matches!(verdict, Verdict::Of(Relation::Agree | Relation::Rounded | Relation::Compatible));
    let of_interest = match matter {
        Matter::Finding(finding) => is_alarm(finding.verdict) || (args.all && !agrees(finding.verdict)),
        Matter::Inside(..) => true,
    };
    let open = matter.decision().is_none_or(|decision| decision.ruling == Ruling::Noted);
    of_interest && (open || args.again)
}

fn is_alarm(verdict: Verdict) -> bool {
    verdict >= Verdict::Of(Relation::Warning)
}

/// Its turn among the others, the first first.
fn turn(matter: &Matter) -> usize {
    match matter {
        Matter::Finding(finding) if finding.topic.is_some() && is_alarm(finding.verdict) => 0,
        Matter::Inside(..) => 1,
        Matter::Finding(_) => 2,
    }
}

struct Dialogue<'a, W> {
    args: &'a ReviewArgs,
    report: &'a Report,
    rules: &'a RuleSet,
    /// The files that hold decisions already.
    files: Vec<ReviewFile>,
    /// Where new decisions are written.
    default: PathBuf,
    links: Links,
    /// Who decides.
    by: Option<String>,
    out: &'a mut W,
}

/// What is done with a finding or an article.
enum Step {
    Decide(Decision),
    Skip,
    Back,
    Quit,
}

impl<W: Write> Dialogue<'_, W> {
    fn go_through(&mut self, matters: &[Matter]) -> Result<()> {
        let mut decided: Vec<(&str, Ruling)> = Vec::new();
        let mut at = 0;
        while let Some(&matter) = matters.get(at) {
            let text = table::render_matter(self.report, self.rules, matter, &self.args.look(), &self.links);
            writeln!(self.out, "{text}").and_then(|()| self.out.flush()).context(STDOUT)?;
            match self.ask(matter, &format!("{} of {}", at + 1, matters.len()))? {
                Step::Decide(decision) => {
                    self.write(matter, &decision)?;
                    decided.retain(|(id, _)| *id != matter.id());
                    decided.push((matter.id(), decision.ruling));
                    at += 1;
                }
                Step::Skip => at += 1,
                Step::Back => at = at.saturating_sub(1),
                Step::Quit => break,
            }
        }
        let count = |ruling| decided.iter().filter(|(_, own)| *own == ruling).count();
        let settled = count(Ruling::Kept) + count(Ruling::Dismissed);
        let left = format!("{} left open", matters.len() - settled);
        let line = if decided.is_empty() {
            left
        } else {
            let counts = Ruling::ALL.map(|ruling| format!("{} {}", count(ruling), ruling.as_str()));
            format!("{}, {left}", counts.join(", "))
        };
        let line = if matters.is_empty() { self.nothing_open() } else { line };
        writeln!(self.out, "{line}").context(STDOUT)
    }

    fn nothing_open(&self) -> String {
        let decided = Matter::all(self.report).filter(|matter| matter.decision().is_some()).count();
        let more = match (decided, self.args.all) {
            (0, _) if self.report.inside_only => {
                ": the article does not disagree with itself, and there is no other to compare it with".to_owned()
            }
            (0, false) => "; --all goes through single sources and changes over time, too".to_owned(),
            (0, true) => String::new(),
            (decided, _) => format!("; {} decided, --again goes through them once more", counted(decided, "finding")),
        };
        format!("nothing is open{more}")
    }

    /// Asks what becomes of something, until the answer is one.
    fn ask(&mut self, matter: Matter, place: &str) -> Result<Step> {
        loop {
            let Some(answer) = answer(&format!("{place}: keep, dismiss, note, skip, back, quit? "))? else {
                return Ok(Step::Quit);
            };
            let ruling = match answer.to_lowercase().as_str() {
                "k" | "keep" => Ruling::Kept,
                "d" | "dismiss" => Ruling::Dismissed,
                "n" | "note" => Ruling::Noted,
                "s" | "skip" | "" => return Ok(Step::Skip),
                "b" | "back" => return Ok(Step::Back),
                "q" | "quit" => return Ok(Step::Quit),
                _ => {
                    tell(HELP)?;
                    continue;
                }
            };
            match self.decision(matter, ruling)? {
                Some(decision) => return Ok(Step::Decide(decision)),
                None => tell("Nothing was decided.\n")?,
            }
        }
    }

    /// Asks for what a decision needs; `None` if it is called off by an empty answer.
    fn decision(&mut self, matter: Matter, ruling: Ruling) -> Result<Option<Decision>> {
        let earlier = matter.decision().and_then(|decision| decision.note.clone());
        let filled = |question: &str| Ok::<_, anyhow::Error>(answer(question)?.filter(|answer| !answer.is_empty()));
        let (mut why, mut note, mut until) = (None, earlier, None);
        match ruling {
            Ruling::Noted => {
                note = filled("Note: ")?;
                if note.is_none() {
                    return Ok(None);
                }
            }
            Ruling::Kept => why = filled("Why (may be empty): ")?,
            Ruling::Dismissed => {
                why = filled("Why: ")?;
                if why.is_none() {
                    return Ok(None);
                }
                until = day()?;
            }
        }
        if self.by.is_none() {
            self.by = filled("Your name: ")?;
        }
        Ok(self.by.clone().map(|by| Decision { ruling, by: Some(by), why, until, note }))
    }

    /// Writes a decision to the file that has one about the same, else to the one beside the articles.
    fn write(&self, matter: Matter, decision: &Decision) -> Result<()> {
        let has_it = |file: &&ReviewFile| file.decision(matter.id()).is_some();
        let path = self.files.iter().find(has_it).map_or(self.default.as_path(), |file| Path::new(&file.path));
        // Read again: somebody else may have decided something in the meantime.
        let before = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let after = with_decision(&before, matter, decision);
        let (old, new) = (parse_review("", &before), parse_review("", &after));
        let others_stay = old
            .entries
            .iter()
            .filter(|entry| entry.finding != matter.id())
            .all(|entry| new.decision(&entry.finding) == Some(&entry.decision));
        if !new.problems.is_empty() || !others_stay || new.decision(matter.id()) != Some(decision) {
            bail!(
                "{}: its form does not let a decision be added; write `decisions:` and below it an entry a finding, \
                 beginning with `- finding: {}`",
                path.display(),
                matter.id()
            );
        }
        save::replace(path, &after)
    }
}

const HELP: &str = "\
  k  keep      it stands, and is not asked about again
  d  dismiss   set it aside: still listed and counted, but no alarm; needs a reason
  n  note      write something down; it stays open
  s  skip      decide later (or an empty answer)
  b  back      to the one before
  q  quit      what was decided is written already
";

/// The last day of a dismissal; asks until it is one, or empty.
fn day() -> Result<Option<Date>> {
    loop {
        let Some(answer) = answer("Until (a day such as 2024-01-31; empty for good): ")? else { return Ok(None) };
        match answer.parse() {
            Ok(day) => return Ok(Some(day)),
            Err(_) if answer.is_empty() => return Ok(None),
            Err(_) => tell("That is no day.\n")?,
        }
    }
}

fn tell(words: &str) -> Result<()> {
    io::stderr().lock().write_all(words.as_bytes()).context("standard error")
}

/// One line of standard input; `None` at its end.
fn answer(question: &str) -> Result<Option<String>> {
    tell(question)?;
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line).context("standard input")? == 0 {
        tell("\n")?;
        return Ok(None);
    }
    Ok(Some(one_line(&line).trim().to_owned()))
}
