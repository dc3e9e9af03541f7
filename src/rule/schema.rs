//! The JSON Schema of a rule file, for editors that complete as one types.
//!
//! It is made of the tables that the loader reads with, so that keys and words are the same. What a schema cannot say
//! (that a list exists, that a value can be read) is left to `rules check`.

use super::keys::{
    ABOUT_KEYS, COMPARE_KEYS, GRAINS, GRAVITIES, KINDS, MOVES, PLACES, POLICIES, RULE_KEYS, SCOPES, SLOT_KEYS,
    TEST_KEYS, VERDICT_KEYS, verdict_words,
};
use crate::extract::Status;
use serde_json::{Map, Value, json};

/// The schema (draft 2020-12) of one rule file.
#[must_use]
pub fn schema() -> Value {
    let rule = |key: &str| match key {
        "kind" => choice(KINDS),
        "scope" => choice(SCOPES),
        "reconcile" => choice(POLICIES),
        "enabled" => yes_no(),
        "of" | "event" | "pattern" | "unit" | "with" | "without" => lines(),
        "slots" => json!({ "type": "object", "propertyNames": slot_names(), "additionalProperties": slot() }),
        "compare" => object(COMPARE_KEYS, compare, &[]),
        "tests" => one_or_more(&object(TEST_KEYS, test, &["text", "expect"])),
        "verdicts" => one_or_more(&object(VERDICT_KEYS, verdict, &["articles", "expect"])),
        "about" => object(ABOUT_KEYS, |_| lines(), &[]),
        _ => text(),
    };
    let mut schema = object(RULE_KEYS, rule, &["topic", "kind", "tests"]);
    let fields = schema.as_object_mut().expect("an object was just made");
    fields.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    fields.insert("title".to_owned(), json!("crosscheck rule"));
    for (key, words) in DESCRIPTIONS {
        fields["properties"][*key]["description"] = json!(words);
    }
    schema
}

/// What the keys of a rule mean, for the tips of editors.
const DESCRIPTIONS: &[(&str, &str)] = &[
    ("topic", "Heading in the report."),
    ("question", "The question that an editor asks."),
    ("kind", "What kind of value the topic takes."),
    (
        "of",
        "What the number is a number of. The last word of a line stands by the number, the others anywhere in the sentence; \
         small words like `to` stay with the word before, and what became of them (`taken hostage`) stands as it is.",
    ),
    ("event", "What happens, action word first; words joined by ` + ` all stand in the sentence."),
    ("pattern", "A regular expression with a group `value`, for what no line can say."),
    ("unit", "Units of a measure that the topic takes; others are converted or left out."),
    ("with", "At least one of these must stand near, within `scope`."),
    ("scope", "Where the words of `with` may stand."),
    ("without", "Any of these in the sentence drops the number."),
    (
        "slots",
        "What tells numbers of the topic apart: a place, an outcome. Claims compare only where their slots agree.",
    ),
    ("compare", "How figures are compared."),
    ("reconcile", "How the best figure is chosen."),
    ("tests", "Texts with the claims that the rule must find in them, or `nothing`."),
    ("verdicts", "Articles with the verdict that they must get."),
    ("about", "Who wrote the rule, when, from which source."),
    ("enabled", "`no` switches the topic off."),
];

/// An object with known keys only.
fn object(keys: &[&str], property: impl Fn(&str) -> Value, required: &[&str]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), property(key))).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// A text as YAML may have it: an unquoted number or `no` is one, too.
fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" })
}

/// One text, or a list of them.
fn lines() -> Value {
    one_or_list(&text())
}

fn one_or_list(entry: &Value) -> Value {
    json!({ "anyOf": [entry, { "type": "array", "items": entry }] })
}

/// One entry, or a list of at least one.
fn one_or_more(entry: &Value) -> Value {
    json!({ "anyOf": [entry, { "type": "array", "items": entry, "minItems": 1 }] })
}

fn choice<T>(choices: &[(&'static str, T)]) -> Value {
    let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
    json!({ "enum": words })
}

/// YAML 1.2 has `yes` as a text, YAML 1.1 as a truth value; editors have either.
fn yes_no() -> Value {
    json!({ "enum": ["yes", "no", "true", "false", true, false] })
}

fn slot_names() -> Value {
    let taken: Vec<&str> = SLOT_KEYS.iter().copied().chain(["value", "speaker", "status"]).collect();
    json!({ "not": { "enum": taken } })
}

fn slot() -> Value {
    let property = |key: &str| match key {
        "values" => {
            let named = json!({ "anyOf": [lines(), { "type": "null" }] });
            json!({ "anyOf": [lines(), { "type": "object", "additionalProperties": named }] })
        }
        "look_in" => one_or_list(&choice(PLACES)),
        _ => yes_no(),
    };
    object(SLOT_KEYS, property, &[])
}

fn compare(key: &str) -> Value {
    match key {
        "precision" => choice(GRAINS),
        "over_time" => choice(MOVES),
        "conflict_is" => choice(GRAVITIES),
        _ => text(),
    }
}

fn test(key: &str) -> Value {
    if key == "expect" { one_or_list(&json!({ "anyOf": [text(), expected()] })) } else { text() }
}

/// A claim that a test expects: its value, and slots by name.
fn expected() -> Value {
    json!({
        "type": "object",
        "properties": { "value": text(), "speaker": text(), "status": { "enum": Status::ALL.map(Status::as_str) } },
        "required": ["value"],
        "additionalProperties": lines(),
    })
}

fn verdict(key: &str) -> Value {
    match key {
        "articles" => json!({ "type": "array", "items": text(), "minItems": 2 }),
        "expect" => json!({ "enum": verdict_words().collect::<Vec<_>>() }),
        _ => text(),
    }
}
