//! Sums of which neither number nor currency is said: "spent millions on it", "cost the town billions", "millions in
//! donations", "the millions they hope to raise".
//!
//! Unit: an unstated currency. Millions are mostly people, so that a sum needs a sign of it: a verb of
//! paying, earning or losing whose object it is, or "in" and a word for money or for what is paid for.
//! Source: the verbs are those of the frames Commerce_pay, Earnings_and_losses, Expensiveness and Giving of FrameNet 1.7, and
//! what newspapers write beside them.
//! Not read: thousands and less, "a few million", "a man of millions", and verbs that take people as well ("lost millions").

use super::noun::{Agreement, counted_after};
use super::numeral::{Number, Numeral};
use super::quantity::Scope;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use std::ops::Range;

/// How many words of who pays or gains may stand between verb and sum: "cost the state's taxpayers millions". (P)
const PAYER_WORDS: usize = 5;

/// How many words may describe what is paid in: "millions in unpaid federal income taxes". (P)
const KIND_WORDS: usize = 4;

/// Whether a vague number is a sum of money. `first` is the first token of its hedge.
pub(super) fn is_sum(scope: Scope<'_>, numeral: &Numeral, first: usize) -> bool {
    let (tokens, last) = (scope.tokens, numeral.last);
    let great = || is_word!(tokens.id(last), "millions" | "billions" | "trillions");
    if !matches!(numeral.number, Number::Vague { .. }) || !great() {
        return false;
    }
    let next = if is_word!(tokens.id(last + 1), "more" | "extra") { last + 2 } else { last + 1 };
    let handled = || is_spent(tokens, next) || is_paid(scope, first, next) || is_told_of(scope, first, next);
    in_money(scope, last, next) || !counts(scope, next) && handled()
}

/// Whether what follows says that people or things are counted, or begins a clause about them: "of bees", "who fled",
/// "have died", "their jobs".
fn counts(scope: Scope<'_>, next: usize) -> bool {
    let (tokens, bounds) = (scope.tokens, scope.bounds);
    if next >= bounds.end || tokens.kind(next) == Some(TokenKind::Sign) {
        return tokens.hyphen(next) && tokens.touches(next) && tokens.touches(next + 1);
    }
    let doing = tokens.raw(next).len() > 4 && tokens.raw(next).ends_with("ing");
    let rate = is_word!(tokens.id(next), "a" | "an" | "each" | "every" | "this" | "that" | "last" | "per");
    let person = is_word!(tokens.id(next), "of")
        || is_word!(tokens.id(next), "who" | "whose" | "whom" | "as" | "than" | "without" | "out" | "off")
        || tokens.is(next, Class::AUXILIARY) && !is_word!(tokens.id(next), "doing")
        || tokens.is(next, Class::DETERMINER) && !rate;
    let plain = Class::FUNCTION.with(Class::ADVERB).with(Class::CALENDAR).with(Class::WEEKDAY).with(Class::MONTH);
    person
        || !doing && !tokens.is(next, plain) && !is_spent(tokens, next)
        || !doing && counted_after(tokens, bounds, next, Agreement::Plural).is_some()
}

/// "billions spent on it", "millions already pledged".
fn is_spent(tokens: Tokens<'_>, at: usize) -> bool {
    is_word!(
        tokens.small(at),
        "spent"
            | "invested"
            | "donated"
            | "pledged"
            | "raised"
            | "allocated"
            | "earmarked"
            | "appropriated"
            | "owed"
            | "embezzled"
            | "laundered"
            | "squandered"
            | "pocketed"
            | "budgeted"
    )
}

/// Whether the sum is the object of a verb of paying, or of one that takes people as well but goes on as money does: "spent
/// untold millions", "cost the town billions", "put billions into rails".
fn is_paid(scope: Scope<'_>, first: usize, next: usize) -> bool {
    let (tokens, start) = (scope.tokens, scope.bounds.start);
    let passed = (start..first).rev().take(3).take_while(|&at| is_filler(tokens, at)).count();
    let Some(verb) = (first - passed).checked_sub(1).filter(|&at| at >= start) else {
        return false;
    };
    let preposition = tokens.word(next);
    // "raised millions from poverty", "put millions into quarantine"
    if preposition == "above" || matches!(preposition, "from" | "into") && is_plight(tokens.raw(next + 1)) {
        return false;
    }
    if tokens.is(verb, Class::PAYING) {
        return true;
    }
    match tokens.raw(verb) {
        "made" | "make" | "makes" | "making" => {
            matches!(preposition, "by" | "from" | "on" | "off" | "over" | "through" | "at" | "a" | "each" | "every")
                || tokens.raw(next).ends_with("ing")
        }
        "lost" | "lose" | "loses" | "losing" => matches!(preposition, "on" | "by" | "a" | "over"),
        "give" | "gave" | "gives" | "given" | "giving" => matches!(preposition, "to" | "away"),
        "save" | "saves" | "saved" | "saving" => matches!(preposition, "on" | "a" | "each" | "annually" | "by"),
        "receive" | "received" | "receives" | "receiving" | "accepted" | "accepting" | "accept" => {
            preposition == "from"
        }
        "add" | "adds" | "added" | "adding" => preposition == "to" && is_balance(tokens, next + 1),
        "put" | "puts" | "putting" => preposition == "into",
        "for" => {
            verb > start
                && is_word!(
                    tokens.small(verb - 1),
                    "sold" | "sued" | "suing" | "sue" | "settled" | "auctioned" | "sells" | "sell"
                )
        }
        "of" => (start.max(verb.saturating_sub(PAYER_WORDS))..verb).any(|at| cheats(tokens.raw(at))),
        _ => is_due_to_payer(tokens, start, verb, preposition),
    }
}

