//! One HTML file: the outcome first, then what must be settled, each quotation marked in its sentence, a chart where a
//! figure moved, who says what, and what was not read. It works without script, in the dark, on a phone, on paper and in
//! a mail; `templates/report.html` holds the page, this file what stands in it.
//!
//! Invariant: words of articles, file names and rules reach the page as text alone (askama escapes them), addresses only
//! as `link` lets them through; the page loads nothing (its content security policy forbids it).

pub(crate) mod chart;
mod draft;

use super::figure::{excerpts, excerpts_of_all, figures, said_by};
use super::foreign::{Untrusted, one_line};
use super::quotation::{CURLY, Excerpt};
use super::summary::{Section, Summary};
use super::table::Detail;
use super::words::{
    alarm_words, decision_words, headline, inconsistency_headline, inconsistent_saying, input_words, is_alarming, mark,
    next_step, outcome_words, problem_words, range_words, set_aside_lines, short_name, slot_words, some_of, spelled,
    support, unread_words,
};
use super::{Report, counted, findings_under_rules, groups_without_rule, inconsistencies, link, matrix};
use crate::article::Article;
use crate::compare::{Finding, Inconsistency};
use crate::rule::{Gravity, RuleSet};
use askama::Template;
use chart::Chart;
use draft::DraftView;

/// Columns of a quotation in a finding that is told in full; a longer sentence is shortened around the claim.
const QUOTATION_COLUMNS: usize = 280;
/// Columns of a quotation in a finding that is told in a line, behind which its quotations are folded.
const FOLDED_COLUMNS: usize = 130;
/// Articles that are quoted for one figure; the others are named.
const QUOTED_SAYINGS: usize = 4;
/// Articles that are quoted for one figure of a folded finding.
const FOLDED_SAYINGS: usize = 2;
/// Agreeing groups without a rule that are listed; the others are counted.
const UNRULED_LISTED: usize = 30;
/// Lines set aside that are listed; `--show-skipped` lists all of them elsewhere.
const SKIPPED_LISTED: usize = 40;
/// Columns of a line that was set aside.
const SKIPPED_COLUMNS: usize = 120;

/// The report as a page.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet) -> String {
    Page::new(report, rules).render().expect("memory can be written")
}

/// Whether a text is such a page.
pub(super) fn is_own(text: &str) -> bool {
    text.contains("<meta name=\"generator\" content=\"crosscheck ")
}

/// What stands in the page; every string is safe to print on one line.
#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    version: &'static str,
    rules: String,
    story: Option<String>,
    kicker: String,
    outcome: String,
    headline: String,
    tallies: Vec<Tally>,
    inputs: String,
    next: String,
    contents: Vec<Entry>,
    problems: Vec<ProblemView>,
    draft: Option<DraftView>,
    sections: Vec<SectionView>,
    names: Vec<Vec<SpellingView>>,
    rows: Vec<RowView>,
    /// The heads of the matrix, one an article.
    columns: Vec<String>,
    articles: Vec<ArticleView>,
    unread: String,
    skipped: Vec<String>,
}

/// A number of findings.
struct Tally {
    class: &'static str,
    count: usize,
    words: &'static str,
}

/// A line of the contents.
struct Entry {
    id: &'static str,
    heading: &'static str,
}

struct ProblemView {
    severity: &'static str,
    words: String,
}

struct SectionView {
    id: &'static str,
    heading: &'static str,
    lead: Option<&'static str>,
    full: Vec<FindingView>,
    brief: Vec<FindingView>,
    /// Findings that are only counted.
    more: usize,
}

struct FindingView {
    id: String,
    class: &'static str,
    mark: &'static str,
    verdict: String,
    title: String,
    slots: Vec<String>,
    reason: String,
    facts: String,
    notes: Vec<String>,
    values: String,
    from: String,
    chart: Option<Chart>,
    figures: Vec<FigureView>,
}

struct FigureView {
    value: String,
    sayings: Vec<SayingView>,
    others: Option<String>,
}

struct SayingView {
    excerpts: Vec<Excerpt>,
    href: String,
    name: String,
    more: Vec<String>,
}

struct SpellingView {
    words: String,
    outlets: String,
}

struct RowView {
    id: String,
    class: &'static str,
    mark: &'static str,
    verdict: String,
    title: String,
    cells: Vec<String>,
}

struct ArticleView {
    name: String,
    id: String,
    title: Option<String>,
    href: Option<String>,
    published: String,
    origin: String,
}

