//! How alike the contexts of two mentions are, for claims that no rule took.
//!
//! A mention is described by the stems of the content words of its sentence, weighted by nearness to the mention and by
//! rarity in the bundle: "Zarand" says more than "quake" in a story about a quake. Two mentions are as alike as the
//! cosine of their descriptions, in thousandths; the same counted noun and the same value add to it, another counted
//! noun takes away. All arithmetic is on integers, so that nothing depends on the machine or on the order of the articles.
//!
//! No step is quadratic in the number of mentions: `search` says which are held against each other.

mod search;

use crate::article::{Article, ArticleId, Part};
use crate::extract::{Mention, Reading};
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::unit::Dimension;
use crate::value::{Amount, Currency, Value};
use rust_decimal::Decimal;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

/// Of an article with more figures of one measure than this, only so many are looked at as rivals of a match.
const RIVALS: usize = 256;

/// Thousandths added for the same counted noun. (P)
const SAME_HEAD: u64 = 100;

/// Thousandths added for the same value. (P)
const SAME_VALUE: u64 = 150;

/// Thousandths added for each sixteenth of rarity of a figure that stands beside both. (P)
const COMPANY: u64 = 3;

/// Most thousandths added for such figures. (P)
const MOST_COMPANY: u64 = 300;

/// What is left of the likeness, in tenths, if the counted nouns differ. (P)
const OTHER_HEAD: u64 = 6;

/// What kind of thing a value measures: only values of one measure are held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Measure {
    Count,
    Share,
    Points,
    Money(&'static str),
    Physical(Dimension),
    Duration,
    Date,
    Age,
    Multiple,
}

impl Measure {
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Count(_) => Self::Count,
            Value::Percent(_) | Value::Ratio(_) => Self::Share,
            Value::Points(_) => Self::Points,
            Value::Money(_, Currency::Iso("USD") | Currency::Open("$") | Currency::UNSTATED) => Self::Money("$"),
            Value::Money(_, Currency::Iso(text) | Currency::Open(text)) => Self::Money(text),
            Value::Measure(_, unit) => Self::Physical(unit.dimension),
            Value::Duration(_) => Self::Duration,
            Value::Date(_) | Value::Time(_) => Self::Date,
            Value::Age(_) => Self::Age,
            Value::Multiple(_) => Self::Multiple,
            Value::Ordinal(_) | Value::Name(_) => return None,
        })
    }
}

/// Index of a stem.
type Word = u32;

/// A mention's context.
#[derive(Clone, Debug)]
struct Profile<'a> {
    article: ArticleId,
    /// `None` for ranks and names, which are held against nothing.
    measure: Option<Measure>,
    value: &'a Value,
    head: Option<Word>,
    /// Stems with their weights, by stem.
    words: Vec<(Word, u64)>,
    /// Length of the weight vector.
    norm: u64,
    /// The other figures of the sentence with their rarity, by figure.
    companions: Vec<(Word, u64)>,
}

impl Profile<'_> {
    /// What it is made of besides its value: equal in copies of one sentence.
    fn surroundings(&self) -> (Option<Word>, &[(Word, u64)]) {
        (self.head, &self.words)
    }
}

/// Two mentions and how alike their contexts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likeness {
    /// Index of a mention.
    pub left: usize,
    /// Index of a later one, of another article.
    pub right: usize,
    /// In thousandths; above 1,000 with the bonus for noun and value.
    pub score: u64,
    /// Whether each is the other's best match between the two articles.
    pub mutual: bool,
}

/// The contexts of the mentions of a bundle.
pub(super) struct Contexts<'a> {
    profiles: Vec<Profile<'a>>,
    stems: Stems,
}

