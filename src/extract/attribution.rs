//! Who is said to say it: "X said", "said X", "according to X", "X told Y", "X was quoted as saying".
//!
//! A speaker is named (a person, an institution) or only described ("officials", "a witness"). Pronouns and quotations
//! that run on take the last speaker of the article. Within a sentence the nearest attribution holds.

use super::referent::Referents;
use super::{Mention, Speaker};
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::segment::{Segments, Sentence, TokenKind, Tokens, WordId, is_word, word_ids};
use crate::span::Span;
use std::borrow::Cow;
use std::ops::Range;

/// An attribution of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Token of the verb, or of "according".
    pub(super) verb: usize,
    /// Tokens of the speaker, or of the pronoun that stands for one.
    pub(super) words: Range<usize>,
    /// Tokens that name the speaker. Most sentences have no figure that needs it, so that [`speaker`] is asked later.
    pub(super) named_by: Range<usize>,
}

/// Finds the attributions of a sentence. `referents` tells whom pronouns mean, and is told who speaks.
pub(super) fn find(tokens: Tokens<'_>, bounds: &Range<usize>, referents: &mut Referents, found: &mut Vec<Attribution>) {
    let mut next = bounds.start;
    loop {
        let verb = tokens.next_of(Class::REPORTING, next..bounds.end);
        if verb == bounds.end {
            return;
        }
        next = verb + 1;
        if !is_reporting(tokens, bounds, verb) {
            continue;
        }
        let Some(words) = speaker_words(tokens, bounds, verb) else { continue };
        let pronoun = is_pronoun(tokens, &words);
        let named_by =
            if pronoun { referents.meant_by(tokens.word(words.start)) } else { Some(issuer(tokens, words.clone())) };
        if let Some(named_by) = named_by {
            referents.spoke(tokens, &named_by);
            found.push(Attribution { verb, words, named_by });
        }
    }
}

/// The attributions of a sentence that begins at token `start`, but for pronouns that stand for who is named before it.
pub(super) fn named_inside(attributions: &[Attribution], start: usize) -> Cow<'_, [Attribution]> {
    let inside = |attribution: &Attribution| attribution.named_by.start >= start;
    if attributions.iter().all(inside) {
        Cow::Borrowed(attributions)
    } else {
        attributions.iter().filter(|&attribution| inside(attribution)).cloned().collect()
    }
}

/// "Police: 12 killed in blast", "12 killed in blast: police": who speaks in a headline.
pub(super) fn find_in_headline(
    tokens: Tokens<'_>,
    bounds: &Range<usize>,
    referents: &mut Referents,
    found: &mut Vec<Attribution>,
) {
    let speaks = |words: &Range<usize>| {
        !words.is_empty() && words.len() < 5 && tokens.is(words.end - 1, Class::SPEAKER.with(Class::INSTITUTION))
            || words.len() == 1 && is_abbreviation(tokens.raw(words.start))
    };
    let colon = bounds.clone().find(|&at| tokens.sign(at, ":"));
    let Some(colon) = colon.filter(|&colon| bounds.end - bounds.start < 30 && colon > bounds.start) else { return };
    let (before, after) = (bounds.start..colon, colon + 1..bounds.end);
    let Some(words) = [before, after].into_iter().find(speaks) else { return };
    referents.spoke(tokens, &words);
    found.push(Attribution { verb: colon, words: words.clone(), named_by: words });
}

/// "UN", "U.N.", "WHO".
fn is_abbreviation(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}

/// "a statement from the ministry": the ministry.
fn issuer(tokens: Tokens<'_>, words: Range<usize>) -> Range<usize> {
    let by = words
        .clone()
        .skip(1)
        .find(|&at| is_word!(tokens.id(at), "from" | "by") && issued(tokens.raw(at - 1)) && at + 1 < words.end);
    match by.map(|by| by + 1..words.end).filter(|whose| can_speak(tokens, whose)) {
        Some(whose) => whose,
        None => words,
    }
}