impl Page {
    fn new(report: &Report, rules: &RuleSet) -> Self {
        let summary = Summary::of(report, rules);
        let mut page = Self {
            version: env!("CARGO_PKG_VERSION"),
            rules: rules.digest().chars().take(12).collect(),
            story: report.story.as_deref().map(safe),
            outcome: outcome_words(&summary),
            headline: sentence_start(&alarm_words(&summary)),
            kicker: report.story.as_deref().map_or_else(|| kicker(report, &summary), safe),
            tallies: if report.comparison.draft.is_some() { draft::tallies(&summary) } else { tallies(&summary) },
            inputs: input_words(&summary).join(" · "),
            next: next_step(report, &summary),
            contents: Vec::new(),
            problems: report.problems.iter().map(ProblemView::new).collect(),
            draft: report.comparison.draft.as_ref().map(|account| DraftView::new(report, account, rules)),
            sections: sections(report),
            names: names(report),
            rows: rows(report),
            columns: matrix::columns(report),
            articles: report.articles.iter().zip(&report.comparison.origins).map(ArticleView::new).collect(),
            unread: unread_words(&summary),
            skipped: skipped(report),
        };
        page.contents = page.list_contents();
        page
    }

    fn list_contents(&self) -> Vec<Entry> {
        let entry = |is_there: bool, id, heading| is_there.then_some(Entry { id, heading });
        let of_draft = |is_there: fn(&DraftView) -> bool| self.draft.as_ref().is_some_and(is_there);
        let sections = self.sections.iter().map(|section| Some(Entry { id: section.id, heading: section.heading }));
        [
            entry(!self.problems.is_empty(), "problems", "Problems"),
            entry(of_draft(|draft| !draft.settle.is_empty()), "settle", "To settle in the draft"),
            entry(of_draft(|draft| !draft.left_out.is_empty()), "left-out", "Left out"),
            entry(self.draft.is_some(), "draft", "The whole draft"),
        ]
        .into_iter()
        .chain(sections)
        .chain([
            entry(!self.names.is_empty(), "names", "Names"),
            entry(!self.rows.is_empty(), "matrix", "Who says what"),
            entry(true, "articles", "Articles"),
            entry(true, "unread", "Not read"),
        ])
        .flatten()
        .collect()
    }
}

/// What the page is about, where the story has no title.
fn kicker(report: &Report, summary: &Summary) -> String {
    let articles = counted(summary.articles, "article");
    match report.comparison.draft {
        Some(_) => format!("A draft against {articles}"),
        None => format!("Crosscheck of {articles}"),
    }
}

/// Foreign words on one line.
fn safe(words: &str) -> String {
    Untrusted(&one_line(words)).to_string()
}

fn sentence_start(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name of a section in styles and addresses.
fn class(section: Section) -> &'static str {
    match section {
        Section::Alarm => "alarm",
        Section::Moved => "moved",
        Section::Apart => "apart",
        Section::Single => "single",
        Section::Agreement => "agree",
        Section::Dismissed => "dismissed",
    }
}

const SECTIONS: [Section; 6] =
    [Section::Alarm, Section::Moved, Section::Apart, Section::Single, Section::Agreement, Section::Dismissed];

fn tallies(summary: &Summary) -> Vec<Tally> {
    let words = |section| match section {
        Section::Alarm => "to settle",
        Section::Moved => "changed over time",
        Section::Apart => "not compared",
        Section::Single => "single source",
        Section::Agreement => "in agreement",
        Section::Dismissed => "dismissed",
    };
    let tally = |section| Tally {
        class: class(section),
        count: match section {
            Section::Dismissed => summary.dismissed,
            _ => summary.count(|verdict| Section::of(verdict) == section),
        },
        words: words(section),
    };
    let told =
        |tally: &Tally| tally.count > 0 || (tally.class == "alarm" && is_alarming(summary)) || tally.class == "agree";
    let errors = Tally { class: "alarm", count: summary.errors, words: "not done: see Problems" };
    let inside = Tally { class: "alarm", count: summary.inconsistencies, words: "inside articles" };
    let first = [errors, inside].into_iter().filter(|tally| tally.count > 0);
    first.chain(SECTIONS.map(tally).into_iter().filter(told)).collect()
}

impl ProblemView {
    fn new(problem: &crate::error::Diagnostic) -> Self {
        Self { severity: problem.severity.as_str(), words: problem_words(problem) }
    }
}

