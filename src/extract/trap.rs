//! Numbers that are no quantities: names ("Tower 22"), models ("F-16"), scores ("3-2"), phone numbers, list numbers,
//! house numbers, years without a date word.

use super::Counted;
use super::numeral::{Form, Numeral};
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens};
use rust_decimal::Decimal;
use std::ops::Range;

/// Words that make the number after them a label: "Chapter 11", "page 3", "Flight 370".
const LABELS: &[&str] = &[
    "no",
    "number",
    "chapter",
    "page",
    "pages",
    "version",
    "phase",
    "level",
    "category",
    "grade",
    "type",
    "size",
    "room",
    "gate",
    "line",
    "part",
    "stage",
    "row",
    "act",
    "section",
    "article",
    "articles",
    "title",
    "item",
    "channel",
    "interstate",
    "area",
    "route",
    "highway",
    "flight",
    "figure",
    "table",
    "pier",
    "exit",
    "block",
    "unit",
    "verse",
    "psalm",
    "proposition",
    "amendment",
    "resolution",
    "bill",
    "step",
    "round",
    "platform",
    "lot",
    "terminal",
    "district",
    "ward",
    "precinct",
    "engine",
    "runway",
    "hurricane",
    "rule",
    "case",
    "apartment",
    "suite",
    "volume",
    "episode",
    "season",
    "group",
];

/// If the digits cannot be a quantity of any kind, the token after them.
pub(super) fn not_a_quantity(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral) -> Option<usize> {
    if numeral.form != Form::Digits {
        return None;
    }
    let (first, last) = (numeral.first, numeral.last);
    let digits = |at: usize| at >= bounds.start && at < bounds.end && tokens.kind(at) == Some(TokenKind::Number);
    // "24/7", "2:1", "555-0199", "202-555-0199": the whole chain goes.
    let chained = |at: usize, sign: &[&str]| {
        tokens.touches(at) && tokens.touches(at + 1) && sign.contains(&tokens.raw(at)) && digits(at + 1)
    };
    if chained(last + 1, &["/", ":"]) {
        return Some(chain_end(tokens, bounds, last));
    }
    if chained(last + 1, &["-", "–"]) {
        let end = chain_end(tokens, bounds, last);
        let (left, right) = (tokens.raw(last), tokens.raw(last + 2));
        let two = end == last + 3;
        let falls = super::numeral::parse_digits(left) >= super::numeral::parse_digits(right);
        let phone = left.len() == 3 && right.len() == 4 && !right.contains(',');
        let goes_on = super::numeral::scale_at(tokens, end).is_some();
        if !two || phone || (falls && !goes_on) {
            return Some(end);
        }
    }
    // "G20", "MI5", "B52": digits that hang on letters.
    if first > bounds.start
        && tokens.touches(first)
        && tokens.kind(first - 1) == Some(TokenKind::Word)
        && !tokens.raw(first - 1).ends_with('.')
    {
        return Some(last + 1);
    }
    // "F-16", "COVID-19", "Boeing-737": digits behind the hyphen of a name.
    if first >= bounds.start + 2 && tokens.touches(first) && tokens.hyphen(first - 1) && tokens.touches(first - 1) {
        let word = tokens.raw(first - 2);
        let measured = tokens.word(first - 2) == "magnitude" || word.eq_ignore_ascii_case("mid");
        if tokens.kind(first - 2) == Some(TokenKind::Word) && !measured {
            return Some(last + 1);
        }
    }
    if first > bounds.start && tokens.sign(first - 1, "#") {
        return Some(last + 1);
    }
    // "1." or "1)" at the start of a line.
    let listed = first == bounds.start
        && (tokens.sign(last + 1, ")") || (tokens.sign(last + 1, ".") && tokens.touches(last + 1)));
    listed.then_some(last + 1)
}

fn chain_end(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize) -> usize {
    let mut end = last + 1;
    while end + 1 < bounds.end
        && tokens.touches(end)
        && tokens.touches(end + 1)
        && matches!(tokens.raw(end), "-" | "–" | "/" | ":" | ".")
        && tokens.kind(end + 1) == Some(TokenKind::Number)
    {
        end += 2;
    }
    end
}

