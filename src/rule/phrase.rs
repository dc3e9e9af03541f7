//! Words of rules found in a text: every word of every rule in one pass over the tokens of each sentence that is asked about.
//!
//! A *term* is one thing that rules look for, with all its spellings ("troops"; the list `<us>`; the slot value
//! Iraq). Each spelling is a path of words in one trie; each word is found under all its forms. A token costs one bit of a
//! sieve; only tokens that begin a spelling cost more. Sentences that nobody asks about cost nothing. Which terms make a claim
//! is left to `place`.
//!
//! Case, curly apostrophes, possessives and hyphens do not matter, but a word that the rule has in capitals matches
//! capitals only.

use super::inflect::{Inflection, forms};
use super::kinds::Kinds;
use crate::article::{Article, Part};
use crate::extract::Reading;
use crate::segment::key::{Key, KeyMap};
use crate::segment::lexicon::Class;
use crate::segment::sieve::{self, PairSieve, Sieve};
use crate::segment::{Segments, Sentence, TokenKind, Tokens, segment_title};
use crate::value::Kind;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Index of a term in its rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TermId(u32);

impl TermId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A word of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Word {
    folded: String,
    case: Case,
    /// Whether a hyphen joins it to the word before.
    joined: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Case {
    Lower,
    /// Begins with a capital: a name.
    Name,
    /// All capitals: "US".
    Capitals,
}

impl Word {
    /// The word in small letters.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether it is an article, or a preposition that stands in any sentence.
    pub(super) fn is_small(&self) -> bool {
        let small = matches!(
            self.folded.as_str(),
            "a" | "an" | "the" | "of" | "to" | "in" | "on" | "for" | "at" | "by" | "from" | "with"
        );
        small && self.case == Case::Lower
    }

    /// Whether a hyphen joins it to the word before.
    pub(super) fn is_joined(&self) -> bool {
        self.joined
    }
}

/// One spelling: words that stand next to each other, in order.
pub(super) type Spelling = Vec<Word>;

/// The words of a phrase as it stands in a rule.
pub(super) fn words(phrase: &str) -> Spelling {
    let segments = segment_title(phrase);
    let tokens = Tokens { text: phrase, tokens: &segments.tokens };
    let mut words = Spelling::new();
    for index in 0..tokens.tokens.len() {
        let raw = tokens.raw(index);
        if tokens.hyphen(index) || is_possessive(raw) || (tokens.kind(index) == Some(TokenKind::Sign) && is_mark(raw)) {
            continue;
        }
        let joined = index > 0 && tokens.hyphen(index - 1) && !words.is_empty();
        words.push(Word { folded: fold(raw), case: case_of(raw), joined });
    }
    words
}

/// Quotation marks and closing punctuation carry no meaning in a rule's phrase.
fn is_mark(raw: &str) -> bool {
    matches!(raw, "\"" | "“" | "”" | "'" | "‘" | "’" | "," | "." | ";" | ":" | "!" | "?")
}

fn is_possessive(raw: &str) -> bool {
    matches!(raw, "'s" | "’s" | "'S" | "’S" | "'" | "’")
}

fn case_of(raw: &str) -> Case {
    let letters = raw.chars().filter(|c| c.is_alphabetic()).count();
    if letters >= 2 && in_capitals(raw) {
        Case::Capitals
    } else if raw.chars().next().is_some_and(char::is_uppercase) {
        Case::Name
    } else {
        Case::Lower
    }
}

fn in_capitals(raw: &str) -> bool {
    !raw.chars().any(char::is_lowercase)
}

/// "MPs", "GIs": a plural of a word in capitals.
fn in_capitals_with_s(raw: &str) -> bool {
    raw.strip_suffix('s').is_some_and(|word| word.chars().count() >= 2 && in_capitals(word))
}

/// Lower case, composed, apostrophes straight, periods gone.
fn fold(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    fold_into(raw, &mut folded);
    folded
}

/// Appends a folded word.
fn fold_into(raw: &str, folded: &mut String) {
    if raw.is_ascii() {
        let start = folded.len();
        let is_number = raw.as_bytes().first().is_some_and(u8::is_ascii_digit);
        let has_periods = raw.as_bytes().contains(&b'.');
        if is_number || has_periods && raw.bytes().all(|byte| byte == b'.') {
            folded.push_str(raw);
        } else if has_periods {
            folded.extend(raw.bytes().filter(|&byte| byte != b'.').map(|byte| byte.to_ascii_lowercase() as char));
        } else {
            folded.push_str(raw);
            folded[start..].make_ascii_lowercase();
        }
        return;
    }
    for character in raw.nfc() {
        match character {
            '’' | '‘' | 'ʼ' => folded.push('\''),
            '.' => {}
            other => folded.extend(other.to_lowercase()),
        }
    }
}

/// Whether a hyphen touches the words on both its sides.
fn joins(tokens: Tokens<'_>, hyphen: usize) -> bool {
    tokens.touches(hyphen) && tokens.touches(hyphen + 1)
}

/// A term found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) term: TermId,
    /// First token, as an index into the segments' tokens.
    pub(super) first: u32,
    /// Token after the last.
    pub(super) end: u32,
}

