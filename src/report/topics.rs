//! The topics of a rule set, for people: the list of `rules list`, and the page of one topic.

use super::counted;
use super::foreign::{Untrusted, one_line};
use super::layout::{Ink, paint, width, wrap};
use super::table::Look;
use crate::rule::outline::Outline;
use crate::rule::{OverTime, Reconcile, Tolerance, Topic};
use crate::value::{Grain, Kind};

/// Topic ids with their titles and questions.
#[must_use]
pub fn list<'t>(topics: impl Iterator<Item = &'t Topic>, look: &Look) -> String {
    let mut text = String::new();
    for topic in topics {
        let id = Ink::Strong.on(&Untrusted(&topic.id).to_string());
        let title = one_line(&topic.title);
        push(&mut text, 0, &format!("{id} ({}): {}", topic.kind, Untrusted(&title)), look);
        if let Some(question) = &topic.question {
            push(&mut text, 4, &Untrusted(&one_line(question)).to_string(), look);
        }
    }
    paint(&text, look.color)
}

/// Topics with kind, number of tests and file, and how many claims each took of some articles, if that was counted.
#[must_use]
pub fn table(rows: &[(Outline, Option<usize>)], look: &Look) -> String {
    let cells: Vec<[String; 5]> = rows
        .iter()
        .map(|(outline, fired)| {
            let fired = fired.map_or_else(String::new, |fired| counted(fired, "claim"));
            let tests = counted(outline.tests, "test");
            [outline.id.clone(), outline.kind.to_string(), tests, fired, outline.file.clone()]
                .map(|cell| Untrusted(&cell).to_string())
        })
        .collect();
    let wide = |column: usize| cells.iter().map(|row| width(&row[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(wide).collect();
    let mut text = String::new();
    for row in &cells {
        let mut line = String::new();
        for (cell, width_of_column) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width_of_column - width(cell) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    paint(&text, look.color)
}

/// What a topic collects and how its claims are compared.
#[must_use]
pub fn page(topic: &Topic, look: &Look) -> String {
    let mut text = list(std::iter::once(topic), look);
    let slots: Vec<String> = topic.slots.iter().map(|slot| Untrusted(&slot.name).to_string()).collect();
    if !slots.is_empty() {
        push(&mut text, 4, &format!("Claims compare only where these agree: {}.", slots.join(", ")), look);
    }
    push(&mut text, 4, &settings(topic), look);
    paint(&text, look.color)
}

fn push(text: &mut String, indent: usize, words: &str, look: &Look) {
    for line in wrap(words, look.width - indent) {
        text.push_str(&" ".repeat(indent));
        text.push_str(&line);
        text.push('\n');
    }
}

fn settings(topic: &Topic) -> String {
    let over_time = match topic.compare.over_time {
        OverTime::Fixed => "does not change",
        OverTime::Rises => "only rises",
        OverTime::Falls => "only falls",
        OverTime::Varies => "may go up and down",
    };
    let near = match (matches!(topic.kind, Kind::Date | Kind::Time), topic.compare.tolerance, topic.compare.precision) {
        (true, _, Grain::Year) => "to the year".to_owned(),
        (true, _, Grain::Month) => "to the month".to_owned(),
        (true, ..) => "to the day".to_owned(),
        (false, Tolerance::Exact, _) => "exactly, hedges and rounding allowed".to_owned(),
        (false, Tolerance::Percent(percent), _) => format!("within {percent}%"),
        (false, Tolerance::Points(points), _) => format!("within {points} points"),
    };
    let best = match topic.reconcile {
        Reconcile::Newest => "the newest",
        Reconcile::Conservative => "the lowest",
        Reconcile::Range => "none, the range is given",
        Reconcile::Authority => "that of the greatest authority",
    };
    format!(
        "The figure {over_time}; claims less than {} apart are of the same time. Figures must agree {near}. Best \
         figure: {best}.",
        hours(topic.compare.within_hours)
    )
}

fn hours(hours: u32) -> String {
    if hours >= 48 && hours.is_multiple_of(24) { format!("{} days", hours / 24) } else { format!("{hours} hours") }
}
