//! Amounts: a number as the prose commits to it. "More than 40" is not 40.
//!
//! Every amount is an interval of exact decimals. Where no published source gives a width, the
//! constant below is marked (P), our proposal, calibrated on the development stories.
//! Grain and the rounding allowance of half a grain follow the R package *statcheck*; vague
//! numerals ("dozens") start from the data-entry floors of the ACLED FAQ.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the words around a number bound it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Hedge {
    /// Bare: "40".
    Exactly,
    /// "about", "some", "roughly", "or so".
    About,
    /// "at least", "no fewer than", "40 or more", "40-plus".
    AtLeast,
    /// "more than", "over", "upward of".
    MoreThan,
    /// "up to", "as many as", "no more than".
    AtMost,
    /// "fewer than", "under", "below".
    LessThan,
    /// "nearly", "almost", "just under".
    Nearly,
    /// "just over", "slightly more than".
    JustOver,
    /// "between 40 and 50", "40 to 50".
    Between,
    /// "dozens", "scores", "several"; with a number, one that is not meant as a figure: "every penny".
    Vague,
    /// "no", "none", "nobody".
    None,
}

impl Hedge {
    /// Every one.
    pub(crate) const ALL: [Self; 11] = [
        Self::Exactly,
        Self::About,
        Self::AtLeast,
        Self::MoreThan,
        Self::AtMost,
        Self::LessThan,
        Self::Nearly,
        Self::JustOver,
        Self::Between,
        Self::Vague,
        Self::None,
    ];

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::AtMost => "at_most",
            Self::LessThan => "less_than",
            Self::Nearly => "nearly",
            Self::JustOver => "just_over",
            Self::Between => "between",
            Self::Vague => "vague",
            Self::None => "none",
        }
    }
}

/// The numbers that a wording allows. `high: None` is unbounded above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// Least value.
    pub low: Decimal,
    /// Whether `low` itself is excluded ("more than 40").
    pub low_open: bool,
    /// Greatest value, or `None` if there is none.
    pub high: Option<Decimal>,
    /// Whether `high` itself is excluded ("fewer than 40").
    pub high_open: bool,
}

impl Interval {
    /// The closed interval of one number.
    #[must_use]
    pub fn exactly(number: Decimal) -> Self {
        Self::closed(number, number)
    }

    /// `[low, high]`; the ends are put in order.
    #[must_use]
    pub fn closed(low: Decimal, high: Decimal) -> Self {
        Self { low: low.min(high), low_open: false, high: Some(low.max(high)), high_open: false }
    }

    /// `[low, ∞)`
    #[must_use]
    pub fn at_least(low: Decimal) -> Self {
        Self { low, low_open: false, high: None, high_open: false }
    }

    /// Whether some number lies in both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        !self.lies_below(other) && !other.lies_below(self)
    }

    /// How far two intervals without a common number lie apart; `None` if they meet.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Option<Decimal> {
        let (below, above) = if self.lies_below(other) { (self, other) } else { (other, self) };
        below.lies_below(above).then(|| above.low.checked_sub(below.high?))?
    }

    /// Whether every number of `self` is less than every number of `other`.
    #[must_use]
    pub fn lies_below(&self, other: &Self) -> bool {
        self.high.is_some_and(|high| high < other.low || (high == other.low && (self.high_open || other.low_open)))
    }

    /// Whether `number` lies inside.
    #[must_use]
    pub fn holds(&self, number: Decimal) -> bool {
        self.meets(&Self::exactly(number))
    }

    /// The sums of a number of each, or `None` beyond 96 bits.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let high = match (self.high, other.high) {
            (Some(left), Some(right)) => Some(left.checked_add(right)?),
            _ => None,
        };
        Some(Self {
            low: self.low.checked_add(other.low)?,
            low_open: self.low_open || other.low_open,
            high,
            high_open: self.high_open || other.high_open,
        })
    }

    /// Every number times a positive `factor`, or `None` beyond 96 bits.
    #[must_use]
    pub fn times(&self, factor: Decimal) -> Option<Self> {
        let high = match self.high {
            Some(high) => Some(high.checked_mul(factor)?),
            None => None,
        };
        Some(Self { low: self.low.checked_mul(factor)?, high, ..*self })
    }
}

