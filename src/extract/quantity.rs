//! Numbers with what they are numbers of: counts, money, percentages, measures, ages, ranks, shares and multiples.
//!
//! Each numeral is read once; the words that touch it decide its kind, in this order: money, percentage, measure, age,
//! rank, share, multiple, and last a plain count, if nothing says that it is no quantity at all (`trap`). Tokens that dates
//! and durations claimed before are not looked at.

use super::hedge::{self, Hedging};
use super::noun::{counted_after, counted_before};
use super::numeral::{Form, Number, Numeral, numeral, parse_digits, scale_at};
use super::{Counted, Extractor};
use super::{money, trap, unit};
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens};
use crate::span::Span;
use crate::value::amount::{Trend, grain_of};
use crate::value::{Amount, Hedge, Value};
use rust_decimal::Decimal;
use std::ops::Range;

/// A quantity of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    /// From the hedge to the noun or unit.
    pub(super) tokens: Range<usize>,
    /// The numeral alone.
    pub(super) core: Span,
    pub(super) value: Value,
    pub(super) counted: Option<Counted>,
    pub(super) found_by: Extractor,
}

/// One sentence, with the tokens that are already claimed.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) bounds: &'a Range<usize>,
    /// Token ranges of dates and durations, in order.
    pub(super) taken: &'a [Range<usize>],
}

impl Scope<'_> {
    fn taken_at(&self, at: usize) -> Option<&Range<usize>> {
        let after = self.taken.partition_point(|range| range.start <= at);
        self.taken[..after].last().filter(|range| at < range.end)
    }
}

/// Finds the quantities of a sentence, in order.
pub(super) fn find(scope: Scope<'_>) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = scope.bounds.start;
    while at < scope.bounds.end {
        if let Some(range) = scope.taken_at(at) {
            at = range.end;
            continue;
        }
        match quantity_at(scope, at) {
            Step::Found(quantity) => {
                at = quantity.tokens.end.max(at + 1);
                found.push(quantity);
            }
            Step::Skip(next) => at = next.max(at + 1),
        }
    }
    borrow_nouns(&mut found);
    found
}

enum Step {
    Found(Quantity),
    /// Go on at this token.
    Skip(usize),
}

fn quantity_at(scope: Scope<'_>, at: usize) -> Step {
    let tokens = scope.tokens;
    if let Some(quantity) =
        none_at(scope, at).or_else(|| multiple_word(scope, at)).or_else(|| fraction_words(scope, at))
    {
        return Step::Found(quantity);
    }
    let prefix = money::prefix(tokens, scope.bounds, at);
    let start = prefix.map_or(at, |prefix| prefix.end);
    if prefix.is_none()
        && let Some(rank) = rank_at(scope, at)
    {
        return Step::Found(rank);
    }
    let Some(first) = numeral(tokens, start, free_end(scope, start)) else {
        return Step::Skip(at + 1);
    };
    if let Some(end) = trap::not_a_quantity(tokens, scope.bounds, &first)
        && prefix.is_none()
    {
        return Step::Skip(end);
    }
    let numbers = range_from(scope, first, prefix.is_some());
    let reading = Reading { scope, start: at, prefix, numbers };
    let quantity = reading
        .money()
        .or_else(|| reading.percent())
        .or_else(|| reading.measure())
        .or_else(|| reading.age())
        .or_else(|| reading.share())
        .or_else(|| reading.times())
        .or_else(|| reading.count());
    match quantity {
        Some(quantity) => Step::Found(quantity),
        None => Step::Skip(reading.numbers.last + 1),
    }
}

/// A numeral must end before the next token that a date or duration claimed.
fn free_end(scope: Scope<'_>, at: usize) -> usize {
    let after = scope.taken.partition_point(|range| range.start <= at);
    scope.taken.get(after).map_or(scope.bounds.end, |range| range.start.min(scope.bounds.end))
}

