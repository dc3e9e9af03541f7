//! What is printed is read back: values of every kind, in news English, in a sentence that gives the kind its natural
//! context.
//!
//! Value, hedge, interval, grain and unit must all come back.

use crate::extract::article;
use crosscheck::article::Article;
use crosscheck::extract::{Mention, read};
use crosscheck::value::amount::{Looseness, VAGUE_NUMERALS, grain_of};
use crosscheck::value::time::{Modifier, Season, Stretch, TimeOfDay, Zone};
use crosscheck::value::{Amount, Currency, Duration, Hedge, TimeUnit, Timex, Unit, Value};
use jiff::civil::Date;
use rust_decimal::Decimal;

const HEDGES: &[Hedge] = &[
    Hedge::Exactly,
    Hedge::About,
    Hedge::AtLeast,
    Hedge::AtMost,
    Hedge::MoreThan,
    Hedge::LessThan,
    Hedge::Nearly,
    Hedge::JustOver,
];

fn hedged(number: Decimal, hedge: Hedge) -> Amount {
    Amount::new(number, grain_of(number), hedge, Looseness::Usual)
}

/// A number under every hedge, and a range that begins with it.
fn forms(number: Decimal) -> Vec<Amount> {
    let range = Amount::between(number, number * Decimal::TWO);
    HEDGES.iter().map(|&hedge| hedged(number, hedge)).chain([range]).collect()
}

/// The sentence in which a value stands; what it leaves open, such as the year of "July", stays open.
fn sentence(value: &Value) -> String {
    match value {
        Value::Count(_) => format!("They counted {value} people there."),
        Value::Money(..) => format!("They paid {value} for it."),
        Value::Percent(_) | Value::Points(_) => format!("The gap was {value} there."),
        Value::Measure(..) => format!("It measured {value} there."),
        Value::Duration(_) => format!("It took {value}."),
        Value::Date(timex) | Value::Time(timex) => format!("They met {}{value}.", preposition(timex)),
        Value::Age(_) => format!("The man is {value}."),
        Value::Ordinal(_) => format!("It was the {value} attack there."),
        Value::Ratio(_) => format!("In the survey, {value} voters agreed."),
        Value::Multiple(_) => format!("They have {value} as many tanks."),
        Value::Name(_) => format!("They met {value}."),
    }
}

fn preposition(timex: &Timex) -> &'static str {
    match (timex.modifier, timex.time, timex.stretch) {
        (Some(Modifier::Start | Modifier::Mid | Modifier::End), None, _) => "in ",
        // "around 1998" alone may as well be a count.
        (Some(Modifier::Approx), None, Stretch::Year(_)) => "in ",
        (Some(_), time, _) if !time.is_some_and(TimeOfDay::is_on_the_clock) => "",
        (None, Some(part), _) if !part.is_on_the_clock() => "on the ",
        (_, _, Stretch::Half { .. } | Stretch::Quarter { .. }) => "in the ",
        (_, _, Stretch::Week { .. }) => "in the ",
        (_, _, Stretch::Weekend { .. }) => "on the ",
        (_, _, Stretch::Present) => "",
        (_, _, stretch) if stretch.grain() > crosscheck::value::Grain::Week => "in ",
        _ => "on ",
    }
}

/// What is read in place of a value, if it does not come back.
fn difference(value: &Value) -> Option<String> {
    let text = sentence(value);
    // Without a day of publication nothing that stands open is settled.
    let article = if value.timex().is_some() { Article::new("case", text.as_str()) } else { article(&text) };
    let found: Vec<Value> = read(&article).mentions.into_iter().map(|mention: Mention| mention.value).collect();
    (found != [value.clone()]).then(|| {
        let shown: Vec<String> = found.iter().map(|value| format!("{} {value}", value.kind())).collect();
        if shown == [format!("{} {value}", value.kind())] {
            format!("{text}  {found:?} {value:?}")
        } else {
            format!("{text}  {shown:?}")
        }
    })
}

fn assert_read_back(values: impl IntoIterator<Item = Value>) {
    let failures: Vec<String> = values.into_iter().filter_map(|value| difference(&value)).collect();
    assert!(failures.is_empty(), "{} are not read back:\n{}", failures.len(), failures.join("\n"));
}

/// The first column of a table of values.
fn labels(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

fn numbers(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| text.parse().expect("test numbers parse")).collect()
}

#[test]
fn measures_of_every_unit() {
    let units = labels(include_str!("../../src/value/units.tsv")).map(|row| Unit::symbol(row[0]).expect("a unit"));
    assert_read_back(units.flat_map(|unit| {
        numbers(&["1", "2", "5.5", "40", "2500", "3400000"])
            .into_iter()
            .flat_map(forms)
            .map(move |amount| Value::Measure(amount, unit))
    }));
}

