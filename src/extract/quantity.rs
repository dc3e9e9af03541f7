//! Numbers with what they are numbers of: counts, money, percentages, measures, ages.
//!
//! Each numeral is read once; the words that touch it decide its kind, in this order: money, percentage, measure, age,
//! share, multiple, and last a plain count, if nothing says that it is no quantity at all (`trap`). Tokens that dates
//! and durations claimed before are not looked at.

use super::hedge::{self, Hedging};
use super::noun::{self, Agreement, counted_after, counted_before, counted_in_apposition, is_place, populated};
use super::numeral::{Form, Number, Numeral, numeral};
use super::range::{Numbers, range_from};
use super::{Counted, Extractor, Found};
use super::{age, bond, coin, money, share, sum, tens, trap, unit};
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::amount::{Looseness, Trend};
use crate::value::{Amount, Currency, Hedge, Value};
use rust_decimal::Decimal;
use std::ops::Range;

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

    /// A numeral must end before the next token that a date or duration claimed.
    pub(super) fn free_end(&self, at: usize) -> usize {
        if self.taken_at(at).is_some() {
            return at;
        }
        let after = self.taken.partition_point(|range| range.start <= at);
        self.taken.get(after).map_or(self.bounds.end, |range| range.start.min(self.bounds.end))
    }
}

/// Finds the quantities of a sentence, in order. `lender` is the last noun that was counted before this sentence: "another
/// 900" borrows it.
pub(super) fn find(scope: Scope<'_>, lender: &mut Option<Counted>, found: &mut Vec<Found>) {
    let first = found.len();
    let mut at = scope.bounds.start;
    loop {
        at = next_quantity(scope, at);
        if at >= scope.bounds.end {
            break;
        }
        let next = match scope.taken_at(at) {
            Some(range) => range.end,
            None => read_at(scope, at, found),
        };
        at = next.max(at + 1);
    }
    let found = &mut found[first..];
    bond::read_prices_reached(scope, found);
    share_nouns(scope.tokens, found);
    borrow_nouns(scope, found, lender);
    link_equivalents(scope.tokens, found);
}

/// Reads the quantity that begins at a token, if one does; gives the token to go on at.
fn read_at(scope: Scope<'_>, at: usize, found: &mut Vec<Found>) -> usize {
    match quantity_at(scope, at) {
        Ok(quantity) => {
            let end = quantity.tokens.end;
            found.push(quantity);
            end
        }
        Err(next) => next,
    }
}

/// "85 million euros ($108 million)", "36 miles (58 km)": the bracket says the same in another currency or unit.
fn link_equivalents(tokens: Tokens<'_>, found: &mut [Found]) {
    for index in 1..found.len() {
        let (first, second) = (&found[index - 1], &found[index]);
        let bracketed = first.tokens.end + 1 == second.tokens.start && tokens.sign(first.tokens.end, "(");
        let alike = match (&first.value, &second.value) {
            (Value::Money(_, left), Value::Money(_, right)) => left != right,
            (Value::Measure(_, left), Value::Measure(_, right)) => left.dimension == right.dimension && left != right,
            _ => false,
        };
        if bracketed && alike {
            found[index].restates = Some(first.core);
        }
    }
}

/// "between 8 and 9 a.m.", "3 and 4 April": a number that shares the words of the date or time behind it.
fn shares_date(scope: Scope<'_>, numeral: &Numeral) -> bool {
    let tokens = scope.tokens;
    let link = numeral.last + 1;
    let linked = is_word!(tokens.id(link), "to" | "and" | "or" | "until" | "till" | "through") || tokens.hyphen(link);
    let number = tokens.kind(link + 1) == Some(TokenKind::Number) || tokens.is(link + 1, Class::CARDINAL);
    linked
        && number
        && link + 1 < scope.bounds.end
        && scope.taken_at(link + 1).is_some_and(|range| range.start == link + 1)
}

/// What a token must be for a quantity to begin with it, but for currency codes.
const OPENING: Class = Class::NUMBER
    .with(Class::CARDINAL)
    .with(Class::SCALE)
    .with(Class::VAGUE)
    .with(Class::ORDINAL)
    .with(Class::FRACTION)
    .with(Class::NONE)
    .with(Class::MULTIPLE)
    .with(Class::CURRENCY)
    .with(Class::COIN)
    .with(Class::RARE_SIGN);

/// The first token from `from` on with which a quantity can begin: most tokens are told apart by their class alone.
fn next_quantity(scope: Scope<'_>, from: usize) -> usize {
    let (tokens, end) = (scope.tokens, scope.bounds.end);
    let opens = |&at: &usize| {
        tokens.is(at, OPENING)
            || tokens.is(at, Class::LENGTH) && is_word!(tokens.id(at), "a") && follows_article(tokens, at + 1)
            || tokens.is(at, Class::ADVERB) && is_word!(tokens.id(at), "not")
            || money::may_be_code(tokens, at)
    };
    (from..end).find(opens).unwrap_or(end)
}

/// What an "a" that begins a quantity stands before, but for a few words.
const AFTER_ARTICLE: Class =
    OPENING.with(Class::PERCENT).with(Class::UNIT).with(Class::TIME_UNIT).with(Class::HYPHEN).with(Class::QUOTE);

