//! Word lists: `vocab.yaml`, and the `<list>` references in the lines of rules.
//!
//! A plain list is one thing with many spellings; a named list is several things, each with its spellings, and is what slots report. Lists
//! may use lists (`<us> bases`); a circle is an error.

use super::file::Text;
use super::phrase::{Spelling, words};
use super::problem::{Code, Problems, closest};
use super::reader::Reader;
use super::yaml::{Node, NodeValue};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Most spellings that a list or line may unfold to.
const MAX_SPELLINGS: usize = 5_000;

/// A word list as written.
#[derive(Clone, Debug)]
pub(super) struct ListFile {
    pub(super) name: Text,
    pub(super) entries: Entries,
}

/// What a list holds.
#[derive(Clone, Debug)]
pub(super) enum Entries {
    /// Spellings of one thing.
    One(Vec<Text>),
    /// Things with their spellings.
    Several(Vec<(Text, Vec<Text>)>),
}

impl Entries {
    /// Whether two lists have the same words in the same order.
    fn says_the_same(&self, other: &Self) -> bool {
        self.words() == other.words()
    }

    /// Every word, and whether it names a thing.
    fn words(&self) -> Vec<(bool, &str)> {
        match self {
            Self::One(texts) => texts.iter().map(|text| (false, text.words.as_str())).collect(),
            Self::Several(things) => {
                let mut words = Vec::new();
                for (name, texts) in things {
                    words.push((true, name.words.as_str()));
                    words.extend(texts.iter().map(|text| (false, text.words.as_str())));
                }
                words
            }
        }
    }
}

/// Reads a vocabulary file.
pub(super) fn read(root: &Node, problems: &mut Problems<'_>) -> Vec<ListFile> {
    let mut reader = Reader::of_rules(problems);
    let Some(entries) = reader.mapping(root, "a vocabulary", &["name"]) else { return Vec::new() };
    let mut lists = Vec::with_capacity(entries.len());
    for (name, node) in entries {
        if !name.words.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ')) {
            let message =
                format!("`{}` is no name for a list; names have letters, digits, spaces, `-` and `_`", name.words);
            reader.problems.add(Code::BadLine, name.span, message);
            continue;
        }
        let entries = match &node.value {
            NodeValue::Mapping(_) => {
                let Some(things) = reader.mapping(node, "a named list", &[]) else { continue };
                Entries::Several(things.into_iter().map(|(name, node)| reader.named_value(name, node)).collect())
            }
            _ => Entries::One(reader.lines(node, &name.words)),
        };
        lists.push(ListFile { name, entries });
    }
    lists
}

/// A list with all its references unfolded.
#[derive(Clone, Debug)]
pub(super) struct List {
    /// Every spelling of everything in it.
    pub(super) spellings: Vec<Spelling>,
    /// The things of a named list with their spellings; `None` for a plain list.
    pub(super) things: Option<Vec<(String, Vec<Spelling>)>>,
}

/// All word lists of a rule set.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    lists: BTreeMap<String, List>,
    /// File and place of each list's name.
    homes: BTreeMap<String, (String, Span)>,
    used: BTreeSet<String>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words as they stand.
    Words(Spelling),
    /// `<name>`
    List(String, Span),
}