/// A number or range of the text, with its hedge, the interval it allows and its grain.
///
/// `About(2,500)` and `Exactly(2,500)` are built by [`Amount::new`]; ranges by [`Amount::between`],
/// vague numerals by [`Amount::vague`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    stated: Option<Decimal>,
    stated_high: Option<Decimal>,
    interval: Interval,
    hedge: Hedge,
    grain: Decimal,
    trend: Option<Trend>,
}

/// Whether the figure is a change, and in which direction ("rose 5 percent").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Trend {
    /// rose, gained, up
    Up,
    /// fell, lost, down
    Down,
}

/// What kind of thing is counted, as far as the tolerance of "about" depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looseness {
    /// The usual 5 %.
    Usual,
    /// 10 %: crowds, displaced people, "an estimated".
    Loose,
}

impl Looseness {
    /// Relative tolerance of an approximator, in hundredths. (P)
    fn percent(self) -> Decimal {
        Decimal::from(match self {
            Self::Usual => 5,
            Self::Loose => 10,
        })
    }
}

impl Amount {
    /// A single number under a hedge. `grain` is one unit of the last stated place (see [`grain_of`]).
    ///
    /// [`Hedge::Between`], [`Hedge::Vague`] and [`Hedge::None`] have constructors of their own; given
    /// here they are read as exact.
    #[must_use]
    pub fn new(number: Decimal, grain: Decimal, hedge: Hedge, looseness: Looseness) -> Self {
        let reach = || tolerance(number, grain, looseness);
        let open = |low, low_open, high, high_open| Interval { low, low_open, high, high_open };
        let floor = number.min(Decimal::ZERO);
        let interval = match hedge {
            Hedge::Exactly | Hedge::Between | Hedge::Vague | Hedge::None => Interval::exactly(number),
            Hedge::About => Interval::closed(number.saturating_sub(reach()), number.saturating_add(reach())),
            Hedge::AtLeast => Interval::at_least(number),
            Hedge::MoreThan => open(number, true, None, false),
            Hedge::AtMost => open(floor, false, Some(number), false),
            Hedge::LessThan => open(floor, false, Some(number), true),
            Hedge::Nearly => open(number.saturating_sub(reach()), false, Some(number), true),
            Hedge::JustOver => open(number, true, Some(number.saturating_add(reach())), true),
        };
        Self { stated: Some(number), stated_high: None, interval, hedge, grain, trend: None }
    }

    /// An exact number whose grain is that of its digits.
    #[must_use]
    pub fn exactly(number: Decimal) -> Self {
        Self::new(number, grain_of(number), Hedge::Exactly, Looseness::Usual)
    }

    /// "between a and b", "a to b", "a or b": the closed interval, ends in order.
    #[must_use]
    pub fn between(low: Decimal, high: Decimal) -> Self {
        Self {
            stated: Some(low.min(high)),
            stated_high: Some(low.max(high)),
            interval: Interval::closed(low, high),
            hedge: Hedge::Between,
            grain: grain_of(low).min(grain_of(high)),
            trend: None,
        }
    }

    /// A vague numeral with the interval that its word allows.
    #[must_use]
    pub fn vague(interval: Interval) -> Self {
        Self { stated: None, stated_high: None, interval, hedge: Hedge::Vague, grain: Decimal::ONE, trend: None }
    }

    /// "no", "none", "nobody".
    #[must_use]
    pub fn none() -> Self {
        Self { hedge: Hedge::None, ..Self::exactly(Decimal::ZERO) }
    }