impl<'a> Contexts<'a> {
    /// Describes the context of every mention.
    pub(super) fn new(articles: &'a [Article], readings: &'a [Reading], mentions: &[(ArticleId, &'a Mention)]) -> Self {
        let mut stems = Stems::new();
        let profiles = profiles(&mut stems, articles, readings, mentions);
        Self { profiles, stems }
    }

    /// How alike two mentions are, in thousandths.
    pub(super) fn score(&self, left: usize, right: usize) -> u64 {
        score(&self.profiles[left], &self.profiles[right])
    }

    /// Whether two mentions stand in the same words.
    pub(super) fn same_surroundings(&self, left: usize, right: usize) -> bool {
        self.profiles[left].surroundings() == self.profiles[right].surroundings()
    }

    /// Pairs of these mentions, of different articles, that are at least `floor` thousandths alike, and whose likeness is
    /// at least half of the best that either has in the other's article. Mentions of one `class` say the same.
    pub(super) fn pairs(&self, members: &[usize], floor: u64, class: impl Fn(usize) -> u32) -> Vec<Likeness> {
        let mut scored = Vec::new();
        search::candidates(&self.profiles, members, class, |left, right| {
            let score = self.score(left, right);
            if score >= floor {
                scored.push((left.min(right), left.max(right), score));
            }
        });
        scored.sort_unstable();
        let mut rivals = Rivals::new(&self.profiles, members);
        let likeness = |(left, right, score): (usize, usize, u64)| {
            let rival = rivals.best(left, right).max(rivals.best(right, left));
            (score * 2 >= rival).then_some(Likeness { left, right, score, mutual: score == rival })
        };
        scored.into_iter().filter_map(likeness).collect()
    }

    /// Whether the counted nouns of two mentions are known and the same.
    pub(super) fn same_noun(&self, left: usize, right: usize) -> bool {
        self.profiles[left].head.is_some() && self.profiles[left].head == self.profiles[right].head
    }

    /// The words that most of these mentions share, weightiest first, as they are spelled; at most `most`. The counted
    /// nouns are left out.
    pub(super) fn shared_words(&self, members: &[usize], most: usize) -> Vec<&str> {
        let heads: FxHashSet<Word> = members.iter().filter_map(|&member| self.profiles[member].head).collect();
        let mut weights: FxHashMap<Word, (usize, u64)> = FxHashMap::default();
        for &(word, weight) in members.iter().flat_map(|&member| &self.profiles[member].words) {
            let (mentions, sum) = weights.entry(word).or_default();
            *mentions += 1;
            *sum += weight;
        }
        let mut shared: Vec<(u64, &str)> = weights
            .into_iter()
            .filter(|(word, (mentions, _))| mentions * 2 > members.len() && !heads.contains(word))
            .map(|(word, (_, sum))| (sum, self.stems.spelling(word)))
            .collect();
        shared.sort_unstable_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(right.1)));
        shared.into_iter().take(most).map(|(_, word)| word).collect()
    }
}

/// How well a mention is matched by the best of an article.
struct Rivals<'a> {
    profiles: &'a [Profile<'a>],
    of_article: FxHashMap<(ArticleId, Option<Measure>), Vec<usize>>,
    known: FxHashMap<(usize, ArticleId), u64>,
}

impl<'a> Rivals<'a> {
    fn new(profiles: &'a [Profile<'a>], members: &[usize]) -> Self {
        let mut of_article: FxHashMap<_, Vec<usize>> = FxHashMap::default();
        for &member in members {
            let rivals = of_article.entry((profiles[member].article, profiles[member].measure)).or_default();
            if rivals.len() < RIVALS {
                rivals.push(member);
            }
        }
        Self { profiles, of_article, known: FxHashMap::default() }
    }

    /// The greatest likeness of `here` to any mention in the article of `there`.
    fn best(&mut self, here: usize, there: usize) -> u64 {
        let (profiles, article) = (self.profiles, self.profiles[there].article);
        *self.known.entry((here, article)).or_insert_with(|| {
            let rivals = self.of_article.get(&(article, profiles[here].measure)).into_iter().flatten();
            let best = rivals.map(|&rival| score(&profiles[here], &profiles[rival])).max().unwrap_or_default();
            best.max(score(&profiles[here], &profiles[there]))
        })
    }
}

