//! Names that are given in several ways: Qassem and Qasem Soleimani, Irbil and Erbil. Ages and titles of people are left to
//! `people`.
//!
//! Candidates are the names that reading found, without the words in them that the lexicon knows. Two spellings are one name if they sound
//! alike (transliterations differ in vowels, doubled letters, apostrophes, and in how k, kh and q are written) and stand
//! in different articles. Left out is what two names share as easily: a name and its adjective (Iraq, Iraqi), plurals,
//! two given names without a surname, a surname after two different given names. strsim measures how far spellings lie
//! apart.
//!
//! Invariant: every spelling stands in the articles listed with it (the capitals of datelines apart).

use super::NameVariants;
use super::amount::{Meeting, Side};
use super::people::{People, is_passing};
use crate::article::{Article, ArticleId};
use crate::extract::Reading;
use crate::extract::name::spelled_words;
use crate::segment::{Segments, TokenKind, Tokens};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Least similarity (Jaro-Winkler) of two spellings of a word. Chosen by eye on seeds/.
const LEAST_SIMILARITY: f64 = 0.8;

/// Shortest name of one word that is looked at, in letters; one more where a letter is exchanged (Hall and Hill are two
/// names, Janah and Jnah one). Chosen by eye on the development stories.
const SHORTEST: usize = 4;

/// How two names of a claim stand to each other: the same if they are spelled alike or sound alike, compatible if one is
/// the shorter form of the other ("Haddad" of "Omar Haddad", "NWP" of "National Water Party"), else apart.
pub(super) fn meet(left: &str, right: &str) -> Meeting {
    let words =
        |name: &str| name.split_whitespace().filter(|word| !is_initial(word)).map(Word::new).collect::<Vec<_>>();
    let (here, there) = (words(left), words(right));
    let all_alike = |here: &[Word], there: &[Word]| here.iter().zip(there).all(|(left, right)| left.is_alike(right));
    if here.len() == there.len() && all_alike(&here, &there) {
        return Meeting::Agree;
    }
    let (short, long) = if here.len() <= there.len() { (&here, &there) } else { (&there, &here) };
    let ends_alike = || match (short.first().zip(short.last()), long.first().zip(long.last())) {
        (Some((first, last)), Some((other, end))) => short.len() > 1 && first.is_alike(other) && last.is_alike(end),
        _ => false,
    };
    let at_one_end = all_alike(&long[long.len() - short.len()..], short) || all_alike(long, short);
    let part = !short.is_empty() && long.len() > short.len() && (at_one_end || ends_alike());
    if part || is_acronym(left, right) || is_acronym(right, left) {
        return Meeting::Compatible;
    }
    Meeting::Apart { lower: if left < right { Side::Left } else { Side::Right } }
}

/// "W."
fn is_initial(word: &str) -> bool {
    word.len() == 2 && word.ends_with('.')
}

/// Whether a name is made of the first letters of another: "NWP", "N.W.P."
fn is_acronym(short: &str, long: &str) -> bool {
    let letters: String = short.chars().filter(|letter| *letter != '.').collect();
    let initials: String = long.split_whitespace().filter_map(|word| word.chars().next()).collect();
    letters.chars().count() > 1
        && letters.chars().all(char::is_uppercase)
        && initials.chars().filter(|letter| letter.is_uppercase()).eq(letters.chars())
}

/// What spellings of one full name have in common; `None` for a single word.
pub(super) fn sound(name: &str) -> Option<String> {
    let words: Vec<Word> = name.split_whitespace().filter(|word| !is_initial(word)).map(Word::new).collect();
    let skeletons: Vec<&str> = words.iter().map(|word| word.skeleton.as_str()).collect();
    (words.len() > 1).then(|| skeletons.join(" "))
}

/// The names of all articles that are spelled in several ways, and the people of whom they say different things, in the order of their first spellings.
pub(super) fn variants(articles: &[Article], readings: &[Reading]) -> Vec<NameVariants> {
    let census = Census::of(articles, readings);
    let mut groups = Groups::default();
    let surnames = census.join_full_names(&mut groups);
    census.join_single_words(&mut groups, &surnames);
    let sets: Vec<BTreeSet<String>> = groups.sets().collect();
    let found = census.find(sets.iter().flatten());
    let mut variants: Vec<NameVariants> = sets.iter().map(|set| variant(set, &found)).collect();
    variants.extend(census.people.differing());
    variants.sort_by(|left, right| left.spellings[0].0.cmp(&right.spellings[0].0));
    variants
}