/// One numeral, or the two ends of a range.
#[derive(Clone, Debug)]
struct Numbers {
    first: usize,
    last: usize,
    low: Numeral,
    high: Option<Numeral>,
    /// "between" or "from" before the range.
    opened: bool,
}

/// "40 to 50", "40-50", "between 40 and 50", "from 40 to 50", "$2 to $3 billion", "two or three".
fn range_from(scope: Scope<'_>, low: Numeral, money: bool) -> Numbers {
    let tokens = scope.tokens;
    let opener = low.first.checked_sub(1 + usize::from(money)).filter(|&before| before >= scope.bounds.start);
    let opener_word = opener.map_or("", |before| tokens.word(before));
    let single = Numbers { first: low.first, last: low.last, low: low.clone(), high: None, opened: false };
    let link = low.last + 1;
    let joined = match tokens.word(link) {
        "to" => !after_change(tokens, scope.bounds, low.first, opener_word),
        "and" => opener_word == "between",
        "or" => true,
        _ => tokens.hyphen(link) && (tokens.touches(link) || tokens.raw(link) != "-"),
    };
    if !joined || low.exact().is_none() {
        return single;
    }
    // "two- to five-year": the hyphen hangs on the first number.
    let next = if tokens.hyphen(link) && matches!(tokens.word(link + 1), "to" | "or") { link + 2 } else { link + 1 };
    let next = money::prefix(tokens, scope.bounds, next).map_or(next, |prefix| prefix.end);
    let Some(high) = numeral(tokens, next, free_end(scope, next)) else { return single };
    let Some((low, high)) = share_scale(tokens, low, high) else { return single };
    let (Some(small), Some(great)) = (low.exact(), high.exact()) else { return single };
    let alternative = tokens.word(link) == "or";
    if small >= great || (alternative && great > small * Decimal::TWO) {
        return single;
    }
    let opened = matches!(opener_word, "between" | "from");
    Numbers { first: low.first, last: high.last, low, high: Some(high), opened }
}

/// "2 to 3 billion" means 2 billion; "1.5 to 2 million" too, but "900 to 1 million" does not.
fn share_scale(tokens: Tokens<'_>, low: Numeral, high: Numeral) -> Option<(Numeral, Numeral)> {
    let (small, great) = (low.exact()?, high.exact()?);
    let low_scale = scale_at(tokens, low.last);
    let high_scale = scale_at(tokens, high.last);
    match (low_scale, high_scale) {
        (None, Some(scale)) if small < Decimal::ONE_THOUSAND && small < great.checked_div(scale)? => {
            Some((low.scaled(scale, low.last)?, high))
        }
        _ => Some((low, high)),
    }
}

/// "rose from 3 to 10" names two states, no range; so does "rose 3 to 10".
fn after_change(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, opener: &str) -> bool {
    let from = if opener == "from" { first.saturating_sub(2) } else { first.saturating_sub(1) };
    (from.saturating_sub(2)..=from).any(|at| at >= bounds.start && trend_of(tokens, at).is_some())
}

/// The direction that a word gives to the figure beside it.
fn trend_of(tokens: Tokens<'_>, at: usize) -> Option<Trend> {
    let raw = tokens.raw(at).to_ascii_lowercase();
    match raw.as_str() {
        "rose" | "rise" | "rises" | "risen" | "rising" | "up" | "gained" | "gain" | "gains" | "gaining"
        | "increased" | "increase" | "increases" | "increasing" | "climbed" | "climb" | "climbs" | "jumped"
        | "jump" | "jumps" | "surged" | "surge" | "surges" | "grew" | "grow" | "grown" | "growing" | "advanced"
        | "soared" | "raised" | "raise" | "growth" | "rebounded" => Some(Trend::Up),
        "fell" | "fall" | "falls" | "fallen" | "falling" | "down" | "dropped" | "drop" | "drops" | "dropping"
        | "declined" | "decline" | "declines" | "declining" | "lost" | "decreased" | "decrease" | "slipped"
        | "slid" | "plunged" | "tumbled" | "sank" | "shrank" | "lowered" | "eased" | "dipped" | "reduction"
        | "plunge" => Some(Trend::Down),
        _ => None,
    }
}

