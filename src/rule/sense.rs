//! Whether the settings of a rule make sense together: nothing that its kind does not have, nothing that shuts the rule
//! out or makes no difference, nothing that takes every number there is.
//!
//! Works on compiled lines, so that two spellings of one thing are one. What cannot be told without texts (a line that
//! fires nowhere) is left to `test`.

use super::compile::{Line, Placing, SlotPlacing};
use super::file::{RuleFile, Scope, SlotFile, SlotValues, Text};
use super::phrase::TermId;
use super::problem::{Code, Problems};
use super::{CompareSettings, OverTime, Tolerance};
use crate::span::Span;
use crate::value::Kind;
use rust_decimal::Decimal;

/// Words that stand by numbers of every sort.
const GENERIC: &[&str] = &[
    "people", "person", "persons", "number", "numbers", "total", "totals", "figure", "figures", "things", "times",
    "items", "units", "men", "women", "more", "others", "dollars", "dollar", "million", "billion", "money", "sum",
    "percent", "%", "rate", "share", "years", "days", "hours", "time", "said", "says", "happened",
];

/// Whether a word stands by numbers of every sort.
pub(super) fn is_generic(word: &str) -> bool {
    GENERIC.contains(&word.to_lowercase().as_str())
}

/// Settings that the kind of value does not have.
pub(super) fn check_kind(file: &RuleFile, kind: Kind, problems: &mut Problems<'_>) {
    if file.kind.is_none() {
        return;
    }
    let is_date = kind == Kind::Date;
    let is_amount = !matches!(kind, Kind::Date | Kind::Name);
    let mut wrong = |span: Span, message: String, suggestion: &str| {
        problems.suggest(Code::WrongKind, span, message, suggestion);
    };
    if let Some(first) = file.of.first().filter(|_| is_date) {
        let message = "a topic of dates has no `of:`; nothing is counted".to_owned();
        wrong(first.span, message, "say what happens: `event: airstrike + killed`");
    }
    if let Some(first) = file.event.first().filter(|_| !matches!(kind, Kind::Date | Kind::Duration)) {
        let message = format!("`event:` is for dates and durations; this topic is of kind {kind}");
        wrong(first.span, message, "say what is counted: `of: troops`; or write `kind: date`");
    }
    if let Some(first) = file.unit.first().filter(|_| kind != Kind::Measure) {
        let message = format!("`unit:` is for measures; this topic is of kind {kind}");
        wrong(first.span, message, "leave it out, or write `kind: measure`");
    }
    if let Some((_, span)) = file.compare.precision.filter(|_| !is_date) {
        let message = format!("`precision` is for dates; this topic is of kind {kind}");
        wrong(span, message, if is_amount { "for amounts write `tolerance: 10%`" } else { "leave it out" });
    }
    if let Some(tolerance) = file.compare.tolerance.as_ref().filter(|_| !is_amount) {
        let message = format!("`tolerance` is for amounts; this topic is of kind {kind}");
        wrong(tolerance.span, message, if is_date { "for dates write `precision: month`" } else { "leave it out" });
    }
    if let Some((_, span)) = file.reconcile.filter(|_| !is_amount) {
        wrong(span, format!("`reconcile` is for amounts; this topic is of kind {kind}"), "leave it out");
    }
    for span in file.slots.iter().filter_map(|slot| slot.adds_up) {
        if !matches!(kind, Kind::Count | Kind::Money | Kind::Measure) {
            wrong(span, format!("values of kind {kind} cannot be summed"), "leave `adds_up:` out");
        }
    }
}

/// Conditions that keep a rule from ever matching, or from meaning anything.
pub(super) fn check(file: &RuleFile, placing: &Placing, compare: &CompareSettings, problems: &mut Problems<'_>) {
    if !says_what_to_find(file) && !problems.any_error() {
        let message = "this rule does not say what to look for";
        let suggestion = match placing.kind {
            Kind::Date => "add `event:` with the words of what happens",
            Kind::Name => "add `of:` with the words for who or what is named: `suspect`, `new chairman`",
            _ => "add `of:` with the words for what is counted",
        };
        problems.suggest(Code::NothingToFind, Span::new(0, 0), message, suggestion);
    }
    shut_out(file, placing, problems);
    contradictions(file, placing, compare, problems);
    idle_lines(file, placing, problems);
    idle_tolerance(file, compare, problems);
    breadth(file, placing, problems);
}