impl Hit {
    pub(super) fn tokens(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// The terms in one text. A sentence is searched when it is first asked for: most have nothing that a topic takes.
pub(super) struct Hits<'a> {
    matcher: &'a Matcher,
    tokens: Tokens<'a>,
    sentences: &'a [Sentence],
    /// The hits of each sentence that was searched.
    found: Vec<OnceCell<Vec<Hit>>>,
}

impl<'a> Hits<'a> {
    fn new(matcher: &'a Matcher, text: &'a str, segments: &'a Segments) -> Self {
        let found = vec![OnceCell::new(); segments.sentences.len()];
        Self { matcher, tokens: Tokens { text, tokens: &segments.tokens }, sentences: &segments.sentences, found }
    }

    /// Of a text that is not there.
    fn none(matcher: &'a Matcher) -> Self {
        Self { matcher, tokens: Tokens { text: "", tokens: &[] }, sentences: &[], found: Vec::new() }
    }

    /// The hits of a sentence, in the order of their first tokens, longer ones first.
    pub(super) fn in_sentence(&self, sentence: usize) -> &[Hit] {
        let search = || self.matcher.find_in(self.tokens, self.sentences[sentence].tokens.clone());
        self.found[sentence].get_or_init(search)
    }

    /// The hits of several sentences.
    pub(super) fn in_sentences(&self, sentences: Range<usize>) -> impl Iterator<Item = &Hit> {
        sentences.flat_map(|sentence| self.in_sentence(sentence))
    }

    /// All hits.
    pub(super) fn all(&self) -> impl Iterator<Item = &Hit> {
        self.in_sentences(0..self.sentences.len())
    }

    /// Whether a term of some stands in a sentence; `forms` are those by which their spellings begin. Nothing else is looked
    /// for, unless the sentence was searched already.
    pub(super) fn any_in_sentence(&self, sentence: usize, forms: &Sieve, is_sought: impl Fn(TermId) -> bool) -> bool {
        if let Some(hits) = self.found[sentence].get() {
            return hits.iter().any(|hit| is_sought(hit.term));
        }
        let own = self.sentences[sentence].tokens.clone();
        let mut scan = Scan::new(self.matcher, self.tokens);
        let mut hits = Vec::new();
        (own.start..).zip(&self.tokens.tokens[own.clone()]).any(|(index, token)| {
            let start = if forms.may_hold(token) && scan.may_begin(index) {
                index
            } else if token.is(Class::HYPHEN) && index > own.start && scan.may_join(index - 1, forms) {
                // What a hyphen joins may be a form though neither part is.
                index - 1
            } else {
                return false;
            };
            scan.from(start, own.end, &mut hits);
            hits.drain(..).any(|hit| is_sought(hit.term))
        })
    }
}

/// The terms in an article.
pub(super) struct Found<'a> {
    title: Hits<'a>,
    body: Hits<'a>,
}

impl<'a> Found<'a> {
    pub(super) fn part(&self, part: Part) -> &Hits<'a> {
        match part {
            Part::Title => &self.title,
            Part::Body => &self.body,
        }
    }
}