/// Everything that one numeral or range may be read as.
struct Reading<'a> {
    scope: Scope<'a>,
    start: usize,
    prefix: Option<money::Prefix>,
    numbers: Numbers,
}

impl Reading<'_> {
    /// The hedge and the amount, with the tokens of both.
    fn amount(&self) -> (Amount, Hedging) {
        let first = self.prefix.map_or(self.numbers.first, |prefix| prefix.start);
        let hedging = hedge::around(self.scope.tokens, self.scope.bounds, first, self.numbers.last);
        let Some(high) = &self.numbers.high else {
            return (hedge::amount(&self.numbers.low, &hedging), hedging);
        };
        let ends = self.numbers.low.exact().zip(high.exact());
        let amount =
            ends.map_or_else(|| hedge::amount(&self.numbers.low, &hedging), |(low, high)| Amount::between(low, high));
        let first = if self.numbers.opened { hedging.first.min(first.saturating_sub(1)) } else { hedging.first };
        (amount, Hedging { first: first.max(self.scope.bounds.start), ..hedging })
    }

    /// Builds the quantity: from the hedge to token `last`.
    fn build(
        &self,
        value: Value,
        first: usize,
        last: usize,
        counted: Option<Counted>,
        found_by: Extractor,
    ) -> Quantity {
        let core = self.scope.tokens.span(self.start.max(first), self.numbers.last.min(last));
        Quantity { tokens: first..last + 1, core, value, counted, found_by }
    }

    fn trend(&self, first: usize, last: usize) -> Option<Trend> {
        let tokens = self.scope.tokens;
        let before =
            (1..=3_usize).filter_map(|back| first.checked_sub(back)).filter(|&at| at >= self.scope.bounds.start);
        for at in before {
            if let Some(trend) = trend_of(tokens, at) {
                return Some(trend);
            }
            if !matches!(tokens.word(at), "by" | "an" | "a" | "another" | "more" | "only" | "just") {
                break;
            }
        }
        (last + 1..last + 3).take_while(|&at| at < self.scope.bounds.end).find_map(|at| match tokens.raw(at) {
            "increase" | "rise" | "gain" | "jump" | "growth" | "surge" => Some(Trend::Up),
            "decrease" | "drop" | "decline" | "fall" | "cut" | "reduction" | "loss" => Some(Trend::Down),
            _ => None,
        })
    }

    fn money(&self) -> Option<Quantity> {
        let tokens = self.scope.tokens;
        let (amount, hedging) = self.amount();
        let suffix = money::suffix(tokens, self.scope.bounds, self.numbers.last + 1);
        let (currency, factor, last) = match (self.prefix, suffix) {
            (Some(prefix), _) => (prefix.currency, Decimal::ONE, hedging.last),
            (None, Some(suffix)) => (suffix.currency, suffix.factor, suffix.end - 1),
            (None, None) => return None,
        };
        let first = self.prefix.map_or(hedging.first, |prefix| prefix.start.min(hedging.first));
        let amount = amount.times(factor)?.with_trend(self.trend(first, last));
        Some(self.build(Value::Money(amount, currency), first, last, None, Extractor::Money))
    }

    /// "5 percent", "5%", "5 per cent", "5 percentage points", "5 to 10 percent".
    fn percent(&self) -> Option<Quantity> {
        let tokens = self.scope.tokens;
        let (amount, hedging) = self.amount();
        let mut at = self.numbers.last + 1;
        if tokens.hyphen(at) {
            at += 1;
        }
        let end = match (tokens.raw(at), tokens.word(at)) {
            ("%", _) | (_, "percent" | "pct") => at + 1,
            (_, "per") if tokens.raw(at + 1).eq_ignore_ascii_case("cent") => at + 2,
            (_, "percentage") if tokens.raw(at + 1).starts_with("point") => at + 2,
            _ => return None,
        };
        let points = tokens.word(at) == "percentage";
        let amount = amount.with_trend(self.trend(hedging.first, end - 1));
        let counted = (tokens.word(end) == "of").then(|| counted_after(tokens, self.scope.bounds, end)).flatten();
        let value = if points { Value::Points(amount) } else { Value::Percent(amount) };
        Some(self.build(value, hedging.first, end - 1, counted.map(|(counted, _)| counted), Extractor::Percent))
    }

    /// "58 km", "6.1-magnitude", "magnitude 6.1", "40-foot".
    fn measure(&self) -> Option<Quantity> {
        let tokens = self.scope.tokens;
        let (amount, hedging) = self.amount();
        let value =
            |unit| Value::Measure(amount.clone().with_trend(self.trend(hedging.first, self.numbers.last)), unit);
        if let Some((unit, end)) = unit::after(tokens, self.scope.bounds, self.numbers.last + 1) {
            return Some(self.build(value(unit), hedging.first, end - 1, None, Extractor::Measure));
        }
        let (unit, start) = unit::before(tokens, self.scope.bounds, hedging.first)?;
        Some(self.build(value(unit), start, hedging.last, None, Extractor::Measure))
    }

    /// "34-year-old", "aged 34", "34 years old", and ", 34," after a name.
    fn age(&self) -> Option<Quantity> {
        let tokens = self.scope.tokens;
        let (amount, hedging) = self.amount();
        let (first, last) = (self.numbers.first, self.numbers.last);
        let before = |back: usize| first.checked_sub(back).filter(|&at| at >= self.scope.bounds.start);
        let labelled =
            before(1).is_some_and(|at| matches!(tokens.raw(at).to_ascii_lowercase().as_str(), "age" | "aged" | "ages"));
        let plausible = self
            .numbers
            .low
            .exact()
            .is_some_and(|age| age.is_integer() && age > Decimal::ZERO && age < Decimal::from(120));
        let in_commas = plausible
            && self.numbers.high.is_none()
            && before(2).is_some_and(|at| {
                tokens.sign(at + 1, ",") && tokens.capitalised(at) && !tokens.is(at, Class::MONTH.with(Class::WEEKDAY))
            })
            && (tokens.sign(last + 1, ",") || last + 1 == self.scope.bounds.end || tokens.sign(last + 1, "."))
            && !(tokens.sign(last + 1, ",") && tokens.kind(last + 2) == Some(TokenKind::Number));
        (labelled || in_commas).then(|| self.build(Value::Age(amount), hedging.first, last, None, Extractor::Count))
    }

    /// "one in five", "three out of four": a share of 1.
    fn share(&self) -> Option<Quantity> {
        let tokens = self.scope.tokens;
        let (_, hedging) = self.amount();
        let link = self.numbers.last + 1;
        let start = match (tokens.word(link), tokens.word(link + 1)) {
            ("in" | "of", _) => link + 1,
            ("out", "of") => link + 2,
            _ => return None,
        };
        let part = self.numbers.low.exact()?;
        let one = self.numbers.low.form == Form::One;
        let stated_as_ratio = tokens.word(link) == "out"
            || (tokens.word(link) == "in" && one)
            || tokens.word(link) == "of" && one && tokens.word(start) == "every";
        let start = if tokens.word(start) == "every" { start + 1 } else { start };
        let whole = numeral(tokens, start, free_end(self.scope, start)).filter(|_| stated_as_ratio)?;
        let share = part.checked_div(whole.exact().filter(|whole| *whole > part)?)?.round_dp(6);
        let amount = Amount::new(share, grain_of(share), hedging.hedge, hedging.looseness);
        let counted = counted_after(tokens, self.scope.bounds, whole.last + 1);
        let last = counted.map_or(whole.last, |(_, last)| last);
        Some(self.build(
            Value::Ratio(amount),
            hedging.first,
            last,
            counted.map(|(counted, _)| counted),
            Extractor::Count,
        ))
    }

    /// "three times as many", "five times higher".
    fn times(&self) -> Option<Quantity> {
        let tokens = self.scope.tokens;
        let (amount, hedging) = self.amount();
        let at = self.numbers.last + 1;
        let compared = matches!(tokens.word(at + 1), "as" | "more" | "the" | "less")
            || matches!(tokens.raw(at + 1), "higher" | "larger" | "greater" | "bigger" | "faster");
        (tokens.raw(at) == "times" && compared)
            .then(|| self.build(Value::Multiple(amount), hedging.first, at, None, Extractor::Count))
    }

    fn count(&self) -> Option<Quantity> {
        let tokens = self.scope.tokens;
        let (amount, hedging) = self.amount();
        let after = counted_after(tokens, self.scope.bounds, hedging.last + 1);
        if trap::not_a_count(tokens, self.scope.bounds, &self.numbers.low, after.map(|(counted, _)| counted)) {
            return None;
        }
        let amount = amount.with_trend(self.trend(hedging.first, hedging.last));
        let (counted, last) = match after {
            Some((counted, last)) => (Some(counted), last),
            None => (counted_before(tokens, self.scope.bounds, hedging.first), hedging.last),
        };
        let loose =
            hedging.hedge == Hedge::About && counted.is_some_and(|counted| is_crowd(counted.head.slice(tokens.text)));
        let amount = if loose { loosened(&self.numbers.low, &hedging).unwrap_or(amount) } else { amount };
        Some(self.build(Value::Count(amount), hedging.first, last, counted, Extractor::Count))
    }
}