/// Whether an "a" before a token may begin a quantity: "a dozen", "a basis point", "a hundred and fifty".
fn follows_article(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, AFTER_ARTICLE) || is_word!(tokens.id(at), "basis" | "single" | "point" | "pair" | "couple")
}

/// The quantity that begins at a token, else the token to go on at.
fn quantity_at(scope: Scope<'_>, at: usize) -> Result<Found, usize> {
    let tokens = scope.tokens;
    let worded = none_at(scope, at)
        .or_else(|| not_one(scope, at))
        .or_else(|| share::multiple_word(scope, at))
        .or_else(|| share::fraction(scope, at))
        .or_else(|| tens::tens(scope, at))
        .or_else(|| coin::attributive(scope, at));
    if let Some(quantity) = worded {
        return Ok(quantity);
    }
    let prefix = money::prefix(tokens, scope.bounds, at);
    let start = prefix.map_or(at, |prefix| prefix.end);
    if prefix.is_none()
        && let Some(rank) = share::rank(scope, at)
    {
        return Ok(rank);
    }
    if let Some(coin) = coin::one(scope, at)
        && let Some(sum) = Reading::new(scope, coin.first, None, Numbers::single(coin)).money()
    {
        return Ok(sum);
    }
    if let Some(points) = bond::points(scope, at).filter(|_| prefix.is_none()) {
        return Ok(Reading::new(scope, at, None, Numbers::single(points)).bond_price());
    }
    let Some(first) = numeral(tokens, start, scope.free_end(start)) else {
        return Err(at + 1);
    };
    if prefix.is_none() {
        if shares_date(scope, &first) {
            return Err(first.last + 1);
        }
        if let Some(end) = trap::part_of_a_name(tokens, scope.bounds, &first) {
            return Err(end);
        }
        if let Some(score) = share::score(scope, &first) {
            return Ok(score);
        }
        if let Some(end) = trap::not_a_quantity(tokens, scope.bounds, &first) {
            return Err(end);
        }
    }
    let numbers = range_from(scope, first, prefix.is_some());
    let reading = Reading::new(scope, at, prefix, numbers);
    let joined = || share::share(scope, &reading.numbers).filter(|_| share::is_joined(tokens, reading.numbers.last));
    let quantity = reading
        .money()
        .or_else(|| reading.percent())
        .or_else(joined)
        .or_else(|| reading.measure())
        .or_else(|| reading.age())
        .or_else(|| share::share(scope, &reading.numbers))
        .or_else(|| share::times(scope, &reading.numbers, &reading.amount, reading.hedging.first))
        .or_else(|| reading.count());
    quantity.ok_or(reading.numbers.last + 1)
}

/// A numeral or range with its hedge, and where it stands.
struct Reading<'a> {
    scope: Scope<'a>,
    start: usize,
    prefix: Option<money::Prefix>,
    numbers: Numbers,
    amount: Amount,
    hedging: Hedging,
}

/// Tokens `first..=last`, the value and the noun of a quantity.
struct Built {
    value: Value,
    first: usize,
    last: usize,
    counted: Option<Counted>,
    found_by: Extractor,
}

impl<'a> Reading<'a> {
    fn new(scope: Scope<'a>, start: usize, prefix: Option<money::Prefix>, numbers: Numbers) -> Self {
        let first = prefix.map_or(numbers.first, |prefix| prefix.start);
        let opened = first.saturating_sub(numbers.opened).max(scope.bounds.start);
        let hedging = hedge::around(scope.tokens, scope.bounds, opened, numbers.last);
        // "$20 plus tax"
        let added = prefix.is_some() && is_word!(scope.tokens.id(hedging.last), "plus");
        let hedging = if added { Hedging { hedge: Hedge::Exactly, last: numbers.last, ..hedging } } else { hedging };
        let (negative, hedging) = minus(scope, hedging, first);
        let ends = numbers.high.as_ref().and_then(|high| numbers.low.exact().zip(high.exact()));
        let amount = match ends {
            Some((low, high)) => Amount::between(low, high),
            None if negative => hedge::amount(&numbers.low.negated(), &hedging),
            None => hedge::amount(&numbers.low, &hedging),
        };
        Self { scope, start, prefix, numbers, amount, hedging }
    }

    fn build(&self, built: Built) -> Found {
        let Built { value, first, last, counted, found_by } = built;
        let core = self.scope.tokens.span(self.start.max(first), self.numbers.last.min(last));
        Found { tokens: first..last + 1, core, value, counted, found_by, restates: None }
    }

