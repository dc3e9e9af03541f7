//! Tokens: words, numbers and signs, with the lexicon entry of every known word.
//!
//! One pass over the bytes. Periods belong to a token where they do not end a sentence by themselves: acronyms
//! ("U.S."), initials ("J."), known abbreviations ("Gen.", "Dec.", "a.m."). Numbers keep their separators ("1,500",
//! "5.5"). Hyphens and dashes are tokens of their own, so that "two- to five-year" and "U.S.-led" come apart; whether two
//! tokens touch is asked with [`Tokens::touches`].
//!
//! What the stages behind ask of every token (is it a sign, a capitalised word, a verb?) stands in its [`Class`], so that
//! they pass over most tokens at the price of one bit test, and look at the words of a few.

use super::key::{Key, KeyMap, Letters, leading_letters};
use super::lexicon::{self, Class, EntryId, LexId};
use super::word::WordId;
use crate::span::Span;
use std::borrow::Cow;
use std::num::NonZeroU32;
use std::ops::Range;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters (with apostrophes inside: "al-Sha'ab" gives "al", "-", "Sha'ab"; the "'s" of a possessive is a token of its own).
    Word,
    /// Digits with separators: `1,500`, `5.5`, `1990`.
    Number,
    /// Any single sign.
    Sign,
}

/// The smallest unit of a text. Every stage goes over the tokens, so they take little room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// The classes of its lower-case form, with those of its spelling.
    class: Class,
    /// The lexicon entry of its lower-case form.
    entry: EntryId,
    /// The hash of its lower-case form, apostrophes straight, the period of an abbreviation left out; `None` for a long token,
    /// an acronym with periods, or a word that is not ASCII and that the lexicon does not know.
    pub(crate) hash: Option<NonZeroU32>,
}

impl Token {
    #[inline]
    fn new(span: Span, lex: LexId, spelled: Class, hash: Option<NonZeroU32>) -> Self {
        Self { span, class: lex.class.with(spelled), entry: lex.entry, hash }
    }

    /// A sign; `class` is what its spelling tells beside that.
    #[inline]
    fn sign(span: Span, class: Class, hash: Option<NonZeroU32>) -> Self {
        Self::new(span, LexId::UNKNOWN, class.with(Class::SIGN), hash)
    }

    /// The classes of its word and spelling.
    #[inline]
    pub(super) fn class(&self) -> Class {
        self.class
    }

    /// Whether its word or spelling is of one of these classes.
    #[must_use]
    #[inline]
    pub fn is(&self, class: Class) -> bool {
        self.class.meets(class)
    }

    /// Whether the lexicon has an entry for the word. Words that only have a class of the marked ones have none.
    #[must_use]
    #[inline]
    pub fn is_known(&self) -> bool {
        self.is(Class::KNOWN)
    }

    /// The lower-case form of a word that the lexicon knows, `""` for any other token.
    #[must_use]
    #[inline]
    pub fn word(&self) -> &'static str {
        self.entry.word()
    }

    /// The number that a number word, ordinal, month or weekday stands for.
    #[must_use]
    #[inline]
    pub fn number(&self) -> Option<i64> {
        self.entry.number()
    }

    /// What it is made of.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> TokenKind {
        if self.is(Class::SIGN) {
            TokenKind::Sign
        } else if self.is(Class::NUMBER) {
            TokenKind::Number
        } else {
            TokenKind::Word
        }
    }
}

/// A text with its tokens.
#[derive(Clone, Copy, Debug)]
pub struct Tokens<'a> {
    /// The text that the spans point into.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a [Token],
}

