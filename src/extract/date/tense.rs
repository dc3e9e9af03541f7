//! Which way a date points: the tense of the verb that governs it.
//!
//! No parser: the nearest verb form or cue before the expression decides, else the nearest after it. Verbs whose tense
//! the form does not tell are passed over.

use crate::segment::lexicon::Class;
use crate::segment::{Tokens, is_word};

/// Which way a date points from the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "since December": over, however long ago.
    Over,
    /// "killed on Thursday"
    Past,
    /// "will meet on Thursday", "by Thursday"
    Future,
    /// Nothing says.
    Unknown,
}

/// How many tokens to either side are looked at. Chosen by eye: a governing verb is seldom further away.
const REACH: usize = 16;

impl Tense {
    /// Whether what is told has happened.
    pub(super) fn is_past(self) -> bool {
        matches!(self, Self::Over | Self::Past)
    }
}

/// The tense that governs the expression from `first` to before `end`.
pub(super) fn tense(tokens: Tokens<'_>, first: usize, end: usize) -> Tense {
    // "Wednesday's ruling" has been made.
    if matches!(tokens.raw(end), "'s" | "’s") {
        return Tense::Past;
    }
    // "is set to release the October jobs report": what is reported on is over.
    let month = end.checked_sub(1).is_some_and(|last| tokens.is(last, Class::MONTH));
    if month && (end..end + 3).any(|at| is_report(tokens.raw(at))) {
        return Tense::Past;
    }
    // "Prices are up since January"
    if first > 0 && is_word!(tokens.id(first - 1), "since") {
        return Tense::Over;
    }
    // "ahead of the weekend"
    let back = |back: usize| first.checked_sub(back).map_or("", |at| tokens.word(at));
    let of = if back(1) == "the" { 2 } else { 1 };
    if back(of) == "of" && back(of + 1) == "ahead" {
        return Tense::Future;
    }
    // "But by late Tuesday, …, he tried": what begins the sentence takes the tense of its clause.
    if first > 0 && is_word!(tokens.id(first - 1), "until" | "till" | "by") && begins_sentence(tokens, first - 1) {
        let clause = end..(end + REACH).min(tokens.tokens.len());
        if let Some(tense) = clause.take_while(|&at| !tokens.sign(at, ";")).find_map(|at| of_word(tokens, at, false)) {
            return tense;
        }
    }
    // "as early as Tuesday"
    if first > 0 && is_word!(tokens.id(first - 1), "until" | "till" | "by" | "as") {
        return if is_over(tokens, first, end) { Tense::Past } else { Tense::Future };
    }
    for at in (first.saturating_sub(REACH)..first).rev() {
        if tokens.sign(at, ";") {
            break;
        }
        let near = first - at <= 2;
        if let Some(tense) = planned(tokens, at).or_else(|| of_word(tokens, at, near)) {
            return tense;
        }
    }
    for at in end..(end + REACH).min(tokens.tokens.len()) {
        if tokens.sign(at, ";") {
            break;
        }
        if let Some(tense) = of_word(tokens, at, false) {
            return tense;
        }
    }
    Tense::Unknown
}

/// "By", "But by": whether a preposition begins its sentence, as far as capitals tell.
fn begins_sentence(tokens: Tokens<'_>, at: usize) -> bool {
    let linked = at > 0 && tokens.capitalised(at - 1) && is_word!(tokens.id(at - 1), "but" | "and" | "yet" | "so");
    tokens.capitalised(at) || linked
}

/// What counts or tells of the month that stands before it.
fn is_report(word: &str) -> bool {
    matches!(word, "report" | "figures" | "data" | "statistics" | "numbers")
}

/// "had filed by Wednesday", "until Thursday they had not called", "the fire raged until Friday": the time by which it was so
/// is over.
fn is_over(tokens: Tokens<'_>, first: usize, end: usize) -> bool {
    let near = first.saturating_sub(REACH / 2)..(end + REACH / 2).min(tokens.tokens.len());
    let clause = |at: usize| (at.min(first)..at.max(first)).any(|between| tokens.sign(between, ";"));
    let lasted = |at: usize| {
        is_word!(
            tokens.small(at),
            "lasted" | "raged" | "persisted" | "lingered" | "lived" | "waited" | "fought" | "worked"
        )
    };
    if is_word!(tokens.id(first - 1), "until" | "till") && (near.start..first).any(|at| lasted(at) && !clause(at)) {
        return true;
    }
    near.filter(|&at| is_word!(tokens.id(at), "had")).any(|at| !clause(at) && !is_word!(tokens.id(at + 1), "to"))
}

