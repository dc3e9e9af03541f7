//! The report that people read on a terminal or in a mail: what must be acted on first, agreements last, and at the
//! very end what was done and what to do next.
//!
//! Every line is at most as wide as asked. From 60 columns on, the claims of a finding stand in a table, below that in
//! a list. Colour only repeats what marks and words say.

use super::figure::{Figure, Saying, figures, locator, said_by, spelled_at, widest_value, words, words_of_all};
use super::foreign::{Untrusted, one_line};
use super::hyperlink::Links;
use super::layout::{Ink, longest_word, paint, widest, width, wrap, wrap_items};
use super::quotation::{CURLY, Marks, STRAIGHT};
use super::summary::{Section, Summary};
use super::words::{
    alarm_words, decision_words, finding_words, headline, inconsistency_headline, inconsistent_saying, input_words,
    is_alarming, mark, next_step, problem_words, range_words, set_aside_words, short_name, slot_words, some_of,
    support,
};
use super::{Report, counted, draft, findings_under_rules, groups_without_rule, inconsistencies};
use crate::article::ArticleId;
use crate::compare::{Account, Finding, Inconsistency, NameVariants, Verdict};
use crate::error::Severity;
use crate::review::Matter;
use crate::rule::{Gravity, RuleSet};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use comfy_table::{ContentLineStyle, LineStyle, TableStyle, presets};
use std::collections::BTreeMap;

/// How much is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Problems and the last lines.
    Quiet,
    /// Agreements and single sources in a line each.
    #[default]
    Normal,
    /// Every claim with its words, and how each pair of claims stands.
    Verbose,
}

/// How the report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of a line, at least 20.
    pub width: usize,
    /// Whether to use colour.
    pub color: bool,
    /// Whether to keep to ASCII in what is not quoted.
    pub ascii: bool,
    /// How much is printed.
    pub detail: Detail,
    /// Whether to list what was set aside.
    pub show_skipped: bool,
}

/// Below this width claims stand in a list.
pub(super) const NARROW: usize = 60;
/// Fewer columns than this are no help to a quotation: then, too, claims stand in a list.
const LEAST_WORDS: usize = 18;
/// Lines that a quotation takes at the most, unless everything is printed.
const QUOTATION_LINES: usize = 3;
/// Articles that are quoted for one figure, unless everything is printed; the others are named.
const QUOTED_SAYINGS: usize = 4;

/// How findings are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One after another, each with its sources and their words.
    #[default]
    Findings,
    /// What each article says about each topic, in a grid.
    Matrix,
}

/// The report as text.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet, look: &Look) -> String {
    render_as(report, rules, look, Layout::Findings, &Links::default())
}

/// The report as text, laid out as asked, with links to the articles.
#[must_use]
pub fn render_as(report: &Report, rules: &RuleSet, look: &Look, layout: Layout, links: &Links) -> String {
    let mut printer = Printer::new(report, rules, look, links);
    printer.problems();
    if look.detail > Detail::Quiet {
        if let Some(account) = &report.comparison.draft {
            printer.draft(account);
        }
        if report.comparison.draft.is_none() || look.detail == Detail::Verbose || layout == Layout::Matrix {
            match layout {
                Layout::Findings => printer.findings(),
                Layout::Matrix => printer.matrix(),
            }
            printer.inconsistencies();
            printer.names();
        }
    }
    if look.show_skipped {
        printer.skipped();
    }
    printer.last_lines();
    printer.text()
}

/// One finding, or one article that disagrees with itself, in full.
#[must_use]
pub fn render_matter(report: &Report, rules: &RuleSet, matter: Matter, look: &Look, links: &Links) -> String {
    let mut printer = Printer::new(report, rules, look, links);
    match matter {
        Matter::Finding(finding) => printer.in_full(finding),
        Matter::Inside(found, _) => printer.inconsistency(found),
    }
    printer.text()
}

