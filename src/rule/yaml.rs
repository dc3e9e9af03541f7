//! YAML text into a tree of nodes, each with its span.
//!
//! serde_yaml parses; the tree keeps what rule files need and a typed `Deserialize` would lose: the place of every
//! key and value, scalars as they were written (`2,500`, `no`, `0.10`), and repeated keys. What the tree means is
//! left to `file` and `vocab`; what is wrong with a text that is no YAML, to `trap`.
//!
//! Invariant: reading is bounded (size, depth, number of nodes, no aliases); a hostile file is refused, not unfolded.

use super::problem::{Code, Problems};
use super::trap;
use crate::span::{LineIndex, Span};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy};
use serde_yaml::{Location, Options, Spanned};
use std::fmt;

/// Largest rule file, in bytes. The largest of the shipped ones has a few thousand.
const MAX_BYTES: usize = 1 << 20;

/// A value with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Scalars: exactly the words, quotation marks included. Lists and mappings: from first to last entry.
    pub(crate) span: Span,
    pub(crate) value: NodeValue,
}

/// What YAML knows: scalars, lists, mappings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NodeValue {
    /// Nothing after the colon or dash, `~`, or `null`.
    Null,
    /// Any other scalar.
    Scalar(String, Style),
    /// `- a`, or `[a, b]`
    List(Vec<Node>),
    /// Keys with their values, in the order of the file, repeated keys included.
    Mapping(Vec<(Node, Node)>),
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Without quotation marks.
    Plain,
    /// In quotation marks.
    Quoted,
    /// After `|` or `>`.
    Block,
}

impl Node {
    /// What the node is, in the words of messages.
    pub(crate) fn shape(&self) -> &'static str {
        match self.value {
            NodeValue::Null => "nothing",
            NodeValue::Scalar(..) => "a text",
            NodeValue::List(_) => "a list",
            NodeValue::Mapping(_) => "keys with values",
        }
    }
}

/// Parses the file that `problems` is about. `None` if it is no YAML or holds nothing, which is then said.
pub(crate) fn parse(problems: &mut Problems<'_>) -> Option<Node> {
    let text = problems.text();
    if text.len() > MAX_BYTES {
        let message = format!("the file has {} bytes; a rule file has at most {MAX_BYTES}", text.len());
        problems.add(Code::TooLarge, Span::new(0, 0), message);
        return None;
    }
    match serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options()) {
        Ok(raw) => {
            let node = convert(raw, text);
            trap::inspect(&node, problems);
            if node.value == NodeValue::Null {
                problems.add(Code::EmptyFile, Span::new(0, 0), "the file holds nothing");
                return None;
            }
            Some(node)
        }
        Err(error) => {
            trap::explain(&error, problems);
            None
        }
    }
}

/// YAML 1.2, repeated keys passed on (they are reported by name), no aliases, no tags, no includes.
fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: 32,
            max_nodes: 50_000,
            max_events: 250_000,
            // One is allowed; the second is an error that says so.
            max_documents: 2,
            max_aliases: 0,
            max_anchors: 0,
            max_total_scalar_bytes: MAX_BYTES,
            max_total_comment_bytes: MAX_BYTES,
            flow_nesting_limit: 32,
            max_inclusion_depth: 0,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// A text in straight double quotation marks, as YAML has it.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(other))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn convert(raw: Spanned<Raw>, text: &str) -> Node {
    let span = place(raw.referenced, text);
    let value = match raw.value {
        Raw::Null => NodeValue::Null,
        Raw::Typed => NodeValue::Scalar(span.slice(text).to_owned(), Style::Plain),
        Raw::Text(words) => NodeValue::Scalar(words, style(span, text)),
        Raw::List(entries) => NodeValue::List(entries.into_iter().map(|entry| convert(entry, text)).collect()),
        Raw::Mapping(entries) => NodeValue::Mapping(
            entries.into_iter().map(|(key, value)| (convert(key, text), convert(value, text))).collect(),
        ),
    };
    let last = match &value {
        NodeValue::List(entries) => entries.last(),
        NodeValue::Mapping(entries) => {
            entries.last().map(|(key, value)| if value.span.is_empty() { key } else { value })
        }
        NodeValue::Null | NodeValue::Scalar(..) => None,
    };
    let span = last.map_or(span, |last| span.join(last.span));
    Node { span, value }
}

/// The bytes of a node, cut to `char` boundaries whatever the parser says.
fn place(location: Location, text: &str) -> Span {
    let span = location.span();
    let Some(offset) = span.byte_offset() else { return point(location, text) };
    let narrow = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let start = boundary(text, narrow(offset));
    let end = boundary(text, start.saturating_add(narrow(span.byte_len().unwrap_or(0))));
    Span::new(start, end.max(start))
}

/// The place of an error, of which the parser gives line and column alone.
pub(crate) fn point(location: Location, text: &str) -> Span {
    let narrow = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (line_number, column) = (narrow(location.line()), narrow(location.column()));
    let Some(line) = LineIndex::new(text).line(text, line_number) else { return Span::new(text.len(), text.len()) };
    let before = line.slice(text).chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    Span::new(line.start() + before, line.start() + before)
}

/// The last `char` boundary at or before an offset.
fn boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn style(span: Span, text: &str) -> Style {
    if span.slice(text).starts_with(['"', '\'']) {
        return Style::Quoted;
    }
    let line_before = text[..span.start()].trim_end_matches([' ', '\n', '\r']).rsplit('\n').next().unwrap_or("");
    let header = line_before.rsplit([' ', '\t']).next().unwrap_or("");
    let on_next_line = text[..span.start()].rsplit('\n').next().is_some_and(|indent| indent.trim().is_empty());
    if on_next_line && header.starts_with(['|', '>']) { Style::Block } else { Style::Plain }
}

enum Raw {
    Null,
    /// A plain scalar that YAML takes for a number or a truth value.
    Typed,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Mapping(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Typed)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = list.next_element()? {
            entries.push(entry);
        }
        Ok(Raw::List(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Mapping(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_kept_as_written_with_their_places() {
        let text = "# é\ntopic: no\nof: [2,500, 0.10]\nbad: |\n  hello: world\n  more\nq: \"a b\"\n";
        let node = parse(&mut Problems::new("x.yaml", text)).expect("valid YAML");
        let NodeValue::Mapping(entries) = node.value else { panic!("a mapping") };
        let values: Vec<_> = entries.iter().map(|(_, value)| value).collect();
        assert_eq!(values[0].value, NodeValue::Scalar("no".into(), Style::Plain));
        let NodeValue::List(numbers) = &values[1].value else { panic!("a list") };
        let written: Vec<_> = numbers.iter().map(|number| number.span.slice(text)).collect();
        assert_eq!(written, ["2", "500", "0.10"]);
        assert_eq!(values[2].value, NodeValue::Scalar("hello: world\nmore\n".into(), Style::Block));
        assert_eq!(values[3].value, NodeValue::Scalar("a b".into(), Style::Quoted));
        assert_eq!(values[3].span.slice(text), "\"a b\"");
    }
}