    fn word_before(&self, back: usize) -> &'static str {
        let at = self.hedging.first.checked_sub(back).filter(|&at| at >= self.scope.bounds.start);
        at.map_or("", |at| self.scope.tokens.word(at))
    }

    fn raw_before(&self, back: usize) -> &'a str {
        let at = self.hedging.first.checked_sub(back).filter(|&at| at >= self.scope.bounds.start);
        at.map_or("", |at| self.scope.tokens.raw(at))
    }

    /// The direction of a figure that is a change: "rose 5 percent", "up by 300", "a 5 percent drop".
    fn trend(&self, last: usize) -> Option<Trend> {
        let tokens = self.scope.tokens;
        let direction = |at: usize| {
            let number = tokens.is(at, Class::TREND).then(|| tokens.tokens[at].number()).flatten()?;
            Some(if number > 0 { Trend::Up } else { Trend::Down })
        };
        let first = self.hedging.first;
        let before =
            (1..=3_usize).filter_map(|back| first.checked_sub(back)).filter(|&at| at >= self.scope.bounds.start);
        if self.word_before(1) == "by" {
            // "The quake off the coast was followed by 12 others": whoever did it, nothing changed by so many.
            let agent = first.checked_sub(2).filter(|&at| at >= self.scope.bounds.start);
            if agent.is_some_and(|at| tokens.raw(at).ends_with("ed") && direction(at).is_none()) {
                return None;
            }
            // "cut its rate by 50 basis points"
            let start = self.scope.bounds.start.max(first.saturating_sub(7));
            let clause = (start..first).rev().take_while(|&at| tokens.kind(at) == Some(TokenKind::Word));
            return clause.filter_map(direction).next();
        }
        for at in before {
            let off_track = is_word!(tokens.id(at), "down") && is_word!(tokens.id(at + 1), "to");
            if let Some(trend) = direction(at).filter(|_| !off_track) {
                return Some(trend);
            }
            if !is_word!(tokens.id(at), "by" | "an" | "a" | "another" | "more" | "only" | "just" | "further") {
                break;
            }
        }
        let noun = last + 1;
        let noun_follows = noun < self.scope.bounds.end
            && is_word!(
                tokens.small(noun),
                "increase"
                    | "rise"
                    | "gain"
                    | "jump"
                    | "growth"
                    | "surge"
                    | "decrease"
                    | "drop"
                    | "decline"
                    | "fall"
                    | "cut"
                    | "reduction"
                    | "loss"
                    | "slide"
                    | "plunge"
                    | "higher"
                    | "lower"
                    | "more"
                    | "less"
                    | "fewer"
            );
        if !noun_follows {
            return None;
        }
        match tokens.raw(noun) {
            "more" | "higher" => Some(Trend::Up),
            "less" | "fewer" | "lower" => Some(Trend::Down),
            _ => direction(noun),
        }
    }

    /// As [`Self::trend`], but only after words that can mean nothing but a change: "lost 12 soldiers" and "raised $10
    /// million" are none.
    fn plain_trend(&self, last: usize) -> Option<Trend> {
        let by = self.word_before(1) == "by";
        let verb = self.word_before(if by { 2 } else { 1 });
        let particle = matches!(verb, "up" | "down" | "off");
        let stands = matches!(
            self.word_before(if by { 3 } else { 2 }),
            "is" | "was" | "are" | "were" | "be" | "been" | "and" | "went"
        );
        let certain = by
            || particle && stands
            || matches!(
                verb,
                "rose"
                    | "fell"
                    | "climbed"
                    | "jumped"
                    | "slipped"
                    | "slid"
                    | "plunged"
                    | "tumbled"
                    | "soared"
                    | "increased"
                    | "decreased"
                    | "grew"
                    | "surged"
                    | "declined"
            );
        let noun_follows =
            is_word!(self.scope.tokens.small(last + 1), "increase" | "decrease" | "rise" | "decline" | "drop" | "jump");
        (certain || noun_follows).then(|| self.trend(last)).flatten()
    }

    fn money(&self) -> Option<Found> {
        let tokens = self.scope.tokens;
        let suffix = money::suffix(tokens, self.scope.bounds, &self.numbers.low, self.hedging.last + 1);
        let (currency, factor, last) = match (self.prefix, suffix) {
            // "$85 million Canadian dollars" is settled by its name.
            (Some(prefix), Some(suffix)) if suffix.factor == Decimal::ONE => {
                (prefix.currency.iso().map_or(suffix.currency, |_| prefix.currency), Decimal::ONE, suffix.end - 1)
            }
            (Some(prefix), _) => (prefix.currency, Decimal::ONE, self.hedging.last),
            (None, Some(suffix)) => (suffix.currency, suffix.factor, suffix.end - 1),
            (None, None) if sum::is_sum(self.scope, &self.numbers.low, self.hedging.first) => {
                (Currency::UNSTATED, Decimal::ONE, self.hedging.last)
            }
            (None, None) => return None,
        };
        let first = self.prefix.map_or(self.hedging.first, |prefix| prefix.start.min(self.hedging.first));
        let (amount, last) = self.hedged_behind(last);
        let amount = amount.times(factor)?.with_trend(self.plain_trend(last));
        let one = self.numbers.low.form == Form::One;
        let figurative = one && coin::is_figure_of_speech(self.scope, &self.hedging, last);
        let amount = if figurative { amount.as_figure_of_speech() } else { amount };
        let value = Value::Money(amount, currency);
        Some(self.build(Built { value, first, last, counted: None, found_by: Extractor::Money }))
    }

    /// "rose 9/32", "99 13/32": points of a bond's price.
    fn bond_price(&self) -> Found {
        let last = self.hedging.last;
        let value = Value::Money(self.amount.clone().with_trend(self.trend(last)), bond::CURRENCY);
        self.build(Built { value, first: self.hedging.first, last, counted: None, found_by: Extractor::Money })
    }

    /// The amount with a hedge that stands behind unit or noun: "40 people or more", "$3 or so".
    fn hedged_behind(&self, last: usize) -> (Amount, usize) {
        let tokens = self.scope.tokens;
        let plain = self.hedging.hedge == Hedge::Exactly && self.numbers.high.is_none();
        // "3 million euros plus interest"
        let added = is_word!(tokens.id(last + 1), "plus") && tokens.kind(last + 2) == Some(TokenKind::Word);
        match hedge::after(tokens, self.scope.bounds, last).filter(|_| plain && !added) {
            Some((hedge, end)) => (hedge::amount(&self.numbers.low, &Hedging { hedge, ..self.hedging }), end),
            None => (self.amount.clone(), last),
        }
    }

    /// "5 percent", "5%", "5 per cent", "5 percentage points", "50 basis points", and the 5 of "5 and 10 percent".
    fn percent(&self) -> Option<Found> {
        let tokens = self.scope.tokens;
        let next = self.hedging.last + 1;
        let (at, shared) = match percent_sign(tokens, next) {
            Some(_) => (next, false),
            None => (shared_percent(self.scope, next)?, true),
        };
        let (end, points, factor) = percent_sign(tokens, at)?;
        let last = if shared { self.hedging.last } else { end - 1 };
        let (amount, last) = self.hedged_behind(last);
        let amount = amount.times(factor)?.with_trend(self.trend(end - 1));
        let of = !shared && is_word!(tokens.id(end), "of");
        let counted = of.then(|| counted_after(tokens, self.scope.bounds, end, Agreement::Either)).flatten();
        let value = if points { Value::Points(amount) } else { Value::Percent(amount) };
        let counted = counted.map(|(counted, _)| counted);
        Some(self.build(Built { value, first: self.hedging.first, last, counted, found_by: Extractor::Percent }))
    }

    /// "58 km", "6.1-magnitude", "magnitude 6.1", "40-foot".
    fn measure(&self) -> Option<Found> {
        let tokens = self.scope.tokens;
        if let Some(height) = self.height() {
            return Some(height);
        }
        let next = self.hedging.last + 1;
        // "hundreds of miles"
        let of = self.numbers.low.exact().is_none() && is_word!(tokens.id(next), "of");
        let next = if of { next + 1 } else { next };
        if let Some((unit, end)) = unit::after(tokens, self.scope.bounds, next) {
            let (amount, last) = match self.below_zero(end) {
                Some(amount) => (amount, end + 1),
                None => self.hedged_behind(end - 1),
            };
            let value = Value::Measure(amount.with_trend(self.plain_trend(last)), unit);
            return Some(self.build(Built {
                value,
                first: self.hedging.first,
                last,
                counted: None,
                found_by: Extractor::Measure,
            }));
        }
        let before = unit::before(tokens, self.scope.bounds, self.hedging.first);
        let quake =
            || unit::quake(tokens, self.scope.bounds, (self.hedging.first, self.hedging.last), &self.numbers.low);
        let (unit, first) = before.or_else(quake)?;
        let value = Value::Measure(self.amount.clone(), unit);
        Some(self.build(Built { value, first, last: self.hedging.last, counted: None, found_by: Extractor::Measure }))
    }

    /// "20 degrees below zero": the amount of degrees, if these words follow them.
    fn below_zero(&self, end: usize) -> Option<Amount> {
        let tokens = self.scope.tokens;
        let below = is_word!(tokens.id(end), "below") && is_word!(tokens.id(end + 1), "zero");
        let single = self.numbers.high.is_none() && end + 1 < self.scope.bounds.end;
        (below && single).then(|| hedge::amount(&self.numbers.low.negated(), &self.hedging))
    }

    /// "6 feet 2 inches", "6-foot-2", "5 pounds, 4 ounces": the smaller unit holds both exactly.
    fn height(&self) -> Option<Found> {
        let single = self.numbers.high.is_none() && self.prefix.is_none();
        let whole = self.numbers.low.exact().filter(|whole| single && whole.is_integer())?;
        let (number, unit, end) = unit::mixed(self.scope.tokens, self.scope.bounds, self.numbers.last, whole)?;
        let amount = Amount::new(number, Decimal::ONE, self.hedging.hedge, self.hedging.looseness);
        let value = Value::Measure(amount, unit);
        let built =
            Built { value, first: self.hedging.first, last: end - 1, counted: None, found_by: Extractor::Measure };
        Some(Found { core: self.scope.tokens.span(self.start, end - 1), ..self.build(built) })
    }

    /// "34-year-old", "aged 34", "34 years old", "a man of 34", ", 34," after a name, "65 and older".
    fn age(&self) -> Option<Found> {
        let tokens = self.scope.tokens;
        let (first, last) = (self.numbers.first, self.numbers.last);
        let end = years_old(tokens, last + 1);
        // "three-and-a-half-year-old"
        let whole = |age: Decimal| age.is_integer() || end.is_some();
        // "a 2,000-year-old scroll"
        let lived = |age: Decimal| whole(age) && age > Decimal::ZERO && (age < Decimal::from(120) || end.is_some());
        if !self.numbers.low.exact().is_some_and(lived) {
            return None;
        }
        let bound = age::bound(tokens, self.scope.bounds, (self.hedging.first, last));
        let single = self.numbers.high.is_none();
        let labelled = age::is_labelled(tokens, self.scope.bounds, (self.hedging.first, last))
            || bound.is_some()
            || !single && age::is_range_of_people(tokens, self.scope.bounds, (self.hedging.first, last))
            || single && self.is_told_age(last)
            || single && age::stands_beside_person(tokens, self.scope.bounds, first, last)
            || single && first == last && age::is_listed(tokens, self.scope.bounds, first)
            || single && age::is_limit(tokens, self.scope.bounds, (self.hedging.first, last));
        if end.is_none() && !labelled {
            return None;
        }
        let (amount, last) = match bound {
            Some((hedge, last)) => (hedge::amount(&self.numbers.low, &Hedging { hedge, ..self.hedging }), last),
            None => (self.amount.clone(), end.map_or(self.hedging.last, |end| end - 1)),
        };
        let value = Value::Age(amount);
        Some(self.build(Built { value, first: self.hedging.first, last, counted: None, found_by: Extractor::Count }))
    }

    /// "when she was 19", "he turned 65": after a person's pronoun, with nothing that could be counted behind.
    fn is_told_age(&self, last: usize) -> bool {
        let tokens = self.scope.tokens;
        // "he is only 44"
        let adverb = usize::from(matches!(self.word_before(1), "only" | "just" | "now" | "already"));
        let was = self.word_before(1 + adverb);
        let turning = matches!(self.raw_before(1), "turn" | "turns" | "turned" | "turning");
        let verb = matches!(was, "was" | "is" | "were") || turning;
        // "is about to turn 81", "after turning 80"
        let alone = turning && (self.raw_before(1) == "turning" || self.word_before(2) == "to");
        let person = alone
            || matches!(self.word_before(2 + adverb), "he" | "she" | "i" | "who")
            || self.hedging.first.checked_sub(2 + adverb).is_some_and(|at| self.names_person(at));
        // "died at 83", "retired at 65"
        let at = self.word_before(1) == "at"
            && matches!(self.raw_before(2), "died" | "dies" | "Dies" | "Dead" | "retired" | "married");
        let (verb, person) = (verb || at, person || at);
        let next = tokens.word(last + 1);
        let ends = last + 1 >= self.scope.bounds.end
            || tokens.kind(last + 1) == Some(TokenKind::Sign)
                && !tokens.hyphen(last + 1)
                && !tokens.sign(last + 1, "%")
            || matches!(next, "when" | "and" | "at" | "but" | "on" | "in")
            || turning && tokens.is(last + 1, Class::CALENDAR.with(Class::DEICTIC).with(Class::MONTH));
        verb && person && ends && self.numbers.high.is_none()
    }

    /// "Mara Holt is 68": whether a name that may be a person's ends at a token and begins its clause.
    fn names_person(&self, at: usize) -> bool {
        let (tokens, start) = (self.scope.tokens, self.scope.bounds.start);
        let adult = self.numbers.low.exact().is_some_and(|age| age >= Decimal::TEN);
        let first = (start..=at).rev().take_while(|&at| age::is_name(tokens, at)).last();
        let opens = first
            .is_some_and(|first| first == start || !tokens.is(first - 1, Class::PREPOSITION.with(Class::DETERMINER)));
        adult
            && opens
            && !tokens.is(at, Class::INSTITUTION.with(Class::ORGANISATION).with(Class::PLACE).with(Class::FUNCTION))
    }

    fn count(&self) -> Option<Found> {
        let tokens = self.scope.tokens;
        let counted_as = |agreement| counted_after(tokens, self.scope.bounds, self.hedging.last + 1, agreement);
        let is_one = self.numbers.high.is_none() && self.numbers.low.exact() == Some(Decimal::ONE);
        let form = self.numbers.low.form;
        let agreement = if is_one && form == Form::One { Agreement::Singular } else { Agreement::Plural };
        let after = counted_as(agreement);
        if trap::not_a_count(tokens, self.scope.bounds, &self.numbers.low, after.is_some()) {
            return None;
        }
        // "1 child"; but "1 Timothy", a book, "1 Ohio", a row of a table
        let single = |&(_, head): &(Counted, usize)| !tokens.capitalised(head);
        let after = match after {
            None if is_one && form == Form::Digits => counted_as(Agreement::Singular).filter(single),
            after => after,
        };
        // "several times", "a few exceptions"
        let few = is_word!(tokens.id(self.numbers.last), "few" | "handful" | "couple" | "several");
        if few && after.is_some_and(|(_, head)| trap::is_abstract(tokens, head)) {
            return None;
        }
        let (counted, last) = match after {
            Some((counted, last)) => {
                let place = populated(tokens, self.scope.bounds, self.hedging.first, counted.head);
                (Some(place.unwrap_or(counted)), last)
            }
            None => (self.noun_before(), self.hedging.last),
        };
        let (amount, last) = self.hedged_behind(last);
        // "Aftershocks of around 4.0" are not four.
        let counted = counted.filter(|_| after.is_some() || is_whole(&amount));
        let crowd = counted.is_some_and(|counted| is_crowd(counted.head.slice(tokens.text)));
        let loose = self.hedging.hedge == Hedge::About && crowd;
        let amount = if loose { loosened(&self.numbers.low, &self.hedging).unwrap_or(amount) } else { amount };
        let amount = amount.with_trend(self.plain_trend(last));
        Some(self.build(Built {
            value: Value::Count(amount),
            first: self.hedging.first,
            last,
            counted,
            found_by: Extractor::Count,
        }))
    }

    fn noun_before(&self) -> Option<Counted> {
        let (tokens, bounds) = (self.scope.tokens, self.scope.bounds);
        counted_before(tokens, bounds, self.hedging.first)
            .or_else(|| counted_in_apposition(tokens, bounds, self.hedging.first, self.hedging.last))
    }
}