impl<'a> Tokens<'a> {
    /// The lower-case form of a word that the lexicon knows, `""` for any other token: to be matched against literals.
    #[must_use]
    #[inline]
    pub fn word(self, index: usize) -> &'static str {
        self.tokens.get(index).map_or("", Token::word)
    }

    /// The word that stands here, in small letters or capitals, to be compared with [`is_word`].
    #[inline]
    pub(crate) fn id(self, index: usize) -> WordId {
        self.tokens.get(index).map_or(WordId::NONE, |token| WordId::of_hash(token.hash))
    }

    /// The word that stands here, if it stands in small letters.
    #[inline]
    pub(crate) fn small(self, index: usize) -> WordId {
        match self.tokens.get(index) {
            Some(token) if !token.is(Class::CAPITAL.with(Class::PERIOD)) => WordId::of_hash(token.hash),
            _ => WordId::NONE,
        }
    }

    /// The words as they stand, `""` beyond the end.
    #[must_use]
    #[inline]
    pub fn raw(self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.span.slice(self.text))
    }

    /// Whether the token's word or spelling is of one of these classes.
    #[must_use]
    #[inline]
    pub fn is(self, index: usize, class: Class) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is(class))
    }

    /// The classes that the tokens of a range have between them.
    #[inline]
    pub(crate) fn classes(self, range: Range<usize>) -> Class {
        self.tokens[range].iter().fold(Class::default(), |classes, token| classes.with(token.class))
    }

    /// The first token of a range that is of one of these classes, else the end of the range.
    #[inline]
    pub(crate) fn next_of(self, class: Class, range: Range<usize>) -> usize {
        let (start, end) = (range.start, range.end);
        self.tokens[range].iter().position(|token| token.is(class)).map_or(end, |at| start + at)
    }

    /// The last token of a range that is of one of these classes.
    #[inline]
    pub(crate) fn last_of(self, class: Class, range: Range<usize>) -> Option<usize> {
        let start = range.start;
        self.tokens[range].iter().rposition(|token| token.is(class)).map(|at| start + at)
    }

    /// The kind of a token, `None` beyond the end.
    #[must_use]
    #[inline]
    pub fn kind(self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(Token::kind)
    }

    /// Whether the token is written with a period at its end.
    pub(crate) fn ends_with_period(self, index: usize) -> bool {
        self.is(index, Class::PERIOD)
    }

    /// Whether a token follows the one before it without white space between.
    #[must_use]
    #[inline]
    pub fn touches(self, index: usize) -> bool {
        index > 0 && self.is(index, Class::TOUCHING)
    }

    /// Whether the token is this sign.
    #[must_use]
    #[inline]
    pub fn sign(self, index: usize, sign: &str) -> bool {
        let Some(token) = self.tokens.get(index).filter(|token| token.is(Class::SIGN)) else { return false };
        self.text.as_bytes()[token.span.start()..token.span.end()] == *sign.as_bytes()
    }

    /// Whether the token is a hyphen or dash.
    #[must_use]
    #[inline]
    pub fn hyphen(self, index: usize) -> bool {
        self.is(index, Class::HYPHEN)
    }

    /// Whether a word begins with a capital letter.
    #[must_use]
    #[inline]
    pub fn capitalised(self, index: usize) -> bool {
        self.is(index, Class::CAPITAL)
    }

    /// The span from one token to another, both included.
    ///
    /// # Panics
    /// If an index is out of range.
    #[must_use]
    pub fn span(self, first: usize, last: usize) -> Span {
        self.tokens[first].span.join(self.tokens[last].span)
    }
}

/// The form under which words are looked up and compared: lower case, apostrophes straight, no periods in acronyms
/// ("U.S." → "us").
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let acronym = word.len() > 2 && word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    let mut folded = String::with_capacity(word.len());
    for character in word.chars() {
        match character {
            '.' if acronym => {}
            '’' | '‘' | 'ʼ' => folded.push('\''),
            other => folded.extend(other.to_lowercase()),
        }
    }
    Cow::Owned(folded)
}

