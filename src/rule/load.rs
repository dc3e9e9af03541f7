//! Rule files into a rule set, with every problem of every file.
//!
//! One broken file never stops the others: its topic is left out, the rest works. Files come with their names, so that nothing here touches a disk.

use super::compile::{Placing, compile};
use super::file::{self, RuleFile};
use super::kinds::Kinds;
use super::phrase::{MatcherBuilder, TermId};
use super::problem::{Code, Problems, RuleProblem};
use super::vocab::{self, ListFile, Vocabulary};
use super::{RuleSet, Topic, sense, yaml};
use crate::claim::TopicId;
use crate::span::Span;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The rules that are built into the binary: name below the rules folder, and text.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/built_in_rules.rs"));

/// The same files, in the same order, without their tests.
const WITHOUT_TESTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/built_in_rules_without_tests.rs"));

/// Where a rule file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    BuiltIn,
    Given,
}

/// A file on its way through the loader.
struct Loading<'f> {
    name: &'f str,
    origin: Origin,
    problems: Problems<'f>,
    content: Content,
}

enum Content {
    Vocabulary(Vec<ListFile>),
    Rule(Box<RuleFile>),
    Broken,
}

/// The tests of a topic, as they stand in its file.
#[derive(Debug)]
pub(super) struct Tested {
    pub(super) topic: TopicId,
    pub(super) rule: RuleFile,
    /// Entries of which something was said already, by their first byte.
    pub(super) doubtful: BTreeSet<usize>,
}

/// Whether a file is one of rules or word lists, by its name.
#[must_use]
pub fn is_rule_file(name: &str) -> bool {
    extension(name).is_some_and(|own| own.eq_ignore_ascii_case("yaml") || own.eq_ignore_ascii_case("yml"))
}

/// What is said of a file that lies among rules and is not loaded: a copy that an editor kept, a rule with the wrong ending.
/// Pages for readers and schemas for editors are meant to lie there.
#[must_use]
pub fn not_loaded(name: &str) -> Option<RuleProblem> {
    let at_home = ["md", "json"].iter().any(|own| extension(name).is_some_and(|it| it.eq_ignore_ascii_case(own)));
    if at_home || is_rule_file(name) {
        return None;
    }
    let mut problems = Problems::new(name, "");
    let message = "this file is not loaded: the name of a rule file ends in .yaml";
    let suggestion = "rename it if it is a rule, else move it out of the folder";
    problems.suggest(Code::NotLoaded, Span::new(0, 0), message, suggestion);
    problems.into_sorted().pop()
}

fn extension(name: &str) -> Option<&str> {
    let file = name.rsplit(['/', '\\']).next()?;
    file.rsplit_once('.').map(|(_, extension)| extension)
}

impl RuleSet {
    /// The rules that are built into the binary, without their tests.
    ///
    /// Their problems, if any, are found by the tests of the project; a broken one is left out.
    #[must_use]
    pub fn built_in() -> Self {
        load(&[]).0
    }

    /// Name and text of every file that is built into the binary.
    #[must_use]
    pub fn built_in_files() -> &'static [(&'static str, &'static str)] {
        BUILT_IN
    }

    /// The built-in rules and these: a file whose topic id is that of a built-in rule replaces it, and so does a word list; both
    /// are said.
    #[must_use]
    pub fn with_built_in(files: &[(String, String)]) -> (Self, Vec<RuleProblem>) {
        load(files)
    }

    /// These rules alone. Each file is its name below the rules folder, and its text; `vocab.yaml` holds word lists, every other file is a
    /// topic whose id is the file's name.
    #[must_use]
    pub fn from_files(files: &[(String, String)]) -> (Self, Vec<RuleProblem>) {
        assemble(files.iter().map(|(name, text)| (name.as_str(), text.as_str(), Origin::Given)))
    }
}