/// "minus 5" and "-5" where nothing touches the sign from the left: the number is negative, and begins with its sign.
fn minus(scope: Scope<'_>, hedging: Hedging, first: usize) -> (bool, Hedging) {
    let tokens = scope.tokens;
    let Some(sign) = first.checked_sub(1).filter(|&sign| sign >= scope.bounds.start && hedging.first == first) else {
        return (false, hedging);
    };
    let touching = matches!(tokens.raw(sign), "-" | "−")
        && tokens.touches(first)
        && (sign == scope.bounds.start || !tokens.touches(sign));
    let worded = is_word!(tokens.small(sign), "minus")
        && !(sign > scope.bounds.start && tokens.kind(sign - 1) == Some(TokenKind::Number));
    // "plus or minus 3 points": to either side.
    if worded && sign >= scope.bounds.start + 2 && is_word!(tokens.id(sign - 1), "or") {
        let either = is_word!(tokens.id(sign - 2), "plus");
        return (!either, Hedging { first: if either { sign - 2 } else { sign }, ..hedging });
    }
    let negative = touching || worded;
    (negative, if negative { Hedging { first: sign, ..hedging } } else { hedging })
}

/// The percent word or sign at a token (after a hyphen): the token after it, whether it means points, and its factor.
pub(super) fn percent_sign(tokens: Tokens<'_>, at: usize) -> Option<(usize, bool, Decimal)> {
    let at = if tokens.hyphen(at) && tokens.touches(at) { at + 1 } else { at };
    let point = |at: usize| is_word!(tokens.id(at), "point" | "points");
    // "percentage-point"
    let joined = |at: usize| if tokens.hyphen(at) && tokens.touches(at) { at + 1 } else { at };
    match (tokens.raw(at), tokens.word(at)) {
        ("%", _) => Some((at + 1, false, Decimal::ONE)),
        (_, "percent" | "pct" | "percentage") if point(joined(at + 1)) => {
            Some((joined(at + 1) + 1, true, Decimal::ONE))
        }
        (_, "percent" | "pct") => Some((at + 1, false, Decimal::ONE)),
        // British "5pc"
        ("pc", _) => Some((at + 1, false, Decimal::ONE)),
        (_, "per") if is_word!(tokens.id(at + 1), "cent") => Some((at + 2, false, Decimal::ONE)),
        ("bps" | "bp", _) => Some((at + 1, true, Decimal::new(1, 2))),
        ("ppt" | "ppts", _) => Some((at + 1, true, Decimal::ONE)),
        (_, "basis") if point(joined(at + 1)) => Some((joined(at + 1) + 1, true, Decimal::new(1, 2))),
        _ => None,
    }
}

