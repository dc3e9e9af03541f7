//! Which question a figure answers, where the words right around it say: "killed 23 people", "147 wounded".
//!
//! No rule took these figures, but some words ask one question in every story: what became of how many people. Such
//! figures are compared as they would be under a rule for that question, with the slots that the rule would fill: the
//! outcome, whom the figure counts (`population`), and which past event it is of (`event`).
//!
//! Only words that stand next to the figure count: the noun itself ("147 wounded"), what is said of it at once ("40
//! people were killed"), or the verb whose object it is ("injuring 80"). Whatever else is said in the sentence is
//! left to the likeness of contexts.
//!
//! Not attempted: "killed 12 soldiers and three civilians" (the second figure has no word of its own).

use super::event::Reported;
use super::population;
use crate::article::{Article, Part};
use crate::claim::{Claim, Slots};
use crate::extract::{Mention, Reading};
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::segment::{TokenKind, Tokens};
use crate::value::Kind;
use std::ops::Range;

/// The slot of what became of people, as rules call it.
pub(super) const OUTCOME: &str = "outcome";

/// What becomes of people in the news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Killed,
    Injured,
    Hospitalised,
    Missing,
    Arrested,
    Homeless,
    Evacuated,
    Rescued,
    Trapped,
}

impl Fate {
    /// The word that stands in the slot and in headings.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Hospitalised => "hospitalised",
            Self::Missing => "missing",
            Self::Arrested => "arrested",
            Self::Homeless => "homeless",
            Self::Evacuated => "evacuated",
            Self::Rescued => "rescued",
            Self::Trapped => "trapped",
        }
    }

    /// Whether a count of them only rises while news of the event comes in.
    pub(super) fn only_rises(self) -> bool {
        !matches!(self, Self::Missing | Self::Trapped | Self::Hospitalised | Self::Homeless)
    }
}

/// What a word does with the people who are counted beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// "killed 40 people", and "40 people were killed".
    Done,
    /// "40 people died", "40 dead": never with an object.
    Been,
    /// "40 deaths", "a toll of 40".
    Noun,
}

/// Forms of words by what becomes of the people.
const FATES: &[(Fate, Voice, &[&str])] = &[
    (Fate::Killed, Voice::Done, &["killed", "kills", "kill", "killing", "slain", "murdered", "massacred"]),
    (Fate::Killed, Voice::Been, &["dead", "died", "die", "dies", "dying", "perished"]),
    (Fate::Killed, Voice::Noun, &["deaths", "fatalities", "toll"]),
    (
        Fate::Injured,
        Voice::Done,
        &["injured", "injures", "injure", "injuring", "wounded", "wounds", "wounding", "hurt", "hurts", "hurting"],
    ),
    (Fate::Injured, Voice::Noun, &["injuries"]),
    (Fate::Hospitalised, Voice::Been, &["hospitalized", "hospitalised"]),
    (Fate::Missing, Voice::Been, &["missing", "unaccounted"]),
    (Fate::Arrested, Voice::Done, &["arrested", "arrests", "arresting", "detained", "detaining"]),
    (Fate::Homeless, Voice::Been, &["homeless"]),
    (Fate::Evacuated, Voice::Done, &["evacuated", "evacuating", "evacuates"]),
    (Fate::Rescued, Voice::Done, &["rescued", "rescuing", "rescues"]),
    (Fate::Trapped, Voice::Done, &["trapped", "trapping", "traps"]),
];

/// How many words may stand between a figure and what is said of it: "people who have since been confirmed dead". (P)
const REACH: usize = 5;

/// A question, and the slots that a rule for it would fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// What became of those who are counted.
    pub fate: Fate,
    /// Outcome, population, event.
    pub slots: Slots,
}

/// The question that a claim answers; `None` for most.
pub(super) fn of(claim: &Claim, article: &Article, reading: &Reading, reported: &Reported) -> Option<Question> {
    let mention = &claim.mention;
    if mention.value.kind() != Kind::Count {
        return None;
    }
    let fate = fate(article, reading, mention)?;
    let mut slots = Slots::from([(OUTCOME.to_owned(), vec![fate.as_str().to_owned()])]);
    slots.extend(population::slot(article, reading, mention, true));
    slots.extend(reported.slot(article, reading, mention));
    Some(Question { fate, slots })
}

fn fate(article: &Article, reading: &Reading, mention: &Mention) -> Option<Fate> {
    let segments = reading.segments(mention.part);
    let tokens = Tokens { text: article.part(mention.part), tokens: &segments.tokens };
    let words = Words { tokens, sentence: segments.sentences[mention.sentence].tokens.clone() };
    let inside = words.covering(mention);
    let noun = mention.counted.filter(|counted| !counted.elided).map(|counted| fold(counted.head.slice(tokens.text)));
    let noun = noun.as_deref();
    if let Some((fate, _)) = noun.and_then(look_up) {
        return Some(fate);
    }
    let of_people = noun.is_none_or(|noun| population::is_anybody(noun) || population::is_of_a_group(noun))
        || mention.part == Part::Body && words.counts_a_name(mention);
    if !of_people {
        return None;
    }
    words.said_of(inside.end).or_else(|| words.done_to(inside.start))
}

