//! Which question a figure answers, where the words right around it say: "killed 23 people", "six bridges collapsed", "90 km
//! north of Halmar", "a magnitude of 6.1".
//!
//! No rule took these figures, but some words ask one question in every story: what became of how many people (`fate`),
//! how many of a thing did something or were of some sort (`thing`), how far it is from a named place, how strong a quake
//! was (`measure`), how old somebody is (`age`), what a sum of money is (`money`). Such figures are compared as they would
//! be under a rule for that question, with the slots that the rule would fill; one of them is which past event a figure is
//! of (`event`).
//!
//! Only words that stand next to the figure count. Whatever else is said in the sentence is left to the likeness of
//! contexts.

mod age;
mod fate;
mod measure;
mod money;
mod thing;

pub(super) use fate::Fate;
pub(super) use measure::settle_places;

use super::event::Reported;
use crate::article::Article;
use crate::claim::{Claim, Slots};
use crate::extract::{Mention, Reading};
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::Kind;
use rust_stemmers::Stemmer;
use std::ops::Range;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// What became of how many people.
    Fate(Fate),
    /// How many did this, or had it done to them: the noun, the verb, and whether it is what they did.
    Deed { noun: String, verb: String, active: bool },
    /// How many of this sort there are: the noun, and the words before it.
    Sort { noun: String, words: String },
    /// How strong a quake was.
    Magnitude,
    /// How far it is from a place.
    DistanceFrom(String),
    /// How much money this was: the noun.
    SumOf(String),
    /// How old the person with this last name is.
    AgeOf(String),
}

impl Key {
    /// What became of people.
    pub(super) fn fate(&self) -> Option<Fate> {
        match self {
            Self::Fate(fate) => Some(*fate),
            _ => None,
        }
    }

    /// What the figures are, where the noun beside them does not tell: "people killed", "magnitude".
    pub(super) fn what(&self) -> Option<String> {
        match self {
            Self::Fate(fate) => Some(format!("people {}", fate.as_str())),
            Self::Magnitude => Some("magnitude".to_owned()),
            Self::DistanceFrom(_) => Some("distance".to_owned()),
            Self::AgeOf(_) => Some("age".to_owned()),
            Self::Deed { .. } | Self::Sort { .. } | Self::SumOf(_) => None,
        }
    }

    /// Whether a noun with its verb, or with the words before it, is all that is asked by.
    pub(super) fn is_of_things(&self) -> bool {
        matches!(self, Self::Deed { .. } | Self::Sort { .. })
    }
}

/// A question, and the slots that a rule for it would fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// What is asked.
    pub key: Key,
    /// Of what it is asked: outcome, population, event.
    pub slots: Slots,
}

/// How many questions a figure may answer.
pub(super) const QUESTIONS: usize = 2;

/// The questions that a claim answers, the most telling first; none for most.
pub(super) fn of(
    claim: &Claim,
    article: &Article,
    reading: &Reading,
    reported: &Reported,
    stemmer: &Stemmer,
) -> [Option<Question>; QUESTIONS] {
    let mention = &claim.mention;
    let words = Words::around(article, reading, mention);
    let mut questions = match mention.value.kind() {
        Kind::Count => match fate::of(&words, article, reading, mention) {
            Some(question) => [Some(question), None],
            None => thing::of(&words, article, reading, mention, stemmer),
        },
        Kind::Measure => [measure::of(&words, mention), None],
        Kind::Age => [age::of(&words), None],
        Kind::Money => [money::of(&words, stemmer), None],
        _ => [None, None],
    };
    if questions.iter().any(Option::is_some) {
        let event = reported.slot(article, reading, mention);
        questions.iter_mut().flatten().for_each(|question| question.slots.extend(event.clone()));
    }
    questions
}

/// The sentence of a figure.
struct Words<'a> {
    tokens: Tokens<'a>,
    sentence: Range<usize>,
    /// The tokens of the figure, with its hedge and noun.
    figure: Range<usize>,
}

