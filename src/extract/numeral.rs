//! Numerals: digits, number words, and what mixes them: "1.5 million", "two hundred and fifty", "a dozen",
//! "tens of thousands", "several hundred", "5 1/2", "$1.5bn".
//!
//! A numeral is the bare number; hedges are `hedge`'s, nouns and units their own modules'.
//! Not read: Roman numerals, numbers in other scripts, numbers beyond 28 digits.

use super::quantity::percent_sign;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, WordId, is_word};
use crate::value::Interval;
use crate::value::amount::{VAGUE_NUMERALS, grain_of};
use rust_decimal::Decimal;

/// A number as the text writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// First token.
    pub(super) first: usize,
    /// Last token.
    pub(super) last: usize,
    /// What it says.
    pub(super) number: Number,
    /// How it is written.
    pub(super) form: Form,
}

/// What a numeral says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// A number with its grain.
    Exact { value: Decimal, grain: Decimal },
    /// A vague word; a dozen has a number too, that "at least" can bound.
    Vague { interval: Interval, nominal: Option<Decimal> },
}

/// How a numeral is written, as far as its reading depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With digits.
    Digits,
    /// In words.
    Words,
    /// The single word "one".
    One,
}

impl Numeral {
    /// The exact number, if it says one.
    pub(super) fn exact(&self) -> Option<Decimal> {
        match self.number {
            Number::Exact { value, .. } => Some(value),
            Number::Vague { .. } => None,
        }
    }

    /// The number below zero, if it says an exact one.
    pub(super) fn negated(&self) -> Self {
        let number = match self.number {
            Number::Exact { value, grain } => Number::Exact { value: -value, grain },
            Number::Vague { .. } => return self.clone(),
        };
        Self { number, ..self.clone() }
    }

    fn exact_of(first: usize, last: usize, value: Decimal, grain: Decimal, form: Form) -> Self {
        Self { first, last, number: Number::Exact { value, grain }, form }
    }

    fn vague(first: usize, last: usize, interval: Interval, nominal: Option<Decimal>) -> Self {
        Self { first, last, number: Number::Vague { interval, nominal }, form: Form::Words }
    }

    /// The same number times a magnitude word that ends at `last`.
    pub(super) fn scaled(&self, scale: Decimal, last: usize) -> Option<Self> {
        let number = match &self.number {
            Number::Exact { value, grain } => {
                Number::Exact { value: value.checked_mul(scale)?.normalize(), grain: grain.checked_mul(scale)? }
            }
            Number::Vague { interval, nominal } => Number::Vague {
                interval: interval.times(scale)?,
                nominal: nominal.and_then(|nominal| nominal.checked_mul(scale)),
            },
        };
        Some(Self { first: self.first, last, number, form: self.form })
    }
}

/// Reads the longest numeral that begins at token `at` and ends before `end`.
pub(super) fn numeral(tokens: Tokens<'_>, at: usize, end: usize) -> Option<Numeral> {
    let reader = Reader { tokens, end };
    match tokens.kind(at)? {
        TokenKind::Number => reader.digits(at),
        TokenKind::Word => reader.vague(at).or_else(|| reader.words(at)),
        TokenKind::Sign => reader.fraction_sign(at),
    }
}

/// Reads a fraction with a slash that begins at token `at` and ends before `end`: "9/32".
pub(super) fn slashed(tokens: Tokens<'_>, at: usize, end: usize) -> Option<Numeral> {
    let (part, last) = Reader { tokens, end }.slashed(at)?;
    Some(Numeral::exact_of(at, last, part, grain_of(part), Form::Digits))
}

/// The value of a magnitude word or abbreviation at `at`: "million", or "m", "bn" and the like touching the number.
pub(super) fn scale_at(tokens: Tokens<'_>, at: usize) -> Option<Decimal> {
    if tokens.is(at, Class::SCALE) {
        return tokens.tokens[at].number().map(Decimal::from);
    }
    if !tokens.touches(at) {
        // "10 bn": abbreviations that are no words.
        let written = at > 0 && tokens.kind(at - 1) == Some(TokenKind::Number);
        let power = match tokens.raw(at) {
            "mn" | "mln" if written => 6,
            "bn" | "bln" if written => 9,
            "tn" | "trn" | "tln" if written => 12,
            _ => return None,
        };
        return Some(Decimal::from(10_i64.pow(power)));
    }
    if is_metres(tokens, at) {
        return None;
    }
    // "$1M." at the end of a sentence is one token with its period.
    let power = match tokens.raw(at).trim_end_matches('.') {
        "k" | "K" => 3,
        "m" | "M" | "mn" | "mln" | "mil" => 6,
        "bn" | "b" | "B" | "bln" | "BN" => 9,
        "tn" | "trn" | "T" => 12,
        _ => return None,
    };
    Some(Decimal::from(10_i64.pow(power)))
}