/// Most sentences that are searched have no more hits.
const USUAL_HITS: usize = 16;

type WordId = u32;
type NodeId = u32;
const ROOT: NodeId = 0;

/// Finds terms. Built once for all rules by [`MatcherBuilder`]. What is asked of a token stands close together: there are more
/// words than a cache holds.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    forms: Forms,
    /// The words that forms may be forms of.
    readings: Vec<WordId>,
    /// By word: whether it matches capitals only.
    capitals: Vec<bool>,
    /// The nodes that a first word leads to.
    beginnings: Vec<Edge>,
    nodes: Vec<Node>,
    /// The terms whose spelling ends at a node.
    ends: Vec<TermId>,
    /// The words that go on from a node, in order.
    edges: Vec<Edge>,
    /// The forms that are a spelling by themselves.
    alone: Sieve,
    /// The forms by which spellings of more than one word begin.
    first_forms: Sieve,
    /// Their first two words.
    pairs: PairSieve,
}

/// A word, and the node that it leads to.
#[derive(Clone, Copy, Debug)]
struct Edge {
    word: WordId,
    to: NodeId,
}

/// A part of a list.
type Part32 = (u32, u32);

fn part<T>(list: &[T], (from, to): Part32) -> &[T] {
    &list[from as usize..to as usize]
}

/// What follows a word in the trie.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Part of [`Matcher::ends`].
    ends: Part32,
    /// Part of [`Matcher::edges`].
    edges: Part32,
}

/// A form of words.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    /// Part of [`Matcher::beginnings`].
    beginnings: Part32,
    /// Part of [`Matcher::readings`].
    readings: Part32,
}

/// What is known of each form.
#[derive(Debug, Default)]
struct Forms {
    /// Those of at most 16 ASCII letters and apostrophes, which nearly all tokens are.
    keyed: KeyMap<Form>,
    /// Every form.
    spelled: FxHashMap<Box<str>, Form>,
}

impl Forms {
    /// The forms with what is known of them; no two of them are spelled alike.
    fn of(forms: Vec<(&str, Form)>) -> Self {
        let keyed = |&(spelled, form): &(&str, Form)| Some((Self::key(spelled)?, form));
        Self {
            keyed: KeyMap::of(forms.iter().filter_map(keyed).collect()),
            spelled: forms.into_iter().map(|(spelled, form)| (spelled.into(), form)).collect(),
        }
    }

    /// What is known of a form.
    fn get(&self, spelled: &str) -> Option<&Form> {
        match Self::key(spelled) {
            Some(key) => self.keyed.get(key),
            None => self.spelled.get(spelled),
        }
    }

    /// The key of a form of plain letters.
    fn key(spelled: &str) -> Option<Key> {
        let is_plain = |byte: u8| byte.is_ascii_alphabetic() || byte == b'\'';
        Key::new(spelled).filter(|_| spelled.bytes().all(is_plain))
    }
}

