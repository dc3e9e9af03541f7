//! Whether a sentence asserts what it says: denials, conditions, plans, claims that are quoted to be rebutted.
//!
//! Three looks, the first that finds something decides: what governs the clause of the figure ("denied that …", "if …",
//! "rumors that …"), the verb before the figure with its auxiliaries ("could have killed 12", "plans to send 12"), and the
//! verb after it ("12 may have died"). A plain past tense between cue and figure asserts: "a man who could not be named
//! killed 12". What a named speaker denies is denied by the text, too: the comparator never takes it for a claim.

use super::Status;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use std::ops::Range;

/// How many tokens before the figure its verb may stand. (P)
const REACH: usize = 12;

/// How many tokens before the figure the word may stand that its clause hangs on. (P)
const GOVERNED: usize = 40;

/// How many tokens after the figure its verb may stand. (P)
const REACH_AFTER: usize = 8;

/// The status of a mention that begins at token `first` and ends before `end`; a date, unlike a figure, may belong to the verb
/// before it alone ("said Sunday he will …").
pub(super) fn status(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, end: usize, is_date: bool) -> Status {
    if question(tokens, bounds).is_some_and(|start| start <= first) {
        return Status::Hypothetical;
    }
    if is_date && describes_noun(tokens, bounds, first, end) {
        return Status::Asserted;
    }
    // Few sentences hold a word of a correction, or one for what may be false.
    let before = tokens.classes(bounds.start..first);
    if before.meets(Class::CORRECTION) && is_corrected(tokens, bounds, first) {
        return Status::Quoted;
    }
    if before.meets(Class::RUMOUR) && is_said_false(tokens, bounds, first, end) {
        return Status::Quoted;
    }
    let governed = if before.meets(GOVERNING) { governed(tokens, bounds, first) } else { None };
    if let Some(governed) = governed {
        return governed;
    }
    match verb_before(tokens, bounds, first).filter(|_| !tells_how_long(tokens, bounds, first, end)) {
        Some(Status::Asserted) if is_date && !is_subject(tokens, first, end) => Status::Asserted,
        Some(Status::Asserted) | None => {
            verb_after(tokens, bounds, first, end).filter(|_| !told_as_fact(tokens, bounds, first)).unwrap_or_default()
        }
        Some(status) => status,
    }
}

/// "said Sunday may be too late": what is said of the date, not when it is said.
fn is_subject(tokens: Tokens<'_>, first: usize, end: usize) -> bool {
    tokens.is(end, Class::AUXILIARY)
        && first > 0
        && is_word!(tokens.id(first - 1), "said" | "says" | "say" | "thought" | "believed")
}

/// "would respect the 1973 decision", "could delay the March 3 primary": when that was, or is to be, nobody doubts.
fn describes_noun(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, end: usize) -> bool {
    let links =
        Class::VERB.with(Class::AUXILIARY).with(Class::PREPOSITION).with(Class::CONJUNCTION).with(Class::PRONOUN);
    first > bounds.start
        && is_word!(tokens.id(first - 1), "the" | "this" | "that" | "these" | "those")
        && end < bounds.end
        && tokens.kind(end) == Some(TokenKind::Word)
        && !tokens.is(end, links.with(Class::REPORTING).with(Class::ADVERB).with(Class::DETERMINER))
}

/// "He has not spoken to reporters in 77 days": what is denied is not how long.
fn tells_how_long(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, end: usize) -> bool {
    let led = first > bounds.start && is_word!(tokens.id(first - 1), "in" | "for" | "since" | "over");
    let perfect = |at: usize| {
        is_word!(tokens.id(at), "hasn't" | "haven't" | "hadn't")
            || is_word!(tokens.id(at), "has" | "have" | "had") && is_word!(tokens.id(at + 1), "not" | "never")
    };
    led && (first..=end).any(|at| tokens.is(at, Class::TIME_UNIT))
        && (bounds.start.max(first.saturating_sub(REACH))..first).any(perfect)
}