pub(super) struct Printer<'a> {
    pub(super) report: &'a Report,
    rules: &'a RuleSet,
    pub(super) look: Look,
    pub(super) links: &'a Links,
    lines: Vec<String>,
    /// The numbers of the groups that no rule took, by id.
    group_numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Printer<'a> {
    fn new(report: &'a Report, rules: &'a RuleSet, look: &Look, links: &'a Links) -> Self {
        let group_numbers = groups_without_rule(report).into_iter().map(|group| group.id.as_str()).zip(1..).collect();
        let look = Look { width: look.width.max(20), ..*look };
        Self { report, rules, look, links, lines: Vec::new(), group_numbers }
    }

    fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        self.links.resolve(&paint(&text, self.look.color))
    }

    /// Words in which the place of a saying stands, with a link from there to the file.
    fn linked(&self, words: &str, saying: &Saying) -> String {
        let place = locator(self.report, saying);
        words.replacen(&place, &self.links.to(saying.article, &place), 1)
    }

    /// Wrapped lines; the first begins at column `indent`, the others at `hang`.
    pub(super) fn paragraph(&mut self, indent: usize, hang: usize, text: &str) {
        let columns = self.look.width - hang.max(indent);
        for (at, line) in wrap(text, columns).into_iter().enumerate() {
            let margin = " ".repeat(if at == 0 { indent } else { hang });
            self.lines.push(format!("{margin}{line}"));
        }
    }

    /// Items with a dot between them, broken at the dots where that is possible.
    pub(super) fn items(&mut self, indent: usize, hang: usize, items: &[String]) {
        let columns = self.look.width - hang.max(indent);
        for (at, line) in wrap_items(items, self.dot(), columns).into_iter().enumerate() {
            let margin = " ".repeat(if at == 0 { indent } else { hang });
            self.lines.push(format!("{margin}{line}"));
        }
    }

    /// An empty line, unless one is there.
    pub(super) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn problems(&mut self) {
        let mut problems: Vec<_> = self.report.problems.iter().collect();
        // Stable: what was not done comes first, else in the order in which it came up.
        problems.sort_by_key(|problem| problem.severity);
        for problem in problems {
            let ink = match problem.severity {
                Severity::Error => Ink::Alarm,
                Severity::Warning => Ink::Moved,
                Severity::Note => Ink::Faint,
            };
            let severity = ink.on(&format!("{}:", problem.severity.as_str()));
            self.paragraph(0, 2, &format!("{severity} {}", problem_words(problem)));
        }
        self.gap();
    }

    fn findings(&mut self) {
        for finding in findings_under_rules(self.report) {
            match Section::of_finding(finding) {
                Section::Single | Section::Agreement | Section::Dismissed if self.look.detail < Detail::Verbose => {
                    self.one_line(finding);
                }
                _ => self.in_full(finding),
            }
        }
        self.gap();
        self.unruled(&groups_without_rule(self.report));
    }

    /// Figures that no rule covers, grouped by their context: what differs in full, what agrees in a count.
    fn unruled(&mut self, findings: &[&Finding]) {
        if findings.is_empty() {
            return;
        }
        self.paragraph(0, 2, &Ink::Strong.on("NO RULE FOR THIS YET (grouped by the words around the figures)"));
        let verbose = self.look.detail == Detail::Verbose;
        let (agreements, others): (Vec<&Finding>, Vec<&Finding>) =
            findings.iter().partition(|finding| Section::of_finding(finding) == Section::Agreement);
        for finding in others {
            match Section::of_finding(finding) {
                Section::Dismissed if !verbose => self.one_line(finding),
                _ => self.in_full(finding),
            }
        }
        if verbose {
            agreements.iter().for_each(|finding| self.one_line(finding));
        } else if !agreements.is_empty() {
            let (mark, ink) = self.mark(Section::Agreement);
            let text = match agreements.len() {
                1 => "1 group agrees; -v shows it".to_owned(),
                groups => format!("{groups} groups agree; -v shows them"),
            };
            self.paragraph(0, 2, &ink.on(&format!("{mark} {text}")));
        }
        self.gap();
    }

    /// Mark and verdict with the topic, then the slots: parts of a line.
    fn head(&self, finding: &Finding) -> Vec<String> {
        let (mark, ink) = self.mark(Section::of_finding(finding));
        let verdict = ink.on(&format!("{mark} {}", headline(finding)));
        let alarm = Section::of_finding(finding) == Section::Alarm;
        let grave = if alarm && finding.gravity == Gravity::High { " (high)" } else { "" };
        let title = Ink::Strong.on(&Untrusted(&one_line(&finding.title)).to_string());
        let mut head = vec![format!("{verdict}{grave}  {title}")];
        head.extend(slot_words(self.report, finding));
        if finding.topic.is_none() {
            let number = self.group_numbers.get(finding.id.as_str());
            head.extend(number.map(|number| Ink::Faint.on(&format!("group {number}"))));
        }
        head
    }

    fn one_line(&mut self, finding: &Finding) {
        let figures = figures(self.report, finding, self.look.detail);
        let values: Vec<&str> = figures.iter().map(|figure| figure.value.as_str()).collect();
        let from = match &figures[..] {
            _ if finding.dismissal().is_some() => decision_words(finding.decision.as_ref()).unwrap_or_default(),
            [Figure { sayings, .. }] if finding.outlets == 1 => {
                sayings.iter().map(|saying| self.short_name(saying)).collect::<Vec<_>>().join(", ")
            }
            _ => support(finding),
        };
        let mut items = self.head(finding);
        items.extend([values.join("; "), from]);
        self.items(0, 4, &items);
    }

    /// Outlet and place, or the place alone.
    fn short_name(&self, saying: &Saying) -> String {
        self.linked(&short_name(self.report, saying), saying)
    }

    fn in_full(&mut self, finding: &Finding) {
        self.gap();
        let head = self.head(finding);
        self.items(0, 2, &head);
        self.paragraph(2, 2, &Untrusted(&one_line(&finding.reason)).to_string());
        let mut facts = vec![Ink::Faint.on(&support(finding))];
        facts.extend(range_words(finding).map(|range| Ink::Faint.on(&range)));
        self.items(2, 2, &facts);
        for note in &finding.notes {
            self.paragraph(2, 4, &format!("note: {}", Untrusted(&one_line(note))));
        }
        if let Some(decision) = decision_words(finding.decision.as_ref()) {
            self.paragraph(2, 4, &decision);
        }
        let figures = figures(self.report, finding, self.look.detail);
        let with_date = Section::of(finding.verdict) == Section::Moved || self.look.detail == Detail::Verbose;
        let columns = Columns::fitting(self.report, &figures, self.look.width, with_date);
        match columns {
            Some(columns) => self.table(&figures, &columns, with_date),
            None => self.list(&figures, with_date),
        }
        if self.look.detail == Detail::Verbose {
            self.pairs(finding);
        }
        self.gap();
    }

    fn table(&mut self, figures: &[Figure], columns: &Columns, with_date: bool) {
        let mut rows = Vec::new();
        for figure in figures {
            let (mut names, mut quotations) = (Vec::new(), Vec::new());
            for (name, quotation) in self.sayings(figure, columns.words, columns.said_by, with_date) {
                let height = name.len().max(quotation.len());
                for (cell, mut lines) in [(&mut names, name), (&mut quotations, quotation)] {
                    lines.resize(height, String::new());
                    cell.extend(lines);
                }
            }
            rows.push(vec![wrap(&figure.value, columns.value).join("\n"), names.join("\n"), quotations.join("\n")]);
        }
        let header = ["value", "said by", "in the words of the article"].map(str::to_owned);
        self.grid(&header, rows, &[columns.value, columns.said_by, columns.words], Lines::RowsAndColumns);
    }

    /// A table whose cells are wrapped already, each column as wide as said.
    pub(super) fn grid(&mut self, header: &[String], rows: Vec<Vec<String>>, widths: &[usize], lines: Lines) {
        let mut table = Table::new();
        table.load_style(match (lines, self.look.ascii) {
            (Lines::RowsAndColumns, false) => UTF8,
            (Lines::RowsAndColumns, true) => presets::ASCII_FULL,
            (Lines::Columns, false) => UTF8_CONDENSED,
            (Lines::Columns, true) => presets::ASCII_FULL_CONDENSED,
        });
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.look.width - INDENT).unwrap_or(u16::MAX));
        table.set_header(header);
        table.add_rows(rows);
        // The bounds keep the table from squeezing a number.
        for (index, least) in widths.iter().enumerate() {
            if let (Some(column), Ok(least)) = (table.column_mut(index), u16::try_from(least + PADDING)) {
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
            }
        }
        let margin = " ".repeat(INDENT);
        self.lines.extend(table.lines().map(|line| format!("{margin}{}", line.trim_end())));
    }

    fn list(&mut self, figures: &[Figure], with_date: bool) {
        let columns = self.look.width - 6;
        for figure in figures {
            self.paragraph(2, 4, &Ink::Strong.on(&figure.value));
            for (name, quotation) in self.sayings(figure, columns, columns, with_date) {
                self.lines.extend(name.iter().map(|line| format!("    {line}")));
                self.lines.extend(quotation.iter().map(|line| format!("      {line}")));
            }
        }
    }

    /// Who gives a figure, with the words; each as lines that fit.
    fn sayings(
        &self,
        figure: &Figure,
        words_columns: usize,
        name_columns: usize,
        with_date: bool,
    ) -> Vec<(Vec<String>, Vec<String>)> {
        let verbose = self.look.detail == Detail::Verbose;
        let quoted = if verbose { figure.sayings.len() } else { QUOTED_SAYINGS };
        let budget = if verbose { usize::MAX } else { words_columns * QUOTATION_LINES - words_columns / 4 };
        let mut rows = Vec::new();
        for saying in figure.sayings.iter().take(quoted) {
            let name = said_by(self.report, saying, with_date);
            let name = name.iter().flat_map(|line| wrap(&self.linked(line, saying), name_columns)).collect();
            let claims = if verbose { &saying.claims[..] } else { &saying.claims[..1] };
            let quotations = claims.iter().map(|&id| words(self.report, id, budget, self.marks()));
            rows.push((name, quotations.flat_map(|quotation| wrap(&quotation, words_columns)).collect()));
        }
        if figure.sayings.len() > quoted {
            let others = &figure.sayings[quoted..];
            let names = some_of(others, |saying| self.short_name(saying));
            rows.push((vec![format!("{} more", others.len())], wrap(&names, words_columns)));
        }
        rows
    }

    /// Pairs that are more than agreement.
    fn pairs(&mut self, finding: &Finding) {
        let dot = self.dot();
        let agrees = |relation| Section::of(Verdict::Of(relation)) == Section::Agreement;
        for pair in finding.pairs.iter().filter(|pair| !agrees(pair.relation)) {
            let place = |id: crate::claim::ClaimId| {
                let claim = &self.report.comparison.claims[id.index()];
                let saying = Saying { article: claim.article, claims: vec![id] };
                self.linked(&locator(self.report, &saying), &saying)
            };
            let notes: String = pair.notes.iter().map(|note| format!("; {note}")).collect();
            let reason = if notes.is_empty() { pair.reason.as_str() } else { pair.reason.trim_end_matches('.') };
            let said = one_line(&format!("{reason}{notes}"));
            let (left, right) = (place(pair.left), place(pair.right));
            self.paragraph(2, 4, &format!("{left} {dot} {right}: {}: {}", pair.relation, Untrusted(&said)));
        }
        if finding.more_pairs > 0 {
            let more = format!("and {} of claims", counted(finding.more_pairs, "more pair"));
            self.paragraph(2, 4, &Ink::Faint.on(&more));
        }
    }

    /// A line for each figure, date and name of the draft, with the evidence where something is against it.
    fn draft(&mut self, account: &Account) {
        let report = self.report;
        for row in draft::rows(report, account, self.rules) {
            let (mark, ink) = self.mark(draft::section(row.state));
            let state = ink.on(&format!("{mark} {}", draft::state_words(row.state)));
            let grave = draft::is_grave(row.state);
            let mut items = vec![format!("{state}  {}", Ink::Strong.on(&row.words))];
            items.extend([row.topics, row.place].into_iter().filter(|words| !words.is_empty()));
            if !grave {
                items.extend(Some(row.detail.clone()).filter(|words| !words.is_empty()));
            }
            self.items(0, 4, &items);
            if grave {
                self.paragraph(4, 4, &row.detail);
                for &id in row.fact.against.iter().take(QUOTED_SAYINGS) {
                    let columns = (self.look.width - 6) * QUOTATION_LINES;
                    let quotation = words(report, id, columns, self.marks());
                    self.paragraph(4, 6, &format!("{}: {quotation}", draft::source(report, id)));
                }
            }
        }
        self.gap();
        let left_out = draft::left_out(report, account);
        if !left_out.is_empty() {
            self.paragraph(0, 2, &Ink::Strong.on("LEFT OUT of the draft, though most sources state it"));
            left_out.into_iter().for_each(|finding| self.one_line(finding));
            self.gap();
        }
    }

    /// Where an article disagrees with itself: what cannot be, and the words.
    fn inconsistencies(&mut self) {
        for found in inconsistencies(self.report) {
            match Section::of_inconsistency(found) {
                Section::Dismissed if self.look.detail < Detail::Verbose => {
                    let mut items = self.inconsistency_head(found).to_vec();
                    items.extend(decision_words(found.decision.as_ref()));
                    self.items(0, 4, &items);
                }
                _ => self.inconsistency(found),
            }
        }
        self.gap();
    }

    /// Mark and law, then the article.
    fn inconsistency_head(&self, found: &Inconsistency) -> [String; 2] {
        let (mark, ink) = self.mark(Section::of_inconsistency(found));
        let verdict = ink.on(&format!("{mark} {}", inconsistency_headline(found)));
        let law = format!("{verdict}  {}", Ink::Strong.on(found.law.title()));
        [law, self.short_name(&inconsistent_saying(found))]
    }

    fn inconsistency(&mut self, found: &Inconsistency) {
        self.gap();
        let head = self.inconsistency_head(found);
        self.items(0, 2, &head);
        self.paragraph(2, 2, &Untrusted(&one_line(&found.reason)).to_string());
        if let Some(decision) = decision_words(found.decision.as_ref()) {
            self.paragraph(2, 4, &decision);
        }
        let columns = self.look.width - 4;
        let budget = if self.look.detail == Detail::Verbose { usize::MAX } else { columns * QUOTATION_LINES };
        let quotation = words_of_all(self.report, &found.claims, budget, self.marks());
        self.paragraph(4, 4, &quotation);
    }

    fn names(&mut self) {
        if self.report.comparison.names.is_empty() {
            return;
        }
        self.paragraph(0, 2, &Ink::Strong.on("NAMES given in several ways"));
        for name in &self.report.comparison.names {
            if self.look.detail == Detail::Verbose {
                self.name_in_full(name);
                continue;
            }
            let spellings = name.spellings.iter().map(|(spelling, articles)| {
                let name = |id: &ArticleId| Untrusted(self.report.articles[id.index()].name()).to_string();
                format!("{} ({})", Untrusted(&one_line(spelling)), some_of(articles, name))
            });
            self.items(2, 4, &spellings.collect::<Vec<_>>());
        }
        self.gap();
    }

    /// Every spelling with every article that has it, and the line where it first stands there.
    fn name_in_full(&mut self, name: &NameVariants) {
        for (at, (spelling, articles)) in name.spellings.iter().enumerate() {
            let places = articles.iter().map(|id| {
                let article = &self.report.articles[id.index()];
                let line = spelled_at(article, spelling).map(|span| article.lines().line_number(span.start()));
                let place = line.map_or_else(|| article.id.clone(), |line| format!("{}:{line}", article.id));
                let place = self.links.to(*id, &Untrusted(&place).to_string());
                match &article.outlet {
                    Some(outlet) => format!("{} ({place})", Untrusted(outlet)),
                    None => place,
                }
            });
            let places = places.collect::<Vec<_>>().join(", ");
            let indent = if at == 0 { 2 } else { 4 };
            self.paragraph(indent, 6, &format!("{}: {places}", Untrusted(&one_line(spelling))));
        }
    }

    fn skipped(&mut self) {
        self.paragraph(0, 2, &Ink::Strong.on("SET ASIDE, not read for claims"));
        let before = self.lines.len();
        for file in &self.report.skipped {
            self.paragraph(2, 4, &format!("{}: {}", Untrusted(&file.path), file.reason));
        }
        let marks = self.marks();
        for (article, reading) in self.report.articles.iter().zip(&self.report.readings) {
            for (span, reason) in reading.body.set_aside() {
                let line = article.lines().line_number(span.start());
                let words = one_line(span.slice(&article.text));
                let text = format!(
                    "{}:{line}: {}: {}{}{}",
                    Untrusted(&article.id),
                    set_aside_words(reason),
                    marks.open,
                    Untrusted(&words),
                    marks.close
                );
                self.paragraph(2, 4, &text);
            }
        }
        if self.lines.len() == before {
            self.paragraph(2, 4, "nothing");
        }
        self.gap();
    }

    fn last_lines(&mut self) {
        let summary = Summary::of(self.report, self.rules);
        let ink = if is_alarming(&summary) { Ink::Alarm } else { Ink::Strong };
        let mut found = vec![ink.on(&alarm_words(&summary))];
        found.extend(finding_words(&summary));
        self.items(0, 2, &found);
        self.items(0, 2, &input_words(&summary));
        let next = next_step(self.report, &summary);
        self.paragraph(0, 2, &next);
    }

    pub(super) fn mark(&self, section: Section) -> (&'static str, Ink) {
        let (ascii, ink) = match section {
            Section::Alarm => ("x", Ink::Alarm),
            Section::Moved => ("~", Ink::Moved),
            Section::Apart => ("/", Ink::Apart),
            Section::Single => (".", Ink::Faint),
            Section::Agreement => ("=", Ink::Agreement),
            Section::Dismissed => ("o", Ink::Faint),
        };
        (if self.look.ascii { ascii } else { mark(section) }, ink)
    }

    fn marks(&self) -> Marks {
        if self.look.ascii { STRAIGHT } else { CURLY }
    }

    fn dot(&self) -> &'static str {
        if self.look.ascii { "|" } else { "·" }
    }
}