/// Papers and counts that an institution gives out.
fn issued(word: &str) -> bool {
    matches!(
        word,
        "statement" | "report" | "tally" | "count" | "estimate" | "announcement" | "survey" | "study" | "poll"
    )
}

/// Whether the word reports speech where it stands: not the nouns "reports" and "estimates", not the "States" of a name,
/// not "is said to".
fn is_reporting(tokens: Tokens<'_>, bounds: &Range<usize>, verb: usize) -> bool {
    let previous = if verb > bounds.start { verb - 1 } else { verb };
    let heading = tokens.capitalised(verb) && verb > bounds.start && !tokens.capitalised(verb - 1);
    let after_determiner = previous < verb && tokens.is(previous, Class::DETERMINER.with(Class::PREPOSITION));
    // "claimed responsibility", "the AP report says": an act, and a noun before its verb.
    let act = tokens.word(verb).starts_with("claim")
        && is_word!(tokens.small(verb + 1), "responsibility" | "credit" | "victory");
    let noun = is_word!(tokens.id(verb), "report" | "reports" | "estimate" | "estimates" | "claims")
        && (tokens.is(verb + 1, Class::REPORTING.with(Class::AUXILIARY)) || is_word!(tokens.id(verb + 1), "found"));
    match tokens.word(verb) {
        "according" => true,
        _ if act || noun || previous < verb && is_passive(tokens, bounds, verb) => false,
        // "to say legally", "declined to say": nobody says it.
        "say" | "report" | "tell" if previous < verb && is_word!(tokens.id(previous), "to") => false,
        _ if tokens.capitalised(verb) && (is_word!(tokens.id(verb), "states") || verb == bounds.start || heading) => {
            false
        }
        // "put the toll at 12"
        "put" | "puts" => (verb + 2..bounds.end.min(verb + 10))
            .any(|at| is_word!(tokens.id(at), "at") && states_figure(tokens, at + 1)),
        // "a survey found that 12 percent agree"
        "found" => is_word!(tokens.id(verb + 1), "that"),
        "dismissed" | "rejected" | "disputed" | "saying" | "adding" | "announcing" | "stating" | "claiming"
        | "reporting" | "denying" | "believe" | "believed" | "telling" => false,
        "citing" => true,
        "reports" | "report" | "estimates" | "estimate" | "claims" | "states" | "stated" | "notes" => !after_determiner,
        // "was cited", but "was quoted as saying"
        "cited" => {
            !(previous < verb && tokens.is(previous, Class::AUXILIARY) && !tokens.word(previous).starts_with("ha"))
        }
        "quoted" => true,
        // "Employers added 200,000 jobs" tells no words of theirs.
        "added" | "adds" if !(previous < verb && tokens.kind(previous) == Some(TokenKind::Sign)) => {
            !states_figure(tokens, verb + 1)
        }
        "said" | "reported" | "estimated" | "alleged" | "confirmed" => {
            !(is_word!(tokens.id(verb + 1), "to") || previous < verb && tokens.is(previous, Class::DETERMINER))
        }
        _ => true,
    }
}

/// "The inquiry was announced in May": what is announced does not speak. Who "was told" or "is quoted" is another matter.
fn is_passive(tokens: Tokens<'_>, bounds: &Range<usize>, verb: usize) -> bool {
    if !is_word!(
        tokens.id(verb),
        "announced" | "reported" | "confirmed" | "estimated" | "declared" | "stated" | "explained" | "acknowledged"
    ) {
        return false;
    }
    let auxiliary = (bounds.start..verb).rev().find(|&at| !tokens.is(at, Class::ADVERB));
    auxiliary.is_some_and(|at| is_word!(tokens.id(at), "is" | "are" | "was" | "were" | "be" | "been" | "being"))
}