    /// An amount that was written out and is read back: the stated number or numbers, the interval, the wording and the
    /// grain. `None` if they cannot be of one amount.
    #[must_use]
    pub fn restored(
        stated: (Option<Decimal>, Option<Decimal>),
        interval: Interval,
        hedge: Hedge,
        grain: Decimal,
    ) -> Option<Self> {
        let (low, high) = stated;
        let ordered = interval.high.is_none_or(|high| interval.low <= high)
            && high.is_none_or(|high| low.is_some_and(|low| low <= high));
        let whole = grain > Decimal::ZERO && (low.is_some() || hedge == Hedge::Vague);
        (ordered && whole).then_some(Self { stated: low, stated_high: high, interval, hedge, grain, trend: None })
    }

    /// The same number named without being meant as a figure, which is never compared: "penny stock", "every penny".
    #[must_use]
    pub fn as_figure_of_speech(self) -> Self {
        Self { hedge: Hedge::Vague, ..self }
    }

    /// Whether a number is named but not meant.
    #[must_use]
    pub fn is_figure_of_speech(&self) -> bool {
        self.hedge == Hedge::Vague && self.stated.is_some()
    }

    /// The same amount as a change in a direction.
    #[must_use]
    pub fn with_trend(self, trend: Option<Trend>) -> Self {
        Self { trend, ..self }
    }

    /// The amount in another unit: every number times a positive `factor`. `None` beyond 96 bits.
    #[must_use]
    pub fn times(&self, factor: Decimal) -> Option<Self> {
        let scale = |number: Option<Decimal>| match number {
            Some(number) => number.checked_mul(factor).map(Some),
            None => Some(None),
        };
        Some(Self {
            stated: scale(self.stated)?,
            stated_high: scale(self.stated_high)?,
            interval: self.interval.times(factor)?,
            grain: self.grain.checked_mul(factor)?,
            ..self.clone()
        })
    }

    /// The sum of two amounts: stated numbers added, intervals added, hedged as the looser of the two. `None` beyond 96 bits.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let add = |left: Option<Decimal>, right: Option<Decimal>| match (left, right) {
            (Some(left), Some(right)) => left.checked_add(right).map(Some),
            _ => Some(None),
        };
        let looser = if self.hedge == Hedge::Exactly || self.hedge == Hedge::None { other } else { self };
        let ranged = self.stated_high.is_some() || other.stated_high.is_some();
        let high = |amount: &Self| amount.stated_high.or(amount.stated);
        Some(Self {
            stated: add(self.stated, other.stated)?,
            stated_high: if ranged { add(high(self), high(other))? } else { None },
            interval: self.interval.plus(&other.interval)?,
            hedge: if ranged { Hedge::Between } else { looser.hedge },
            grain: self.grain.max(other.grain),
            trend: self.trend,
        })
    }

    /// The number in the text (the lower one of a range); `None` for a vague numeral.
    #[must_use]
    pub fn stated(&self) -> Option<Decimal> {
        self.stated
    }

    /// The upper number of a range.
    #[must_use]
    pub fn stated_high(&self) -> Option<Decimal> {
        self.stated_high
    }

    /// The numbers that the wording allows.
    #[must_use]
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// How the number is hedged.
    #[must_use]
    pub fn hedge(&self) -> Hedge {
        self.hedge
    }

    /// One unit of the last stated place.
    #[must_use]
    pub fn grain(&self) -> Decimal {
        self.grain
    }

    /// Direction, if the figure is a change.
    #[must_use]
    pub fn trend(&self) -> Option<Trend> {
        self.trend
    }
}

/// One unit of the last stated place: 10^(trailing zeros) for integers (5,200 → 100, 34 → 1), one unit of
/// the last decimal place otherwise (6.10 → 0.01).
///
/// For "5.5 billion" the caller multiplies the grain of 5.5 by the billion.
#[must_use]
pub fn grain_of(number: Decimal) -> Decimal {
    if number.scale() > 0 {
        return Decimal::new(1, number.scale());
    }
    let (mut grain, mut rest) = (1, number.mantissa().unsigned_abs());
    while rest != 0 && rest % 10 == 0 {
        rest /= 10;
        grain *= 10;
    }
    Decimal::from_i128_with_scale(grain, 0)
}