/// The findings under rules, section by section, and last those without a rule.
fn sections(report: &Report) -> Vec<SectionView> {
    let findings = findings_under_rules(report);
    let mut sections: Vec<SectionView> = findings
        .chunk_by(|left, right| Section::of_finding(left) == Section::of_finding(right))
        .map(|run| {
            let section = Section::of_finding(run[0]);
            let heading = match (section, report.comparison.draft.is_some()) {
                (Section::Alarm, true) => "Differences between articles",
                _ => section.heading(),
            };
            SectionView::new(class(section), heading, None, report, run)
        })
        .collect();
    let alarms = usize::from(sections.first().is_some_and(|section| section.id == class(Section::Alarm)));
    sections.splice(alarms..alarms, inside(report));
    sections.extend(unruled(report));
    if let Some(first) = sections.first_mut().filter(|_| report.comparison.draft.is_some()) {
        first.lead = Some("From here on: what the articles, and the draft among them, say about each topic.");
    }
    sections
}

/// Where articles disagree with themselves.
fn inside(report: &Report) -> Option<SectionView> {
    let found = inconsistencies(report);
    let is_open = |found: &&Inconsistency| found.dismissal().is_none();
    let (open, dismissed): (Vec<&Inconsistency>, Vec<&Inconsistency>) = found.iter().partition(|it| is_open(it));
    let views = |found: Vec<&Inconsistency>| {
        found.into_iter().map(|found| FindingView::of_inconsistency(report, found)).collect::<Vec<_>>()
    };
    let heading = "Articles that disagree with themselves";
    let section =
        SectionView { id: "inside", heading, lead: None, full: views(open), brief: views(dismissed), more: 0 };
    (!found.is_empty()).then_some(section)
}

/// The groups that no rule took: what differs in full, what agrees in a line without its quotations.
fn unruled(report: &Report) -> Option<SectionView> {
    let groups = groups_without_rule(report);
    let lead = Some("Grouped by the words around the figures: worth a look, no more.");
    let mut section = SectionView::new("unruled", "No rule for this yet", lead, report, &groups);
    section.more = section.brief.len().saturating_sub(UNRULED_LISTED);
    section.brief.truncate(UNRULED_LISTED);
    section.brief.iter_mut().for_each(|finding| finding.figures.clear());
    (!groups.is_empty()).then_some(section)
}

impl SectionView {
    fn new(
        id: &'static str,
        heading: &'static str,
        lead: Option<&'static str>,
        report: &Report,
        findings: &[&Finding],
    ) -> Self {
        let is_brief = |finding: &&&Finding| {
            matches!(Section::of_finding(finding), Section::Single | Section::Agreement | Section::Dismissed)
        };
        let (brief, full): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(is_brief);
        let full = full.into_iter().map(|finding| FindingView::full(report, finding)).collect();
        let brief = brief.into_iter().map(|finding| FindingView::folded(report, finding)).collect();
        Self { id, heading, lead, full, brief, more: 0 }
    }
}

/// How much of its articles a finding quotes.
#[derive(Clone, Copy)]
struct Quoted {
    sayings: usize,
    columns: usize,
    with_date: bool,
}

impl FindingView {
    fn full(report: &Report, finding: &Finding) -> Self {
        let with_date = Section::of(finding.verdict) == Section::Moved;
        // Of a draft the page is about the draft: what others say among each other is told in less room.
        let sayings = if report.comparison.draft.is_some() { FOLDED_SAYINGS } else { QUOTED_SAYINGS };
        let quoted = Quoted { sayings, columns: QUOTATION_COLUMNS, with_date };
        let chart = chart::of(report, finding);
        Self { chart, ..Self::new(report, finding, quoted) }
    }

    fn folded(report: &Report, finding: &Finding) -> Self {
        let quoted = Quoted { sayings: FOLDED_SAYINGS, columns: FOLDED_COLUMNS, with_date: false };
        Self::new(report, finding, quoted)
    }

    fn new(report: &Report, finding: &Finding, quoted: Quoted) -> Self {
        let section = Section::of_finding(finding);
        let high = section == Section::Alarm && finding.gravity == Gravity::High;
        let figures = figures(report, finding, Detail::Normal);
        let values: Vec<&str> = figures.iter().map(|figure| figure.value.as_str()).collect();
        let from = match &figures[..] {
            [only] if finding.outlets == 1 => some_of(&only.sayings, |saying| short_name(report, saying)),
            _ => support(finding),
        };
        let facts: Vec<String> = std::iter::once(support(finding)).chain(range_words(finding)).collect();
        Self {
            id: finding.id.clone(),
            class: class(section),
            mark: mark(section),
            verdict: format!("{}{}", headline(finding), if high { " (high)" } else { "" }),
            title: safe(&finding.title),
            slots: slot_words(report, finding).collect(),
            reason: safe(&finding.reason),
            facts: facts.join(" · "),
            notes: finding
                .notes
                .iter()
                .map(|note| safe(note))
                .chain(decision_words(finding.decision.as_ref()))
                .collect(),
            values: values.join("; "),
            from,
            chart: None,
            figures: figures.iter().map(|figure| FigureView::new(report, figure, quoted)).collect(),
        }
    }
}