fn states_figure(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.kind(at) == Some(TokenKind::Number)
        || tokens.is(at, Class::CARDINAL.with(Class::VAGUE).with(Class::HEDGE))
        || tokens.sign(at, "$")
}

/// The attribution that holds for the token `at`: the nearest whose speaker does not hold the token.
pub(super) fn nearest(attributions: &[Attribution], at: usize) -> Option<&Attribution> {
    // The attributions are in order, so that the nearest are beside the place where `at` would stand.
    let index = attributions.partition_point(|attribution| attribution.verb < at);
    attributions[index.saturating_sub(2)..attributions.len().min(index + 2)]
        .iter()
        .filter(|attribution| !attribution.words.contains(&at))
        .min_by_key(|attribution| attribution.verb.abs_diff(at))
}

fn speaker_words(tokens: Tokens<'_>, bounds: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    match tokens.word(verb) {
        "according" => {
            let to = is_word!(tokens.id(verb + 1), "to");
            return to.then(|| after(tokens, bounds, verb + 2)).flatten().filter(|words| can_speak(tokens, words));
        }
        "citing" => return after(tokens, bounds, verb + 1).filter(|words| can_speak(tokens, words)),
        _ => {}
    }
    let inverted = || {
        finite(tokens.word(verb))
            .then(|| after(tokens, bounds, verb + 1))
            .flatten()
            .filter(|words| inverts(tokens, bounds, words))
    };
    let parted = verb > bounds.start && matches!(tokens.raw(verb - 1), "," | "”" | "\"" | "''" | "’" | "'");
    // Inversion: ", said Gen. Smith" and "'…' said police".
    if parted && let Some(words) = inverted() {
        return Some(words);
    }
    let subject = || {
        before(tokens, bounds, verb)
            .filter(|words| can_speak(tokens, words))
            .or_else(|| before_participle(tokens, bounds, verb))
    };
    // "the general, who warned Congress": what follows is addressed.
    let relative = verb > bounds.start && is_word!(tokens.id(verb - 1), "who" | "which" | "that");
    if relative {
        return before(tokens, bounds, verb - 1).filter(|words| can_speak(tokens, words));
    }
    subject().or_else(inverted)
}

/// "An official speaking on condition of anonymity said", "residents reached by phone said": the noun that the participle
/// hangs on.
fn before_participle(tokens: Tokens<'_>, bounds: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let from = bounds.start.max(verb.saturating_sub(12));
    let inside = (from..verb).rev().take_while(|&at| tokens.kind(at) == Some(TokenKind::Word));
    let participle = |at: usize| {
        is_word!(
            tokens.small(at),
            "speaking" | "reached" | "interviewed" | "contacted" | "briefed" | "familiar" | "close" | "involved"
        )
    };
    let noun =
        inside.filter(|&at| at > bounds.start && participle(at)).find(|&at| tokens.is(at - 1, Class::SPEAKER))?;
    let start = phrase_start(tokens, bounds, noun);
    (start < noun && !is_object(tokens, bounds, start)).then_some(start..noun)
}

/// Whether the words after a verb are its subject: a speaker, and then nothing that goes on with a clause.
fn inverts(tokens: Tokens<'_>, bounds: &Range<usize>, words: &Range<usize>) -> bool {
    // "confirmed COVID-19 cases": the name goes on.
    let joined = tokens.hyphen(words.end) && tokens.touches(words.end) && tokens.touches(words.end + 1);
    let closed = words.end >= bounds.end
        || tokens.kind(words.end) == Some(TokenKind::Sign) && !joined
        || tokens.is(words.end, Class::WEEKDAY.with(Class::MONTH))
        || is_word!(
            tokens.id(words.end),
            "who" | "in" | "on" | "at" | "as" | "after" | "during" | "yesterday" | "today" | "whose"
        );
    closed && can_speak(tokens, words)
}

/// Verb forms that may precede their subject in news.
fn finite(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "added"
            | "reported"
            | "wrote"
            | "explained"
            | "noted"
            | "warned"
            | "announced"
            | "confirmed"
            | "estimated"
    )
}

