//! The shape of a rule file: what people may write, key by key.
//!
//! A tree of YAML nodes becomes a [`RuleFile`], and every key, value or entry that does not fit is noted with its place;
//! reading goes on, so that one run says everything. What the words mean (word lists, settings that exclude each other)
//! is left to `compile`.
//!
//! Invariant: no key is ignored. Each is read, or reported.

use super::keys::{
    self, ABOUT_KEYS, COMPARE_KEYS, GRAINS, GRAVITIES, KINDS, MOVES, NOTHINGS, PLACES, POLICIES, RULE_KEYS, SCOPES,
    SLOT_KEYS, TEST_KEYS, VERDICT_KEYS,
};
use super::problem::{Code, Problems, closest};
use super::reader::{Fields, Reader, is_rest_of_number};
use super::yaml::{Node, NodeValue};
use super::{Gravity, OverTime, Reconcile};
use crate::extract::Status;
use crate::span::Span;
use crate::value::{Grain, Kind};

/// A text of the file with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) words: String,
    pub(crate) span: Span,
}

/// A rule file as it was written.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleFile {
    pub(super) topic: Option<Text>,
    pub(super) question: Option<Text>,
    pub(super) kind: Option<(Kind, Span)>,
    pub(super) of: Vec<Text>,
    pub(super) event: Vec<Text>,
    pub(super) pattern: Vec<Text>,
    pub(super) unit: Vec<Text>,
    pub(super) with: Vec<Text>,
    pub(super) scope: Option<(Scope, Span)>,
    pub(super) without: Vec<Text>,
    pub(super) slots: Vec<SlotFile>,
    pub(super) compare: CompareFile,
    pub(super) reconcile: Option<(Reconcile, Span)>,
    pub(super) tests: Vec<TestFile>,
    pub(super) verdicts: Vec<VerdictFile>,
    pub(super) about: Vec<(&'static str, Text)>,
    pub(super) enabled: Option<(bool, Span)>,
}

/// How far from the number the words of `with` may stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    #[default]
    Sentence,
    /// The paragraph and the title.
    Paragraph,
    Article,
}

/// Where the value of a slot may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LookIn {
    Sentence,
    Paragraph,
    Title,
    Dateline,
    Article,
}

/// A slot as written.
#[derive(Clone, Debug)]
pub(super) struct SlotFile {
    pub(super) name: Text,
    pub(super) values: SlotValues,
    /// Whether `values` is there under a misspelt name, which is said.
    pub(super) meant_values: bool,
    pub(super) required: bool,
    pub(super) look_in: Vec<LookIn>,
    /// Where it is switched on.
    pub(super) adds_up: Option<Span>,
}

/// The values of a slot as written.
#[derive(Clone, Debug, Default)]
pub(super) enum SlotValues {
    #[default]
    Missing,
    /// `<countries>`, or `[<countries>, Kurdistan]`
    Lines(Vec<Text>),
    /// `killed: [killed, died]`
    Named(Vec<(Text, Vec<Text>)>),
}

/// The `compare` keys as written.
#[derive(Clone, Debug, Default)]
pub(super) struct CompareFile {
    pub(super) tolerance: Option<Text>,
    pub(super) precision: Option<(Grain, Span)>,
    pub(super) over_time: Option<(OverTime, Span)>,
    pub(super) within: Option<Text>,
    pub(super) conflict_is: Option<Gravity>,
}

/// A test as written.
#[derive(Clone, Debug)]
pub(super) struct TestFile {
    /// The whole entry.
    pub(super) span: Span,
    pub(super) name: Option<Text>,
    pub(super) text: Text,
    pub(super) title: Option<Text>,
    pub(super) date: Option<Text>,
    pub(super) known_gap: Option<Text>,
    pub(super) expect: Vec<ExpectFile>,
}

/// A claim that a test expects.
#[derive(Clone, Debug)]
pub(super) struct ExpectFile {
    pub(super) value: Text,
    pub(super) slots: Vec<(Text, Vec<Text>)>,
    pub(super) speaker: Option<Text>,
    pub(super) status: Option<Text>,
}

/// A verdict test as written.
#[derive(Clone, Debug)]
pub(super) struct VerdictFile {
    pub(super) span: Span,
    pub(super) name: Option<Text>,
    pub(super) articles: Vec<Text>,
    pub(super) expect: Text,
    pub(super) known_gap: Option<Text>,
}