impl FindingView {
    /// Figures of one article that cannot all be true, with the words.
    fn of_inconsistency(report: &Report, found: &Inconsistency) -> Self {
        let section = Section::of_inconsistency(found);
        let saying = inconsistent_saying(found);
        let place = short_name(report, &saying);
        let excerpts = excerpts_of_all(report, &found.claims, QUOTATION_COLUMNS, CURLY.omitted);
        let quoted = Quoted { sayings: 1, columns: QUOTATION_COLUMNS, with_date: false };
        let saying = SayingView { excerpts, ..SayingView::new(report, &saying, quoted) };
        let values =
            found.claims.iter().map(|id| safe(&report.comparison.claims[id.index()].mention.value.to_string()));
        let values = values.collect::<Vec<_>>().join("; ");
        Self {
            id: found.id.clone(),
            class: class(section),
            mark: mark(section),
            verdict: inconsistency_headline(found).to_owned(),
            title: sentence_start(found.law.title()),
            slots: Vec::new(),
            reason: safe(&found.reason),
            facts: String::new(),
            notes: decision_words(found.decision.as_ref()).into_iter().collect(),
            values: values.clone(),
            from: place,
            chart: None,
            figures: vec![FigureView { value: values, sayings: vec![saying], others: None }],
        }
    }
}

impl FigureView {
    fn new(report: &Report, figure: &super::figure::Figure, quoted: Quoted) -> Self {
        let (told, others) = figure.sayings.split_at(figure.sayings.len().min(quoted.sayings));
        let others = (!others.is_empty())
            .then(|| format!("and {} more: {}", others.len(), some_of(others, |saying| short_name(report, saying))));
        let sayings = told.iter().map(|saying| SayingView::new(report, saying, quoted)).collect();
        Self { value: figure.value.clone(), sayings, others }
    }
}

impl SayingView {
    fn new(report: &Report, saying: &super::figure::Saying, quoted: Quoted) -> Self {
        let excerpts = excerpts(report, saying.claims[0], quoted.columns, CURLY.omitted);
        let mut words = said_by(report, saying, quoted.with_date).into_iter();
        let name = words.next().unwrap_or_default();
        let claim = &report.comparison.claims[saying.claims[0].index()];
        let article = &report.articles[saying.article.index()];
        let said = article.words(claim.mention.part, claim.mention.span);
        let href = match link::of_article(article) {
            Some(href) => link::of_words(&href, &one_line(said)),
            None => format!("#a{}", saying.article.index() + 1),
        };
        Self { excerpts, href, name, more: words.collect() }
    }
}

fn names(report: &Report) -> Vec<Vec<SpellingView>> {
    let names = report.comparison.names.iter();
    names
        .map(|name| {
            let spellings = spelled(report, name);
            spellings.map(|(words, outlets)| SpellingView { words, outlets }).collect()
        })
        .collect()
}

fn rows(report: &Report) -> Vec<RowView> {
    let row = |row: matrix::Row| {
        let slots: String = slot_words(report, row.finding).map(|slot| format!(" · {slot}")).collect();
        RowView {
            id: row.finding.id.clone(),
            class: class(Section::of_finding(row.finding)),
            mark: mark(Section::of_finding(row.finding)),
            verdict: headline(row.finding),
            title: format!("{}{slots}", safe(&row.finding.title)),
            cells: (0..report.articles.len()).map(|at| row.cells.get(&at).cloned().unwrap_or_default()).collect(),
        }
    };
    matrix::rows(report, findings_under_rules(report), Detail::Normal).into_iter().map(row).collect()
}

impl ArticleView {
    fn new((article, origin): (&Article, &String)) -> Self {
        Self {
            name: safe(article.name()),
            id: safe(&article.id),
            title: article.title.as_ref().map(|title| safe(&title.text)),
            href: link::of_article(article),
            published: article.published.map_or_else(|| "no date".to_owned(), |published| published.date.to_string()),
            origin: safe(origin),
        }
    }
}

/// The first of the lines that were set aside, and how many there are besides.
fn skipped(report: &Report) -> Vec<String> {
    let mut lines: Vec<String> = set_aside_lines(report).collect();
    let more = lines.len().saturating_sub(SKIPPED_LISTED);
    lines.truncate(SKIPPED_LISTED);
    for line in &mut lines {
        if let Some((end, _)) = line.char_indices().nth(SKIPPED_COLUMNS) {
            line.truncate(end);
            line.push('…');
        }
    }
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}