impl Vocabulary {
    /// Unfolds the lists of all vocabulary files; `files` are their problems and lists, later files winning over earlier ones.
    pub(super) fn new(files: &mut [(&mut Problems<'_>, Vec<ListFile>)]) -> Self {
        let mut homes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for file in 0..files.len() {
            for list in 0..files[file].1.len() {
                let name = files[file].1[list].name.clone();
                if let Some((earlier, at)) = homes.insert(name.words.clone(), (file, list))
                    && !files[earlier].1[at].entries.says_the_same(&files[file].1[list].entries)
                {
                    let earlier = files[earlier].0.file().to_owned();
                    let message = format!("`{}` is defined again; the list in {earlier} is replaced", name.words);
                    files[file].0.add(Code::ListRedefined, name.span, message);
                }
            }
        }
        let mut unfolding =
            Unfolding { files, homes: &homes, lists: BTreeMap::new(), open: Vec::new(), used: BTreeSet::new() };
        for name in homes.keys() {
            unfolding.list(name);
        }
        let (lists, used) = (unfolding.lists, unfolding.used);
        let home = |(name, (file, list)): (String, (usize, usize))| {
            let (problems, own) = &files[file];
            (name, (problems.file().to_owned(), own[list].name.span))
        };
        Self { lists, used, homes: homes.into_iter().map(home).collect() }
    }

    /// A list by its name; `None` is said at `span`.
    pub(super) fn list(&mut self, name: &str, span: Span, problems: &mut Problems<'_>) -> Option<&List> {
        if !self.lists.contains_key(name) {
            unknown_list(name, span, self.lists.keys(), problems);
            return None;
        }
        self.used.insert(name.to_owned());
        self.lists.get(name)
    }

    /// The spellings of pieces that stand next to each other.
    pub(super) fn spellings(
        &mut self,
        pieces: &[Piece],
        span: Span,
        problems: &mut Problems<'_>,
    ) -> Option<Vec<Spelling>> {
        let mut factors = Vec::with_capacity(pieces.len());
        for piece in pieces {
            factors.push(match piece {
                Piece::Words(words) => vec![words.clone()],
                Piece::List(name, span) => self.list(name, *span, problems)?.spellings.clone(),
            });
        }
        product(&factors).or_else(|| {
            problems.add(Code::TooLarge, span, format!("this unfolds to more than {MAX_SPELLINGS} spellings"));
            None
        })
    }

    /// The lists that nothing uses: name, file, and where the name stands.
    pub(super) fn unused(&self) -> impl Iterator<Item = (&str, &str, Span)> {
        let unused = self.homes.iter().filter(|(name, _)| !self.used.contains(*name));
        unused.map(|(name, (file, span))| (name.as_str(), file.as_str(), *span))
    }
}

fn unknown_list<'k>(
    name: &str,
    span: Span,
    known: impl Iterator<Item = &'k String> + Clone,
    problems: &mut Problems<'_>,
) {
    let message = format!("no vocabulary has a list `{name}`");
    let suggestion = match closest(name, known.map(String::as_str)) {
        Some(meant) => format!("did you mean `<{meant}>`?"),
        None => format!("define it in vocab.yaml: `{name}: [word, another word]`"),
    };
    problems.suggest(Code::UnknownList, span, message, suggestion);
}

/// One spelling of each factor, one after the other. `None` if there are too many.
fn product(factors: &[Vec<Spelling>]) -> Option<Vec<Spelling>> {
    let mut spellings = vec![Spelling::new()];
    for factor in factors {
        if spellings.len().checked_mul(factor.len()).is_none_or(|count| count > MAX_SPELLINGS) {
            return None;
        }
        let longer = |front: &Spelling| factor.iter().map(|end| [front.as_slice(), end].concat()).collect::<Vec<_>>();
        spellings = spellings.iter().flat_map(longer).collect();
    }
    Some(spellings)
}

struct Unfolding<'f, 'p, 'a> {
    files: &'f mut [(&'p mut Problems<'a>, Vec<ListFile>)],
    homes: &'f BTreeMap<String, (usize, usize)>,
    lists: BTreeMap<String, List>,
    /// The lists that are being unfolded, outermost first.
    open: Vec<String>,
    used: BTreeSet<String>,
}

