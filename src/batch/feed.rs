//! Mixed articles into stories: those that tell of one event, by the rare words, names and places that they share within
//! some days.
//!
//! One pass in the order of time, each article to the story of its nearest neighbour, or to a new one: single-pass
//! clustering, as in topic detection and tracking (Allan, Papka, Lavrenko 1998: "On-line new event detection and
//! tracking"). What was placed once stays where it is, so that a story keeps its name and its history.
//!
//! Invariant: the outcome depends on the articles and on those known before, not on names of files or the order in which
//! they are read.

use crate::article::Article;
use crate::segment::token::fold;
use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The words that stand in more than about one of eight news articles, counted over 5,000 of them; names left out.
const COMMON: &str = include_str!("common_words.txt");

/// Words of the body that count: the lead and what follows tell the event, background comes later. (P)
const WORDS_READ: usize = 220;
/// Most terms of an article: the heaviest.
const MOST_TERMS: usize = 60;
/// How much more a name counts than another word, and a word of the title than one of the text. (P)
const NAME_WEIGHT: u32 = 2;
const TITLE_WEIGHT: u32 = 2;
/// Least likeness (cosine of weighted terms, 0 to 1) to the nearest article of a story. Chosen on 76 articles about ten
/// events among 1,000 others: above 0.3 stories fall apart, below 0.13 they run together. (P)
const LIKENESS: f32 = 0.17;
/// The same where one of the two has no date, and the window keeps nothing away. (P)
const LIKENESS_UNDATED: f32 = 0.20;
/// Longest first line that is taken for a title, in characters.
const LONGEST_TITLE: usize = 120;
/// A term of more articles than this share of the feed tells nothing, if there are many. (P)
const TOO_COMMON: f32 = 0.1;
/// Articles from which on [`TOO_COMMON`] is applied.
const MANY: usize = 200;

static COMMON_WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());

/// The terms of an article with their weights: content words of its title and of its first sentences, names above all.
#[must_use]
pub fn terms(article: &Article) -> BTreeMap<String, u32> {
    let mut weights: BTreeMap<String, u32> = BTreeMap::new();
    let title = article.title.as_ref().map_or("", |title| title.text.as_str());
    for (word, _) in words(title) {
        add(&mut weights, word, TITLE_WEIGHT);
    }
    for (word, is_name) in words(article.body.slice(&article.text)).take(WORDS_READ) {
        add(&mut weights, word, if is_name { NAME_WEIGHT } else { 1 });
    }
    let mut order: Vec<(String, u32)> = weights.into_iter().collect();
    order.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    order.truncate(MOST_TERMS);
    order.into_iter().collect()
}

fn add(weights: &mut BTreeMap<String, u32>, word: &str, weight: u32) {
    let term = fold(word);
    let stem = term.strip_suffix("'s").or_else(|| term.strip_suffix("’s")).unwrap_or(&term);
    if stem.chars().count() >= 3 && !COMMON_WORDS.contains(stem) {
        *weights.entry(stem.to_owned()).or_default() += weight;
    }
}

/// Words with whether they are names: capitals that do not follow the end of a sentence.
fn words(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut begins = true;
    text.split_whitespace().filter_map(move |token| {
        let word = token.trim_matches(|it: char| !it.is_alphanumeric());
        let is_name = !begins && word.chars().next().is_some_and(char::is_uppercase);
        begins = token.ends_with(['.', '!', '?', ':', '”', '"']);
        let has_letters = word.chars().any(char::is_alphabetic);
        has_letters.then_some((word, is_name))
    })
}

/// A readable name for the story that an article begins: its title, its first line, or the terms that it is about.
#[must_use]
pub fn name(article: &Article, terms: &BTreeMap<String, u32>) -> String {
    if let Some(title) = article.title.as_ref().map(|title| title.text.trim()).filter(|title| !title.is_empty()) {
        return title.to_owned();
    }
    let lines = article.body.slice(&article.text).lines().map(str::trim);
    let first = lines.into_iter().find(|line| !line.is_empty());
    if let Some(line) = first.filter(|line| line.chars().count() <= LONGEST_TITLE && line.contains(' ')) {
        return line.to_owned();
    }
    let mut heaviest: Vec<(&String, &u32)> = terms.iter().collect();
    heaviest.sort_by(|left, right| right.1.cmp(left.1).then_with(|| left.0.cmp(right.0)));
    let words: Vec<&str> = heaviest.into_iter().take(4).map(|(term, _)| term.as_str()).collect();
    if words.is_empty() { "untitled".to_owned() } else { words.join(" ") }
}

/// Slug of a story: the words of its name that tell it from others, and the day.
#[must_use]
pub fn story_slug(name: &str, day: Option<Date>) -> String {
    let told: Vec<&str> = name
        .split(|it: char| !it.is_alphanumeric() && it != '\'' && it != '’')
        .filter(|word| word.len() > 2 && !COMMON_WORDS.contains(fold(word).as_ref()))
        .take(5)
        .collect();
    let words = if told.is_empty() { name.to_owned() } else { told.join(" ") };
    let day = day.map(|day| format!(" {day}")).unwrap_or_default();
    let slug = super::config::slug(&format!("{words}{day}"));
    if slug.is_empty() { "story".to_owned() } else { slug }
}