fn score(left: &Profile, right: &Profile) -> u64 {
    let norm = (left.norm * right.norm).max(1);
    let cosine = dot(&left.words, &right.words) * 1_000 / norm;
    let noun = match (left.head, right.head) {
        (Some(here), Some(there)) if here == there => cosine + SAME_HEAD,
        (Some(_), Some(_)) if left.measure == Some(Measure::Count) => cosine * OTHER_HEAD / 10,
        _ => cosine,
    };
    let same = match (left.value, right.value) {
        (Value::Money(here, currency), Value::Money(there, other)) => here == there && currency.may_equal(*other),
        (here, there) => here == there,
    };
    let value = if same { noun + SAME_VALUE } else { noun };
    value + company(&left.companions, &right.companions)
}

/// "It killed 23 people and injured 146" and "at least 23 were killed and 147 wounded" are about one event: thousandths
/// for the figures that stand beside both.
fn company(left: &[(Word, u64)], right: &[(Word, u64)]) -> u64 {
    let rarity_in_right = |figure: Word| right.binary_search_by_key(&figure, |&(other, _)| other).is_ok();
    let shared = left.iter().filter(|&&(figure, _)| rarity_in_right(figure));
    (shared.map(|(_, rarity)| rarity).sum::<u64>() * COMPANY).min(MOST_COMPANY)
}

fn dot(left: &[(Word, u64)], right: &[(Word, u64)]) -> u64 {
    let (mut at, mut sum) = (0, 0);
    for &(word, weight) in left {
        while right.get(at).is_some_and(|&(other, _)| other < word) {
            at += 1;
        }
        if let Some(&(other, other_weight)) = right.get(at)
            && other == word
        {
            sum += weight * other_weight;
        }
    }
    sum
}

/// A content word near a mention.
struct Near {
    word: Word,
    distance: usize,
    name: bool,
}

fn profiles<'a>(
    stems: &mut Stems,
    articles: &'a [Article],
    readings: &'a [Reading],
    mentions: &[(ArticleId, &'a Mention)],
) -> Vec<Profile<'a>> {
    let mut sentences: FxHashMap<(ArticleId, Part, usize), Vec<Word>> = FxHashMap::default();
    let mut surroundings = Vec::with_capacity(mentions.len());
    for &(article, mention) in mentions {
        let tokens = Tokens {
            text: articles[article.index()].part(mention.part),
            tokens: &readings[article.index()].segments(mention.part).tokens,
        };
        let sentence = &readings[article.index()].segments(mention.part).sentences[mention.sentence];
        let near = stems.near(tokens, sentence.tokens.clone(), mention);
        let known = sentences.entry((article, mention.part, mention.sentence)).or_default();
        known.extend(near.iter().map(|near| near.word));
        let head = mention.counted.map(|counted| stems.stem(counted.head.slice(tokens.text)));
        let figures: Vec<Word> =
            companions(&readings[article.index()], mention).map(|value| stems.figure(value)).collect();
        known.extend(&figures);
        surroundings.push((near, head, figures));
    }
    let rarity = Rarity::new(sentences.into_values().collect());
    let mut profiles = Vec::with_capacity(mentions.len());
    for (&(article, mention), (near, head, mut figures)) in mentions.iter().zip(surroundings) {
        figures.sort_unstable();
        figures.dedup();
        let words = weigh(&near, &rarity);
        let norm = words.iter().map(|(_, weight)| weight * weight).sum::<u64>().isqrt();
        profiles.push(Profile {
            article,
            measure: Measure::of(&mention.value),
            value: &mention.value,
            head,
            words,
            norm,
            companions: figures.into_iter().map(|figure| (figure, rarity.of(figure))).collect(),
        });
    }
    profiles
}