#[test]
fn money_of_every_currency() {
    // What is printed is the code, which is read where it is no word.
    let own = labels(include_str!("../../src/value/currencies.tsv"))
        .filter(|row| row[3].split('|').any(|abbreviation| abbreviation == row[0]))
        .map(|row| Currency::with_code(row[0]).expect("a code"));
    let open = labels(include_str!("../../src/value/open_currencies.tsv"))
        .map(|row| Currency::with_sign(row[0]).expect("a label"));
    assert_read_back(own.chain(open).flat_map(|currency| {
        numbers(&["1", "2", "40", "2500", "3400000", "5500000000"])
            .into_iter()
            .flat_map(forms)
            .map(move |amount| Value::Money(amount, currency))
    }));
}

#[test]
fn durations_of_every_unit() {
    let units = [
        TimeUnit::Second,
        TimeUnit::Minute,
        TimeUnit::Hour,
        TimeUnit::Day,
        TimeUnit::Week,
        TimeUnit::Month,
        TimeUnit::Quarter,
        TimeUnit::Year,
        TimeUnit::Decade,
        TimeUnit::Century,
    ];
    assert_read_back(units.into_iter().flat_map(|unit| {
        numbers(&["1", "2", "5.5", "0.5", "40", "2500"])
            .into_iter()
            .flat_map(forms)
            .map(move |amount| Value::Duration(Duration::new(amount, unit)))
    }));
}

/// "many" and "none" stand for a number without being one that is read; "scores" need an "of" before what they count.
#[test]
fn vague_numerals() {
    let alone = ["many", "scores"];
    let vague =
        || VAGUE_NUMERALS.iter().filter(|word| !alone.contains(&word.text)).map(|word| Amount::vague(word.interval()));
    assert_read_back(vague().map(Value::Count));
    // Before "years" more than one word would need an "of".
    let short =
        vague().filter(|amount| amount.to_string().split(' ').count() < 2 || amount.to_string().starts_with("a "));
    assert_read_back(short.map(|amount| Value::Duration(Duration::new(amount, TimeUnit::Year))));
}

/// Figures that no article has written would pass for its own.
#[test]
fn vague_numerals_of_magnitudes_are_words() {
    let times = |text: &str, zeros: u32| {
        let word = VAGUE_NUMERALS.iter().find(|word| word.text == text).expect("it is in the table");
        Amount::vague(word.interval().times(Decimal::from(10_i64.pow(zeros))).expect("it is small"))
    };
    let printed = [
        (times("millions", 3), "billions"),
        (times("millions", 6), "trillions"),
        (times("tens of thousands", 3), "tens of millions"),
        (times("tens of thousands", 6), "tens of billions"),
        (times("dozens", 6), "dozens of millions"),
        (times("hundreds", 6), "hundreds of millions"),
        (times("hundreds", 9), "hundreds of billions"),
        (times("several", 3), "several thousand"),
        (times("a few", 6), "a few million"),
        (times("a couple", 9), "a couple billion"),
        (times("several", 2), "several hundred"),
        (times("a few", 5), "a few hundred thousand"),
        (times("several", 8), "several hundred million"),
    ];
    for (amount, words) in &printed {
        assert_eq!(amount.to_string(), *words);
    }
    assert_read_back(printed.clone().map(|(amount, _)| Value::Count(amount)));
    let currencies = [Currency::Open("$"), Currency::Iso("USD"), Currency::Iso("EUR"), Currency::Open("£")];
    let tons = Unit::symbol("ton").expect("a unit");
    for (amount, words) in printed {
        let of = if words.ends_with('s') { " of" } else { "" };
        let sum = Value::Money(amount.clone(), Currency::Iso("EUR"));
        assert_eq!(sum.to_string(), format!("{words}{of} euros"));
        assert_read_back(currencies.map(|currency| Value::Money(amount.clone(), currency)));
        assert_read_back([Value::Measure(amount, tons)]);
    }
}

#[test]
fn ages() {
    assert_read_back((1..=110).map(Decimal::from).flat_map(forms).map(Value::Age));
}

#[test]
fn points_and_percent() {
    let all = || numbers(&["0.25", "1", "2", "5", "12.5", "40", "100", "250"]).into_iter().flat_map(forms);
    assert_read_back(all().map(Value::Points));
    assert_read_back(all().map(Value::Percent));
}

#[test]
fn ordinals() {
    assert_read_back(
        (1..=130).chain([1_000, 1_001, 2_512]).map(|rank| Value::Ordinal(Amount::exactly(Decimal::from(rank)))),
    );
}

/// Other shares, and scores, are printed as percentages, which are read as such. "About" before "one in five" is not read
/// as a hedge.
#[test]
fn ratios_of_one_part() {
    let shares = (2..=30)
        .chain([50, 100, 250, 1_000, 10_000])
        .map(|whole| (Decimal::ONE / Decimal::from(whole)).round_dp(6).normalize());
    assert_read_back(shares.flat_map(|share| {
        HEDGES.iter().filter(|&&hedge| hedge != Hedge::About).map(move |&hedge| Value::Ratio(hedged(share, hedge)))
    }));
}

