//! Who is said to say it: "X said", "said X", "according to X", "X told Y", "X was quoted as saying".
//!
//! A speaker is named (a person, an institution) or only described ("officials", "a witness"). Pronouns and quotations
//! that run on take the last speaker of the article. Within a sentence the nearest attribution holds.

use super::Speaker;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens};
use crate::span::Span;
use std::ops::Range;

/// An attribution of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Token of the verb, or of "according".
    pub(super) verb: usize,
    /// Tokens of the speaker.
    pub(super) words: Range<usize>,
    pub(super) speaker: Speaker,
}

/// Finds the attributions of a sentence. `last` is the last speaker of the article, for pronouns; it is updated.
pub(super) fn find(tokens: Tokens<'_>, bounds: &Range<usize>, last: &mut Option<Speaker>) -> Vec<Attribution> {
    let mut found = Vec::new();
    for verb in bounds.clone().filter(|&at| tokens.is(at, Class::REPORTING)) {
        let Some(words) = speaker_words(tokens, bounds, verb) else { continue };
        let speaker = if is_pronoun(tokens, &words) { last.clone() } else { speaker(tokens, &words) };
        if let Some(speaker) = speaker {
            *last = Some(speaker.clone());
            found.push(Attribution { verb, words, speaker });
        }
    }
    found
}

/// The attribution that holds for the token `at`: the nearest whose speaker does not hold the token.
pub(super) fn nearest(attributions: &[Attribution], at: usize) -> Option<&Attribution> {
    attributions
        .iter()
        .filter(|attribution| !attribution.words.contains(&at))
        .min_by_key(|attribution| attribution.verb.abs_diff(at))
}

fn speaker_words(tokens: Tokens<'_>, bounds: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    if tokens.word(verb) == "according" {
        return (tokens.word(verb + 1) == "to").then(|| after(tokens, bounds, verb + 2)).flatten();
    }
    let subject = before(tokens, bounds, verb).filter(|words| can_speak(tokens, words));
    if subject.is_some() || !finite(tokens.word(verb)) {
        return subject;
    }
    // Inversion: ", said Gen. Smith" and "'…' said police".
    after(tokens, bounds, verb + 1).filter(|words| can_speak(tokens, words))
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
        && (tokens.is(end - 1, Class::ADVERB.with(Class::AUXILIARY)) || tokens.word(end - 1) == "quoted")
    {
        end -= 1;
    }
    let apposition_end = end;
    // "Gen. Smith, the commander, said" and "an official, who asked not to be named, said".
    if end > bounds.start && tokens.sign(end - 1, ",") {
        let opened = (bounds.start..end - 1).rev().take(24).find(|&at| tokens.sign(at, ","))?;
        end = opened;
    }
    let start = phrase_start(tokens, bounds, end);
    if start < end {
        return Some(start..end);
    }
    let start = phrase_start(tokens, bounds, apposition_end);
    (start < apposition_end).then_some(start..apposition_end)
}

/// The noun phrase that begins at `start`: up to a comma, a verb or a clause word.
fn after(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize) -> Option<Range<usize>> {
    let mut end = start;
    while end < bounds.end && end - start < 12 && belongs(tokens, end) && !(end > start && is_clause_word(tokens, end))
    {
        end += 1;
    }
    (end > start).then_some(start..end)
}

fn phrase_start(tokens: Tokens<'_>, bounds: &Range<usize>, end: usize) -> usize {
    let mut start = end;
    while start > bounds.start && end - start < 12 && belongs(tokens, start - 1) && !is_clause_word(tokens, start - 1) {
        start -= 1;
    }
    while start < end && matches!(tokens.word(start), "of" | "in" | "for" | "and" | "at" | "on" | "with") {
        start += 1;
    }
    start
}

/// Whether a token can stand inside the noun phrase of a speaker.
fn belongs(tokens: Tokens<'_>, at: usize) -> bool {
    match tokens.kind(at) {
        Some(TokenKind::Word) => {
            let linking = matches!(tokens.word(at), "of" | "for" | "and" | "in" | "the" | "a" | "an" | "at");
            let verb = tokens.is(at, Class::VERB.with(Class::REPORTING))
                && !tokens.is(at, Class::SPEAKER)
                && !tokens.capitalised(at);
            let pronoun = matches!(tokens.word(at), "he" | "she" | "they" | "it");
            linking
                || pronoun
                || tokens.is(at, Class::DETERMINER)
                || !(verb || tokens.is(at, Class::FUNCTION))
                || matches!(tokens.raw(at), "US" | "U.S.")
        }
        Some(TokenKind::Sign) => {
            tokens.hyphen(at) && tokens.touches(at) || matches!(tokens.raw(at), "'s" | "’s" | "’" | "'")
        }
        _ => false,
    }
}

fn is_clause_word(tokens: Tokens<'_>, at: usize) -> bool {
    let relative =
        matches!(tokens.word(at), "who" | "which" | "that" | "whose" | "when" | "where" | "as" | "but" | "because");
    relative || tokens.is(at, Class::WEEKDAY.with(Class::MONTH)) || matches!(tokens.word(at), "yesterday" | "today")
}

fn is_pronoun(tokens: Tokens<'_>, words: &Range<usize>) -> bool {
    words.len() == 1 && matches!(tokens.word(words.start), "he" | "she" | "they" | "it")
}