/// The noun phrase that ends right before the verb, past adverbs and auxiliaries.
fn before(tokens: Tokens<'_>, bounds: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let mut end = verb;
    while end > bounds.start
        && (tokens.is(end - 1, Class::ADVERB.with(Class::AUXILIARY)) || is_word!(tokens.id(end - 1), "quoted"))
        && !is_newspaper(tokens, end - 1)
    {
        end -= 1;
    }
    // "the Budget Office (CBO) estimated"
    if end > bounds.start + 2 && tokens.sign(end - 1, ")") {
        end = (bounds.start..end - 1).rev().take(6).find(|&at| tokens.sign(at, "("))?;
    }
    let apposition_end = end;
    // "Gen. Smith, the commander, said" and "an official, who asked not to be named, said".
    if end > bounds.start && tokens.sign(end - 1, ",") {
        let opened = (bounds.start..end - 1).rev().take(24).find(|&at| tokens.sign(at, ","))?;
        // "The mayor, Joan Pell, said"
        let inside = opened + 1..end - 1;
        let described = opened > bounds.start && tokens.is(opened - 1, Class::SPEAKER.with(Class::TITLE));
        if described
            && inside.len() < 5
            && phrase_start(tokens, bounds, end - 1) == inside.start
            && person(tokens, &inside).is_some()
        {
            return Some(inside);
        }
        end = opened;
    }
    let start = phrase_start(tokens, bounds, end);
    let (start, end) =
        if start < end { (start, end) } else { (phrase_start(tokens, bounds, apposition_end), apposition_end) };
    if let Some(name) = name_before(tokens, bounds, start) {
        return Some(name);
    }
    (start < end && !is_object(tokens, bounds, start)).then_some(start..end)
}

/// "Omar Haddad, the commander, who …, said": the name that a description stands beside.
fn name_before(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize) -> Option<Range<usize>> {
    let comma = start.checked_sub(1).filter(|&comma| comma > bounds.start && tokens.sign(comma, ","))?;
    // "Reggie Law, a farmer in Port Vale, Norland, who …, said": the place is his.
    let place = phrase_start(tokens, bounds, comma);
    let in_place = place > bounds.start + 2
        && tokens.capitalised(start)
        && tokens.capitalised(comma - 1)
        && (place - 1..comma).any(|at| is_word!(tokens.id(at), "in" | "of" | "from" | "near"));
    let comma = if in_place {
        (bounds.start + 1..place)
            .rev()
            .take(16)
            .find(|&at| tokens.sign(at, ",") && is_word!(tokens.id(at + 1), "the" | "a" | "an"))?
    } else if is_word!(tokens.id(start), "the" | "a" | "an") {
        comma
    } else {
        return None;
    };
    let name = phrase_start(tokens, bounds, comma)..comma;
    let opens = name.start == bounds.start || name.start > bounds.start && tokens.sign(name.start - 1, ",");
    (opens && person(tokens, &name).is_some()).then_some(name)
}

/// "returned from Norland said nothing": what a preposition governs is no subject, unless the sentence begins with it ("In
/// the port officials said").
fn is_object(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize) -> bool {
    // "after police said" begins a clause.
    let governed = start > bounds.start + 1
        && is_word!(
            tokens.id(start - 1),
            "of" | "in"
                | "on"
                | "at"
                | "by"
                | "for"
                | "from"
                | "to"
                | "with"
                | "into"
                | "against"
                | "under"
                | "over"
                | "near"
        );
    governed && !tokens.sign(start - 2, ",")
}