/// Which lines a table has inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// Rows may be mistaken for one another.
    RowsAndColumns,
    /// Each row tells by its first cell where it begins.
    Columns,
}

/// Without lines between the rows.
pub(super) const UTF8_CONDENSED: TableStyle = TableStyle { row_separator: LineStyle::none(), ..UTF8 };

/// The frame of a table: plain lines, so that the words stand out.
pub(super) const UTF8: TableStyle = TableStyle::new()
    .top_border(LineStyle::new('┌', '─', '┬', '┐'))
    .header_lines(ContentLineStyle::new('│', '│', '│'))
    .header_separator(LineStyle::new('├', '─', '┼', '┤'))
    .content_lines(ContentLineStyle::new('│', '│', '│'))
    .row_separator(LineStyle::new('├', '─', '┼', '┤'))
    .bottom_border(LineStyle::new('└', '─', '┴', '┘'));

/// Columns before a table.
pub(super) const INDENT: usize = 2;
/// Columns beside the text of a cell.
pub(super) const PADDING: usize = 2;
/// Columns of the lines and padding of a table with three columns.
const FRAME: usize = 4 + 3 * PADDING;

/// Widths of the text in the three columns.
struct Columns {
    value: usize,
    said_by: usize,
    words: usize,
}

impl Columns {
    /// Widths that keep every value whole; `None` where a list serves better.
    fn fitting(report: &Report, figures: &[Figure], total: usize, with_date: bool) -> Option<Self> {
        if total < NARROW {
            return None;
        }
        let spare = total - INDENT - FRAME;
        let unbreakable = figures.iter().map(|figure| longest_word(&figure.value)).max().unwrap_or(0);
        let value = widest_value(figures).min(spare / 4).max(unbreakable).max(width("value"));
        let sayings = || figures.iter().flat_map(|figure| &figure.sayings);
        let names = sayings().map(|saying| widest(&said_by(report, saying, with_date))).max().unwrap_or(0);
        // A place that is whole can be copied and opened.
        let places = sayings().map(|saying| width(&locator(report, saying))).max().unwrap_or(0);
        let whole = Some(places).filter(|&places| places <= spare * 2 / 5).unwrap_or(0);
        let said_by = names.min(spare * 3 / 10).max(whole).max(width("said by"));
        let words = spare.checked_sub(value + said_by).filter(|&words| words >= LEAST_WORDS)?;
        Some(Self { value, said_by, words })
    }
}
