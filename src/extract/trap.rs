//! Numbers that are no quantities: names ("Tower 22"), models ("F-16"), scores ("3-2"), phone numbers, list numbers,
//! house numbers, years without a date word.

use super::numeral::{Form, Numeral};
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use rust_decimal::Decimal;
use std::ops::Range;

/// If the digits are part of a name or a chain of signs ("G20", "F-16", "24/7", "555-0199"), the token after them.
pub(super) fn part_of_a_name(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral) -> Option<usize> {
    if numeral.form != Form::Digits {
        return None;
    }
    let (first, last) = (numeral.first, numeral.last);
    let digits = |at: usize| at >= bounds.start && at < bounds.end && tokens.kind(at) == Some(TokenKind::Number);
    if matches!(tokens.raw(last + 1), "/" | ":" | ".")
        && tokens.touches(last + 1)
        && tokens.touches(last + 2)
        && digits(last + 2)
    {
        return Some(chain_end(tokens, bounds, last));
    }
    // "7-Eleven"
    if tokens.hyphen(last + 1)
        && tokens.touches(last + 2)
        && tokens.is(last + 2, Class::CARDINAL)
        && tokens.capitalised(last + 2)
    {
        return Some(last + 3);
    }
    if is_emergency_number(tokens, bounds, numeral) {
        return Some(last + 1);
    }
    // "for ten years.[10]": a note.
    let noted = first >= bounds.start + 2 && tokens.sign(first - 1, "[") && tokens.sign(last + 1, "]");
    if noted && tokens.touches(first - 1) && tokens.touches(first) && tokens.touches(last + 1) {
        return Some(last + 2);
    }
    // "the class of ’16": a year without its century.
    if is_short_year(tokens, bounds, numeral) {
        return Some(last + 1);
    }
    // "photo 3 of 12": a place in a series.
    let series = |at: usize| is_word!(tokens.id(at), "caption" | "photo" | "slide" | "page" | "part" | "image");
    if first > bounds.start && series(first - 1) && is_word!(tokens.id(last + 1), "of") && digits(last + 2) {
        return Some(last + 3);
    }
    // "300 Boeing 737 Max planes", "a 737-800": what a maker of aircraft numbers is a model.
    if is_airliner(tokens, bounds, first, last) {
        return Some(chain_end(tokens, bounds, last));
    }
    // "G20", "MI5", "B52": digits that hang on letters.
    let touching = first > bounds.start && tokens.touches(first);
    let word = |at: usize| tokens.kind(at) == Some(TokenKind::Word);
    if touching && word(first - 1) && !tokens.raw(first - 1).ends_with('.') {
        // "A320-200"
        let variant = tokens.kind(last + 2) == Some(TokenKind::Number) && tokens.hyphen(last + 1);
        return Some(if variant { chain_end(tokens, bounds, last) } else { last + 1 });
    }
    if first == last && first > bounds.start && super::noun::is_model_number(tokens, first) {
        return Some(last + 1);
    }
    // "F-16", "COVID-19", "Boeing-737": digits behind the hyphen of a name.
    if touching
        && first >= bounds.start + 2
        && tokens.hyphen(first - 1)
        && tokens.raw(first - 1) != "—"
        && tokens.touches(first - 1)
    {
        let measured = is_word!(tokens.id(first - 2), "magnitude" | "mid" | "to" | "of");
        if word(first - 2) && !measured {
            return Some(last + 1);
        }
    }
    // ".45-caliber": no whole number.
    let decimal = touching && tokens.sign(first - 1, ".") && !tokens.touches(first - 1);
    if decimal || touching && matches!(tokens.raw(first - 1), "#" | "@" | "_" | "/" | "&" | "=") {
        return Some(last + 1);
    }
    None
}

