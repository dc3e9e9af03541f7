//! How many of a thing did something, had it done to them, or were of some sort: "six bridges collapsed", "destroyed six
//! bridges", "three strong aftershocks".
//!
//! The noun alone asks nothing: a story speaks of many bridges. With a verb beside it, or with the same words before it,
//! it does. Verbs that say nothing of their own ("six bridges remained") ask nothing.

use super::super::population::{self, POPULATION};
use super::fate::is_for_people;
use super::{Key, QUESTIONS, Question, Words};
use crate::article::{Article, Part};
use crate::claim::Slots;
use crate::extract::{Counted, Mention, Reading};
use crate::segment::TokenKind;
use crate::segment::lexicon::Class;
use rust_stemmers::Stemmer;

/// Stems of verbs that say little of what was done.
const LIGHT: &[&str] = &[
    "accus", "ask", "base", "becom", "becam", "began", "begin", "begun", "believ", "bring", "brought", "call", "came",
    "come", "contain", "continu", "end", "expect", "face", "feel", "felt", "found", "gave", "get", "give", "given",
    "go", "got", "had", "has", "have", "held", "hold", "includ", "involv", "keep", "kept", "know", "known", "leav",
    "led", "left", "lie", "live", "look", "lost", "made", "make", "mean", "meant", "need", "number", "plan", "point",
    "receiv", "relat", "remain", "saw", "say", "see", "seen", "show", "shown", "start", "suspect", "tri", "turn",
    "use", "want", "went", "work", "year",
];

/// Stems of verbs that lend a noun their grammar: "took part", "taking shelter".
const SUPPORTING: &[&str] = &["take", "taken", "took"];

/// Stems of words before a noun that make no sort of it: "new jobs" are jobs.
const IDLE: &[&str] = &[
    "addit", "averag", "big", "current", "differ", "earlier", "entir", "extra", "few", "first", "good", "great",
    "huge", "larg", "last", "latest", "least", "local", "main", "major", "more", "new", "next", "old", "other", "past",
    "recent", "second", "separ", "similar", "singl", "small", "such", "third", "total", "various", "whole",
];

/// What a count of things, or of people with a verb, is asked for.
pub(super) fn of(
    words: &Words,
    article: &Article,
    reading: &Reading,
    mention: &Mention,
    stemmer: &Stemmer,
) -> [Option<Question>; QUESTIONS] {
    let Some(counted) = mention.counted.filter(|counted| !counted.elided && mention.part == Part::Body) else {
        return [None, None];
    };
    let head = words.index_of(counted);
    let people = is_for_people(&words.folded(head));
    let noun = if people { "people".to_owned() } else { words.stem(head, stemmer) };
    let sort = words.sort(counted, head, stemmer);
    let slots: Slots = if people {
        population::slot(article, reading, mention, true).into_iter().collect()
    } else if sort.is_empty() {
        Slots::new()
    } else {
        Slots::from([(POPULATION.to_owned(), vec![sort.clone()])])
    };
    let deed = words.deed(stemmer);
    let deed = deed.map(|(verb, active)| Question { key: Key::Deed { noun: noun.clone(), verb, active }, slots });
    let is_sort = !people && !sort.is_empty();
    let sort = is_sort.then(|| Question { key: Key::Sort { noun, words: sort }, slots: Slots::new() });
    [deed, sort]
}

impl Words<'_> {
    fn index_of(&self, counted: Counted) -> usize {
        self.tokens.tokens.partition_point(|token| token.span.start() < counted.head.start())
    }

    /// The words before the noun, in the order of the alphabet.
    fn sort(&self, counted: Counted, head: usize, stemmer: &Stemmer) -> String {
        let first = self.tokens.tokens.partition_point(|token| token.span.start() < counted.phrase.start());
        let idle = Class::FUNCTION.with(Class::ADVERB).with(Class::CARDINAL).with(Class::VAGUE);
        let told =
            (first..head).filter(|&at| self.tokens.kind(at) == Some(TokenKind::Word) && !self.tokens.is(at, idle));
        let mut words: Vec<String> = told.map(|at| self.stem(at, stemmer)).collect();
        words.retain(|word| !IDLE.contains(&word.as_str()));
        words.sort();
        words.dedup();
        words.join(" ")
    }

    /// The verb that goes with the figure, and whether the counted did it.
    fn deed(&self, stemmer: &Stemmer) -> Option<(String, bool)> {
        let after = || {
            let at = self.said_of().filter(|&at| self.is_verb(at))?;
            let going_on = self.tokens.raw(at).ends_with("ing");
            let active = going_on || !self.is_passive(at) && self.has_object(at);
            Some((self.telling(at, stemmer)?, active))
        };
        let before = || {
            let (at, of) = self.done_to().filter(|&(at, _)| self.is_verb(at))?;
            if of || self.is_passive(at) { None } else { Some((self.telling(at, stemmer)?, false)) }
        };
        after().or_else(before)
    }

    fn is_verb(&self, at: usize) -> bool {
        let raw = self.tokens.raw(at);
        let inflected = raw.len() > 4 && (raw.ends_with("ed") || raw.ends_with("ing"));
        (inflected || self.tokens.is(at, Class::VERB)) && !self.tokens.is(at, Class::REPORTING)
    }

    /// The stem of a verb that says something; of "took shelter" that of the noun, which says it.
    fn telling(&self, verb: usize, stemmer: &Stemmer) -> Option<String> {
        let stem = self.stem(verb, stemmer);
        if SUPPORTING.contains(&stem.as_str()) {
            let noun = verb + 1;
            let other = Class::FUNCTION.with(Class::ADVERB).with(Class::CALENDAR).with(Class::CARDINAL);
            let bare = self.is_word(noun) && !self.tokens.is(noun, other);
            return bare.then(|| self.stem(noun, stemmer));
        }
        Some(stem).filter(|stem| !LIGHT.contains(&stem.as_str()))
    }
}