/// Reach of an approximator: max(half a grain, 5 %), or of crowds 10 % up to one grain; at most 25 % of the number; "about 10"
/// → 2. (P)
///
/// The cap keeps "about 1,000" (half grain 500) from reaching 1,500.
fn tolerance(number: Decimal, grain: Decimal, looseness: Looseness) -> Decimal {
    let size = number.abs();
    let hundred = Decimal::ONE_HUNDRED;
    // Divided first: the product of a number near 2^96 would not fit.
    let usual = size / hundred * Looseness::Usual.percent();
    // Who writes "some 14,000" and not "some 15,000" knows the second digit, of a crowd, too.
    let share = (size / hundred * looseness.percent()).min(grain).max(usual);
    let cap = size / hundred * Decimal::from(25);
    let reach = (grain / Decimal::TWO).max(share).min(cap);
    // Counts of around ten: an "about" that allowed nothing but the number itself would be no hedge.
    if size == Decimal::TEN { Decimal::TWO } else { reach.normalize() }
}

impl fmt::Display for Amount {
    /// News English that the extractor reads back: "about 2,500", "two to five" as "2 to 5".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, "", "")
    }
}

impl Amount {
    /// The amount in news English with a sign before and a sign after each number: "about $5.5 billion", "2% to 3%".
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, before: &str, after: &str) -> fmt::Result {
        self.write_signed(f, |number| format!("{before}{}{after}", in_figures(number)))
    }

    /// The words of an amount of which no number is said, with what they count: "millions of tons", "several billion euros".
    pub(super) fn vague_of(&self, counted: &str) -> Option<String> {
        let words = Some(self).filter(|amount| amount.stated.is_none() && amount.hedge == Hedge::Vague)?.to_string();
        let is_noun = words.ends_with('s') || words == "a couple" || words == "a handful";
        Some(if is_noun { format!("{words} of {counted}") } else { format!("{words} {counted}") })
    }

    /// As [`Amount::write`], of a sum of money: cents have two places, "$51.20".
    pub(super) fn write_sum(&self, f: &mut fmt::Formatter<'_>, before: &str, after: &str) -> fmt::Result {
        self.write_signed(f, |number| format!("{before}{}{after}", in_cents(number)))
    }

    /// As [`Amount::write`], each number printed by `signed`.
    pub(super) fn write_signed(&self, f: &mut fmt::Formatter<'_>, signed: impl Fn(Decimal) -> String) -> fmt::Result {
        let Some(stated) = self.stated.map(&signed) else {
            return write_vague(f, &self.interval);
        };
        match (self.hedge, self.stated_high.map(&signed)) {
            (_, Some(high)) => write!(f, "{stated} to {high}"),
            (Hedge::None, _) => f.write_str("none"),
            (Hedge::Exactly | Hedge::Between | Hedge::Vague, None) => f.write_str(&stated),
            (Hedge::About, None) => write!(f, "about {stated}"),
            (Hedge::AtLeast, None) => write!(f, "at least {stated}"),
            (Hedge::MoreThan, None) => write!(f, "more than {stated}"),
            (Hedge::AtMost, None) => write!(f, "up to {stated}"),
            (Hedge::LessThan, None) => write!(f, "fewer than {stated}"),
            (Hedge::Nearly, None) => write!(f, "nearly {stated}"),
            (Hedge::JustOver, None) => write!(f, "just over {stated}"),
        }
    }
}

/// Magnitude words and their zeros.
const MAGNITUDES: [(&str, u32); 3] = [("trillion", 12), ("billion", 9), ("million", 6)];

