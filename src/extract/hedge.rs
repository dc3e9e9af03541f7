//! Words before, after and around a number that bound it: "at least", "or more", "-plus", "an estimated".
//!
//! The readings follow the table of the semantics: "up to" and "as many as" are weak upper bounds, "nearly" stays below,
//! "some" is an approximator only right before a number.

use super::numeral::{Number, Numeral};
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::amount::Looseness;
use crate::value::{Amount, Hedge};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::LazyLock;

/// A hedge with the tokens that express it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hedging {
    pub(super) hedge: Hedge,
    pub(super) looseness: Looseness,
    /// First token of the hedge, or of the number if nothing stands before it.
    pub(super) first: usize,
    /// Last token of the hedge, or of the number if nothing stands after it.
    pub(super) last: usize,
}

/// The words of a hedge, and what it means.
type Phrase = (&'static [&'static str], Hedge);

/// Hedges before a number; of two that end alike the longer holds.
const BEFORE: &[Phrase] = &[
    (&["no", "fewer", "than"], Hedge::AtLeast),
    (&["no", "less", "than"], Hedge::AtLeast),
    (&["not", "less", "than"], Hedge::AtLeast),
    (&["not", "fewer", "than"], Hedge::AtLeast),
    (&["a", "minimum", "of"], Hedge::AtLeast),
    (&["at", "the", "very", "least"], Hedge::AtLeast),
    (&["at", "the", "least"], Hedge::AtLeast),
    (&["at", "least"], Hedge::AtLeast),
    (&["minimum", "of"], Hedge::AtLeast),
    (&["at", "a", "minimum"], Hedge::AtLeast),
    (&["no", "more", "than"], Hedge::AtMost),
    (&["maximum", "of"], Hedge::AtMost),
    (&["maximum"], Hedge::AtMost),
    (&["a", "maximum"], Hedge::AtMost),
    (&["minimum"], Hedge::AtLeast),
    (&["a", "minimum"], Hedge::AtLeast),
    (&["within"], Hedge::AtMost),
    (&["at", "a", "maximum"], Hedge::AtMost),
    (&["not", "more", "than"], Hedge::AtMost),
    (&["a", "maximum", "of"], Hedge::AtMost),
    (&["as", "many", "as"], Hedge::AtMost),
    (&["as", "much", "as"], Hedge::AtMost),
    (&["as", "high", "as"], Hedge::AtMost),
    (&["at", "the", "most"], Hedge::AtMost),
    (&["at", "most"], Hedge::AtMost),
    (&["up", "to"], Hedge::AtMost),
    (&["as", "few", "as"], Hedge::AtLeast),
    (&["as", "little", "as"], Hedge::AtLeast),
    (&["slightly", "more", "than"], Hedge::JustOver),
    (&["a", "little", "more", "than"], Hedge::JustOver),
    (&["little", "more", "than"], Hedge::JustOver),
    (&["a", "little", "over"], Hedge::JustOver),
    (&["a", "little", "above"], Hedge::JustOver),
    (&["slightly", "over"], Hedge::JustOver),
    (&["slightly", "above"], Hedge::JustOver),
    (&["somewhat", "more", "than"], Hedge::JustOver),
    (&["a", "bit", "more", "than"], Hedge::JustOver),
    (&["a", "bit", "over"], Hedge::JustOver),
    (&["barely", "more", "than"], Hedge::JustOver),
    (&["just", "over"], Hedge::JustOver),
    (&["just", "above"], Hedge::JustOver),
    (&["just", "more", "than"], Hedge::JustOver),
    (&["slightly", "less", "than"], Hedge::Nearly),
    (&["slightly", "fewer", "than"], Hedge::Nearly),
    (&["a", "little", "less", "than"], Hedge::Nearly),
    (&["a", "little", "under"], Hedge::Nearly),
    (&["a", "little", "below"], Hedge::Nearly),
    (&["a", "bit", "less", "than"], Hedge::Nearly),
    (&["slightly", "under"], Hedge::Nearly),
    (&["slightly", "below"], Hedge::Nearly),
    (&["somewhat", "less", "than"], Hedge::Nearly),
    (&["somewhat", "fewer", "than"], Hedge::Nearly),
    (&["virtually"], Hedge::Nearly),
    (&["practically"], Hedge::Nearly),
    (&["short", "of"], Hedge::LessThan),
    (&["just", "short", "of"], Hedge::Nearly),
    (&["just", "shy", "of"], Hedge::Nearly),
    (&["not", "quite"], Hedge::Nearly),
    (&["very", "nearly"], Hedge::Nearly),
    (&["just", "less", "than"], Hedge::Nearly),
    (&["just", "fewer", "than"], Hedge::Nearly),
    (&["just", "under"], Hedge::Nearly),
    (&["just", "below"], Hedge::Nearly),
    (&["close", "to"], Hedge::Nearly),
    (&["closer", "to"], Hedge::About),
    (&["nearer", "to"], Hedge::About),
    (&["well", "over"], Hedge::MoreThan),
    (&["well", "above"], Hedge::MoreThan),
    (&["well", "under"], Hedge::LessThan),
    (&["well", "below"], Hedge::LessThan),
    (&["far", "less", "than"], Hedge::LessThan),
    (&["much", "less", "than"], Hedge::LessThan),
    (&["far", "more", "than"], Hedge::MoreThan),
    (&["much", "more", "than"], Hedge::MoreThan),
    (&["more", "than"], Hedge::MoreThan),
    (&["greater", "than"], Hedge::MoreThan),
    (&["larger", "than"], Hedge::MoreThan),
    (&["higher", "than"], Hedge::MoreThan),
    (&["in", "excess", "of"], Hedge::MoreThan),
    (&["north", "of"], Hedge::MoreThan),
    (&["upward", "of"], Hedge::MoreThan),
    (&["upwards", "of"], Hedge::MoreThan),
    (&["far", "fewer", "than"], Hedge::LessThan),
    (&["fewer", "than"], Hedge::LessThan),
    (&["less", "than"], Hedge::LessThan),
    (&["lower", "than"], Hedge::LessThan),
    (&["over"], Hedge::MoreThan),
    (&["above"], Hedge::MoreThan),
    (&["exceeding"], Hedge::MoreThan),
    (&["exceed"], Hedge::MoreThan),
    (&["exceeds"], Hedge::MoreThan),
    (&["exceeded"], Hedge::MoreThan),
    (&["surpassing"], Hedge::MoreThan),
    (&["surpasses"], Hedge::MoreThan),
    (&["surpassed"], Hedge::MoreThan),
    (&["topping"], Hedge::MoreThan),
    (&["tops"], Hedge::MoreThan),
    (&["topped"], Hedge::MoreThan),
    (&["past"], Hedge::MoreThan),
    (&["passes"], Hedge::MoreThan),
    (&["passed"], Hedge::MoreThan),
    (&["under"], Hedge::LessThan),
    (&["below"], Hedge::LessThan),
    (&["nearly"], Hedge::Nearly),
    (&["almost"], Hedge::Nearly),
    (&["approaching"], Hedge::Nearly),
    (&["nearing"], Hedge::Nearly),
    (&["about"], Hedge::About),
    (&["around"], Hedge::About),
    (&["roughly"], Hedge::About),
    (&["approximately"], Hedge::About),
    (&["some"], Hedge::About),
    (&["circa"], Hedge::About),
    (&["approx"], Hedge::About),
    (&["ca"], Hedge::About),
    (&["something", "like"], Hedge::About),
    (&["more", "or", "less"], Hedge::About),
    (&["give", "or", "take"], Hedge::About),
    (&["around", "about"], Hedge::About),
    (&["estimated", "at"], Hedge::About),
    (&["in", "the", "region", "of"], Hedge::About),
    (&["in", "the", "neighborhood", "of"], Hedge::About),
    (&["in", "the", "vicinity", "of"], Hedge::About),
    (&["on", "the", "order", "of"], Hedge::About),
    (&["somewhere", "around"], Hedge::About),
    (&["perhaps"], Hedge::About),
    (&["maybe"], Hedge::About),
    (&["hovering", "around"], Hedge::About),
    (&["an", "estimated"], Hedge::About),
    (&["estimated"], Hedge::About),
];

