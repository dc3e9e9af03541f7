//! The shape of a rule file: what people may write, key by key.
//!
//! A tree of YAML nodes becomes a [`RuleFile`], and every key, value or entry that does not fit is noted with its place;
//! reading goes on, so that one run says everything. What the words mean (word lists, settings that exclude each other)
//! is left to `compile`.
//!
//! Invariant: no key is ignored. Each is read, or reported.

use super::problem::{Code, Problems, closest};
use super::trap;
use super::yaml::{Node, NodeValue, Style};
use super::{Gravity, OverTime, Reconcile};
use crate::span::Span;
use crate::value::{Grain, Kind};

/// A text of the file with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) words: String,
    pub(super) span: Span,
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
    pub(super) reconcile: Option<Reconcile>,
    pub(super) tests: Vec<TestFile>,
    pub(super) verdicts: Vec<VerdictFile>,
    pub(super) about: Vec<(Text, Text)>,
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
    pub(super) required: bool,
    pub(super) look_in: Vec<LookIn>,
    pub(super) adds_up: bool,
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
    pub(super) over_time: Option<OverTime>,
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

const RULE_KEYS: &[&str] = &[
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
const SLOT_KEYS: &[&str] = &["values", "required", "look_in", "adds_up"];
const COMPARE_KEYS: &[&str] = &["tolerance", "precision", "over_time", "within", "conflict_is"];
const TEST_KEYS: &[&str] = &["text", "title", "date", "name", "known_gap", "expect"];
const VERDICT_KEYS: &[&str] = &["articles", "expect", "name", "known_gap"];
const ABOUT_KEYS: &[&str] = &["author", "updated", "story", "source", "notes"];

/// Where a key belongs that stands in the wrong mapping.
const HOMES: &[(&[&str], &str)] = &[
    (SLOT_KEYS, "under a slot, in `slots:`"),
    (COMPARE_KEYS, "under `compare:`"),
    (ABOUT_KEYS, "under `about:`"),
    (&["text", "date", "known_gap"], "in an entry of `tests:`"),
    (&["articles"], "in an entry of `verdicts:`"),
    (RULE_KEYS, "at the margin of the file"),
];

/// Words that people try for a key.
const OTHER_WORDS: &[(&str, &str)] = &[
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
];

/// Reads a rule file. `None` if it is not even a mapping.
pub(super) fn read(root: &Node, problems: &mut Problems<'_>) -> Option<RuleFile> {
    let mut reader = Reader { problems };
    let fields = reader.fields(root, "a rule", RULE_KEYS)?;
    let mut file = RuleFile {
        topic: fields.get("topic").and_then(|node| reader.text(node, "topic")),
        question: fields.get("question").and_then(|node| reader.text(node, "question")),
        kind: fields.get("kind").and_then(|node| Some((reader.choice(node, "kind", KINDS)?, node.span))),
        scope: fields.get("scope").and_then(|node| Some((reader.choice(node, "scope", SCOPES)?, node.span))),
        reconcile: fields.get("reconcile").and_then(|node| reader.choice(node, "reconcile", POLICIES)),
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
        if fields.get(key).is_none() {
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

const KINDS: &[(&str, Kind)] = &[
    ("count", Kind::Count),
    ("money", Kind::Money),
    ("percent", Kind::Percent),
    ("measure", Kind::Measure),
    ("duration", Kind::Duration),
    ("date", Kind::Date),
    ("age", Kind::Age),
    ("name", Kind::Name),
];
const SCOPES: &[(&str, Scope)] =
    &[("sentence", Scope::Sentence), ("paragraph", Scope::Paragraph), ("article", Scope::Article)];
const PLACES: &[(&str, LookIn)] = &[
    ("sentence", LookIn::Sentence),
    ("paragraph", LookIn::Paragraph),
    ("title", LookIn::Title),
    ("dateline", LookIn::Dateline),
    ("article", LookIn::Article),
];
const POLICIES: &[(&str, Reconcile)] = &[
    ("newest", Reconcile::Newest),
    ("conservative", Reconcile::Conservative),
    ("range", Reconcile::Range),
    ("authority", Reconcile::Authority),
];
const GRAINS: &[(&str, Grain)] = &[("day", Grain::Day), ("month", Grain::Month), ("year", Grain::Year)];
const MOVES: &[(&str, OverTime)] =
    &[("fixed", OverTime::Fixed), ("rises", OverTime::Rises), ("falls", OverTime::Falls), ("varies", OverTime::Varies)];
const GRAVITIES: &[(&str, Gravity)] = &[("high", Gravity::High), ("normal", Gravity::Normal), ("low", Gravity::Low)];

/// The known keys of one mapping.
pub(super) struct Fields<'n> {
    entries: Vec<(&'static str, &'n Node)>,
}

impl<'n> Fields<'n> {
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(known, _)| *known == key).map(|&(_, node)| node)
    }
}

/// Reads nodes as what they should be, and notes what they are not.
pub(super) struct Reader<'p, 'a> {
    pub(super) problems: &'p mut Problems<'a>,
}

impl Reader<'_, '_> {
    /// The entries of a mapping under their known keys.
    fn fields<'n>(&mut self, node: &'n Node, what: &str, known: &'static [&'static str]) -> Option<Fields<'n>> {
        let entries = self.mapping(node, what, known)?;
        let mut fields = Fields { entries: Vec::with_capacity(entries.len()) };
        for (key, value) in entries {
            match known.iter().find(|name| **name == key.words) {
                Some(name) => fields.entries.push((name, value)),
                None => self.unknown_key(&key, what, known),
            }
        }
        Some(fields)
    }

    /// The entries of a mapping; repeated keys are noted and left out.
    pub(super) fn mapping<'n>(&mut self, node: &'n Node, what: &str, known: &[&str]) -> Option<Vec<(Text, &'n Node)>> {
        let NodeValue::Mapping(entries) = &node.value else {
            let keys = known.iter().take(3).map(|key| format!("`{key}:`")).collect::<Vec<_>>().join(", ");
            let wanted = if keys.is_empty() { "`name: words`".to_owned() } else { keys };
            let message = format!("{what} has keys with values ({wanted}); here stands {}", node.shape());
            self.problems.add(Code::WrongShape, node.span, message);
            return None;
        };
        let mut seen: Vec<(Text, &Node)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let NodeValue::Scalar(words, _) = &key.value else {
                self.problems.add(Code::WrongShape, key.span, format!("a key is a word; here stands {}", key.shape()));
                continue;
            };
            if let Some((first, _)) = seen.iter().find(|(name, _)| name.words == *words) {
                let line = self.problems.line(first.span.start());
                let message = format!("`{words}` stands twice in {what}; the first is in line {line}");
                self.problems.suggest(Code::DuplicateKey, key.span, message, "keep one; a list may have many entries");
                continue;
            }
            seen.push((Text { words: words.clone(), span: key.span }, value));
        }
        Some(seen)
    }

    fn unknown_key(&mut self, key: &Text, what: &str, known: &[&str]) {
        let cleaned: String = key.words.chars().filter(|&c| !trap::is_hidden(c) && !is_curly(c)).collect();
        if let Some(hidden) = key.words.chars().find(|&c| trap::is_hidden(c)) {
            let message = trap::hidden_message(hidden);
            self.problems.suggest(Code::HiddenCharacter, key.span, message, format!("type the key again: `{cleaned}`"));
            return;
        }
        if cleaned != key.words {
            let message = format!("curly quotation marks belong to the key here: `{}`", key.words);
            self.problems.suggest(Code::CurlyQuote, key.span, message, format!("write `{cleaned}`"));
            return;
        }
        if is_rest_of_number(&cleaned) {
            return;
        }
        let home =
            HOMES.iter().find(|(keys, _)| keys.contains(&key.words.as_str()) && !known.contains(&key.words.as_str()));
        if let Some((_, home)) = home {
            let message = format!("`{}` does not belong to {what}", key.words);
            self.problems.suggest(Code::MisplacedKey, key.span, message, format!("it stands {home}"));
            return;
        }
        let meant = closest(&key.words, known.iter().copied()).or_else(|| {
            let other = OTHER_WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(&key.words));
            other.map(|&(_, meant)| meant).filter(|meant| known.contains(meant))
        });
        let message = format!("`{}` is no key of {what}", key.words);
        let suggestion = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("its keys are {}", listed(known.iter().copied())),
        };
        self.problems.suggest(Code::UnknownKey, key.span, message, suggestion);
    }

    /// A single text.
    pub(super) fn text(&mut self, node: &Node, what: &str) -> Option<Text> {
        match &node.value {
            NodeValue::Scalar(words, _) if !words.trim().is_empty() => {
                Some(Text { words: words.trim().to_owned(), span: node.span })
            }
            NodeValue::Null | NodeValue::Scalar(..) => {
                self.problems.add(Code::EmptyValue, node.span, format!("`{what}` has no value"));
                None
            }
            NodeValue::Mapping(entries) => {
                self.mapping_for_text(node, entries, what);
                None
            }
            NodeValue::List(_) => {
                let message = format!("`{what}` is a single text; here stands a list");
                self.problems.add(Code::WrongShape, node.span, message);
                None
            }
        }
    }

    /// An unquoted text with a `: ` in it reads as a mapping.
    fn mapping_for_text(&mut self, node: &Node, entries: &[(Node, Node)], what: &str) {
        let text = self.problems.text();
        let one_line = !node.span.slice(text).contains('\n');
        if entries.len() == 1
            && one_line
            && node.span.slice(text).contains(": ")
            && !node.span.slice(text).starts_with('{')
        {
            self.problems.suggest(
                Code::ColonInText,
                node.span,
                format!("`{what}`: a colon and a space inside a text read as a key with a value"),
                format!("put the text in quotation marks: \"{}\"", node.span.slice(text)),
            );
        } else {
            let message = format!("`{what}` is a text; here stand keys with values");
            self.problems.add(Code::WrongShape, node.span, message);
        }
    }

    /// A list of texts, or a single one.
    pub(super) fn lines(&mut self, node: &Node, what: &str) -> Vec<Text> {
        let nodes = match &node.value {
            NodeValue::List(entries) => entries.as_slice(),
            NodeValue::Null => {
                self.problems.add(Code::EmptyValue, node.span, format!("`{what}` has no value"));
                return Vec::new();
            }
            _ => std::slice::from_ref(node),
        };
        let mut lines: Vec<Text> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(line) = self.line(node, what) else { continue };
            if lines.iter().any(|known| known.words == line.words) {
                self.problems.add(Code::Repeated, line.span, format!("`{}` stands twice in `{what}`", line.words));
            } else {
                lines.push(line);
            }
        }
        lines
    }

    fn line(&mut self, node: &Node, what: &str) -> Option<Text> {
        let NodeValue::Scalar(words, style) = &node.value else {
            if let NodeValue::Null = node.value {
                self.problems.add(Code::EmptyValue, node.span, format!("an entry of `{what}` is empty"));
                return None;
            }
            if let NodeValue::List(_) = node.value {
                let message = format!("a list inside the list of `{what}`; a list already means any of these");
                self.problems.suggest(Code::WrongShape, node.span, message, "write one list");
                return None;
            }
            return self.text(node, what);
        };
        if *style == Style::Plain
            && matches!(words.to_ascii_lowercase().as_str(), "no" | "yes" | "on" | "off" | "true" | "false")
        {
            let message = format!("`{words}` is read as a word here, not as a setting");
            self.problems.suggest(
                Code::PlainNo,
                node.span,
                message,
                format!("write \"{words}\" to show that it is meant"),
            );
        }
        if let (Some(first), Some(last)) = (words.chars().next(), words.chars().next_back())
            && (is_curly(first) || is_curly(last) && words.len() > last.len_utf8() && words.starts_with(is_curly))
        {
            let message = "curly quotation marks are no quotation marks to YAML; they belong to the text here";
            self.problems.suggest(Code::CurlyQuote, node.span, message, "use straight ones (\") or none");
            return None;
        }
        self.text(node, what)
    }

    fn choice<T: Copy>(&mut self, node: &Node, what: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(node, what)?;
        let word = text.words.to_lowercase();
        if let Some(&(_, value)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(value);
        }
        let names = || choices.iter().map(|&(name, _)| name);
        let suggestion = match closest(&word, names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it is one of {}", listed(names())),
        };
        let message = format!("`{}` is no {}", text.words, what_of(what));
        self.problems.suggest(Code::UnknownWord, text.span, message, suggestion);
        None
    }

    fn yes_no(&mut self, node: &Node, what: &str) -> Option<bool> {
        let text = self.text(node, what)?;
        match text.words.to_lowercase().as_str() {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            _ => {
                let message = format!("`{}` is no answer", text.words);
                self.problems.suggest(
                    Code::UnknownWord,
                    text.span,
                    message,
                    format!("write `{what}: yes` or `{what}: no`"),
                );
                None
            }
        }
    }

    /// The entries of a list of mappings, or a single one.
    fn entries<T>(&mut self, node: &Node, what: &str, read: impl Fn(&mut Self, &Node) -> Option<T>) -> Vec<T> {
        match &node.value {
            NodeValue::List(entries) => entries.iter().filter_map(|entry| read(self, entry)).collect(),
            NodeValue::Mapping(_) => read(self, node).into_iter().collect(),
            NodeValue::Null => {
                self.problems.add(Code::EmptyValue, node.span, format!("`{what}` has no entries"));
                Vec::new()
            }
            NodeValue::Scalar(..) => {
                let message = format!(
                    "`{what}` is a list of entries, each with `text:` and `expect:` or the like; here stands a text"
                );
                self.problems.add(Code::WrongShape, node.span, message);
                Vec::new()
            }
        }
    }

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
        let fields = self.fields(node, &what, SLOT_KEYS)?;
        let look_in = fields.get("look_in").map_or_else(Vec::new, |node| self.look_in(node));
        let values = match fields.get("values") {
            Some(node) => self.slot_values(node),
            None => SlotValues::Missing,
        };
        Some(SlotFile {
            name,
            values,
            required: fields.get("required").and_then(|node| self.yes_no(node, "required")).unwrap_or(false),
            look_in: if look_in.is_empty() { vec![LookIn::Sentence] } else { look_in },
            adds_up: fields.get("adds_up").and_then(|node| self.yes_no(node, "adds_up")).unwrap_or(false),
        })
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
            over_time: fields.get("over_time").and_then(|node| self.choice(node, "over_time", MOVES)),
            within: fields.get("within").and_then(|node| self.text(node, "within")),
            conflict_is: fields.get("conflict_is").and_then(|node| self.choice(node, "conflict_is", GRAVITIES)),
        }
    }

    fn test(&mut self, node: &Node) -> Option<TestFile> {
        let fields = self.fields(node, "a test", TEST_KEYS)?;
        let text = self.needed(&fields, "text", "a test", node);
        let expect = match fields.get("expect") {
            Some(expect) => self.expectations(expect),
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
                self.problems.add(Code::MissingKey, node.span, format!("{what} needs `{key}:`"));
                None
            }
        }
    }

    fn expectations(&mut self, node: &Node) -> Vec<ExpectFile> {
        match &node.value {
            NodeValue::Scalar(words, _) if words.trim().eq_ignore_ascii_case("nothing") => Vec::new(),
            NodeValue::List(entries) => entries.iter().filter_map(|entry| self.expectation(entry)).collect(),
            _ => self.expectation(node).into_iter().collect(),
        }
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
                "status" => expect.status = self.text(node, "status"),
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

    fn verdict(&mut self, node: &Node) -> Option<VerdictFile> {
        let fields = self.fields(node, "a verdict test", VERDICT_KEYS)?;
        let articles = fields.get("articles").map_or_else(Vec::new, |node| self.lines_with_repeats(node));
        let expect = self.needed(&fields, "expect", "a verdict test", node);
        if articles.len() < 2 {
            self.problems.add(Code::MissingKey, node.span, "a verdict test needs two or more `articles:`");
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

    /// Two articles may well say the same.
    fn lines_with_repeats(&mut self, node: &Node) -> Vec<Text> {
        match &node.value {
            NodeValue::List(entries) => entries.iter().filter_map(|entry| self.text(entry, "articles")).collect(),
            _ => self.text(node, "articles").into_iter().collect(),
        }
    }

    fn about(&mut self, node: &Node) -> Vec<(Text, Text)> {
        let Some(entries) = self.mapping(node, "`about`", ABOUT_KEYS) else { return Vec::new() };
        let mut about = Vec::new();
        for (key, node) in entries {
            if !ABOUT_KEYS.contains(&key.words.as_str()) {
                self.unknown_key(&key, "`about`", ABOUT_KEYS);
                continue;
            }
            let lines = self.lines(node, &key.words);
            about.extend(lines.into_iter().map(|line| (key.clone(), line)));
        }
        about
    }
}

/// The rest of a number that came apart at its comma, which `trap` has said.
fn is_rest_of_number(key: &str) -> bool {
    key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_curly(character: char) -> bool {
    matches!(character, '“' | '”' | '„' | '‘' | '’')
}

/// What a setting is called in a sentence.
fn what_of(key: &str) -> &str {
    match key {
        "kind" => "kind of value",
        "scope" => "scope",
        "reconcile" => "policy of `reconcile`",
        "look_in" => "place to look in",
        "precision" => "precision",
        "over_time" => "way to move over time",
        _ => "gravity",
    }
}

/// `a`, `b` and `c`
pub(super) fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
