//! Extraction: the cases of `tests/cases/amount.yaml` and `tests/cases/attribution.yaml`, and laws that hold for
//! every text.
//!
//! Dates, times and durations have files of their own; here they only have to stay out of the way.

use crosscheck::article::{Article, Published};
use crosscheck::extract::{Mention, read};
use crosscheck::value::amount::{Looseness, grain_of};
use crosscheck::value::{Amount, Currency, Hedge, Kind, Timex, Unit, Value};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A sentence with every amount that must be found in it, in order; nothing else may be found.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmountCase {
    name: String,
    text: String,
    expect: Vec<ExpectedAmount>,
}

/// One amount. `hedge` is `exactly`, `status` is `asserted` and `trend` is none unless given; `stated`, `stated_high`,
/// `low`, `high`, `unit` and `of` are compared if given (`none` stands for an open end or a missing noun).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedAmount {
    span: String,
    kind: String,
    #[serde(default = "exactly")]
    hedge: String,
    stated: Option<String>,
    stated_high: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: Option<String>,
    of: Option<String>,
    trend: Option<String>,
    #[serde(default = "asserted")]
    status: String,
    as_of: Option<String>,
    /// The numeral of the mention that this one restates.
    restates: Option<String>,
}

fn exactly() -> String {
    "exactly".to_owned()
}

fn asserted() -> String {
    "asserted".to_owned()
}

/// A text, one of its mentions, and who says it in which mood.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributionCase {
    name: String,
    text: String,
    /// The words of the mention that is looked at.
    mention: String,
    /// The words that name the speaker; absent if nobody is.
    speaker: Option<String>,
    /// The speaker's name to compare by; as `speaker` in lower case unless given.
    said_by: Option<String>,
    /// Whether the speaker is named; compared if given.
    named: Option<bool>,
    #[serde(default = "asserted")]
    status: String,
}

/// The cases of a file; an empty file and two cases of one name are refused.
fn cases<T: DeserializeOwned>(file: &str, name: impl Fn(&T) -> &str) -> Vec<T> {
    let cases: Vec<T> = serde_yaml::from_str(file).unwrap_or_else(|error| panic!("the cases are valid: {error}"));
    assert!(!cases.is_empty(), "a file without cases tests nothing");
    let mut names = BTreeSet::new();
    for case in &cases {
        assert!(names.insert(name(case)), "two cases are called {}", name(case));
    }
    cases
}