impl Unfolding<'_, '_, '_> {
    fn list(&mut self, name: &str) {
        if self.lists.contains_key(name) {
            return;
        }
        let Some(&(file, list)) = self.homes.get(name) else { return };
        self.open.push(name.to_owned());
        let entries = self.files[file].1[list].entries.clone();
        let list = match entries {
            Entries::One(lines) => List { spellings: self.lines(&lines, file), things: None },
            Entries::Several(things) => {
                let things: Vec<_> =
                    things.into_iter().map(|(name, lines)| (name.words, self.lines(&lines, file))).collect();
                let all = things.iter().flat_map(|(_, spellings)| spellings.iter().cloned()).collect();
                List { spellings: all, things: Some(things) }
            }
        };
        self.open.pop();
        self.lists.insert(name.to_owned(), list);
    }

    fn lines(&mut self, lines: &[Text], file: usize) -> Vec<Spelling> {
        let mut spellings = Vec::new();
        for line in lines {
            spellings.extend(self.line(line, file));
        }
        if spellings.len() > MAX_SPELLINGS {
            let message = format!("this list unfolds to more than {MAX_SPELLINGS} spellings");
            self.files[file].0.add(Code::TooLarge, lines[0].span, message);
            spellings.truncate(MAX_SPELLINGS);
        }
        spellings
    }

    fn line(&mut self, line: &Text, file: usize) -> Vec<Spelling> {
        let Some(parts) = parts(line, self.files[file].0) else { return Vec::new() };
        let [pieces] = parts.as_slice() else {
            let message = "a word list has spellings; ` + ` belongs in the lines of a rule";
            self.files[file].0.add(Code::BadLine, line.span, message);
            return Vec::new();
        };
        let mut factors = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Words(words) => factors.push(vec![words.clone()]),
                Piece::List(name, span) => match self.reference(name, *span, file) {
                    Some(spellings) => factors.push(spellings),
                    None => return Vec::new(),
                },
            }
        }
        product(&factors).unwrap_or_else(|| {
            let message = format!("this unfolds to more than {MAX_SPELLINGS} spellings");
            self.files[file].0.add(Code::TooLarge, line.span, message);
            Vec::new()
        })
    }

    fn reference(&mut self, name: &str, span: Span, file: usize) -> Option<Vec<Spelling>> {
        if !self.homes.contains_key(name) {
            unknown_list(name, span, self.homes.keys(), self.files[file].0);
            return None;
        }
        if let Some(from) = self.open.iter().position(|open| open == name) {
            let circle: Vec<_> = self.open[from..].iter().map(|name| format!("<{name}>")).collect();
            let message = format!("word lists use each other in a circle: {} → <{name}>", circle.join(" → "));
            self.files[file].0.add(Code::ListCycle, span, message);
            return None;
        }
        self.used.insert(name.to_owned());
        self.list(name);
        self.lists.get(name).map(|list| list.spellings.clone())
    }
}

/// The parts of a line (` + ` between them), each a run of words and references. `None` if it cannot be read, which is said.
pub(super) fn parts(line: &Text, problems: &mut Problems<'_>) -> Option<Vec<Vec<Piece>>> {
    let mut parts = Vec::new();
    for part in line.words.split('+') {
        let pieces = pieces(part, line, problems)?;
        if pieces.is_empty() {
            let (message, suggestion) = match line.words.contains('+') {
                true => ("a `+` joins two words or lists; one side is empty", "write for example `airstrike + killed`"),
                false => ("there is no word in this line", "write the words to look for"),
            };
            problems.suggest(Code::BadLine, line.span, message, suggestion);
            return None;
        }
        parts.push(pieces);
    }
    Some(parts)
}

fn pieces(part: &str, line: &Text, problems: &mut Problems<'_>) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = part;
    while let Some(open) = rest.find(['<', '>']) {
        let close = rest[open..].find('>').map(|at| open + at);
        let name = close.map_or("", |close| &rest[open..close]).trim_start_matches('<').trim();
        let Some(close) = close.filter(|_| !name.is_empty() && rest[open..].starts_with('<') && !name.contains('<'))
        else {
            let message = format!("`<` and `>` go around the name of a word list; here: `{}`", part.trim());
            problems.suggest(Code::BadLine, line.span, message, "write for example `<countries>`");
            return None;
        };
        push_words(&rest[..open], &mut pieces);
        pieces.push(Piece::List(name.to_owned(), reference_span(line, &rest[open..=close], problems)));
        rest = &rest[close + 1..];
    }
    push_words(rest, &mut pieces);
    Some(pieces)
}

fn push_words(text: &str, pieces: &mut Vec<Piece>) {
    let words = words(text);
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
}

/// Where a reference stands in the file; the whole line if the line is written with escapes.
fn reference_span(line: &Text, reference: &str, problems: &Problems<'_>) -> Span {
    match line.span.slice(problems.text()).find(reference) {
        Some(at) => Span::new(line.span.start() + at, line.span.start() + at + reference.len()),
        None => line.span,
    }
}
