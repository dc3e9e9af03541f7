//! Origins, not outlets: ten outlets that print one wire story are one source (semantics, section 8).
//!
//! The origin of a claim is the first that applies: the authority quoted for it by name; the wire that its article
//! credits; the article whose text it reuses; the outlet. A quoted outlet or agency is that outlet's or agency's origin.
//!
//! Reuse is found by shingles of five words outside quotations (reporters at one press conference share quotations),
//! hashed, sampled and looked up in one inverted index, so that the cost grows with the text, not with the pairs of
//! articles.

use super::statement::Statement;
use crate::article::{Article, ArticleId};
use crate::extract::Reading;
use crate::segment::token::fold;
use crate::segment::{BlockKind, Segments, TokenKind};
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::BTreeMap;
use std::hash::Hasher;

/// The origins of the articles of a run.
pub(super) struct Origins {
    of_article: Vec<String>,
    /// Folded names of outlets and agencies among the inputs, with their origins.
    sources: BTreeMap<String, String>,
}

impl Origins {
    /// Finds the origin of each article.
    pub(super) fn of(articles: &[Article], readings: &[Reading], reuse: &Reuse) -> Self {
        let credited: Vec<Option<String>> =
            articles.iter().zip(readings).map(|(article, reading)| wire(article, reading)).collect();
        let roots = reuse.groups();
        let groups = group_origins(&roots, articles, &credited);
        let of_article: Vec<String> = credited
            .into_iter()
            .zip(&roots)
            .map(|(credited, root)| credited.unwrap_or_else(|| groups[root].clone()))
            .collect();
        let mut sources = BTreeMap::new();
        for (article, origin) in articles.iter().zip(&of_article) {
            if let Some(outlet) = &article.outlet {
                sources.insert(key(outlet), origin.clone());
            }
        }
        Self { of_article, sources }
    }

    /// The origin of each article, by the id of the article.
    pub(super) fn into_articles(self) -> Vec<String> {
        self.of_article
    }

    /// The origin of an article.
    pub(super) fn of_article(&self, article: ArticleId) -> &str {
        &self.of_article[article.index()]
    }

    /// The origin of a claim.
    pub(super) fn of_statement<'a>(&'a self, statement: &Statement<'a>) -> &'a str {
        let own = &self.of_article[statement.article.index()];
        let Some(speaker) = statement.speaker else { return own };
        let known = self.sources.get(&key(&speaker.name)).map(String::as_str).or_else(|| agency(&speaker.name));
        known.unwrap_or(if speaker.named { &speaker.name } else { own })
    }
}

/// News agencies under their short names, with the other names by which texts credit them.
const AGENCIES: &[(&str, &[&str])] = &[
    ("AP", &["ap", "associated press"]),
    ("Reuters", &["reuters", "thomson reuters"]),
    ("AFP", &["afp", "agence france-presse", "agence france presse"]),
    ("dpa", &["dpa", "deutsche presse-agentur"]),
    ("UPI", &["upi", "united press international"]),
    ("Bloomberg", &["bloomberg", "bloomberg news"]),
    ("Xinhua", &["xinhua", "xinhua news agency"]),
    ("TASS", &["tass", "itar-tass"]),
    ("Interfax", &["interfax"]),
    ("Kyodo", &["kyodo", "kyodo news"]),
    ("ANSA", &["ansa"]),
    ("EFE", &["efe"]),
    ("PTI", &["pti", "press trust of india"]),
    ("IRNA", &["irna", "islamic republic news agency"]),
    ("PA", &["pa", "press association", "pa media"]),
    ("CP", &["cp", "canadian press"]),
    ("AAP", &["aap", "australian associated press"]),
    ("Anadolu", &["anadolu", "anadolu agency"]),
];

/// The short name of an agency.
fn agency(name: &str) -> Option<&'static str> {
    let key = key(name);
    AGENCIES.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(short, _)| *short)
}

/// The form under which outlets and agencies are compared.
fn key(name: &str) -> String {
    let mut words: Vec<_> = name.split_whitespace().map(fold).collect();
    // "The AP report" is the AP.
    if words.len() > 1 && words.last().is_some_and(|last| REPORTS.contains(&last.as_ref())) {
        words.pop();
    }
    let folded = words.join(" ");
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    bare.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}

/// What an outlet or agency is said to have published.
const REPORTS: &[&str] = &["report", "reports", "story", "article", "dispatch"];

/// The agency that an article declares, is published by, or credits.
fn wire(article: &Article, reading: &Reading) -> Option<String> {
    let name = |name: &str| agency(name).map_or_else(|| name.trim().to_owned(), str::to_owned);
    if let Some(wire) = &article.wire {
        return Some(name(wire));
    }
    if let Some(agency) = article.outlet.as_deref().and_then(agency) {
        return Some(agency.to_owned());
    }
    let dateline = reading.body.dateline.as_ref().and_then(|dateline| dateline.agency);
    if let Some(span) = dateline {
        return Some(name(span.slice(&article.text)));
    }
    reading.body.credits.first().map(|(credit, _)| name(credit))
}