/// Hedges after a number.
const AFTER: &[(&[&str], Hedge)] = &[
    (&["or", "more"], Hedge::AtLeast),
    (&["or", "so"], Hedge::About),
    (&["or", "thereabouts"], Hedge::About),
    (&["give", "or", "take"], Hedge::About),
    (&["or", "over"], Hedge::AtLeast),
    (&["or", "under"], Hedge::AtMost),
    (&["at", "the", "most"], Hedge::AtMost),
    (&["at", "the", "least"], Hedge::AtLeast),
    (&["or", "above"], Hedge::AtLeast),
    (&["or", "below"], Hedge::AtMost),
    (&["or", "greater"], Hedge::AtLeast),
    (&["or", "higher"], Hedge::AtLeast),
    (&["or", "larger"], Hedge::AtLeast),
    (&["or", "bigger"], Hedge::AtLeast),
    (&["or", "stronger"], Hedge::AtLeast),
    (&["or", "longer"], Hedge::AtLeast),
    (&["or", "better"], Hedge::AtLeast),
    (&["or", "lower"], Hedge::AtMost),
    (&["or", "smaller"], Hedge::AtMost),
    (&["or", "shorter"], Hedge::AtMost),
    (&["or", "less"], Hedge::AtMost),
    (&["or", "fewer"], Hedge::AtMost),
    (&["at", "least"], Hedge::AtLeast),
    (&["at", "most"], Hedge::AtMost),
    (&["and", "counting"], Hedge::AtLeast),
    (&["-", "odd"], Hedge::About),
    (&["-", "some"], Hedge::About),
    (&["-", "plus"], Hedge::AtLeast),
    (&["plus"], Hedge::AtLeast),
    (&["+"], Hedge::AtLeast),
];

