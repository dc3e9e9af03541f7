//! The report as a grid: a row for each finding, a column for each article, in each cell what that article says. Here is
//! what stands in it, for pages, too, and how it is laid out on a terminal.
//!
//! It shows at a glance who says what and who is silent; for the words of the articles there is the other layout.
//! Columns that do not fit beside each other stand in several grids, one below the other.
//!
//! Invariant: no value is broken inside a number, and no line is wider than asked.

use super::Report;
use super::figure::figures;
use super::foreign::{Untrusted, one_line};
use super::layout::{Ink, longest_word, width, wrap};
use super::summary::Section;
use super::table::{Detail, INDENT, Lines, NARROW, PADDING, Printer};
use super::words::slot_words;
use crate::article::{Article, ArticleId};
use crate::compare::Finding;
use std::collections::BTreeMap;

/// Widest column of an article, unless a number needs more.
const WIDEST: usize = 30;
/// Narrowest one, unless its words are shorter.
const NARROWEST: usize = 11;
/// Columns of a mark before a head.
const MARK: usize = 2;
/// Columns beside the text of a cell: padding and a line.
const FRAME: usize = PADDING + 1;

/// What a finding says, article by article.
pub(super) struct Row<'a> {
    pub(super) finding: &'a Finding,
    /// The values of each article that has some, by its index.
    pub(super) cells: BTreeMap<usize, String>,
}

/// A row for each of some findings, in their order.
pub(super) fn rows<'a>(report: &Report, findings: Vec<&'a Finding>, detail: Detail) -> Vec<Row<'a>> {
    let row = |finding: &'a Finding| {
        let mut cells: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for figure in figures(report, finding, detail) {
            for saying in &figure.sayings {
                cells.entry(saying.article.index()).or_default().push(figure.value.clone());
            }
        }
        Row { finding, cells: cells.into_iter().map(|(article, values)| (article, values.join("; "))).collect() }
    };
    findings.into_iter().map(row).collect()
}

/// The heads of the columns, an article each: outlets; articles of one outlet by their files.
pub(super) fn columns(report: &Report) -> Vec<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for article in &report.articles {
        *times.entry(article.name()).or_default() += 1;
    }
    let name = |article: &Article| {
        let name = if times[article.name()] > 1 { &article.id } else { article.name() };
        Untrusted(&one_line(name)).to_string()
    };
    report.articles.iter().map(name).collect()
}

/// The column of an article.
struct Column {
    article: usize,
    /// Columns without which a number would break.
    least: usize,
    /// Columns with which nothing is wrapped, within reason.
    wish: usize,
    width: usize,
}

impl Column {
    /// The column of an article that says something.
    fn of(article: usize, rows: &[Row], name: &str) -> Option<Self> {
        let values = || rows.iter().filter_map(|row| row.cells.get(&article));
        let unbreakable = values().map(|value| longest_word(value)).max()?;
        let widest = values().map(|value| width(value)).max()?.max(width(name));
        let least = unbreakable.max(widest.min(NARROWEST));
        Some(Self { article, least, wish: widest.min(WIDEST).max(least), width: least })
    }
}

/// Columns in as few grids as hold them; `None` if one of them is too wide for any.
fn distribute(columns: Vec<Column>, spare: usize) -> Option<Vec<Vec<Column>>> {
    let mut blocks: Vec<Vec<Column>> = Vec::new();
    let mut left = 0;
    for column in columns {
        let takes = column.least + FRAME;
        if takes > spare {
            return None;
        }
        if left < takes {
            blocks.push(Vec::new());
            left = spare;
        }
        left -= takes;
        blocks.last_mut().expect("a block was begun").push(column);
    }
    blocks.iter_mut().for_each(|block| widen(block, spare));
    Some(blocks)
}

/// Gives what is left of a line to the columns that want it, a column at a time to each.
fn widen(columns: &mut [Column], spare: usize) {
    let used: usize = columns.iter().map(|column| column.width + FRAME).sum();
    let mut left = spare.saturating_sub(used);
    while left > 0 && columns.iter().any(|column| column.width < column.wish) {
        for column in columns.iter_mut().filter(|column| column.width < column.wish).take(left) {
            column.width += 1;
            left -= 1;
        }
    }
}