impl<'a> Words<'a> {
    fn around(article: &'a Article, reading: &'a Reading, mention: &Mention) -> Self {
        let segments = reading.segments(mention.part);
        let tokens = Tokens { text: article.part(mention.part), tokens: &segments.tokens };
        let sentence = segments.sentences[mention.sentence].tokens.clone();
        let own = &tokens.tokens[sentence.clone()];
        let first = sentence.start + own.partition_point(|token| token.span.end() <= mention.span.start());
        let last = sentence.start + own.partition_point(|token| token.span.start() < mention.span.end());
        Self { tokens, figure: first..last.max(first), sentence }
    }

    fn is_word(&self, at: usize) -> bool {
        self.sentence.contains(&at) && self.tokens.kind(at) == Some(TokenKind::Word)
    }

    /// The first token after the figure that is more than an auxiliary, an adverb or "who". (P): within [`REACH`].
    fn said_of(&self) -> Option<usize> {
        let light = Class::AUXILIARY.with(Class::ADVERB).with(Class::REPORTING);
        let passed = |at: &usize| {
            let of_them = is_word!(self.tokens.id(*at), "of") && self.is_pronoun(at + 1)
                || self.is_pronoun(*at) && is_word!(self.tokens.id(at - 1), "of");
            let word = self.tokens.word(*at);
            self.tokens.is(*at, light) && word != "not" || matches!(word, "who" | "that" | "others" | "more") || of_them
        };
        (self.figure.end..self.sentence.end).take(REACH).find(|at| !passed(at)).filter(|&at| self.is_word(at))
    }

    /// The last token before the figure that is more than an article or "another", and whether an "of" stands between.
    fn done_to(&self) -> Option<(usize, bool)> {
        let passed = |at: &usize| {
            let word = self.tokens.word(*at);
            self.tokens.is(*at, Class::DETERMINER)
                || matches!(word, "another" | "other" | "further" | "additional" | "total" | "of" | "estimated")
        };
        let before = self.sentence.start..self.figure.start;
        let at = before.rev().take(REACH).find(|at| !passed(at)).filter(|&at| self.is_word(at))?;
        let of = (at..self.figure.start).any(|at| is_word!(self.tokens.id(at), "of"));
        Some((at, of))
    }

    fn is_pronoun(&self, at: usize) -> bool {
        is_word!(self.tokens.id(at), "them" | "whom" | "those" | "which")
    }

    /// "were killed", "has been killed"; not "has killed".
    fn is_passive(&self, verb: usize) -> bool {
        let before = (self.sentence.start..verb).rev().find(|&at| !self.tokens.is(at, Class::ADVERB));
        let passive = |at: usize| {
            self.tokens.is(at, Class::AUXILIARY) && !is_word!(self.tokens.id(at), "has" | "have" | "had" | "having")
        };
        before.is_some_and(passive)
    }

    /// Whether a verb goes on with those to whom it is done: "two men killed 12 people".
    fn has_object(&self, verb: usize) -> bool {
        let next = verb + 1;
        let object = Class::DETERMINER.with(Class::CARDINAL).with(Class::VAGUE).with(Class::PRONOUN);
        let hedged = is_word!(self.tokens.id(next), "at" | "about" | "more" | "nearly" | "up" | "some" | "almost")
            && self.tokens.kind(next + 1) != Some(TokenKind::Sign)
            && !self.tokens.is(next + 1, Class::DETERMINER);
        self.sentence.contains(&next)
            && (self.tokens.is(next, object) || self.tokens.kind(next) == Some(TokenKind::Number) || hedged)
    }

    fn stem(&self, at: usize, stemmer: &Stemmer) -> String {
        stemmer.stem(&self.folded(at)).into_owned()
    }

    /// A token in lower case.
    fn folded(&self, at: usize) -> String {
        fold(self.tokens.raw(at)).into_owned()
    }
}

/// How many words may stand between a figure and what is said of it: "people who have since been confirmed dead". (P)
const REACH: usize = 5;
