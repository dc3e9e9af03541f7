//! Dates and durations: the cases of `tests/cases/date.yaml`, and laws that hold for every date and text.

use crosscheck::article::{Article, Published};
use crosscheck::extract::{parse_date, read};
use crosscheck::value::amount::Hedge;
use crosscheck::value::time::{Modifier, Season, Stretch, TimeOfDay};
use crosscheck::value::{Timex, Value};
use jiff::civil::Date;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A text with every date, time and duration that must be found in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    published: Option<String>,
    expect: Vec<Expected>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Expected {
    span: String,
    timex: String,
    /// The modifier of a date, the hedge of a duration.
    modifier: Option<String>,
}

impl Case {
    fn article(&self) -> Article {
        let published = self.published.as_ref().map(|day| day.parse::<Date>().expect("published is a date"));
        let mut article = Article::new("case", self.text.as_str());
        article.published = published.map(Published::on);
        article
    }

    /// What is found, or nothing if all is as expected.
    fn failure(&self) -> Option<String> {
        let article = self.article();
        let mentions = read(&article).mentions;
        let found: Vec<Expected> = mentions
            .iter()
            .filter_map(|mention| {
                let (timex, modifier) = shown(&mention.value)?;
                Some(Expected { span: mention.span.slice(&article.text).to_owned(), timex, modifier })
            })
            .collect();
        (found != self.expect).then(|| format!("{}\n  expected {:?}\n  found    {found:?}", self.text, self.expect))
    }
}

fn shown(value: &Value) -> Option<(String, Option<String>)> {
    match value {
        Value::Date(timex) | Value::Time(timex) => {
            Some((timex.timex3(), timex.modifier.map(|modifier| modifier_name(modifier).to_owned())))
        }
        Value::Duration(duration) => {
            let hedge = match duration.amount().hedge() {
                Hedge::Exactly | Hedge::Between => None,
                hedge => Some(hedge.as_str().to_owned()),
            };
            Some((duration.timex3(), hedge))
        }
        _ => None,
    }
}

fn modifier_name(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Start => "start",
        Modifier::Mid => "mid",
        Modifier::End => "end",
        Modifier::Approx => "approx",
        Modifier::Before => "before",
        Modifier::After => "after",
        Modifier::OnOrBefore => "on-or-before",
        Modifier::OnOrAfter => "on-or-after",
        Modifier::SoonBefore => "soon-before",
        Modifier::SoonAfter => "soon-after",
    }
}

#[test]
fn every_case_of_the_file_is_read_as_expected() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("../cases/date.yaml")).expect("the cases are valid");
    let keys: BTreeSet<_> = cases.iter().map(|case| (&case.text, &case.published)).collect();
    assert!(!cases.is_empty() && keys.len() == cases.len(), "no cases, or one of them twice");
    let failures: Vec<String> = cases.iter().filter_map(Case::failure).collect();
    assert!(failures.is_empty(), "{} of {} fail:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn a_text_that_is_more_than_a_date_is_none() {
    let anchor = Some(Date::constant(2024, 1, 28));
    for text in ["", "soon after", "Jan. 8, 2020 in Iraq", "2,500", "Jan. 8 and Jan. 9", "the base", "two years"] {
        assert_eq!(parse_date(text, anchor), None, "{text}");
    }
    let yesterday = parse_date("yesterday", anchor).map(|timex| timex.timex3());
    assert_eq!(yesterday.as_deref(), Some("2024-01-27"));
}