impl Matcher {
    /// The hits in an article.
    pub(super) fn find<'a>(&'a self, article: &'a Article, reading: &'a Reading) -> Found<'a> {
        let title = reading.title.as_ref().map(|segments| Hits::new(self, article.part(Part::Title), segments));
        let body = Hits::new(self, &article.text, &reading.body);
        Found { title: title.unwrap_or_else(|| Hits::none(self)), body }
    }

    /// For each kind the forms by which the spellings begin of the terms that are of that kind, among others.
    pub(super) fn beginnings_by_kind(&self, kinds: &[Kinds]) -> Vec<Sieve> {
        let mut ahead = vec![Kinds::default(); self.nodes.len()];
        // A node comes behind the one that leads to it.
        for (index, node) in self.nodes.iter().enumerate().rev() {
            let ends = part(&self.ends, node.ends).iter().map(|term| kinds[term.index()]);
            let further = part(&self.edges, node.edges).iter().map(|edge| ahead[edge.to as usize]);
            ahead[index] = ends.chain(further).fold(Kinds::default(), Kinds::with);
        }
        let begun = |form: &Form, kind| {
            part(&self.beginnings, form.beginnings).iter().any(|edge| ahead[edge.to as usize].has(kind))
        };
        let of_kind = |kind| self.forms.spelled.iter().filter(move |(_, form)| begun(form, kind));
        Kind::ALL.map(|kind| Sieve::of(of_kind(kind).map(|(spelled, _)| &**spelled))).into()
    }

    /// The nodes that a form leads to from a node, each with its word.
    fn nexts(&self, node: NodeId, form: &Form) -> impl Iterator<Item = Edge> {
        let (begun, words) = match node {
            ROOT => (part(&self.beginnings, form.beginnings), &[][..]),
            _ => (&[][..], part(&self.readings, form.readings)),
        };
        let edges = part(&self.edges, self.nodes[node as usize].edges);
        let goes_on = move |&word| Some(edges[edges.binary_search_by_key(&word, |edge| edge.word).ok()?]);
        begun.iter().copied().chain(words.iter().filter_map(goes_on))
    }

    /// The hits in a sentence, given as a range of tokens.
    fn find_in(&self, tokens: Tokens<'_>, sentence: Range<usize>) -> Vec<Hit> {
        let mut scan = Scan::new(self, tokens);
        let mut hits = Vec::with_capacity(USUAL_HITS);
        for index in sentence.clone() {
            if scan.may_begin(index) {
                scan.from(index, sentence.end, &mut hits);
            }
        }
        hits.sort_unstable_by_key(|hit: &Hit| (hit.first, std::cmp::Reverse(hit.end), hit.term));
        hits.dedup();
        hits
    }
}

struct Scan<'a> {
    matcher: &'a Matcher,
    tokens: Tokens<'a>,
    folded: String,
}

impl<'a> Scan<'a> {
    fn new(matcher: &'a Matcher, tokens: Tokens<'a>) -> Self {
        Self { matcher, tokens, folded: String::new() }
    }

    /// Whether a spelling may begin with the token, alone or joined over a hyphen.
    fn may_begin(&self, index: usize) -> bool {
        let token = &self.tokens.tokens[index];
        self.matcher.alone.may_hold(token)
            || self.tokens.hyphen(index + 1)
                && (self.may_join(index, &self.matcher.alone) || self.may_join(index, &self.matcher.first_forms))
            || self.matcher.first_forms.may_hold(token) && self.may_go_on(index)
    }

    /// Whether the words that a hyphen behind a token joins may be one of some forms; `false` is certain.
    fn may_join(&self, index: usize, forms: &Sieve) -> bool {
        joins(self.tokens, index + 1) && self.key(&(index..index + 3)).is_none_or(|key| forms.may_hold_key(key))
    }

    /// Whether the word behind a token may go on with a spelling that begins with the token.
    fn may_go_on(&self, index: usize) -> bool {
        let Some(next) = self.tokens.tokens.get(index + 1) else { return false };
        // What `skip` may pass over.
        next.is(Class::QUOTE.with(Class::HYPHEN)) || self.matcher.pairs.may_hold(&self.tokens.tokens[index], next)
    }

    /// Hits that begin at a token.
    fn from(&mut self, start: usize, end: usize, hits: &mut Vec<Hit>) {
        self.walk(ROOT, start, start, end, hits);
    }

    /// Follows the trie from `node` with the word at `index`: as it stands, and joined over a hyphen ("cease-fire").
    fn walk(&mut self, node: NodeId, start: usize, index: usize, end: usize, hits: &mut Vec<Hit>) {
        self.step(node, start, index..index + 1, end, hits);
        if index + 2 < end && self.tokens.hyphen(index + 1) && joins(self.tokens, index + 1) {
            self.step(node, start, index..index + 3, end, hits);
        }
    }

    /// The key of the words of a range, a hyphen between them left out; `None` also for what is not of plain letters.
    fn key(&self, words: &Range<usize>) -> Option<Key> {
        let plain = |index: usize| {
            let token = &self.tokens.tokens[index];
            let is_plain = token.kind() == TokenKind::Word && token.hash.is_some();
            // The period of an abbreviation is no part of the form.
            let end = token.span.end() - usize::from(token.is(Class::PERIOD));
            let key = || Key::at(self.tokens.text, token.span.start(), end);
            is_plain.then(key).flatten().map(|key| (key, end - token.span.start()))
        };
        let (first, length) = plain(words.start)?;
        if words.len() == 1 { Some(first) } else { first.joined(length, plain(words.end - 1)?.0) }
    }

