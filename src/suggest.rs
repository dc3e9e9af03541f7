//! A group of claims that no rule took, turned into a rule file with its first tests.
//!
//! The rule asks for the noun that the claims count and for words that their sentences share. Its tests are sentences of
//! the articles: those of the group with the figures that stand in them, and one that looks alike and says nothing of it.
//! Several rules are tried, the narrowest first; how a rule and its tests are written is told in `rule::draft`. What the topic is
//! called, what it asks and how its figures move is left to the editor.
//!
//! Invariant: a suggested file has no problem, and its tests pass.

use crate::article::{Article, ArticleId, Part, Published};
use crate::claim::{Claim, TopicId};
use crate::compare::Finding;
use crate::report::{Report, counted, groups_without_rule};
use crate::rule::RuleSet;
use crate::rule::draft::{self, DraftTest};
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::segment::{Tokens, segment_title};
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

/// The groups without a rule, those first for which one is most worth having: figures before dates, which stand in every
/// sentence, then what most articles speak of.
#[must_use]
pub fn likely_groups(report: &Report) -> Vec<&Finding> {
    let rank = |group: &Finding| {
        let claims = || group.claims.iter().map(|id| &report.comparison.claims[id.index()]);
        let kind = claims().next().map(|claim| claim.mention.value.kind());
        let dull = match kind {
            Some(Kind::Count) => u8::from(claims().all(|claim| claim.mention.counted.is_none())),
            Some(Kind::Money | Kind::Percent | Kind::Points | Kind::Measure | Kind::Duration) => 0,
            _ => 2,
        };
        let articles: BTreeSet<ArticleId> = claims().map(|claim| claim.article).collect();
        (dull, Reverse(articles.len()))
    };
    let mut groups = groups_without_rule(report);
    groups.sort_by_cached_key(|group| rank(group));
    groups
}

/// The rule for a group, under this title or one of its own words; `None` if no rule that is tried finds the sentences of the
/// group again.
#[must_use]
pub fn suggest(report: &Report, group: &Finding, title: Option<&str>) -> Option<Suggestion> {
    let draft = Draft::of(report, group, title)?;
    draft.shapes().into_iter().find_map(|shape| {
        let yaml = draft.tested(&shape)?;
        Some(Suggestion { file: format!("{}.yaml", draft.name()), yaml })
    })
}

/// A sentence and the figures that the rule is to find in it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Example {
    text: String,
    published: Option<Published>,
    /// None if nothing is to be found.
    values: Vec<Value>,
}