/// Finds the story of each article of a feed.
#[derive(Debug)]
pub struct Sorter<S> {
    window: i32,
    documents: Vec<Placed<S>>,
    /// Number of each term.
    numbers: FxHashMap<String, u32>,
    /// The articles that have a term, by its number.
    with: Vec<Postings>,
    /// The newest day of each story.
    newest: BTreeMap<S, Option<Date>>,
}

/// The articles that have a term, with its weight in each.
#[derive(Debug, Default)]
struct Postings {
    undated: Vec<(u32, f32)>,
    /// By day, so that what is outside of the window costs nothing.
    dated: Vec<(Date, u32, f32)>,
}

impl Postings {
    fn len(&self) -> usize {
        self.undated.len() + self.dated.len()
    }

    fn add(&mut self, day: Option<Date>, document: u32, weight: f32) {
        match day {
            None => self.undated.push((document, weight)),
            Some(day) => {
                let at = self.dated.partition_point(|(other, ..)| *other <= day);
                self.dated.insert(at, (day, document, weight));
            }
        }
    }

    /// Those at most `window` days from a day; all without one.
    fn near(&self, day: Option<Date>, window: i32) -> impl Iterator<Item = (u32, f32)> + '_ {
        let within = day.map(|day| (day.saturating_sub(window.days()), day.saturating_add(window.days())));
        let (from, to) = within.map_or((0, self.dated.len()), |(first, last)| {
            (self.dated.partition_point(|(it, ..)| *it < first), self.dated.partition_point(|(it, ..)| *it <= last))
        });
        let dated = self.dated[from..to].iter().map(|&(_, document, weight)| (document, weight));
        self.undated.iter().copied().chain(dated)
    }
}

#[derive(Debug)]
struct Placed<S> {
    story: S,
    day: Option<Date>,
    /// The length of its vector of terms when it came.
    length: f32,
}

impl<S: Copy + Ord> Sorter<S> {
    /// A sorter for articles of one event that are at most `window` days from the newest of their story.
    #[must_use]
    pub fn new(window: i32) -> Self {
        Self { window, documents: Vec::new(), numbers: FxHashMap::default(), with: Vec::new(), newest: BTreeMap::new() }
    }

    /// Takes note of an article whose story is known.
    pub fn know(&mut self, story: S, day: Option<Date>, terms: &BTreeMap<String, u32>) {
        let length = self.length(terms);
        let document = u32::try_from(self.documents.len()).expect("there are fewer than 2^32 articles");
        for (term, &weight) in terms {
            let next = u32::try_from(self.with.len()).expect("there are fewer than 2^32 terms");
            let number = *self.numbers.entry(term.clone()).or_insert(next);
            if number == next {
                self.with.push(Postings::default());
            }
            self.with[number as usize].add(day, document, damped(weight));
        }
        self.documents.push(Placed { story, day, length });
        let newest = self.newest.entry(story).or_default();
        *newest = (*newest).max(day);
    }

    /// The story that an article belongs to; `None` if it begins one.
    #[must_use]
    pub fn story_of(&self, day: Option<Date>, terms: &BTreeMap<String, u32>) -> Option<S> {
        let mut products: FxHashMap<u32, f32> = FxHashMap::default();
        for (term, &weight) in terms {
            let Some(&number) = self.numbers.get(term) else { continue };
            let with = &self.with[number as usize];
            if self.documents.len() >= MANY && with.len() as f32 > self.documents.len() as f32 * TOO_COMMON {
                continue;
            }
            let weight = damped(weight) * self.rarity(with.len()).powi(2);
            for (document, other) in with.near(day, self.window) {
                *products.entry(document).or_default() += weight * other;
            }
        }
        let own = self.length(terms);
        let near = products.into_iter().filter_map(|(at, product)| {
            let document = &self.documents[at as usize];
            let likeness = product / (own * document.length).max(f32::MIN_POSITIVE);
            let least = if day.is_some() && document.day.is_some() { LIKENESS } else { LIKENESS_UNDATED };
            (likeness >= least && self.is_near(day, document)).then_some((likeness, document.story))
        });
        // Of equal ones the older story: the outcome does not hang on the order of a map.
        near.max_by(|left, right| left.0.total_cmp(&right.0).then_with(|| right.1.cmp(&left.1))).map(|(_, story)| story)
    }

    fn is_near(&self, day: Option<Date>, document: &Placed<S>) -> bool {
        let near = |other: Option<Date>| match (day, other) {
            (Some(day), Some(other)) => days_between(day, other) <= self.window,
            _ => true,
        };
        near(document.day) && near(self.newest.get(&document.story).copied().flatten())
    }

    /// Inverse document frequency of a term that `with` articles have.
    fn rarity(&self, with: usize) -> f32 {
        let all = self.documents.len().max(MANY) as f32;
        (all / with.max(1) as f32).ln().max(0.1)
    }

    fn length(&self, terms: &BTreeMap<String, u32>) -> f32 {
        let rarity =
            |term: &String| self.rarity(self.numbers.get(term).map_or(0, |&number| self.with[number as usize].len()));
        terms.iter().map(|(term, &weight)| (damped(weight) * rarity(term)).powi(2)).sum::<f32>().sqrt()
    }
}

/// The tenth mention of a word says less than the first.
fn damped(weight: u32) -> f32 {
    1.0 + (weight.max(1) as f32).ln()
}

fn days_between(one: Date, other: Date) -> i32 {
    one.since((jiff::Unit::Day, other)).map_or(i32::MAX, |span| span.get_days().abs())
}
