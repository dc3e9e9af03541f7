//! Sentences: where one ends, and where a period only ends an abbreviation.
//!
//! A sentence ends at a period, question mark, exclamation mark or ellipsis, with the closing marks after it, if what
//! follows can begin a sentence. After an abbreviation ("U.S.", "Jan.", "Inc.") only a word that hardly ever stands
//! inside a name counts as a beginning ("The", "He", "In"): "the U.S. Senate" stays whole, and the rare "in the U.S.
//! Trump said" does too. In headlines and headings no abbreviation ends a sentence. What a block is, is told in `block.rs`.
//!
//! Invariant: every token of a block that is not set aside lies in exactly one sentence; no sentence is longer than
//! `LONGEST`; one pass, whatever the text.

use super::is_word;
use super::lexicon::{self, Class};
use super::token::{TokenKind, Tokens};
use super::{Block, BlockKind, Segments};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens, as indices into [`Segments::tokens`].
    pub tokens: Range<usize>,
    /// The block it stands in, as an index into [`Segments::blocks`].
    pub block: usize,
}

/// Splits every block that is not set aside into sentences.
pub(super) fn split(text: &str, segments: &mut Segments) {
    let tokens = Tokens { text, tokens: &segments.tokens };
    let mut sentences = Vec::with_capacity(segments.tokens.len() / 16);
    for (index, block) in segments.blocks.iter_mut().enumerate() {
        let first = sentences.len();
        if !matches!(block.kind, BlockKind::SetAside(_)) {
            let ranges = SentenceRanges::of(tokens, block);
            sentences.extend(ranges.map(|range| Sentence {
                span: tokens.span(range.start, range.end - 1),
                tokens: range,
                block: index,
            }));
        }
        block.sentences = first..sentences.len();
    }
    segments.sentences = sentences;
}

/// The tokens of each sentence of a block.
struct SentenceRanges<'a> {
    splitter: Splitter<'a>,
    start: usize,
}

impl<'a> SentenceRanges<'a> {
    fn of(tokens: Tokens<'a>, block: &Block) -> Self {
        let title_case = matches!(block.kind, BlockKind::Headline | BlockKind::Heading);
        let splitter = Splitter { tokens, end: block.tokens.end, in_straight_quotes: false, title_case };
        Self { splitter, start: block.tokens.start }
    }
}

impl Iterator for SentenceRanges<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.start;
        (start < self.splitter.end).then(|| {
            self.start = self.splitter.sentence_end(start);
            start..self.start
        })
    }
}

/// Most tokens of a sentence. The looks from one word of a sentence to another cost what they cost because sentences are
/// short; tables and lists without a period would make a text of a megabyte one sentence. The longest sentence that
/// people write for a newspaper has some 200.
const LONGEST: usize = 500;

/// What may end a sentence, or tells whether a quotation mark closes.
const STOPPING: Class = Class::STOP.with(Class::PERIOD).with(Class::QUOTE);

/// What may end a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// A period of its own.
    Period,
    /// A question or exclamation mark.
    Strong,
    /// Two dots or more, or the one sign for three.
    Ellipsis { dots: usize },
    /// The period inside a token.
    Abbreviation(Abbreviation),
}

/// How an abbreviation behaves before a capital letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Abbreviation {
    /// "Gen.", "vs.", "e.g.": something always follows.
    Prefix,
    /// "No.": a number follows.
    Number,
    /// "a.m.": a weekday or time zone may follow.
    Clock,
    /// "etc.": any capital begins a sentence.
    Final,
    /// "U.S.", "Jan.", "Inc.", "J.": a name may follow.
    Name,
}

/// What the token after a stop looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    /// A capitalised word that hardly ever stands inside a name.
    Plain,
    /// Any other capitalised word.
    Name,
    /// Digits.
    Number,
    /// A small letter.
    Lower,
    /// A sign that opens nothing.
    Sign,
}

struct Splitter<'a> {
    tokens: Tokens<'a>,
    end: usize,
    /// Whether an odd number of straight quotation marks has gone by in this block.
    in_straight_quotes: bool,
    /// In a title every word may have a capital, so that no abbreviation ends a sentence.
    title_case: bool,
}

