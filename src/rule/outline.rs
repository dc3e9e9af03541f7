//! A rule in outline: what its author wrote, for lists and pages about rules. It knows no matching.

use super::RuleSet;
use super::file::{RuleFile, SlotValues, TestFile, Text};
use crate::claim::TopicId;
use crate::value::Kind;

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The topic's id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Its question.
    pub question: Option<String>,
    /// What it takes.
    pub kind: Kind,
    /// The file.
    pub file: String,
    /// How many tests it has, of claims and of verdicts; a built-in rule is loaded without its tests.
    pub tests: usize,
    /// What it says, in the words of its author: names of what is said, each with lines.
    pub facts: Vec<(&'static str, Vec<String>)>,
    /// A text that it takes something from, and one that it leaves alone.
    pub examples: Vec<Example>,
}

/// A tested text with what it must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Values with their slots; none if nothing is expected.
    pub found: Vec<String>,
}

impl RuleSet {
    /// Every rule in outline, by topic.
    #[must_use]
    pub fn outlines(&self) -> Vec<(TopicId, Outline)> {
        self.tested.iter().map(|tested| (tested.topic, self.outline(tested.topic, &tested.rule))).collect()
    }

    fn outline(&self, id: TopicId, rule: &RuleFile) -> Outline {
        let topic = self.topic(id);
        let taken = rule.tests.iter().find(|test| !test.expect.is_empty());
        let left = rule.tests.iter().find(|test| test.expect.is_empty());
        Outline {
            id: topic.id.clone(),
            title: topic.title.clone(),
            question: topic.question.clone(),
            kind: topic.kind,
            file: self.placings[id.index()].file.clone(),
            tests: rule.tests.len() + rule.verdicts.len(),
            facts: facts(rule, topic.kind),
            examples: taken.into_iter().chain(left).map(example).collect(),
        }
    }
}

fn facts(rule: &RuleFile, kind: Kind) -> Vec<(&'static str, Vec<String>)> {
    let words = |texts: &[Text]| texts.iter().map(|text| text.words.clone()).collect::<Vec<_>>();
    let slots = rule.slots.iter().map(|slot| {
        let values = match &slot.values {
            SlotValues::Missing => String::new(),
            SlotValues::Lines(lines) => words(lines).join(", "),
            SlotValues::Named(things) => {
                things.iter().map(|(name, _)| name.words.as_str()).collect::<Vec<_>>().join(", ")
            }
        };
        let required = if slot.required { ", required" } else { "" };
        format!("{}: {values}{required}", slot.name.words)
    });
    let about = rule.about.iter().map(|(key, text)| format!("{key}: {}", text.words));
    let facts = [
        ("Takes", vec![kind.to_string()]),
        ("Of", words(&rule.of)),
        ("Event", words(&rule.event)),
        ("Pattern", words(&rule.pattern)),
        ("Unit", words(&rule.unit)),
        ("Only with", words(&rule.with)),
        ("Not with", words(&rule.without)),
        ("Told apart by", slots.collect()),
        ("About", about.collect()),
    ];
    facts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

fn example(test: &TestFile) -> Example {
    let found = test.expect.iter().map(|expect| {
        let slots = expect.slots.iter().map(|(name, values)| {
            let values: Vec<&str> = values.iter().map(|value| value.words.as_str()).collect();
            format!(", {}: {}", name.words, values.join(" and "))
        });
        format!("{}{}", expect.value.words, slots.collect::<String>())
    });
    Example { text: test.text.words.clone(), found: found.collect() }
}
