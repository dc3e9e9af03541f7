//! What became of how many people: "killed 23 people", "147 wounded", "the deaths of 12".
//!
//! Not attempted: "killed 12 soldiers and three civilians" (the second figure has no word of its own).

use super::super::population;
use super::{Key, Question, Words};
use crate::article::{Article, Part};
use crate::claim::Slots;
use crate::extract::{Mention, Reading};
use crate::rule::OUTCOME;
use crate::segment::is_word;
use crate::segment::lexicon::Class;
use crate::segment::token::fold;

/// What becomes of people in the news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::compare) enum Fate {
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
    /// The word that stands in the slot.
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
    pub(in crate::compare) fn only_rises(self) -> bool {
        !matches!(self, Self::Missing | Self::Trapped | Self::Hospitalised | Self::Homeless | Self::Arrested)
    }
}

/// How a word goes with those who are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// "killed 40 people", and "40 people were killed".
    Done,
    /// "40 people died", "40 dead": never with an object.
    Been,
    /// "40 deaths", "the deaths of 40".
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
    // Whom `population` sets apart from the other injured.
    (Fate::Injured, Voice::Been, &["critically", "seriously", "severely", "gravely"]),
    (Fate::Injured, Voice::Noun, &["injuries"]),
    (Fate::Hospitalised, Voice::Been, &["hospitalized", "hospitalised"]),
    (Fate::Missing, Voice::Been, &["missing", "unaccounted"]),
    (Fate::Arrested, Voice::Done, &["arrested", "arrests", "arresting", "detained", "detaining"]),
    (Fate::Homeless, Voice::Been, &["homeless"]),
    (Fate::Evacuated, Voice::Done, &["evacuated", "evacuating", "evacuates"]),
    (Fate::Rescued, Voice::Done, &["rescued", "rescuing", "rescues"]),
    (Fate::Trapped, Voice::Done, &["trapped", "trapping", "traps"]),
];

/// What became of those whom a figure counts, as a question.
pub(super) fn of(words: &Words, article: &Article, reading: &Reading, mention: &Mention) -> Option<Question> {
    let fate = fate(words, mention)?;
    let mut slots = Slots::from([(OUTCOME.to_owned(), vec![fate.as_str().to_owned()])]);
    slots.extend(population::slot(article, reading, mention, true));
    Some(Question { key: Key::Fate(fate), slots })
}

fn fate(words: &Words, mention: &Mention) -> Option<Fate> {
    let noun = mention.counted.filter(|counted| !counted.elided);
    let noun = noun.map(|counted| fold(counted.head.slice(words.tokens.text)));
    let noun = noun.as_deref();
    if let Some((fate, _)) = noun.and_then(look_up) {
        return Some(fate);
    }
    let of_people = noun.is_none_or(is_for_people) || mention.part == Part::Body && counts_a_people(words, mention);
    if !of_people {
        return None;
    }
    if words.loses_lives() || noun == Some("lives") && words.claims_lives() {
        return Some(Fate::Killed);
    }
    words.become_of().or_else(|| words.brought_upon())
}

/// Whether a noun is for people.
pub(super) fn is_for_people(noun: &str) -> bool {
    population::is_anybody(noun) || population::is_of_a_group(noun)
}

/// "40 Palestinians", "eight Americans": a people's name in the plural.
fn counts_a_people(words: &Words, mention: &Mention) -> bool {
    let Some(counted) = mention.counted else { return false };
    let head = counted.head.slice(words.tokens.text);
    head.ends_with('s') && head.starts_with(char::is_uppercase)
}

fn look_up(word: &str) -> Option<(Fate, Voice)> {
    let known = FATES.iter().find(|(_, _, forms)| forms.contains(&word));
    known.map(|&(fate, voice, _)| (fate, voice))
}

impl Words<'_> {
    fn fate_at(&self, at: usize) -> Option<(Fate, Voice)> {
        if self.is_word(at) { look_up(&self.folded(at)) } else { None }
    }

    /// "40 people were killed", "23 people dead".
    fn become_of(&self) -> Option<Fate> {
        let at = self.said_of()?;
        let (fate, voice) = self.fate_at(at)?;
        // "the 16 people hurt or killed" are neither the hurt nor the killed.
        if self.is_joint(at + 1) && self.fate_at(at + 2).is_some() {
            return None;
        }
        (voice != Voice::Done || self.is_passive(at) || !self.has_object(at)).then_some(fate)
    }

    /// "killed 40 people", "injuring another 80", "the deaths of 12".
    fn brought_upon(&self) -> Option<Fate> {
        let (at, of) = self.done_to()?;
        let (fate, voice) = self.fate_at(at)?;
        if at > self.sentence.start + 1 && self.is_joint(at - 1) && self.fate_at(at - 2).is_some() {
            return None;
        }
        let said = match voice {
            Voice::Done => !self.is_passive(at),
            Voice::Noun => of,
            Voice::Been => false,
        };
        said.then_some(fate)
    }

    /// "five soldiers lost their lives"
    fn loses_lives(&self) -> bool {
        let lost = |at: &usize| is_word!(self.tokens.id(*at), "lost" | "lose" | "losing");
        let lives = |at: usize| matches!(self.folded(at).as_str(), "life" | "lives");
        let verb = self.said_of().filter(lost);
        verb.is_some_and(|at| self.is_word(at + 2) && self.tokens.is(at + 1, Class::DETERMINER) && lives(at + 2))
    }

    /// "claimed more than 660 lives", "12 lives were lost"
    fn claims_lives(&self) -> bool {
        let ends = |at: usize| {
            matches!(
                self.folded(at).as_str(),
                "claimed" | "claiming" | "claims" | "claim" | "cost" | "costing" | "took" | "taken" | "taking" | "lost"
            )
        };
        self.done_to().is_some_and(|(at, _)| ends(at)) || self.said_of().is_some_and(ends)
    }

    fn is_joint(&self, at: usize) -> bool {
        is_word!(self.tokens.id(at), "or" | "and")
    }
}