/// Reads a rule file. `None` if it is not even a mapping.
pub(super) fn read(root: &Node, problems: &mut Problems<'_>) -> Option<RuleFile> {
    let mut reader = Reader::of_rules(problems);
    let fields = reader.fields(root, "a rule", RULE_KEYS)?;
    let mut file = RuleFile {
        topic: fields.get("topic").and_then(|node| reader.text(node, "topic")),
        question: fields.get("question").and_then(|node| reader.text(node, "question")),
        kind: fields.get("kind").and_then(|node| Some((reader.choice(node, "kind", KINDS)?, node.span))),
        scope: fields.get("scope").and_then(|node| Some((reader.choice(node, "scope", SCOPES)?, node.span))),
        reconcile: fields
            .get("reconcile")
            .and_then(|node| Some((reader.choice(node, "reconcile", POLICIES)?, node.span))),
        enabled: fields.get("enabled").and_then(|node| Some((reader.yes_no(node, "enabled")?, node.span))),
        ..RuleFile::default()
    };
    let lists = [
        ("of", &mut file.of),
        ("event", &mut file.event),
        ("pattern", &mut file.pattern),
        ("unit", &mut file.unit),
        ("with", &mut file.with),
        ("without", &mut file.without),
    ];
    for (key, lines) in lists {
        if let Some(node) = fields.get(key) {
            *lines = reader.lines(node, key);
        }
    }
    if let Some(node) = fields.get("slots") {
        file.slots = reader.slots(node);
    }
    if let Some(node) = fields.get("compare") {
        file.compare = reader.compare(node);
    }
    if let Some(node) = fields.get("tests") {
        file.tests = reader.entries(node, "tests", Reader::test);
    }
    if let Some(node) = fields.get("verdicts") {
        file.verdicts = reader.entries(node, "verdicts", Reader::verdict);
    }
    if let Some(node) = fields.get("about") {
        file.about = reader.about(node);
    }
    for key in ["topic", "kind"] {
        if !fields.has(key) {
            let message = format!("every rule needs `{key}:`");
            reader.problems.suggest(Code::MissingKey, Span::new(0, 0), message, example_of(key));
        }
    }
    Some(file)
}

fn example_of(key: &str) -> &'static str {
    match key {
        "topic" => "write for example `topic: U.S. troops in Iraq`",
        _ => "write for example `kind: count`",
    }
}

impl Reader<'_, '_> {
    fn slots(&mut self, node: &Node) -> Vec<SlotFile> {
        let Some(entries) = self.mapping(node, "`slots`", &[]) else { return Vec::new() };
        entries.into_iter().filter_map(|(name, node)| self.slot(name, node)).collect()
    }

    fn slot(&mut self, name: Text, node: &Node) -> Option<SlotFile> {
        if SLOT_KEYS.contains(&name.words.as_str()) {
            let message = format!("`{}` stands under the name of a slot", name.words);
            self.problems.suggest(
                Code::MisplacedKey,
                name.span,
                message,
                "write `slots:`, then for example `place:`, then this",
            );
            return None;
        }
        if ["value", "speaker", "status"].contains(&name.words.as_str()) {
            let message = format!("a slot cannot be called `{}`: tests use the word for something else", name.words);
            self.problems.add(Code::UnknownWord, name.span, message);
            return None;
        }
        let what = format!("the slot `{}`", name.words);
        if let NodeValue::List(_) | NodeValue::Scalar(..) = node.value {
            self.values_alone(&name, node);
            return None;
        }
        let fields = self.fields(node, &what, SLOT_KEYS)?;
        let look_in = fields.get("look_in").map_or_else(Vec::new, |node| self.look_in(node));
        let values = match fields.get("values") {
            Some(node) => self.slot_values(node),
            None => SlotValues::Missing,
        };
        Some(SlotFile {
            name,
            values,
            meant_values: fields.get("values").is_none() && fields.has("values"),
            required: fields.get("required").and_then(|node| self.yes_no(node, "required")).unwrap_or(false),
            look_in: if look_in.is_empty() { vec![LookIn::Sentence] } else { look_in },
            adds_up: fields
                .get("adds_up")
                .filter(|node| self.yes_no(node, "adds_up") == Some(true))
                .map(|node| node.span),
        })
    }

