//! A group of claims that no rule took, turned into a rule file with its first tests.
//!
//! The rule asks for the noun that the claims count and for words that their sentences share. Its tests are sentences of
//! the articles: those of the group with the figures that stand in them, and one that looks alike and says nothing of it.
//! Several rules are tried, the narrowest first; what the topic is called, what it asks and how its figures move is left
//! to the editor.
//!
//! Invariant: a suggested file has no problem, and its tests pass.

use crate::article::{Article, ArticleId, Part};
use crate::claim::Claim;
use crate::compare::Finding;
use crate::report::{Report, counted, groups_without_rule};
use crate::rule::RuleSet;
use crate::segment::token::fold;
use crate::value::{Kind, Value};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A rule file that has not been written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its name, with the extension.
    pub file: String,
    /// Its text.
    pub yaml: String,
}

/// Sentences with claims that become tests.
const MOST_TESTS: usize = 4;

/// Sentences without claims that are tried as the test for `nothing`.
const TRIED_FOR_NOTHING: usize = 24;

/// The group that is called so: by its number in the order of the report, from 1, or by its id.
#[must_use]
pub fn find_group<'a>(report: &'a Report, name: &str) -> Option<&'a Finding> {
    let groups = groups_without_rule(report);
    let by_number = name.parse::<usize>().ok().and_then(|number| groups.get(number.checked_sub(1)?).copied());
    by_number.or_else(|| groups.into_iter().find(|finding| finding.id == name))
}

/// The rule for a group; `None` if no rule that is tried finds the sentences of the group again.
#[must_use]
pub fn suggest(report: &Report, group: &Finding) -> Option<Suggestion> {
    let draft = Draft::of(report, group)?;
    draft.shapes().into_iter().find_map(|shape| {
        let yaml = draft.tested(&shape)?;
        Some(Suggestion { file: format!("{}.yaml", draft.name()), yaml })
    })
}

/// A sentence and the figures that the rule is to find in it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Example {
    text: String,
    /// The day of publication, where the values need it.
    date: Option<String>,
    /// In words; none if nothing is to be found.
    values: Vec<String>,
}

/// What the rule is made of.
struct Draft<'a> {
    kind: Kind,
    /// What is counted, commonest first; none for most other kinds.
    nouns: Vec<String>,
    /// Words that the sentences share.
    words: Vec<String>,
    unit: Option<&'a str>,
    examples: Vec<Example>,
    /// Sentences with a value of the kind that are not of the group, the most alike first.
    others: Vec<Example>,
    claims: usize,
}

/// One way to ask for a group.
#[derive(Clone, Debug, Default)]
struct Shape {
    of: Vec<String>,
    event: Vec<String>,
    with: Vec<String>,
}

impl<'a> Draft<'a> {
    fn of(report: &'a Report, group: &Finding) -> Option<Self> {
        let claims: Vec<&Claim> = group.claims.iter().map(|id| &report.comparison.claims[id.index()]).collect();
        let kind = claims.first()?.mention.value.kind();
        let sentences = Sentences { report, dated: kind == Kind::Date };
        let mut places: BTreeMap<Place, Vec<&Claim>> = BTreeMap::new();
        for &claim in &claims {
            places.entry(place(claim)).or_default().push(claim);
        }
        let mut seen = BTreeSet::new();
        let examples: Vec<Example> = places
            .iter()
            .map(|(&place, claims)| sentences.example(place, claims.iter().map(|claim| &claim.mention.value)))
            .filter(|example| seen.insert(example.text.clone()))
            .collect();
        let nouns = nouns(report, &claims);
        let words = shared_words(&group.title, &examples, &nouns);
        let asked: BTreeSet<String> = nouns.iter().chain(&words).map(|word| fold(word).into_owned()).collect();
        let others = sentences.others(kind, &places, &asked);
        let unit = match &claims[0].mention.value {
            Value::Measure(_, unit) => Some(unit.symbol),
            _ => None,
        };
        Some(Self { kind, nouns, words, unit, examples, others, claims: claims.len() })
    }

    /// The ways to ask for the group, the narrowest first.
    fn shapes(&self) -> Vec<Shape> {
        let of = if self.kind == Kind::Count { self.nouns.clone() } else { Vec::new() };
        let joined = |count: usize| self.words.get(..count).map(|words| vec![words.join(" + ")]);
        let mut lists: Vec<Vec<String>> = [joined(3), joined(2)].into_iter().flatten().collect();
        lists.push(self.words.clone());
        lists.extend(joined(1));
        lists.retain(|list| !list.is_empty());
        let mut shapes: Vec<Shape> = lists
            .into_iter()
            .map(|list| match self.kind {
                Kind::Date => Shape { event: list, ..Shape::default() },
                _ => Shape { of: of.clone(), with: list, ..Shape::default() },
            })
            .collect();
        if !of.is_empty() {
            shapes.push(Shape { of, ..Shape::default() });
        }
        shapes
    }

