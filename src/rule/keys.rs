//! The words of the rule format: keys by mapping, the words that settings may have, and what people write for them.
//!
//! The loader and the JSON Schema read the same tables, so that neither knows a word that the other does not.

use super::file::{LookIn, Scope};
use super::{Gravity, OverTime, Reconcile};
use crate::compare::{Relation, Verdict};
use crate::value::{Grain, Kind};

pub(super) const RULE_KEYS: &[&str] = &[
    "topic",
    "question",
    "kind",
    "of",
    "event",
    "pattern",
    "unit",
    "with",
    "scope",
    "without",
    "slots",
    "compare",
    "reconcile",
    "tests",
    "verdicts",
    "about",
    "enabled",
];
pub(super) const SLOT_KEYS: &[&str] = &["values", "required", "look_in", "adds_up"];
pub(super) const COMPARE_KEYS: &[&str] = &["tolerance", "precision", "over_time", "within", "conflict_is"];
pub(super) const TEST_KEYS: &[&str] = &["text", "title", "date", "name", "known_gap", "expect"];
pub(super) const VERDICT_KEYS: &[&str] = &["articles", "expect", "name", "known_gap"];
pub(super) const ABOUT_KEYS: &[&str] = &["author", "updated", "story", "source", "notes"];

/// Whether a word is a key of any mapping of a rule.
pub(super) fn is_key(word: &str) -> bool {
    [RULE_KEYS, SLOT_KEYS, COMPARE_KEYS, TEST_KEYS, VERDICT_KEYS, ABOUT_KEYS, &["value", "speaker", "status"]]
        .iter()
        .any(|keys| keys.contains(&word))
}

/// Where a key belongs that stands in the wrong mapping.
pub(super) const HOMES: &[(&[&str], &str)] = &[
    (SLOT_KEYS, "under a slot, in `slots:`"),
    (COMPARE_KEYS, "under `compare:`"),
    (ABOUT_KEYS, "under `about:`"),
    (&["text", "date", "known_gap"], "in an entry of `tests:`"),
    (&["articles"], "in an entry of `verdicts:`"),
    (RULE_KEYS, "at the margin of the file"),
];

/// Words that people try for a key.
pub(super) const OTHER_WORDS: &[(&str, &str)] = &[
    ("name", "topic"),
    ("id", "topic"),
    ("heading", "topic"),
    ("description", "question"),
    ("type", "kind"),
    ("words", "of"),
    ("keywords", "of"),
    ("noun", "of"),
    ("nouns", "of"),
    ("match", "of"),
    ("events", "event"),
    ("regex", "pattern"),
    ("units", "unit"),
    ("require", "with"),
    ("requires", "with"),
    ("context", "with"),
    ("near", "with"),
    ("exclude", "without"),
    ("excludes", "without"),
    ("unless", "without"),
    ("not", "without"),
    ("ignore", "without"),
    ("place", "slots"),
    ("test", "tests"),
    ("examples", "tests"),
    ("disabled", "enabled"),
    ("input", "text"),
    ("sentence", "text"),
    ("headline", "title"),
    ("published", "date"),
    ("expected", "expect"),
    ("result", "expect"),
    ("texts", "articles"),
    ("options", "values"),
    ("mandatory", "required"),
    ("needed", "required"),
    ("sum", "adds_up"),
    ("trend", "over_time"),
    ("severity", "conflict_is"),
    ("window", "within"),
    ("margin", "tolerance"),
];

/// Words that people try for a setting.
pub(super) const OTHER_CHOICES: &[(&str, &str)] = &[
    ("number", "count"),
    ("numbers", "count"),
    ("quantity", "count"),
    ("people", "count"),
    ("casualties", "count"),
    ("dollars", "money"),
    ("currency", "money"),
    ("price", "money"),
    ("amount", "money"),
    ("percentage", "percent"),
    ("share", "percent"),
    ("rate", "percent"),
    ("distance", "measure"),
    ("length", "measure"),
    ("size", "measure"),
    ("weight", "measure"),
    ("period", "duration"),
    ("day", "date"),
    ("person", "name"),
    ("line", "sentence"),
    ("text", "article"),
    ("headline", "title"),
    ("days", "day"),
    ("months", "month"),
    ("years", "year"),
    ("constant", "fixed"),
    ("never", "fixed"),
    ("no", "fixed"),
    ("increases", "rises"),
    ("grows", "rises"),
    ("up", "rises"),
    ("decreases", "falls"),
    ("shrinks", "falls"),
    ("down", "falls"),
    ("changes", "varies"),
    ("variable", "varies"),
    ("both", "varies"),
    ("yes", "high"),
    ("serious", "high"),
    ("critical", "high"),
    ("medium", "normal"),
    ("minor", "low"),
    ("latest", "newest"),
    ("lowest", "conservative"),
];

/// Words for "nothing" that people try in `expect`.
pub(super) const NOTHINGS: &[&str] =
    &["none", "no", "null", "nil", "empty", "false", "no claims", "nothing at all", "-"];

/// The words that a verdict test may expect: the verdicts, and `nothing`.
pub(super) fn verdict_words() -> impl Iterator<Item = &'static str> {
    Relation::ALL.into_iter().map(Relation::as_str).chain([Verdict::SingleSource.as_str(), "nothing"])
}

pub(super) const KINDS: &[(&str, Kind)] = &[
    ("count", Kind::Count),
    ("money", Kind::Money),
    ("percent", Kind::Percent),
    ("measure", Kind::Measure),
    ("duration", Kind::Duration),
    ("date", Kind::Date),
    ("age", Kind::Age),
    ("name", Kind::Name),
];
pub(super) const SCOPES: &[(&str, Scope)] =
    &[("sentence", Scope::Sentence), ("paragraph", Scope::Paragraph), ("article", Scope::Article)];
pub(super) const PLACES: &[(&str, LookIn)] = &[
    ("sentence", LookIn::Sentence),
    ("paragraph", LookIn::Paragraph),
    ("title", LookIn::Title),
    ("dateline", LookIn::Dateline),
    ("article", LookIn::Article),
];
pub(super) const POLICIES: &[(&str, Reconcile)] = &[
    ("newest", Reconcile::Newest),
    ("conservative", Reconcile::Conservative),
    ("range", Reconcile::Range),
    ("authority", Reconcile::Authority),
];
pub(super) const GRAINS: &[(&str, Grain)] = &[("day", Grain::Day), ("month", Grain::Month), ("year", Grain::Year)];
pub(super) const MOVES: &[(&str, OverTime)] =
    &[("fixed", OverTime::Fixed), ("rises", OverTime::Rises), ("falls", OverTime::Falls), ("varies", OverTime::Varies)];
pub(super) const GRAVITIES: &[(&str, Gravity)] =
    &[("high", Gravity::High), ("normal", Gravity::Normal), ("low", Gravity::Low)];
