//! Lines of a given width, and ink.
//!
//! Widths are columns of a terminal. Ink is put into text as characters of no width that foreign text cannot hold
//! (`foreign` shows them as escapes), so that wrapping and tables need to know nothing about colour; [`paint`] turns
//! them into escape sequences, or takes them out.
//!
//! Invariant: a line that [`wrap`] returns is no wider than asked, and a number is broken only if it is wider itself.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

/// What a piece of text is printed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Alarm,
    Moved,
    Agreement,
    Apart,
    Faint,
    Strong,
}

/// Ends every ink.
const END: char = '\u{206f}';

/// The first byte of every mark.
const FIRST_BYTE: u8 = 0xe2;

impl Ink {
    const ALL: [Self; 6] = [Self::Alarm, Self::Moved, Self::Agreement, Self::Apart, Self::Faint, Self::Strong];

    fn mark(self) -> char {
        match self {
            Self::Alarm => '\u{206a}',
            Self::Moved => '\u{206b}',
            Self::Agreement => '\u{206c}',
            Self::Apart => '\u{206d}',
            Self::Faint => '\u{206e}',
            Self::Strong => '\u{2061}',
        }
    }

    fn style(self) -> Style {
        let color = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
        match self {
            Self::Alarm => color(AnsiColor::Red).bold(),
            Self::Moved => color(AnsiColor::Yellow).bold(),
            Self::Agreement => color(AnsiColor::Green),
            Self::Apart => color(AnsiColor::Blue),
            Self::Faint => Style::new().dimmed(),
            Self::Strong => Style::new().bold(),
        }
    }

    /// `text` in this ink, word by word, so that no ink runs over the end of a line.
    pub(super) fn on(self, text: &str) -> String {
        let mut inked = String::with_capacity(text.len() + 2 * END.len_utf8());
        for (at, word) in text.split(' ').enumerate() {
            if at > 0 {
                inked.push(' ');
            }
            if !word.is_empty() {
                inked.push(self.mark());
                inked.push_str(word);
                inked.push(END);
            }
        }
        inked
    }
}

/// Turns ink into escape sequences, or takes it out. Ink that a cut of an over-long word left open ends with the line.
pub(super) fn paint(text: &str, color: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<Ink> = None;
    let mut rest = text;
    while let Some((at, mark)) = next_mark(rest, open.is_some()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + mark.len_utf8()..];
        if let Some(ink) = open.take() {
            out.push_str(&ink.style().render_reset().to_string());
        }
        if mark == '\n' {
            out.push(mark);
        } else if let Some(ink) = Ink::ALL.into_iter().find(|ink| color && ink.mark() == mark) {
            out.push_str(&ink.style().render().to_string());
            open = Some(ink);
        }
    }
    out.push_str(rest);
    out
}

/// The next mark that begins or ends an ink, or the end of a line where one is open.
fn next_mark(text: &str, is_open: bool) -> Option<(usize, char)> {
    let may_be = |byte: u8| byte == FIRST_BYTE || is_open && byte == b'\n';
    let mut from = 0;
    loop {
        let at = from + text.as_bytes()[from..].iter().position(|&byte| may_be(byte))?;
        let character = text[at..].chars().next()?;
        if matches!(character, '\n' | '\u{2061}' | '\u{206a}'..=END) {
            return Some((at, character));
        }
        from = at + 1;
    }
}

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|byte| matches!(byte, b' '..=b'~')).count();
    }
    text.chars().map(char_width).sum()
}

/// Columns of a character by itself. The sum is never less than what a terminal shows, and more for joined emoji; the
/// selector that makes a sign an emoji (U+FE0F) widens the sign before it.
fn char_width(character: char) -> usize {
    match character {
        '\u{fe0f}' => 1,
        _ => UnicodeWidthChar::width(character).unwrap_or(0),
    }
}

/// Words that belong to the number before them.
const MAGNITUDES: [&str; 7] = ["hundred", "thousand", "million", "billion", "trillion", "a.m.", "p.m."];

/// `text` in lines of at most `columns`, broken at spaces; a word that is wider is cut.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    // Most cells fit their column.
    if !text.starts_with(' ') && width(text) <= columns {
        return vec![text.trim_end_matches(' ').to_owned()];
    }
    let (mut lines, mut last, mut used) = (Vec::new(), String::new(), 0);
    for word in unbreakable(text) {
        let (space, own) = (usize::from(!last.is_empty()), width(word));
        if used + space + own <= columns {
            last.extend(std::iter::repeat_n(' ', space));
            last.push_str(word);
            used += space + own;
            continue;
        }
        if !last.is_empty() {
            lines.push(std::mem::take(&mut last));
        }
        if own <= columns {
            last.push_str(word);
        } else {
            lines.extend(cut(word, columns));
            last = lines.pop().unwrap_or_default();
        }
        used = width(&last);
    }
    lines.push(last);
    for line in &mut lines {
        line.truncate(line.trim_end_matches(' ').len());
    }
    lines
}