/// "cost the company billions", "owes her millions", "saved taxpayers millions": the verb before whom the sum is from or for.
fn is_due_to_payer(tokens: Tokens<'_>, start: usize, last: usize, next: &str) -> bool {
    let charging = Class::PAYING.with(Class::CHARGING);
    let payer = (start..=last).rev().take(PAYER_WORDS).take_while(|&at| {
        let word = tokens.kind(at) == Some(TokenKind::Word) || tokens.is(at, Class::QUOTE);
        let closed = Class::PREPOSITION.with(Class::CONJUNCTION).with(Class::AUXILIARY);
        word && !tokens.is(at, closed) && !tokens.is(at, charging)
    });
    let words = payer.count();
    let verb = (last + 1).checked_sub(words + 1).filter(|&at| words > 0 && at >= start);
    verb.is_some_and(|verb| tokens.is(verb, charging)) && next != "from"
}

/// Whether the sum is told of in what follows: "the millions they hope to spend".
fn is_told_of(scope: Scope<'_>, first: usize, next: usize) -> bool {
    let (tokens, bounds) = (scope.tokens, scope.bounds);
    let definite = first > bounds.start && tokens.is(first - 1, Class::DETERMINER);
    let personal = is_word!(tokens.id(next), "he" | "she" | "it" | "they" | "we" | "you");
    let mut clause = (next + 1..bounds.end.min(next + 6)).take_while(|&at| tokens.kind(at) == Some(TokenKind::Word));
    definite && personal && clause.any(|at| tokens.is(at, Class::PAYING))
}

/// "in donations", "in unpaid federal taxes": the phrase ends with a word for money or for what is paid for.
fn in_money(scope: Scope<'_>, last: usize, next: usize) -> bool {
    let (tokens, bounds) = (scope.tokens, scope.bounds);
    if !is_word!(tokens.id(next), "in") {
        return false;
    }
    let phrase = next + 1..bounds.end.min(next + 2 + KIND_WORDS);
    let noun = phrase.clone().find(|&at| tokens.is(at, Class::PAYABLE) && ends_phrase(tokens, bounds, at + 1));
    // "left millions in debt": people, as far as the words tell.
    let owing = |noun: usize| is_word!(tokens.id(last), "millions") && is_word!(tokens.small(noun), "debt");
    noun.is_some_and(|noun| !owing(noun) && (phrase.start..noun).all(|at| describes(tokens, at)))
}

/// A word before the noun: no function word, and no sign but those inside of words.
fn describes(tokens: Tokens<'_>, at: usize) -> bool {
    match tokens.kind(at) {
        Some(TokenKind::Word) => !tokens.is(at, Class::PREPOSITION.with(Class::AUXILIARY).with(Class::PRONOUN)),
        Some(TokenKind::Sign) => tokens.is(at, Class::HYPHEN.with(Class::QUOTE)),
        _ => false,
    }
}

/// Whether the noun before token `at` is not itself a description: "in aid", but not "in aid camps".
fn ends_phrase(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> bool {
    let follows = Class::FUNCTION
        .with(Class::ADVERB)
        .with(Class::VERB)
        .with(Class::REPORTING)
        .with(Class::CALENDAR)
        .with(Class::DEICTIC)
        .with(Class::WEEKDAY)
        .with(Class::PAST)
        .with(Class::NUMBER);
    at >= bounds.end
        || tokens.kind(at) == Some(TokenKind::Sign) && !(tokens.hyphen(at) && tokens.touches(at))
        || tokens.is(at, follows)
        || tokens.raw(at).ends_with("ing")
}

/// Words between a verb and its sum: "spent the untold millions", "shelled out millions", "pay back millions".
fn is_filler(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Class::DETERMINER)
        || is_word!(
            tokens.id(at),
            "out" | "up" | "over" | "away" | "back" | "even" | "just" | "only" | "already" | "likely" | "extra"
        )
        || is_word!(
            tokens.small(at),
            "untold"
                | "countless"
                | "additional"
                | "many"
                | "several"
                | "potentially"
                | "possibly"
                | "literally"
                | "collectively"
                | "perhaps"
                | "combined"
                | "own"
                | "unaccounted"
                | "reportedly"
                | "easily"
        )
}

/// "the deficit", "our national debt".
fn is_balance(tokens: Tokens<'_>, at: usize) -> bool {
    (at..at + 4)
        .any(|at| is_word!(tokens.small(at), "deficit" | "deficits" | "debt" | "budget" | "cost" | "costs" | "economy"))
}

/// What people are put into or saved from.
fn is_plight(noun: &str) -> bool {
    matches!(
        noun,
        "poverty"
            | "hunger"
            | "famine"
            | "starvation"
            | "debt"
            | "unemployment"
            | "homelessness"
            | "lockdown"
            | "quarantine"
    )
}

/// "defrauded investors of millions", "bilked them out of millions".
fn cheats(verb: &str) -> bool {
    ["defraud", "bilk", "swindl", "fleec", "cheat", "scamm", "robb"].iter().any(|stem| verb.starts_with(stem))
}
