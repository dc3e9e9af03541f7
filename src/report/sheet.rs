//! Headings with lists of words and what they mean, for pages of help and for `crosscheck doctor`.
//!
//! Invariant: no line is wider than asked, but for commands, which are for copying.

use super::layout::{Ink, paint, width, wrap};
use super::table::Look;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What stands on it, in order.
    pub entries: Vec<Entry>,
}

/// A part of a page. Its words are safe to print ([`super::foreign::Untrusted`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A word and what it means.
    Term(String, String),
    /// A command as it is typed, and what it does.
    Command(String, String),
}

impl Entry {
    /// A word and what it means.
    #[must_use]
    pub fn term(word: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self::Term(word.into(), meaning.into())
    }

    /// A heading.
    #[must_use]
    pub fn heading(words: impl Into<String>) -> Self {
        Self::Heading(words.into())
    }

    /// A paragraph.
    #[must_use]
    pub fn paragraph(words: impl Into<String>) -> Self {
        Self::Paragraph(words.into())
    }

    fn first(&self) -> Option<&str> {
        match self {
            Self::Term(word, _) | Self::Command(word, _) => Some(word),
            Self::Heading(_) | Self::Paragraph(_) => None,
        }
    }
}

/// Columns before a list.
const INDENT: usize = 2;
/// Columns between a word and its meaning.
const GAP: usize = 2;
/// Widest column of words.
const WIDEST_WORD: usize = 24;
/// Widest line, whatever the terminal: longer ones are hard to read.
const WIDEST: usize = 100;
/// Below this width meanings stand below their words.
const NARROW: usize = 60;

/// The page as text.
#[must_use]
pub fn render(sheet: &Sheet, look: &Look) -> String {
    let columns = look.width.clamp(20, WIDEST);
    let mut lines: Vec<String> = Vec::new();
    let mut below_heading = true;
    for run in sheet.entries.chunk_by(|left, right| kind(left) == kind(right) && left.first().is_some()) {
        if !below_heading {
            lines.push(String::new());
        }
        below_heading = matches!(run, [Entry::Heading(_)]);
        let widest = run.iter().filter_map(Entry::first).map(width).filter(|&it| it <= WIDEST_WORD).max().unwrap_or(0);
        for entry in run {
            match entry {
                Entry::Heading(words) => lines.extend(wrap(&Ink::Strong.on(words), columns)),
                Entry::Paragraph(words) => lines.extend(wrap(words, columns)),
                Entry::Term(word, meaning) => list(&mut lines, word, meaning, widest, columns),
                Entry::Command(command, meaning) => self::command(&mut lines, command, meaning, run, columns),
            }
        }
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    paint(&(lines.join("\n") + "\n"), look.color)
}

fn kind(entry: &Entry) -> u8 {
    match entry {
        Entry::Heading(_) => 0,
        Entry::Paragraph(_) => 1,
        Entry::Term(..) => 2,
        Entry::Command(..) => 3,
    }
}

fn list(lines: &mut Vec<String>, word: &str, meaning: &str, widest: usize, columns: usize) {
    let hang = if columns < NARROW { 2 * INDENT } else { INDENT + widest + GAP };
    let meaning = wrap(meaning, columns - hang);
    let beside = columns >= NARROW && width(word) <= widest;
    let mut rest = meaning.iter();
    let mut first = format!("{}{word}", " ".repeat(INDENT));
    if beside && let Some(words) = rest.next() {
        first.push_str(&" ".repeat(hang - INDENT - width(word)));
        first.push_str(words);
        lines.push(first);
    } else {
        lines.extend(wrap(word, columns - INDENT).iter().map(|line| format!("{}{line}", " ".repeat(INDENT))));
    }
    lines.extend(rest.map(|line| format!("{}{line}", " ".repeat(hang))));
}

/// A command is never broken; its meaning stands beside it if all of the list fit, else below.
fn command(lines: &mut Vec<String>, command: &str, meaning: &str, run: &[Entry], columns: usize) {
    let fits = |entry: &Entry| match entry {
        Entry::Command(_, meaning) => width(meaning),
        _ => 0,
    };
    let widest = run.iter().filter_map(Entry::first).map(width).max().unwrap_or(0);
    let meanings = run.iter().map(fits).max().unwrap_or(0);
    if INDENT + widest + GAP + meanings <= columns {
        lines.push(format!("{}{command}{}{meaning}", " ".repeat(INDENT), " ".repeat(widest - width(command) + GAP)));
        return;
    }
    lines.push(format!("{}{command}", " ".repeat(INDENT)));
    let below = wrap(meaning, columns - 3 * INDENT);
    lines.extend(below.iter().filter(|line| !line.is_empty()).map(|line| format!("{}{line}", " ".repeat(3 * INDENT))));
}
