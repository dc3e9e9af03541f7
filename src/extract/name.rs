//! Names: runs of capitalised words, with the titles and roles before them ("Prime Minister Omar al-Haddad", "the Ministry of
//! Water", "in Sarmoun").
//!
//! A run is read token by token while its sentence is read. Titles end where the name begins: what stands before the last
//! title belongs to the role ("Defense Secretary Ada Quist"). Whether a name is that of a person, an organisation or a place is
//! said by its titles, its last word, or the words beside it, else by an earlier mention; where nothing says so it stays open.
//!
//! Left out: headlines and set-aside lines (their capitals say nothing), single words at the start of a sentence, nationalities
//! before a noun ("Iraqi forces"), titles without a name. No list of names is used. See tests/cases/names.yaml.
//!
//! Invariant: the cost is linear in the number of tokens.

use super::attribution::{self, Attribution, Speakers};
use super::noun::is_plural;
use super::{Extractor, Mention, Speaker, status};
use crate::article::{Article, Part};
use crate::segment::lexicon::Class;
use crate::segment::{BlockKind, Segments, Sentence, TokenKind, Tokens, is_word};
use crate::span::Span;
use crate::value::time::Zone;
use crate::value::{NameClass, ProperName, Value};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A name of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The sentence, as an index into the segments of the body.
    pub sentence: usize,
    /// The tokens of the titles and roles before it, and the name.
    tokens: Range<usize>,
    /// The first token of the name itself.
    core: usize,
    /// What it is the name of.
    pub class: NameClass,
    /// The age in years that stands beside it: "Marta Quill, 34,", "34-year-old Marta Quill".
    pub age: Option<u8>,
    /// The tokens of the speaker that its own sentence names.
    said_by: Option<Range<usize>>,
}

impl Name {
    /// The tokens of the name with its titles and roles.
    #[must_use]
    pub fn tokens(&self) -> Range<usize> {
        self.tokens.clone()
    }

    /// The name without titles and roles.
    #[must_use]
    pub fn text<'a>(&self, tokens: Tokens<'a>) -> &'a str {
        tokens.span(self.core, self.tokens.end - 1).slice(tokens.text)
    }

    /// The titles and roles before it.
    #[must_use]
    pub fn role<'a>(&self, tokens: Tokens<'a>) -> Option<&'a str> {
        (self.core > self.tokens.start).then(|| tokens.span(self.tokens.start, self.core - 1).slice(tokens.text))
    }

    /// The name as a mention, with its status and the speaker that its own sentence names.
    fn mention(&self, tokens: Tokens<'_>, segments: &Segments, speaker: Option<Speaker>) -> Mention {
        let sentence = &segments.sentences[self.sentence];
        let span = tokens.span(self.tokens.start, self.tokens.end - 1);
        let core = tokens.span(self.core, self.tokens.end - 1);
        let value = Value::Name(ProperName {
            text: core.slice(tokens.text).to_owned(),
            role: self.role(tokens).map(str::to_owned),
            class: self.class,
        });
        Mention {
            part: Part::Body,
            span,
            core,
            sentence: self.sentence,
            value,
            counted: None,
            speaker,
            status: status::status(tokens, &sentence.tokens, self.tokens.start, self.tokens.end, false),
            as_of: None,
            found_by: Extractor::Name,
            weak: segments.blocks[sentence.block].kind == BlockKind::Caption,
            restates: None,
        }
    }
}

/// Names as mentions; they come in the order of the text.
#[must_use]
pub(crate) fn mentions<'a>(
    names: impl IntoIterator<Item = &'a Name>,
    article: &Article,
    segments: &Segments,
) -> Vec<Mention> {
    let mut speakers = Speakers::default();
    let mention = |name: &Name| {
        let sentence = &segments.sentences[name.sentence];
        let tokens = Tokens { text: &article.text, tokens: &segments.tokens[..sentence.tokens.end] };
        let speaker = name.said_by.as_ref().map(|words| speakers.of(tokens, words));
        name.mention(tokens, segments, speaker)
    };
    names.into_iter().map(mention).collect()
}

/// Reads the names of one article, sentence by sentence.
#[derive(Default)]
pub(super) struct NameReader<'a> {
    names: Vec<Name>,
    /// How many of them have got their speakers.
    attributed: usize,
    /// What names that were read are the names of, and the sentence that says it: whole names, and the surnames of people.
    classes: FxHashMap<&'a str, (NameClass, usize)>,
    /// The last words of names of two words and more of which nothing says what they name, and the sentence that has them first.
    surnames: FxHashMap<&'a str, usize>,
}