/// Crowds and displaced people are estimated more loosely (semantics, section 2).
fn is_crowd(head: &str) -> bool {
    matches!(
        head.to_ascii_lowercase().as_str(),
        "protesters"
            | "demonstrators"
            | "marchers"
            | "spectators"
            | "refugees"
            | "displaced"
            | "evacuees"
            | "worshippers"
            | "mourners"
            | "fans"
            | "supporters"
            | "migrants"
    )
}

fn loosened(numeral: &Numeral, hedging: &Hedging) -> Option<Amount> {
    match numeral.number {
        Number::Exact { value, grain } => {
            Some(Amount::new(value, grain, hedging.hedge, crate::value::amount::Looseness::Loose))
        }
        Number::Vague { .. } => None,
    }
}

/// "no casualties", "none of the passengers", "nobody", "no one".
fn none_at(scope: Scope<'_>, at: usize) -> Option<Quantity> {
    let tokens = scope.tokens;
    let quantity = |counted: Option<Counted>, last: usize| Quantity {
        tokens: at..last + 1,
        core: tokens.tokens[at].span,
        value: Value::Count(Amount::none()),
        counted,
        found_by: Extractor::Count,
    };
    match tokens.word(at) {
        "none" if tokens.word(at + 1) == "of" => {
            let (counted, last) = counted_after(tokens, scope.bounds, at + 1)?;
            Some(quantity(Some(counted), last))
        }
        "nobody" => Some(quantity(None, at)),
        "no" if tokens.raw(at) != "No." && tokens.word(at + 1) == "one" => Some(quantity(None, at + 1)),
        "no" if tokens.raw(at) != "No." => {
            let (counted, last) = counted_after(tokens, scope.bounds, at + 1)?;
            trap::countable(counted.head.slice(tokens.text)).then(|| quantity(Some(counted), last))
        }
        _ => None,
    }
}