/// The other amounts of a mention's sentence; not the small ones, which every sentence has.
fn companions<'a>(reading: &'a Reading, mention: &'a Mention) -> impl Iterator<Item = &'a Value> {
    let place = (mention.part, mention.sentence);
    let first = reading.mentions.partition_point(|other| (other.part, other.sentence) < place);
    let own = reading.mentions[first..].iter().take_while(move |other| (other.part, other.sentence) == place);
    let others = own.filter(|other| !other.core.overlaps(mention.core)).map(|other| &other.value);
    others.filter(|value| value.amount().and_then(Amount::stated).is_some_and(|stated| stated >= Decimal::TEN))
}

/// Weight of each word: nearness in tenths times rarity, names a third more. (P)
fn weigh(near: &[Near], rarity: &Rarity) -> Vec<(Word, u64)> {
    let weight = |near: &Near| {
        let nearness = match near.distance {
            0..=4 => 10,
            5..=10 => 6,
            _ => 3,
        };
        let plain = nearness * rarity.of(near.word);
        if near.name { plain * 4 / 3 } else { plain }
    };
    let mut words: Vec<(Word, u64)> = near.iter().map(|near| (near.word, weight(near))).collect();
    words.sort_unstable_by(|left, right| left.0.cmp(&right.0).then(right.1.cmp(&left.1)));
    words.dedup_by_key(|(word, _)| *word);
    words
}

/// How rare a word is: log₂(1 + sentences / sentences with it), in sixteenths.
struct Rarity {
    sentences: u64,
    with: FxHashMap<Word, u64>,
}

impl Rarity {
    fn new(sentences: Vec<Vec<Word>>) -> Self {
        let mut with: FxHashMap<Word, u64> = FxHashMap::default();
        let total = sentences.len() as u64;
        for mut words in sentences {
            words.sort_unstable();
            words.dedup();
            for word in words {
                *with.entry(word).or_default() += 1;
            }
        }
        Self { sentences: total, with }
    }

    fn of(&self, word: Word) -> u64 {
        let with = self.with.get(&word).copied().unwrap_or(1);
        log2_sixteenths(16 * (with + self.sentences) / with) - 64
    }
}

/// log₂ in sixteenths, linear between powers of two; exact enough for weights and the same on every machine.
fn log2_sixteenths(number: u64) -> u64 {
    let number = number.max(1);
    let whole = u64::from(number.ilog2());
    let fraction = ((number << 4) >> whole) & 15;
    16 * whole + fraction
}

/// Stems of content words, each with its index.
struct Stems {
    stemmer: Stemmer,
    words: FxHashMap<String, Word>,
    /// Folded words already stemmed.
    known: FxHashMap<String, Word>,
    /// How each stem is spelled in the texts: the least of its spellings, so that the order of the texts does not matter.
    spellings: Vec<String>,
}