impl<'a> NameReader<'a> {
    /// Reads the names of a text with so many sentences.
    pub(super) fn of(sentences: usize) -> Self {
        Self { names: Vec::with_capacity(sentences), ..Self::default() }
    }

    /// Reads the names of a sentence, if it is one of a paragraph or caption.
    pub(super) fn read(&mut self, tokens: Tokens<'a>, index: usize, sentence: &Sentence, kind: BlockKind) {
        if !matches!(kind, BlockKind::Paragraph | BlockKind::Caption) {
            return;
        }
        let words = Words { tokens, bounds: sentence.tokens.clone() };
        let mut at = sentence.tokens.start;
        loop {
            at = tokens.next_of(Class::CAPITAL.with(Class::PARTICLE), at..sentence.tokens.end);
            if at == sentence.tokens.end {
                return;
            }
            let end = if words.opens(at) { words.run_end(at) } else { at };
            if end == at {
                at += 1;
                continue;
            }
            if let Some((range, core)) = words.name(at..end) {
                let class = self.class(words.class(&range, core), tokens, core..range.end, index);
                let age = words.age(&range);
                self.names.push(Name { sentence: index, tokens: range, core, class, age, said_by: None });
            }
            at = end;
        }
    }

    /// Tells who says the names of a sentence, in which these attributions stand. The sentences come in order.
    pub(super) fn attribute(&mut self, index: usize, sentence: &Sentence, attributions: &[Attribution]) {
        let names = &mut self.names[self.attributed..];
        let count = names.iter().take_while(|name| name.sentence == index).count();
        self.attributed += count;
        if count > 0 && !attributions.is_empty() {
            let named = attribution::named_inside(attributions, sentence.tokens.start);
            for name in &mut names[..count] {
                name.said_by = attribution::nearest(&named, name.core).map(|attribution| attribution.named_by.clone());
            }
        }
    }

    /// Whether a word is the last of a name that stands before a sentence and that is, or may be, a person's.
    pub(super) fn is_surname(&self, word: &str, sentence: usize) -> bool {
        let is_before = |first: usize| first < sentence;
        self.surnames.get(word).is_some_and(|&first| is_before(first))
            || self.classes.get(word).is_some_and(|&(class, first)| class == NameClass::Person && is_before(first))
    }

    pub(super) fn into_names(self) -> Vec<Name> {
        self.names
    }

    /// What the words say, else what an earlier mention said.
    fn class(&mut self, said: NameClass, tokens: Tokens<'a>, core: Range<usize>, sentence: usize) -> NameClass {
        let whole = tokens.span(core.start, core.end - 1).slice(tokens.text);
        let last = tokens.raw(core.end - 1);
        if said == NameClass::Unknown {
            let ends_name = !tokens.is(core.end - 1, Class::INSTITUTION.with(Class::ORGANISATION).with(Class::PLACE));
            if core.len() > 1 && ends_name && !is_plural(tokens, core.end - 1) {
                self.surnames.entry(last).or_insert(sentence);
            }
            return self.classes.get(whole).map(|&(class, _)| class).unwrap_or_default();
        }
        self.classes.entry(whole).or_insert((said, sentence));
        if said == NameClass::Person {
            self.classes.entry(last).or_insert((said, sentence));
        }
        said
    }
}

/// Words that open sentences, beside those that the lexicon knows.
const OPENERS: &[&str] = &[
    "Meanwhile",
    "However",
    "Moreover",
    "Furthermore",
    "Additionally",
    "Elsewhere",
    "Speaking",
    "Asked",
    "Nevertheless",
    "Nonetheless",
    "Yes",
    "Well",
    "Sadly",
    "Unfortunately",
    "Citing",
    "Besides",
    "Eventually",
    "Indeed",
    "Thus",
    "Hence",
];

/// First words of the names of places.
const PLACES_FIRST: &[&str] = &["Mount", "Lake", "Fort", "Port", "Cape", "Camp", "Gulf"];

/// Endings of the adjectives of nations. Not a bare "-an": Iran and Sudan are no adjectives.
const NATIONAL_ENDINGS: &[&str] =
    &["ian", "ean", "ican", "ccan", "ghan", "ish", "ese", "qi", "eli", "ani", "eni", "aiti", "tti", "-backed", "-led"];

/// A greater number beside a name is no age.
const LONGEST_LIFE: u8 = 120;