/// A speaker is a name, an institution or a kind of person that speaks; "the report" and "it" count, "the road" does not.
fn can_speak(tokens: Tokens<'_>, words: &Range<usize>) -> bool {
    is_pronoun(tokens, words)
        || words.clone().any(|at| tokens.is(at, Class::SPEAKER))
        || words.clone().any(|at| tokens.capitalised(at) && !tokens.is(at, Class::FUNCTION) && tokens.raw(at).len() > 1)
}

/// Nouns of institutions: they speak with one voice, so that two figures of theirs contradict each other.
const INSTITUTIONS: &[&str] = &[
    "police",
    "pentagon",
    "ministry",
    "government",
    "army",
    "military",
    "hospital",
    "embassy",
    "agency",
    "coalition",
    "coroner",
    "sheriff",
    "governor",
    "mayor",
    "president",
    "department",
    "company",
    "office",
];

/// Nouns that only describe who speaks.
const DESCRIPTIONS: &[&str] = &[
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

fn speaker(tokens: Tokens<'_>, words: &Range<usize>) -> Option<Speaker> {
    let span = tokens.span(words.start, words.end.checked_sub(1)?);
    if let Some(name) = person(tokens, words) {
        return Some(Speaker { span, name, named: true });
    }
    let described = words.clone().any(|at| DESCRIPTIONS.contains(&tokens.word(at)));
    let institution = words.clone().any(|at| INSTITUTIONS.contains(&tokens.word(at)));
    let proper = words.clone().any(|at| tokens.capitalised(at) && !tokens.is(at, Class::FUNCTION.with(Class::SPEAKER)));
    Some(Speaker { span, name: description(tokens, words), named: (institution || proper) && !described })
}

/// The name of a person: the last run of capitalised words that are neither titles nor roles, if a title or a second
/// name stands with it.
fn person(tokens: Tokens<'_>, words: &Range<usize>) -> Option<String> {
    let named = |at: usize| {
        tokens.kind(at) == Some(TokenKind::Word)
            && tokens.capitalised(at)
            && !tokens.is(at, Class::TITLE.with(Class::SPEAKER).with(Class::FUNCTION))
            && !tokens.raw(at).chars().all(|letter| letter.is_uppercase() || letter == '.')
    };
    let joins = |at: usize| {
        tokens.hyphen(at) || matches!(tokens.raw(at), "al" | "bin" | "ibn" | "de" | "van" | "von" | "el" | "da")
    };
    let last = words.end - 1;
    if !named(last) {
        return None;
    }
    let mut start = last;
    while start > words.start && (named(start - 1) || joins(start - 1) || is_initial(tokens, start - 1)) {
        start -= 1;
    }
    while start < last && !named(start) && !matches!(tokens.raw(start), "al" | "el") {
        start += 1;
    }
    let titled = start > words.start && tokens.is(start - 1, Class::TITLE);
    let two = (start..=last).filter(|&at| named(at)).count() > 1;
    (titled || two).then(|| description(tokens, &(start..last + 1)))
}

fn is_initial(tokens: Tokens<'_>, at: usize) -> bool {
    let raw = tokens.raw(at);
    raw.len() == 2 && raw.ends_with('.') && tokens.capitalised(at)
}

/// The words in lower case, without determiners and possessive signs.
fn description(tokens: Tokens<'_>, words: &Range<usize>) -> String {
    let mut name = String::new();
    for at in words.clone().filter(|&at| tokens.kind(at) == Some(TokenKind::Word) && !tokens.is(at, Class::DETERMINER))
    {
        if !name.is_empty() {
            name.push(if tokens.touches(at) { '-' } else { ' ' });
        }
        name.push_str(&crate::segment::token::fold(tokens.raw(at)));
    }
    name
}

/// A speaker for a sentence that stands wholly in a quotation begun before it.
pub(super) fn running_on(
    quotations: &[crate::segment::Quotation],
    sentence: Span,
    last: Option<&Speaker>,
) -> Option<Speaker> {
    let index = quotations.partition_point(|quotation| quotation.span.start() < sentence.start());
    let quotation = index.checked_sub(1).map(|index| quotations[index])?;
    quotation.span.contains(sentence).then(|| last.cloned()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment_title;

    fn read(text: &str) -> Vec<(String, bool)> {
        let segments = segment_title(text);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let found = find(tokens, &(0..segments.tokens.len()), &mut None);
        found.into_iter().map(|attribution| (attribution.speaker.name, attribution.speaker.named)).collect()
    }

    #[test]
    fn speakers_stand_before_and_after_the_verb() {
        let cases: &[(&str, &[(&str, bool)])] = &[
            ("Police said 12 people died.", &[("police", true)]),
            ("At least 12 people died, officials said.", &[("officials", false)]),
            ("Twelve died, said Brig. Gen. Omar Haddad, who saw it.", &[("omar haddad", true)]),
            ("Pentagon spokesman Maj. Gen. Ada Quist told reporters that 300 left.", &[("ada quist", true)]),
            ("According to the Pentagon, 300 left.", &[("pentagon", true)]),
            ("Iraq's foreign ministry said in a statement that 300 left.", &[("iraq foreign ministry", true)]),
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