/// What the rule is made of.
struct Draft<'a> {
    title: Option<&'a str>,
    kind: Kind,
    /// What is counted, commonest first; none for most other kinds.
    nouns: Vec<String>,
    /// Words that the sentences share.
    words: Vec<String>,
    unit: Option<&'a str>,
    examples: Vec<Example>,
    /// Whether the figures are those of a toll.
    rises: bool,
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
    fn of(report: &'a Report, group: &Finding, title: Option<&'a str>) -> Option<Self> {
        let claims: Vec<&Claim> = group.claims.iter().map(|id| &report.comparison.claims[id.index()]).collect();
        let kind = claims.first()?.mention.value.kind();
        let sentences = Sentences { report };
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
        let rises = claims.iter().all(|claim| {
            let (article, reading) = (&report.articles[claim.article.index()], &report.readings[claim.article.index()]);
            draft::is_toll(article, reading, &claim.mention)
        });
        Some(Self { title, kind, nouns, words, unit, examples, rises, others, claims: claims.len() })
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
    fn tested(&self, shape: &Shape) -> Option<String> {
        let head = draft::header(&self.heading(), self.kind, &shape.yaml(self.unit), self.rises);
        let rules = draft::without_tests(&self.name(), &head)?;
        let test = |example: &Example| rules.draft_test(TopicId(0), &example.text, example.published);
        let found: Vec<DraftTest> = self.examples.iter().filter(|own| own.is_found_by(&rules)).map(test).collect();
        let nothing = self.others.iter().map(test).find(|test| test.expect.is_empty())?;
        if found.is_empty() || found.len() * 2 < self.examples.len() {
            return None;
        }
        let chosen: Vec<String> = found.iter().take(MOST_TESTS).chain([&nothing]).map(|test| test.yaml(2)).collect();
        let about =
            format!("about:\n  notes: Suggested from {}; its title wants an editor.\n", counted(self.claims, "claim"));
        let yaml = format!("{head}tests:\n{}{about}", chosen.concat());
        draft::is_sound(&self.name(), &yaml, chosen.len()).then_some(yaml)
    }

    /// A name for the file that no built-in rule has: `passengers-ferry`.
    fn name(&self) -> String {
        let nouns = self.nouns.iter().take(1).filter(|_| self.kind == Kind::Count);
        let words: Vec<&str> = nouns.chain(&self.words).take(3).map(String::as_str).collect();
        let words = if words.is_empty() { self.kind.to_string() } else { words.join(" ") };
        let name = draft::slug(self.title.unwrap_or(&words));
        let stem = |path: &str| path.rsplit('/').next().map(|file| file.trim_end_matches(".yaml").to_owned());
        let taken = RuleSet::built_in_files().iter().any(|(path, _)| stem(path).as_deref() == Some(name.as_str()));
        if taken { format!("{name}-2") } else { name }
    }

    /// The topic's title, if need be of the words of the group: "Passengers (ferry, Varna)".
    fn heading(&self) -> String {
        if let Some(title) = self.title {
            return title.to_owned();
        }
        let subject = match (self.kind, self.nouns.first()) {
            (Kind::Count, Some(noun)) => noun.clone(),
            (Kind::Percent | Kind::Points, _) => "share".to_owned(),
            (kind, _) => kind.to_string(),
        };
        let about = self.words.join(", ");
        let about = if about.is_empty() { about } else { format!(" ({about})") };
        format!("{}{about}", capitalised(&subject))
    }
}

impl Shape {
    /// Its keys, as lines of a rule.
    fn yaml(&self, unit: Option<&str>) -> String {
        let mut yaml = String::new();
        let mut list = |key: &str, lines: &[String]| {
            if !lines.is_empty() {
                let _ = writeln!(yaml, "{key}:");
                for line in lines {
                    let _ = writeln!(yaml, "  - {}", draft::written(line));
                }
            }
        };
        list("of", &self.of);
        list("event", &self.event);
        list("with", &self.with);
        list("unit", &unit.map(ToOwned::to_owned).into_iter().collect::<Vec<_>>());
        yaml.truncate(yaml.trim_end().len());
        yaml
    }
}

impl Example {
    /// Whether the one topic of a rule set finds exactly these values.
    fn is_found_by(&self, rules: &RuleSet) -> bool {
        let sorted = |values: &[Value]| {
            let mut words: Vec<String> = values.iter().map(ToString::to_string).collect();
            words.sort();
            words
        };
        sorted(&rules.values_of(TopicId(0), &self.text, self.published)) == sorted(&self.values)
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
}

impl<'a> Sentences<'a> {
    fn article(&self, id: ArticleId) -> &'a Article {
        &self.report.articles[id.index()]
    }

    fn example<'v>(&self, (id, part, sentence): Place, values: impl Iterator<Item = &'v Value>) -> Example {
        let article = self.article(id);
        let span = self.report.readings[id.index()].segments(part).sentences[sentence].span;
        let words: Vec<&str> = span.slice(article.part(part)).split_whitespace().collect();
        Example { text: words.join(" "), published: article.published, values: values.cloned().collect() }
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
    words.filter(|word| !nouns.contains(&fold(word).into_owned()) && !is_of_figures(word)).collect()
}

/// "percent", "Euros", "Monday": words that say what kind of value it is, not of what.
fn is_of_figures(word: &str) -> bool {
    let segments = segment_title(word);
    let tokens = Tokens { text: word, tokens: &segments.tokens };
    let units = Class::UNIT.with(Class::CURRENCY).with(Class::PERCENT).with(Class::SCALE).with(Class::TIME_UNIT);
    (0..tokens.tokens.len()).any(|at| tokens.is(at, units.with(Class::MONTH).with(Class::WEEKDAY)))
}

/// A word in small letters but for the first.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}