/// A number as prose prints it: `2,500`, `5.5 billion` (a magnitude word where at most two decimals remain).
fn in_figures(number: Decimal) -> String {
    let number = number.normalize();
    let words = MAGNITUDES.iter().find(|(_, zeros)| number.abs() >= power_of_ten(*zeros));
    let scaled = words.map(|&(word, zeros)| (word, (number / power_of_ten(zeros)).normalize()));
    match scaled {
        Some((word, scaled)) if scaled.scale() <= 2 => format!("{} {word}", with_commas(scaled)),
        _ => with_commas(number),
    }
}

/// A sum of money as prose prints it: `51.20`, `5.5 billion`.
fn in_cents(number: Decimal) -> String {
    let shown = in_figures(number);
    match shown.split_once('.') {
        Some((_, tenths)) if tenths.len() == 1 => shown + "0",
        _ => shown,
    }
}

fn power_of_ten(zeros: u32) -> Decimal {
    Decimal::from(10_i64.pow(zeros))
}

fn write_vague(f: &mut fmt::Formatter<'_>, interval: &Interval) -> fmt::Result {
    if let Some(word) = VAGUE_NUMERALS.iter().find(|word| word.interval() == *interval) {
        return f.write_str(word.text);
    }
    if let Some(words) = scaled_vague(interval) {
        return f.write_str(&words);
    }
    match interval.high {
        Some(high) => write!(f, "{} to {}", with_commas(interval.low), with_commas(high)),
        None => write!(f, "at least {}", with_commas(interval.low)),
    }
}

/// What a vague numeral may be a multiple of, and how it is spelled.
const SCALES: [(&str, i64); 10] = [
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1_000),
    ("hundred thousand", 100_000),
    ("million", 1_000_000),
    ("hundred million", 100_000_000),
    ("billion", 1_000_000_000),
    ("hundred billion", 100_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("hundred trillion", 100_000_000_000_000),
];

/// The words for a multiple of what a vague numeral allows: "billions", "tens of millions", "several hundred thousand". No
/// article has written the figures.
fn scaled_vague(interval: &Interval) -> Option<String> {
    let is = |text: &str, scale: i64| {
        let named = VAGUE_NUMERALS.iter().find(|word| word.text == text);
        named.is_some_and(|word| word.interval().times(Decimal::from(scale)).as_ref() == Some(interval))
    };
    for (text, thousands) in [("billions", 1_000), ("trillions", 1_000_000)] {
        if is("millions", thousands) {
            return Some(text.to_owned());
        }
    }
    SCALES.iter().find_map(|&(spelled, scale)| {
        let find = |texts: &[&'static str]| texts.iter().copied().find(|text| is(text, scale));
        let many = || {
            // "Tens" of a magnitude are as many thousandths as "tens of thousands".
            let tens = is("tens of thousands", scale / 1_000).then_some("tens");
            tens.or_else(|| find(&["dozens", "scores", "hundreds", "thousands"]))
        };
        let is_magnitude = scale >= 1_000 && !spelled.contains(' ');
        if let Some(many) = is_magnitude.then(many).flatten() {
            return Some(format!("{many} of {spelled}s"));
        }
        find(&["a couple", "a few", "several"]).map(|few| format!("{few} {spelled}"))
    })
}

/// A word that stands for an interval by itself.
#[derive(Clone, Copy, Debug)]
pub struct VagueNumeral {
    /// As it stands in the text, lower case.
    pub text: &'static str,
    low: i64,
    high: Option<i64>,
}

impl VagueNumeral {
    /// The numbers that the word allows.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let high = self.high.map(Decimal::from);
        Interval { low: Decimal::from(self.low), low_open: false, high, high_open: false }
    }
}