    /// The file, with the tests that pass; `None` if too few do, or if anything is wrong with it.
    fn tested(&'a self, shape: &Shape) -> Option<String> {
        let tried: Vec<&Example> = self.examples.iter().chain(&self.others).collect();
        let (passed, _) = self.run(&self.file(shape, &tried));
        let passing = |examples: &'a [Example]| examples.iter().filter(|example| passed.contains(&example.text));
        let found: Vec<&Example> = passing(&self.examples).collect();
        let nothing = passing(&self.others).next()?;
        if found.is_empty() || found.len() * 2 < self.examples.len() {
            return None;
        }
        let chosen: Vec<&Example> = found.into_iter().take(MOST_TESTS).chain([nothing]).collect();
        let yaml = self.file(shape, &chosen);
        let (passed, clean) = self.run(&yaml);
        (clean && passed.len() == chosen.len()).then_some(yaml)
    }

    /// The texts whose tests pass, and whether the file has no problem.
    fn run(&self, yaml: &str) -> (BTreeSet<String>, bool) {
        let (rules, problems) = RuleSet::from_files(&[(format!("{}.yaml", self.name()), yaml.to_owned())]);
        let run = rules.test();
        let passed = run.outcomes.into_iter().filter(|outcome| outcome.passed).map(|outcome| outcome.name).collect();
        (passed, problems.is_empty() && run.problems.is_empty())
    }

    /// A name for the file that no built-in rule has: `passengers-ferry`.
    fn name(&self) -> String {
        let nouns = self.nouns.iter().take(1).filter(|_| self.kind == Kind::Count);
        let words: Vec<&String> = nouns.chain(&self.words).take(3).collect();
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
        let words: Vec<String> = words.iter().map(|word| word.chars().map(plain).collect()).collect();
        let name = words.join("-").split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let name = if name.is_empty() { self.kind.as_str().to_owned() } else { name };
        let stem = |path: &str| path.rsplit('/').next().map(|file| file.trim_end_matches(".yaml").to_owned());
        let taken = RuleSet::built_in_files().iter().any(|(path, _)| stem(path).as_deref() == Some(name.as_str()));
        if taken { format!("{name}-2") } else { name }
    }

    fn file(&self, shape: &Shape, examples: &[&Example]) -> String {
        let mut yaml = String::new();
        let (topic, question) = self.heading();
        let _ = writeln!(yaml, "topic: {}\nquestion: {}\nkind: {}", quoted(&topic), quoted(&question), self.kind);
        for (key, lines) in [("of", &shape.of), ("event", &shape.event), ("with", &shape.with)] {
            list(&mut yaml, key, lines);
        }
        if let Some(unit) = self.unit {
            let _ = writeln!(yaml, "unit: [{}]", quoted(unit));
        }
        let moves = matches!(self.kind, Kind::Count | Kind::Money | Kind::Percent | Kind::Points);
        if moves {
            yaml.push_str("compare:\n  over_time: varies     # or fixed, rises, falls\n");
        }
        yaml.push_str("tests:\n");
        for example in examples {
            let _ = writeln!(yaml, "  - text: {}", quoted(&example.text));
            if let Some(date) = &example.date {
                let _ = writeln!(yaml, "    date: {date}");
            }
            if example.values.is_empty() {
                yaml.push_str("    expect: nothing\n");
                continue;
            }
            yaml.push_str("    expect:\n");
            for value in &example.values {
                let _ = writeln!(yaml, "      - value: {}", quoted(value));
            }
        }
        let claims = counted(self.claims, "claim");
        let _ = writeln!(yaml, "about:\n  notes: Suggested from {claims}; the topic and the question want an editor.");
        yaml
    }

    /// Topic and question.
    fn heading(&self) -> (String, String) {
        let subject = match (self.kind, self.nouns.first()) {
            (Kind::Count, Some(noun)) => noun.clone(),
            (Kind::Money, _) => "money".to_owned(),
            (Kind::Percent | Kind::Points, _) => "share".to_owned(),
            (kind, _) => kind.to_string(),
        };
        let about = self.words.join(", ");
        let about = if about.is_empty() { about } else { format!(" ({about})") };
        let asked = match self.kind {
            Kind::Count => format!("How many {subject}"),
            Kind::Money => "How much money".to_owned(),
            Kind::Date => "When".to_owned(),
            Kind::Duration => "How long".to_owned(),
            _ => format!("What {subject}"),
        };
        (format!("{}{about}", capitalised(&subject)), format!("{asked}{about}?"))
    }
}

