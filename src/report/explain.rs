//! What the verdicts, the states of a draft, the laws of an article and the problems of rules mean, for `crosscheck
//! explain`. The examples are of the kind that tests/cases holds.

mod desk;

use super::draft::{LEFT_OUT, state_words};
use super::foreign::Untrusted;
use super::layout::{Ink, paint, wrap};
use super::summary::VERDICTS;
use super::table::Look;
use super::words::verdict_words;
use crate::compare::{Law, Relation, State, Verdict};
use crate::rule::Colour;
use crate::rule::page::CodePage;
use std::collections::BTreeMap;

/// From a sentence to a rule: a tour of which every step is run by the tests.
pub const TUTORIAL: &str = include_str!("tutorial.md");

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// What a finding says.
    Verdict(Verdict),
    /// What becomes of a fact of a draft.
    State(State),
    /// What most sources state and a draft does not.
    LeftOut,
    /// How an article disagrees with itself.
    Law(Law),
}

impl Subject {
    /// The word that stands in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Verdict(verdict) => verdict.as_str(),
            Self::State(state) => state.as_str(),
            Self::LeftOut => LEFT_OUT,
            Self::Law(law) => law.as_str(),
        }
    }

    /// The words that reports print.
    pub(super) fn words(self) -> String {
        match self {
            Self::Verdict(verdict) => verdict_words(verdict),
            Self::State(state) => state_words(state).to_owned(),
            Self::LeftOut => "LEFT OUT".to_owned(),
            Self::Law(law) => format!("INCONSISTENT: {}", law.title()),
        }
    }

    /// What programs call it.
    fn in_programs(self) -> String {
        let name = self.name();
        match self {
            Self::Verdict(_) => format!("`{name}` in JSON"),
            Self::State(_) | Self::LeftOut => format!("of a draft, `{name}` in JSON"),
            Self::Law(_) => format!("the law `{name}` in JSON"),
        }
    }
}

/// A page about a word of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is about.
    pub subject: Subject,
    /// What that says about the articles.
    pub meaning: &'static str,
    /// Sentences that get it, each with who says it before a colon.
    pub example: &'static [&'static str],
    /// What an editor does with it.
    pub advice: &'static str,
}

impl Page {
    /// Whether this is the page that somebody asks for: `single_source`, `Single source`, `not-compared`.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let folded = |words: &str| words.to_lowercase().replace(['-', ' '], "_");
        folded(name) == self.subject.name() || folded(name) == folded(&self.subject.words())
    }
}

/// A page as text.
#[must_use]
pub fn render(page: &Page, look: &Look) -> String {
    let subject = page.subject;
    let heading = format!("{} ({})", Ink::Strong.on(&subject.words()), subject.in_programs());
    let mut lines = wrap(&heading, look.width);
    let mut paragraph = |indent: usize, text: &str| {
        let wrapped = wrap(text, look.width - indent);
        lines.extend(wrapped.iter().map(|line| format!("{}{line}", " ".repeat(indent))));
    };
    paragraph(0, page.meaning);
    paragraph(0, "");
    page.example.iter().for_each(|line| paragraph(2, line));
    paragraph(0, "");
    paragraph(0, page.advice);
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    paint(&format!("{}\n", lines.join("\n")), look.color)
}

/// The page of a problem of rules as text: what it means, files that have it with what is said of them, files that do not.
#[must_use]
pub fn render_code(page: &CodePage, look: &Look) -> String {
    let heading = format!("{} ({})", Ink::Strong.on(page.code.as_str()), page.code.severity().as_str());
    let mut text = lines(&[heading, page.meaning.clone()], look);
    text.push_str("\nNot so:\n\n");
    push_files(&mut text, &page.bad);
    for problem in page.problems(&page.bad).iter().take(1) {
        let source = page.bad.get(&problem.file).map_or("", String::as_str);
        let rendered = problem.render(source, Colour::Plain);
        rendered.lines().for_each(|line| text.push_str(&format!("    {}\n", Untrusted(line))));
    }
    text.push_str("\nBut so:\n\n");
    push_files(&mut text, &page.good);
    paint(&format!("{}\n", text.trim_end()), look.color)
}

fn lines(paragraphs: &[String], look: &Look) -> String {
    let lines: Vec<String> = paragraphs.iter().flat_map(|paragraph| wrap(paragraph, look.width)).collect();
    format!("{}\n", lines.join("\n"))
}