/// `items` in lines of at most `columns`, with `separator` between them; broken at a separator where that is possible.
pub(super) fn wrap_items(items: &[String], separator: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let item = if index + 1 < items.len() { format!("{item} {separator}") } else { item.clone() };
        match lines.last_mut() {
            Some(last) if width(last) + 1 + width(&item) <= columns => {
                last.push(' ');
                last.push_str(&item);
            }
            _ => lines.extend(wrap(&item, columns)),
        }
    }
    lines
}

/// The words of a text; a number and its magnitude are one. A second space between two words is an empty word.
fn unbreakable(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let mut start = 0;
    for word in text.split(' ') {
        let end = start + word.len();
        match words.last_mut() {
            Some(last) if last.bytes().any(|byte| byte.is_ascii_digit()) && is_magnitude(word) => {
                *last = &text[start - 1 - last.len()..end];
            }
            None if word.is_empty() => {}
            _ => words.push(word),
        }
        start = end + 1;
    }
    words
}

fn is_magnitude(word: &str) -> bool {
    let bare = word.trim_matches(|it: char| !it.is_alphanumeric() && it != '.');
    MAGNITUDES.contains(&bare.trim_end_matches(','))
}

/// A word in pieces of at most `columns`, at least one character each; numbers stay whole if they fit a piece.
fn cut(word: &str, columns: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while width(rest) > columns {
        let mut used = 0;
        let fits = rest.char_indices().find(|&(at, it)| {
            used += char_width(it);
            used > columns && at > 0
        });
        let Some((end, _)) = fits else { break };
        let end = before_number(rest, after_joint(rest, end));
        pieces.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

/// `end`, or behind the last hyphen or slash in the second half of what stands before it.
fn after_joint(text: &str, end: usize) -> usize {
    let joint = text[..end].rfind(['-', '/', '_', '@']).map(|at| at + 1);
    joint.filter(|&at| at * 2 > end).unwrap_or(end)
}

/// `end`, or where the number begins that `end` would cut, unless that leaves nothing.
fn before_number(text: &str, end: usize) -> usize {
    let numeric = |it: char| it.is_ascii_digit() || matches!(it, ',' | '.');
    if !text[end..].starts_with(numeric) {
        return end;
    }
    let start = text[..end].trim_end_matches(numeric).len();
    if start == 0 { end } else { start }
}

/// The longest word of a text: a column narrower than this would have to cut it.
pub(super) fn longest_word(text: &str) -> usize {
    unbreakable(text).iter().map(|word| width(word)).max().unwrap_or(0)
}

/// The width of the widest line.
pub(super) fn widest(lines: &[String]) -> usize {
    lines.iter().map(|line| width(line)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn numbers_and_their_magnitudes_stay_together() {
        assert_eq!(wrap("about $5.5 billion, it said", 13), ["about", "$5.5 billion,", "it said"]);
        assert_eq!(wrap("https://example.org/2500000", 24), ["https://example.org/", "2500000"]);
        assert_eq!(wrap("coalition2500000", 12), ["coalition", "2500000"]);
        assert_eq!(wrap("attacks-on-us-bases", 15), ["attacks-on-us-", "bases"]);
    }

    #[test]
    fn items_stay_whole_where_they_can() {
        let items = ["5 articles", "no date", "a longer item than fits"].map(str::to_owned);
        assert_eq!(wrap_items(&items, "·", 20), ["5 articles ·", "no date ·", "a longer item than", "fits"]);
        assert_eq!(wrap("AGREE  Title", 20), ["AGREE  Title"]);
    }

    #[test]
    fn ink_ends_with_each_word() {
        let text = Ink::Alarm.on("a b");
        assert_eq!(paint(&text, false), "a b");
        assert_eq!(paint(&text, true), "\u{1b}[1m\u{1b}[31ma\u{1b}[0m \u{1b}[1m\u{1b}[31mb\u{1b}[0m");
        assert_eq!(width(&text), 3);
    }

    proptest! {
        #[test]
        fn wrapped_lines_fit_and_lose_nothing(text in "[a-z0-9,. ]{0,80}|\\PC{0,40}", columns in 2_usize..40) {
            let lines = wrap(&text, columns);
            for line in &lines {
                prop_assert!(width(line).max(UnicodeWidthStr::width(line.as_str())) <= columns, "{line:?}");
            }
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }

        #[test]
        fn a_number_that_fits_is_whole(number in "[0-9]{1,3}(,[0-9]{3}){0,3}", words in "[a-z ]{0,30}", columns in 15_usize..40) {
            let text = format!("{words} {number} {words}");
            prop_assert!(wrap(&text, columns).iter().any(|line| line.split(' ').any(|word| word == number)));
        }
    }
}