fn report(failures: &[String], all: usize) {
    assert!(failures.is_empty(), "{} of {all} cases fail:\n\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_amount_is_read_as_the_case_file_says() {
    let cases = cases(include_str!("../cases/amount.yaml"), |case: &AmountCase| &case.name);
    let failures: Vec<String> = cases.iter().filter_map(check_amounts).collect();
    report(&failures, cases.len());
}

#[test]
fn every_speaker_and_status_is_read_as_the_case_file_says() {
    let cases = cases(include_str!("../cases/attribution.yaml"), |case: &AttributionCase| &case.name);
    let failures: Vec<String> = cases.iter().filter_map(check_attribution).collect();
    report(&failures, cases.len());
}

pub(crate) fn article(text: &str) -> Article {
    let mut article = Article::new("case", text);
    article.published = Some(Published::on(jiff::civil::date(2024, 3, 14)));
    article
}

fn check_amounts(case: &AmountCase) -> Option<String> {
    let article = article(&case.text);
    let found: Vec<Mention> = read(&article).mentions.into_iter().filter(is_amount).collect();
    let same = found.len() == case.expect.len()
        && found
            .iter()
            .zip(&case.expect)
            .all(|(mention, expected)| differences(&article, mention, expected).is_empty());
    (!same).then(|| describe(case, &article, &found))
}

fn is_amount(mention: &Mention) -> bool {
    !matches!(mention.value.kind(), Kind::Date | Kind::Time | Kind::Duration)
}

fn describe(case: &AmountCase, article: &Article, found: &[Mention]) -> String {
    let mut out = format!("{}: {}\n", case.name, case.text);
    for index in 0..found.len().max(case.expect.len()) {
        match (found.get(index), case.expect.get(index)) {
            (Some(mention), Some(expected)) => {
                for difference in differences(article, mention, expected) {
                    let _ = writeln!(out, "  {:?} by {}: {difference}", expected.span, mention.found_by.as_str());
                }
            }
            (Some(mention), None) => {
                let words = article.words(mention.part, mention.span);
                let kind = mention.value.kind();
                let _ = writeln!(
                    out,
                    "  not expected: {kind} {words:?} = {} by {}",
                    mention.value,
                    mention.found_by.as_str()
                );
            }
            (None, Some(expected)) => {
                let _ = writeln!(out, "  not found: {} {:?}", expected.kind, expected.span);
            }
            (None, None) => {}
        }
    }
    out
}

/// Every field in which a mention is not as expected.
fn differences(article: &Article, mention: &Mention, expected: &ExpectedAmount) -> Vec<String> {
    let amount = mention.value.amount().expect("only amounts are compared");
    let interval = amount.interval();
    let number = |number: Option<Decimal>| number.map_or("none".to_owned(), |number| number.normalize().to_string());
    let trend = amount.trend().map(|trend| format!("{trend:?}").to_lowercase());
    let of = mention.counted.map(|counted| article.words(mention.part, counted.phrase).to_owned());
    let unit = unit(&mention.value);
    let as_of = mention.as_of.as_ref().map(ToString::to_string);
    let mut differences = Vec::new();
    let mut compare = |field: &str, found: String, expected: Option<&str>| {
        if let Some(expected) = expected
            && found != expected
        {
            differences.push(format!("{field} is {found:?}, expected {expected:?}"));
        }
    };
    compare("span", article.words(mention.part, mention.span).to_owned(), Some(&expected.span));
    compare("kind", mention.value.kind().to_string(), Some(&expected.kind));
    compare("hedge", amount.hedge().as_str().to_owned(), Some(&expected.hedge));
    compare("stated", number(amount.stated()), expected.stated.as_deref());
    compare("stated_high", number(amount.stated_high()), expected.stated_high.as_deref());
    compare("low", number(Some(interval.low)), expected.low.as_deref());
    compare("high", number(interval.high), expected.high.as_deref());
    compare("unit", unit, expected.unit.as_deref());
    compare("of", of.unwrap_or_else(|| "none".to_owned()), expected.of.as_deref());
    compare("trend", trend.unwrap_or_else(|| "none".to_owned()), Some(expected.trend.as_deref().unwrap_or("none")));
    compare("status", mention.status.as_str().to_owned(), Some(&expected.status));
    let restates = mention.restates.map(|span| article.words(mention.part, span).to_owned());
    compare(
        "restates",
        restates.unwrap_or_else(|| "none".to_owned()),
        Some(expected.restates.as_deref().unwrap_or("none")),
    );
    compare("as_of", as_of.unwrap_or_else(|| "none".to_owned()), Some(expected.as_of.as_deref().unwrap_or("none")));
    differences
}

fn unit(value: &Value) -> String {
    match value {
        Value::Money(_, Currency::Iso(code) | Currency::Open(code)) => (*code).to_owned(),
        Value::Measure(_, unit) => unit.symbol.to_owned(),
        _ => "none".to_owned(),
    }
}

fn check_attribution(case: &AttributionCase) -> Option<String> {
    let article = article(&case.text);
    let reading = read(&article);
    let words = |mention: &Mention| article.words(mention.part, mention.span).to_owned();
    let Some(mention) = reading.mentions.iter().find(|mention| words(mention) == case.mention) else {
        let all: Vec<String> = reading.mentions.iter().map(words).collect();
        return Some(format!("{}: {}\n  no mention {:?} among {all:?}\n", case.name, case.text, case.mention));
    };
    let speaker = mention.speaker.as_ref();
    let found = (
        speaker.map(|speaker| article.words(mention.part, speaker.span).to_owned()),
        speaker.map(|speaker| speaker.name.clone()),
        speaker.map(|speaker| speaker.named).filter(|_| case.named.is_some()),
        mention.status.as_str(),
    );
    let said_by = case.said_by.clone().or_else(|| case.speaker.as_ref().map(|speaker| speaker.to_lowercase()));
    let expected = (case.speaker.clone(), said_by, case.named.filter(|_| case.speaker.is_some()), case.status.as_str());
    (found != expected).then(|| {
        format!("{}: {}\n  {:?} said by {found:?}, expected {expected:?}\n", case.name, case.text, case.mention)
    })
}

/// What numbers, units, hedges and the signs around them can be thrown together from.
const PIECES: &[&str] = &[
    "at least ",
    "more than ",
    "about ",
    "up to ",
    "some ",
    "nearly ",
    "between ",
    "from ",
    "to ",
    "and ",
    "or ",
    "of the ",
    "no ",
    "12",
    "2,500",
    "1.5",
    "34",
    "1998",
    "0",
    "half ",
    "a ",
    "dozen ",
    "dozens ",
    "two ",
    "one ",
    "hundred ",
    "million ",
    "tens of ",
    "thousands ",
    "$",
    "€",
    "US$",
    "RM",
    "percent ",
    "%",
    " percentage points ",
    "km ",
    "-foot ",
    "pounds ",
    "degrees ",
    "°C",
    "magnitude ",
    "people ",
    "soldiers ",
    "troops ",
    "more ",
    "-",
    "–",
    "—",
    ", ",
    ". ",
    ": ",
    "(",
    ")",
    "\"",
    "“",
    "’s ",
    " ",
    "\n\n",
    "said ",
    "police ",
    "according to ",
    "he ",
    "will ",
    "not ",
    "if ",
    "Jan. ",
    "Monday ",
    "year-old ",
    "or so ",
    "plus ",
    "+",
    "é",
    "½",
    "/",
    "in ",
    "Omar ",
    "8, 2020",
    "early ",
    "mid-",
    "1990s ",
    "10:30 ",
    "a.m. ",
    "years ",
    "ago ",
    "third quarter ",
    "last ",
    "10th ",
    "km²",
    "”",
    "日本 ",
];

/// Every span slices its text, and every number lies in its interval.
fn assert_laws(text: &str) {
    let article = article(text);
    let reading = read(&article);
    assert_eq!(reading.mentions, read(&article).mentions, "read twice, {text:?} differs");
    for mention in &reading.mentions {
        let words = article.words(mention.part, mention.span);
        let sentence = reading.segments(mention.part).sentences[mention.sentence].span;
        assert!(sentence.contains(mention.span), "{words:?} leaves its sentence in {text:?}");
        assert!(!words.is_empty(), "an empty mention in {text:?}");
        assert!(mention.span.contains(mention.core), "{words:?} does not hold its numeral in {text:?}");
        if let Some(counted) = mention.counted {
            assert!(counted.phrase.contains(counted.head), "a phrase without its head in {text:?}");
            let _ = article.words(mention.part, counted.phrase);
        }
        if let Some(speaker) = &mention.speaker {
            assert!(!article.words(mention.part, speaker.span).is_empty(), "an empty speaker in {text:?}");
        }
        if let Some((first, last)) = mention.value.timex().and_then(Timex::days) {
            assert!(first <= last, "{words:?} ends before it begins in {text:?}");
        }
        let Some(amount) = mention.value.amount() else { continue };
        let interval = amount.interval();
        assert!(interval.high.is_none_or(|high| interval.low <= high), "{words:?} has an empty interval in {text:?}");
        for stated in amount.stated().into_iter().chain(amount.stated_high()) {
            assert!(interval.low <= stated, "{words:?}: {stated} lies below {}", interval.low);
            assert!(interval.high.is_none_or(|high| stated <= high), "{words:?}: {stated} lies above its interval");
        }
    }
}

/// Found by the fuzzer: a hyphen at the end of a paragraph made a range with the next one.
#[test]
fn no_mention_leaves_its_sentence() {
    assert_laws("Depot 2024-03-\n41 crates were counted.");
    assert_laws("The crew loaded 25-\n\n 41 crates.");
}

/// Amounts that prose can print: numbers of at most twelve digits under every hedge, and ranges of one magnitude.
fn amounts() -> impl Strategy<Value = Amount> {
    use Hedge::{About, AtLeast, AtMost, Exactly, JustOver, LessThan, MoreThan, Nearly};
    let number =
        (2_i64..999_999_999_999, 0_u32..3).prop_map(|(digits, places)| Decimal::new(digits, places).normalize());
    let hedges = prop::sample::select(vec![Exactly, About, AtLeast, AtMost, MoreThan, LessThan, Nearly, JustOver]);
    let single =
        (number, hedges).prop_map(|(number, hedge)| Amount::new(number, grain_of(number), hedge, Looseness::Usual));
    let range =
        (1_i64..400_000, 1_i64..400_000).prop_map(|(low, more)| Amount::between(low.into(), (low + more).into()));
    prop_oneof![single, range]
}

/// Sums of money: cents have two places.
fn sums() -> impl Strategy<Value = Amount> {
    amounts().prop_filter("tenths of a unit are printed as cents", |amount| {
        amount.stated().is_none_or(|number| number.scale() != 1)
    })
}

/// Prices of bonds: odd numbers of 64ths of a point.
fn bond_prices() -> impl Strategy<Value = Amount> {
    (0_i64..9_999).prop_map(|price| Amount::exactly((Decimal::from(2 * price + 1) / Decimal::from(64)).normalize()))
}

fn values() -> impl Strategy<Value = Value> {
    let km = Unit::symbol("km").expect("known unit");
    let pennies = Currency::with_sign("dollars or pounds").expect("known currency");
    prop_oneof![
        amounts().prop_map(Value::Count),
        sums().prop_map(|amount| Value::Money(amount, Currency::Open("$"))),
        sums().prop_map(|amount| Value::Money(amount, Currency::Iso("EUR"))),
        sums().prop_map(move |amount| Value::Money(amount, pennies)),
        bond_prices().prop_map(|amount| Value::Money(amount, Currency::Open("$"))),
        amounts().prop_map(Value::Percent),
        amounts().prop_map(move |amount| Value::Measure(amount, km)),
    ]
}

proptest! {
    #[test]
    fn spans_and_intervals_hold_for_any_string(text in any::<String>()) {
        assert_laws(&text);
    }

    #[test]
    fn spans_and_intervals_hold_for_any_order_of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        assert_laws(&pieces.concat());
    }

    #[test]
    fn what_is_printed_is_read_back(value in values()) {
        let noun = if matches!(value, Value::Count(_)) { " people" } else { "" };
        let text = format!("They counted {value}{noun} there.");
        let found: Vec<Value> = read(&article(&text)).mentions.into_iter().map(|mention| mention.value).collect();
        prop_assert_eq!(found, vec![value], "{}", text);
    }
}