fn days() -> impl Strategy<Value = Date> {
    (1900_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

/// Stretches that have a name of their own in prose.
fn stretches() -> impl Strategy<Value = Stretch> {
    let year = || 1900_i16..2100;
    prop_oneof![
        (16_i16..21).prop_map(Stretch::Century),
        (190_i16..=203).prop_map(Stretch::Decade),
        year().prop_map(Stretch::Year),
        year().prop_map(Stretch::FiscalYear),
        (year(), 1_u8..=2).prop_map(|(year, half)| Stretch::Half { year: Some(year), half }),
        (proptest::option::of(year()), 1_u8..=4).prop_map(|(year, quarter)| Stretch::Quarter { year, quarter }),
        (year(), prop_oneof![Just(Season::Spring), Just(Season::Summer), Just(Season::Autumn), Just(Season::Winter)])
            .prop_map(|(year, season)| Stretch::Season { year: Some(year), season }),
        (year(), 1_u8..=12).prop_map(|(year, month)| Stretch::Month { year: Some(year), month }),
        (1_u8..=12, 1_u8..=28).prop_map(|(month, day)| Stretch::DayOfMonth { month, day }),
        (1_u8..=7).prop_map(Stretch::Weekday),
        (year(), 1_u8..=52).prop_map(|(year, week)| Stretch::Week { year, week }),
        (year(), 1_u8..=52).prop_map(|(year, week)| Stretch::Weekend { year, week }),
        days().prop_map(Stretch::Day),
        (days(), 1_i32..400)
            .prop_map(|(day, more)| { Stretch::Between(day, day.saturating_add(jiff::Span::new().days(more))) }),
        Just(Stretch::Past),
        Just(Stretch::Present),
        Just(Stretch::Future),
    ]
}

fn timexes() -> impl Strategy<Value = Timex> {
    let bound = prop_oneof![
        Just(None),
        Just(Some(Modifier::Approx)),
        Just(Some(Modifier::Before)),
        Just(Some(Modifier::After)),
        Just(Some(Modifier::OnOrBefore)),
        Just(Some(Modifier::OnOrAfter)),
    ];
    let part = prop_oneof![Just(Some(Modifier::Start)), Just(Some(Modifier::Mid)), Just(Some(Modifier::End))];
    let months = (1950_i16..2050, 1_u8..=12).prop_map(|(year, month)| Stretch::Month { year: Some(year), month });
    let parted = prop_oneof![(1950_i16..2050).prop_map(Stretch::Year), months];
    let time = prop_oneof![
        Just(TimeOfDay::Morning),
        Just(TimeOfDay::Afternoon),
        Just(TimeOfDay::Evening),
        Just(TimeOfDay::Night),
        (0_u8..24).prop_map(TimeOfDay::Hour),
        (0_u8..24, 0_u8..60).prop_map(|(hour, minute)| TimeOfDay::Minute(hour, minute)),
    ];
    prop_oneof![
        (stretches(), bound).prop_map(|(stretch, modifier)| Timex { modifier, ..Timex::new(stretch) }),
        (parted, part).prop_map(|(stretch, modifier)| Timex { modifier, ..Timex::new(stretch) }),
        (days(), time).prop_map(|(day, time)| Timex { time: Some(time), ..Timex::new(Stretch::Day(day)) }),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(timex in timexes()) {
        let printed = timex.to_string();
        prop_assert_eq!(parse_date(&printed, None), Some(timex), "{}", printed);
    }

    #[test]
    fn every_span_slices_its_text(
        words in proptest::collection::vec(
            prop_oneof![
                Just("Jan."), Just("8"), Just(","), Just("2020"), Just("Monday"), Just("two"), Just("-"), Just("to"),
                Just("years"), Just("ago"), Just("the"), Just("early"), Just("mid"), Just("quarter"), Just("last"),
                Just("10"), Just(":"), Just("30"), Just("a.m."), Just("’90s"), Just("'"), Just("s"), Just("Ünlü"),
                Just("half"), Just("a"), Just("and"), Just("Christmas"), Just("1/8/2020"), Just("99999999999999999999"),
                Just("hundred"), Just("million"), Just("centuries"), Just("later"), Just("day"), Just("before"), Just("."),
            ],
            0..24,
        ),
        glue in prop_oneof![Just(" "), Just("")],
    ) {
        let mut article = Article::new("words", words.join(glue));
        article.published = Some(Published::on(Date::constant(2024, 1, 28)));
        for mention in read(&article).mentions {
            prop_assert!(!mention.span.is_empty() && mention.span.contains(mention.core));
            prop_assert!(article.text.is_char_boundary(mention.span.start()));
            prop_assert!(article.text.is_char_boundary(mention.span.end()));
            if let Some((first, last)) = mention.value.timex().and_then(Timex::days) {
                prop_assert!(first <= last);
            }
        }
    }
}