fn says_what_to_find(file: &RuleFile) -> bool {
    [&file.of, &file.event, &file.pattern, &file.with].iter().any(|lines| !lines.is_empty())
}

/// Lines of `without` that drop all that another entry takes.
fn shut_out(file: &RuleFile, placing: &Placing, problems: &mut Problems<'_>) {
    let takers = || placing.of.iter().chain(placing.event.iter());
    for without in placing.without.iter() {
        let Some(text) = text_of(&file.without, without) else { continue };
        if let Some(line) = takers().find(|line| implies(line, without)) {
            let at = line.source.line;
            let message = format!("`{}` in `without:` drops every claim of `{}` (line {at})", text.words, line.words);
            problems.suggest(Code::NeverMatches, text.span, message, "take one of the two out");
        }
        for (slot, written) in placing.slots.iter().zip(&file.slots) {
            let Some((_, value)) = slot.values.iter().find(|(term, _)| without.terms().all(|own| own == *term)) else {
                continue;
            };
            let span = value_span(written, value);
            let message = format!("`{}` in `without:` drops every claim with `{value}`", text.words);
            let suggestion = format!("take the word out of `without:`, or the value out of `{}`", slot.name);
            problems.suggest(Code::NeverMatches, span, message, suggestion);
        }
    }
}

/// Settings of which one makes the other idle.
fn contradictions(file: &RuleFile, placing: &Placing, compare: &CompareSettings, problems: &mut Problems<'_>) {
    if let Some((_, span)) = file.scope.filter(|_| file.with.is_empty()) {
        let message = "`scope:` says where the words of `with:` may stand; there is no `with:`";
        problems.suggest(Code::Contradiction, span, message, "add `with:`, or take `scope:` out");
    }
    if let Some(within) = file.compare.within.as_ref().filter(|_| compare.over_time == OverTime::Fixed) {
        let message = "`within` says when a figure may have moved; this one is fixed";
        let suggestion = "add `over_time: varies` (or rises, falls), or take `within:` out";
        problems.suggest(Code::Contradiction, within.span, message, suggestion);
    }
    for with in placing.with.iter() {
        let same = |without: &&Line| implies(with, without) && placing.scope == Scope::Sentence;
        if let (Some(without), Some(text)) = (placing.without.iter().find(same), text_of(&file.with, with)) {
            let at = without.source.line;
            let message = format!("`{}` is asked for here, and forbidden in line {at}", text.words);
            problems.suggest(Code::Contradiction, text.span, message, "take one of the two out");
        }
    }
}

/// Lines that another line of the same key makes idle, and a `with` that is always there.
fn idle_lines(file: &RuleFile, placing: &Placing, problems: &mut Problems<'_>) {
    let keys = [
        ("of", &placing.of, &file.of),
        ("event", &placing.event, &file.event),
        ("with", &placing.with, &file.with),
        ("without", &placing.without, &file.without),
    ];
    for (key, lines, texts) in keys {
        let leads = matches!(key, "of" | "event");
        for (at, line) in lines.iter().enumerate() {
            let wider = |&(other_at, other): &(usize, &Line)| {
                other_at != at
                    && implies(line, other)
                    && (!leads || line.lead == other.lead)
                    && (!implies(other, line) || other_at < at)
            };
            let (Some((_, wider)), Some(text)) = (lines.iter().enumerate().find(wider), text_of(texts, line)) else {
                continue;
            };
            let message =
                format!("`{}` (line {}) matches wherever `{}` does", wider.words, wider.source.line, text.words);
            problems.suggest(Code::NeverDecisive, text.span, message, "take one of the two out");
        }
    }
    let takers: Vec<&Line> = placing.of.iter().chain(placing.event.iter()).collect();
    if takers.is_empty() || !placing.patterns.is_empty() {
        return;
    }
    for with in placing.with.iter() {
        if takers.iter().all(|line| implies(line, with))
            && let Some(text) = text_of(&file.with, with)
        {
            let message = format!("`{}` stands in every sentence that the rule takes anyway", text.words);
            problems.suggest(Code::NeverDecisive, text.span, message, "take it out of `with:`");
        }
    }
}