/// The noun phrase that begins at `start`: up to a comma, a verb or a clause word.
fn after(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize) -> Option<Range<usize>> {
    // "said at the forum"
    if tokens.is(start, Class::PREPOSITION) {
        return None;
    }
    let mut end = start;
    while end < bounds.end && end - start < 12 && belongs(tokens, end) && !is_clause_word(tokens, end) {
        // "police in the port": where the speaker is does not name him.
        if end > start && is_word!(tokens.id(end), "in" | "at") {
            break;
        }
        end += 1;
    }
    while end > start
        && (is_word!(tokens.id(end - 1), "of" | "for" | "and" | "the")
            || tokens.kind(end - 1) == Some(TokenKind::Sign) && !matches!(tokens.raw(end - 1), "'s" | "’s"))
    {
        end -= 1;
    }
    (end > start).then_some(start..end)
}

fn phrase_start(tokens: Tokens<'_>, bounds: &Range<usize>, end: usize) -> usize {
    let mut start = end;
    while start > bounds.start && end - start < 12 && belongs(tokens, start - 1) && !is_clause_word(tokens, start - 1) {
        start -= 1;
    }
    while start < end
        && (is_word!(tokens.id(start), "of" | "in" | "for" | "and" | "at" | "on" | "with")
            || tokens.is(start, Class::ADVERB)
            || tokens.kind(start) == Some(TokenKind::Sign))
    {
        start += 1;
    }
    // "This month Omar Haddad said", "At the same time the mayor said"
    let time = if is_word!(tokens.small(start + 1), "same") { start + 2 } else { start + 1 };
    let timed = tokens.is(start, Class::DETERMINER.with(Class::DEICTIC))
        && (tokens.is(time, Class::TIME_UNIT) || is_word!(tokens.small(time), "time"));
    if timed && time + 1 < end { time + 1 } else { start }
}

/// Whether a token can stand inside the noun phrase of a speaker.
fn belongs(tokens: Tokens<'_>, at: usize) -> bool {
    match tokens.kind(at) {
        Some(TokenKind::Word) => {
            let linking = is_word!(tokens.id(at), "of" | "for" | "and" | "in" | "the" | "a" | "an" | "at")
                || links_to(tokens, at);
            let raw = tokens.raw(at);
            // "a lawyer for the alleged victim"
            let attributive =
                at > 0 && is_word!(tokens.id(at - 1), "the" | "a" | "an" | "his" | "her" | "its" | "their");
            // An unknown word in -ed is taken for a verb, but for what titles use and for "Seattle-based".
            let past = raw.ends_with("ed")
                && raw.len() > 4
                && !attributive
                && !in_compound(tokens, at)
                && !tokens.capitalised(at)
                && !matches!(
                    raw,
                    "retired" | "armed" | "allied" | "appointed" | "elected" | "united" | "wounded" | "senior"
                );
            let modifies = attributive && raw.ends_with("ed");
            let known = tokens.is(at, Class::VERB.with(Class::REPORTING)) && !modifies;
            let verb = (known || past)
                && !tokens.is(at, Class::SPEAKER)
                && !tokens.capitalised(at)
                && !in_compound(tokens, at)
                && !matches!(raw, "retired" | "elected" | "wounded" | "fire" | "lead" | "attack");
            let pronoun = is_word!(tokens.id(at), "he" | "she" | "they" | "it" | "we");
            linking
                || pronoun
                || tokens.is(at, Class::DETERMINER)
                || !(verb || tokens.is(at, Class::FUNCTION) && !tokens.is(at, Class::CARDINAL))
                || matches!(tokens.raw(at), "US" | "U.S.")
                || tokens.capitalised(at) && raw == "May"
        }
        Some(TokenKind::Sign) => {
            tokens.hyphen(at) && tokens.touches(at)
                || matches!(tokens.raw(at), "'s" | "’s" | "’" | "'") && tokens.touches(at)
        }
        // "the 48-year-old Haddad", "the 5th Fleet"
        Some(TokenKind::Number) => in_compound(tokens, at) || is_ordinal(tokens, at),
        None => false,
    }
}

