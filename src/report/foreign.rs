//! Text that others wrote (articles, file names, rules), made safe to print.
//!
//! Invariant: nothing that [`Untrusted`] prints moves the cursor, changes a colour, reorders or hides text, or begins a
//! line. Such characters appear as visible escapes, `\u{1b}`, and a reader sees that they are there.

use std::fmt;

/// Foreign text; its only way out is [`fmt::Display`], which makes every character visible.
#[derive(Clone, Copy, Debug)]
pub struct Untrusted<'a>(pub &'a str);

impl fmt::Display for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((at, hidden)) = first_hidden(rest.as_bytes()) {
            f.write_str(&rest[..at])?;
            write!(f, "{}", hidden.escape_unicode())?;
            rest = &rest[at + hidden.len_utf8()..];
        }
        f.write_str(rest)
    }
}

/// Whether a character is invisible and changes how what is around it looks: controls (C0, DEL, C1), line separators,
/// zero-width and directional characters (Unicode Technical Report 36), the byte order mark and tags.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` on one line: every run of white space is one space. No-break spaces stay, they belong to the words.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_space = |it: char| it.is_whitespace() && it != '\u{a0}' && it != '\u{202f}';
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Writes the hidden characters of JSON as `\u` escapes, from an offset on: the same value to a program, harmless on a
/// terminal. Outside of strings JSON has none.
pub(super) fn escape_hidden(json: &mut Vec<u8>, from: usize) {
    if first_hidden(&json[from..]).is_none() {
        return;
    }
    let written = json.split_off(from);
    let mut rest = written.as_slice();
    while let Some((at, hidden)) = first_hidden(rest) {
        json.extend_from_slice(&rest[..at]);
        write_units(hidden, json);
        rest = &rest[at + hidden.len_utf8()..];
    }
    json.extend_from_slice(rest);
}

/// Writes text as a JSON string without hidden characters.
pub(super) fn write_json_text(text: &str, json: &mut Vec<u8>) {
    json.push(b'"');
    write_escaped(text, json, |_| {});
    json.push(b'"');
}

/// A character that stands in JSON as an escape: the offsets behind it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Escape {
    /// In the text.
    pub(super) end: usize,
    /// In the JSON of the text.
    json_end: usize,
}

impl Escape {
    /// Where an offset of the text, behind this character and not behind the next, lies in the JSON.
    #[inline]
    pub(super) fn moved(self, offset: usize) -> usize {
        self.json_end + (offset - self.end)
    }
}

/// Writes text as it stands within a JSON string, without hidden characters; `note` is told of each escape.
pub(super) fn write_escaped(text: &str, json: &mut Vec<u8>, mut note: impl FnMut(Escape)) {
    let (start, text) = (json.len(), text.as_bytes());
    let mut written = 0;
    while let Some((at, character)) = first_escaped(&text[written..]) {
        json.extend_from_slice(&text[written..written + at]);
        write_escape(character, json);
        written += at + character.len_utf8();
        note(Escape { end: written, json_end: json.len() - start });
    }
    json.extend_from_slice(&text[written..]);
}

fn write_escape(character: char, json: &mut Vec<u8>) {
    let short = match character {
        '"' | '\\' => character,
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\u{8}' => 'b',
        '\u{c}' => 'f',
        _ => return write_units(character, json),
    };
    json.extend_from_slice(&[b'\\', short as u8]);
}

fn write_units(character: char, json: &mut Vec<u8>) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        json.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
    }
}

/// Bytes that are looked at together, without a way out of the loop, so that they fit into registers.
const CHUNK: usize = 32;

/// Which bytes the sought characters begin with.
type Leads = [bool; 256];

/// Controls, and the first bytes of the others that [`is_hidden`] lists (those of U+0080–00BF, U+0600–063F, U+1000–1FFF,
/// U+2000–2FFF, U+F000–FFFF and U+C0000–FFFFF).
const HIDDEN_LEADS: Leads = {
    let mut leads = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        leads[byte] = matches!(byte as u8, ..b' ' | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3);
        byte += 1;
    }
    leads
};

/// Those, and what parts or escapes a text in JSON.
const ESCAPED_LEADS: Leads = {
    let mut leads = HIDDEN_LEADS;
    leads[b'"' as usize] = true;
    leads[b'\\' as usize] = true;
    leads
};

/// The first hidden character of a text.
fn first_hidden(text: &[u8]) -> Option<(usize, char)> {
    first(text, &HIDDEN_LEADS, is_printable_ascii, is_hidden)
}