impl Stems {
    fn new() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
            words: FxHashMap::default(),
            known: FxHashMap::default(),
            spellings: Vec::new(),
        }
    }

    fn spelling(&self, word: Word) -> &str {
        &self.spellings[word as usize]
    }

    /// The stem of a word.
    fn stem(&mut self, raw: &str) -> Word {
        let folded = fold(raw);
        if let Some(&word) = self.known.get(folded.as_ref()) {
            let known = &mut self.spellings[word as usize];
            if raw < known.as_str() {
                raw.clone_into(known);
            }
            return word;
        }
        let stem = self.stemmer.stem(&folded).into_owned();
        let next = u32::try_from(self.words.len()).expect("fewer than 2^32 different words");
        let word = *self.words.entry(stem).or_insert(next);
        match self.spellings.get_mut(word as usize) {
            None => self.spellings.push(raw.to_owned()),
            Some(known) if raw < known.as_str() => raw.clone_into(known),
            Some(_) => {}
        }
        self.known.insert(folded.into_owned(), word);
        word
    }

    /// The word that stands for a figure: its number, whatever its hedge.
    fn figure(&mut self, value: &Value) -> Word {
        let number = value.amount().and_then(Amount::stated);
        self.stem(&number.map_or_else(|| value.to_string(), |number| number.normalize().to_string()))
    }

    /// The content words of a sentence, with their distance in words from the mention.
    fn near(&mut self, tokens: Tokens, sentence: std::ops::Range<usize>, mention: &Mention) -> Vec<Near> {
        let inside = |at: usize| mention.span.overlaps(tokens.tokens[at].span);
        let first = sentence.clone().find(|&at| inside(at)).unwrap_or(sentence.start);
        let last = sentence.clone().rev().find(|&at| inside(at)).unwrap_or(first);
        let mut near = Vec::new();
        for at in sentence.clone().filter(|&at| is_content(tokens, at)) {
            let distance = if at < first { first - at } else { at.saturating_sub(last) };
            let name = at > sentence.start && tokens.capitalised(at);
            near.push(Near { word: self.stem(tokens.raw(at)), distance, name });
        }
        near
    }
}

fn is_content(tokens: Tokens, at: usize) -> bool {
    let empty = Class::FUNCTION
        .with(Class::ADVERB)
        .with(Class::REPORTING)
        .with(Class::CARDINAL)
        .with(Class::SCALE)
        .with(Class::VAGUE)
        .with(Class::NONE)
        .with(Class::MONTH)
        .with(Class::WEEKDAY);
    let acronym =
        tokens.raw(at).len() > 1 && tokens.raw(at).bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
    tokens.kind(at) == Some(TokenKind::Word)
        && tokens.raw(at).len() > 1
        && (acronym || !tokens.is(at, empty))
        && !is_word!(tokens.id(at), "official" | "officials" | "police")
        && !WHO_SAYS.contains(&tokens.raw(at))
}

/// Forms of address, and means of saying something: two things are not alike by what they were told with.
const WHO_SAYS: &[&str] =
    &["Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Press", "Twitter", "Facebook", "statement", "tweet", "interview"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract;

    fn best(left: &str, right: &str) -> Vec<(String, String, bool)> {
        let articles = vec![Article::new("a", left), Article::new("b", right)];
        let readings: Vec<Reading> = articles.iter().map(extract::read).collect();
        let mentions: Vec<(ArticleId, &Mention)> = (0..)
            .map(ArticleId)
            .zip(&readings)
            .flat_map(|(id, reading)| reading.mentions.iter().map(move |mention| (id, mention)))
            .collect();
        let words =
            |at: usize| articles[mentions[at].0.index()].words(mentions[at].1.part, mentions[at].1.core).to_owned();
        let pairs = Contexts::new(&articles, &readings, &mentions).pairs(
            &(0..mentions.len()).collect::<Vec<_>>(),
            200,
            |index| u32::try_from(index).expect("two short texts"),
        );
        pairs
            .into_iter()
            .filter(|pair| pair.mutual)
            .map(|pair| (words(pair.left), words(pair.right), pair.mutual))
            .collect()
    }

    #[test]
    fn figures_pair_with_what_stands_around_them() {
        let pairs = best(
            "The ferry carried 240 passengers from Varna. Its owner was fined 9,000 euros in June.\n",
            "A court had fined the owner 9,500 euros. On board the ferry from Varna were 238 passengers.\n",
        );
        let pair = |left: &str, right: &str| (left.to_owned(), right.to_owned(), true);
        assert_eq!(pairs, [pair("240", "238"), pair("9,000", "9,500")]);
    }

    #[test]
    fn logarithms_are_integers() {
        assert_eq!(log2_sixteenths(16), 64);
        assert_eq!(log2_sixteenths(24), 72);
        assert_eq!(log2_sixteenths(1), 0);
    }
}