/// The percent sign that a list of bare numbers shares: the first number of "2.3 and 12.4 percent".
fn shared_percent(scope: Scope<'_>, at: usize) -> Option<usize> {
    let tokens = scope.tokens;
    let mut at = at;
    for _ in 0..4 {
        let linked = match (tokens.raw(at), tokens.word(at)) {
            (",", _) if is_word!(tokens.id(at + 1), "and") => at + 2,
            (",", _) | (_, "and" | "or") => at + 1,
            _ => return None,
        };
        let next = numeral(tokens, linked, scope.free_end(linked)).filter(|next| next.form == Form::Digits)?;
        at = next.last + 1;
        if percent_sign(tokens, at).is_some() {
            return Some(at);
        }
    }
    None
}

/// "-year-old", "years old", "years of age": the token after it.
fn years_old(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let unit = if tokens.hyphen(at) { at + 1 } else { at };
    if !is_word!(tokens.id(unit), "year" | "years") {
        return None;
    }
    let old = if tokens.hyphen(unit + 1) { unit + 2 } else { unit + 1 };
    match (tokens.word(old), tokens.word(old + 1)) {
        ("old", _) => Some(old + 1),
        ("of", "age") => Some(old + 2),
        _ => is_word!(tokens.small(old), "olds").then_some(old + 1),
    }
}