#[test]
fn multiples() {
    assert_read_back(numbers(&["2", "1.5", "3", "10", "40", "100"]).into_iter().flat_map(forms).map(Value::Multiple));
}

#[test]
fn counts() {
    assert_read_back(numbers(&["1", "2", "10", "12", "1000", "1500000"]).into_iter().flat_map(forms).map(Value::Count));
}

#[test]
fn dates() {
    let mut stretches: Vec<Stretch> = vec![];
    stretches.extend((16..21).map(Stretch::Century));
    stretches.extend((180..204).map(Stretch::Decade));
    let years = [1805, 1914, 1998, 2007, 2020, 2031];
    for year in years {
        stretches.push(Stretch::Year(year));
        stretches.push(Stretch::FiscalYear(year));
    }
    for year in years.map(Some).into_iter().chain([None]) {
        stretches.extend((1..=2).map(|half| Stretch::Half { year, half }));
        stretches.extend((1..=4).map(|quarter| Stretch::Quarter { year, quarter }));
        stretches.extend(
            [Season::Spring, Season::Summer, Season::Autumn, Season::Winter]
                .map(|season| Stretch::Season { year, season }),
        );
        stretches.extend((1..=12).map(|month| Stretch::Month { year, month }));
    }
    for year in [1998, 2020, 2026] {
        stretches.extend((1..=52).step_by(7).map(|week| Stretch::Week { year, week }));
        stretches.extend((1..=52).step_by(7).map(|week| Stretch::Weekend { year, week }));
        stretches.extend((1..=12).map(|month| Stretch::Day(Date::constant(year, month, 17))));
    }
    stretches.extend((1..=12).map(|month| Stretch::DayOfMonth { month, day: 9 }));
    stretches.extend((1..=7).map(Stretch::Weekday));
    let day = |year, month, day| Date::constant(year, month, day);
    stretches.extend([
        Stretch::Between(day(1990, 1, 1), day(1991, 12, 31)),
        Stretch::Between(day(2020, 1, 1), day(2020, 3, 31)),
        Stretch::Between(day(2020, 11, 1), day(2021, 3, 31)),
        Stretch::Between(day(2020, 5, 4), day(2020, 5, 9)),
        Stretch::Between(day(2020, 1, 30), day(2020, 2, 2)),
        Stretch::Between(day(2020, 12, 30), day(2021, 1, 2)),
        Stretch::DaysOfMonth { from: (5, 4), to: (5, 9) },
        Stretch::DaysOfMonth { from: (1, 30), to: (2, 2) },
        Stretch::Past,
        Stretch::Present,
        Stretch::Future,
    ]);
    let modifiers = [
        None,
        Some(Modifier::Start),
        Some(Modifier::Mid),
        Some(Modifier::End),
        Some(Modifier::Approx),
        Some(Modifier::Before),
        Some(Modifier::After),
        Some(Modifier::OnOrBefore),
        Some(Modifier::OnOrAfter),
    ];
    let all =
        stretches.into_iter().flat_map(|stretch| modifiers.map(|modifier| Timex { modifier, ..Timex::new(stretch) }));
    assert_read_back(all.filter(|timex| !is_no_date_alone(timex)).map(Value::Date));
}

/// "before spring" and "the early first half" may be of any year, or of a game: without a year they are no dates.
fn is_no_date_alone(timex: &Timex) -> bool {
    let bound = matches!(timex.modifier, Some(Modifier::Approx | Modifier::Before | Modifier::After));
    match timex.stretch {
        Stretch::Half { year: None, .. } => timex.modifier.is_some(),
        Stretch::Season { year: None, .. } => bound,
        _ => false,
    }
}

#[test]
fn times() {
    let mut all = vec![];
    let stretches =
        [Stretch::Day(Date::constant(2020, 1, 8)), Stretch::Weekday(3), Stretch::DayOfMonth { month: 7, day: 4 }];
    let modifiers = [
        None,
        Some(Modifier::Approx),
        Some(Modifier::Before),
        Some(Modifier::After),
        Some(Modifier::OnOrBefore),
        Some(Modifier::OnOrAfter),
        Some(Modifier::SoonBefore),
        Some(Modifier::SoonAfter),
    ];
    for stretch in stretches {
        for time in (0..24)
            .map(TimeOfDay::Hour)
            .chain((0..24).map(|hour| TimeOfDay::Minute(hour, 5)))
            .chain([TimeOfDay::Minute(24, 0), TimeOfDay::Minute(12, 0)])
        {
            for modifier in modifiers {
                for zone in [None, Some(Zone(0)), Some(Zone(-300)), Some(Zone(60))] {
                    all.push(Value::Time(Timex { modifier, zone, time: Some(time), ..Timex::new(stretch) }));
                }
            }
        }
        for time in [TimeOfDay::Morning, TimeOfDay::Midday, TimeOfDay::Afternoon, TimeOfDay::Evening, TimeOfDay::Night]
        {
            all.push(Value::Time(Timex { time: Some(time), ..Timex::new(stretch) }));
        }
    }
    assert_read_back(all);
}
