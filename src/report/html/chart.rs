//! A small chart of how a figure moved: one point for each time and value, an interval as a bar behind its point.
//!
//! Nothing stands in the chart that does not stand in the quotations below it. The scale begins at zero, so that a small
//! step looks small; only figures below zero move it.
//!
//! Invariant: coordinates are whole numbers, computed from exact decimals; times are those of the comparison.

use crate::compare::{Finding, Relation, Verdict, as_of};
use crate::extract::Status;
use crate::report::Report;
use crate::report::foreign::Untrusted;
use crate::value::{Amount, Value};
use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, BTreeSet};

/// Pixels of the drawing: the plot lies between these.
const LEFT: i64 = 28;
const RIGHT: i64 = 292;
const TOP: i64 = 26;
const BASE: i64 = 96;
const HEIGHT: i64 = 120;
/// Least distance of two labels.
const LABEL: i64 = 60;
/// Distance of a label's foot from its point, if it stands above, and if it stands below.
const ABOVE: i64 = 9;
const BELOW: i64 = 18;
/// More points than this are too many for a small chart.
const MOST_POINTS: usize = 60;

/// What is drawn.
pub(crate) struct Chart {
    pub(crate) title: String,
    pub(crate) caption: &'static str,
    pub(crate) height: i64,
    pub(crate) base: i64,
    pub(crate) line: String,
    pub(crate) dots: Vec<Dot>,
    pub(crate) bars: Vec<Bar>,
    pub(crate) labels: Vec<Label>,
}

pub(crate) struct Dot {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) title: String,
}

pub(crate) struct Bar {
    pub(crate) x: i64,
    pub(crate) top: i64,
    pub(crate) bottom: i64,
}

pub(crate) struct Label {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) anchor: &'static str,
    pub(crate) words: String,
}

/// A figure at a time.
pub(crate) struct Point {
    pub(crate) time: DateTime,
    pub(crate) figure: Decimal,
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
    /// Safe to print, as are the outlets.
    pub(crate) words: String,
    pub(crate) outlets: BTreeSet<String>,
}

/// The chart of a finding whose figure moved; `None` if it did not, or fewer than two times or figures are known.
pub(crate) fn of(report: &Report, finding: &Finding) -> Option<Chart> {
    let moved = matches!(
        finding.verdict,
        Verdict::Of(Relation::Updated | Relation::Changed | Relation::Revised | Relation::Regressed)
    );
    draw(&moved.then(|| points(report, finding))?)
}

/// The chart of some points, by time; `None` if there are fewer than two times or figures, or too many.
pub(crate) fn draw(points: &[Point]) -> Option<Chart> {
    let times: BTreeSet<DateTime> = points.iter().map(|point| point.time).collect();
    let figures: BTreeSet<Decimal> = points.iter().map(|point| point.figure).collect();
    if times.len() < 2 || figures.len() < 2 || points.len() > MOST_POINTS {
        return None;
    }
    let scale = Scale::of(points)?;
    let placed: Vec<(i64, i64)> =
        points.iter().map(|point| Some((scale.x(point.time)?, scale.y(point.figure)?))).collect::<Option<_>>()?;
    let bars = points.iter().zip(&placed).filter(|(point, _)| point.low != point.high);
    let bars =
        bars.filter_map(|(point, (x, _))| Some(Bar { x: *x, top: scale.y(point.high)?, bottom: scale.y(point.low)? }));
    let told: Vec<String> = points.iter().map(Point::told).collect();
    let line: Vec<String> = placed.iter().map(|(x, y)| format!("{x},{y}")).collect();
    Some(Chart {
        title: told.join("; "),
        caption: if scale.least.is_zero() {
            "How the figure moved; the scale begins at zero."
        } else {
            "How the figure moved."
        },
        height: HEIGHT,
        base: scale.y(Decimal::ZERO)?.clamp(TOP, BASE),
        line: line.join(" "),
        dots: placed.iter().zip(told).map(|(&(x, y), title)| Dot { x, y, title }).collect(),
        bars: bars.collect(),
        labels: labels(points, &placed),
    })
}

fn last(points: &[Point]) -> &Point {
    &points[points.len() - 1]
}

