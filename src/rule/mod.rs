//! Rules: YAML written by editors, compiled into topics, and used to place mentions as claims.
//!
//! Loading: `load` takes files and gives a [`RuleSet`] with every [`RuleProblem`]; `yaml` parses, `trap` explains what is no YAML, `file` is the
//! shape that people write, `vocab` the word lists, `compile` checks a file and turns it into a [`Topic`].
//!
//! Matching: `phrase` finds the words of all rules in one pass over the tokens, under the forms that `inflect` gives; `place` makes
//! claims, with `scene` for the English of it and `slot` for the slots; `test` runs the tests that stand in the rules.

pub mod account;
mod compile;
pub mod draft;
pub(crate) mod file;
mod inflect;
mod keys;
mod kinds;
mod load;
pub mod mend;
pub mod outline;
pub mod page;
mod phrase;
mod place;
pub mod problem;
pub(crate) mod reader;
mod reason;
mod scene;
pub mod schema;
mod sense;
mod slot;
pub mod test;
mod trap;
mod vocab;
mod wording;
pub(crate) mod yaml;

pub use load::{is_rule_file, not_loaded};
pub use place::{Ignored, Miss};
pub use problem::{Code, Colour, Mend, RuleProblem};
pub use scene::Apart;
pub(crate) use slot::OUTCOME;
pub use test::{Outcome, TestOf, TestRun};

use crate::claim::TopicId;
use crate::segment::sieve::Sieve;
use crate::value::{Grain, Kind};
use rust_decimal::Decimal;

/// What a rule collects, and how its claims are to be compared.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The file's name without its extension.
    pub id: String,
    /// Heading in the report.
    pub title: String,
    /// The editor's question.
    pub question: Option<String>,
    /// The kind of value it takes.
    pub kind: Kind,
    /// Its slots, in the order of the file.
    pub slots: Vec<Slot>,
    /// How its claims compare.
    pub compare: CompareSettings,
    /// How the best figure is chosen.
    pub reconcile: Reconcile,
}

/// A slot of a topic, as comparison needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name: `place`, `outcome`.
    pub name: String,
    /// Whether a claim needs it: without it a figure is none of the topic.
    pub required: bool,
    /// Whether the values of a joint claim are parts of a whole that may be summed.
    pub adds_up: bool,
}

/// The `compare` keys of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareSettings {
    /// How far apart two amounts may lie and still agree (as rounded).
    pub tolerance: Tolerance,
    /// The coarsest grain at which two dates must agree: day, month or year.
    pub precision: Grain,
    /// How the figure may move.
    pub over_time: OverTime,
    /// Hours within which two claims are of the same time.
    pub within_hours: u32,
    /// How grave a conflict is.
    pub gravity: Gravity,
}

/// `compare.tolerance`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tolerance {
    /// No more than the words themselves allow.
    Exact,
    /// Relative to the greater figure, in percent.
    Percent(Decimal),
    /// Absolute, in points of a percentage.
    Points(Decimal),
}

/// `compare.over_time`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverTime {
    /// Does not change: a date, a magnitude.
    Fixed,
    /// Only rises: tolls.
    Rises,
    /// Only falls: people missing.
    Falls,
    /// Goes either way: troops, prices.
    Varies,
}

/// `compare.conflict_is`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// low
    Low,
    /// normal
    Normal,
    /// high
    High,
}

impl Gravity {
    /// The word that stands in rules and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

/// `reconcile`: how the best figure of a group is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reconcile {
    /// The newest; among equally new the majority by origin, then the lowest (Global Terrorism Database).
    Newest,
    /// The lowest (ACLED).
    Conservative,
    /// No best figure, only the range (BBC Editorial Guidelines 11.3.1, Every Casualty).
    Range,
    /// The greatest authority quoted.
    Authority,
}

/// Compiled topics and the matcher for all their words. Immutable; shared by reference.
#[derive(Debug, Default)]
pub struct RuleSet {
    topics: Vec<Topic>,
    digest: String,
    disabled: Vec<String>,
    matcher: phrase::Matcher,
    /// By topic.
    placings: Vec<compile::Placing>,
    /// By term: the topics whose lines it leads.
    triggers: Vec<Vec<TopicId>>,
    /// By term: the kinds of values that these topics take.
    kinds_led_to: Vec<kinds::Kinds>,
    /// All of them.
    kinds_led: kinds::Kinds,
    /// By kind of value: the forms by which the terms begin that trigger a topic that takes it.
    leads: Vec<Sieve>,
    /// Topics that no single term triggers.
    everywhere: Vec<TopicId>,
    /// The kinds of values that these take.
    kinds_everywhere: kinds::Kinds,
    /// Topics with patterns.
    patterned: Vec<TopicId>,
    tested: Vec<load::Tested>,
    texts: Vec<(String, String)>,
    /// By topic: whether it was given, and is none of the built-in ones.
    own: Vec<bool>,
}

impl RuleSet {
    /// A topic by its index.
    ///
    /// # Panics
    /// If the index is of another rule set.
    #[must_use]
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.index()]
    }

    /// Every topic, in the order of their ids.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// Whether a topic was given, and is none of the built-in ones.
    ///
    /// # Panics
    /// If the index is of another rule set.
    #[must_use]
    pub fn is_own(&self, id: TopicId) -> bool {
        self.own[id.index()]
    }

    /// The ids of the topics that are switched off.
    #[must_use]
    pub fn disabled(&self) -> &[String] {
        &self.disabled
    }

    /// SHA-256 over the names and texts of all rule files, in hexadecimal: the `rules` field of the report.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}
