//! How the figures of a story moved, for people, programs and pages.

use super::evidence::day_in_words;
use super::foreign::{Untrusted, one_line};
use super::html::chart::{Chart, Point, draw};
use super::json::to_visible_line;
use super::layout::{Ink, longest_word, paint, width, wrap};
use super::slots_in_words;
use super::table::Look;
use crate::batch::trajectory::Trajectory;
use crate::claim::Slots;
use crate::ledger::Remembered;
use jiff::civil::DateTime;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Columns between those of a table.
const GAP: usize = 2;
/// Fewer columns than this for the words of an article, and they stand below.
const LEAST_WORDS: usize = 24;

/// A table for each trajectory: when, how much, who says so, in which words.
#[must_use]
pub fn table(story: &str, trajectories: &[Trajectory], look: &Look) -> String {
    let mut lines = wrap(&Ink::Strong.on(&shown(story)), look.width);
    if trajectories.is_empty() {
        lines.push("no figure was given in several ways; --all shows every one".to_owned());
    }
    for trajectory in trajectories {
        lines.push(String::new());
        lines.extend(wrap(&heading(trajectory), look.width));
        let rows: Vec<[String; 4]> = trajectory.figures.iter().map(row).collect();
        let wide = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0);
        // A place is not broken: it is what people copy.
        let longest = rows.iter().map(|row| longest_word(&row[2])).max().unwrap_or(0);
        let spare = look.width.saturating_sub(wide(0) + wide(1) + 2 * GAP);
        let widths = [wide(0), wide(1), wide(2).min((look.width / 3).max(longest).min(spare))];
        let before = widths.iter().map(|it| it + GAP).sum::<usize>();
        for [when, value, source, words] in rows {
            let beside = look.width.saturating_sub(before);
            let source = wrap(&source, widths[2].max(8));
            let quoted = wrap(&words, if beside >= LEAST_WORDS { beside } else { look.width.saturating_sub(4) });
            let column =
                |text: &str, wide: usize| format!("{text}{}", " ".repeat((wide + GAP).saturating_sub(width(text))));
            let beside_it = |at: usize| if beside >= LEAST_WORDS { quoted.get(at).cloned() } else { None };
            for at in 0..source.len().max(if beside >= LEAST_WORDS { quoted.len() } else { 1 }) {
                let (when, value) = if at == 0 { (when.as_str(), value.as_str()) } else { ("", "") };
                let line = [
                    column(when, widths[0]),
                    column(&Ink::Strong.on(value), widths[1] + width(&Ink::Strong.on(value)) - width(value)),
                    column(source.get(at).map_or("", String::as_str), widths[2]),
                    beside_it(at).unwrap_or_default(),
                ];
                lines.push(line.concat().trim_end().to_owned());
            }
            if beside < LEAST_WORDS {
                lines.extend(quoted.iter().map(|line| format!("    {line}")));
            }
        }
    }
    paint(&(lines.join("\n") + "\n"), look.color)
}

fn shown(words: &str) -> String {
    Untrusted(&one_line(words)).to_string()
}

/// "People killed (outcome: killed) [casualties]"
fn heading(trajectory: &Trajectory) -> String {
    let slots = match slots_in_words(&trajectory.slots) {
        slots if slots.is_empty() => String::new(),
        slots => format!(" ({slots})"),
    };
    shown(&format!("{}{slots} [{}]", trajectory.title, trajectory.topic))
}

fn row(figure: &Remembered) -> [String; 4] {
    let when = figure.stated.as_of.map_or_else(|| "undated".to_owned(), |time| day_in_words(time.date()));
    let gone = if figure.is_gone { " (no longer there)" } else { "" };
    let source = format!("{} {}{gone}", shown(&figure.outlet), shown(&figure.stated.place));
    [when, shown(&figure.stated.value), source, format!("“{}”", shown(&figure.stated.words))]
}

#[derive(Serialize)]
struct HistoryRecord<'a> {
    schema: &'static str,
    story: &'a str,
    trajectories: Vec<TrajectoryRecord<'a>>,
}

#[derive(Serialize)]
struct TrajectoryRecord<'a> {
    topic: &'a str,
    title: &'a str,
    slots: &'a Slots,
    figures: Vec<FigureRecord<'a>>,
}

#[derive(Serialize)]
struct FigureRecord<'a> {
    as_of: Option<String>,
    kind: &'static str,
    value: &'a str,
    stated: Option<String>,
    low: Option<String>,
    high: Option<String>,
    outlet: &'a str,
    published: Option<String>,
    place: &'a str,
    text: &'a str,
    run: u64,
    gone: bool,
}

