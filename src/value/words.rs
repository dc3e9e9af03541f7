//! Values in news English, as reports print them and as rules write them: "about 2,500", "$5.5 billion",
//! "early 2020", "by Dec. 31, 2021".
//!
//! Months are abbreviated as the AP Stylebook does: with a day, and never March to July.

use super::amount::with_commas;
use super::time::{Season, TimeOfDay, Zone};
use super::{Amount, Currency, Modifier, Timex, Value};
use crate::value::time::{Grain, Stretch};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::fmt;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(amount) => amount.fmt(f),
            Self::Money(amount, currency) => write_money(f, amount, *currency),
            Self::Percent(amount) => amount.write(f, "", "%"),
            Self::Points(amount) if is_one(amount) => write!(f, "{amount} percentage point"),
            Self::Points(amount) => write!(f, "{amount} percentage points"),
            Self::Measure(amount, unit) if unit.symbol == "magnitude" => write!(f, "magnitude {amount}"),
            Self::Measure(amount, unit) => match amount.vague_of(unit.word(false)) {
                Some(words) => f.write_str(&words),
                None => write!(f, "{amount} {}", unit.word(is_one(amount))),
            },
            Self::Duration(duration) => duration.fmt(f),
            Self::Date(timex) | Self::Time(timex) => timex.fmt(f),
            Self::Age(amount) => write!(f, "{amount} years old"),
            Self::Ordinal(amount) => amount.write(f, "", ordinal_ending(amount)),
            Self::Ratio(amount) => write_ratio(f, amount),
            Self::Multiple(amount) => write!(f, "{amount} times"),
            Self::Name(name) => name.fmt(f),
        }
    }
}

/// Whether the number is one, so that its unit stands in the singular.
fn is_one(amount: &Amount) -> bool {
    amount.stated() == Some(Decimal::ONE) && amount.stated_high().is_none()
}

fn write_money(f: &mut fmt::Formatter<'_>, amount: &Amount, currency: Currency) -> fmt::Result {
    if currency == Currency::UNSTATED {
        return write!(f, "{amount}");
    }
    if let Some(words) = amount.vague_of(plural(currency)) {
        return f.write_str(&words);
    }
    match currency {
        Currency::Iso("USD") => amount.write_sum(f, "US$", ""),
        Currency::Iso("EUR") => amount.write_sum(f, "€", ""),
        Currency::Open(sign @ ("$" | "¥" | "₩")) => amount.write_sum(f, sign, ""),
        // A coin of several currencies: its part of one is in no article.
        Currency::PENNIES => {
            amount.write_signed(f, |number| with_commas((number * Decimal::ONE_HUNDRED).normalize()))?;
            f.write_str(if amount.stated() == Some(Decimal::new(1, 2)) { " penny" } else { " pennies" })
        }
        // The sign would be read as sterling.
        Currency::Open("£") => write_named_sum(f, amount, "pounds"),
        Currency::Iso(name) | Currency::Open(name) => write_named_sum(f, amount, name),
    }
}

/// The name of a currency behind words: "millions of euros".
fn plural(currency: Currency) -> &'static str {
    match currency {
        Currency::Iso("USD") => "U.S. dollars",
        Currency::Iso("EUR") => "euros",
        Currency::Open("$") => "dollars",
        Currency::Open("£") => "pounds",
        Currency::Open("₩") => "won",
        Currency::Iso(name) | Currency::Open(name) => name,
    }
}

fn write_named_sum(f: &mut fmt::Formatter<'_>, amount: &Amount, name: &str) -> fmt::Result {
    amount.write_sum(f, "", "")?;
    write!(f, " {name}")
}

fn ordinal_ending(amount: &Amount) -> &'static str {
    let rest = |number: Decimal, divisor: i64| number % Decimal::from(divisor);
    let Some(number) = amount.stated() else {
        return "th";
    };
    if (Decimal::from(11)..=Decimal::from(13)).contains(&rest(number, 100)) {
        return "th";
    }
    let last = rest(number, 10);
    match () {
        () if last == Decimal::ONE => "st",
        () if last == Decimal::TWO => "nd",
        () if last == Decimal::from(3) => "rd",
        () => "th",
    }
}

/// A share of 1: "one in 5" where it is one part of a whole number, else a percentage.
fn write_ratio(f: &mut fmt::Formatter<'_>, amount: &Amount) -> fmt::Result {
    let whole = amount.stated().filter(|_| amount.stated_high().is_none()).and_then(whole_of);
    match (whole, amount.times(Decimal::ONE_HUNDRED)) {
        (Some(whole), _) => amount.write_signed(f, |_| format!("one in {}", with_commas(whole))),
        (None, Some(percent)) => percent.write(f, "", "%"),
        (None, None) => write!(f, "{amount}"),
    }
}

/// The whole number of which a share is one part, the share rounded as its decimals are: 3 of 0.333333.
fn whole_of(share: Decimal) -> Option<Decimal> {
    let whole = Decimal::ONE.checked_div(share)?.round().normalize();
    let back = Decimal::ONE.checked_div(whole)?.round_dp(share.scale());
    (back == share).then_some(whole)
}