/// The hedge around the number that stands on tokens `first..=last`, inside the sentence `bounds`.
pub(super) fn around(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, last: usize) -> Hedging {
    before(tokens, bounds, first, last)
        .map(|hedging| Hedging { last: past_odd(tokens, bounds, last), ..hedging })
        .or_else(|| after(tokens, bounds, last).map(|(hedge, end)| Hedging { hedge, last: end, ..plain(first, last) }))
        .unwrap_or_else(|| plain(first, last))
}

/// "some 3,000-odd fishermen": a second hedge, which says what the first one does.
fn past_odd(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize) -> usize {
    let joined = tokens.hyphen(last + 1) && is_word!(tokens.id(last + 2), "odd");
    match joined.then(|| after(tokens, bounds, last)).flatten() {
        Some((Hedge::About, end)) => end,
        _ => last,
    }
}

fn plain(first: usize, last: usize) -> Hedging {
    Hedging { hedge: Hedge::Exactly, looseness: Looseness::Usual, first, last }
}

fn before(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, last: usize) -> Option<Hedging> {
    if let Some((hedge, start)) = limit_of(tokens, bounds, first) {
        return Some(Hedging { hedge, looseness: Looseness::Usual, first: start, last });
    }
    let end = skip_back(tokens, bounds, first);
    let (words, hedge) = hedge_that_ends(tokens, bounds, end)?;
    let start = end - words.len();
    if blocked(tokens, bounds, start, end, words) {
        return None;
    }
    let estimated = words.contains(&"estimated");
    let looseness = if estimated { Looseness::Loose } else { Looseness::Usual };
    let start = first_of_estimate(tokens, bounds, start);
    // "at least about 40", "possibly more than 40": the outer hedge widens the inner one, which is kept.
    Some(Hedging { hedge, looseness, first: start, last })
}