fn push_files(text: &mut String, files: &BTreeMap<String, String>) {
    for (name, content) in files {
        text.push_str(&format!("  {name}\n"));
        for line in content.lines() {
            text.push_str(format!("    {}", Untrusted(line)).trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
}

/// The list of all that has a page.
#[must_use]
pub fn contents(codes: &[CodePage], topics: usize, look: &Look) -> String {
    let mut text = String::new();
    let mut section = |heading: &str, pages: Vec<Page>| {
        text.push_str(&lines(&[heading.to_owned()], look));
        pages.iter().for_each(|page| push_entry(&mut text, page.subject.name(), page.meaning, look));
        text.push('\n');
    };
    section("Verdicts of a report, gravest first", verdict_pages().collect());
    section("What becomes of the facts of a draft, gravest first", desk::of_drafts().collect());
    section("Laws by which an article may disagree with itself", desk::of_laws().collect());
    text.push_str("Problems of rules\n");
    for page in codes {
        let first = page.meaning.split_inclusive(". ").next().unwrap_or(&page.meaning).trim_end();
        push_entry(&mut text, page.code.as_str(), first, look);
    }
    text.push('\n');
    let last = [
        format!("{topics} topics, listed by `crosscheck rules list`, have pages, too."),
        "`crosscheck explain rules` leads from a sentence to a rule, in ten minutes.".to_owned(),
    ];
    text.push_str(&lines(&last, look));
    paint(&text, look.color)
}

/// A name, and after it, indented, what it means.
fn push_entry(text: &mut String, name: &str, meaning: &str, look: &Look) {
    const INDENT: usize = 18;
    let first = format!("  {name:width$}", width = INDENT - 2);
    let wrapped = wrap(meaning, look.width.saturating_sub(INDENT).max(20));
    for (at, line) in wrapped.iter().enumerate() {
        let margin = if at == 0 { first.replace(name, &Ink::Strong.on(name)) } else { " ".repeat(INDENT) };
        text.push_str(&format!("{margin} {line}\n"));
    }
}

/// All pages about words of the reports: verdicts, what becomes of a draft, laws.
#[must_use]
pub fn pages() -> Vec<Page> {
    verdict_pages().chain(desk::of_drafts()).chain(desk::of_laws()).collect()
}

/// The page about a subject.
#[must_use]
pub(super) fn page(subject: Subject) -> Page {
    pages().into_iter().find(|page| page.subject == subject).expect("every subject has a page")
}

/// The verdicts with their pages, gravest first.
fn verdict_pages() -> impl Iterator<Item = Page> {
    VERDICTS.into_iter().map(of_verdict)
}

fn of_verdict(verdict: Verdict) -> Page {
    let (meaning, example, advice): (_, &'static [_], _) = match verdict {
        Verdict::SingleSource => (
            "Only one article gives this figure. Nothing contradicts it, and nothing supports it.",
            &["Outlet A: The depot held 300 tonnes of grain.", "Outlet B does not mention the depot."],
            "Attribute the figure, or find a second source.",
        ),
        Verdict::Of(relation) => of_relation(relation),
    };
    Page { subject: Subject::Verdict(verdict), meaning, example, advice }
}

fn of_relation(relation: Relation) -> (&'static str, &'static [&'static str], &'static str) {
    match relation {
        Relation::Misquoted => (
            "The same named speaker is quoted with two figures for the same thing at the same time. One of the articles \
             misquotes.",
            &["Outlet A: Police said 12 people died.", "Outlet B, within the hour: Police said 15 people died."],
            "Go to the speaker's own words.",
        ),
        Relation::Conflict => (
            "The figures cannot both be true of the same thing at the same time.",
            &["Outlet A: 40 buses left the city on Friday.", "Outlet B: 60 buses left the city on Friday."],
            "Read both articles, then ask a source. The report never says which side is wrong.",
        ),
        Relation::Regressed => (
            "A figure that can only rise is lower in the later article, and the text does not call it a correction. A toll that \
             is lower by at most a tenth is a conflict: so near a figure is of the same count.",
            &["Outlet A, at 8 a.m.: 15 people were killed.", "Outlet B, at 8 p.m.: 12 people were killed."],
            "Look for a correction; until then use neither without its source.",
        ),
        Relation::Disputed => (
            "Two named speakers say different things about the same thing.",
            &["Outlet A: The ministry said 80 soldiers died.", "Outlet B: The army said none died."],
            "Give both, each with its speaker.",
        ),
        Relation::Warning => (
            "The figures do not fit together, but one of them is vague, or stands in a caption only.",
            &["Outlet A: Dozens were arrested.", "Outlet B: Police arrested 7 people."],
            "Worth a look before the figure is used.",
        ),
        Relation::Changed => (
            "The figures differ, and the articles are of different times: a figure that may go up or down has moved.",
            &[
                "Outlet A, in March: 5,000 people live in the camp.",
                "Outlet B, in June: 3,000 people live in the camp.",
            ],
            "Use the newer figure, with its date.",
        ),
        Relation::Revised => (
            "A later article gives a lower figure and says that it corrects the earlier one.",
            &[
                "Outlet A: 35 people were missing.",
                "Outlet B, a day later: Officials lowered the number of missing to 21.",
            ],
            "Use the corrected figure.",
        ),
        Relation::Updated => (
            "A later article gives a higher figure of something that rises, as tolls do.",
            &["Outlet A, on Monday: 12 people were killed.", "Outlet B, on Tuesday: The death toll rose to 15."],
            "Use the newer figure, with its date.",
        ),
        Relation::Scope => (
            "The figures look alike but are of different things: another place, period, group or measure, which the \
             reason names. They were not compared.",
            &["Outlet A: 5,200 soldiers in the north.", "Outlet B: 6,000 soldiers in the north and the south."],
            "Nothing to do, unless the reason surprises you.",
        ),
        Relation::Compatible => (
            "One article gives a bound or a vague word, and the other's figure satisfies it.",
            &["Outlet A: At least 12 people died.", "Outlet B: 15 people died."],
            "The precise figure says more; check that the bound is not simply older.",
        ),
        Relation::Rounded => (
            "The figures are equal at the precision of the coarser one.",
            &["Outlet A: About 2,500 soldiers.", "Outlet B: 2,487 soldiers."],
            "Nothing to do.",
        ),
        Relation::Agree => (
            "The articles give the same figure. How far they are independent is said beside it: outlets that print one \
             agency's text are one origin.",
            &["Outlet A: The treaty was signed on May 4, 2019.", "Outlet B: signed on the fourth of May 2019."],
            "Look at the number of origins before you call it confirmed.",
        ),
    }
}