/// The origin of each group of texts, by its root: the wire that one of them credits, else the outlet of the earliest.
fn group_origins(roots: &[usize], articles: &[Article], credited: &[Option<String>]) -> BTreeMap<usize, String> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, root) in roots.iter().enumerate() {
        members.entry(*root).or_default().push(at);
    }
    let origin = |members: &[usize]| {
        let wire = members.iter().filter_map(|&at| credited[at].as_deref()).min();
        let earliest = members
            .iter()
            .map(|&at| &articles[at])
            .min_by_key(|article| (article.published.is_none(), article.published, article.name(), &article.id));
        wire.or(earliest.map(Article::name)).unwrap_or_default().to_owned()
    };
    members.into_iter().map(|(root, members)| (root, origin(&members))).collect()
}

/// Words in a shingle.
const SHINGLE: usize = 5;

/// One shingle in so many is kept.
const SAMPLE: u64 = 4;

/// Sampled shingles that two texts must share at the least: a stock phrase is no reuse. (P)
const LEAST_SHARED: u32 = 4;

/// From this part of the shorter text on, it is derived from the other (from half on, a copy). (P)
const DERIVED: (u32, u32) = (1, 5);

/// A shingle of more texts than this is held against the first of them only.
const CROWDED: usize = 16;

/// From this part of the shorter text on, one is a copy of the other. (P)
const COPY: (u32, u32) = (1, 2);

/// How much of its text each article shares with others.
pub(super) struct Reuse {
    /// Sampled shingles that two articles share, that of the lower id first.
    shared: BTreeMap<(usize, usize), u32>,
    /// Sampled shingles of each article.
    sizes: Vec<u32>,
}

impl Reuse {
    /// Looks up each shingle in one index of all texts.
    pub(super) fn of(articles: &[Article], readings: &[Reading]) -> Self {
        // In the order of their ids, so that crowded shingles do not depend on the order of the input.
        let mut order: Vec<usize> = (0..articles.len()).collect();
        order.sort_by_key(|&at| &articles[at].id);
        let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let mut sizes = vec![0_u32; articles.len()];
        for &at in &order {
            for shingle in shingles(&articles[at].text, &readings[at].body) {
                sizes[at] += 1;
                holders.entry(shingle).or_default().push(at);
            }
        }
        let mut shared: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        #[expect(clippy::iter_over_hash_type, reason = "counts are sums, their order does not matter")]
        for holders in holders.values() {
            let firsts = if holders.len() > CROWDED { 1 } else { holders.len() };
            for (rank, &left) in holders.iter().take(firsts).enumerate() {
                for &right in &holders[rank + 1..] {
                    *shared.entry((left, right)).or_default() += 1;
                }
            }
        }
        Self { shared, sizes }
    }

    /// Whether two articles share at least this part of the shorter text.
    fn shares(&self, pair: (usize, usize), (part, whole): (u32, u32)) -> bool {
        let count = self.shared.get(&pair).copied().unwrap_or_default();
        let shorter = self.sizes[pair.0].min(self.sizes[pair.1]);
        count >= LEAST_SHARED && count * whole >= shorter * part
    }

    /// Whether one of two articles is derived from the other.
    pub(super) fn derives(&self, left: usize, right: usize) -> bool {
        self.shares((left, right), DERIVED) || self.shares((right, left), DERIVED)
    }

    /// Pairs of articles of which one is a copy of the other.
    pub(super) fn copies(&self) -> impl Iterator<Item = (usize, usize)> {
        self.shared.keys().copied().filter(|&pair| self.shares(pair, COPY))
    }

    /// Groups of articles that reuse each other's text: for each article the root of its group.
    fn groups(&self) -> Vec<usize> {
        let mut parents: Vec<usize> = (0..self.sizes.len()).collect();
        for &(left, right) in self.shared.keys().filter(|&&pair| self.shares(pair, DERIVED)) {
            let (root, other) = (root(&mut parents, left), root(&mut parents, right));
            parents[other] = root;
        }
        (0..self.sizes.len()).map(|at| root(&mut parents, at)).collect()
    }
}

/// The root of a group; paths are halved on the way.
fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// The sampled shingles of a text, each once: words outside quotations and furniture, folded.
fn shingles(text: &str, segments: &Segments) -> Vec<u64> {
    let quoted = |offset: usize| {
        let after = segments.quotations.partition_point(|quotation| quotation.span.start() <= offset);
        after > 0 && offset < segments.quotations[after - 1].span.end()
    };
    let mut window: Vec<u64> = Vec::with_capacity(SHINGLE);
    let mut shingles = Vec::new();
    for sentence in &segments.sentences {
        let running = matches!(segments.blocks.get(sentence.block).map(|block| block.kind), Some(BlockKind::Paragraph));
        if !running {
            continue;
        }
        for token in &segments.tokens[sentence.tokens.clone()] {
            if quoted(token.span.start()) {
                window.clear();
                continue;
            }
            if token.kind() == TokenKind::Sign {
                continue;
            }
            if window.len() == SHINGLE {
                window.remove(0);
            }
            window.push(hash(fold(token.span.slice(text)).as_bytes()));
            if window.len() == SHINGLE {
                let bytes: Vec<u8> = window.iter().flat_map(|word| word.to_le_bytes()).collect();
                let shingle = hash(&bytes);
                if (shingle >> 32).is_multiple_of(SAMPLE) {
                    shingles.push(shingle);
                }
            }
        }
    }
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
