//! Changes to the text of a file of decisions that leave alone what somebody has written by hand.
//!
//! An entry that is decided anew keeps its comments, its own keys and its place: only the lines of the keys that change
//! are replaced. A new entry is added at the end.

use super::{Decision, Matter};
use crate::report::foreign::one_line;

/// The beginning of a new file.
const HEAD: &str = "\
# What was decided about the findings of this story. `crosscheck review` writes this file, `crosscheck check` honours it.
# decision: kept, dismissed or noted. A dismissal names who (by) and why, and may end on a day (until: 2024-01-31).
# Take an entry out, and its finding is open again.
decisions:
";

/// The text with a decision about a finding or an article added, or changed where there is one.
#[must_use]
pub fn with_decision(text: &str, matter: Matter, decision: &Decision) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let values = values(matter, decision);
    match Block::of(&lines, matter.id()) {
        Some(block) => block.replace(&mut lines, &values),
        None => append(&mut lines, &values),
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// Keys in the order in which a new entry has them; those without a value are taken out of an old one.
fn values(matter: Matter, decision: &Decision) -> [(&'static str, Option<String>); 8] {
    let quoted = |text: &str| quoted(&one_line(text));
    let of = |text: &Option<String>| text.as_deref().map(quoted);
    [
        ("finding", Some(quoted(matter.id()))),
        ("about", Some(quoted(&matter.heading()))),
        ("says", Some(quoted(matter.reason()))),
        ("decision", Some(decision.ruling.as_str().to_owned())),
        ("by", of(&decision.by)),
        ("why", of(&decision.why)),
        ("until", decision.until.map(|day| day.to_string())),
        ("note", of(&decision.note)),
    ]
}

/// A YAML string on one line: double-quoted, with everything escaped that is not plainly visible.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            hidden if crate::report::foreign::is_hidden(hidden) => {
                out.push_str(&format!("\\U{:08X}", u32::from(hidden)));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

fn append(lines: &mut Vec<String>, values: &[(&str, Option<String>)]) {
    if !lines.iter().any(|line| line.trim_end().starts_with("decisions:")) {
        lines.extend(HEAD.lines().map(str::to_owned));
    }
    // `decisions: []` and `decisions: null` are lists to be filled.
    for line in lines.iter_mut().filter(|line| line.starts_with("decisions:")) {
        *line = "decisions:".to_owned();
    }
    let indent = entry_starts(lines).next().map_or(2, |at| margin(&lines[at]));
    let mut first = true;
    for (key, value) in values {
        if let Some(value) = value {
            let dash = if first { "- " } else { "  " };
            lines.push(format!("{}{dash}{key}: {value}", " ".repeat(indent)));
            first = false;
        }
    }
}

/// The lines of one entry.
struct Block {
    start: usize,
    end: usize,
    /// Columns before the keys.
    indent: usize,
}

impl Block {
    fn of(lines: &[String], id: &str) -> Option<Self> {
        let starts: Vec<usize> = entry_starts(lines).collect();
        starts.iter().enumerate().find_map(|(at, &start)| {
            let mut end = starts.get(at + 1).copied().unwrap_or(lines.len());
            // What stands before the next entry at its margin belongs to that.
            while end > start + 1 && is_aside(&lines[end - 1]) {
                end -= 1;
            }
            let line = &lines[start];
            let indent = margin(line) + 1 + (line.trim_start()[1..].len() - line.trim_start()[1..].trim_start().len());
            let block = Self { start, end, indent };
            block.line_of(lines, "finding").filter(|&at| lines[at].contains(id)).map(|_| block)
        })
    }

    /// The key of a line, if one stands at the margin of this entry.
    fn key<'l>(&self, lines: &'l [String], at: usize) -> Option<&'l str> {
        let line = &lines[at];
        let rest = if at == self.start { line.trim_start().get(1..)?.trim_start() } else { line.trim_start() };
        let margin = if at == self.start { self.indent } else { margin(line) };
        let key = rest.split(':').next().filter(|key| !key.is_empty() && key.chars().all(char::is_alphanumeric))?;
        (margin == self.indent && rest.len() > key.len()).then_some(key)
    }

    fn line_of(&self, lines: &[String], key: &str) -> Option<usize> {
        (self.start..self.end).find(|&at| self.key(lines, at) == Some(key))
    }

    fn replace(mut self, lines: &mut Vec<String>, values: &[(&str, Option<String>)]) {
        for (key, value) in values {
            let written = value.as_ref().map(|value| format!("{key}: {value}"));
            match (self.line_of(lines, key), written) {
                (Some(at), written) => {
                    let next = (at + 1..self.end).find(|&next| self.key(lines, next).is_some());
                    let mut end = next.unwrap_or(self.end);
                    while end > at + 1 && is_aside(&lines[end - 1]) {
                        end -= 1;
                    }
                    let dash =
                        if at == self.start { lines[at][..self.indent].to_owned() } else { " ".repeat(self.indent) };
                    let new: Vec<String> = written.map(|written| format!("{dash}{written}")).into_iter().collect();
                    self.end = self.end - (end - at) + new.len();
                    lines.splice(at..end, new);
                }
                (None, Some(written)) => {
                    lines.insert(self.end, format!("{}{written}", " ".repeat(self.indent)));
                    self.end += 1;
                }
                (None, None) => {}
            }
        }
    }
}

/// Empty lines and comments.
fn is_aside(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('#')
}

fn margin(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The lines on which the entries of the list begin.
fn entry_starts(lines: &[String]) -> impl Iterator<Item = usize> {
    let list = lines.iter().position(|line| line.starts_with("decisions:")).map_or(lines.len(), |at| at + 1);
    let is_item = |line: &&String| line.trim_start().starts_with("- ");
    let first = lines[list..].iter().find(is_item).map_or(0, |line| margin(line));
    (list..lines.len()).filter(move |&at| is_item(&&lines[at]) && margin(&lines[at]) == first)
}