/// "planned to leave on Thursday": the plan is past, the day is not. "On Thursday they planned to leave" is past.
fn planned(tokens: Tokens<'_>, at: usize) -> Option<Tense> {
    let plan =
        is_word!(tokens.small(at), "planned" | "agreed" | "intended" | "hoped") && is_word!(tokens.id(at + 1), "to");
    plan.then_some(Tense::Future)
}

fn of_word(tokens: Tokens<'_>, at: usize, near: bool) -> Option<Tense> {
    if !tokens.is(at, Class::TENSE.with(Class::PAST)) {
        return None;
    }
    match tokens.raw(at) {
        "due" | "scheduled" | "expected" | "supposed" | "slated"
            if is_word!(tokens.id(at.wrapping_sub(1)), "been") && is_word!(tokens.id(at.wrapping_sub(2)), "had") =>
        {
            Some(Tense::Past)
        }
        "will" | "won't" | "won’t" | "shall" | "would" | "tomorrow" | "upcoming" | "scheduled" | "expected"
        | "meet" | "due" | "slated" | "supposed" | "planning" | "preparing" | "expects" | "begins" | "starts"
        | "meets" | "payable" | "effective" => Some(Tense::Future),
        "plans" => (is_word!(tokens.id(at + 1), "to")).then_some(Tense::Future),
        "planned" if !is_word!(tokens.id(at + 1), "to") => Some(Tense::Future),
        "set" => is_word!(tokens.id(at + 1), "for" | "to").then_some(Tense::Future),
        "is" | "are" => (near || is_word!(tokens.id(at + 1), "to")).then_some(Tense::Future),
        "was" | "were" if is_word!(tokens.id(at + 1), "to") => Some(Tense::Future),
        "was" | "were" | "had" | "did" | "has" | "have" | "been" | "didn't" | "didn’t" | "wasn't" | "weren't" => {
            Some(Tense::Past)
        }
        raw => is_past_form(tokens, at, raw).then_some(participle_tense(tokens, at))?,
    }
}

/// "is heard" tells nothing, "be held" is still to come, every other past form is past.
fn participle_tense(tokens: Tokens<'_>, at: usize) -> Option<Tense> {
    match at.checked_sub(1).map_or("", |before| tokens.word(before)) {
        "is" | "are" | "being" => None,
        // "will be held", but "could not be reached" says nothing.
        "be" => is_word!(tokens.id(at.wrapping_sub(2)), "will" | "to" | "would" | "shall" | "should")
            .then_some(Tense::Future),
        // "the agreed price", "a still unspecified date": no verb.
        "the" | "a" | "an" | "still" | "its" | "their" | "his" | "her" => None,
        _ => Some(Tense::Past),
    }
}

fn is_past_form(tokens: Tokens<'_>, at: usize, raw: &str) -> bool {
    match raw {
        "left" | "hit" | "struck" | "took" | "made" | "went" | "came" | "gave" | "got" | "saw" | "found" | "lost"
        | "rose" | "fell" | "grew" | "held" | "kept" | "shot" | "began" | "became" | "sent" | "paid" | "spent"
        | "sold" | "bought" | "won" | "led" | "withdrew" | "fled" | "stood" | "ran" | "said" | "told" | "wrote"
        | "met" | "flew" | "brought" | "broke" | "spoke" | "drove" | "quit" | "swept" | "thought" | "heard"
        | "built" | "felt" | "knew" | "threw" | "drew" | "chose" | "sought" | "caught" | "taught" | "beat" | "blew"
        | "sank" | "shook" | "stole" | "woke" | "wore" | "froze" | "dead" => true,
        _ => {
            let ending = raw.len() > 4 && raw.ends_with("ed") && !raw.ends_with("eed");
            ending && !tokens.is(at, Class::MULTIPLE) && !tokens.capitalised(at)
        }
    }
}