/// "a maximum fine of $5,000", "a minimum term of five years": the punishment that may be given. A minimum wage is no bound,
/// and a maximum speed was reached.
fn limit_of(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> Option<(Hedge, usize)> {
    let limit = first.checked_sub(3).filter(|&limit| limit >= bounds.start && is_word!(tokens.id(first - 1), "of"))?;
    if !is_word!(tokens.small(first - 2), "fine" | "sentence" | "penalty" | "term" | "punishment") {
        return None;
    }
    let hedge = match tokens.word(limit) {
        "maximum" => Hedge::AtMost,
        "minimum" => Hedge::AtLeast,
        _ => return None,
    };
    let article = limit > bounds.start && is_word!(tokens.id(limit - 1), "a" | "the");
    Some((hedge, if article { limit - 1 } else { limit }))
}

/// The longest hedge that ends before token `end`.
fn hedge_that_ends(tokens: Tokens<'_>, bounds: &Range<usize>, end: usize) -> Option<Phrase> {
    let last = end.checked_sub(1).filter(|&last| last >= bounds.start)?;
    if !tokens.is(last, Class::HEDGE) {
        let sign = matches!(tokens.raw(last), "~" | "≈") && tokens.kind(last) == Some(TokenKind::Sign);
        return sign.then_some((&["~"], Hedge::About));
    }
    let ending = BY_LAST_WORD.get(tokens.word(last))?;
    ending.iter().copied().find(|(words, _)| ends_with(tokens, bounds, end, words))
}

/// [`BEFORE`] by the last word, longer hedges first.
static BY_LAST_WORD: LazyLock<FxHashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_last: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for &(words, hedge) in BEFORE {
        by_last.entry(words[words.len() - 1]).or_default().push((words, hedge));
    }
    by_last.values_mut().for_each(|ending| ending.sort_by_key(|(words, _)| Reverse(words.len())));
    by_last
});

