//! Versions of one article: "UPDATE 2-", "1st Ld-Writethru", a later time under the same address (semantics, section 10).
//!
//! The newest version speaks for its outlet. What an older one says is compared with the other versions alone, as the
//! way that the figure went: *updated*, or *revised* where the newer version says that it corrects. Against other outlets
//! it is not held: the outlet has replaced it itself.
//!
//! Two articles are versions of one if one outlet published both, their times or marks say which is newer, and they
//! share their address, most of their text, or their headline where a mark or some of the text bears that out. An outlet
//! that nobody declared has no versions.
//!
//! Invariant: versions do not depend on the order of the articles.

use super::decide::Outcome;
use super::origin::Reuse;
use super::statement::Statement;
use super::verdict::Relation;
use crate::article::Article;
use crate::segment::token::fold;
use jiff::civil::DateTime;
use std::collections::BTreeMap;

/// One of several versions of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// Equal for the versions of one article.
    lineage: usize,
    /// Greater for newer ones.
    order: usize,
    /// Whether there is a newer one.
    superseded: bool,
    /// Whether it says that it corrects.
    corrects: bool,
}

impl Version {
    /// Whether there is a newer one.
    pub(super) fn is_superseded(self) -> bool {
        self.superseded
    }
}

/// Which version each article is; `None` for an article with one version only.
pub(super) fn versions(articles: &[Article], reuse: &Reuse) -> Vec<Option<Version>> {
    let marks: Vec<Marks> = articles.iter().map(Marks::of).collect();
    let mut lineages = Lineages { parents: (0..articles.len()).collect() };
    for (left, right) in pairs(articles, reuse, &marks) {
        if marks[left].newness(&articles[left]) != marks[right].newness(&articles[right]) {
            lineages.join(left, right);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..articles.len() {
        members.entry(lineages.root(at)).or_default().push(at);
    }
    let mut versions = vec![None; articles.len()];
    for (lineage, mut members) in members.into_iter().filter(|(_, members)| members.len() > 1) {
        members.sort_by_key(|&at| marks[at].newness(&articles[at]));
        let newness = |at: usize| marks[at].newness(&articles[at]);
        let newest = newness(members[members.len() - 1]);
        for (order, run) in members.chunk_by(|&left, &right| newness(left) == newness(right)).enumerate() {
            for &at in run {
                let superseded = newness(at) < newest;
                versions[at] = Some(Version { lineage, order, superseded, corrects: marks[at].corrects });
            }
        }
    }
    versions
}

/// Articles of one outlet that may be versions of one.
fn pairs(articles: &[Article], reuse: &Reuse, marks: &[Marks]) -> Vec<(usize, usize)> {
    let outlets: Vec<Option<String>> =
        articles.iter().map(|article| article.outlet.as_deref().map(|outlet| fold(outlet).into_owned())).collect();
    let same_outlet = |&(left, right): &(usize, usize)| outlets[left].is_some() && outlets[left] == outlets[right];
    let mut pairs: Vec<(usize, usize)> = reuse.copies().filter(same_outlet).collect();
    let mut by_address: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    let mut by_headline: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        let Some(outlet) = outlets[at].as_deref() else { continue };
        if let Some(url) = &article.url {
            by_address.entry((outlet, url)).or_default().push(at);
        }
        by_headline.entry((outlet, &marks[at].headline)).or_default().push(at);
    }
    let oldest_with_each = |same: &Vec<usize>| -> Vec<(usize, usize)> {
        let oldest = same.iter().copied().min_by_key(|&at| (marks[at].newness(&articles[at]), &articles[at].id));
        oldest.into_iter().flat_map(|oldest| same.iter().map(move |&at| (oldest, at))).collect()
    };
    pairs.extend(by_address.values().flat_map(oldest_with_each));
    for same in by_headline.iter().filter(|((_, headline), _)| headline.contains(' ')).map(|(_, same)| same) {
        let marked = same.iter().any(|&at| marks[at].marked);
        pairs.extend(oldest_with_each(same).into_iter().filter(|&(left, right)| marked || reuse.derives(left, right)));
    }
    pairs.retain(|(left, right)| left != right);
    pairs
}

/// What an article says about its version.
#[derive(Debug, Default)]
struct Marks {
    /// "2nd Ld-Writethru", "UPDATE 2-": which.
    number: u32,
    /// Whether it calls itself an update or a correction.
    marked: bool,
    /// Whether it calls itself a correction.
    corrects: bool,
    /// The headline without marks, folded.
    headline: String,
}

/// How new an article is: its day and time, then its number.
type Newness = (Option<DateTime>, u32);

impl Marks {
    fn of(article: &Article) -> Self {
        let first_line = || article.body.slice(&article.text).lines().find(|line| !line.trim().is_empty());
        let headline = article.title.as_ref().map(|title| title.text.as_str()).or_else(first_line).unwrap_or_default();
        let mut marks = Self { corrects: says_it_corrects(article), ..Self::default() };
        let mut words: Vec<String> = Vec::new();
        let mut after_update = false;
        for raw in headline.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let number = std::mem::take(&mut after_update).then(|| raw.parse().ok()).flatten();
            match raw {
                "UPDATE" | "UPDATED" | "Writethru" | "WRITETHRU" | "Ld" => {
                    (marks.marked, after_update) = (true, raw == "UPDATE");
                    if raw == "Ld" {
                        marks.number = words.pop().and_then(|word| ordinal(&word)).unwrap_or_default();
                    }
                }
                "CORRECTED" | "CORRECTION" => (marks.marked, marks.corrects) = (true, true),
                _ if number.is_some() => marks.number = number.unwrap_or_default(),
                _ => words.push(fold(raw).into_owned()),
            }
        }
        marks.marked |= marks.corrects;
        marks.headline = words.join(" ");
        marks
    }

    fn newness(&self, article: &Article) -> Newness {
        let time = article.updated.or(article.published);
        (time.map(|time| time.utc.unwrap_or(time.date.at(0, 0, 0, 0))), self.number)
    }
}