/// "1.8m tall", "the 100m final": metres, not millions.
fn is_metres(tokens: Tokens<'_>, at: usize) -> bool {
    is_word!(tokens.small(at), "m")
        && (is_word!(
            tokens.small(at + 1),
            "tall"
                | "high"
                | "long"
                | "wide"
                | "deep"
                | "away"
                | "above"
                | "below"
                | "apart"
                | "race"
                | "sprint"
                | "final"
                | "hurdles"
                | "freestyle"
                | "butterfly"
                | "backstroke"
                | "breaststroke"
                | "relay"
                | "dash"
                | "steeplechase"
        ) || tokens.sign(at + 1, "(")
            && tokens.kind(at + 2) == Some(TokenKind::Number)
            && is_word!(tokens.small(at + 3), "ft" | "feet" | "yards"))
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    tokens: Tokens<'a>,
    end: usize,
}

impl Reader<'_> {
    fn word(self, at: usize) -> &'static str {
        if at < self.end { self.tokens.word(at) } else { "" }
    }

    fn id(self, at: usize) -> WordId {
        if at < self.end { self.tokens.id(at) } else { WordId::NONE }
    }

    fn is(self, at: usize, class: Class) -> bool {
        at < self.end && self.tokens.is(at, class)
    }

    /// "1,500", "5.5 million", "5 1/2", "5½", "1.5m".
    fn digits(self, at: usize) -> Option<Numeral> {
        let value = parse_digits(self.tokens.raw(at))?;
        let plain = Numeral::exact_of(at, at, value, grain_of(value), Form::Digits);
        let mixed = self.mixed_fraction(at, value).unwrap_or(plain);
        self.with_scale(mixed).map(|numeral| self.scale_and_a_half(numeral))
    }

    /// "5 1/2", "5-1/2", "5½": a whole number and a fraction.
    fn mixed_fraction(self, at: usize, whole: Decimal) -> Option<Numeral> {
        if !whole.is_integer() {
            return None;
        }
        if at + 1 < self.end
            && self.tokens.touches(at + 1)
            && let Some(part) = vulgar_fraction(self.tokens.raw(at + 1))
        {
            return Some(Numeral::exact_of(at, at + 1, whole + part, grain_of(part), Form::Digits));
        }
        let start = if self.tokens.hyphen(at + 1) && self.tokens.touches(at + 1) { at + 2 } else { at + 1 };
        let (part, last) = self.slashed(start)?;
        (part < Decimal::ONE).then(|| Numeral::exact_of(at, last, whole + part, grain_of(part), Form::Digits))
    }

    /// "1/2" as three touching tokens.
    fn slashed(self, at: usize) -> Option<(Decimal, usize)> {
        let touching = at + 2 < self.end && self.tokens.touches(at + 1) && self.tokens.touches(at + 2);
        if !touching || !self.tokens.sign(at + 1, "/") {
            return None;
        }
        let numerator = parse_digits(self.tokens.raw(at)).filter(Decimal::is_integer)?;
        let denominator = parse_digits(self.tokens.raw(at + 2)).filter(Decimal::is_integer)?;
        let known = [2, 3, 4, 8, 16, 32, 64].map(Decimal::from).contains(&denominator);
        if !known || numerator >= denominator {
            return None;
        }
        Some((numerator.checked_div(denominator)?.round_dp(6).normalize(), at + 2))
    }

    fn fraction_sign(self, at: usize) -> Option<Numeral> {
        let part = vulgar_fraction(self.tokens.raw(at))?;
        self.with_scale(Numeral::exact_of(at, at, part, grain_of(part), Form::Digits))
    }

    fn with_scale(self, numeral: Numeral) -> Option<Numeral> {
        let next = numeral.last + 1;
        // "a 2-million-strong crowd"
        let at = if self.tokens.hyphen(next) && self.tokens.touches(next) && self.is(next + 1, Class::SCALE) {
            next + 1
        } else {
            next
        };
        if at >= self.end {
            return Some(numeral);
        }
        match scale_at(self.tokens, at) {
            Some(scale) => self.with_scale(numeral.scaled(scale, at)?),
            None => Some(numeral),
        }
    }

    /// "dozens", "tens of thousands", "several hundred", "a few", "half a dozen", "two dozen".
    fn vague(self, at: usize) -> Option<Numeral> {
        if let Some(dozens) = self.dozens(at) {
            return Some(dozens);
        }
        let (article, at_word) = if is_word!(self.id(at), "a" | "the") { (1, at + 1) } else { (0, at) };
        let interval = |text: &str| VAGUE_NUMERALS.iter().find(|word| word.text == text).map(|word| word.interval());
        match (self.word(at_word), article) {
            ("few" | "handful" | "couple", 1) => {
                let interval = interval(if is_word!(self.id(at_word), "couple") { "a couple" } else { "a few" })?;
                let last = if is_word!(self.id(at_word + 1), "of") && is_word!(self.id(at_word + 2), "dozen") {
                    at_word + 1
                } else {
                    at_word
                };
                self.vague_scaled(Numeral::vague(at, last, interval, None))
            }
            ("pair", 1) if is_word!(self.id(at_word + 1), "of") => {
                Some(Numeral::exact_of(at, at_word, Decimal::TWO, Decimal::ONE, Form::Words))
            }
            ("several", 0) => self.vague_scaled(Numeral::vague(at, at, interval("several")?, None)),
            ("tens" | "dozens" | "scores" | "hundreds" | "thousands", 0)
                if self.magnitudes(self.repeated(at)).is_some() =>
            {
                let of = self.repeated(at);
                let scale = self.magnitudes(of)?;
                // The table of the semantics gives "tens of thousands" as 15,000 to 150,000.
                let tens = Interval::closed(Decimal::from(15), Decimal::from(150));
                let base = if is_word!(self.id(at), "tens") { tens } else { interval(self.word(at))? };
                Some(Numeral::vague(at, of + 2, base.times(scale)?, None))
            }
            (word @ ("tens" | "dozens" | "scores" | "hundreds" | "thousands" | "millions" | "many"), 0) => {
                Some(Numeral::vague(at, self.repeated(at), interval(word)?, None))
            }
            ("numerous" | "multiple" | "countless", 0) => Some(Numeral::vague(at, at, interval("many")?, None)),
            ("billions" | "trillions", 0) => {
                let scale = if is_word!(self.id(at), "billions") { 1_000 } else { 1_000_000 };
                let interval = interval("millions")?.times(Decimal::from(scale))?;
                Some(Numeral::vague(at, self.repeated(at), interval, None))
            }
            _ => None,
        }
    }

    /// The last token of "millions and millions", "thousands upon thousands", which say no more than the word alone.
    fn repeated(self, at: usize) -> usize {
        let again = |last: usize| is_word!(self.id(last + 1), "and" | "upon") && self.word(last + 2) == self.word(at);
        let mut last = at;
        while again(last) {
            last += 2;
        }
        last
    }

    /// The magnitude of "tens of thousands", "hundreds of millions".
    fn magnitudes(self, at: usize) -> Option<Decimal> {
        if !is_word!(self.id(at + 1), "of") {
            return None;
        }
        match self.word(at + 2) {
            "thousands" => Some(Decimal::ONE_THOUSAND),
            "millions" => Some(Decimal::from(1_000_000)),
            "billions" => Some(Decimal::from(1_000_000_000)),
            "trillions" => Some(Decimal::from(1_000_000_000_000_i64)),
            _ => None,
        }
    }

    /// "several hundred", "a few thousand", "a couple of dozen".
    fn vague_scaled(self, numeral: Numeral) -> Option<Numeral> {
        let next = numeral.last + 1;
        if next < self.end && is_word!(self.id(next), "dozen") {
            return numeral.scaled(Decimal::from(12), next);
        }
        self.with_scale(numeral)
    }

    /// "a dozen" 10–14, "half a dozen" 5–7, "n dozen" 12n ± n·3 rounded as "two dozen" 21–27. (P)
    fn dozens(self, at: usize) -> Option<Numeral> {
        let vague = |first, last, low: Decimal, high: Decimal, nominal: Decimal| {
            Some(Numeral::vague(first, last, Interval::closed(low, high), Some(nominal)))
        };
        let number = Decimal::from;
        if !(at..at + 4).any(|at| is_word!(self.id(at), "dozen")) {
            return None;
        }
        match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            ("a", "half", _) if self.tokens.hyphen(at + 2) && is_word!(self.id(at + 3), "dozen") => {
                vague(at, at + 3, number(5), number(7), number(6))
            }
            ("half", "a", "dozen") => vague(at, at + 2, number(5), number(7), number(6)),
            ("a", "half", "dozen") => vague(at, at + 2, number(5), number(7), number(6)),
            ("half", _, "dozen") if self.tokens.hyphen(at + 1) => vague(at, at + 2, number(5), number(7), number(6)),
            ("half", "dozen", _) => vague(at, at + 1, number(5), number(7), number(6)),
            ("a" | "one", "dozen", _) => vague(at, at + 1, number(10), number(14), number(12)),
            (_, "dozen", _) if self.is(at, Class::CARDINAL) => {
                let dozens = self.tokens.tokens[at].number()?;
                let nominal = 12 * dozens;
                vague(at, at + 1, number(nominal - 3), number(nominal + 3), number(nominal))
            }
            _ => None,
        }
    }

    /// "two hundred and fifty thousand", "twenty-five", "a hundred", "half a million", "two and a half million".
    fn words(self, at: usize) -> Option<Numeral> {
        if is_word!(self.id(at), "half") && is_word!(self.id(at + 1), "a") && self.is(at + 2, Class::SCALE) {
            let half = Decimal::new(5, 1);
            return self.with_scale(Numeral::exact_of(at, at + 1, half, half, Form::Words));
        }
        if let Some(part) = self.part_of_scale(at).or_else(|| self.half_a_unit(at)) {
            return Some(part);
        }
        if is_word!(self.id(at), "a") && self.is(at + 1, Class::SCALE) {
            let scaled = self.with_scale(Numeral::exact_of(at, at, Decimal::ONE, Decimal::ONE, Form::Words))?;
            return Some(self.scale_and_a_half(scaled));
        }
        // "a percentage point", "a basis point"
        let point = || percent_sign(self.tokens, at + 1).is_some_and(|(end, points, _)| points && end <= self.end);
        if is_word!(self.id(at), "a") && point() {
            return Some(Numeral::exact_of(at, at, Decimal::ONE, Decimal::ONE, Form::Words));
        }
        if !self.is(at, Class::CARDINAL) {
            return None;
        }
        let mut sum = WordSum::default();
        let mut next = at;
        let mut last = at;
        while let Some(number) = self.cardinal(next) {
            if !sum.add(number, self.is(next, Class::SCALE)) {
                break;
            }
            last = next;
            next = self.next_part(next);
            if next >= self.end {
                break;
            }
        }
        let (value, grain) = sum.total()?;
        let form = if at == last && is_word!(self.id(at), "one") { Form::One } else { Form::Words };
        let numeral = Numeral::exact_of(at, last, value, grain, form);
        Some(self.and_a_half(numeral))
    }

    /// The half of "half a mile", "a half-mile" and "half a percent"; the unit is not taken.
    fn half_a_unit(self, at: usize) -> Option<Numeral> {
        let half = if is_word!(self.id(at), "a") { at + 1 } else { at };
        if !is_word!(self.id(half), "half") {
            return None;
        }
        let article = half == at && is_word!(self.id(half + 1), "a" | "an");
        let hyphen = self.tokens.hyphen(half + 1) && self.tokens.touches(half + 1);
        let unit = half + 1 + usize::from(article || hyphen);
        let percent = || percent_sign(self.tokens, unit).is_some_and(|(end, ..)| end <= self.end);
        let measured = (self.is(unit, Class::UNIT) || percent()) && (article || hyphen || half > at);
        let last = if article { half + 1 } else { half };
        let part = Decimal::new(5, 1);
        measured.then(|| Numeral::exact_of(at, last, part, part, Form::Words))
    }

    /// "a million and a half": half of the magnitude that it ends with.
    fn scale_and_a_half(self, numeral: Numeral) -> Numeral {
        let half = self.and_half(numeral.last + 1);
        // "a billion and a half million" would add another magnitude.
        let half = half.filter(|half| !self.is(half + 1, Class::SCALE));
        match (numeral.exact(), half, scale_at(self.tokens, numeral.last)) {
            (Some(number), Some(half), Some(scale)) => {
                let part = scale / Decimal::TWO;
                Numeral::exact_of(numeral.first, half, number + part, part, numeral.form)
            }
            _ => numeral,
        }
    }

    /// The "half" of "and a half" and "-and-a-half".
    fn and_half(self, at: usize) -> Option<usize> {
        let past_hyphen = |at: usize| {
            let joins = self.tokens.hyphen(at) && self.tokens.touches(at) && self.tokens.touches(at + 1);
            if joins { at + 1 } else { at }
        };
        let and = past_hyphen(at);
        let article = past_hyphen(and + 1);
        let half = past_hyphen(article + 1);
        let words = (self.word(and), self.word(article), self.word(half));
        (words == ("and", "a", "half") && half < self.end).then_some(half)
    }

    /// "half million", "a half-million", "a quarter million", "a quarter of a million", "three-quarters of a million".
    fn part_of_scale(self, at: usize) -> Option<Numeral> {
        let three = is_word!(self.id(at), "three");
        let hyphenated = three && self.tokens.hyphen(at + 1) && self.tokens.touches(at + 1);
        let word = if is_word!(self.id(at), "a") || three { at + 1 + usize::from(hyphenated) } else { at };
        let part = match self.word(word) {
            "quarters" if three => Decimal::new(75, 2),
            _ if three => return None,
            "half" => Decimal::new(5, 1),
            "quarter" if word > at || is_word!(self.id(word + 1), "of") => Decimal::new(25, 2),
            _ => return None,
        };
        let hyphen = self.tokens.hyphen(word + 1) && self.tokens.touches(word + 1);
        let scale = if hyphen { word + 2 } else { word + 1 };
        let scale = if (self.word(scale), self.word(scale + 1)) == ("of", "a") { scale + 2 } else { scale };
        self.is(scale, Class::SCALE)
            .then(|| self.with_scale(Numeral::exact_of(at, scale - 1, part, part, Form::Words)))?
    }

    /// "two and a half [million]", "two-and-a-half".
    fn and_a_half(self, numeral: Numeral) -> Numeral {
        if numeral.exact().is_some_and(|number| number >= Decimal::ONE_THOUSAND) {
            return self.scale_and_a_half(numeral);
        }
        let Some(last) = self.and_half(numeral.last + 1) else { return numeral };
        let half = Decimal::new(5, 1);
        let Some(value) = numeral.exact().and_then(|value| value.checked_add(half)) else {
            return numeral;
        };
        let halved = Numeral::exact_of(numeral.first, last, value, half, numeral.form);
        self.with_scale(halved.clone()).unwrap_or(halved)
    }

    fn cardinal(self, at: usize) -> Option<i64> {
        self.is(at, Class::CARDINAL.with(Class::SCALE)).then(|| self.tokens.tokens[at].number())?
    }

    /// The token after this part of a spelled number: past a hyphen ("twenty-five") or an "and" ("hundred and five").
    fn next_part(self, at: usize) -> usize {
        let next = at + 1;
        let joins = self.tokens.hyphen(next) && self.tokens.touches(next) && self.tokens.touches(next + 1);
        if joins && self.cardinal(next + 1).is_some() {
            return next + 1;
        }
        if is_word!(self.id(next), "and") && self.is(at, Class::SCALE) && self.is(next + 1, Class::CARDINAL) {
            return next + 1;
        }
        next
    }
}