/// Cuts the part of `text` that `body` covers into tokens.
pub(super) fn tokenize(text: &str, body: Span) -> Vec<Token> {
    let lexicon = lexicon::all();
    let mut scanner = Scanner { text: &text[..body.end()], lexicon, at: body.start(), after: usize::MAX };
    let mut tokens = Vec::with_capacity(body.len() / 4);
    while scanner.read_tokens(&mut tokens).is_some() {}
    tokens
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    Nothing,
    Word,
    Number,
    Sign,
    /// A character that is not ASCII.
    Wide,
}

const BEGINS: [Begins; 256] = {
    let mut begins = [Begins::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        begins[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => Begins::Word,
            b'0'..=b'9' => Begins::Number,
            ..=b' ' | 0x7f => Begins::Nothing,
            _ => Begins::Sign,
        };
        byte += 1;
    }
    begins
};

/// A class, if the token is spelled so.
#[inline]
fn when(spelled: bool, class: Class) -> Class {
    if spelled { class } else { Class::default() }
}

struct Scanner<'a> {
    /// Up to the end of the body.
    text: &'a str,
    lexicon: &'static KeyMap<LexId>,
    at: usize,
    /// The end of the token before.
    after: usize,
}

impl Scanner<'_> {
    /// Reads the next tokens; `None` at the end. They are written where they stay: handed over, they would be copied before
    /// they are stored, which took a third of the time.
    fn read_tokens(&mut self, tokens: &mut Vec<Token>) -> Option<()> {
        self.plain_words(tokens);
        let &byte = self.text.as_bytes().get(self.at)?;
        let token = match BEGINS[usize::from(byte)] {
            Begins::Nothing => {
                self.at += 1;
                return Some(());
            }
            Begins::Word => self.word(self.word_end(self.at)),
            Begins::Number => self.unknown(self.number_end(self.at), Class::NUMBER),
            Begins::Sign => {
                if self.plain_sign(byte, tokens) {
                    return Some(());
                }
                self.sign()
            }
            Begins::Wide => {
                if self.plain_mark(tokens) {
                    return Some(());
                }
                let character = self.char_at(self.at)?;
                if character.is_whitespace() || is_invisible(character) {
                    self.at += character.len_utf8();
                    return Some(());
                } else if character.is_alphabetic() {
                    self.word(self.word_end(self.at))
                } else {
                    self.sign()
                }
            }
        };
        tokens.push(token);
        Some(())
    }

    /// Reads the words that begin here, as long as they are of a few ASCII letters and stand behind single spaces, as most
    /// tokens do. A loop of its own, which fits into the registers.
    #[inline(never)]
    fn plain_words(&mut self, tokens: &mut Vec<Token>) {
        let bytes = self.text.as_bytes();
        let (mut at, mut before) = (self.at, self.after);
        loop {
            if bytes.get(at) == Some(&b' ') {
                at += 1;
            }
            let Some(letters) = Letters::at(self.text, at) else { break };
            let end = at + letters.length;
            let joins = !letters.after.is_ascii() || letters.after == b'\'';
            if joins && !self.is_parted(end) {
                break;
            }
            let lex = self.lexicon.known(letters.key);
            if letters.after == b'.' && (letters.length == 1 || lex.is(Class::ABBREVIATION)) {
                break;
            }
            let class = when(bytes[at] < b'a', Class::CAPITAL)
                .with(when(at == before, Class::TOUCHING))
                .with(when(letters.ends_with_ed, Class::PAST));
            tokens.push(Token::new(Span::new(at, end), lex, class, letters.key.hash()));
            (at, before) = (end, end);
        }
        (self.at, self.after) = (at, before);
    }

    /// Whether the mark that stands here ends the word before it: a dash, a quotation mark, the apostrophe of a possessive. Not
    /// that of "don't".
    fn is_parted(&self, at: usize) -> bool {
        match &self.text.as_bytes()[at..] {
            [b'\'', rest @ ..] | [0xe2, 0x80, 0x99, rest @ ..] => match rest {
                [b's' | b'S', next, ..] | [next, ..] => next.is_ascii() && !next.is_ascii_alphabetic(),
                [] => true,
            },
            [0xe2, 0x80, 0x90..=0xa7, ..] => true,
            _ => false,
        }
    }

    /// Reads the apostrophe and "s" of a possessive, if they stand here behind a word; `mark` is the length of the apostrophe.
    fn possessive(&mut self, mark: usize, tokens: &mut Vec<Token>) -> bool {
        let (start, end) = (self.at, self.at + mark + 1);
        let bytes = self.text.as_bytes();
        let possesses = matches!(bytes[end - 1..], [b's' | b'S', ref after @ ..] if !after.first().is_some_and(u8::is_ascii_alphanumeric));
        if !possesses || start != self.after || !bytes[start - 1].is_ascii_alphanumeric() {
            return false;
        }
        let sign = &bytes[start..end];
        let key = if mark == 1 { Key::at(self.text, start, end) } else { Some(Key::of_bytes(sign)) };
        (self.at, self.after) = (end, end);
        let class = Class::QUOTE.with(Class::TOUCHING);
        tokens.push(Token::sign(Span::new(start, end), class, key.and_then(Key::hash)));
        true
    }

    /// Reads the dash, quotation mark, bullet or ellipsis that stands here (U+2010 to U+2027), as most characters are that are
    /// not ASCII, and the "s" of a possessive with its apostrophe.
    fn plain_mark(&mut self, tokens: &mut Vec<Token>) -> bool {
        let start = self.at;
        let &[0xe2, 0x80, last @ 0x90..=0xa7, ref after @ ..] = &self.text.as_bytes()[start..] else { return false };
        if last == 0x99 && matches!(after, [b's' | b'S', ..]) {
            return self.possessive(3, tokens);
        }
        let end = start + 3;
        let class = Class::of_sign(&self.text[start..end]).with(when(start == self.after, Class::TOUCHING));
        (self.at, self.after) = (end, end);
        tokens.push(Token::sign(Span::new(start, end), class, Key::of_bytes(&[0xe2, 0x80, last]).hash()));
        true
    }

    /// Reads the ASCII sign that stands here, if it is a token by itself whatever follows.
    #[inline]
    fn plain_sign(&mut self, sign: u8, tokens: &mut Vec<Token>) -> bool {
        if matches!(sign, b'\'' | b'`') {
            return sign == b'\'' && self.at + 1 < self.text.len() && self.possessive(1, tokens);
        }
        let (start, end) = (self.at, self.at + 1);
        let class = Class::of_byte(sign)
            .with(when(start == self.after, Class::TOUCHING))
            .with(when(sign == b'.', Class::PERIOD));
        (self.at, self.after) = (end, end);
        tokens.push(Token::sign(Span::new(start, end), class, Key::of_byte(sign).hash()));
        true
    }

    fn sign(&mut self) -> Token {
        let end = self.sign_end(self.at);
        let class = Class::of_sign(&self.text[self.at..end]);
        self.unknown(end, class.with(Class::SIGN))
    }

    /// The number or sign that begins here.
    fn unknown(&mut self, end: usize, class: Class) -> Token {
        let start = self.at;
        let wide = || Key::of_wide_sign(&self.text[start..end]);
        let hash = Key::at(self.text, start, end).or_else(wide).and_then(Key::hash);
        self.spelled(end, LexId::UNKNOWN.with(class), hash)
    }

    /// The word that begins here, looked up in the lexicon.
    fn word(&mut self, end: usize) -> Token {
        let start = self.at;
        let plain = if self.text.as_bytes()[end - 1] == b'.' { end - 1 } else { end };
        let (lex, hash) = match Key::at(self.text, start, plain) {
            Some(key) if key.has_period() => (LexId::UNKNOWN, None),
            Some(key) => (self.lexicon.known(key), key.hash()),
            // Long, or not ASCII. What the lexicon knows of those is written with a curly apostrophe.
            None => {
                let lex = lexicon::look_up(&self.text[start..end]);
                (lex, Key::new(lex.word()).and_then(Key::hash))
            }
        };
        self.spelled(end, lex, hash)
    }

    /// The token that begins here, with the classes of its spelling.
    fn spelled(&mut self, end: usize, lex: LexId, hash: Option<NonZeroU32>) -> Token {
        let start = self.at;
        let word = &self.text.as_bytes()[start..end];
        let wide = !lex.is(Class::SIGN) && !word[0].is_ascii();
        let capital = word[0].is_ascii_uppercase() || wide && self.char_at(start).is_some_and(char::is_uppercase);
        let class = when(capital, Class::CAPITAL)
            .with(when(start == self.after, Class::TOUCHING))
            .with(when(word.ends_with(b"."), Class::PERIOD))
            .with(when(word.len() > 4 && word.ends_with(b"ed"), Class::PAST));
        self.at = end;
        self.after = end;
        Token::new(Span::new(start, end), lex, class, hash)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The apostrophe of a possessive stands before its "s" as a token of its own; doubled backticks and
    /// apostrophes (newswire quotation marks) are one sign.
    fn sign_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let sign = rest.chars().next().map_or(1, char::len_utf8);
        match &rest.as_bytes()[sign..] {
            [b's' | b'S', after @ ..]
                if rest.starts_with(['\'', '’'])
                    && !after.first().is_some_and(u8::is_ascii_alphanumeric)
                    && self.follows_letter(at) =>
            {
                at + sign + 1
            }
            [b'`', ..] if rest.starts_with('`') => at + 2,
            [b'\'', ..] if rest.starts_with('\'') => at + 2,
            _ => at + sign,
        }
    }

    fn follows_letter(&self, at: usize) -> bool {
        self.text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
    }

    fn letters_end(&self, start: usize) -> usize {
        let mut at = start;
        loop {
            at += leading_letters(self.text, at);
            match self.text.as_bytes().get(at) {
                Some(byte) if byte.is_ascii() => return at,
                _ => match self.char_at(at) {
                    Some(letter) if letter.is_alphabetic() || is_mark(letter) => at += letter.len_utf8(),
                    _ => return at,
                },
            }
        }
    }

    fn word_end(&self, start: usize) -> usize {
        let mut end = self.letters_end(start);
        // "O'Brien", "don't", "Sha’ab"; but not the possessive "'s", nor a closing quotation mark.
        while let Some(apostrophe) = self.char_at(end).filter(|&c| matches!(c, '\'' | '’' | 'ʼ')) {
            let after = end + apostrophe.len_utf8();
            let next = self.letters_end(after);
            let inside = &self.text[after..next];
            if inside.is_empty() || inside.eq_ignore_ascii_case("s") {
                break;
            }
            end = next;
        }
        self.with_period(start, end)
    }

    /// Takes in the period of an acronym, an initial or a known abbreviation.
    fn with_period(&self, start: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        if bytes.get(end) != Some(&b'.') {
            return end;
        }
        // "1.5°C." ends with the period of its sentence.
        if self.text[..start].ends_with('°') {
            return end;
        }
        if end - start == 1 && bytes[start].is_ascii_alphabetic() {
            let mut at = end;
            let mut letters = 1;
            while at + 1 < bytes.len() && bytes[at] == b'.' && bytes[at + 1].is_ascii_alphabetic() {
                let next = at + 2;
                if bytes.get(next).is_some_and(u8::is_ascii_alphanumeric) {
                    break;
                }
                letters += 1;
                at = next;
            }
            let closed = bytes.get(at) == Some(&b'.');
            if letters > 1 || bytes[start].is_ascii_uppercase() && bytes[start] != b'I' {
                return if closed { at + 1 } else { at };
            }
            return end;
        }
        if lexicon::look_up(&self.text[start..end]).is(Class::ABBREVIATION) { end + 1 } else { end }
    }

    fn number_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let digits_from = |at: usize| at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let mut end = digits_from(start);
        // Thousands: groups of exactly three after commas. "1,2,3" is a list, not a number.
        if end - start <= 3 {
            while bytes.get(end) == Some(&b',') && digits_from(end + 1) == end + 4 {
                end += 4;
            }
            // "£910, 000": thousands torn off by typesetting.
            if bytes[end..].starts_with(b", 000") && digits_from(end + 2) == end + 5 {
                end += 5;
            }
        }
        // A decimal part; not the period of a sentence, nor the dots of "1.2.3" or "192.168.0.1".
        let inside_dotted = start >= 2 && bytes[start - 1] == b'.' && bytes[start - 2].is_ascii_digit();
        if bytes.get(end) == Some(&b'.') && !inside_dotted {
            let after = digits_from(end + 1);
            let another = bytes.get(after) == Some(&b'.') && digits_from(after + 1) > after + 1;
            if after > end + 1 && !another {
                end = after;
            } else if after == end + 1
                && let Some(after) = self.detached_decimals(start, after)
            {
                end = after;
            }
        }
        end
    }

    /// The end of a decimal part that typesetting has torn off: the "6" of "$2. 6 million", "£1. 7m". Only between a
    /// currency sign and a scale, where no sentence ends.
    fn detached_decimals(&self, start: usize, after_period: usize) -> Option<usize> {
        let text = self.text;
        let priced = text[..start].trim_end_matches([' ', '\u{a0}']).ends_with(['$', '£', '€', '¥']);
        let rest = text[after_period..].strip_prefix(' ').filter(|_| priced)?;
        let decimals = rest.bytes().take_while(u8::is_ascii_digit).count();
        let scaled = rest[decimals..].trim_start_matches([' ', '-']);
        let scale = &scaled[..leading_letters(scaled, 0)];
        let is_scale =
            matches!(scale, "m" | "bn" | "tn" | "mn" | "k" | "thousand" | "million" | "billion" | "trillion");
        (matches!(decimals, 1..=3) && is_scale).then_some(after_period + 1 + decimals)
    }
}