/// Two digits behind an apostrophe. A straight mark or a turned one may open a quotation ("‘16 dead’"), which closes.
fn is_short_year(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral) -> bool {
    let first = numeral.first;
    let mark = |at: usize| tokens.is(at, Class::QUOTE) && matches!(tokens.raw(at), "'" | "’" | "‘");
    let marked = first > bounds.start && tokens.touches(first) && mark(first - 1) && !tokens.touches(first - 1);
    let two = numeral.last == first && tokens.raw(first).len() == 2;
    marked && two && (tokens.raw(first - 1) == "’" || !(first + 1..bounds.end).any(mark))
}

/// Makers whose name goes before the number of a model.
const AIRCRAFT_MAKERS: &[&str] = &[
    "Airbus",
    "Antonov",
    "ATR",
    "Boeing",
    "Bombardier",
    "Cessna",
    "Embraer",
    "Fokker",
    "Gulfstream",
    "Ilyushin",
    "Learjet",
    "Sukhoi",
    "Tupolev",
];

/// The number of an airliner: behind its maker, and the 7-7 of Boeing before its variant or a word for what flies.
fn is_airliner(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, last: usize) -> bool {
    if first > bounds.start && AIRCRAFT_MAKERS.contains(&tokens.raw(first - 1)) {
        return true;
    }
    let next = last + 1;
    let variant = tokens.hyphen(next) && tokens.touches(next) && tokens.kind(next + 1) == Some(TokenKind::Number);
    let flies = || {
        matches!(
            tokens.raw(next),
            "Max"
                | "MAX"
                | "Dreamliner"
                | "Dreamliners"
                | "jet"
                | "jets"
                | "jetliner"
                | "jetliners"
                | "airliner"
                | "airliners"
                | "plane"
                | "aircraft"
                | "pilot"
                | "pilots"
        )
    };
    first == last
        && matches!(tokens.raw(first).as_bytes(), [b'7', _, b'7'])
        && next < bounds.end
        && (variant || flies())
}

/// "called 911", "a 911 dispatcher".
fn is_emergency_number(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral) -> bool {
    let before = numeral.first.checked_sub(1).filter(|&at| at >= bounds.start).map_or("", |at| tokens.raw(at));
    matches!(tokens.raw(numeral.first), "911" | "999" | "112")
        && (matches!(before, "call" | "Call" | "called" | "calls" | "calling" | "dial" | "Dial" | "dialed" | "dialled")
            || is_word!(
                tokens.small(numeral.last + 1),
                "call" | "calls" | "caller" | "callers" | "dispatcher" | "dispatchers" | "operator" | "operators"
            ))
}