/// The asserted figures with a time, one for each time and value, by time.
fn points(report: &Report, finding: &Finding) -> Vec<Point> {
    let mut points: BTreeMap<(DateTime, Decimal, String), Point> = BTreeMap::new();
    for id in &finding.claims {
        let claim = &report.comparison.claims[id.index()];
        let article = &report.articles[claim.article.index()];
        let value = &claim.mention.value;
        let figure = value.amount().and_then(|amount| amount.stated());
        let (Some(time), Some(figure), Status::Asserted) = (as_of(claim, article), figure, claim.mention.status) else {
            continue;
        };
        let words = Untrusted(&value.to_string()).to_string();
        let (low, high) = extent(value, figure);
        let point = points.entry((time, figure, words.clone()));
        let point = point.or_insert_with(|| Point { time, figure, low, high, words, outlets: BTreeSet::new() });
        point.outlets.insert(Untrusted(article.name()).to_string());
    }
    points.into_values().collect()
}

/// The interval of a value; that of a bound without an end is the figure alone.
fn extent(value: &Value, figure: Decimal) -> (Decimal, Decimal) {
    let interval = value.amount().map(Amount::interval);
    let bounded = interval.and_then(|interval| Some((interval.low, interval.high?)));
    bounded.filter(|&(low, high)| low <= figure && figure <= high && low > Decimal::ZERO).unwrap_or((figure, figure))
}

impl Point {
    fn told(&self) -> String {
        let outlets: Vec<&str> = self.outlets.iter().map(String::as_str).collect();
        format!("{}: {} ({})", in_words(self.time.date()), self.words, outlets.join(", "))
    }
}

fn in_words(date: Date) -> String {
    Value::Date(crate::value::Timex::new(crate::value::time::Stretch::Day(date))).to_string()
}

/// From times and figures to pixels.
struct Scale {
    start: DateTime,
    minutes: Decimal,
    least: Decimal,
    extent: Decimal,
}

impl Scale {
    fn of(points: &[Point]) -> Option<Self> {
        let least = points.iter().map(|point| point.low).min()?.min(Decimal::ZERO);
        let most = points.iter().map(|point| point.high).max()?.max(Decimal::ZERO);
        let (start, end) = (points.first()?.time, points.last()?.time);
        Some(Self { start, minutes: minutes(start, end)?, least, extent: most.checked_sub(least)? })
    }

    fn x(&self, time: DateTime) -> Option<i64> {
        let share = minutes(self.start, time)?.checked_div(self.minutes)?;
        share.checked_mul(Decimal::from(RIGHT - LEFT))?.round().to_i64().map(|x| LEFT + x)
    }

    fn y(&self, figure: Decimal) -> Option<i64> {
        let share = figure.checked_sub(self.least)?.checked_div(self.extent)?;
        share.checked_mul(Decimal::from(BASE - TOP))?.round().to_i64().map(|y| BASE - y)
    }
}

fn minutes(start: DateTime, end: DateTime) -> Option<Decimal> {
    let span = end.since((jiff::Unit::Minute, start)).ok()?;
    Some(Decimal::from(span.get_minutes()))
}

/// A value over each point that has room for it, the last before all others, and the first and last day below.
fn labels(points: &[Point], placed: &[(i64, i64)]) -> Vec<Label> {
    let anchor = |x: i64| match x {
        x if x < LEFT + LABEL / 2 => "start",
        x if x > RIGHT - LABEL / 2 => "end",
        _ => "middle",
    };
    let at = |x: i64| match anchor(x) {
        "start" => x - 8,
        "end" => x + 8,
        _ => x,
    };
    let mut labels = Vec::new();
    let mut free = i64::MAX;
    let mut next = None;
    for (point, &(x, y)) in points.iter().zip(placed).rev() {
        if free.saturating_sub(x) >= LABEL {
            free = x;
            // The line that rises to the next point would go through a label above this one.
            let rises = next.is_some_and(|next| next < y) && y + BELOW <= BASE;
            let y = if rises { y + BELOW } else { y - ABOVE };
            labels.push(Label { x: at(x), y, anchor: anchor(x), words: point.words.clone() });
        }
        next = Some(y);
    }
    for (point, x, anchor) in [(&points[0], LEFT, "start"), (last(points), RIGHT, "end")] {
        labels.push(Label { x, y: HEIGHT - 6, anchor, words: in_words(point.time.date()) });
    }
    labels
}