/// "Reports that 12 men died are false": the noun that the clause hangs on, and what is said of it.
fn is_said_false(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, end: usize) -> bool {
    let is_that = |at: &usize| tokens.is(*at, Class::CONJUNCTION) && is_word!(tokens.id(*at), "that");
    let that = (bounds.start + 1..first).rev().take(REACH).find(is_that);
    let claimed = that.is_some_and(|that| {
        matches!(
            tokens.raw(that - 1),
            "reports"
                | "Reports"
                | "report"
                | "claims"
                | "Claims"
                | "claim"
                | "allegations"
                | "Allegations"
                | "allegation"
                | "suggestion"
                | "suggestions"
        )
    });
    claimed
        && (end..bounds.end.min(end + REACH)).any(|at| {
            tokens.is(at, Class::AUXILIARY)
                && (at + 1..at + 3).any(|at| {
                    is_word!(
                        tokens.small(at),
                        "false" | "untrue" | "wrong" | "baseless" | "unfounded" | "incorrect" | "inaccurate" | "fake"
                    )
                })
        })
}

/// "the fire that killed 12 could have been stopped", "the death of 12 might …": what the clause or the noun of an event tells
/// has happened; the verb behind it is said of the fire.
fn told_as_fact(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> bool {
    let start = bounds.start.max(first.saturating_sub(REACH));
    let clause = (start..first).rev().take_while(|&at| !tokens.is(at, Class::BREAK.with(Class::COMMA)));
    let relative = clause.into_iter().any(|at| in_relative_clause(tokens, bounds, at));
    relative || of_event(tokens, bounds, first).is_some()
}

/// The noun of an event whose victims the figure counts: "the death of 12", "the killing of all 176 people".
fn of_event(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> Option<usize> {
    let of = (bounds.start + 1..first).rev().find(|&at| !tokens.is(at, Class::DETERMINER))?;
    let is_event = is_word!(
        tokens.small(of - 1),
        "death"
            | "deaths"
            | "killing"
            | "killings"
            | "murder"
            | "murders"
            | "massacre"
            | "shooting"
            | "loss"
            | "arrest"
            | "abduction"
            | "kidnapping"
            | "drowning"
    );
    (is_word!(tokens.id(of), "of") && is_event).then_some(of - 1)
}

/// How far into its sentence a correction tells that it is one. (P)
const CORRECTION_REACH: usize = 14;

/// "An earlier version of this article said 14 had died", "The story misstated the toll as 14": what is taken back, up to
/// the semicolon before what holds.
fn is_corrected(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> bool {
    let telling = Class::CORRECTION.with(Class::BREAK);
    let mut corrected = false;
    for at in (bounds.start..first).filter(|&at| tokens.is(at, telling)) {
        if !corrected && at > bounds.start + CORRECTION_REACH + 1 {
            return false;
        }
        let version = is_word!(tokens.small(at), "version")
            && is_word!(tokens.id(at + 1), "of")
            && at > bounds.start
            && is_word!(tokens.small(at - 1), "earlier" | "previous" | "original");
        let wrong = is_word!(
            tokens.small(at),
            "misstated"
                | "misreported"
                | "misidentified"
                | "incorrectly"
                | "erroneously"
                | "mistakenly"
                | "inaccurately"
        );
        corrected = (corrected || version || wrong) && !tokens.sign(at, ";");
    }
    corrected
}

/// Where what a sentence asks begins: behind the mark that opens its last quotation, or behind its last colon.
fn question(tokens: Tokens<'_>, bounds: &Range<usize>) -> Option<usize> {
    let mut last = bounds.end;
    if last > bounds.start && tokens.sign(last - 1, ".") {
        return None;
    }
    while last > bounds.start && matches!(tokens.raw(last - 1), "\"" | "”" | "''" | ")" | "’" | "'") {
        last -= 1;
    }
    let mark = last.checked_sub(1).filter(|&mark| mark >= bounds.start && tokens.sign(mark, "?"))?;
    let quoted = matches!(tokens.raw(last), "\"" | "”") && last < bounds.end;
    let opens = |at: &usize| {
        if quoted { matches!(tokens.raw(*at), "\"" | "“") } else { tokens.sign(*at, ":") && !tokens.touches(at + 1) }
    };
    Some((bounds.start..mark).rev().find(opens).map_or(bounds.start, |sign| sign + 1))
}

/// What a word or sign must be for the clause of the figure to hang on it, or to end the search for that. Of the words behind a
/// rumour only "of" tells, and "that", which is a conjunction.
const GOVERNING: Class = Class::CONJUNCTION.with(Class::DOUBT).with(Class::BREAK).with(Class::RUMOUR);

/// What the clause of the figure hangs on: "denied that", "rejected claims that", "if", "whether", "no evidence that".
fn governed(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> Option<Status> {
    let start = bounds.start.max(first.saturating_sub(GOVERNED));
    let mut end = first;
    while let Some(found) = tokens.last_of(GOVERNING, start..end) {
        end = found;
        let of = tokens.is(found, Class::RUMOUR) && found + 1 < first && is_word!(tokens.id(found + 1), "of");
        let at = if of { found + 1 } else { found };
        let contrasts = is_word!(tokens.id(at), "although" | "though" | "while" | "whereas")
            && at > bounds.start
            && tokens.is(at - 1, Class::COMMA)
            && !tokens.is(at + 1, Class::COMMA);
        if ends_sentence_part(tokens, at) || contrasts || is_word!(tokens.id(at), "but") {
            return None;
        }
        if in_relative_clause(tokens, bounds, at) {
            return None;
        }
        match tokens.raw(at) {
            "if" | "If" | "unless" | "Unless" | "whether" | "Whether" | "suppose" | "Suppose" => {
                let even = at > bounds.start && matches!(tokens.raw(at - 1), "even" | "Even" | "as");
                // "Asked whether he had paid, 12 senators said so": what follows hangs on nothing.
                let answers =
                    is_word!(tokens.small(at), "whether") && opens_clause_that_ended(tokens, bounds, at, first);
                return (!even && !answers).then_some(Status::Hypothetical);
            }
            // "denied a role in the killing of 12": the killing is not denied.
            "denied" | "denies" | "denying"
                if of_event(tokens, bounds, first).is_some_and(|event| {
                    (at + 1..event).any(|at| tokens.is(at, Class::PREPOSITION) && !is_word!(tokens.id(at), "of"))
                }) =>
            {
                return None;
            }
            "denied" | "denies" | "denying" => return Some(Status::Denied),
            // "Contrary to reports that 12 died, only four did": the clause has ended.
            "that" | "of" if is_rumour(tokens, bounds, at) => {
                let ended = opens_clause_that_ended(tokens, bounds, at, first);
                return (!ended).then(|| rebutted(tokens, bounds, at));
            }
            "that" => {
                if let Some(status) = governor(tokens, bounds, at) {
                    return Some(status);
                }
            }
            "dismissed" | "rejected" | "refuted" | "debunked" | "disputed" if !passive(tokens, bounds, at) => {
                return doubtful_noun(tokens, at + 1, first).then_some(Status::Quoted);
            }
            _ => {}
        }
    }
    None
}

/// Whether the clause of a conjunction opens its sentence and has ended, at a comma, before the figure.
fn opens_clause_that_ended(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize, first: usize) -> bool {
    at <= bounds.start + 4 && (at..first).any(|at| tokens.sign(at, ",") && !lists(tokens, at))
}

/// "if the shooting that left 59 dead": the clause of the noun is told as a fact, whatever hangs on the noun.
fn in_relative_clause(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> bool {
    let relative = || is_word!(tokens.id(at), "who" | "which" | "that") && at > bounds.start;
    if !(tokens.is(at, Class::CONJUNCTION) && relative())
        || tokens.is(at - 1, Class::REPORTING)
        || is_rumour(tokens, bounds, at)
    {
        return false;
    }
    let verb = (at + 1..at + 3).find(|&verb| !tokens.is(verb, Class::ADVERB)).unwrap_or(at + 1);
    asserts(tokens, bounds, verb) && governor(tokens, bounds, at).is_none()
}

/// "rumors that", "false claims that", "unconfirmed reports of": the noun before token `at`.
fn is_rumour(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> bool {
    let Some(noun) = at.checked_sub(1).filter(|&noun| noun >= bounds.start) else { return false };
    let before = if noun > bounds.start { tokens.raw(noun - 1) } else { "" };
    let doubted = matches!(
        before,
        "false"
            | "False"
            | "baseless"
            | "Baseless"
            | "unfounded"
            | "unconfirmed"
            | "Unconfirmed"
            | "fake"
            | "Fake"
            | "wrong"
            | "debunked"
            | "inaccurate"
            | "erroneous"
            | "exaggerated"
            | "unverified"
            | "to"
            | "Despite"
            | "despite"
    );
    let noun = tokens.raw(noun);
    matches!(noun, "rumors" | "rumours" | "rumor" | "rumour" | "Rumors" | "Rumours")
        || doubted
            && (before != "to" || noun.ends_with('s'))
            && matches!(
                noun,
                "claims"
                    | "claim"
                    | "reports"
                    | "report"
                    | "allegations"
                    | "story"
                    | "stories"
                    | "posts"
                    | "notion"
                    | "idea"
            )
}

fn rebutted(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Status {
    let adjective = if at > bounds.start + 1 { tokens.raw(at - 2) } else { "" };
    match adjective {
        "unconfirmed" | "Unconfirmed" | "unverified" => Status::Hypothetical,
        _ => Status::Quoted,
    }
}

/// "claims", "reports", "allegations" somewhere in the range: what is rejected there is what is said, not a bill, and "that"
/// before a clause, not that of "rejected that bill".
fn doubtful_noun(tokens: Tokens<'_>, start: usize, end: usize) -> bool {
    let opens = Class::PRONOUN.with(Class::DETERMINER).with(Class::NUMBER).with(Class::CARDINAL).with(Class::HEDGE);
    let bill = |at: usize| is_word!(tokens.id(at), "that") && !tokens.is(at + 1, opens) && !tokens.capitalised(at + 1);
    (start..end.min(start + 6)).filter(|&at| !bill(at)).any(|at| {
        is_word!(
            tokens.small(at),
            "claims"
                | "claim"
                | "reports"
                | "report"
                | "allegations"
                | "allegation"
                | "rumors"
                | "rumours"
                | "accusations"
                | "suggestions"
                | "estimates"
                | "estimate"
                | "figure"
                | "figures"
                | "toll"
                | "that"
        )
    })
}

/// The words that a "that" hangs on, as far as they take back what follows.
fn governor(tokens: Tokens<'_>, bounds: &Range<usize>, that: usize) -> Option<Status> {
    let start = bounds.start.max(that.saturating_sub(4));
    let word = |back: usize| that.checked_sub(back).filter(|&at| at >= start).map_or("", |at| tokens.raw(at));
    let any = |words: &[&str]| (start..that).any(|at| words.contains(&tokens.raw(at)));
    match word(1) {
        "evidence" | "indication" | "proof" | "sign" if any(&["no", "No", "any", "without"]) => Some(Status::Denied),
        "shows" | "suggests" | "indicates" | "proves" | "showed" if any(&["no", "No"]) => Some(Status::Denied),
        "true" | "correct" | "accurate" if any(&["not", "isn't", "n't", "isn’t", "nor"]) => Some(Status::Denied),
        "false" | "untrue" => Some(Status::Denied),
        "confirm" | "verify" | "confirmed" | "verified"
            if any(&["not", "cannot", "can't", "couldn't", "unable", "can’t", "couldn’t", "to"]) =>
        {
            any(&["not", "cannot", "can't", "couldn't", "unable", "can’t", "couldn’t"]).then_some(Status::Hypothetical)
        }
        "possible" | "likely" | "unclear" | "chance" | "possibility" | "risk" | "fear" | "fears" | "feared"
        | "fearing" => Some(Status::Hypothetical),
        "forecast" | "forecasts" | "predicted" | "predicts" | "predict" | "projected" | "projects" | "expects"
        | "hopes" | "hope" => Some(Status::Planned),
        _ => None,
    }
}

/// Signs and words that no cue reaches across.
fn ends_sentence_part(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Class::BREAK)
}

/// Where the clause of the figure begins for the verb before it.
fn ends_clause(tokens: Tokens<'_>, at: usize) -> bool {
    let linking = Class::CONJUNCTION.with(Class::PREPOSITION).with(Class::PRONOUN);
    ends_sentence_part(tokens, at)
        || tokens.is(at, linking)
            && is_word!(
                tokens.id(at),
                "but"
                    | "while"
                    | "whereas"
                    | "although"
                    | "though"
                    | "that"
                    | "who"
                    | "which"
                    | "whom"
                    | "because"
                    | "when"
                    | "where"
                    | "as"
                    | "since"
                    | "until"
                    | "after"
                    | "before"
            )
            && !hedging(tokens, at)
        || tokens.is(at, Class::COMMA) && !lists(tokens, at)
}

/// "as many as", "as much as" begin no clause.
fn hedging(tokens: Tokens<'_>, at: usize) -> bool {
    is_word!(tokens.id(at), "as")
        && (is_word!(tokens.id(at + 1), "many" | "much" | "high" | "few" | "little")
            || at > 0 && is_word!(tokens.id(at - 1), "many" | "much" | "high" | "few" | "little"))
}

/// A comma between things of a list: a number stands among the four tokens before it, and another or "and" behind it.
fn lists(tokens: Tokens<'_>, at: usize) -> bool {
    let is_number = |at: usize| tokens.is(at, Class::NUMBER.with(Class::CARDINAL).with(Class::SCALE));
    (is_number(at + 1) || is_word!(tokens.id(at + 1), "and")) && (at.saturating_sub(4)..at).any(is_number)
}

/// What the verb before the figure says of it; `None` where the clause has none.
fn verb_before(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> Option<Status> {
    let start = bounds.start.max(first.saturating_sub(REACH));
    let mut end = first;
    while let Some(at) = tokens.last_of(DECIDING, start..end) {
        end = at;
        if ends_clause(tokens, at) {
            return None;
        }
        if let Some(status) = cue(tokens, bounds, at) {
            return Some(status);
        }
        if asserts(tokens, bounds, at) {
            return Some(Status::Asserted);
        }
    }
    None
}

/// What a word or sign must be to decide, or to end the search for what decides.
const DECIDING: Class = Class::CUE
    .with(Class::AUXILIARY)
    .with(Class::PAST)
    .with(Class::PLAN)
    .with(Class::FEAR)
    .with(Class::BREAK)
    .with(Class::COMMA);

/// A finite verb in the past without an auxiliary: "killed", "said". What stands before it is another clause's.
fn asserts(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> bool {
    let past = tokens.is(at, Class::PAST) && !tokens.capitalised(at)
        || tokens.is(at, Class::VERB.with(Class::REPORTING).with(Class::AUXILIARY))
            && is_word!(
                tokens.small(at),
                "said"
                    | "died"
                    | "told"
                    | "left"
                    | "took"
                    | "made"
                    | "went"
                    | "came"
                    | "gave"
                    | "got"
                    | "saw"
                    | "found"
                    | "lost"
                    | "rose"
                    | "fell"
                    | "began"
                    | "held"
                    | "kept"
                    | "was"
                    | "were"
                    | "had"
                    | "has"
            );
    if !past {
        return false;
    }
    let mut before = at;
    while before > bounds.start
        && tokens.is(before - 1, Class::ADVERB)
        && !is_word!(tokens.id(before - 1), "not" | "never")
    {
        before -= 1;
    }
    if before > bounds.start && is_word!(tokens.id(before - 1), "not" | "never") {
        return false;
    }
    let previous = if before > bounds.start { before - 1 } else { return true };
    !(tokens.is(previous, Class::AUXILIARY) || is_word!(tokens.id(previous), "to"))
}

/// A modal before the verb that follows the figure: "12 people could be trapped", "2,500 will be sent", "12 are feared dead".
fn verb_after(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, end: usize) -> Option<Status> {
    let (at, status) = deciding_after(tokens, bounds, first, end)?;
    (!(end..at).any(|at| holds_opinion(tokens, at))).then_some(status)
}

/// The first token behind the figure that decides its status.
fn deciding_after(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, end: usize) -> Option<(usize, Status)> {
    // A figure after its verb is no subject, nor is the second of "the shooting of 20 pupils and 6 teachers".
    let governs = |at: usize| tokens.is(at, Class::PREPOSITION.with(Class::VERB)) && !tokens.capitalised(at);
    let listed = first > bounds.start + 3
        && is_word!(tokens.id(first - 1), "and")
        && (bounds.start.max(first.saturating_sub(5))..first - 2).any(|at| {
            governs(at) && (tokens.kind(at + 1) == Some(TokenKind::Number) || tokens.is(at + 1, Class::CARDINAL))
        });
    // What stands behind the object of a verb is said of something else: "charged with killing 12 people will go to court".
    let verb = first > bounds.start && tokens.is(first - 1, Class::VERB) && !tokens.capitalised(first - 1);
    if verb && !tokens.is(first - 1, Class::AUXILIARY.with(Class::PREPOSITION)) {
        return None;
    }
    let object = listed || first > bounds.start && governs(first - 1);
    let reach = if object { 3 } else { REACH_AFTER };
    let behind = end..bounds.end.min(end + reach);
    // "(the number is 5 percent)": what stands behind the bracket is not said of what stands in it, nor the other way round.
    let bracket = behind.clone().find(|&at| tokens.sign(at, "(") || tokens.sign(at, ")")).unwrap_or(behind.end);
    let closing = tokens.sign(bracket, "(").then(|| (bracket..bounds.end).find(|&at| tokens.sign(at, ")"))).flatten();
    let beyond = closing.map_or(0..0, |closing| closing + 1..bounds.end.min(closing + 1 + behind.end - bracket));
    let deciding = DECIDING.with(Class::CONJUNCTION);
    for at in (end..bracket).chain(beyond).filter(|&at| tokens.is(at, deciding)) {
        let clause = is_word!(
            tokens.id(at),
            "who" | "that" | "which" | "and" | "but" | "while" | "when" | "where" | "if" | "as" | "after" | "because"
        );
        // "are missing and feared dead"
        if is_word!(tokens.id(at), "and") && is_word!(tokens.small(at + 1), "feared" | "presumed") {
            return Some((at, Status::Hypothetical));
        }
        if tokens.is(at, Class::BREAK.with(Class::COMMA)) || clause {
            return None;
        }
        if let Some(status) = modal(tokens, at) {
            return Some((at, status));
        }
        match tokens.raw(at) {
            "feared" | "Feared" | "presumed" => return Some((at, Status::Hypothetical)),
            "likely" if at > end && tokens.is(at - 1, Class::AUXILIARY) => return Some((at, Status::Hypothetical)),
            "planned" | "expected" | "proposed" | "scheduled" | "due" => {
                let stands = at > end && tokens.is(at - 1, Class::AUXILIARY);
                return stands.then_some((at, Status::Planned));
            }
            _ => {}
        }
        let negated = tokens.is(at, Class::AUXILIARY)
            && (tokens.word(at).ends_with("n't") || is_word!(tokens.id(at + 1), "not") && negates(tokens, at + 1));
        if negated {
            return Some((at, Status::Denied));
        }
        if asserts(tokens, bounds, at) && !is_word!(tokens.id(at), "was" | "were" | "had" | "has") {
            return None;
        }
    }
    None
}

/// "41 percent of voters think the vote could be stolen": who thinks so is counted, whatever it is they think.
fn holds_opinion(tokens: Tokens<'_>, at: usize) -> bool {
    is_word!(
        tokens.id(at),
        "say"
            | "said"
            | "think"
            | "thought"
            | "believe"
            | "feel"
            | "felt"
            | "expect"
            | "hope"
            | "fear"
            | "argue"
            | "agree"
    ) && !tokens.is(at - 1, Class::AUXILIARY)
        && !is_word!(tokens.id(at - 1), "to")
}

fn modal(tokens: Tokens<'_>, at: usize) -> Option<Status> {
    if !tokens.is(at, Class::AUXILIARY) {
        return None;
    }
    let next = tokens.word(at + 1);
    if at > 0 && tokens.is(at - 1, Class::DETERMINER) {
        // "the will", "the might of"
        return None;
    }
    match tokens.word(at) {
        "could" | "might" => Some(Status::Hypothetical),
        "may" if !tokens.capitalised(at) => Some(Status::Hypothetical),
        // What a hall can seat is not how many came.
        "can" if is_word!(tokens.small(at + 1), "seat" | "hold" | "accommodate" | "fit" | "sleep" | "house") => {
            Some(Status::Hypothetical)
        }
        "would" if next == "have" => Some(Status::Hypothetical),
        "will" if !tokens.capitalised(at) => Some(Status::Planned),
        "would" | "shall" | "should" => Some(Status::Planned),
        "can't" | "won't" | "wouldn't" | "couldn't" => Some(Status::Denied),
        _ => None,
    }
}

fn cue(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<Status> {
    if let Some(status) = modal(tokens, at) {
        return Some(status);
    }
    match tokens.word(at) {
        "didn't" | "doesn't" | "don't" | "wasn't" | "weren't" | "isn't" | "aren't" | "hasn't" | "haven't"
        | "hadn't" => (tokens.kind(at + 1) == Some(TokenKind::Word)).then_some(Status::Denied),
        "not" | "never" if negates(tokens, at) => Some(Status::Denied),
        "to" => intention(tokens, bounds, at),
        // "asked for 12 men", "the plan calls for 12"
        "for" if at > bounds.start => {
            let asked = is_word!(tokens.small(at - 1), "asked" | "called" | "calls" | "calling");
            (asked || is_of_forecast(tokens, bounds, at)).then_some(Status::Planned)
        }
        _ if !tokens.is(at, Class::PLAN.with(Class::FEAR)) => None,
        _ => match tokens.raw(at) {
            "plans" | "planning" | "proposed" | "proposes" | "proposing" | "intends" | "intended" | "promised"
            | "promises" | "pledged" | "pledges" | "vowed" | "aims" | "hopes" | "seeks" | "seeking" | "sought"
            | "wants" | "requested" | "expects" | "forecast" | "forecasts" | "predicted" | "predicts" | "projected"
            | "demanded" | "demands" | "considering" | "considers" | "mulling" | "mulls" | "envisages" | "foresees"
            | "predict" | "anticipates" | "anticipate" | "expect" => Some(Status::Planned),
            "goal" | "target" | "aim" | "quota" if is_word!(tokens.id(at + 1), "is" | "was" | "of") => {
                Some(Status::Planned)
            }
            // "is weighing sending 12"; "a bomb weighing 12 pounds"
            "weighing" => (at > bounds.start && tokens.is(at - 1, Class::AUXILIARY)).then_some(Status::Planned),
            "planned" | "expected" if !(at > bounds.start && is_word!(tokens.id(at - 1), "than")) => {
                Some(Status::Planned)
            }
            "consider" | "feared" | "fears" | "fear" | "fearing" | "potentially" | "possibly" | "threatened"
            | "threatens" | "threatening" => Some(Status::Hypothetical),
            _ => None,
        },
    }
}

/// "The forecast was for 6.1 percent", "expectations for 6.1 percent".
fn is_of_forecast(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> bool {
    let is_forecast = |at: usize| {
        is_word!(
            tokens.small(at),
            "forecast"
                | "forecasts"
                | "expectation"
                | "expectations"
                | "projection"
                | "projections"
                | "target"
                | "goal"
        )
    };
    let linked = tokens.is(at - 1, Class::AUXILIARY);
    let reach = if linked { FORECAST_REACH } else { 1 };
    (bounds.start.max(at.saturating_sub(reach))..at).any(is_forecast)
}

/// How far before "was for" the forecast may stand: "the consensus forecast of economists was for". (P)
const FORECAST_REACH: usize = 8;

/// "is expected to", "is due to", "plans to", "refused to", "is likely to", and the "to" of a headline ("U.S. to send 300");
/// not the "to" of "up to" or of a place.
fn intention(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<Status> {
    let before = at.checked_sub(1).filter(|&before| before >= bounds.start)?;
    let number = tokens.kind(at + 1) == Some(TokenKind::Number);
    match tokens.raw(before) {
        _ if number => None,
        // "delayed due to confusion", "was due to the storm": a cause.
        "due"
            if before == bounds.start
                || !tokens.is(before - 1, Class::AUXILIARY.with(Class::COMMA))
                || tokens.is(at + 1, Class::DETERMINER) =>
        {
            None
        }
        "expected" | "due" | "set" | "scheduled" | "plan" | "plans" | "planned" | "going" | "about" | "wants"
        | "want" | "decided" | "agreed" | "ordered" | "decision" | "proposal" | "authorized" | "preparing"
        | "prepared" | "ready" | "order" | "request" | "promised" | "pledged" | "vowed" | "asked" | "wanted"
        | "hopes" | "intends" | "offered" | "continue" => Some(Status::Planned),
        // "is to send 12"
        "is" | "are" | "was" | "were" if tokens.is(at + 1, Class::VERB) => Some(Status::Planned),
        "likely" | "unlikely" | "threatened" | "able" | "trying" | "tried" | "attempt" | "attempted" => {
            Some(Status::Hypothetical)
        }
        "failed" | "refused" | "declined" => Some(Status::Denied),
        _ => {
            let headline =
                !tokens.sign(bounds.end - 1, ".") && tokens.capitalised(before) && !tokens.sign(bounds.end - 1, "”");
            let verb = tokens.is(at + 1, Class::VERB) && !tokens.raw(at + 1).ends_with('s');
            (headline && verb).then_some(Status::Planned)
        }
    }
}

fn passive(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> bool {
    at > bounds.start && tokens.is(at - 1, Class::AUXILIARY) && !is_word!(tokens.id(at - 1), "has" | "have" | "had")
}

/// "not 12 but 10", "was not 12", "did not kill 12"; but "not only 12", "not fewer than 12", "not yet",
/// "not counting", "not to mention" and "not far from" assert.
fn negates(tokens: Tokens<'_>, at: usize) -> bool {
    let asserts = is_word!(
        tokens.id(at + 1),
        "only"
            | "just"
            | "least"
            | "less"
            | "fewer"
            | "more"
            | "until"
            | "yet"
            | "all"
            | "quite"
            | "even"
            | "including"
            | "far"
            | "long"
            | "unlike"
    ) || is_word!(tokens.id(at + 1), "to") && is_word!(tokens.small(at + 2), "mention");
    !asserts
        && !is_word!(tokens.small(at + 1), "counting" | "surprisingly")
        && tokens.kind(at + 1) != Some(TokenKind::Sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{TokenKind, segment_title};

    #[test]
    fn the_nearest_cue_decides() {
        let cases = [
            ("The army said 12 people died", Status::Asserted),
            ("The ministry denied that 12 people had died", Status::Denied),
            ("Up to 40 could be trapped", Status::Hypothetical),
            ("Washington plans to send 300 advisers", Status::Planned),
            ("It is expected to cost 40 million", Status::Planned),
            ("It did not hit 12 homes", Status::Denied),
            ("They are due to send 300 men", Status::Planned),
            ("Help was late due to panic and 12 men were hurt", Status::Asserted),
            ("The delay was due to the loss of 12 boats", Status::Asserted),
            ("They killed not only 12 soldiers", Status::Asserted),
            ("He denied it, but 12 people died", Status::Asserted),
            ("Not counting the gunman, 12 people died", Status::Asserted),
            ("He has not met reporters in 77 days", Status::Asserted),
            ("They hadn't been fed for 12 hours", Status::Asserted),
            ("It has not closed in 12 towns", Status::Denied),
            ("On May 3, police held 12 men", Status::Asserted),
            ("A man who could not be named killed 12 people", Status::Asserted),
            ("The army rejected claims that it had shot 12 men", Status::Quoted),
            ("Did the flood kill 12 people?", Status::Hypothetical),
            ("If the wall fails, 12 villages go under", Status::Hypothetical),
        ];
        for (text, expected) in cases {
            let segments = segment_title(text);
            let tokens = Tokens { text, tokens: &segments.tokens };
            let bounds = 0..segments.tokens.len();
            let first = bounds.clone().rfind(|&at| tokens.kind(at) == Some(TokenKind::Number)).expect("a number");
            assert_eq!(status(tokens, &bounds, first, first + 1, false), expected, "{text}");
        }
    }
}