fn load(files: &[(String, String)]) -> (RuleSet, Vec<RuleProblem>) {
    // A built-in file given again, word for word, replaces nothing: `rules check rules` of the project's own folder.
    let given: BTreeSet<(&str, &str)> = files.iter().map(|(name, text)| (topic_id(name), text.as_str())).collect();
    let built_in =
        BUILT_IN.iter().zip(WITHOUT_TESTS).filter(|((name, text), _)| !given.contains(&(topic_id(name), *text)));
    let built_in = built_in.map(|(_, &(name, text))| (name, text, Origin::BuiltIn));
    assemble(built_in.chain(files.iter().map(|(name, text)| (name.as_str(), text.as_str(), Origin::Given))))
}

fn assemble<'f>(files: impl Iterator<Item = (&'f str, &'f str, Origin)>) -> (RuleSet, Vec<RuleProblem>) {
    let mut sources: Vec<(&str, &str, Origin)> = files.collect();
    sources.sort_by_key(|&(name, _, origin)| (origin == Origin::Given, name));
    let mut loading: Vec<Loading<'_>> =
        sources.par_iter().map(|&(name, text, origin)| read(name, text, origin)).collect();
    let topics = winners(&mut loading);
    let mut vocabulary = vocabulary(&mut loading);

    let mut set = RuleSet { digest: digest(&sources), ..RuleSet::default() };
    let mut builder = MatcherBuilder::default();
    for (id, index) in topics {
        let Loading { problems, content, origin, .. } = &mut loading[index];
        let Content::Rule(rule) = content else { continue };
        let compiled = compile(&id, rule, &mut vocabulary, &mut builder, problems);
        // Built-in rules come without their tests; the tests of the project see to those.
        if *origin == Origin::Given {
            super::test::check_presence(rule, problems);
        }
        match rule.enabled {
            Some((false, span)) => {
                problems.add(Code::Disabled, span, format!("the topic `{id}` is switched off"));
                set.disabled.push(id);
            }
            _ => {
                if let Some((topic, placing)) = compiled {
                    set.push(topic, placing, std::mem::take(rule), problems.starts());
                    set.own.push(*origin == Origin::Given);
                }
            }
        }
    }
    say_unused(&vocabulary, &mut loading);
    say_shadowed(&set, &mut loading);
    set.finish(builder);
    set.texts = sources.iter().map(|&(name, text, _)| (name.to_owned(), text.to_owned())).collect();
    let problems = loading.into_iter().flat_map(|file| file.problems.into_sorted()).collect();
    (set, problems)
}

fn read<'f>(name: &'f str, text: &'f str, origin: Origin) -> Loading<'f> {
    let mut problems = Problems::new(name, text);
    let content = match yaml::parse(&mut problems) {
        None => Content::Broken,
        Some(root) if topic_id(name) == "vocab" => Content::Vocabulary(vocab::read(&root, &mut problems)),
        Some(root) => match file::read(&root, &mut problems) {
            Some(rule) => Content::Rule(Box::new(rule)),
            None => Content::Broken,
        },
    };
    Loading { name, origin, problems, content }
}