/// The hedge that ends right before token `first`, and where it begins; for lengths of time, of which no total is said.
pub(super) fn right_before(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> Option<(Hedge, usize)> {
    if let Some(limit) = limit_of(tokens, bounds, first) {
        return Some(limit);
    }
    let (words, hedge) = hedge_that_ends(tokens, bounds, first)?;
    let start = first - words.len();
    let lasts = match words {
        // "lost $5 million over two years" within them, "lasted over two years" longer.
        ["over"] if !lasts_over(tokens, bounds, start) => return None,
        // What takes over two hours takes nothing over.
        ["over" | "under"] | ["close", "to"] => true,
        _ => false,
    };
    (lasts || !blocked(tokens, bounds, start, first, words)).then_some((hedge, start))
}

/// Whether the "over" before a length of time means "more than".
fn lasts_over(tokens: Tokens<'_>, bounds: &Range<usize>, over: usize) -> bool {
    over > bounds.start
        && matches!(
            tokens.raw(over - 1),
            "for"
                | "For"
                | "in"
                | "In"
                | "of"
                | "after"
                | "After"
                | "just"
                | "within"
                | "took"
                | "takes"
                | "take"
                | "taken"
                | "lasted"
                | "lasts"
                | "last"
                | "spent"
                | "served"
                | "waited"
                | "is"
                | "was"
                | "been"
                | "at"
                | "by"
                | "and"
                | "or"
                | "to"
                | "a"
        )
}

/// A hedge right after token `last`, with its last token: "or more", "-plus", "or so".
pub(super) fn after(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize) -> Option<(Hedge, usize)> {
    let next = last + 1;
    let is_word = is_word!(tokens.id(next), "or" | "at" | "and" | "plus" | "give" | "odd");
    if next >= bounds.end || !(is_word || tokens.hyphen(next) || tokens.sign(next, "+")) {
        return None;
    }
    // "300 odd people" are about 300, "three odd people" are odd.
    let round = tokens.raw(last).ends_with('0') || tokens.raw(last).ends_with("ty") || tokens.is(last, Class::SCALE);
    if is_word!(tokens.id(next), "odd") && round && tokens.kind(next + 1) == Some(TokenKind::Word) {
        return Some((Hedge::About, next));
    }
    let (words, hedge) = AFTER.iter().find(|(words, hedge)| {
        starts_with(tokens, bounds, next, words) && after_is_safe(tokens, next + words.len(), *hedge, words)
    })?;
    Some((*hedge, last + words.len()))
}

/// "a total of 40", "another 25", "a further 25", "the 40": the hedge stands before these.
fn skip_back(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> usize {
    let skipped: &[&str] = match first.checked_sub(1).map_or("", |previous| tokens.word(previous)) {
        "of" => &["a", "total", "of"],
        "another" => &["another"],
        "additional" => &["an", "additional"],
        "extra" => &["an", "extra"],
        "further" => &["a", "further"],
        "only" => &["only"],
        "a" => &["a"],
        _ => return first,
    };
    let start = first.checked_sub(skipped.len()).filter(|&start| start > bounds.start);
    start
        .filter(|&start| ends_with(tokens, bounds, first, skipped) && hedge_that_ends(tokens, bounds, start).is_some())
        .filter(|&start| {
            skipped != ["a"] || !is_word!(tokens.id(start - 1), "of") && !is_word!(tokens.id(start - 1), "to")
        })
        .unwrap_or(first)
}

/// "about an estimated 40" and "the estimated 40" begin with the estimate; only "an" belongs to it.
fn first_of_estimate(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize) -> usize {
    if start > bounds.start && is_word!(tokens.id(start), "estimated") && is_word!(tokens.id(start - 1), "the") {
        start - 1
    } else {
        start
    }
}

/// Words that are no hedge where they stand: "took over 40 posts", "talked about two plans", "gathered around 12
/// tables", "added up to 40", "some of", "close to 40 homes" as a place after a verb of motion.
fn blocked(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize, end: usize, words: &[&str]) -> bool {
    // "a poll-topping 56 percent"
    if start > bounds.start && tokens.hyphen(start - 1) && tokens.touches(start) {
        return true;
    }
    let previous = if start > bounds.start { tokens.word(start - 1) } else { "" };
    match words {
        ["over"] if tokens.is(end, Class::VAGUE) && is_word!(tokens.id(end), "several") => true,
        ["over" | "under"] => {
            matches!(previous, "took" | "take" | "taken" | "taking" | "takes" | "come" | "came" | "handed" | "turned")
        }
        ["about"] => {
            matches!(
                previous,
                "talk"
                    | "talked"
                    | "talking"
                    | "said"
                    | "asked"
                    | "know"
                    | "information"
                    | "worried"
                    | "how"
                    | "what"
                    | "learn"
                    | "questions"
            ) || is_word!(tokens.id(end), "one")
                || is_word!(tokens.id(end), "two") && matches!(previous, "things" | "something")
        }
        ["above" | "below"] => matches!(previous, "the" | "from"),
        ["up", "to"] => {
            matches!(previous, "made" | "adds" | "add" | "added" | "come" | "came" | "woke" | "stand" | "stood")
        }
        ["close", "to"] => matches!(previous, "came" | "come" | "comes"),
        // A toll passes 400, a parliament 12 bills; "half past 12".
        ["passed" | "passes"] => !matches!(previous, "toll" | "total" | "number" | "tally" | "count"),
        ["past"] => start == bounds.start || !tokens.is(start - 1, Class::TREND),
        // "a shortage: short of 40 beds", but "fell short of 40".
        ["short", "of"] => !matches!(previous, "fell" | "falls" | "fall" | "falling" | "well" | "far"),
        ["ca"] => !tokens.raw(start).ends_with('.'),
        ["tops"] => start > bounds.start && tokens.is(start - 1, Class::DETERMINER),
        ["maximum" | "minimum"] => previous == "the",
        ["as"] | ["of"] | ["to"] => true,
        _ => false,
    }
}

/// "40 plus 12" adds; "40 or more likely" is no bound.
fn after_is_safe(tokens: Tokens<'_>, next: usize, hedge: Hedge, words: &[&str]) -> bool {
    match (hedge, words) {
        (Hedge::AtLeast, ["plus"]) => {
            tokens.kind(next) == Some(TokenKind::Word)
                && !is_word!(tokens.id(next), "a" | "an" | "the" | "one" | "two" | "another" | "some")
                && !tokens.is(next, Class::CARDINAL)
        }
        (Hedge::AtLeast, ["or", "more"]) => !is_word!(tokens.id(next), "likely"),
        // "at least" after a number belongs to the next figure where one follows.
        (_, ["at", _]) => {
            tokens.kind(next) != Some(TokenKind::Number)
                && !tokens.is(next, Class::CARDINAL.with(Class::VAGUE).with(Class::DETERMINER))
        }
        _ => true,
    }
}

fn ends_with(tokens: Tokens<'_>, bounds: &Range<usize>, end: usize, words: &[&str]) -> bool {
    end.checked_sub(words.len()).is_some_and(|start| {
        start >= bounds.start && words.iter().enumerate().rev().all(|(at, word)| tokens.word(start + at) == *word)
    })
}

fn starts_with(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize, words: &[&str]) -> bool {
    start + words.len() <= bounds.end
        && words.iter().enumerate().all(|(at, word)| match *word {
            "-" => tokens.hyphen(start + at) && tokens.touches(start + at),
            "+" => tokens.sign(start + at, "+"),
            word => tokens.word(start + at) == word,
        })
}

/// The amount that a numeral under a hedge commits to.
pub(super) fn amount(numeral: &Numeral, hedging: &Hedging) -> Amount {
    match &numeral.number {
        Number::Exact { value, grain } => Amount::new(*value, *grain, hedging.hedge, hedging.looseness),
        Number::Vague { interval, nominal } => match (hedging.hedge, nominal) {
            (Hedge::Exactly | Hedge::About, _) => Amount::vague(*interval),
            // A dozen reaches as far as its own vagueness: "nearly a dozen" is 10 or 11.
            (hedge, Some(nominal)) => Amount::new(*nominal, *nominal / Decimal::from(3), hedge, hedging.looseness),
            (Hedge::AtLeast | Hedge::MoreThan, None) => {
                Amount::vague(crate::value::Interval { high: None, ..*interval })
            }
            (_, None) => Amount::vague(*interval),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::numeral::numeral;
    use crate::segment::segment_title;

    fn read(text: &str) -> Option<(Hedge, String)> {
        let segments = segment_title(text);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let bounds = 0..segments.tokens.len();
        let numeral = bounds.clone().find_map(|at| numeral(tokens, at, bounds.end))?;
        let hedging = around(tokens, &bounds, numeral.first, numeral.last);
        Some((hedging.hedge, tokens.span(hedging.first, hedging.last).slice(text).to_owned()))
    }

    #[test]
    fn hedges_stand_before_and_after() {
        let cases = [
            ("killed at least 12 people", Hedge::AtLeast, "at least 12"),
            ("no fewer than 12", Hedge::AtLeast, "no fewer than 12"),
            ("no more than 12", Hedge::AtMost, "no more than 12"),
            ("just over 12", Hedge::JustOver, "just over 12"),
            ("12 or more people", Hedge::AtLeast, "12 or more"),
            ("50+ killed", Hedge::AtLeast, "50+"),
            ("a 40-odd crew", Hedge::About, "40-odd"),
            ("an estimated 2,500 troops", Hedge::About, "an estimated 2,500"),
            ("more than a dozen", Hedge::MoreThan, "more than a dozen"),
            ("at least another 25", Hedge::AtLeast, "at least another 25"),
            ("40 plus 12", Hedge::Exactly, "40"),
            ("in 12 cases", Hedge::Exactly, "12"),
        ];
        for (text, hedge, words) in cases {
            assert_eq!(read(text), Some((hedge, words.to_owned())), "{text}");
        }
    }
}