    /// The form that the words of a range are, a hyphen between them left out.
    fn form(&mut self, words: &Range<usize>) -> Option<&'a Form> {
        if let Some(key) = self.key(words) {
            return self.matcher.forms.keyed.get(key);
        }
        self.folded.clear();
        for index in words.clone().step_by(2) {
            fold_into(self.tokens.raw(index), &mut self.folded);
        }
        self.matcher.forms.get(&self.folded)
    }

    fn step(&mut self, node: NodeId, start: usize, word: Range<usize>, end: usize, hits: &mut Vec<Hit>) {
        let matcher = self.matcher;
        let Some(form) = self.form(&word) else { return };
        let tokens = self.tokens;
        let in_capitals = |index| in_capitals(tokens.raw(index)) || in_capitals_with_s(tokens.raw(index));
        for next in matcher.nexts(node, form) {
            if matcher.capitals[next.word as usize] && !word.clone().step_by(2).all(in_capitals) {
                continue;
            }
            let to = &matcher.nodes[next.to as usize];
            for &term in part(&matcher.ends, to.ends) {
                let narrow = |index: usize| u32::try_from(index).expect("fewer tokens than bytes");
                hits.push(Hit { term, first: narrow(start), end: narrow(word.end) });
            }
            if part(&matcher.edges, to.edges).is_empty() {
                continue;
            }
            let following = self.skip(word.end, end);
            if following < end {
                self.walk(next.to, start, following, end, hits);
            }
        }
    }

    /// Possessives and hyphens between two words of a phrase do not matter.
    fn skip(&self, mut index: usize, end: usize) -> usize {
        let passed_over = |at: usize| {
            self.tokens.kind(at) == Some(TokenKind::Sign)
                && (is_possessive(self.raw(at)) || self.tokens.hyphen(at) && self.tokens.touches(at))
        };
        while index < end && passed_over(index) {
            index += 1;
        }
        index
    }

    fn raw(&self, index: usize) -> &'a str {
        self.tokens.raw(index)
    }
}

/// Collects the terms of all rules.
#[derive(Debug, Default)]
pub(super) struct MatcherBuilder {
    terms: FxHashMap<Vec<Spelling>, TermId>,
    words: FxHashMap<Word, WordId>,
    capitals: Vec<bool>,
    edges: FxHashMap<(NodeId, WordId), NodeId>,
    ends: Vec<Vec<TermId>>,
}