fn look_up(word: &str) -> Option<(Fate, Voice)> {
    let known = FATES.iter().find(|(_, _, forms)| forms.contains(&word));
    known.map(|&(fate, voice, _)| (fate, voice))
}

/// The tokens of one sentence.
struct Words<'a> {
    tokens: Tokens<'a>,
    sentence: Range<usize>,
}

impl Words<'_> {
    fn covering(&self, mention: &Mention) -> Range<usize> {
        let tokens = &self.tokens.tokens[self.sentence.clone()];
        let first = tokens.partition_point(|token| token.span.end() <= mention.span.start());
        let last = tokens.partition_point(|token| token.span.start() < mention.span.end());
        self.sentence.start + first..self.sentence.start + last.max(first)
    }

    fn look_up(&self, at: usize) -> Option<(Fate, Voice)> {
        let word = self.sentence.contains(&at) && self.tokens.kind(at) == Some(TokenKind::Word);
        if word { look_up(fold(self.tokens.raw(at)).as_ref()) } else { None }
    }

    /// "40 Palestinians", "eight Americans": a people's name in the plural.
    fn counts_a_name(&self, mention: &Mention) -> bool {
        let Some(counted) = mention.counted else { return false };
        let head = counted.head.slice(self.tokens.text);
        head.ends_with('s') && head.starts_with(char::is_uppercase)
    }

    /// "40 people were killed", "23 people dead": the first word of weight that follows.
    fn said_of(&self, end: usize) -> Option<Fate> {
        let light = Class::AUXILIARY.with(Class::ADVERB).with(Class::REPORTING);
        let passed = |at: &usize| {
            let word = self.tokens.word(*at);
            self.tokens.is(*at, light) && word != "not" || matches!(word, "who" | "that" | "others" | "more" | "been")
        };
        let at = (end..self.sentence.end).take(REACH).find(|at| !passed(at))?;
        let (fate, voice) = self.look_up(at)?;
        // "the 16 people hurt or killed" are neither the hurt nor the killed.
        if self.is_joint(at + 1) && self.look_up(at + 2).is_some() {
            return None;
        }
        let passive = self.tokens.is(at.saturating_sub(1), Class::AUXILIARY) && at > end;
        (voice != Voice::Done || passive || !self.has_object(at)).then_some(fate)
    }

    fn is_joint(&self, at: usize) -> bool {
        matches!(self.tokens.word(at), "or" | "and")
    }

    /// Whether a verb goes on with those to whom it is done: "two men killed 12 people".
    fn has_object(&self, verb: usize) -> bool {
        let next = verb + 1;
        let object = Class::DETERMINER.with(Class::CARDINAL).with(Class::VAGUE).with(Class::PRONOUN);
        self.sentence.contains(&next)
            && (self.tokens.is(next, object)
                || self.tokens.kind(next) == Some(TokenKind::Number)
                || matches!(self.tokens.word(next), "at" | "about" | "more" | "nearly" | "up" | "some" | "almost")
                    && self.tokens.kind(next + 1) != Some(TokenKind::Sign)
                    && !self.tokens.is(next + 1, Class::DETERMINER))
    }

    /// "killed 40 people", "injuring another 80", "the deaths of 12".
    fn done_to(&self, start: usize) -> Option<Fate> {
        let passed = |at: &usize| {
            let word = self.tokens.word(*at);
            self.tokens.is(*at, Class::DETERMINER)
                || matches!(word, "another" | "other" | "further" | "additional" | "total" | "of" | "estimated")
        };
        let at = (self.sentence.start..start).rev().take(REACH).find(|at| !passed(at))?;
        let (fate, voice) = self.look_up(at)?;
        if at > self.sentence.start + 1 && self.is_joint(at - 1) && self.look_up(at - 2).is_some() {
            return None;
        }
        let of = (at..start).any(|at| self.tokens.word(at) == "of");
        match voice {
            Voice::Done => {
                // "were killed: 12 men" says no more of the men than "killed 12 men" says; "those killed, 12" does.
                let passive = at > self.sentence.start && self.tokens.is(at - 1, Class::AUXILIARY);
                let active = !passive || matches!(self.tokens.word(at - 1), "has" | "have" | "had" | "having");
                active.then_some(fate)
            }
            Voice::Noun => of.then_some(fate),
            Voice::Been => None,
        }
    }
}
