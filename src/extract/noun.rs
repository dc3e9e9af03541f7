//! The counted thing: the noun phrase that a number is a number of.
//!
//! There is no tagger. After the number, words run on until a function word, a verb, a sign, another number or a calendar
//! word; the last word of the run is the head. What follows a plural noun ends the run unless it is a plural too, since
//! English counts plurals and goes on with a verb ("200 sales managers" but "30 people gathered").

use super::Counted;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens};
use std::ops::Range;

/// A counted phrase takes at most so many words ("2,500 active-duty U.S. Army special operations troops"). (P)
const LONGEST: usize = 8;

/// The noun phrase that begins at token `at` or after "of (the)", with the index of its last token.
pub(super) fn counted_after(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<(Counted, usize)> {
    let start = skip_partitive(tokens, bounds, at);
    let end = run_end(tokens, bounds, start);
    let head = (start..end)
        .rev()
        .find(|&index| tokens.kind(index) == Some(TokenKind::Word) && !is_possessive(tokens, index))?;
    if tokens.raw(head).len() == 1 {
        return None;
    }
    let counted = Counted { phrase: tokens.span(start, head), head: tokens.tokens[head].span, elided: false };
    Some((counted, head))
}

/// The noun before "of" or a colon: "troop levels of 2,500", "Troops: 2,500".
pub(super) fn counted_before(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> Option<Counted> {
    let link = first.checked_sub(1).filter(|&link| link > bounds.start)?;
    if tokens.word(link) != "of" && !tokens.sign(link, ":") {
        return None;
    }
    let head = link - 1;
    let open = |index: usize| is_open(tokens, index) && !tokens.is(index, Class::ADVERB);
    if !open(head) || tokens.raw(head).len() < 3 {
        return None;
    }
    let mut start = head;
    while start > bounds.start && head - start < 3 && open(start - 1) {
        start -= 1;
    }
    Some(Counted { phrase: tokens.span(start, head), head: tokens.tokens[head].span, elided: false })
}

/// Past "of the", "of its", "more of the", "other", "or so" to the noun itself.
fn skip_partitive(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> usize {
    let mut at = at;
    if at < bounds.end && tokens.hyphen(at) {
        at += 1;
    }
    if tokens.word(at) == "of" {
        at += 1;
        while at < bounds.end && tokens.is(at, Class::DETERMINER) {
            at += 1;
        }
        // "three of the five hostages"
        while at < bounds.end && (tokens.is(at, Class::CARDINAL) || tokens.kind(at) == Some(TokenKind::Number)) {
            at += 1;
        }
    }
    while at < bounds.end && matches!(tokens.word(at), "more" | "other" | "additional" | "another") {
        at += 1;
    }
    at
}

/// The token after the run of words that can belong to one counted phrase.
fn run_end(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize) -> usize {
    let mut at = start;
    let mut words = 0;
    while at < bounds.end && words < LONGEST {
        if tokens.kind(at) == Some(TokenKind::Sign) {
            let compound = tokens.hyphen(at) && at > start && tokens.touches(at) && tokens.touches(at + 1);
            let quoted = at == start && matches!(tokens.raw(at), "\"" | "“" | "‘" | "``");
            if compound || is_possessive(tokens, at) || quoted {
                at += 1;
                continue;
            }
            break;
        }
        if !is_open(tokens, at) || ends_phrase(tokens, start, at) {
            break;
        }
        at += 1;
        words += 1;
    }
    // A trailing hyphen or possessive sign is no end of a phrase.
    while at > start && tokens.kind(at - 1) == Some(TokenKind::Sign) {
        at -= 1;
    }
    at
}

/// Whether the word at `at` cannot continue the phrase that began at `start`.
fn ends_phrase(tokens: Tokens<'_>, start: usize, at: usize) -> bool {
    let linked = at > start && tokens.hyphen(at - 1) && tokens.touches(at);
    if at == start || linked {
        return is_verb_here(tokens, at, None);
    }
    let previous = tokens.raw(at - 1);
    if is_plural(previous) && !is_capitalised_name(tokens, at - 1) {
        return !is_plural(tokens.raw(at)) || tokens.is(at, Class::VERB);
    }
    is_verb_here(tokens, at, Some(previous))
}

/// Verb forms that are no modifier of a noun: "killed" in "12 killed", but not "wounded" in "12 wounded soldiers".
fn is_verb_here(tokens: Tokens<'_>, at: usize, previous: Option<&str>) -> bool {
    let participle = tokens.raw(at).ends_with("ed")
        || tokens.raw(at).ends_with("ing")
        || matches!(tokens.word(at), "dead" | "missing");
    let verb = tokens.is(at, Class::VERB.with(Class::REPORTING)) || (participle && previous.is_some());
    if !verb {
        return false;
    }
    // A participle before a plural noun modifies it.
    let next_is_noun = is_open(tokens, at + 1)
        && (is_plural(tokens.raw(at + 1)) || is_plural(tokens.raw(at + 2)) && is_open(tokens, at + 2));
    let modifies = participle && next_is_noun && !tokens.is(at + 1, Class::VERB);
    // "three strikes", "12 attacks", "two reports": nouns that are spelled like verbs, counted.
    let noun = previous.is_none() && is_plural(tokens.raw(at)) || nominal(tokens.word(at));
    !(modifies || noun)
}

/// Nouns spelled like a verb that news counts in the singular too ("a 12-attack spree" is rare, "strike" is not).
fn nominal(word: &str) -> bool {
    matches!(
        word,
        "strikes"
            | "attacks"
            | "arrests"
            | "votes"
            | "reports"
            | "claims"
            | "wounds"
            | "fires"
            | "deaths"
            | "calls"
            | "cuts"
            | "runs"
            | "works"
            | "sets"
            | "estimates"
            | "launches"
            | "strike"
            | "attack"
            | "arrest"
            | "vote"
            | "report"
            | "fire"
            | "crash"
            | "crashes"
            | "shooting"
            | "shootings"
            | "killings"
            | "killing"
            | "targets"
            | "target"
            | "dead"
            | "cases"
            | "hits"
            | "wins"
            | "drops"
            | "leads"
    )
}

fn is_open(tokens: Tokens<'_>, at: usize) -> bool {
    let stop = Class::FUNCTION
        .with(Class::CARDINAL)
        .with(Class::SCALE)
        .with(Class::MONTH)
        .with(Class::WEEKDAY)
        .with(Class::VAGUE)
        .with(Class::NONE)
        .with(Class::PERCENT);
    let calendar = matches!(
        tokens.word(at),
        "yesterday" | "today" | "tomorrow" | "tonight" | "ago" | "now" | "currently" | "recently" | "overnight"
    );
    // "US" is a country, "us" a pronoun; "IT" a trade, "it" a pronoun.
    let country = matches!(tokens.raw(at), "US" | "IT");
    tokens.kind(at) == Some(TokenKind::Word) && (country || !tokens.is(at, stop)) && !calendar && !is_adverb(tokens, at)
}

fn is_adverb(tokens: Tokens<'_>, at: usize) -> bool {
    let word = tokens.raw(at);
    tokens.is(at, Class::ADVERB)
        || (word.len() > 5
            && word.ends_with("ly")
            && !matches!(word, "family" | "elderly" | "assembly" | "monopoly" | "anomaly"))
}

fn is_possessive(tokens: Tokens<'_>, at: usize) -> bool {
    matches!(tokens.raw(at), "'s" | "’s") || (at > 0 && tokens.touches(at) && matches!(tokens.raw(at), "'" | "’"))
}

fn is_capitalised_name(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.capitalised(at)
}

/// Whether a word looks like a plural noun.
pub(super) fn is_plural(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    matches!(
        lower.as_str(),
        "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "personnel"
            | "staff"
            | "dead"
            | "firemen"
            | "policemen"
            | "servicemen"
            | "gunmen"
            | "fishermen"
            | "lawmakers"
            | "aircraft"
            | "troops"
            | "cattle"
            | "fish"
            | "feet"
            | "wounded"
            | "injured"
            | "crew"
            | "businessmen"
            | "congressmen"
    ) || (lower.len() > 3
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is"))
        || lower.ends_with("men") && lower.len() > 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment_title;

    fn after(text: &str) -> Option<&str> {
        let segments = segment_title(text);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let (counted, _) = counted_after(tokens, &(0..segments.tokens.len()), 1)?;
        Some(counted.phrase.slice(text))
    }

    #[test]
    fn the_phrase_ends_with_its_head() {
        let cases = [
            ("2,500 active-duty U.S. troops remain in Iraq", Some("active-duty U.S. troops")),
            ("12 killed and 30 hurt", None),
            ("30 people gathered there", Some("people")),
            ("200 sales managers quit", Some("sales managers")),
            ("12 wounded soldiers were flown out", Some("wounded soldiers")),
            ("dozens of the city's residents fled", Some("city's residents")),
            ("three of the five hostages died", Some("hostages")),
            ("500 US troops left", Some("US troops")),
            ("25 more", None),
            ("three strikes on bases", Some("strikes")),
            ("40 people Monday", Some("people")),
            ("12-member panel", Some("member panel")),
            ("900 in Syria", None),
        ];
        for (text, phrase) in cases {
            assert_eq!(after(text), phrase, "{text}");
        }
    }
}