/// Crowds and displaced people are estimated more loosely (semantics, section 2).
fn is_crowd(head: &str) -> bool {
    matches!(
        head,
        "protesters"
            | "protestors"
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
            | "pilgrims"
            | "revelers"
            | "attendees"
    )
}

fn loosened(numeral: &Numeral, hedging: &Hedging) -> Option<Amount> {
    match numeral.number {
        Number::Exact { value, grain } => Some(Amount::new(value, grain, hedging.hedge, Looseness::Loose)),
        Number::Vague { .. } => None,
    }
}

/// "no casualties", "none of the passengers", "no one was hurt", "nobody died".
fn none_at(scope: Scope<'_>, at: usize) -> Option<Found> {
    let tokens = scope.tokens;
    let compound = || tokens.hyphen(at + 1) && tokens.touches(at + 1);
    if !tokens.is(at, Class::NONE) || tokens.raw(at).ends_with('.') || compound() {
        return None;
    }
    let quantity = |counted: Option<Counted>, last: usize| Found {
        tokens: at..last + 1,
        core: tokens.tokens[at].span,
        value: Value::Count(Amount::none()),
        counted,
        found_by: Extractor::Count,
        restates: None,
    };
    let plural_after = |at: usize| {
        // "no Japanese borrower": the adjective is no head.
        let adjective = |head: usize| tokens.capitalised(head) && goes_on_with_a_noun(tokens, scope.bounds, head + 1);
        counted_after(tokens, scope.bounds, at, Agreement::Plural).filter(|&(_, head)| !adjective(head))
    };
    match (tokens.word(at), tokens.word(at + 1)) {
        // "None of this proves": nothing is counted.
        ("none", "of") if is_word!(tokens.id(at + 2), "this" | "that" | "it") => None,
        ("none", "of") => plural_after(at + 1).map(|(counted, last)| quantity(Some(counted), last)),
        ("none", _) => trap::befalls(tokens, at + 1).then(|| quantity(None, at)),
        ("nobody", _) => trap::befalls(tokens, at + 1).then(|| quantity(None, at)),
        ("no", "one") => trap::befalls(tokens, at + 2).then(|| quantity(None, at + 1)),
        ("no", "more" | "longer" | "fewer" | "less" | "such") => None,
        ("no", _) if is_word!(tokens.small(at + 1), "doubt" | "matter" | "wonder" | "way" | "evidence" | "proof") => {
            None
        }
        ("no", _) => {
            let (counted, last) = plural_after(at + 1).filter(|&(_, last)| !trap::is_abstract(tokens, last))?;
            Some(quantity(Some(counted), last))
        }
        _ => None,
    }
}