    /// `place: [Iraq, Syria]`
    fn values_alone(&mut self, name: &Text, node: &Node) {
        let message = format!("the slot `{}` has keys with values; here stands {}", name.words, node.shape());
        let source = node.span.slice(self.problems.text());
        let in_brackets = source.starts_with('[');
        let suggestion = match in_brackets || matches!(node.value, NodeValue::Scalar(..)) {
            true => format!("write `{}: {{values: {source}{}}}`", name.words, if in_brackets { "]" } else { "" }),
            false => format!("write `values:` on a line of its own under `{}:`", name.words),
        };
        self.problems.suggest(Code::WrongShape, node.span, message, suggestion);
    }

    fn look_in(&mut self, node: &Node) -> Vec<LookIn> {
        let nodes = match &node.value {
            NodeValue::List(entries) => entries.as_slice(),
            _ => std::slice::from_ref(node),
        };
        nodes.iter().filter_map(|node| self.choice(node, "look_in", PLACES)).collect()
    }

    fn slot_values(&mut self, node: &Node) -> SlotValues {
        match &node.value {
            NodeValue::Mapping(_) => {
                let Some(entries) = self.mapping(node, "`values`", &[]) else { return SlotValues::Missing };
                SlotValues::Named(entries.into_iter().map(|(name, node)| self.named_value(name, node)).collect())
            }
            _ => SlotValues::Lines(self.lines(node, "values")),
        }
    }

    /// A named value; without words of its own it is spelled as it is called.
    pub(super) fn named_value(&mut self, name: Text, node: &Node) -> (Text, Vec<Text>) {
        let words = match &node.value {
            NodeValue::Null => vec![name.clone()],
            _ => self.lines(node, &name.words),
        };
        (name, words)
    }

    fn compare(&mut self, node: &Node) -> CompareFile {
        let Some(fields) = self.fields(node, "`compare`", COMPARE_KEYS) else { return CompareFile::default() };
        let grain = |reader: &mut Self, node: &Node| Some((reader.choice(node, "precision", GRAINS)?, node.span));
        CompareFile {
            tolerance: fields.get("tolerance").and_then(|node| self.text(node, "tolerance")),
            precision: fields.get("precision").and_then(|node| grain(self, node)),
            over_time: fields
                .get("over_time")
                .and_then(|node| Some((self.choice(node, "over_time", MOVES)?, node.span))),
            within: fields.get("within").and_then(|node| self.text(node, "within")),
            conflict_is: fields.get("conflict_is").and_then(|node| self.choice(node, "conflict_is", GRAVITIES)),
        }
    }

    fn test(&mut self, node: &Node) -> Option<TestFile> {
        let fields = self.fields(node, "a test", TEST_KEYS)?;
        let text = self.needed(&fields, "text", "a test", node);
        let expect = match fields.get("expect") {
            Some(expect) => self.expectations(expect),
            None if fields.has("expect") => return None,
            None => {
                let message = "this test does not say what it expects";
                self.problems.suggest(
                    Code::MissingKey,
                    node.span,
                    message,
                    "add `expect: nothing`, or a list of values",
                );
                return None;
            }
        };
        Some(TestFile {
            span: node.span,
            name: fields.get("name").and_then(|node| self.text(node, "name")),
            text: text?,
            title: fields.get("title").and_then(|node| self.text(node, "title")),
            date: fields.get("date").and_then(|node| self.text(node, "date")),
            known_gap: fields.get("known_gap").and_then(|node| self.text(node, "known_gap")),
            expect,
        })
    }

    fn needed(&mut self, fields: &Fields<'_>, key: &str, what: &str, node: &Node) -> Option<Text> {
        match fields.get(key) {
            Some(node) => self.text(node, key),
            None => {
                if !fields.has(key) {
                    let message = format!("{what} needs `{key}:`");
                    let suggestion = format!("add a line `{key}:` to it");
                    self.problems.suggest(Code::MissingKey, node.span, message, suggestion);
                }
                None
            }
        }
    }

    fn expectations(&mut self, node: &Node) -> Vec<ExpectFile> {
        match &node.value {
            NodeValue::Scalar(words, _) if words.trim() == "nothing" => Vec::new(),
            NodeValue::Scalar(words, _) if means_nothing(words) => {
                self.say_nothing(node);
                Vec::new()
            }
            NodeValue::Null => {
                self.say_nothing(node);
                Vec::new()
            }
            NodeValue::List(entries) => entries.iter().filter_map(|entry| self.expectation(entry)).collect(),
            _ => self.expectation(node).into_iter().collect(),
        }
    }