/// Vague numerals and their intervals. The floors of "tens" and "dozens" are those of the ACLED FAQ; everything else is (P).
pub const VAGUE_NUMERALS: &[VagueNumeral] = &[
    VagueNumeral { text: "a couple", low: 2, high: Some(3) },
    VagueNumeral { text: "a few", low: 3, high: Some(6) },
    VagueNumeral { text: "a handful", low: 3, high: Some(6) },
    VagueNumeral { text: "several", low: 3, high: Some(9) },
    VagueNumeral { text: "half a dozen", low: 5, high: Some(7) },
    VagueNumeral { text: "a dozen", low: 10, high: Some(14) },
    VagueNumeral { text: "two dozen", low: 21, high: Some(27) },
    VagueNumeral { text: "tens", low: 10, high: Some(99) },
    VagueNumeral { text: "dozens", low: 20, high: Some(120) },
    VagueNumeral { text: "scores", low: 40, high: Some(250) },
    VagueNumeral { text: "hundreds", low: 150, high: Some(1_500) },
    VagueNumeral { text: "thousands", low: 1_500, high: Some(15_000) },
    VagueNumeral { text: "tens of thousands", low: 15_000, high: Some(150_000) },
    VagueNumeral { text: "hundreds of thousands", low: 150_000, high: Some(1_500_000) },
    VagueNumeral { text: "millions", low: 1_500_000, high: None },
    VagueNumeral { text: "many", low: 2, high: None },
];

/// A decimal with thousands separators, as English prose prints it: `2,500`, `1,234.50`.
#[must_use]
pub fn with_commas(number: Decimal) -> String {
    let plain = number.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("test numbers parse")
    }

    fn about(text: &str) -> (String, String) {
        let number = number(text);
        let interval = Amount::new(number, grain_of(number), Hedge::About, Looseness::Usual).interval();
        (interval.low.to_string(), interval.high.expect("about is bounded").to_string())
    }

    #[test]
    fn the_greatest_number_can_be_hedged() {
        for hedge in [Hedge::About, Hedge::Nearly, Hedge::JustOver] {
            let amount = Amount::new(Decimal::MAX, Decimal::ONE, hedge, Looseness::Loose);
            assert_eq!(amount.stated(), Some(Decimal::MAX));
        }
    }

    #[test]
    fn about_reaches_half_a_grain_or_five_percent() {
        assert_eq!(about("2500"), ("2375".into(), "2625".into()));
        assert_eq!(about("1000"), ("750".into(), "1250".into()));
        assert_eq!(about("10"), ("8".into(), "12".into()));
        assert_eq!(about("40"), ("35".into(), "45".into()));
    }

    #[test]
    fn the_second_digit_of_a_crowd_counts() {
        let reach = |text: &str| {
            let number = number(text);
            tolerance(number, grain_of(number), Looseness::Loose).to_string()
        };
        assert_eq!(reach("14000"), "1000");
        assert_eq!(reach("20000"), "5000");
        assert_eq!(reach("14200"), "710");
    }

    #[test]
    fn grain_is_the_last_stated_place() {
        assert_eq!(grain_of(number("5200")), number("100"));
        assert_eq!(grain_of(number("34")), number("1"));
        assert_eq!(grain_of(number("6.10")), number("0.01"));
        assert_eq!(grain_of(number("0")), number("1"));
    }

    #[test]
    fn open_ends_do_not_touch() {
        let more = Amount::new(number("40"), Decimal::ONE, Hedge::MoreThan, Looseness::Usual).interval();
        assert!(!more.meets(&Interval::exactly(number("40"))));
        assert!(more.meets(&Interval::exactly(number("41"))));
    }

    #[test]
    fn cents_have_two_places() {
        assert_eq!(in_cents(number("51.2")), "51.20");
        assert_eq!(in_cents(number("51")), "51");
        assert_eq!(in_cents(number("5500000000")), "5.5 billion");
    }

    #[test]
    fn commas_group_the_whole_part_only() {
        assert_eq!(with_commas(number("-1234567.8901")), "-1,234,567.8901");
        assert_eq!(with_commas(number("999")), "999");
    }
}