/// "not one person was hurt", "not a single shot": none of what the singular names.
fn not_one(scope: Scope<'_>, at: usize) -> Option<Found> {
    let tokens = scope.tokens;
    if !is_word!(tokens.id(at), "not") {
        return None;
    }
    let noun = match (tokens.word(at + 1), tokens.raw(at + 2)) {
        ("one", _) => at + 2,
        ("a", "single") => at + 3,
        _ => return None,
    };
    let noun = if is_word!(tokens.small(noun), "single") { noun + 1 } else { noun };
    // "not a single dime" is paid: a sum.
    if tokens.is(noun, Class::COIN) {
        return None;
    }
    let (counted, last) = counted_after(tokens, scope.bounds, noun, Agreement::Singular)?;
    let core = tokens.span(at, noun - 1);
    let value = Value::Count(Amount::none());
    let tokens = at..last + 1;
    Some(Found { tokens, core, value, counted: Some(counted), found_by: Extractor::Count, restates: None })
}

fn goes_on_with_a_noun(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> bool {
    let closed = Class::FUNCTION.with(Class::ADVERB).with(Class::VERB).with(Class::REPORTING);
    at < bounds.end
        && tokens.kind(at) == Some(TokenKind::Word)
        && !tokens.is(at, closed)
        && !tokens.raw(at).ends_with("ed")
}

/// Things are counted in whole numbers: the 6.7 of "killed 600 people, with a magnitude of 6.7" counts nothing.
fn is_whole(amount: &Amount) -> bool {
    amount.stated().is_none() || amount.grain() >= Decimal::ONE
}

/// "from 32 million to 44 million users": both count users.
fn share_nouns(tokens: Tokens<'_>, found: &mut [Found]) {
    for index in 1..found.len() {
        let (first, second) = (&found[index - 1], &found[index]);
        let linked = first.tokens.end + 1 == second.tokens.start
            && is_word!(tokens.id(first.tokens.end), "to")
            && first.tokens.start > 0
            && is_word!(tokens.id(first.tokens.start - 1), "from");
        let counts = matches!((&first.value, &second.value), (Value::Count(_), Value::Count(_)));
        if linked && counts && first.counted.is_none() {
            found[index - 1].counted = second.counted.map(|counted| Counted { elided: true, ..counted });
        }
    }
}

/// A count without a noun takes the noun of the count before it: "three soldiers and injured 25 more"; "another 900" and
/// "900 others" take it from the sentence before, too.
fn borrow_nouns(scope: Scope<'_>, found: &mut [Found], lender: &mut Option<Counted>) {
    let mut here: Option<Counted> = None;
    let mut before: Option<Counted> = None;
    for quantity in found.iter_mut().filter(|quantity| matches!(quantity.value, Value::Count(_))) {
        let earlier = before;
        before = quantity.counted.or(before);
        match quantity.counted {
            // "28 injured, six of whom are critical"
            None if is_word!(scope.tokens.id(quantity.tokens.end), "of")
                && is_word!(scope.tokens.id(quantity.tokens.end + 1), "whom" | "which") =>
            {
                quantity.counted = earlier.map(|counted| Counted { elided: true, ..counted });
            }
            // "a capacity of 50": nothing else is counted in it.
            Some(counted) if is_measure_of(counted.head.slice(scope.tokens.text)) => {}
            // The people of a place lend no noun: "a town of 3,000 people, and 12 more died".
            Some(counted) if is_place(counted.head.slice(scope.tokens.text)) => {}
            // "259 people, including 12 Americans, and injured 5,500": a part lends no noun to what is told of all.
            Some(_) if here.is_some() && is_told_in_passing(scope, &quantity.tokens) => {}
            // "12 dead, 40 hurt": what became of some is not what became of others.
            Some(counted) if is_state(counted.head.slice(scope.tokens.text)) => {}
            // "no deaths, but 11 were hurt"
            Some(_) if quantity.value.amount().is_some_and(|amount| amount.hedge() == Hedge::None) => {}
            Some(counted) => here = Some(counted),
            None if !quantity.value.amount().is_none_or(is_whole) => {}
            // "17 presidential and Senate contests": what is counted stands behind, though it is not read.
            None if noun::is_open(scope.tokens, quantity.tokens.end)
                && !scope.tokens.is(quantity.tokens.end, Class::VERB.with(Class::REPORTING).with(Class::PLURAL))
                && !is_addition(scope, &quantity.tokens)
                && is_word!(scope.tokens.id(quantity.tokens.end + 1), "and") => {}
            None => {
                // "The officer and three others": no more of the weapons that another sentence counts.
                let others = is_word!(scope.tokens.id(quantity.tokens.end), "others");
                let alike = |counted: &Counted| !others || is_of_people(counted.head.slice(scope.tokens.text));
                let earlier = lender.filter(|counted| is_addition(scope, &quantity.tokens) && alike(counted));
                let own = tells_of_people(scope, quantity.tokens.end);
                let fits = |counted: &Counted| !(own && is_outcome(counted.head.slice(scope.tokens.text)));
                let borrowed = here.filter(fits).or(earlier).map(|counted| Counted { elided: true, ..counted });
                quantity.counted = borrowed.or_else(|| people_at_large(scope, &mut quantity.tokens));
            }
        }
    }
    *lender = here.or(*lender);
}

/// Whether a figure is a part that is named beside its whole: "including 12 Americans", "among them 12 Americans".
fn is_told_in_passing(scope: Scope<'_>, range: &Range<usize>) -> bool {
    let before = |back: usize| {
        let at = range.start.checked_sub(back).filter(|&at| at >= scope.bounds.start);
        at.map_or("", |at| scope.tokens.raw(at))
    };
    before(1) == "including" || before(2) == "among" && matches!(before(1), "them" | "whom")
}

/// Nouns of people of whom there may be others in the next sentence.
fn is_of_people(head: &str) -> bool {
    matches!(
        head,
        "people"
            | "victims"
            | "men"
            | "women"
            | "children"
            | "civilians"
            | "passengers"
            | "residents"
            | "soldiers"
            | "patients"
    )
}

/// Nouns of what a number measures, not of what it counts.
fn is_measure_of(head: &str) -> bool {
    matches!(head, "capacity" | "maximum" | "limit" | "average" | "score" | "speed" | "margin")
}

/// Nouns of what became of people: each counts somebody.
fn is_outcome(head: &str) -> bool {
    matches!(head, "deaths" | "death" | "fatalities" | "casualties" | "injuries" | "arrests")
}

/// "11 of the 98 aboard were hurt", "12 aboard", "40 were injured": people are counted, whatever was counted before.
fn tells_of_people(scope: Scope<'_>, end: usize) -> bool {
    let tokens = scope.tokens;
    is_word!(tokens.id(end), "of") && tokens.is(end + 1, Class::DETERMINER.with(Class::NUMBER))
        || is_word!(tokens.id(end), "aboard")
        || is_word!(tokens.id(end), "was" | "were" | "have" | "had") && trap::befalls(tokens, end)
}

fn is_state(head: &str) -> bool {
    ["dead", "wounded", "injured", "missing", "homeless"].iter().any(|state| head.eq_ignore_ascii_case(state))
}

/// "killed himself and 12 others": nobody else is counted of whom they are others.
fn people_at_large(scope: Scope<'_>, range: &mut Range<usize>) -> Option<Counted> {
    let noun = range.end;
    (noun < scope.bounds.end && is_word!(scope.tokens.id(noun), "others")).then(|| {
        range.end = noun + 1;
        let span = scope.tokens.tokens[noun].span;
        Counted { phrase: span, head: span, elided: false }
    })
}

/// "another 900", "900 more", "900 others", "three of them".
fn is_addition(scope: Scope<'_>, range: &Range<usize>) -> bool {
    let tokens = scope.tokens;
    let before = range.start.checked_sub(1).filter(|&at| at >= scope.bounds.start).map_or("", |at| tokens.word(at));
    matches!(before, "another" | "further" | "additional" | "other" | "remaining")
        || is_word!(tokens.id(range.end), "more" | "others")
        || is_word!(tokens.id(range.end), "of") && is_word!(tokens.id(range.end + 1), "them" | "these" | "those")
}