/// A word of a name.
#[derive(Clone, Debug)]
struct Word {
    /// As it stands in the text.
    text: String,
    /// In small letters, apostrophes straight, particles hyphened, without "al-".
    spelling: String,
    /// Only the letters of the spelling, without accents.
    letters: String,
    /// What transliterations have in common.
    skeleton: String,
}

impl Word {
    fn new(text: &str) -> Self {
        let lower: String = text.chars().flat_map(char::to_lowercase).map(plain).collect();
        let spelling = lower.strip_prefix("al-").or_else(|| lower.strip_prefix("el-")).unwrap_or(&lower).to_owned();
        let letters: String = spelling.nfd().filter(|letter| letter.is_ascii_alphabetic()).collect();
        Self { text: text.to_owned(), skeleton: skeleton(&letters), spelling, letters }
    }

    /// Whether two words can be spellings of one.
    fn is_alike(&self, other: &Self) -> bool {
        if self.letters == other.letters {
            return true;
        }
        let prefix = self.letters.starts_with(&other.letters) || other.letters.starts_with(&self.letters);
        !prefix
            && self.skeleton == other.skeleton
            && ending(&self.letters) == ending(&other.letters)
            && strsim::jaro_winkler(&self.letters, &other.letters) >= LEAST_SIMILARITY
    }
}

/// Apostrophes straight, and a hyphen between a particle and its name: spellings of words hold no space.
fn plain(character: char) -> char {
    match character {
        '’' | '‘' | 'ʼ' => '\'',
        space if space.is_whitespace() => '-',
        other => other,
    }
}

/// The consonants of a word as transliterations share them, with a mark for a vowel at its start.
fn skeleton(letters: &str) -> String {
    let mut skeleton = String::with_capacity(letters.len());
    let mut characters = letters.chars().peekable();
    while let Some(character) = characters.next() {
        let aspirated = characters.next_if_eq(&'h').is_some();
        let sound = match (character, aspirated) {
            ('a' | 'e' | 'i' | 'o' | 'u' | 'y', _) => {
                if skeleton.is_empty() {
                    skeleton.push('a');
                }
                if aspirated {
                    skeleton.push('h');
                }
                continue;
            }
            ('p', true) => 'f',
            ('s', true) => 'S',
            ('c', true) => 'C',
            ('q' | 'c', _) => 'k',
            ('w', _) => 'v',
            (other, _) => other,
        };
        if !skeleton.ends_with(sound) {
            skeleton.push(sound);
        }
    }
    skeleton
}

/// The sound of the last letter if it is a vowel: Maria, Marie and Mario are three names.
fn ending(letters: &str) -> Option<char> {
    match letters.chars().next_back()? {
        'i' | 'y' => Some('i'),
        'o' | 'u' => Some('o'),
        vowel @ ('a' | 'e') => Some(vowel),
        _ => None,
    }
}

/// A run of name words in one article.
#[derive(Clone, Debug)]
struct Name {
    article: ArticleId,
    words: Vec<Word>,
}

impl Name {
    fn spelling(&self, last: usize) -> String {
        let words: Vec<&str> =
            self.words[self.words.len() - last..].iter().map(|word| word.spelling.as_str()).collect();
        words.join(" ")
    }

    fn last(&self) -> &Word {
        self.words.last().expect("names have words")
    }

    /// How many words at the end of two names are alike.
    fn shared(&self, other: &Self) -> usize {
        self.words.iter().rev().zip(other.words.iter().rev()).take_while(|(left, right)| left.is_alike(right)).count()
    }
}

/// Every name of every article.
#[derive(Default)]
struct Census {
    names: Vec<Name>,
    /// Ages and titles beside them.
    people: People,
    /// Words that also stand in small letters somewhere: no names.
    common: BTreeSet<String>,
}

impl Census {
    fn of(articles: &[Article], readings: &[Reading]) -> Self {
        let mut census = Self::default();
        for (id, (article, reading)) in (0..).map(ArticleId).zip(articles.iter().zip(readings)) {
            census.read_dateline(id, &article.text, &reading.body);
            census.read_names(id, &article.text, reading);
        }
        census
    }