/// Whether a token is a part of a compound: "left-leaning", "48-year-old".
fn in_compound(tokens: Tokens<'_>, at: usize) -> bool {
    let joined = |hyphen: usize| tokens.hyphen(hyphen) && tokens.touches(hyphen) && tokens.touches(hyphen + 1);
    joined(at + 1) || at > 0 && joined(at - 1)
}

/// Whether a number is written with its suffix: "5th".
fn is_ordinal(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.touches(at + 1) && is_word!(tokens.small(at + 1), "st" | "nd" | "rd" | "th")
}

/// "the ambassador to Norland", "Omar Haddad from the relief agency": a preposition that goes on with the phrase.
fn links_to(tokens: Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    match tokens.word(at) {
        "to" => {
            tokens.is(before, Class::TITLE.with(Class::SPEAKER))
                || is_word!(tokens.small(before), "envoy" | "adviser" | "advisor")
        }
        "from" | "by" if issued(tokens.raw(before)) => true,
        "from" => {
            tokens.capitalised(before) && tokens.capitalised(at + 1 + usize::from(is_word!(tokens.id(at + 1), "the")))
        }
        _ => false,
    }
}

fn is_clause_word(tokens: Tokens<'_>, at: usize) -> bool {
    let relative = is_word!(
        tokens.id(at),
        "who" | "which" | "that" | "whose" | "when" | "where" | "as" | "but" | "because" | "whom" | "what" | "how"
    );
    relative
        || tokens.is(at, Class::WEEKDAY)
        || tokens.is(at, Class::MONTH) && tokens.raw(at) != "May"
        || is_word!(tokens.id(at), "yesterday" | "today" | "tonight") && !is_newspaper(tokens, at)
}

/// "USA Today"
fn is_newspaper(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.capitalised(at) && at > 0 && tokens.raw(at - 1) == "USA"
}

fn is_pronoun(tokens: Tokens<'_>, words: &Range<usize>) -> bool {
    words.len() == 1 && is_word!(tokens.id(words.start), "he" | "she" | "they" | "it" | "we")
}

/// A speaker is a name, an institution or a kind of person that speaks; "the report" and "it" count, "the road" does not.
/// The head decides: the last word before an "of", "for" or "in".
fn can_speak(tokens: Tokens<'_>, words: &Range<usize>) -> bool {
    let Some(last) = words
        .clone()
        .find(|&at| at > words.start && is_word!(tokens.id(at), "of" | "for" | "in" | "at" | "to" | "from" | "by"))
        .or(Some(words.end))
    else {
        return false;
    };
    let Some(head) = last.checked_sub(1) else { return false };
    let speaks = Class::SPEAKER.with(Class::TITLE).with(Class::INSTITUTION);
    let name = tokens.capitalised(head)
        && tokens.kind(head) == Some(TokenKind::Word)
        && tokens.raw(head).len() > 1
        && !tokens.is(head, Class::FUNCTION.with(Class::WEEKDAY).with(Class::MONTH))
        && !(words.len() == 1 && tokens.is(head, Class::CALENDAR.with(Class::REPORTING)))
        || matches!(tokens.raw(head), "US" | "U.S.");
    let possessive = matches!(tokens.raw(head), "'s" | "’s");
    is_pronoun(tokens, words) || tokens.is(head, speaks) || name && !possessive
}

/// Nouns that only describe who speaks.
const DESCRIPTIONS: [WordId; 33] = word_ids![
    "official",
    "officials",
    "authorities",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "witness",
    "witnesses",
    "source",
    "sources",
    "residents",
    "experts",
    "expert",
    "analysts",
    "analyst",
    "reports",
    "report",
    "doctors",
    "doctor",
    "rescuers",
    "survivors",
    "lawyers",
    "lawyer",
    "diplomats",
    "diplomat",
    "aides",
    "aide",
    "media",
    "relatives",
    "family",
    "officers",
    "officer",
    "statement",
];

/// Speakers of mentions in the order of the text: most that follow each other have the same one.
#[derive(Default)]
pub(super) struct Speakers {
    last: Option<(Range<usize>, Speaker)>,
}