/// The words of a sentence.
struct Words<'a> {
    tokens: Tokens<'a>,
    bounds: Range<usize>,
}

impl Words<'_> {
    fn raw(&self, at: usize) -> &str {
        if self.bounds.contains(&at) { self.tokens.raw(at) } else { "" }
    }

    /// Whether a token can open a run: most cannot, and are passed over at once.
    fn opens(&self, at: usize) -> bool {
        let before_name = || self.tokens.capitalised(at + 1) || self.tokens.hyphen(at + 1);
        self.tokens.kind(at) == Some(TokenKind::Word)
            && (self.tokens.capitalised(at) || before_name() && self.is_particle(at))
    }

    fn is_particle(&self, at: usize) -> bool {
        self.bounds.contains(&at) && self.tokens.is(at, Class::PARTICLE) && !self.tokens.ends_with_period(at)
    }

    /// The token after the run of capitalised words that begins at `start`; `start` itself if none does.
    fn run_end(&self, start: usize) -> usize {
        if !self.may_open(start) {
            return start;
        }
        let mut end = start;
        loop {
            if let Some(after) = self.word_end(end) {
                end = after;
            } else if end > start && self.joins_of(end) {
                end += 1;
            } else {
                return end;
            }
        }
    }

    /// Whether a run may begin here: at the start of a sentence capitals say little.
    fn may_open(&self, at: usize) -> bool {
        let first = at == self.bounds.start;
        let known = self.tokens.tokens[at].is_known();
        !(first && (known && !self.tokens.is(at, Class::TITLE) || OPENERS.contains(&self.tokens.raw(at))))
    }

    fn is_of(&self, at: usize) -> bool {
        self.tokens.is(at, Class::PREPOSITION) && self.raw(at) == "of"
    }

    /// "Ministry of Water", "University of Sarmoun".
    fn joins_of(&self, at: usize) -> bool {
        self.is_of(at) && self.tokens.is(at - 1, Class::INSTITUTION) && self.is_part(at + 1)
    }

    /// The token after the word that begins at `at`, with its particle, its hyphens and its apostrophe.
    fn word_end(&self, at: usize) -> Option<usize> {
        if !self.tokens.is(at, Class::PARTICLE) && !self.tokens.touches(at + 1) {
            return self.is_part(at).then_some(at + 1);
        }
        let mut head = at;
        if self.is_particle(at) {
            head += if self.is_hyphen(at + 1) { 2 } else { 1 };
        }
        if !self.is_part(head) {
            return self.is_part(at).then_some(at + 1);
        }
        let mut end = head + 1;
        while self.is_hyphen(end) && self.tokens.kind(end + 1) == Some(TokenKind::Word) && end + 1 < self.bounds.end {
            end += 2;
        }
        // "Shia’ al-Sudani": an apostrophe inside a name, not the end of a quotation.
        let apostrophe = matches!(self.raw(end), "'" | "’" | "ʼ") && self.tokens.touches(end);
        if apostrophe && (self.is_part(end + 1) || self.is_particle(end + 1) && !self.tokens.capitalised(end + 1)) {
            end += 1;
        }
        Some(end)
    }

    /// A hyphen that joins the words on both its sides.
    fn is_hyphen(&self, at: usize) -> bool {
        self.bounds.contains(&at) && self.tokens.hyphen(at) && self.tokens.touches(at) && self.tokens.touches(at + 1)
    }

    /// A capitalised word that can stand in a name.
    fn is_part(&self, at: usize) -> bool {
        let never = Class::FUNCTION.with(Class::WEEKDAY).with(Class::MONTH).with(Class::ADVERB).with(Class::CARDINAL);
        self.bounds.contains(&at)
            && self.tokens.kind(at) == Some(TokenKind::Word)
            && self.tokens.capitalised(at)
            && !self.tokens.is(at, never)
    }

    fn is_unknown(&self, at: usize) -> bool {
        self.tokens.kind(at) == Some(TokenKind::Word) && !self.tokens.tokens[at].is_known()
    }

    fn is_title(&self, at: usize) -> bool {
        self.tokens.kind(at) == Some(TokenKind::Word)
            && (self.tokens.is(at, Class::TITLE)
                || self.tokens.is(at, Class::ROLE)
                    && (self.is_name_word(at, Class::ROLE) || self.tokens.raw(at) == "CEO"))
    }

    /// The tokens of a name in a run, and its first token after titles and roles.
    fn name(&self, run: Range<usize>) -> Option<(Range<usize>, usize)> {
        let mut run = self.without_designations(run);
        while run.end > run.start + 1 && self.is_trailing(run.end - 1) {
            run.end -= 1;
        }
        while run.end > run.start && self.is_title(run.end - 1) {
            run.end -= 1;
        }
        let last = run.end.checked_sub(1).filter(|last| run.contains(last))?;
        let whole = self.is_name_word(last, Class::ORGANISATION.with(Class::PLACE)) || self.is_institution(last);
        let title = run.clone().rev().find(|&at| self.is_title(at)).filter(|_| !whole);
        let core = title.map_or(run.start, |title| title + 1);
        let spelled = (core..run.end).any(|at| self.is_unknown(at) && is_spelled(self.tokens.raw(at)));
        let named = spelled || run.len() > 1 && self.is_institution(last);
        let alone_at_start = run.len() == 1 && run.start == self.bounds.start;
        if !named || alone_at_start || self.is_shouted_run(&run) {
            return None;
        }
        let is_number = |at: usize| self.tokens.kind(at) == Some(TokenKind::Number);
        let counted = run.end < self.bounds.end && is_number(run.end)
            || run.start > self.bounds.start && is_number(run.start - 1);
        let era = counted && run.len() == 1 && matches!(self.tokens.raw(last), "BC" | "B.C." | "BCE" | "AD" | "A.D.");
        let zone = run.len() == 1 && Zone::named(self.tokens.raw(last)).is_some();
        (!era && !zone && !self.is_attribute(&run)).then_some((run, core))
    }

    /// Without the letters of "Flight MH17", "Su-27" and "777-300ER" at the ends of a run: with their digits they name a thing.
    fn without_designations(&self, run: Range<usize>) -> Range<usize> {
        let is_number = |at: usize| self.bounds.contains(&at) && self.tokens.kind(at) == Some(TokenKind::Number);
        let touching = |at: usize| is_number(at) && self.tokens.touches(at);
        // "Ann Quill2020 hopefuls": a lost space, not a designation.
        let letters = self.tokens.raw(run.end - 1);
        let word = letters.len() > 3 && !letters.bytes().skip(1).any(|letter| letter.is_ascii_uppercase());
        let follows = touching(run.end) && !word || self.is_hyphen(run.end) && touching(run.end + 1);
        let mut end = if follows { run.end - 1 } else { run.end };
        if follows && end > run.start && self.tokens.is(end - 1, Class::LABEL) {
            end -= 1;
        }
        let glued = run.start > self.bounds.start && is_number(run.start - 1) && self.tokens.touches(run.start);
        let start = if glued { run.start + 1 } else { run.start };
        let start = (start..end).find(|&at| self.tokens.kind(at) == Some(TokenKind::Word)).unwrap_or(end.max(start));
        start..end.max(start)
    }

    /// Words in capitals, or one beside another.
    fn is_shouted_run(&self, run: &Range<usize>) -> bool {
        run.clone().all(|at| !has_small_letter(self.tokens.raw(at)))
            && (run.len() > 1
                || run.start.checked_sub(1).is_some_and(|at| self.is_shouted(at))
                || self.is_shouted(run.end))
    }

    /// A word in capitals: beside another, capitals say nothing.
    fn is_shouted(&self, at: usize) -> bool {
        let word = self.raw(at);
        is_spelled(word) && !has_small_letter(word) && self.tokens.kind(at) == Some(TokenKind::Word)
    }

    /// A hyphen, an apostrophe, or "of" at the end of a run is no part of a name.
    fn is_trailing(&self, at: usize) -> bool {
        self.tokens.kind(at) != Some(TokenKind::Word) || self.is_of(at)
    }

    /// A word of a class as names spell it: a capital, then small letters; an abbreviation with its period.
    fn is_name_word(&self, at: usize, class: Class) -> bool {
        self.tokens.is(at, class)
            && self.tokens.capitalised(at)
            && !self.tokens.raw(at).bytes().skip(1).any(|letter| letter.is_ascii_uppercase())
            && self.tokens.ends_with_period(at) == self.tokens.is(at, Class::ABBREVIATION)
    }

    fn is_institution(&self, at: usize) -> bool {
        self.tokens.is(at, Class::INSTITUTION) && !self.tokens.is(at, Class::TITLE)
    }

    /// "Iraqi forces", "a German doctor": a nationality before a noun names nobody.
    fn is_attribute(&self, run: &Range<usize>) -> bool {
        let next = run.end;
        let noun = self.tokens.kind(next) == Some(TokenKind::Word)
            && self.bounds.contains(&next)
            && !self.tokens.is(next, Class::FUNCTION.with(Class::REPORTING).with(Class::ADVERB));
        let word = self.raw(run.start);
        run.len() == 1 && noun && NATIONAL_ENDINGS.iter().any(|end| word.ends_with(end))
    }

    fn class(&self, tokens: &Range<usize>, core: usize) -> NameClass {
        let last = tokens.end - 1;
        let word = self.raw(last);
        if core > tokens.start {
            return NameClass::Person;
        }
        let acronym = tokens.len() == 1 && word.len() > 2 && word.chars().all(|letter| letter.is_uppercase());
        let of = tokens.clone().any(|at| self.is_of(at));
        if acronym || of || self.is_institution(last) || self.is_name_word(last, Class::ORGANISATION) {
            return NameClass::Organisation;
        }
        if self.is_name_word(last, Class::PLACE) || PLACES_FIRST.contains(&self.raw(tokens.start)) {
            return NameClass::Place;
        }
        if self.is_person(tokens) {
            return NameClass::Person;
        }
        let before = tokens.start.checked_sub(1).filter(|at| self.bounds.contains(at));
        let possessed = matches!(self.raw(tokens.end), "'s" | "’s");
        match before.map(|at| self.tokens.word(at)) {
            Some("in" | "near" | "outside" | "inside" | "across") if !possessed => NameClass::Place,
            _ => NameClass::Unknown,
        }
    }

    /// Two or three words, and then something that only people do: an age, a relative clause, speech.
    fn is_person(&self, tokens: &Range<usize>) -> bool {
        let plain = tokens.clone().all(|at| self.is_unknown(at) || self.tokens.kind(at) == Some(TokenKind::Sign));
        if !plain || !(2..=5).contains(&tokens.len()) {
            return false;
        }
        let comma = self.raw(tokens.end) == ",";
        let next = tokens.end + usize::from(comma);
        self.age(tokens).is_some()
            || is_word!(self.tokens.id(next), "who" | "whose")
            || !comma && self.tokens.is(next, Class::REPORTING)
    }

    /// The age beside a name: ", 34," or "(34)" after it, "34-year-old" before it.
    fn age(&self, name: &Range<usize>) -> Option<u8> {
        let after = name.end + 1;
        let is_number = |at: usize| self.tokens.kind(at) == Some(TokenKind::Number);
        let closed = if self.tokens.is(name.end, Class::COMMA) {
            matches!(self.raw(after + 1), "," | "of" | "." | ";")
        } else {
            self.tokens.sign(name.end, "(") && self.raw(after + 1) == ")"
        };
        let before = name.start.checked_sub(5).filter(|&at| self.bounds.contains(&at) && is_number(at));
        let year_old = |at: &usize| self.raw(at + 2) == "year" && self.raw(at + 4) == "old";
        let at = if closed { Some(after).filter(|&at| is_number(at)) } else { before.filter(year_old) }?;
        self.raw(at).parse().ok().filter(|years| (1..=LONGEST_LIFE).contains(years))
    }
}

/// Whether a word is more than an initial or a lone capital.
fn is_spelled(word: &str) -> bool {
    word.chars().filter(|character| character.is_alphabetic()).nth(1).is_some()
}

/// The words of a range of tokens that spell a name: each with its particle, hyphens and apostrophe; initials and acronyms
/// left out. Words that the lexicon knows part the range: they are given as `None`.
pub(crate) fn spelled_words(tokens: Tokens<'_>, range: Range<usize>) -> Vec<Option<Span>> {
    let words = Words { tokens, bounds: range.clone() };
    let mut spelled = Vec::with_capacity(range.len());
    let mut at = range.start;
    while at < range.end {
        let end = words.word_end(at).unwrap_or(at + 1).min(range.end);
        let parts = || (at..end).filter(|&at| tokens.capitalised(at));
        let initial = end == at + 1 && !is_spelled(tokens.raw(at));
        if !initial {
            let own = parts().all(|at| words.is_unknown(at)) && parts().any(|at| has_small_letter(tokens.raw(at)));
            spelled.push(own.then(|| tokens.span(at, end - 1)));
        }
        at = end;
    }
    spelled
}

fn has_small_letter(word: &str) -> bool {
    word.chars().any(char::is_lowercase)
}