    /// The place of a dateline stands in capitals: IRBIL is read as Irbil.
    fn read_dateline(&mut self, article: ArticleId, text: &str, segments: &Segments) {
        let Some(dateline) = &segments.dateline else { return };
        let place = dateline.place.slice(text).split(',').next().unwrap_or_default();
        let words: Vec<Word> = place.split_whitespace().map(|word| Word::new(&title_case(word))).collect();
        if !words.is_empty() {
            self.names.push(Name { article, words });
        }
    }

    fn read_names(&mut self, article: ArticleId, text: &str, reading: &Reading) {
        let tokens = Tokens { text, tokens: &reading.body.tokens };
        for name in &reading.names {
            let role = name.role(tokens).filter(|_| !is_passing(tokens, name.tokens().start));
            self.people.note(article, name.text(tokens), name.age, role);
            for words in spelled_words(tokens, name.tokens()).split(Option::is_none) {
                let words: Vec<Word> = words.iter().flatten().map(|word| Word::new(word.slice(text))).collect();
                if !words.is_empty() {
                    self.names.push(Name { article, words });
                }
            }
        }
        for sentence in &reading.body.sentences {
            sentence.tokens.clone().for_each(|at| self.note_common(tokens, at));
        }
    }

    fn note_common(&mut self, tokens: Tokens<'_>, at: usize) {
        if tokens.kind(at) == Some(TokenKind::Word) && !tokens.capitalised(at) && !tokens.tokens[at].is_known() {
            self.common.insert(tokens.raw(at).to_owned());
        }
    }

    /// Joins names of two words or more of which one is spelled alike and the others sound alike. Returns the last
    /// words that were joined with them.
    fn join_full_names(&self, groups: &mut Groups) -> BTreeSet<(String, String)> {
        // Names that share two words have two last words that sound alike.
        let mut by_surname: BTreeMap<(&str, &str), BTreeMap<String, &Name>> = BTreeMap::new();
        for name in &self.names {
            if let [.., before, last] = &name.words[..] {
                let sound = (last.skeleton.as_str(), before.skeleton.as_str());
                by_surname.entry(sound).or_default().entry(name.spelling(name.words.len())).or_insert(name);
            }
        }
        let mut surnames = BTreeSet::new();
        for names in by_surname.values() {
            let names: Vec<&Name> = names.values().copied().collect();
            for (at, left) in names.iter().enumerate() {
                for right in &names[at + 1..] {
                    let shared = left.shared(right);
                    let ends = left.words.iter().rev().zip(right.words.iter().rev()).take(shared);
                    let same = ends.filter(|(left, right)| left.letters == right.letters).count();
                    let (here, there) = (left.spelling(shared), right.spelling(shared));
                    if shared > 1 && same > 0 && here != there {
                        groups.join(&here, &there);
                        surnames.insert((left.last().spelling.clone(), right.last().spelling.clone()));
                    }
                }
            }
        }
        surnames
    }

    /// Joins names by their last words, where no full name has joined them yet.
    fn join_single_words(&self, groups: &mut Groups, surnames: &BTreeSet<(String, String)>) {
        let mut by_skeleton: BTreeMap<&str, BTreeMap<&str, &Word>> = BTreeMap::new();
        for word in self.names.iter().map(Name::last) {
            if word.letters.len() >= SHORTEST && !self.common.contains(&word.spelling) {
                by_skeleton.entry(&word.skeleton).or_default().insert(&word.spelling, word);
            }
        }
        let uses = Uses::of(&self.names);
        for words in by_skeleton.values().filter(|words| words.len() > 1) {
            let words: Vec<&Word> = words.values().copied().collect();
            for (at, left) in words.iter().enumerate() {
                for right in &words[at + 1..] {
                    let exchanged = left.letters.len() == right.letters.len() && left.letters.len() <= SHORTEST;
                    let near = strsim::levenshtein(&left.letters, &right.letters) <= 1 && left.is_alike(right);
                    let joined = surnames.contains(&(left.spelling.clone(), right.spelling.clone()))
                        || surnames.contains(&(right.spelling.clone(), left.spelling.clone()));
                    if near && !exchanged && !joined && uses.may_be_one(left, right) {
                        groups.join(&left.spelling, &right.spelling);
                    }
                }
            }
        }
    }