/// If the digits cannot be a quantity of any kind, the token after them.
pub(super) fn not_a_quantity(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral) -> Option<usize> {
    if numeral.form != Form::Digits {
        return None;
    }
    let (first, last) = (numeral.first, numeral.last);
    let digits = |at: usize| at < bounds.end && tokens.kind(at) == Some(TokenKind::Number);
    let hyphen = tokens.hyphen(last + 1) && tokens.raw(last + 1) != "—";
    if hyphen && tokens.touches(last + 1) && tokens.touches(last + 2) && digits(last + 2) {
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
    // "(212) 555-0142"
    let area = first > bounds.start && tokens.sign(first - 1, "(") && tokens.sign(last + 1, ")") && digits(last + 2);
    if area && tokens.hyphen(last + 3) && tokens.touches(last + 3) && digits(last + 4) {
        return Some(last + 5);
    }
    let section = section_end(tokens, bounds, last);
    if section > last + 1 {
        return Some(section);
    }
    is_list_number(tokens, bounds, first, last).then_some(last + 1)
}

/// The end of "501(c)(3)", the number of a section of a law with its letters; `last + 1` where none follow.
fn section_end(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize) -> usize {
    let is_letter = |at: usize| matches!(tokens.raw(at).as_bytes(), [letter] if letter.is_ascii_lowercase());
    let is_part = |at: usize| {
        at + 2 < bounds.end
            && tokens.sign(at, "(")
            && tokens.sign(at + 2, ")")
            && (at..at + 3).all(|at| tokens.touches(at))
    };
    let mut end = last + 1;
    while is_part(end) && (end > last + 1 || is_letter(end + 1)) {
        end += 3;
    }
    end
}

/// Whether digits number an item: "1." or "1)" at the start of a line, "(1) cut taxes, (2) raise wages and (3) build",
/// "clauses (4) and (5)", "if 1) they leave or 2) they die".
fn is_list_number(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, last: usize) -> bool {
    let closed = tokens.sign(last + 1, ")");
    if first == bounds.start {
        let stopped = tokens.sign(last + 1, ".") && tokens.touches(last + 1) && last + 2 < bounds.end;
        return closed || stopped;
    }
    if !closed || tokens.raw(first).len() > 2 {
        return false;
    }
    if tokens.sign(first - 1, "(") {
        let links = Class::COMMA.with(Class::CONJUNCTION);
        let after_item = first < bounds.start + 2 || tokens.is(first - 2, links.with(Class::BREAK));
        let next = if tokens.is(last + 2, links) { last + 3 } else { last + 2 };
        let before_item = tokens.sign(next, "(") && tokens.is(next + 1, Class::NUMBER) && tokens.sign(next + 2, ")");
        return tokens.raw(first) == "1" || after_item || before_item;
    }
    // What closes a bracket that was opened before is no item: "(all but 2)".
    let bracket = (bounds.start..first).rev().find(|&at| matches!(tokens.raw(at), "(" | ")"));
    let opened = bracket.is_some_and(|at| tokens.sign(at, "("));
    tokens.touches(last + 1) && !tokens.touches(last + 2) && !opened
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

/// Whether a numeral that is neither money, percentage nor measure is no count either. `noun` tells whether a counted
/// noun follows it.
pub(super) fn not_a_count(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral, noun: bool) -> bool {
    let (first, last) = (numeral.first, numeral.last);
    let previous = first.checked_sub(1).filter(|&at| at >= bounds.start);
    if numeral.form != Form::Digits && previous.is_some_and(|at| is_rank(tokens, at, numeral)) {
        return true;
    }
    let stands = !noun || is_word!(tokens.id(last + 1), "of");
    if stands && previous.is_some_and(|at| numbers_time(tokens, bounds, at)) {
        return true;
    }
    if first == last
        && numeral.form != Form::Digits
        && previous.is_some_and(|at| labels_word(tokens, bounds, at, stands))
    {
        return true;
    }
    if numeral.form == Form::One {
        return capital_word(tokens, bounds, first) || pronoun_one(tokens, previous, last, noun);
    }
    // "a mother of two"
    let parent = previous.is_some_and(|at| {
        is_word!(tokens.id(at), "of")
            && at > bounds.start
            && matches!(
                tokens.raw(at - 1),
                "mother" | "father" | "mom" | "mum" | "dad" | "Mother" | "Father" | "parent"
            )
    });
    if parent && !noun {
        return true;
    }
    if uncountable_vague(tokens, previous, numeral, noun)
        || !noun && (in_pieces(tokens, previous, numeral) || is_word!(tokens.id(last), "pair"))
    {
        return true;
    }
    // "40-something lawyers", "a two-faced man"
    let joined = tokens.hyphen(last + 1) && tokens.touches(last + 1);
    if joined && is_word!(tokens.small(last + 2), "something" | "faced") {
        return true;
    }
    // "30- by 50-foot", "net-zero", "zero-emission cars", "zero tolerance", "ground zero", "stayed below zero"
    let hanging = tokens.hyphen(last + 1) && tokens.touches(last + 1) && is_word!(tokens.id(last + 2), "by");
    let zero = is_word!(tokens.id(first), "zero")
        && (tokens.touches(first) && first > 0 && tokens.hyphen(first - 1)
            || tokens.hyphen(last + 1) && tokens.touches(last + 1)
            || is_word!(tokens.small(last + 1), "tolerance")
            || !noun && previous.is_some_and(|at| is_word!(tokens.id(at), "below" | "above"))
            || previous.is_some_and(|at| tokens.raw(at).eq_ignore_ascii_case("ground")));
    if hanging || zero {
        return true;
    }
    // "60 Minutes", a programme
    let title = tokens.is(last + 1, Class::TIME_UNIT) && tokens.capitalised(last + 1);
    if numeral.form != Form::Digits {
        return capital_word(tokens, bounds, first);
    }
    if title && !all_title_case(tokens, bounds) {
        return true;
    }
    if hangs_on_letters(tokens, bounds, last) || tokens.sign(last + 1, "°") {
        return true;
    }
    // "Type 2 diabetes", "grade 12 pupils", "a 5K run"
    if previous.is_some_and(|at| grades(tokens, at))
        || matches!(tokens.raw(last), "k" | "K") && is_word!(tokens.small(last + 1), "run" | "race")
    {
        return true;
    }
    // "1 Timothy 2:1"
    let verse =
        tokens.kind(last + 2) == Some(TokenKind::Number) && tokens.sign(last + 3, ":") && tokens.touches(last + 3);
    if verse && tokens.capitalised(last + 1) {
        return true;
    }
    // "aftershocks of around 4.0": a decimal measures, and what it measures is not said.
    if !noun && first == last && tokens.raw(first).contains('.') {
        return true;
    }
    if let Some(previous) = previous
        && !noun
    {
        let label = is_labelled(tokens, bounds, previous);
        let table =
            tokens.kind(previous) == Some(TokenKind::Number) || tokens.kind(last + 1) == Some(TokenKind::Number);
        let named = tokens.capitalised(previous)
            && tokens.kind(previous) == Some(TokenKind::Word)
            && (previous > bounds.start || first_word_names(tokens, previous))
            && !tokens.is(previous, name_breakers())
            && !all_title_case(tokens, bounds)
            || matches!(tokens.raw(previous), "U.S." | "§")
            || is_word!(tokens.id(previous), "of") && previous > bounds.start && tokens.raw(previous - 1) == "Group";
        if label || named || table {
            return true;
        }
    }
    // "the No. 1 problem", "Local 802", "p. 3", "the Standard & Poor's 500 Index"
    let ranked = previous.is_some_and(|at| {
        let at = list_head(tokens, bounds, at);
        matches!(tokens.raw(at), "No." | "no." | "Nos." | "Local" | "№")
            || tokens.sign(at, ".") && tokens.touches(at) && is_word!(tokens.small(at - 1), "p" | "pp")
    }) || tokens.raw(last + 1) == "Index";
    let section = ranked
        || is_word!(tokens.id(last + 1), "of") && previous.is_some_and(|previous| tokens.is(previous, Class::LABEL));
    section || year_like(tokens, bounds, numeral, noun) || street_number(tokens, bounds, last)
}

/// "day 32 of the strike", "from day one", "Week 3": the days of something are numbered. Not "12 litres a day".
fn numbers_time(tokens: Tokens<'_>, bounds: &Range<usize>, unit: usize) -> bool {
    let each = unit > bounds.start
        && (tokens.is(unit - 1, Class::DETERMINER) || is_word!(tokens.id(unit - 1), "per") || tokens.hyphen(unit - 1));
    is_word!(tokens.id(unit), "day" | "night" | "week" | "month") && !each
}

/// "phase two", "won round one", "the act two curtain": a label before a number word. "In the building two died", "to block one
/// of them" and "building one" count, and a word that may be a verb labels no number before a noun ("they box two eggs").
fn labels_word(tokens: Tokens<'_>, bounds: &Range<usize>, label: usize, stands: bool) -> bool {
    let counts = tokens.is(label + 1, Class::SCALE.with(Class::VAGUE));
    let open = label > bounds.start
        && (tokens.is(label - 1, Class::DETERMINER.with(Class::AUXILIARY)) || is_word!(tokens.id(label - 1), "to"));
    let verb = is_word!(tokens.id(label), "building") && !tokens.capitalised(label);
    let never_verb =
        || is_word!(tokens.id(label), "phase" | "chapter" | "act" | "episode" | "season" | "volume" | "category");
    tokens.is(label, Class::LABEL) && !counts && (stands && !open && !verb || never_verb())
}

/// "our number one foe": a rank in words.
fn is_rank(tokens: Tokens<'_>, previous: usize, numeral: &Numeral) -> bool {
    let small = numeral.exact().is_some_and(|number| number <= Decimal::from(3));
    small && tokens.raw(previous).eq_ignore_ascii_case("number")
}

/// "Reactor 4 burned": a first word that is no plural, no participle and no word of the lexicon.
fn first_word_names(tokens: Tokens<'_>, at: usize) -> bool {
    let word = tokens.raw(at);
    let inflected = ["s", "ed", "ing", "ly"].iter().any(|ending| word.ends_with(ending));
    !inflected && tokens.word(at).is_empty()
}

/// Labels that keep their number even before a plural.
fn grades(tokens: Tokens<'_>, at: usize) -> bool {
    is_word!(tokens.id(at), "type" | "grade" | "category" | "phase" | "stage" | "level")
        || matches!(tokens.raw(at), "Class" | "Tier" | "Year")
}

/// "Flight 370", and the second number of "wards 4 and 9".
fn is_labelled(tokens: Tokens<'_>, bounds: &Range<usize>, previous: usize) -> bool {
    tokens.is(list_head(tokens, bounds, previous), Class::LABEL)
}

/// The token before the first number of a list that goes on behind `previous`: "wards" of "wards 4, 7 and".
fn list_head(tokens: Tokens<'_>, bounds: &Range<usize>, previous: usize) -> usize {
    let mut at = previous;
    while at >= bounds.start + 2
        && (tokens.sign(at, ",") || is_word!(tokens.id(at), "and" | "or" | "to"))
        && tokens.kind(at - 1) == Some(TokenKind::Number)
    {
        at -= 2;
    }
    at
}

/// "the Group of Seven", "League Two": a number word with a capital inside a sentence is part of a name.
fn capital_word(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> bool {
    first > bounds.start
        && tokens.capitalised(first)
        && tokens.kind(first - 1) == Some(TokenKind::Word)
        && !all_title_case(tokens, bounds)
}

/// "cut in two", "by threes": a way of parting, no count; nor is there one in "a thing or two".
fn in_pieces(tokens: Tokens<'_>, previous: Option<usize>, numeral: &Numeral) -> bool {
    let parted = previous.is_some_and(|at| is_word!(tokens.id(at), "in" | "into"));
    let things = previous.filter(|&at| at > 0 && is_word!(tokens.id(at), "or"));
    let idiom = things.is_some_and(|at| is_word!(tokens.small(at - 1), "thing"));
    let small = numeral.exact().is_some_and(|number| number <= Decimal::from(3));
    let ends = tokens.kind(numeral.last + 1) != Some(TokenKind::Word);
    numeral.form == Form::Words && small && (parted && ends || idiom)
}

/// "many" of anything is never compared, so that it is no claim; "a few" and "a couple" need their noun.
fn uncountable_vague(tokens: Tokens<'_>, previous: Option<usize>, numeral: &Numeral, noun: bool) -> bool {
    let super::numeral::Number::Vague { nominal: None, .. } = numeral.number else { return false };
    let head = tokens.word(numeral.last);
    let weak = matches!(head, "many" | "numerous" | "multiple" | "countless");
    // "Scores were hurt", "scores more died"
    let scored = head == "scores"
        && (is_word!(tokens.id(numeral.last + 1), "were" | "are" | "have" | "had" | "died" | "killed" | "injured")
            || is_word!(tokens.small(numeral.last + 1), "more" | "others" | "wounded" | "hurt" | "dead" | "missing"))
        && previous.is_none_or(|at| tokens.is(at, Class::FUNCTION) && !tokens.is(at, Class::DETERMINER));
    let bare = matches!(head, "few" | "handful" | "couple" | "several" | "tens" | "scores") && !noun && !scored;
    // "scores 12 points", "the scores": a verb, or points of a game.
    let verb = head == "scores"
        && !scored
        && (!is_word!(tokens.id(numeral.last + 1), "of")
            || previous.is_some_and(|at| tokens.is(at, Class::DETERMINER)));
    weak || bare || verb
}

/// Whether what follows "no one" or "nobody" says what befell people: "was hurt", "has died", "survived".
pub(super) fn befalls(tokens: Tokens<'_>, at: usize) -> bool {
    let mut at = at;
    while is_word!(
        tokens.id(at),
        "was" | "were" | "has" | "had" | "have" | "been" | "else" | "is" | "being" | "yet" | "in" | "aboard" | "on"
    ) {
        at += 1;
    }
    is_word!(
        tokens.id(at),
        "killed"
            | "hurt"
            | "injured"
            | "wounded"
            | "died"
            | "survived"
            | "arrested"
            | "missing"
            | "hospitalized"
            | "hospitalised"
            | "shot"
            | "detained"
            | "charged"
            | "evacuated"
            | "trapped"
            | "displaced"
            | "rescued"
            | "dead"
    )
}

/// Nouns that "no" denies without counting, and that "several" counts for nobody: "no details", "several reasons".
pub(super) fn is_abstract(tokens: Tokens<'_>, head: usize) -> bool {
    is_word!(
        tokens.small(head),
        "details"
            | "signs"
            | "indications"
            | "plans"
            | "means"
            | "reasons"
            | "doubts"
            | "terms"
            | "ways"
            | "circumstances"
            | "illusions"
            | "guarantees"
            | "assurances"
            | "words"
            | "ideas"
            | "clues"
            | "answers"
            | "comments"
            | "excuses"
            | "steps"
            | "bones"
            | "punches"
            | "apologies"
            | "secrets"
            | "surprises"
            | "limits"
            | "bounds"
            | "strings"
            | "regrets"
            | "qualms"
            | "repercussions"
            | "consequences"
            | "expectations"
            | "intentions"
            | "objections"
            | "links"
            | "ties"
            | "odds"
            | "matters"
            | "kinds"
            | "sorts"
            | "questions"
            | "things"
            | "times"
            | "winners"
            | "losers"
            | "favors"
            | "scruples"
            | "problems"
            | "concerns"
            | "signals"
            | "reports"
            | "exceptions"
            | "choices"
            | "options"
            | "alternatives"
            | "occasions"
            | "tips"
            | "errors"
            | "mistakes"
            | "milestones"
            | "respects"
            | "factors"
            | "aspects"
            | "examples"
            | "challenges"
            | "challengers"
    )
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
    if bounds.end > bounds.start && tokens.sign(bounds.end - 1, ".") {
        return false;
    }
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

/// "no one", "the one", "one another", "one by one", "one day": no number. "one soldier", "one of the soldiers" count.
fn pronoun_one(tokens: Tokens<'_>, previous: Option<usize>, last: usize, noun: bool) -> bool {
    let before = previous.map_or("", |at| tokens.word(at));
    if matches!(
        before,
        "no" | "the" | "this" | "that" | "each" | "any" | "every" | "which" | "another" | "some" | "or" | "by"
    ) {
        return true;
    }
    let next = last + 1;
    // "the first one cost $40", "the next one"
    let places = previous.filter(|&at| at > 0 && tokens.is(at, Class::ORDINAL.with(Class::DEICTIC)));
    if places.is_some_and(|at| tokens.is(at - 1, Class::DETERMINER)) && !is_word!(tokens.id(next), "of" | "or") {
        return true;
    }
    // "He was the only one who came"; "the only one of the five" counts.
    let only = previous.filter(|_| before == "only" && !is_word!(tokens.id(next), "of"));
    if only.and_then(|at| at.checked_sub(1)).is_some_and(|at| is_word!(tokens.small(at), "the")) {
        return true;
    }
    if tokens.hyphen(next) && tokens.touches(next) {
        return !counts_in_compound(tokens, next + 1);
    }
    // "The race has been one defined by money": one of its kind. Of people "one killed by a shell" counts.
    let told = tokens.is(next, Class::PAST) && !tokens.tokens[next].is_known();
    if told && is_word!(tokens.id(next + 1), "by") {
        return true;
    }
    // "one short of a majority"
    if is_word!(tokens.small(next), "short") && is_word!(tokens.id(next + 1), "of") {
        return true;
    }
    let idiom = is_word!(tokens.small(next), "day" | "another" | "time" | "hand" | "such" | "sided")
        || before == "at" && is_word!(tokens.small(next), "point");
    if idiom {
        return true;
    }
    // "two wives, one wearing a hat", "one describing the layoffs": one of those before.
    if !noun && tokens.raw(next).len() > 4 && tokens.raw(next).ends_with("ing") {
        return false;
    }
    match tokens.word(next) {
        "of" => false,
        // "one in Kirkuk, two in Mosul"
        "in" | "at" if tokens.capitalised(next + 1) => false,
        // "now she has one a month"
        "a" if tokens.is(next + 1, Class::TIME_UNIT) => false,
        "more" | "other" | "in" | "was" | "is" | "died" | "has" | "had" | "from" | "and" | "who" | "to" | "on"
        | "at" | "with" | "for" => !noun && !counts_alone(before, tokens.word(next)),
        _ => !noun && !counts_alone(before, ""),
    }
}

/// "one-man", "one-stroke" and "one-vote" count; "one-time", "one-sided" and "one-stop" do not.
fn counts_in_compound(tokens: Tokens<'_>, noun: usize) -> bool {
    let word = tokens.raw(noun);
    let other = matches!(
        word,
        "way"
            | "sided"
            | "off"
            | "on"
            | "stop"
            | "size"
            | "two"
            | "to"
            | "of"
            | "dimensional"
            | "liner"
            | "shot"
            | "upmanship"
            | "hand"
            | "handed"
            | "armed"
            | "eyed"
            | "legged"
            | "and"
            | "time"
            | "size-fits-all"
    );
    word.len() > 2 && !other && !tokens.is(noun, Class::TIME_UNIT.with(Class::ORDINAL).with(Class::FRACTION))
}

/// "killed one", "one died", "one in Kirkuk, two in Mosul": a "one" that counts without its noun.
fn counts_alone(before: &str, next: &str) -> bool {
    matches!(
        before,
        "killed"
            | "wounded"
            | "injured"
            | "killing"
            | "wounding"
            | "injuring"
            | "least"
            | "only"
            | "just"
            | "than"
            | "to"
            | "of"
    ) && !matches!(next, "to" | "another")
        || matches!(next, "died" | "more")
}

/// A bare number of a recent year before a singular noun or nothing at all: "the 2003 invasion".
fn year_like(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral, plural: bool) -> bool {
    let raw = tokens.raw(numeral.first);
    let four = raw.len() == 4 && raw.bytes().all(|byte| byte.is_ascii_digit()) && numeral.first == numeral.last;
    let within = |from: i64| numeral.exact().is_some_and(|year| (from.into()..=Decimal::from(2_100)).contains(&year));
    // "Campaign 2020 reminds him": a name takes its year along.
    let named = numeral.first > bounds.start
        && tokens.kind(numeral.first - 1) == Some(TokenKind::Word)
        && tokens.capitalised(numeral.first - 1)
        && !tokens.is(numeral.first - 1, name_breakers())
        && tokens.kind(numeral.last + 1) == Some(TokenKind::Word)
        && !tokens.capitalised(numeral.last + 1);
    four && (!plural && within(1_500) || named && within(1_900))
}

/// "1600 Pennsylvania Avenue".
fn street_number(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize) -> bool {
    let street = |at: usize| {
        matches!(
            tokens.raw(at).trim_end_matches('.'),
            "Street"
                | "St"
                | "Avenue"
                | "Ave"
                | "Road"
                | "Rd"
                | "Boulevard"
                | "Blvd"
                | "Lane"
                | "Drive"
                | "Dr"
                | "Square"
                | "Broadway"
                | "Way"
        )
    };
    tokens.capitalised(last + 1) && (last + 1..bounds.end.min(last + 5)).any(street)
}
