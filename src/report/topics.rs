//! The topics of a rule set, for people: the list of `rules list`, and the page of one topic.

use super::foreign::{Untrusted, one_line};
use super::layout::{Ink, paint, wrap};
use super::table::Look;
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