/// One object, `crosscheck/history/1`.
#[must_use]
pub fn json(story: &str, trajectories: &[Trajectory]) -> String {
    let record = HistoryRecord {
        schema: "crosscheck/history/1",
        story,
        trajectories: trajectories
            .iter()
            .map(|it| TrajectoryRecord {
                topic: &it.topic,
                title: &it.title,
                slots: &it.slots,
                figures: it.figures.iter().map(figure_record).collect(),
            })
            .collect(),
    };
    to_visible_line(&record)
}

fn figure_record(it: &Remembered) -> FigureRecord<'_> {
    let exact = |number: Option<Decimal>| number.map(|number| number.normalize().to_string());
    FigureRecord {
        as_of: it.stated.as_of.map(|time| time.to_string()),
        kind: it.stated.kind,
        value: &it.stated.value,
        stated: exact(it.stated.number),
        low: exact(it.stated.low),
        high: exact(it.stated.high),
        outlet: &it.outlet,
        published: it.published.map(|day| day.to_string()),
        place: &it.stated.place,
        text: &it.stated.words,
        run: it.run,
        gone: it.is_gone,
    }
}

/// Charts one below the other, in one drawing; `None` if no figure moved.
#[must_use]
pub fn svg(story: &str, trajectories: &[Trajectory]) -> Option<String> {
    let charts: Vec<(String, Chart)> =
        trajectories.iter().filter_map(|it| Some((heading(it), draw(&points(it))?))).collect();
    if charts.is_empty() {
        return None;
    }
    let height = charts.iter().map(|(_, chart)| chart.height + HEADING).sum::<i64>();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 {height}\" width=\"640\" role=\"img\">\n\
         <title>{}</title>\n<style>text{{font:12px system-ui,sans-serif}}.h{{font-weight:600}}</style>\n\
         <rect width=\"320\" height=\"{height}\" fill=\"#fff\"/>\n",
        escaped(&shown(story))
    );
    let mut top = 0;
    for (heading, chart) in &charts {
        write!(svg, "<g transform=\"translate(0 {top})\">\n<title>{}</title>\n", escaped(&chart.title)).ok()?;
        writeln!(svg, "<text class=\"h\" x=\"8\" y=\"14\">{}</text>", escaped(&shortened(heading))).ok()?;
        writeln!(svg, "<g transform=\"translate(0 {HEADING})\" stroke=\"#8a5300\" fill=\"none\">").ok()?;
        writeln!(svg, "<path d=\"M8 {}H312\" stroke=\"#bbb\"/>", chart.base).ok()?;
        writeln!(svg, "<polyline points=\"{}\" stroke-width=\"2\"/>", chart.line).ok()?;
        for bar in &chart.bars {
            let (x, top, bottom) = (bar.x, bar.top, bar.bottom);
            writeln!(svg, "<path d=\"M{x} {top}V{bottom}\" stroke-width=\"6\" opacity=\".35\"/>").ok()?;
        }
        for dot in &chart.dots {
            let (x, y, title) = (dot.x, dot.y, escaped(&dot.title));
            writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"#8a5300\"><title>{title}</title></circle>")
                .ok()?;
        }
        for label in &chart.labels {
            let (x, y, anchor, words) = (label.x, label.y, label.anchor, escaped(&label.words));
            writeln!(
                svg,
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"#16191d\" stroke=\"none\">{words}</text>"
            )
            .ok()?;
        }
        svg.push_str("</g>\n</g>\n");
        top += chart.height + HEADING;
    }
    svg.push_str("</svg>\n");
    Some(svg)
}

/// Pixels of the heading over a chart.
const HEADING: i64 = 20;
/// Characters that fit beside each other in a heading.
const HEADING_CHARACTERS: usize = 48;

fn shortened(words: &str) -> String {
    if words.chars().count() <= HEADING_CHARACTERS {
        return words.to_owned();
    }
    words.chars().take(HEADING_CHARACTERS - 1).chain(['…']).collect()
}

/// A point for each time and figure, with everybody who gives it.
fn points(trajectory: &Trajectory) -> Vec<Point> {
    let mut points: BTreeMap<(DateTime, Decimal, String), Point> = BTreeMap::new();
    for it in &trajectory.figures {
        let (Some(time), Some(figure)) = (it.stated.as_of, it.stated.number) else { continue };
        let words = shown(&it.stated.value);
        let bounds = it.stated.low.zip(it.stated.high).filter(|(low, high)| (*low..=*high).contains(&figure));
        let (low, high) = bounds.unwrap_or((figure, figure));
        let point = points.entry((time, figure, words.clone()));
        let point = point.or_insert_with(|| Point { time, figure, low, high, words, outlets: BTreeSet::new() });
        point.outlets.insert(shown(&it.outlet));
    }
    points.into_values().collect()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