fn idle_tolerance(file: &RuleFile, compare: &CompareSettings, problems: &mut Problems<'_>) {
    let Some(text) = &file.compare.tolerance else { return };
    let most = match compare.tolerance {
        Tolerance::Percent(most) | Tolerance::Points(most) => most,
        Tolerance::Exact => return,
    };
    if most >= Decimal::ONE_HUNDRED {
        let message = format!("within `{}` any two figures agree; no conflict will ever be found", text.words);
        problems.suggest(Code::NeverDecisive, text.span, message, "write for example `10%`");
    }
}

/// Rules that take nearly every number of their kind.
fn breadth(file: &RuleFile, placing: &Placing, problems: &mut Problems<'_>) {
    if placing.slots.iter().any(|slot| slot.required) {
        return;
    }
    if placing.with.is_empty() {
        for text in file.of.iter().chain(&file.event) {
            if is_generic(&text.words) {
                let message = format!("`{}` stands by numbers of every sort", text.words);
                let suggestion = "say which: `people evacuated`; or add `with:` and a word that must be near";
                problems.suggest(Code::TooBroad, text.span, message, suggestion);
            }
        }
    }
    let only_with = file.of.is_empty() && file.event.is_empty() && file.pattern.is_empty();
    if let Some((_, span)) = file.scope.filter(|(scope, _)| only_with && *scope == Scope::Article)
        && !file.with.is_empty()
    {
        let message =
            format!("every {} of an article is taken in which a word of `with:` stands anywhere", placing.kind);
        problems.suggest(Code::TooBroad, span, message, "add `of:` with the words for what is counted");
    }
}

/// Whether `wide` takes every number that `narrow` takes.
pub(super) fn covers(wide: &Placing, narrow: &Placing) -> bool {
    let takes = |wide: &[Line], narrow: &[Line]| {
        narrow.iter().all(|line| wide.iter().any(|other| other.lead == line.lead && implies(line, other)))
    };
    let drops_less = wide.without.iter().all(|line| narrow.without.iter().any(|other| implies(line, other)));
    let asks_less = wide.with.is_empty()
        || wide.scope == narrow.scope
            && !narrow.with.is_empty()
            && narrow.with.iter().all(|line| wide.with.iter().any(|other| implies(line, other)));
    let units =
        wide.units.is_empty() || !narrow.units.is_empty() && narrow.units.iter().all(|unit| wide.units.contains(unit));
    wide.kind == narrow.kind
        && narrow.patterns.is_empty()
        && !(narrow.of.is_empty() && narrow.event.is_empty())
        && takes(&wide.of, &narrow.of)
        && takes(&wide.event, &narrow.event)
        && drops_less
        && asks_less
        && units
        && wide.slots.iter().filter(|slot| slot.required).all(|slot| narrow.slots.iter().any(|own| fills(own, slot)))
}

/// Whether a slot with a value has one for the other, too.
fn fills(own: &SlotPlacing, other: &SlotPlacing) -> bool {
    let known = |(term, _): &(TermId, String)| other.values.iter().any(|(other, _)| other == term);
    own.required && !own.values.is_empty() && own.values.iter().all(known) && own.look_in == other.look_in
}

/// Whether a sentence with all terms of `line` has all those of `other`.
fn implies(line: &Line, other: &Line) -> bool {
    other.terms().all(|term| line.terms().any(|own| own == term))
}

fn text_of<'t>(texts: &'t [Text], line: &Line) -> Option<&'t Text> {
    texts.iter().find(|text| text.span.start() == line.source.at)
}

/// Where a value is written; the slot's name if it comes from a list.
fn value_span(slot: &SlotFile, value: &str) -> Span {
    let own = match &slot.values {
        SlotValues::Named(things) => things.iter().map(|(name, _)| name).find(|name| name.words == value),
        SlotValues::Lines(lines) => lines.iter().find(|line| line.words == value),
        SlotValues::Missing => None,
    };
    own.unwrap_or(&slot.name).span
}