impl fmt::Display for Timex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modifier = match self.modifier {
            None => "",
            Some(Modifier::Start) => "early ",
            Some(Modifier::Mid) => "mid-",
            Some(Modifier::End) => "late ",
            Some(Modifier::Approx) => "around ",
            Some(Modifier::Before) => "before ",
            Some(Modifier::After) => "after ",
            Some(Modifier::OnOrBefore) => "by ",
            Some(Modifier::OnOrAfter) => "since ",
            Some(Modifier::SoonBefore) => "just before ",
            Some(Modifier::SoonAfter) => "just after ",
        };
        match self.time {
            None => write!(f, "{modifier}{}", self.stretch),
            Some(time) if time.is_on_the_clock() => {
                let zone = self.zone.and_then(Zone::name).map_or_else(String::new, |zone| format!(" {zone}"));
                // "Jan. 8, 2020, before 3 a.m." would be two times.
                if self.modifier.is_some() {
                    write!(f, "{modifier}{time}{zone} on {}", self.stretch)
                } else {
                    write!(f, "{}, {time}{zone}", self.stretch)
                }
            }
            Some(part) => write!(f, "{modifier}{part} of {}", self.stretch),
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = |hour: u8| if hour % 24 < 12 { "a.m." } else { "p.m." };
        let twelve = |hour: u8| if hour.is_multiple_of(12) { 12 } else { hour % 12 };
        match *self {
            Self::Hour(hour) => write!(f, "{} {}", twelve(hour), half(hour)),
            Self::Minute(24, 0) => f.write_str("midnight"),
            Self::Minute(hour, minute) => write!(f, "{}:{minute:02} {}", twelve(hour), half(hour)),
            Self::Morning => f.write_str("morning"),
            Self::Midday => f.write_str("midday"),
            Self::Afternoon => f.write_str("afternoon"),
            Self::Evening => f.write_str("evening"),
            Self::Night => f.write_str("night"),
        }
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |f: &mut fmt::Formatter<'_>, year: Option<i16>, between: &str| match year {
            Some(year) => write!(f, "{between}{year}"),
            None => Ok(()),
        };
        match *self {
            Self::Century(century) => write!(f, "the {}{} century", century + 1, ordinal_suffix(century + 1)),
            Self::Decade(decade) => write!(f, "the {decade}0s"),
            Self::Year(year @ ..=0) => write!(f, "{} BC", 1 - year),
            Self::Year(year @ ..1000) => write!(f, "AD {year}"),
            Self::Year(year) => write!(f, "{year}"),
            Self::FiscalYear(year) => write!(f, "fiscal {year}"),
            Self::Half { year, half } => {
                write!(f, "{} half", rank(half))?;
                of(f, year, " of ")
            }
            Self::Quarter { year, quarter } => {
                write!(f, "{} quarter", rank(quarter))?;
                of(f, year, " of ")
            }
            Self::Season { year, season } => {
                f.write_str(season_name(season))?;
                of(f, year, " ")
            }
            Self::Month { year, month } => {
                f.write_str(month_name(month))?;
                of(f, year, " ")
            }
            Self::Week { .. } => write_week(f, "week", *self),
            Self::Weekend { .. } => write_week(f, "weekend", *self),
            Self::Day(day) => write_day(f, day),
            Self::DayOfMonth { month, day } => write!(f, "{} {day}", short_month_name(month)),
            Self::Weekday(weekday) => f.write_str(weekday_name(weekday)),
            Self::Between(first, last) => write_range(f, first, last, *self),
            Self::DaysOfMonth { from, to } if from.0 == to.0 => {
                write!(f, "{} {}-{}", short_month_name(from.0), from.1, to.1)
            }
            Self::DaysOfMonth { from, to } => {
                write!(f, "{} {}-{} {}", short_month_name(from.0), from.1, short_month_name(to.0), to.1)
            }
            Self::Either(one, other) => {
                write_day(f, one)?;
                f.write_str(" or ")?;
                write_day(f, other)
            }
            Self::Unknown(grain) => write!(f, "an unknown {}", unit_of(grain)),
            Self::Past => f.write_str("the past"),
            Self::Present => f.write_str("now"),
            Self::Future => f.write_str("the future"),
        }
    }
}

fn write_day(f: &mut fmt::Formatter<'_>, day: Date) -> fmt::Result {
    write!(f, "{} {}, {}", short_month_name(day.month().unsigned_abs()), day.day(), day.year())
}

/// "1990-1991", "January-March 2020", "Jan. 30-Feb. 2, 2020", "Dec. 30, 2020-Jan. 2, 2021".
fn write_range(f: &mut fmt::Formatter<'_>, first: Date, last: Date, stretch: Stretch) -> fmt::Result {
    let one_year = first.year() == last.year();
    let month = |day: Date| month_name(day.month().unsigned_abs());
    match stretch.grain() {
        Grain::Year => write!(f, "{}-{}", first.year(), last.year()),
        Grain::Month if one_year => write!(f, "{}-{} {}", month(first), month(last), last.year()),
        Grain::Month => write!(f, "{} {}-{} {}", month(first), first.year(), month(last), last.year()),
        _ if one_year && first.month() == last.month() => {
            write!(
                f,
                "{} {}-{}, {}",
                short_month_name(first.month().unsigned_abs()),
                first.day(),
                last.day(),
                last.year()
            )
        }
        _ if one_year => {
            write!(f, "{} {}-", short_month_name(first.month().unsigned_abs()), first.day())?;
            write_day(f, last)
        }
        _ => {
            write_day(f, first)?;
            f.write_str("-")?;
            write_day(f, last)
        }
    }
}

