//! Whom a verb is about: who acts, who suffers, who is only told beside them.
//!
//! "Three gunmen killed 12 people" counts 12 killed, "12 people killed by three gunmen" too, and "one of the 12 dead" nobody
//! more. Nothing is parsed: objects are told by what follows a verb, agents by the preposition before them.

use super::{Number, Scene};
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, is_word};
use crate::value::Kind;
use std::ops::Range;

/// What some are picked out of: "three of the injured".
const STATES: &[&str] = &["dead", "killed", "injured", "wounded", "hurt", "victims"];

impl Scene<'_> {
    /// Whether a number only picks out some of a known group: "three of the soldiers killed in the strike" counts no dead.
    ///
    /// "Three of the soldiers were killed" does count.
    pub(super) fn picks_out(&self, number: &Number<'_>) -> bool {
        let after = number.core.end;
        // "all but three of them": those that are left out.
        let before = |back: usize| number.tokens.start.checked_sub(back).map_or("", |at| self.tokens.word(at));
        if before(1) == "but" && before(2) == "all" {
            return true;
        }
        // "One of 59 Palestinians killed on Monday", "nine of the 12 dead": a part of them, unless it is told what became of it.
        let is_number = |at: usize| self.tokens.is(at, Class::NUMBER.with(Class::CARDINAL));
        let inner = [after + 1, after + 2].into_iter().find(|&at| is_number(at));
        if is_word!(self.tokens.id(after), "of") && inner.is_some_and(|inner| inner < number.tokens.end) {
            let told = number.tokens.end;
            let head = number.own_head().is_some_and(|head| STATES.contains(&self.tokens.raw(head)));
            return head || self.range.contains(&told) && self.is_verb(told);
        }
        if !is_word!(self.tokens.id(after), "of") || !self.tokens.is(after + 1, Class::DETERMINER) {
            return false;
        }
        let is_one = number.core.len() == 1 && self.tokens.raw(number.core.start).eq_ignore_ascii_case("one");
        // "Three of the injured are in danger", "40 of those killed were fighters"
        let of_state = STATES.contains(&self.tokens.raw(after + 2));
        is_one || of_state || number.tokens.end < self.range.end && self.is_verb(number.tokens.end)
    }

    /// Whether what a word before a number tells may have befallen those who are counted.
    pub(in crate::rule) fn may_befall(&self, number: &Number<'_>, word: &Range<usize>) -> bool {
        !self.is_attributive(word) && !self.is_governed_otherwise(number, word.end)
    }

    /// "12 officers injured in the clashes": whether a participle stands right behind a number.
    pub(in crate::rule) fn has_participle(&self, number: &Number<'_>) -> bool {
        let next = number.tokens.end;
        self.range.contains(&next) && self.is_verb(next) && !self.tokens.raw(next).ends_with("ing")
    }

    /// "a wounded man", "the hospitalized woman": whether a verb form is said of the noun behind it.
    fn is_attributive(&self, word: &Range<usize>) -> bool {
        let next = word.end;
        word.start > self.range.start
            && is_word!(self.tokens.id(word.start - 1), "a" | "an" | "the")
            && self.is_verb(next - 1)
            && self.range.contains(&next)
            && self.tokens.kind(next) == Some(TokenKind::Word)
            && !self.tokens.is(next, Class::FUNCTION.with(Class::ADVERB))
            && !self.is_verb(next)
    }

    /// Whether nothing but articles and adverbs stands between a word and a number.
    pub(in crate::rule) fn is_next_to(&self, word_end: usize, number: &Number<'_>) -> bool {
        (word_end.min(number.tokens.start)..number.tokens.start)
            .all(|at| self.tokens.is(at, Class::DETERMINER.with(Class::ADVERB)))
    }

    /// Whether a number with a noun is the object of something else than a word before it: of a preposition behind a verb
    /// ("charged with the abuse of 12 children", "arrested by two officers") or of another verb ("charges of killing 12 people").
    fn is_governed_otherwise(&self, number: &Number<'_>, word_end: usize) -> bool {
        if number.own_head().is_none_or(|head| head < number.core.end) || self.is_next_to(word_end, number) {
            return false;
        }
        let mut between = word_end.min(number.tokens.start)..number.tokens.start;
        let apart = |at: usize| self.tokens.is(at, Class::PREPOSITION) && !is_word!(self.tokens.id(at), "of");
        let listed = |at: usize| is_word!(self.tokens.small(at), "including") || self.tokens.is(at, Class::AUXILIARY);
        let of_preposition = self.is_verb(word_end - 1) && between.clone().any(apart);
        let of_verb = between.clone().rev().find(|&at| !self.tokens.is(at, Class::DETERMINER.with(Class::ADVERB)));
        // "The dead included 12 children", "detained or beat 12 people"
        let stands_for = |at: usize| {
            ["included", "includes", "include", "including", "numbered", "totaled", "totalled"]
                .contains(&self.tokens.raw(at))
                || at == word_end + 1 && self.is_coordinator(word_end)
        };
        let of_verb =
            of_verb.is_some_and(|at| self.is_verb(at) && !self.tokens.is(at, Class::REPORTING) && !stands_for(at));
        (of_preposition || of_verb) && !between.next_back().is_some_and(listed)
    }

    /// "Of the 52 people aboard, 12 died": whether a number at the head of its sentence or clause is the whole from which the next
    /// picks some.
    pub(in crate::rule) fn is_whole_of_others(&self, number: &Number<'_>) -> bool {
        let before = (self.range.start..number.tokens.start).rev();
        let of = before.clone().find(|&at| !self.tokens.is(at, Class::DETERMINER));
        let opens = |of: usize| of == self.range.start || self.is_break(of - 1);
        let is_of = |of: usize| self.tokens.raw(of).eq_ignore_ascii_case("of");
        of.is_some_and(|of| is_of(of) && opens(of))
            && self.numbers.iter().any(|other| other.core.start >= number.tokens.end && other.is_amount())
    }

    /// Whether a verb has an object behind it, so that whoever is counted before it did it and did not suffer it: "three gunmen
    /// killed 12 people", "two men burst in, killing guests".
    pub(in crate::rule) fn has_object(&self, verb: &Range<usize>) -> bool {
        let object = verb.end;
        let passive =
            (self.range.start..verb.start).rev().find(|&at| !self.tokens.is(at, Class::ADVERB)).is_some_and(|at| {
                is_word!(self.tokens.id(at), "be" | "is" | "are" | "was" | "were" | "been" | "being" | "get" | "got")
            });
        let is_word = self.range.contains(&object) && self.tokens.kind(object) != Some(TokenKind::Sign);
        if passive || !is_word || !self.is_verb(verb.end - 1) {
            return false;
        }
        if let Some(number) = self.numbers.iter().find(|number| number.tokens.contains(&object)) {
            // "12 killed 30 injured": a list without commas.
            let listed = number.own_head().map_or_else(|| self.is_verb(number.tokens.end), |head| self.is_verb(head));
            return number.mention.value.kind() == Kind::Count && !listed;
        }
        let time = Class::TIME_UNIT.with(Class::CALENDAR).with(Class::WEEKDAY).with(Class::MONTH);
        // Who kills himself is killed.
        let none =
            is_word!(self.tokens.small(object), "themselves" | "himself" | "herself" | "itself" | "there" | "here");
        if none || self.tokens.is(object, time) || self.tokens.is(object + 1, time) {
            return false;
        }
        let closed = Class::FUNCTION.with(Class::ADVERB).with(Class::VERB);
        let active_form = self.tokens.raw(verb.end - 1).ends_with("ing");
        self.tokens.is(object, Class::DETERMINER.with(Class::PRONOUN).with(Class::VAGUE).with(Class::CARDINAL))
            || active_form && !self.tokens.is(object, closed) && !self.is_verb(object)
    }

    /// Whether a word behind a number stands in a clause that begins right behind it: "wounded two people before he was shot".
    pub(in crate::rule) fn opens_clause(&self, number: &Number<'_>, word: &Range<usize>) -> bool {
        (number.tokens.end..word.start).any(|at| self.opens_other_clause(at))
    }
}