/// Zero-width characters and soft hyphens carry no meaning between words.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Combining diacritical marks belong to the letter before them.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, Span::new(0, text.len())).iter().map(|token| token.span.slice(text)).collect()
    }

    #[test]
    fn periods_stay_with_abbreviations() {
        assert_eq!(
            words("Gen. J. Smith of the U.S. left Dec. 31."),
            ["Gen.", "J.", "Smith", "of", "the", "U.S.", "left", "Dec.", "31", "."]
        );
        assert_eq!(words("at 10 a.m. I left. Why"), ["at", "10", "a.m.", "I", "left", ".", "Why"]);
    }

    #[test]
    fn numbers_keep_separators_and_lists_come_apart() {
        assert_eq!(
            words("1,500.5 1,2,3 1.2.3 9."),
            ["1,500.5", "1", ",", "2", ",", "3", "1", ".", "2", ".", "3", "9", "."]
        );
        assert_eq!(words("in 2014, 300 left"), ["in", "2014", ",", "300", "left"]);
    }

    #[test]
    fn hyphens_and_possessives_come_apart() {
        assert_eq!(words("two- to five-year"), ["two", "-", "to", "five", "-", "year"]);
        assert_eq!(
            words("Iraq's O'Brien’s U.S.-led don't"),
            ["Iraq", "'s", "O'Brien", "’s", "U.S.", "-", "led", "don't"]
        );
        assert_eq!(words("``Yes,'' he said"), ["``", "Yes", ",", "''", "he", "said"]);
    }

    #[test]
    fn acronyms_fold_without_periods() {
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Shia’ab"), "shia'ab");
        assert_eq!(fold("Dec."), "dec.");
    }
}