/// "doubled", "tripled", "halved", "twice", "fivefold".
fn multiple_word(scope: Scope<'_>, at: usize) -> Option<Quantity> {
    if !scope.tokens.is(at, Class::MULTIPLE) {
        return None;
    }
    let tenths = match scope.tokens.word(at) {
        "halved" => 5,
        "doubled" | "doubling" | "doubles" | "twofold" => 20,
        "tripled" | "tripling" | "threefold" => 30,
        "quadrupled" | "fourfold" => 40,
        "quintupled" | "fivefold" => 50,
        "tenfold" => 100,
        "twice" if scope.tokens.word(at + 1) == "as" => 20,
        _ => return None,
    };
    let value = Value::Multiple(Amount::exactly(Decimal::new(tenths, 1).normalize()));
    Some(Quantity {
        tokens: at..at + 1,
        core: scope.tokens.tokens[at].span,
        value,
        counted: None,
        found_by: Extractor::Count,
    })
}

/// "two-thirds of homes", "a third of", "half of the", "half the", "three quarters".
fn fraction_words(scope: Scope<'_>, at: usize) -> Option<Quantity> {
    let tokens = scope.tokens;
    let lex_number = |at: usize| tokens.tokens.get(at).and_then(|token| token.lex.number());
    let denominator_at = |at: usize| {
        let fraction =
            tokens.is(at, Class::FRACTION) || tokens.is(at, Class::ORDINAL) && lex_number(at).is_some_and(|n| n > 2);
        (at < scope.bounds.end && fraction).then(|| lex_number(at)).flatten()
    };
    let linked = if tokens.hyphen(at + 1) && tokens.touches(at + 1) { at + 2 } else { at + 1 };
    let plural = |at: usize| tokens.raw(at).ends_with('s');
    let (numerator, denominator, last) =
        if tokens.is(at, Class::CARDINAL) && (plural(linked) || tokens.word(at) == "one") {
            (lex_number(at)?, denominator_at(linked)?, linked)
        } else if tokens.word(at) == "a" && tokens.word(at + 2) == "of" {
            (1, denominator_at(at + 1)?, at + 1)
        } else if tokens.word(at) == "half"
            && matches!(tokens.word(at + 1), "of" | "the" | "its" | "their" | "his" | "those")
        {
            (1, 2, at)
        } else {
            return None;
        };
    if numerator >= denominator || matches!(tokens.raw(last), "quarters" | "halves") && tokens.word(last + 1) != "of" {
        return None;
    }
    let share = Decimal::from(numerator).checked_div(Decimal::from(denominator))?.round_dp(6);
    let hedging = hedge::around(tokens, scope.bounds, at, last);
    let amount = Amount::new(share, Decimal::new(1, 2), hedging.hedge, hedging.looseness);
    let counted = counted_after(tokens, scope.bounds, last + 1).map(|(counted, _)| counted);
    Some(Quantity {
        tokens: hedging.first..hedging.last.max(last) + 1,
        core: tokens.span(at, last),
        value: Value::Ratio(amount),
        counted,
        found_by: Extractor::Count,
    })
}