    /// Where names with these spellings stand.
    fn find<'a>(&self, spellings: impl Iterator<Item = &'a String>) -> BTreeMap<&'a str, Found> {
        let mut found: BTreeMap<&str, Found> =
            spellings.map(|spelling| (spelling.as_str(), Found::default())).collect();
        let lengths: BTreeSet<usize> = found.keys().map(|spelling| spelling.split(' ').count()).collect();
        for name in &self.names {
            for &length in lengths.iter().take_while(|&&length| length <= name.words.len()) {
                if let Some(found) = found.get_mut(name.spelling(length).as_str()) {
                    found.note(name, length);
                }
            }
        }
        found
    }
}

/// Where a spelling stands.
#[derive(Default)]
struct Found {
    /// As it stands in the texts: the least of its forms.
    text: Option<String>,
    articles: BTreeSet<ArticleId>,
}

impl Found {
    fn note(&mut self, name: &Name, length: usize) {
        let words: Vec<&str> = name.words[name.words.len() - length..].iter().map(|word| word.text.as_str()).collect();
        let text = words.join(" ");
        self.text = Some(self.text.take().map_or_else(|| text.clone(), |known| known.min(text.clone())));
        self.articles.insert(name.article);
    }
}

/// The spellings of a group as they stand in the articles.
fn variant(group: &BTreeSet<String>, found: &BTreeMap<&str, Found>) -> NameVariants {
    let found = group.iter().filter_map(|spelling| found.get(spelling.as_str()));
    let mut spellings: Vec<(String, Vec<ArticleId>)> =
        found.filter_map(|found| Some((found.text.clone()?, found.articles.iter().copied().collect()))).collect();
    spellings
        .sort_by(|(left, articles), (right, others)| others.len().cmp(&articles.len()).then_with(|| left.cmp(right)));
    NameVariants { spellings }
}

/// How each last word of a name is used.
#[derive(Default)]
struct Uses<'a> {
    /// By spelling: the articles, and how the given names before it sound.
    by_spelling: BTreeMap<&'a str, (BTreeSet<ArticleId>, BTreeSet<&'a str>)>,
}

impl<'a> Uses<'a> {
    fn of(names: &'a [Name]) -> Self {
        let mut uses = Self::default();
        for name in names {
            let (articles, given) = uses.by_spelling.entry(&name.last().spelling).or_default();
            articles.insert(name.article);
            given.extend(name.words.iter().rev().nth(1).map(|word| word.skeleton.as_str()));
        }
        uses
    }

    /// Whether two last words can be of one name: no article uses both, and they do not follow different given names.
    fn may_be_one(&self, left: &Word, right: &Word) -> bool {
        let (Some((articles, given)), Some((other_articles, other_given))) =
            (self.by_spelling.get(left.spelling.as_str()), self.by_spelling.get(right.spelling.as_str()))
        else {
            return false;
        };
        articles.is_disjoint(other_articles)
            && (given.is_empty() || other_given.is_empty() || !given.is_disjoint(other_given))
    }
}

/// A word in capitals with only the first letter kept as one.
fn title_case(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().into_iter();
    first.chain(characters.flat_map(char::to_lowercase)).collect()
}

/// Sets of spellings that are of one name.
#[derive(Default)]
struct Groups {
    parent: BTreeMap<String, String>,
}

impl Groups {
    fn root(&self, spelling: &str) -> String {
        let mut root = spelling;
        while let Some(parent) = self.parent.get(root).filter(|parent| *parent != root) {
            root = parent;
        }
        root.to_owned()
    }

    fn join(&mut self, left: &str, right: &str) {
        let (left_root, right_root) = (self.root(left), self.root(right));
        let (first, second) = if left_root <= right_root { (left_root, right_root) } else { (right_root, left_root) };
        for spelling in [left, right] {
            self.parent.entry(spelling.to_owned()).or_insert_with(|| first.clone());
        }
        self.parent.insert(first.clone(), first.clone());
        self.parent.insert(second, first);
    }

    fn sets(&self) -> impl Iterator<Item = BTreeSet<String>> {
        let mut sets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for spelling in self.parent.keys() {
            sets.entry(self.root(spelling)).or_default().insert(spelling.clone());
        }
        sets.into_values()
    }
}