impl MatcherBuilder {
    /// The term with these spellings; the same spellings give the same term.
    pub(super) fn term(&mut self, mut spellings: Vec<Spelling>) -> TermId {
        spellings.sort();
        spellings.dedup();
        if let Some(&known) = self.terms.get(&spellings) {
            return known;
        }
        let term = TermId(u32::try_from(self.terms.len()).expect("fewer terms than bytes of rules"));
        for spelling in &spellings {
            self.add(spelling, term);
            if let Some(joined) = joined(spelling) {
                self.add(&joined, term);
            }
        }
        self.terms.insert(spellings, term);
        term
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    fn add(&mut self, spelling: &[Word], term: TermId) {
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
        }
        let mut node = ROOT;
        for word in spelling {
            let id = self.word(word);
            let next = NodeId::try_from(self.ends.len()).expect("fewer nodes than bytes of rules");
            node = *self.edges.entry((node, id)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
        }
        if !spelling.is_empty() && !self.ends[node as usize].contains(&term) {
            self.ends[node as usize].push(term);
        }
    }

    fn word(&mut self, word: &Word) -> WordId {
        let key = Word { joined: false, ..word.clone() };
        let next = WordId::try_from(self.words.len()).expect("fewer words than bytes of rules");
        let id = *self.words.entry(key).or_insert(next);
        if id == next {
            self.capitals.push(word.case == Case::Capitals);
        }
        id
    }

    /// The matcher for all terms so far.
    pub(super) fn build(self) -> Matcher {
        let mut pairs: Vec<(String, WordId)> = Vec::new();
        let mut words: Vec<(Word, WordId)> = self.words.into_iter().collect();
        words.sort_by_key(|&(_, id)| id);
        for (word, id) in words {
            let inflection = if word.case == Case::Lower { Inflection::Full } else { Inflection::PluralOnly };
            pairs.extend(forms(&word.folded, inflection).into_iter().map(|form| (form, id)));
        }
        pairs.sort();
        pairs.dedup();
        let mut matcher = Matcher { capitals: self.capitals, ..Matcher::default() };
        let mut edges: Vec<_> = self.edges.into_iter().collect();
        edges.sort_unstable();
        let mut first = vec![None; matcher.capitals.len()];
        matcher.nodes = vec![Node::default(); self.ends.len()];
        for own in edges.chunk_by(|((left, _), _), ((right, _), _)| left == right) {
            let node = own[0].0.0;
            let from = narrow(matcher.edges.len());
            for &((_, word), to) in own {
                if node == ROOT {
                    first[word as usize] = Some(Edge { word, to });
                } else {
                    matcher.edges.push(Edge { word, to });
                }
            }
            matcher.nodes[node as usize].edges = (from, narrow(matcher.edges.len()));
        }
        for (node, ends) in matcher.nodes.iter_mut().zip(self.ends) {
            let from = narrow(matcher.ends.len());
            matcher.ends.extend(ends);
            node.ends = (from, narrow(matcher.ends.len()));
        }
        matcher.sift(&pairs, &first);
        let mut spelled = Vec::new();
        for same in pairs.chunk_by(|left, right| left.0 == right.0) {
            let (begun, read) = (narrow(matcher.beginnings.len()), narrow(matcher.readings.len()));
            matcher.beginnings.extend(same.iter().filter_map(|&(_, word)| first[word as usize]));
            matcher.readings.extend(same.iter().map(|&(_, word)| word));
            let beginnings = (begun, narrow(matcher.beginnings.len()));
            let readings = (read, narrow(matcher.readings.len()));
            spelled.push((same[0].0.as_str(), Form { beginnings, readings }));
        }
        matcher.forms = Forms::of(spelled);
        matcher
    }
}

impl Matcher {
    /// Fills the sieves with the forms by which spellings begin; `first` are the edges of the root by word.
    fn sift(&mut self, forms: &[(String, WordId)], first: &[Option<Edge>]) {
        let mut hashes = vec![Vec::new(); first.len()];
        for (form, word) in forms {
            // A token without a hash passes the sieves.
            hashes[*word as usize].extend(sieve::hash(form));
        }
        let beginning = |taken: fn(&Node) -> Part32| {
            let begins = |word: WordId| {
                let (from, to) =
                    first[word as usize].map(|edge| taken(&self.nodes[edge.to as usize])).unwrap_or_default();
                from < to
            };
            Sieve::of(forms.iter().filter(|&&(_, word)| begins(word)).map(|(form, _)| form.as_str()))
        };
        (self.alone, self.first_forms) = (beginning(|node| node.ends), beginning(|node| node.edges));
        let goes_on = |begun: &Edge| part(&self.edges, self.nodes[begun.to as usize].edges).iter();
        let pairs: Vec<_> =
            first.iter().flatten().flat_map(|begun| goes_on(begun).map(|next| (begun.word, next.word))).collect();
        let of = |word: WordId| &hashes[word as usize];
        self.pairs = PairSieve::with_room(pairs.iter().map(|&(word, next)| of(word).len() * of(next).len()).sum());
        for (word, next) in pairs {
            for &hash in of(word) {
                of(next).iter().for_each(|&next| self.pairs.add_hashes(hash, next));
            }
        }
    }
}

fn narrow(index: usize) -> u32 {
    u32::try_from(index).expect("fewer words than bytes of rules")
}

/// "air-strike" is also spelled "airstrike".
fn joined(spelling: &[Word]) -> Option<Spelling> {
    if !spelling.iter().any(|word| word.joined) {
        return None;
    }
    let mut words = Spelling::new();
    for word in spelling {
        match words.last_mut() {
            Some(last) if word.joined => {
                last.folded.push_str(&word.folded);
                last.case = last.case.min(word.case);
            }
            _ => words.push(word.clone()),
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn found(phrases: &[&str], text: &str) -> Vec<String> {
        let mut builder = MatcherBuilder::default();
        for phrase in phrases {
            builder.term(vec![words(phrase)]);
        }
        let matcher = builder.build();
        let segments = segment_title(text);
        let hits = Hits::new(&matcher, text, &segments);
        let span = |hit: &Hit| {
            Span::join(segments.tokens[hit.first as usize].span, segments.tokens[hit.end as usize - 1].span)
        };
        hits.all().map(|hit| span(hit).slice(text).to_owned()).collect()
    }

    #[test]
    fn words_are_folded_behind_others() {
        let behind = |raw| {
            let mut folded = "a-".to_owned();
            fold_into(raw, &mut folded);
            folded
        };
        let raws = ["Fire", "U.S.", "...", "5K", "9.5", "O’Brien", "Zürich"];
        assert_eq!(raws.map(behind), ["a-fire", "a-us", "a-...", "a-5K", "a-9.5", "a-o'brien", "a-zürich"]);
    }

    #[test]
    fn words_are_found_in_all_their_forms_and_cases() {
        assert_eq!(found(&["troop", "kill"], "Troops killed; TROOP killings"), ["Troops", "killed", "TROOP"]);
    }

    #[test]
    fn capitals_match_capitals_only() {
        assert_eq!(found(&["US"], "The US told us that U.S. and U.S.-led"), ["US", "U.S.", "U.S."]);
        assert_eq!(found(&["U.S."], "US forces, us"), ["US"]);
        assert_eq!(found(&["GI"], "two GIs, gi"), ["GIs"]);
    }

    #[test]
    fn phrases_bridge_hyphens_and_possessives() {
        assert_eq!(
            found(&["drone strike"], "a drone-strike, drone strikes, drone a strike"),
            ["drone-strike", "drone strikes"]
        );
        assert_eq!(
            found(&["cease-fire"], "ceasefire, cease-fire, cease fire"),
            ["ceasefire", "cease-fire", "cease fire"]
        );
        assert_eq!(found(&["ceasefire"], "a cease-fire"), ["cease-fire"]);
        assert_eq!(found(&["Iraq government"], "Iraq’s government"), ["Iraq’s government"]);
    }

    #[test]
    fn terms_of_a_kind_are_found_by_themselves() {
        let mut builder = MatcherBuilder::default();
        let terms = ["armed man", "arms", "cease-fire"].map(|phrase| builder.term(vec![words(phrase)]));
        let matcher = builder.build();
        let [people, things, truces] = [Kind::Count, Kind::Measure, Kind::Date];
        let kinds = [people, things, truces].map(Kinds::of);
        let leads = matcher.beginnings_by_kind(&kinds);
        let found = |text: &str, kind: Kind| {
            let segments = segment_title(text);
            let hits = Hits::new(&matcher, text, &segments);
            let is_sought = |term: TermId| kinds[term.index()].has(kind);
            let alone = hits.any_in_sentence(0, &leads[kind as usize], is_sought);
            let all: Vec<_> = hits.all().map(|hit| hit.term).collect();
            // With the hits of all terms at hand the answer is the same.
            assert_eq!(hits.any_in_sentence(0, &leads[kind as usize], is_sought), alone);
            (alone, all)
        };
        assert_eq!(found("Armed men fled", people), (true, vec![terms[0]]));
        assert_eq!(found("Armed to the teeth", people), (false, Vec::new()));
        assert_eq!(found("Armed men fled", things), (false, vec![terms[0]]));
        assert_eq!(found("the cease-fire", truces), (true, vec![terms[2]]));
        assert_eq!(found("arms", people), (false, vec![terms[1]]));
    }

    #[test]
    fn longer_phrases_stand_before_shorter_ones() {
        assert_eq!(found(&["South Korea", "Korea"], "South Korea"), ["South Korea", "Korea"]);
    }

    #[test]
    fn numbers_and_signs_are_words_too() {
        assert_eq!(found(&["Tower 22", "9/11"], "at Tower 22 on 9/11"), ["Tower 22", "9/11"]);
    }
}