/// Adds up the words of a number: units and tens, hundreds, and the magnitudes above.
#[derive(Default)]
struct WordSum {
    total: Decimal,
    group: i64,
    /// The smallest part of the group so far; the next must be smaller.
    smallest: Option<i64>,
    lowest_scale: Option<i64>,
    grain: i64,
}

impl WordSum {
    /// Takes in one more word; false if it cannot belong to the same number ("two three").
    fn add(&mut self, number: i64, scale: bool) -> bool {
        if scale && number == 100 {
            if self.group == 0 || self.group > 99 {
                return false;
            }
            self.group *= 100;
            self.smallest = Some(100);
            self.grain = 100;
            return true;
        }
        if scale {
            if self.group == 0 || self.lowest_scale.is_some_and(|lowest| number >= lowest) {
                return false;
            }
            self.total += Decimal::from(self.group) * Decimal::from(number);
            self.grain = number * if self.group % 10 == 0 && self.group > 0 { 10 } else { 1 };
            (self.group, self.smallest, self.lowest_scale) = (0, None, Some(number));
            return true;
        }
        let fits = match self.smallest {
            None => true,
            Some(smallest) => smallest > number && number > 0 && (smallest == 100 || smallest >= 20 && number < 10),
        };
        if fits {
            self.group += number;
            self.smallest = Some(number);
            self.grain = 1;
        }
        fits
    }