/// "the 10th", "third".
fn rank_at(scope: Scope<'_>, at: usize) -> Option<Quantity> {
    let tokens = scope.tokens;
    let (number, last) = if tokens.kind(at) == Some(TokenKind::Number)
        && tokens.touches(at + 1)
        && matches!(tokens.raw(at + 1), "st" | "nd" | "rd" | "th")
    {
        (parse_digits(tokens.raw(at))?, at + 1)
    } else if tokens.is(at, Class::ORDINAL) {
        (Decimal::from(tokens.tokens[at].lex.number()?), at)
    } else {
        return None;
    };
    let value = Value::Ordinal(Amount::exactly(number));
    Some(Quantity {
        tokens: at..last + 1,
        core: tokens.span(at, last),
        value,
        counted: None,
        found_by: Extractor::Count,
    })
}

/// A count without a noun takes the noun of the count before it: "three soldiers and injured 25 more".
fn borrow_nouns(found: &mut [Quantity]) {
    let mut lender: Option<Counted> = None;
    for quantity in found.iter_mut().filter(|quantity| matches!(quantity.value, Value::Count(_))) {
        match quantity.counted {
            Some(counted) => lender = Some(counted),
            None => quantity.counted = lender.map(|counted| Counted { elided: true, ..counted }),
        }
    }
}