/// The file's name without folders and extension.
fn topic_id(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Topic ids with the file that each comes from, in the order of the ids.
fn winners(loading: &mut [Loading<'_>]) -> BTreeMap<String, usize> {
    let mut topics: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..loading.len() {
        if matches!(loading[index].content, Content::Vocabulary(_)) {
            continue;
        }
        let id = topic_id(loading[index].name).to_owned();
        let Some(earlier) = topics.insert(id.clone(), index) else { continue };
        let (origin, name) = (loading[earlier].origin, loading[earlier].name);
        let problems = &mut loading[index].problems;
        if origin == Origin::BuiltIn && loading[index].origin == Origin::Given {
            problems.add(Code::Replaces, Span::new(0, 0), format!("this rule replaces the built-in topic `{id}`"));
        } else {
            let message = format!("{name} has the topic `{id}` already");
            problems.suggest(Code::DuplicateTopic, Span::new(0, 0), message, "give one of the files another name");
            topics.insert(id, earlier);
        }
    }
    topics
}

fn vocabulary(loading: &mut [Loading<'_>]) -> Vocabulary {
    let mut lists = Vec::new();
    for file in loading.iter_mut() {
        if let Content::Vocabulary(own) = &mut file.content {
            lists.push((&mut file.problems, std::mem::take(own)));
        }
    }
    Vocabulary::new(&mut lists)
}

/// Word lists that no line uses. Those of the built-in vocabulary are a stock for other rules.
fn say_unused(vocabulary: &Vocabulary, loading: &mut [Loading<'_>]) {
    for (name, file, span) in vocabulary.unused() {
        let home = loading.iter_mut().find(|loading| loading.name == file && loading.origin == Origin::Given);
        // What uses it may be what could not be read.
        if let Some(home) = home.filter(|home| !home.problems.any_error()) {
            let message = format!("no rule uses the word list `{name}`");
            home.problems.suggest(
                Code::UnusedList,
                span,
                message,
                format!("write `<{name}>` in a line, or take it out"),
            );
        }
    }
}

/// Topics whose every number another topic takes as well. Those that are built in were written side by side.
fn say_shadowed(set: &RuleSet, loading: &mut [Loading<'_>]) {
    for (later, own) in set.placings.iter().enumerate() {
        let is_own = |home: &&mut Loading<'_>| home.name == own.file && home.origin == Origin::Given;
        let Some(home) = loading.iter_mut().find(is_own) else { continue };
        let covers = |(earlier, other): &(usize, &Placing)| {
            *earlier != later && sense::covers(other, own) && (*earlier < later || !sense::covers(own, other))
        };
        let Some((earlier, other)) = set.placings.iter().enumerate().find(covers) else { continue };
        let Some(line) = own.of.first().or(own.event.first()) else { continue };
        let id = &set.topics[earlier].id;
        let message = format!("every number of this topic is taken by the topic `{id}` ({}), too", other.file);
        let suggestion =
            format!("narrow one of the two, or give this file the name of the other to replace it: {id}.yaml");
        let span = Span::new(line.source.at, line.source.at + line.words.len());
        home.problems.suggest(Code::Shadowed, span, message, suggestion);
    }
}

fn digest(sources: &[(&str, &str, Origin)]) -> String {
    let mut hasher = Sha256::new();
    for (name, text, _) in sources {
        for part in [name, text] {
            // Lengths first, so that no two sets of files run together to the same bytes.
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a string does not fail");
        hex
    })
}

impl RuleSet {
    fn push(&mut self, topic: Topic, placing: Placing, rule: RuleFile, doubtful: BTreeSet<usize>) {
        let id = TopicId(u32::try_from(self.topics.len()).expect("fewer topics than bytes of rules"));
        self.topics.push(topic);
        self.placings.push(placing);
        self.tested.push(Tested { topic: id, rule, doubtful });
    }

    /// Builds the matcher and the index from terms to topics.
    fn finish(&mut self, builder: MatcherBuilder) {
        self.triggers = vec![Vec::new(); builder.len()];
        self.matcher = builder.build();
        for (index, placing) in self.placings.iter().enumerate() {
            let topic = TopicId(u32::try_from(index).expect("fewer topics than bytes of rules"));
            if !placing.patterns.is_empty() {
                self.patterned.push(topic);
            }
            match placing.triggers() {
                Some(terms) => {
                    for term in terms {
                        if !self.triggers[term.index()].contains(&topic) {
                            self.triggers[term.index()].push(topic);
                        }
                    }
                }
                None => self.everywhere.push(topic),
            }
        }
        let taken_by = |topics: &[TopicId]| -> Kinds {
            let taken = |topic: &TopicId| self.placings[topic.index()].taken;
            topics.iter().map(taken).fold(Kinds::default(), Kinds::with)
        };
        self.kinds_led_to = self.triggers.iter().map(|topics| taken_by(topics)).collect();
        self.kinds_led = self.kinds_led_to.iter().copied().fold(Kinds::default(), Kinds::with);
        self.kinds_everywhere = taken_by(&self.everywhere);
        self.leads = self.matcher.beginnings_by_kind(&self.kinds_led_to);
    }

    /// The topics that a term may bring a claim to.
    pub(super) fn triggered(&self, term: TermId) -> impl Iterator<Item = TopicId> + '_ {
        self.triggers[term.index()].iter().copied()
    }
}