impl Printer<'_> {
    /// Findings under a rule; with everything printed, those without one, too.
    pub(super) fn matrix(&mut self) {
        let verbose = self.look.detail == Detail::Verbose;
        let report = self.report;
        let findings = report.comparison.findings.iter();
        let mut shown: Vec<&Finding> = findings.filter(|finding| finding.topic.is_some() || verbose).collect();
        shown.sort_by_key(|finding| (Section::of_finding(finding), finding.topic.is_none()));
        let rows = rows(report, shown, self.look.detail);
        if rows.is_empty() {
            return;
        }
        let names = columns(report);
        match self.blocks(&rows, &names) {
            Some((head, blocks)) => {
                for block in &blocks {
                    self.block(&rows, &names, head, block, blocks.len());
                }
            }
            None => rows.iter().for_each(|row| self.stacked(row, &names)),
        }
        self.gap();
        self.legend(&rows);
    }

    /// Topic and slots.
    fn row_head(&self, row: &Row) -> String {
        let title = Untrusted(&one_line(&row.finding.title)).to_string();
        let head: Vec<String> = std::iter::once(title).chain(slot_words(self.report, row.finding)).collect();
        head.join(", ")
    }

    /// Width of the first column, and the articles of each grid with the widths of their columns; `None` where a list
    /// serves better.
    fn blocks(&self, rows: &[Row], names: &[String]) -> Option<(usize, Vec<Vec<Column>>)> {
        let total = self.look.width.checked_sub(INDENT + 1).filter(|_| self.look.width >= NARROW)?;
        let widest = rows.iter().map(|row| width(&self.row_head(row)) + MARK).max().unwrap_or(0);
        // A narrower first column if that spares a grid.
        let layouts = [30, 22].map(|percent| widest.min(total * percent / 100));
        let layouts = layouts.into_iter().filter_map(|head| {
            let columns = (0..names.len()).filter_map(|at| Column::of(at, rows, &names[at]));
            Some((head, distribute(columns.collect(), total.checked_sub(head + FRAME)?)?))
        });
        layouts.min_by_key(|(_, blocks)| blocks.len())
    }

    fn block(&mut self, rows: &[Row], names: &[String], head: usize, columns: &[Column], blocks: usize) {
        self.gap();
        let part = if blocks > 1 { format!("{} of {} articles", columns.len(), names.len()) } else { String::new() };
        let mut header = vec![wrap(&part, head).join("\n")];
        for column in columns {
            let id = ArticleId(u32::try_from(column.article).expect("there are fewer than 2^32 articles"));
            let lines = wrap(&names[column.article], column.width);
            header.push(lines.iter().map(|line| self.links.to(id, line)).collect::<Vec<_>>().join("\n"));
        }
        let cells = rows.iter().filter(|row| columns.iter().any(|it| row.cells.contains_key(&it.article)));
        let cells = cells.map(|row| {
            let (mark, ink) = self.mark(Section::of_finding(row.finding));
            let mut lines = wrap(&self.row_head(row), head - MARK);
            for (at, line) in lines.iter_mut().enumerate() {
                *line = if at == 0 { format!("{} {line}", ink.on(mark)) } else { format!("  {line}") };
            }
            let values = columns.iter().map(|column| {
                row.cells.get(&column.article).map_or_else(String::new, |value| wrap(value, column.width).join("\n"))
            });
            std::iter::once(lines.join("\n")).chain(values).collect()
        });
        let widths: Vec<usize> = std::iter::once(head).chain(columns.iter().map(|column| column.width)).collect();
        self.grid(&header, cells.collect(), &widths, Lines::Columns);
    }

    fn stacked(&mut self, row: &Row, names: &[String]) {
        let (mark, ink) = self.mark(Section::of_finding(row.finding));
        self.paragraph(0, 2, &format!("{} {}", ink.on(mark), Ink::Strong.on(&self.row_head(row))));
        for (article, value) in &row.cells {
            self.paragraph(2, 4, &format!("{}: {value}", names[*article]));
        }
    }

    /// What the marks mean, those that are there.
    fn legend(&mut self, rows: &[Row]) {
        let words = [
            (Section::Alarm, "conflict or warning"),
            (Section::Moved, "changed over time"),
            (Section::Apart, "not compared"),
            (Section::Single, "single source"),
            (Section::Agreement, "agreement"),
            (Section::Dismissed, "dismissed"),
        ];
        let is_there = |section: Section| rows.iter().any(|row| Section::of_finding(row.finding) == section);
        let items: Vec<String> = words
            .into_iter()
            .filter(|(section, _)| is_there(*section))
            .map(|(section, words)| {
                let (mark, ink) = self.mark(section);
                format!("{} {words}", ink.on(mark))
            })
            .collect();
        self.paragraph(0, 2, &items.join("   "));
        self.gap();
    }
}