impl Splitter<'_> {
    /// The end (exclusive) of the sentence that begins at `start`.
    fn sentence_end(&mut self, start: usize) -> usize {
        let longest = self.end.min(start + LONGEST);
        let mut index = start;
        while index < self.end {
            index = self.tokens.next_of(STOPPING, index.min(longest)..longest);
            if index == longest {
                break;
            }
            if self.tokens.is(index, Class::QUOTE) {
                self.in_straight_quotes ^= self.tokens.sign(index, "\"");
                index += 1;
                continue;
            }
            let Some((stop, stopped)) = self.stop_at(index) else {
                index += 1;
                continue;
            };
            let after = self.after_closing_marks(stopped);
            if after == self.end || self.ends(start, index, stop, stopped, after) {
                return after;
            }
            index = after;
        }
        if index < self.end { self.cut(start, index) } else { self.end }
    }

    /// Where a monstrous sentence is cut: behind a comma or semicolon if one stands in its second half, for a number
    /// must not lose its unit.
    fn cut(&self, start: usize, longest: usize) -> usize {
        let pause = |&at: &usize| matches!(self.tokens.raw(at), "," | ";") && !self.tokens.touches(at + 1);
        (start + LONGEST / 2..longest).rev().find(pause).map_or(longest, |pause| pause + 1)
    }

    /// The stop at a token, and the token after it.
    fn stop_at(&self, index: usize) -> Option<(Stop, usize)> {
        let tokens = self.tokens;
        match tokens.kind(index)? {
            TokenKind::Word if tokens.ends_with_period(index) => {
                // "U.S.?", "etc...."
                let signs =
                    if tokens.touches(index + 1) && self.stops(index + 1) { self.signs_at(index + 1) } else { None };
                Some(match signs {
                    Some((Stop::Strong, after)) => (Stop::Strong, after),
                    Some((_, after)) => (Stop::Period, after),
                    None => (self.abbreviation(index), index + 1),
                })
            }
            TokenKind::Sign if is_stop(tokens.raw(index)) => self.signs_at(index),
            _ => None,
        }
    }

    fn signs_at(&self, index: usize) -> Option<(Stop, usize)> {
        let tokens = self.tokens;
        // ".22-calibre", ".com"
        let word_next = tokens.touches(index + 1) && tokens.kind(index + 1) != Some(TokenKind::Sign);
        if tokens.raw(index) == "." && !tokens.touches(index) && word_next {
            return None;
        }
        let mut after = index;
        let (mut dots, mut strong) = (0, false);
        while self.stops(after) {
            match tokens.raw(after) {
                "." => dots += 1,
                "…" => dots += 3,
                _ => strong = true,
            }
            after += 1;
        }
        let stop = match dots {
            _ if strong => Stop::Strong,
            1 => Stop::Period,
            dots => Stop::Ellipsis { dots },
        };
        Some((stop, after))
    }

    fn stops(&self, index: usize) -> bool {
        index < self.end && self.tokens.kind(index) == Some(TokenKind::Sign) && is_stop(self.tokens.raw(index))
    }

    fn abbreviation(&self, index: usize) -> Stop {
        let tokens = self.tokens;
        let raw = tokens.raw(index);
        let acronym = raw[..raw.len() - 1].contains('.');
        Stop::Abbreviation(match tokens.word(index) {
            _ if acronym => match raw.to_ascii_lowercase().as_str() {
                "a.m." | "p.m." => Abbreviation::Clock,
                "e.g." | "i.e." => Abbreviation::Prefix,
                _ => Abbreviation::Name,
            },
            "est" if raw == "EST." => return Stop::Period,
            "no" | "nos" => Abbreviation::Number,
            "vs" | "approx" | "est" | "dept" | "univ" => Abbreviation::Prefix,
            "etc" => Abbreviation::Final,
            "al" => Abbreviation::Name,
            // A word in small letters is no title, state or month: "a critical mass."
            _ if !tokens.capitalised(index) => return Stop::Period,
            "st" | "ste" | "mt" | "ft" | "jr" | "sr" => Abbreviation::Name,
            "brig" | "pvt" | "reps" | "sens" | "pres" | "hon" => Abbreviation::Prefix,
            _ if tokens.is(index, Class::TITLE) => Abbreviation::Prefix,
            _ => Abbreviation::Name,
        })
    }

    /// The token after the quotation marks and brackets that close behind a stop, and after a footnote's number.
    fn after_closing_marks(&mut self, stopped: usize) -> usize {
        let mut after = stopped;
        while after < self.end {
            match self.tokens.raw(after) {
                "”" | "″" | "''" | "»" | ")" | "]" => {}
                "’" | "'" if self.tokens.touches(after) && !self.touches_word(after + 1) => {}
                "\"" if self.closes(after) => self.in_straight_quotes = false,
                "[" if self.tokens.touches(after) && self.footnote_ends(after + 2) => after += 2,
                _ => break,
            }
            after += 1;
        }
        after
    }

    fn touches_word(&self, index: usize) -> bool {
        index < self.end && self.tokens.touches(index) && self.tokens.kind(index) != Some(TokenKind::Sign)
    }

    fn footnote_ends(&self, bracket: usize) -> bool {
        bracket < self.end && self.tokens.sign(bracket, "]") && self.tokens.kind(bracket - 1) == Some(TokenKind::Number)
    }

    /// Whether the straight quotation mark closes: told by the spaces around it, else by the marks before it.
    fn closes(&self, index: usize) -> bool {
        let before = self.tokens.touches(index);
        let after = index + 1 < self.end && self.tokens.touches(index + 1);
        if before == after { self.in_straight_quotes } else { before }
    }

    fn ends(&self, start: usize, index: usize, stop: Stop, stopped: usize, after: usize) -> bool {
        let opening = self.opens(after);
        let beginning = self.beginning(if opening && after + 1 < self.end { after + 1 } else { after });
        if self.tokens.touches(after) && !opening {
            return self.glued(index, after, beginning);
        }
        let capital = matches!(beginning, Beginning::Plain | Beginning::Name);
        match stop {
            Stop::Period => {
                // "1. Ferries": a list; "I. Norvik": an initial, which is no token with its period as others are.
                let numbers = self.tokens.kind(start) == Some(TokenKind::Number) || self.tokens.raw(start) == "I";
                let only_a_list_number = index == start + 1 && numbers;
                let letter = self.is_single_small_letter(index);
                let begins = beginning != Beginning::Lower || opening;
                begins && !only_a_list_number && (!letter || beginning == Beginning::Plain)
            }
            Stop::Strong => beginning != Beginning::Lower && !(after > stopped && self.speaker_follows(after)),
            Stop::Ellipsis { dots } => {
                // "the … National Guard" leaves words out; "would be annexed… Critics say" trails off.
                let trails_off = self.tokens.touches(index) && !self.tokens.touches(after);
                beginning == Beginning::Plain || capital && (opening || after > stopped || dots == 4 || trails_off)
            }
            Stop::Abbreviation(Abbreviation::Name | Abbreviation::Clock) if self.title_case => false,
            Stop::Abbreviation(abbreviation) => match abbreviation {
                Abbreviation::Prefix => false,
                Abbreviation::Number => capital && !self.tokens.is(after, Class::CARDINAL),
                Abbreviation::Clock => capital && !self.follows_clock(after),
                Abbreviation::Final => capital,
                Abbreviation::Name => self.begins_after_name(after, beginning),
            },
        }
    }

    /// Whether what stands behind "U.S.", "Inc." or "J." begins a sentence.
    fn begins_after_name(&self, after: usize, beginning: Beginning) -> bool {
        let mark = self.tokens.raw(after);
        let quotes = is_quotation_mark(mark) && !self.is_nickname(after);
        match beginning {
            Beginning::Plain => !matches!(mark, "-" | "–" | "—"),
            Beginning::Name => quotes,
            Beginning::Number | Beginning::Lower | Beginning::Sign => false,
        }
    }

    /// `J. “Jo” Norvik`
    fn is_nickname(&self, mark: usize) -> bool {
        (mark + 2..self.end.min(mark + 4)).any(|index| matches!(self.tokens.raw(index), "\"" | "”" | "’" | "'" | "''"))
    }

    fn beginning(&self, index: usize) -> Beginning {
        let tokens = self.tokens;
        let raw = tokens.raw(index);
        match tokens.kind(index) {
            Some(TokenKind::Number) => Beginning::Number,
            Some(TokenKind::Sign) | None => Beginning::Sign,
            Some(TokenKind::Word) if tokens.capitalised(index) => {
                let plain = self.is_plain(index) && !is_word!(tokens.id(index), "will" | "may" | "under");
                let officials = || tokens.is(index, Class::SPEAKER) && OFTEN_FIRST.contains(&tokens.word(index));
                if plain && !raw.ends_with('.') || officials() { Beginning::Plain } else { Beginning::Name }
            }
            // "iPhone", "eBay"; "al-Qaeda", "bin Laden"
            Some(TokenKind::Word) if raw.chars().skip(1).any(char::is_uppercase) => Beginning::Name,
            Some(TokenKind::Word) if self.begins_a_name(index) => Beginning::Name,
            Some(TokenKind::Word) => Beginning::Lower,
        }
    }

    /// Whether a word, or the word before the apostrophe in it ("They’re"), hardly ever begins a name.
    fn is_plain(&self, index: usize) -> bool {
        let raw = self.tokens.raw(index);
        let contracted = || raw.split_once(['\'', '’']).is_some_and(|(word, _)| lexicon::look_up(word).is(PLAIN));
        self.tokens.is(index, PLAIN) || contracted()
    }

    /// A mark that opens what follows; a hyphen only if it touches nothing before it ("U.S.-led").
    fn opens(&self, index: usize) -> bool {
        match self.tokens.raw(index) {
            "-" | "–" | "—" => !self.tokens.touches(index),
            "(" | "[" | "•" | "*" => true,
            mark => is_quotation_mark(mark),
        }
    }

    fn begins_a_name(&self, index: usize) -> bool {
        let next = if self.tokens.hyphen(index + 1) { index + 2 } else { index + 1 };
        NAME_PARTICLES.contains(&self.tokens.raw(index)) && next < self.end && self.tokens.capitalised(next)
    }

    /// "the year.The": a space is missing. Not "example.Com", nor "Ph.D.".
    fn glued(&self, index: usize, after: usize, beginning: Beginning) -> bool {
        let tokens = self.tokens;
        if index == 0 || tokens.raw(after).ends_with('.') {
            return false;
        }
        let before = index - 1;
        let in_address = tokens.touches(before) && matches!(tokens.raw(before - 1), "." | "/" | "@" | ":")
            || tokens.touches(after + 1) && matches!(tokens.raw(after + 1), "." | "/" | "@");
        let small =
            tokens.kind(before) != Some(TokenKind::Word) || !tokens.capitalised(before) && tokens.raw(before).len() > 1;
        match beginning {
            Beginning::Plain => !in_address,
            Beginning::Name => !in_address && small && has_small_letter(tokens.raw(after)),
            Beginning::Number | Beginning::Lower => false,
            Beginning::Sign => false,
        }
    }

    /// "p. 12", "Roe v. Wade"
    fn is_single_small_letter(&self, stop: usize) -> bool {
        let Some(before) = stop.checked_sub(1) else { return false };
        self.tokens.touches(stop)
            && !self.tokens.touches(before)
            && matches!(self.tokens.raw(before).as_bytes(), [letter] if letter.is_ascii_lowercase())
    }

    /// `"Why?" Smith asked.`
    fn speaker_follows(&self, after: usize) -> bool {
        let words = after..self.end.min(after + 4);
        if self.is_plain(after) {
            return false;
        }
        let name = words.clone().take_while(|&word| self.tokens.capitalised(word)).count();
        let verb = after + name;
        name > 0
            && words.contains(&verb)
            && (self.tokens.is(verb, Class::REPORTING) || is_word!(self.tokens.small(verb), "asked" | "asks"))
    }

    /// "5 p.m. Monday", "5 p.m. EST"
    fn follows_clock(&self, after: usize) -> bool {
        let tokens = self.tokens;
        let moscow_time = after + 1 < self.end && is_word!(tokens.small(after + 1), "time");
        tokens.is(after, Class::WEEKDAY.with(Class::MONTH))
            || moscow_time
            || TIME_ZONES.contains(&tokens.raw(after).trim_end_matches('.'))
    }
}

