//! Why a number is no claim of a topic, in plain words: a [`Miss`] with what the rule and the sentence say about it.
//!
//! Nothing is decided here; `place` names the first condition that fails.

use super::compile::Line;
use super::file::Scope;
use super::scene::Apart;
use super::{Miss, RuleSet};
use crate::article::Article;
use crate::claim::TopicId;
use crate::extract::Mention;

/// Most words of a rule that a reason lists.
const MOST_WORDS: usize = 3;

impl RuleSet {
    /// Why a topic does not take a mention.
    #[must_use]
    pub fn reason(&self, topic: TopicId, miss: &Miss, article: &Article, mention: &Mention) -> String {
        let placing = &self.placings[topic.index()];
        match miss {
            Miss::Kind(kind) => format!("the topic takes values of kind {kind}"),
            Miss::NoWords => {
                let lines = if placing.of.is_empty() { &placing.event } else { &placing.of };
                let lines = if lines.is_empty() { &placing.with } else { lines };
                match lines.is_empty() {
                    true => "its pattern does not match here".to_owned(),
                    false => format!("the sentence has none of its words: {}", some(words(lines))),
                }
            }
            Miss::Absent { line, part } => {
                let own = placing.of.iter().chain(placing.event.iter()).find(|own| own.words == *line);
                let part = own.and_then(|own| own.names.get(*part)).map_or("the rest of it", String::as_str);
                format!("of `{line}` the sentence lacks `{part}`")
            }
            Miss::NotNear { line, apart } => match (apart, mention.counted) {
                (Apart::OtherNoun, Some(counted)) => {
                    let noun = article.words(mention.part, counted.head);
                    format!("it counts “{noun}”; `{line}` stands elsewhere in the sentence")
                }
                (Apart::OtherNumber, _) => format!("another number stands between it and `{line}`"),
                (Apart::Far(most), _) => format!("more than {most} words stand between it and `{line}`"),
                (Apart::Clause, _) => format!("a comma, “and” or “or” stands between it and `{line}`"),
                (Apart::OtherNoun | Apart::Words, _) => {
                    format!("`{line}` is in the sentence, but is not said of this number")
                }
            },
            Miss::OtherDate { line, date: Some(date) } => {
                format!("`{line}` goes with “{}”, which is closer", article.words(mention.part, *date))
            }
            Miss::OtherDate { line, date: None } => format!("a new clause stands between it and `{line}`"),
            Miss::OtherPopulation(word) => format!("it counts others: “{word}”"),
            Miss::Unit => {
                let units: Vec<&str> = placing.units.iter().map(|unit| unit.symbol).collect();
                format!("its unit measures something else than {}", some(units.into_iter()))
            }
            Miss::BareSum => "neither a number nor a currency is said".to_owned(),
            Miss::Without(line) => format!("the sentence has `{line}`, which `without:` rules out"),
            Miss::With => {
                let place = match placing.scope {
                    Scope::Sentence => "the sentence has",
                    Scope::Paragraph => "paragraph and title have",
                    Scope::Article => "the article has",
                };
                let wider = match placing.scope {
                    Scope::Sentence if self.is_own(topic) => "; `scope: paragraph` looks further",
                    _ => "",
                };
                format!("{place} none of the words under `with:`: {}{wider}", some(words(&placing.with)))
            }
            Miss::Slot(name) => {
                let slot = placing.slots.iter().find(|slot| slot.name == *name);
                let mut values: Vec<&str> = Vec::new();
                for (_, value) in slot.into_iter().flat_map(|slot| &slot.values) {
                    if !values.contains(&value.as_str()) {
                        values.push(value);
                    }
                }
                format!("nothing by it says its `{name}`, which the topic requires: {}", some(values.into_iter()))
            }
        }
    }
}

fn words(lines: &[Line]) -> impl Iterator<Item = &str> {
    lines.iter().map(|line| &*line.words)
}

/// Any of some words: the first few of them, and how many more there are.
fn some<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    if words.len() > MOST_WORDS + 1 {
        let more = format!("{} more", words.len() - MOST_WORDS);
        words.truncate(MOST_WORDS);
        words.push(more);
    }
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