/// Article, part and sentence of a claim.
type Place = (ArticleId, Part, usize);

fn place(claim: &Claim) -> Place {
    (claim.article, claim.mention.part, claim.mention.sentence)
}

/// The sentences of a report, as texts of tests.
struct Sentences<'a> {
    report: &'a Report,
    /// Whether values need the day of publication.
    dated: bool,
}

impl<'a> Sentences<'a> {
    fn article(&self, id: ArticleId) -> &'a Article {
        &self.report.articles[id.index()]
    }

    fn example<'v>(&self, (id, part, sentence): Place, values: impl Iterator<Item = &'v Value>) -> Example {
        let article = self.article(id);
        let span = self.report.readings[id.index()].segments(part).sentences[sentence].span;
        let words: Vec<&str> = span.slice(article.part(part)).split_whitespace().collect();
        let published = article.published.filter(|_| self.dated);
        Example {
            text: words.join(" "),
            date: published.map(|published| published.date.to_string()),
            values: values.map(ToString::to_string).collect(),
        }
    }

    /// Sentences with a value of this kind that are none of the group's: those that share most of the words come first.
    fn others(&self, kind: Kind, own: &BTreeMap<Place, Vec<&Claim>>, asked: &BTreeSet<String>) -> Vec<Example> {
        let places: BTreeSet<Place> = (0..)
            .map(ArticleId)
            .zip(&self.report.readings)
            .flat_map(|(id, reading)| reading.mentions.iter().map(move |mention| (id, mention)))
            .filter(|(_, mention)| mention.part == Part::Body && mention.value.kind() == kind)
            .map(|(id, mention)| (id, mention.part, mention.sentence))
            .filter(|place| !own.contains_key(place))
            .collect();
        let mut others: Vec<Example> =
            places.into_iter().map(|place| self.example(place, std::iter::empty())).collect();
        let shared = |example: &Example| words_of(&example.text).filter(|word| asked.contains(word)).count();
        others.sort_by_cached_key(|example| (Reverse(shared(example)), example.text.len(), example.text.clone()));
        others.dedup();
        others.truncate(TRIED_FOR_NOTHING);
        others
    }
}

/// The words of a text, folded.
fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').map(|word| fold(word).into_owned())
}

/// The head nouns of what is counted, the commonest first.
fn nouns(report: &Report, claims: &[&Claim]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for claim in claims {
        if let Some(counted) = claim.mention.counted {
            let head = report.articles[claim.article.index()].words(claim.mention.part, counted.head);
            *counts.entry(fold(head).into_owned()).or_default() += 1;
        }
    }
    let mut nouns: Vec<(usize, String)> = counts.into_iter().map(|(noun, count)| (count, noun)).collect();
    nouns.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
    nouns.into_iter().map(|(_, noun)| noun).collect()
}

/// The words in the title of a group ("passengers: ferry, Varna"), written as its sentences mostly write them.
fn shared_words(title: &str, examples: &[Example], nouns: &[String]) -> Vec<String> {
    let Some((_, words)) = title.split_once(": ") else { return Vec::new() };
    let written = |form: &String| {
        let has = |text: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|other| other == form);
        examples.iter().any(|example| has(&example.text))
    };
    // A word in capitals would match capitals only.
    let as_written =
        |word: &str| [word.to_lowercase(), capitalised(word)].into_iter().find(written).unwrap_or(word.to_owned());
    let words = words.split(", ").map(as_written);
    words.filter(|word| !nouns.contains(&fold(word).into_owned())).collect()
}

/// A word in small letters but for the first.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

/// A key with its lines.
fn list(yaml: &mut String, key: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(yaml, "{key}:");
        for line in lines {
            let _ = writeln!(yaml, "  - {}", quoted(line));
        }
    }
}

/// A text as YAML: plain where it is a mere word or number of words, else between quotation marks.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '+' | '(' | ')' | '?');
    let starts_plain = text.starts_with(|letter: char| letter.is_alphabetic());
    let reserved = matches!(fold(text).as_ref(), "yes" | "no" | "on" | "off" | "true" | "false" | "null");
    if starts_plain && !reserved && text.chars().all(plain) && !text.ends_with(' ') {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