/// Whether an article says at its head that it is withdrawn or cancelled.
pub(crate) fn is_withdrawn(article: &Article) -> bool {
    const HEADS: &[&str] = &["WITHDRAWN", "CANCELLED:", "CANCELED:", "KILL:", "STORY WITHDRAWN", "STORY KILLED"];
    const SENTENCES: &[&str] = &[
        "This story has been withdrawn",
        "This article has been withdrawn",
        "This report has been withdrawn",
        "This story has been retracted",
        "This article has been retracted",
    ];
    let first_line = article.body.slice(&article.text).lines().map(str::trim).find(|line| !line.is_empty());
    let title = article.title.as_ref().map(|title| title.text.trim());
    let begins = |line: &str, with: &[&str]| with.iter().any(|words| line.trim_start_matches('(').starts_with(words));
    title.into_iter().chain(first_line).any(|line| begins(line, HEADS))
        || first_line.is_some_and(|line| begins(line, SENTENCES))
}

/// "2nd" is 2.
fn ordinal(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending))?;
    digits.parse().ok()
}

/// Whether a line of the article begins with a correction.
fn says_it_corrects(article: &Article) -> bool {
    let mut lines = article.body.slice(&article.text).lines().map(str::trim_start);
    lines.any(|line| {
        ["CORRECTION:", "Correction:", "CORRECTED:", "Corrected:", "(Corrects "].iter().any(|it| line.starts_with(it))
    })
}

/// What is said of a pair of which one is an older version; `None` where versions say nothing. `compared` is what their
/// values alone say.
pub(super) fn outcome(left: &Statement, right: &Statement, compared: impl FnOnce() -> Outcome) -> Option<Outcome> {
    let same = |left: Version, right: Version| left.lineage == right.lineage;
    match (left.version, right.version) {
        (Some(here), Some(there)) if same(here, there) && here.order != there.order => {
            let (older, newer) = if here.order < there.order { (left, right) } else { (right, left) };
            let outcome = compared();
            if outcome.relation <= Relation::Compatible {
                return Some(outcome);
            }
            let corrects = newer.version.is_some_and(|version| version.corrects);
            let relation = if corrects { Relation::Revised } else { Relation::Updated };
            let reason =
                format!("An older version of the article says {}, the newer one {}.", older.value, newer.value);
            Some(Outcome { relation, reason, notes: vec!["versions of one article".to_owned()] })
        }
        (here, there) if [here, there].into_iter().flatten().any(Version::is_superseded) => Some(Outcome {
            relation: Relation::Scope,
            reason: "One side is an older version, which its outlet has replaced.".to_owned(),
            notes: Vec::new(),
        }),
        _ => None,
    }
}

/// Sets of articles that are versions of one; the root is the least.
struct Lineages {
    parents: Vec<usize>,
}

impl Lineages {
    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    fn join(&mut self, left: usize, right: usize) {
        let (left, right) = (self.root(left), self.root(right));
        self.parents[left.max(right)] = left.min(right);
    }
}