impl Speakers {
    /// The speaker that some words, at least one, name.
    pub(super) fn of(&mut self, tokens: Tokens<'_>, words: &Range<usize>) -> Speaker {
        match &self.last {
            Some((last, speaker)) if last == words => speaker.clone(),
            _ => {
                let speaker = speaker(tokens, words);
                self.last.insert((words.clone(), speaker)).1.clone()
            }
        }
    }
}

/// The speaker that some words, at least one, name.
fn speaker(tokens: Tokens<'_>, words: &Range<usize>) -> Speaker {
    let span = tokens.span(words.start, words.end - 1);
    // "Joan Pell of the Red Crescent"
    let of = words.clone().find(|&at| is_word!(tokens.id(at), "of" | "from" | "at" | "with") && at > words.start + 1);
    let named = of.and_then(|of| person(tokens, &(words.start..of)));
    if let Some(name) = named.or_else(|| person(tokens, words)) {
        return Speaker { span, name: description(tokens, &name), named: true };
    }
    let described = words.clone().any(|at| tokens.id(at).is_one_of(&DESCRIPTIONS));
    let institution = words.clone().any(|at| tokens.is(at, Class::INSTITUTION));
    let proper = words.clone().any(|at| tokens.capitalised(at) && !tokens.is(at, Class::FUNCTION.with(Class::SPEAKER)));
    Speaker { span, name: description(tokens, words), named: (institution || proper) && !described }
}

/// The tokens of a person's name: the last run of capitalised words that are neither titles nor roles, if a title or a second
/// name stands with it.
pub(super) fn person(tokens: Tokens<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    let named = |at: usize| {
        tokens.kind(at) == Some(TokenKind::Word)
            && tokens.capitalised(at)
            && !tokens.is(at, Class::TITLE.with(Class::SPEAKER).with(Class::FUNCTION))
            && !tokens.raw(at).chars().all(|letter| letter.is_uppercase() || letter == '.')
    };
    let joins = |at: usize| {
        tokens.hyphen(at) || is_word!(tokens.small(at), "al" | "bin" | "ibn" | "de" | "van" | "von" | "el" | "da")
    };
    let last = words.end.checked_sub(1).filter(|&last| last >= words.start)?;
    if !named(last) {
        return None;
    }
    let mut start = last;
    while start > words.start && (named(start - 1) || joins(start - 1) || is_initial(tokens, start - 1)) {
        start -= 1;
    }
    while start < last && !named(start) && !is_word!(tokens.small(start), "al" | "el") {
        start += 1;
    }
    let titled = start > words.start && tokens.is(start - 1, Class::TITLE);
    let two = (start..=last).filter(|&at| named(at)).count() > 1;
    (titled || two).then_some(start..last + 1)
}

fn is_initial(tokens: Tokens<'_>, at: usize) -> bool {
    let raw = tokens.raw(at);
    raw.len() == 2 && raw.ends_with('.') && tokens.capitalised(at)
}

/// The words in lower case, without determiners, possessive signs and ages ("the 48-year-old Haddad").
fn description(tokens: Tokens<'_>, words: &Range<usize>) -> String {
    let mut name = String::with_capacity(tokens.span(words.start, words.end - 1).len());
    let mut aged = words.start;
    for at in words.clone() {
        let number = tokens.kind(at) == Some(TokenKind::Number);
        if number && in_compound(tokens, at) {
            let last = (at..words.end).step_by(2).find(|&end| !tokens.hyphen(end + 1));
            aged = last.map_or(words.end, |last| last + 1);
        }
        let told = number || tokens.kind(at) == Some(TokenKind::Word) && !tokens.is(at, Class::DETERMINER);
        if at < aged || !told {
            continue;
        }
        let suffix = at > words.start && is_ordinal(tokens, at - 1);
        if !name.is_empty() && !suffix {
            name.push(if tokens.touches(at) { '-' } else { ' ' });
        }
        match tokens.raw(at) {
            plain if plain.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                let start = name.len();
                name.push_str(plain);
                name[start..].make_ascii_lowercase();
            }
            other => name.push_str(&fold(other)),
        }
    }
    name
}