fn ordinal_suffix(number: i16) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn unit_of(grain: Grain) -> &'static str {
    match grain {
        Grain::Minute | Grain::Hour | Grain::DayPart | Grain::Vague => "time",
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
        Grain::Quarter => "quarter",
        Grain::Half => "half-year",
        Grain::Year => "year",
        Grain::Decade => "decade",
        Grain::Century => "century",
    }
}

fn write_week(f: &mut fmt::Formatter<'_>, name: &str, stretch: Stretch) -> fmt::Result {
    match stretch.days() {
        Some((first, _)) => {
            write!(f, "{name} of ")?;
            write_day(f, first)
        }
        None => f.write_str(name),
    }
}

fn rank(number: u8) -> &'static str {
    match number {
        1 => "first",
        2 => "second",
        3 => "third",
        _ => "fourth",
    }
}

fn season_name(season: Season) -> &'static str {
    match season {
        Season::Spring => "spring",
        Season::Summer => "summer",
        Season::Autumn => "autumn",
        Season::Winter => "winter",
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const SHORT_MONTHS: [&str; 12] =
    ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("?")
}

fn short_month_name(month: u8) -> &'static str {
    SHORT_MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or("?")
}

fn weekday_name(weekday: u8) -> &'static str {
    WEEKDAYS.get(usize::from(weekday).wrapping_sub(1)).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::amount::{Hedge, Looseness, grain_of};
    use crate::value::{Duration, TimeUnit, Unit};

    fn about(text: &str) -> Amount {
        let number: Decimal = text.parse().expect("test numbers parse");
        Amount::new(number, grain_of(number), Hedge::About, Looseness::Usual)
    }

    fn date(stretch: Stretch, modifier: Option<Modifier>) -> String {
        Value::Date(Timex { modifier, ..Timex::new(stretch) }).to_string()
    }

    #[test]
    fn amounts_read_as_in_a_newspaper() {
        let shown = |value: Value| value.to_string();
        assert_eq!(shown(Value::Count(about("2500"))), "about 2,500");
        assert_eq!(shown(Value::Count(about("1500000"))), "about 1.5 million");
        assert_eq!(shown(Value::Count(about("1234567"))), "about 1,234,567");
        assert_eq!(shown(Value::Money(about("5500000000"), Currency::Open("$"))), "about $5.5 billion");
        assert_eq!(shown(Value::Money(about("3000"), Currency::Iso("IQD"))), "about 3,000 IQD");
        assert_eq!(shown(Value::Percent(Amount::between(Decimal::ONE, Decimal::TWO))), "1% to 2%");
        assert_eq!(shown(Value::Ratio(Amount::exactly("0.2".parse().expect("number")))), "one in 5");
        assert_eq!(shown(Value::Ordinal(Amount::exactly(Decimal::from(12)))), "12th");
        assert_eq!(shown(Value::Ordinal(Amount::exactly(Decimal::from(22)))), "22nd");
        let magnitude = Unit::named("magnitude").expect("known unit");
        assert_eq!(shown(Value::Measure(Amount::exactly("6.1".parse().expect("number")), magnitude)), "magnitude 6.1");
        assert_eq!(shown(Value::Duration(Duration::new(about("2"), TimeUnit::Week))), "about 2 weeks");
    }

    #[test]
    fn dates_read_as_in_a_newspaper() {
        let day = Date::constant(2021, 12, 31);
        assert_eq!(date(Stretch::Day(day), Some(Modifier::OnOrBefore)), "by Dec. 31, 2021");
        assert_eq!(date(Stretch::Year(2020), Some(Modifier::Start)), "early 2020");
        assert_eq!(date(Stretch::Month { year: Some(2020), month: 1 }, None), "January 2020");
        assert_eq!(date(Stretch::Month { year: None, month: 7 }, Some(Modifier::Mid)), "mid-July");
        assert_eq!(date(Stretch::Weekday(4), None), "Thursday");
        assert_eq!(date(Stretch::Quarter { year: Some(2023), quarter: 3 }, None), "third quarter of 2023");
        let time = Timex { time: Some(TimeOfDay::Minute(13, 53)), ..Timex::new(Stretch::Day(day)) };
        assert_eq!(time.to_string(), "Dec. 31, 2021, 1:53 p.m.");
        let midnight = Timex { time: Some(TimeOfDay::Hour(0)), ..Timex::new(Stretch::Day(day)) };
        assert_eq!(midnight.to_string(), "Dec. 31, 2021, 12 a.m.");
    }
}