/// The first character of a text that needs an escape in JSON, or is hidden.
fn first_escaped(text: &[u8]) -> Option<(usize, char)> {
    let is_delimiter = |byte: u8| (byte == b'"') | (byte == b'\\');
    first(
        text,
        &ESCAPED_LEADS,
        |byte| is_printable_ascii(byte) & !is_delimiter(byte),
        |character| is_hidden(character) || matches!(character, '"' | '\\'),
    )
}

/// The first character of a text that is sought. Most chunks are plain throughout, and in the others the first byte of nearly
/// every character tells that it is none.
#[inline]
fn first(
    text: &[u8],
    leads: &Leads,
    is_plain: impl Fn(u8) -> bool,
    is_sought: impl Fn(char) -> bool,
) -> Option<(usize, char)> {
    let sought = |at: usize| {
        let is_lead = leads[usize::from(text[at])] && !(text[at] == 0xe2 && is_visible_mark(&text[at + 1..]));
        let character = if is_lead { character_at(text, at) } else { None };
        Some((at, character.filter(|&character| is_sought(character))?))
    };
    let (chunks, rest) = text.as_chunks::<CHUNK>();
    for (start, chunk) in (0..).step_by(CHUNK).zip(chunks) {
        if chunk.iter().fold(0, |others, &byte| others | u8::from(!is_plain(byte))) == 0 {
            continue;
        }
        let (words, _) = chunk.as_chunks();
        for (start, &word) in (start..).step_by(8).zip(words) {
            let mut others = not_plain(word);
            while others != 0 {
                let found = sought(start + (others.trailing_zeros() / u8::BITS) as usize);
                if found.is_some() {
                    return found;
                }
                others &= others - 1;
            }
        }
    }
    (text.len() - rest.len()..text.len()).find_map(sought)
}

/// A bit for each of eight bytes that no plain text has: controls, those of wide characters, and what parts or escapes a text
/// in JSON. It is the highest bit of the byte, and the lowest byte is the first.
fn not_plain(bytes: [u8; 8]) -> u64 {
    let splat = |byte| u64::from_le_bytes([byte; 8]);
    let word = u64::from_le_bytes(bytes);
    // In seven bits of each byte nothing is carried to its neighbour, and the eighth tells what is reached.
    let low = word & splat(0x7f);
    let reaches = |from: u8| low.wrapping_add(splat(0x80 - from));
    let differs = |sign: u8| (low ^ splat(sign)).wrapping_add(splat(0x7f));
    let plain = reaches(b' ') & !reaches(0x7f) & differs(b'"') & differs(b'\\') & !word;
    !plain & splat(0x80)
}

/// Whether a character of U+2000–2FFF, told by what follows its first byte, is none of the hidden ones: dashes and quotation
/// marks stand in every sentence.
fn is_visible_mark(rest: &[u8]) -> bool {
    !matches!(rest, [0x80, 0x8b..=0x8f | 0xa8..=0xae, ..] | [0x81, 0xa0..=0xaf, ..])
}

/// The character that begins at an offset.
fn character_at(text: &[u8], at: usize) -> Option<char> {
    let width = match text[at] {
        0..0x80 => return Some(char::from(text[at])),
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    };
    str::from_utf8(text.get(at..at + width)?).ok()?.chars().next()
}

#[inline]
fn is_printable_ascii(byte: u8) -> bool {
    // As a signed number, a byte that is not ASCII is less than a space, too.
    (byte.cast_signed() >= 0x20) & (byte != 0x7f)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_and_reversals_are_shown() {
        assert_eq!(Untrusted("a\u{1b}[31mb\u{202e}c\n").to_string(), "a\\u{1b}[31mb\\u{202e}c\\u{a}");
        assert_eq!(Untrusted("Qassem “Soleimani” é 東京").to_string(), "Qassem “Soleimani” é 東京");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_printed(text in any::<String>()) {
            prop_assert!(!Untrusted(&text).to_string().chars().any(is_hidden));
        }

        #[test]
        fn every_hidden_character_is_found(character in any::<char>()) {
            prop_assert_eq!(first_hidden(format!("é{character}").as_bytes()).is_some(), is_hidden(character));
        }

        #[test]
        fn json_with_escapes_means_the_same(text in any::<String>()) {
            let mut out = serde_json::to_vec(&text).expect("memory can be written");
            escape_hidden(&mut out, 0);
            let json = String::from_utf8(out).expect("JSON is UTF-8");
            prop_assert!(!json.chars().any(is_hidden));
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("JSON parses"), &*text);
            let mut written = Vec::new();
            write_json_text(&text, &mut written);
            prop_assert_eq!(String::from_utf8(written).expect("JSON is UTF-8"), json);
        }
    }
}