/// Whether a sentence stands wholly in a quotation: the last speaker goes on speaking.
pub(super) fn runs_on(quotations: &[crate::segment::Quotation], sentence: Span) -> bool {
    let index = quotations.partition_point(|quotation| quotation.span.start() <= sentence.start());
    let quotation = index.checked_sub(1).map(|index| quotations[index]);
    // The sentence may end with a sign after the closing mark.
    quotation.is_some_and(|quotation| sentence.end() <= quotation.span.end() + 1)
}

/// How many tokens behind a closing mark the verb may stand: "”, the deputy mayor of Port Vale said". (P)
const TAG_REACH: usize = 8;

/// Gives a quotation that began in an earlier sentence to who is named behind its end: "“We lost 12. We fear more,” said
/// Vance." `mentions` are those of the text before the sentence.
pub(super) fn reach_back(
    tokens: Tokens<'_>,
    segments: &Segments,
    sentence: &Sentence,
    attribution: &Attribution,
    mentions: &mut [Mention],
) {
    let begun = segments.quotations.partition_point(|quotation| quotation.span.start() < sentence.span.start());
    let Some(quotation) = begun.checked_sub(1).map(|index| segments.quotations[index].span) else { return };
    // "…,” said Vance", but not "….” Vance said": that is another sentence.
    let stopped = quotation.slice(tokens.text).trim_end_matches(['”', '"', '\'', '’']).ends_with('.');
    if stopped || !(sentence.span.start()..sentence.span.end()).contains(&quotation.end()) {
        return;
    }
    let inside = sentence.tokens.clone().take_while(|&at| tokens.tokens[at].span.start() < quotation.end()).count();
    let tag = sentence.tokens.start + inside;
    if !(tag..tag + TAG_REACH).contains(&attribution.verb) {
        return;
    }
    let quoted = mentions.iter_mut().rev().take_while(|mention| mention.span.start() >= quotation.start());
    let own = |mention: &Mention| {
        let sentence = segments.sentences[mention.sentence].span;
        mention.speaker.as_ref().is_some_and(|speaker| sentence.contains(speaker.span))
    };
    for mention in quoted.filter(|mention| !own(mention)) {
        mention.speaker = Some(speaker(tokens, &attribution.named_by));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment_title;

    fn read(text: &str) -> Vec<(String, bool)> {
        let segments = segment_title(text);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let mut found = Vec::new();
        find(tokens, &(0..segments.tokens.len()), &mut Referents::default(), &mut found);
        let speakers = found.into_iter().map(|attribution| speaker(tokens, &attribution.named_by));
        speakers.map(|speaker| (speaker.name, speaker.named)).collect()
    }

    #[test]
    fn speakers_stand_before_and_after_the_verb() {
        let cases: &[(&str, &[(&str, bool)])] = &[
            ("Police said 12 people died.", &[("police", true)]),
            ("At least 12 people died, officials said.", &[("officials", false)]),
            ("Twelve died, said Brig. Gen. Omar Haddad, who saw it.", &[("omar haddad", true)]),
            ("Pentagon spokesman Maj. Gen. Ada Quist told reporters that 300 left.", &[("ada quist", true)]),
            ("According to the Pentagon, 300 left.", &[("pentagon", true)]),
            ("Mali's water ministry said 300 left.", &[("mali water ministry", true)]),
            ("Three witnesses told the paper that 300 left.", &[("three witnesses", false)]),
            ("Omar Haddad, the commander, said 300 left.", &[("omar haddad", true)]),
            ("The road to Mosul was closed.", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(name, named)| ((*name).to_owned(), *named)).collect();
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