/// Whether a numeral that is neither money, percentage nor measure is no count either.
pub(super) fn not_a_count(
    tokens: Tokens<'_>,
    bounds: &Range<usize>,
    numeral: &Numeral,
    counted: Option<Counted>,
) -> bool {
    let (first, last) = (numeral.first, numeral.last);
    let previous = first.checked_sub(1).filter(|&at| at >= bounds.start);
    let plural = counted.is_some_and(|counted| countable(counted.head.slice(tokens.text)));
    if numeral.form == Form::One {
        return pronoun_one(tokens, previous, last, counted);
    }
    if hangs_on_letters(tokens, bounds, last) {
        return true;
    }
    if let Some(previous) = previous {
        let labelled = LABELS.contains(&tokens.raw(previous).to_ascii_lowercase().trim_end_matches('.'));
        let named = tokens.capitalised(previous)
            && tokens.kind(previous) == Some(TokenKind::Word)
            && previous > bounds.start
            && !tokens.is(previous, name_breakers())
            && !all_title_case(tokens, bounds);
        if numeral.form == Form::Digits && !plural && (labelled || named) {
            return true;
        }
    }
    numeral.form == Form::Digits && (year_like(tokens, numeral, plural) || street_number(tokens, bounds, last, counted))
}

/// Words of the lexicon that stand capitalised before a number without naming it: "About 40", "Kills 10".
fn name_breakers() -> Class {
    Class::FUNCTION
        .with(Class::VERB)
        .with(Class::ADVERB)
        .with(Class::REPORTING)
        .with(Class::CALENDAR)
        .with(Class::MONTH)
        .with(Class::WEEKDAY)
        .with(Class::SPEAKER)
}

/// In a headline every word is capitalised, so that capitals name nothing.
fn all_title_case(tokens: Tokens<'_>, bounds: &Range<usize>) -> bool {
    let words = bounds.clone().filter(|&at| tokens.kind(at) == Some(TokenKind::Word) && tokens.raw(at).len() > 3);
    let (mut capitalised, mut all) = (0, 0);
    for at in words.take(24) {
        all += 1;
        capitalised += usize::from(tokens.capitalised(at));
    }
    all >= 3 && capitalised * 5 >= all * 4
}

/// "7up", "4x4", "737s": letters that touch the digits and are no unit.
fn hangs_on_letters(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize) -> bool {
    last + 1 < bounds.end
        && tokens.touches(last + 1)
        && tokens.kind(last + 1) == Some(TokenKind::Word)
        && tokens.kind(last) == Some(TokenKind::Number)
}

/// "no one", "the one", "one another", "one by one", "one day": no number. "one soldier", "one of them" count.
fn pronoun_one(tokens: Tokens<'_>, previous: Option<usize>, last: usize, counted: Option<Counted>) -> bool {
    let before = previous.map_or("", |at| tokens.word(at));
    if matches!(
        before,
        "no" | "the" | "this" | "that" | "each" | "any" | "every" | "which" | "another" | "some" | "or" | "by"
    ) {
        return true;
    }
    if tokens.hyphen(last + 1) && tokens.touches(last + 1) {
        return true;
    }
    match tokens.word(last + 1) {
        "of" => counted.is_none_or(|counted| !countable(counted.head.slice(tokens.text))),
        "day" | "another" | "thing" | "way" | "time" | "hand" | "reason" => true,
        _ => {
            counted.is_none()
                && !matches!(before, "killed" | "wounded" | "injured" | "killing" | "wounding" | "injuring")
        }
    }
}

/// A bare number of a recent year before a singular noun or nothing at all: "the 2003 invasion".
fn year_like(tokens: Tokens<'_>, numeral: &Numeral, plural: bool) -> bool {
    let raw = tokens.raw(numeral.first);
    let four = raw.len() == 4 && raw.bytes().all(|byte| byte.is_ascii_digit()) && numeral.first == numeral.last;
    let range = Decimal::from(1_500)..=Decimal::from(2_100);
    four && numeral.exact().is_some_and(|year| range.contains(&year))
        && (!plural || raw.starts_with("19") || raw.starts_with("20"))
}

/// "1600 Pennsylvania Avenue".
fn street_number(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize, counted: Option<Counted>) -> bool {
    let street = |at: usize| {
        matches!(
            tokens.raw(at).trim_end_matches('.').to_ascii_lowercase().as_str(),
            "street" | "avenue" | "ave" | "road" | "boulevard" | "blvd" | "lane" | "drive" | "square" | "broadway"
        )
    };
    counted.is_some()
        && tokens.capitalised(last + 1)
        && (last + 1..bounds.end.min(last + 5)).any(street)
        && tokens.capitalised(last + 2)
}

/// Whether a noun looks like something that is counted: a plural.
pub(super) fn countable(head: &str) -> bool {
    super::noun::is_plural(head)
}