/// Classes of words that hardly ever begin a name.
const PLAIN: Class = Class::DETERMINER
    .with(Class::PREPOSITION)
    .with(Class::CONJUNCTION)
    .with(Class::PRONOUN)
    .with(Class::AUXILIARY)
    .with(Class::ADVERB)
    .with(Class::CARDINAL)
    .with(Class::VAGUE)
    .with(Class::NONE);

/// Nouns that are written small inside a sentence ("U.S. officials"), so that a capital begins one.
const OFTEN_FIRST: &[&str] = &[
    "officials",
    "police",
    "authorities",
    "witnesses",
    "experts",
    "analysts",
    "investigators",
    "prosecutors",
    "lawmakers",
    "residents",
];

const NAME_PARTICLES: &[&str] = &["al", "el", "bin", "ibn", "de", "del", "di", "da", "du", "la", "le", "van", "von"];

const TIME_ZONES: &[&str] = &[
    "ET",
    "EST",
    "EDT",
    "CT",
    "CST",
    "CDT",
    "MT",
    "MST",
    "MDT",
    "PT",
    "PST",
    "PDT",
    "GMT",
    "UTC",
    "BST",
    "CET",
    "CEST",
    "IST",
    "KST",
    "JST",
    "HKT",
    "AEST",
    "MSK",
    "Eastern",
    "Central",
    "Mountain",
    "Pacific",
    "Greenwich",
];

fn is_stop(sign: &str) -> bool {
    matches!(sign, "." | "!" | "?" | "…")
}

fn is_quotation_mark(sign: &str) -> bool {
    matches!(sign, "\"" | "“" | "‘" | "'" | "``" | "«" | "„")
}

fn has_small_letter(word: &str) -> bool {
    word.chars().skip(1).any(char::is_lowercase)
}