    /// `expect: none`
    fn say_nothing(&mut self, node: &Node) {
        let written = node.span.slice(self.problems.text());
        let message = match written {
            "" => "`expect` has no value".to_owned(),
            written => format!("`{written}` is no expectation"),
        };
        let words = if written.is_empty() { " nothing" } else { "nothing" };
        self.problems
            .suggest(Code::UnknownWord, node.span, message, "if no claim is expected, write `expect: nothing`")
            .mended_by(node.span, words);
    }

    /// `value: 900` with slots, or the value alone.
    fn expectation(&mut self, node: &Node) -> Option<ExpectFile> {
        if let NodeValue::Scalar(..) = node.value {
            let value = self.text(node, "expect")?;
            return Some(ExpectFile { value, slots: Vec::new(), speaker: None, status: None });
        }
        let entries = self.mapping(node, "an expected claim", &["value"])?;
        let mut value = None;
        let mut expect = ExpectFile {
            value: Text { words: String::new(), span: node.span },
            slots: Vec::new(),
            speaker: None,
            status: None,
        };
        for (key, node) in entries {
            match key.words.as_str() {
                "value" => value = self.text(node, "value"),
                rest if is_rest_of_number(rest) => {}
                "speaker" => expect.speaker = self.text(node, "speaker"),
                "status" => expect.status = self.status(node),
                _ => {
                    let values = self.lines(node, &key.words);
                    expect.slots.push((key, values));
                }
            }
        }
        if value.is_none() {
            let message = "an expected claim needs `value:`";
            self.problems.suggest(Code::MissingKey, node.span, message, "write for example `value: about 2,500`");
        }
        Some(ExpectFile { value: value?, ..expect })
    }

    fn status(&mut self, node: &Node) -> Option<Text> {
        let text = self.text(node, "status")?;
        let known = Status::ALL.map(Status::as_str);
        if known.contains(&text.words.as_str()) {
            return Some(text);
        }
        self.unknown_word(&text, format!("`{}` is no status", text.words), known.into_iter());
        None
    }

    fn verdict(&mut self, node: &Node) -> Option<VerdictFile> {
        let fields = self.fields(node, "a verdict test", VERDICT_KEYS)?;
        let articles = fields.get("articles").map_or_else(Vec::new, |node| self.lines_with_repeats(node));
        let expect = self.needed(&fields, "expect", "a verdict test", node).and_then(|text| self.verdict_word(text));
        if articles.len() < 2 {
            if !fields.has("articles") || fields.get("articles").is_some() {
                let message = "a verdict test needs two or more `articles:`";
                let suggestion = "give the texts of two articles, each on a line with a dash";
                self.problems.suggest(Code::MissingKey, node.span, message, suggestion);
            }
            return None;
        }
        Some(VerdictFile {
            span: node.span,
            name: fields.get("name").and_then(|node| self.text(node, "name")),
            articles,
            expect: expect?,
            known_gap: fields.get("known_gap").and_then(|node| self.text(node, "known_gap")),
        })
    }

    fn verdict_word(&mut self, text: Text) -> Option<Text> {
        if keys::verdict_words().any(|word| word == text.words) {
            return Some(text);
        }
        let known: Vec<&str> = keys::verdict_words().collect();
        self.unknown_word(&text, format!("`{}` is no verdict", text.words), known.into_iter());
        None
    }

    /// Two articles may well say the same.
    fn lines_with_repeats(&mut self, node: &Node) -> Vec<Text> {
        match &node.value {
            NodeValue::List(entries) => entries.iter().filter_map(|entry| self.text(entry, "articles")).collect(),
            _ => self.text(node, "articles").into_iter().collect(),
        }
    }

    fn about(&mut self, node: &Node) -> Vec<(&'static str, Text)> {
        let Some(fields) = self.fields(node, "`about`", ABOUT_KEYS) else { return Vec::new() };
        let mut about = Vec::new();
        for key in ABOUT_KEYS {
            let lines = fields.get(key).map_or_else(Vec::new, |node| self.lines(node, key));
            about.extend(lines.into_iter().map(|line| (*key, line)));
        }
        about
    }
}

/// `none`, or a misspelt `nothing`. A name begins with a capital.
fn means_nothing(words: &str) -> bool {
    let words = words.trim();
    NOTHINGS.contains(&words.to_lowercase().as_str())
        || words.eq_ignore_ascii_case("nothing")
        || words.starts_with(char::is_lowercase) && closest(words, ["nothing"]).is_some()
}