    fn total(&self) -> Option<(Decimal, Decimal)> {
        let value = self.total.checked_add(Decimal::from(self.group))?;
        let grain = if self.group > 0 || self.total.is_zero() { grain_of(value) } else { Decimal::from(self.grain) };
        Some((value, grain))
    }
}

/// A numeral of digits, with commas between thousands and perhaps a gap before the decimals ("2. 6"). `None` beyond 28
/// digits.
pub(super) fn parse_digits(raw: &str) -> Option<Decimal> {
    if !raw.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if raw.contains([',', ' ']) { raw.replace([',', ' '], "").parse().ok() } else { raw.parse().ok() }
}

fn vulgar_fraction(raw: &str) -> Option<Decimal> {
    Some(match raw {
        "½" => Decimal::new(5, 1),
        "¼" => Decimal::new(25, 2),
        "¾" => Decimal::new(75, 2),
        "⅓" => Decimal::new(333_333, 6),
        "⅔" => Decimal::new(666_667, 6),
        "⅛" => Decimal::new(125, 3),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment_title;

    fn read(text: &str) -> Option<(String, String)> {
        let segments = segment_title(text);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let numeral = numeral(tokens, 0, segments.tokens.len())?;
        let words = tokens.span(numeral.first, numeral.last).slice(text).to_owned();
        let value = match numeral.number {
            Number::Exact { value, grain } => format!("{} @{}", value.normalize(), grain.normalize()),
            Number::Vague { interval, .. } => {
                format!(
                    "{}..{}",
                    interval.low.normalize(),
                    interval.high.map_or(String::new(), |high| high.normalize().to_string())
                )
            }
        };
        Some((words, value))
    }

    #[test]
    fn numerals_are_read_whole() {
        let cases = [
            ("1,500 people", "1,500", "1500 @100"),
            ("5.5 billion dollars", "5.5 billion", "5500000000 @100000000"),
            ("1.5m", "1.5m", "1500000 @100000"),
            ("two hundred and fifty", "two hundred and fifty", "250 @10"),
            ("two hundred fifty thousand", "two hundred fifty thousand", "250000 @10000"),
            ("twenty-five men", "twenty-five", "25 @1"),
            ("one hundred thousand", "one hundred thousand", "100000 @10000"),
            ("half a million", "half a million", "500000 @500000"),
            ("a hundred", "a hundred", "100 @100"),
            ("two and a half million", "two and a half million", "2500000 @500000"),
            ("5 1/2 points", "5 1/2", "5.5 @0.1"),
            ("two three", "two", "2 @1"),
            ("tens of thousands of", "tens of thousands", "15000..150000"),
            ("several hundred", "several hundred", "300..900"),
            ("a few thousand", "a few thousand", "3000..6000"),
            ("half a dozen", "half a dozen", "5..7"),
            ("two dozen", "two dozen", "21..27"),
            ("dozens of", "dozens", "20..120"),
            ("millions of", "millions", "1500000.."),
        ];
        for (text, words, value) in cases {
            assert_eq!(read(text), Some((words.to_owned(), value.to_owned())), "{text}");
        }
        assert_eq!(read("people"), None);
        assert_eq!(read("a man"), None);
        assert_eq!(read("99999999999999999999999999999999999 men"), None);
    }
}
