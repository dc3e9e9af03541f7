//! Whom "he", "they" and quotations without a speaker of their own mean.
//!
//! No resolution of reference in general. A pronoun takes the last speaker of its number: "he" and "she" a person, "they"
//! and "it" an institution or several. "He" and "she" take the person who is the subject of a sentence since, too:
//! "Vance praised the crews. He said …". Where none agrees, nobody is named: a wrong speaker is worse than none.

use super::attribution::person;
use super::noun::is_plural;
use crate::segment::lexicon::Class;
use crate::segment::{Tokens, is_word};
use std::ops::Range;

/// The speakers of an article so far, as tokens.
#[derive(Debug, Default)]
pub(super) struct Referents {
    last: Option<Range<usize>>,
    person: Option<Range<usize>>,
    group: Option<Range<usize>>,
}

/// How many the words of a speaker name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Person,
    /// Several, or an institution.
    Group,
    /// The words do not tell: "Kessler", "the regulator".
    Open,
}

impl Referents {
    /// Who spoke last, and goes on in a quotation without a speaker of its own.
    pub(super) fn last(&self) -> Option<&Range<usize>> {
        self.last.as_ref()
    }

    /// Whom a pronoun means.
    pub(super) fn meant_by(&self, pronoun: &str) -> Option<Range<usize>> {
        match pronoun {
            "he" | "she" => self.person.clone(),
            "they" | "it" => self.group.clone(),
            _ => self.last.clone(),
        }
    }

    /// Somebody speaks.
    pub(super) fn spoke(&mut self, tokens: Tokens<'_>, words: &Range<usize>) {
        let number = number(tokens, words);
        if number != Number::Group {
            self.person = Some(words.clone());
        }
        if number != Number::Person {
            self.group = Some(words.clone());
        }
        self.last = Some(words.clone());
    }

    /// Somebody is the subject of a sentence: the person that it begins with, before a verb or an apposition. `is_surname`
    /// tells whether a word is the last of a name of the article that may be a person's.
    pub(super) fn act(&mut self, tokens: Tokens<'_>, bounds: &Range<usize>, is_surname: impl Fn(&str) -> bool) {
        let links = bounds.start < bounds.end && is_word!(tokens.id(bounds.start), "but" | "and" | "yet" | "so");
        let start = bounds.start + usize::from(links);
        let Some(end) = subject_end(tokens, start, bounds.end) else { return };
        let acts = Class::VERB.with(Class::AUXILIARY).with(Class::REPORTING).with(Class::PAST).with(Class::ADVERB);
        let role = is_word!(tokens.id(start), "the");
        let described = || tokens.sign(end, ",") && end > start + 1 && !role;
        if end == bounds.end || !(tokens.is(end, acts) || described()) {
            return;
        }
        // "The mayor" may be who is known by name already.
        let person = if role {
            self.person.is_none()
        } else {
            tokens.is(start, Class::TITLE) || is_surname(tokens.raw(end - 1))
        };
        if person {
            self.person = Some(start..end);
        }
    }
}

/// The end of "the president" or of a run of capitalised words.
fn subject_end(tokens: Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    if is_word!(tokens.id(start), "the") {
        let head = start + 1;
        return (head < end && is_one_person(tokens, head)).then_some(head + 1);
    }
    let named = |&at: &usize| tokens.capitalised(at) && !tokens.is(at, Class::FUNCTION);
    (start..end).take_while(named).last().map(|last| last + 1)
}

/// How many the words name, told by their head: the last word before "of", "for", "in".
fn number(tokens: Tokens<'_>, words: &Range<usize>) -> Number {
    if words.clone().any(|at| is_word!(tokens.id(at), "and")) {
        return Number::Group;
    }
    if person(tokens, words).is_some() {
        return Number::Person;
    }
    let linked = |&at: &usize| is_word!(tokens.id(at), "of" | "for" | "in" | "at" | "to" | "from" | "by");
    let end = words.clone().skip(1).find(linked).unwrap_or(words.end);
    let Some(head) = end.checked_sub(1).filter(|head| words.contains(head)) else { return Number::Open };
    if is_one_person(tokens, head) {
        return Number::Person;
    }
    let abbreviated = tokens.raw(head).chars().all(|letter| letter.is_uppercase() || letter == '.');
    // "The Times", "the Pentagon"
    let institution = tokens.is(head, Class::INSTITUTION)
        || abbreviated
        || tokens.capitalised(head) && tokens.is(words.start, Class::DETERMINER);
    let several = !tokens.capitalised(head) && is_plural(tokens, head) || tokens.is(words.start, Class::CARDINAL);
    if institution || several { Number::Group } else { Number::Open }
}

/// Whether a word is the title or role of one person: "the mayor", "a witness".
fn is_one_person(tokens: Tokens<'_>, at: usize) -> bool {
    (tokens.is(at, Class::TITLE) || is_role(tokens.raw(at))) && !is_plural(tokens, at)
}

/// Singulars that one person is called by, beside titles.
fn is_role(word: &str) -> bool {
    matches!(
        word,
        "official"
            | "officer"
            | "witness"
            | "commander"
            | "doctor"
            | "prosecutor"
            | "lawyer"
            | "analyst"
            | "expert"
            | "executive"
            | "lawmaker"
            | "congressman"
            | "congresswoman"
            | "manager"
            | "chairman"
            | "chairwoman"
            | "owner"
            | "coach"
            | "scientist"
            | "researcher"
            | "economist"
            | "engineer"
            | "attorney"
            | "activist"
            | "inspector"
            | "diplomat"
            | "aide"
            | "coroner"
    )
}
