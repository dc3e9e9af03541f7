//! Mentions into claims: which number answers which topic's question.
//!
//! A mention is judged per topic by a sequence of named conditions; the first that fails is the answer to "why not?"
//! ([`Miss`]). Only topics whose words stand in the sentence are asked. What the words around a number mean is left to `scene`, the
//! slots to `slot`.

use super::RuleSet;
use super::compile::{Line, Placing, Source};
use super::file::Scope;
use super::kinds::Kinds;
use super::phrase::{Found, Hit, Hits, TermId};
use super::scene::{Apart, EventDate, Number, Scene};
use super::slot::Surroundings;
use crate::article::{Article, ArticleId, Part};
use crate::claim::{Claim, RuleSource, Slots, TopicId};
use crate::extract::{Mention, Name, Reading, name};
use crate::segment::BlockKind;
use crate::span::Span;
use crate::value::{Kind, Modifier, Value};
use regex::Captures;
use std::sync::Arc;

/// Longest sentence, in bytes, that patterns are matched against.
const PATTERN_WINDOW: usize = 4 << 10;

/// Why a mention is not a claim of a topic: the first condition that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The topic takes values of another kind.
    Kind(Kind),
    /// None of the words that the topic looks for stands in the sentence.
    NoWords,
    /// The word of the line that stands by the number is in the sentence, but this part of the line is not.
    Absent {
        /// The line.
        line: Arc<str>,
        /// The part, as an index: first comes the word that stands by the number.
        part: usize,
    },
    /// All words of the line stand in the sentence, but not by the number.
    NotNear {
        /// The line.
        line: Arc<str>,
        /// What keeps the two apart.
        apart: Apart,
    },
    /// The action word goes with another date, or stands in another clause.
    OtherDate {
        /// The line.
        line: Arc<str>,
        /// The words of the other date.
        date: Option<Span>,
    },
    /// The number counts people or things of another origin: "Iraqi" where the line says `<us>`.
    OtherPopulation(String),
    /// The unit measures something else.
    Unit,
    /// Neither number nor currency is said: "millions in aid". Such a sum answers no topic's question, and is compared with
    /// others of its words.
    BareSum,
    /// A line of `without` stands in the sentence.
    Without(Arc<str>),
    /// No line of `with` stands in the topic's scope.
    With,
    /// A required slot has no value.
    Slot(String),
}

/// A condition that can be left out, to see what it keeps away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// `with` and its scope.
    With,
    /// `without`.
    Without,
    /// `unit`.
    Unit,
    /// That slots are required.
    Required,
}

/// How a mention came under a topic.
struct Fit {
    source: Source,
    /// Whether it is a date that stands before the action word as its attribute, or whose "since" is a word of the line.
    attributive: bool,
    /// The word that placed it.
    head: Option<Hit>,
    /// The other words of the line.
    spent: Vec<Hit>,
    /// Slots that a pattern named.
    named: Slots,
}

impl RuleSet {
    /// The claims of an article: every mention under every topic that takes it, in the order of the mentions, then of the topics.
    #[must_use]
    pub fn place(&self, id: ArticleId, article: &Article, reading: &Reading) -> Vec<Claim> {
        self.place_found(id, article, reading, &self.matcher.find(article, reading))
    }

    /// The claims of each of some articles, as [`RuleSet::place`] gives those of one; the words of the topics are found in all of
    /// them first. The articles are numbered from 0.
    ///
    /// # Panics
    /// If there are 2³² articles.
    #[must_use]
    pub fn place_all(&self, articles: &[Article], readings: &[Reading]) -> Vec<Vec<Claim>> {
        let read = || articles.iter().zip(readings);
        let found: Vec<Found<'_>> = read().map(|(article, reading)| self.matcher.find(article, reading)).collect();
        let place = |((article, reading), (found, id))| self.place_found(ArticleId(id), article, reading, found);
        read().zip(found.iter().zip(0..)).map(place).collect()
    }

    fn place_found(&self, id: ArticleId, article: &Article, reading: &Reading, found: &Found<'_>) -> Vec<Claim> {
        let mut claims =
            Stage { rules: self, article, reading, mentions: &reading.mentions, found, ignored: &[] }.claims(id);
        let names = self.wanted_names(article, reading, found);
        if !names.is_empty() {
            claims.extend(Stage { rules: self, article, reading, mentions: &names, found, ignored: &[] }.claims(id));
        }
        claims
    }

    /// The names of the sentences in which words of a topic of names stand.
    fn wanted_names(&self, article: &Article, reading: &Reading, found: &Found<'_>) -> Vec<Mention> {
        if !self.placings.iter().any(|placing| placing.kind == Kind::Name) {
            return Vec::new();
        }
        let names = reading.names.chunk_by(|left, right| left.sentence == right.sentence);
        let is_wanted =
            |names: &&[Name]| self.may_place(Kinds::of(Kind::Name), names[0].sentence, found.part(Part::Body));
        names.filter(is_wanted).flat_map(|names| name::mentions(names, article, &reading.body)).collect()
    }

    /// Whether a topic may take a value of one of these kinds in a sentence.
    fn may_place(&self, kinds: Kinds, sentence: usize, hits: &Hits<'_>) -> bool {
        let leads = |kind: Kind| {
            let is_lead = |term: TermId| self.kinds_led_to[term.index()].has(kind);
            hits.any_in_sentence(sentence, &self.leads[kind as usize], is_lead)
        };
        kinds.meets(self.kinds_everywhere) || kinds.and(self.kinds_led).iter().any(leads)
    }

    /// Why a mention (by its index in the reading) is, or is not, a claim of a topic.
    ///
    /// # Errors
    /// The first condition that fails.
    ///
    /// # Panics
    /// If the index is of another reading.
    pub fn why(
        &self,
        article: &Article,
        reading: &Reading,
        mention: usize,
        topic: TopicId,
    ) -> Result<RuleSource, Miss> {
        let found = self.matcher.find(article, reading);
        let stage = Stage { rules: self, article, reading, mentions: &reading.mentions, found: &found, ignored: &[] };
        let of = &reading.mentions[mention];
        let own = |(_, mentions): &(usize, &[Mention])| same_sentence(&mentions[0], of);
        let (first, mentions) = stage.sentences().find(own).expect("every mention stands in a sentence");
        let scene = stage.scene(first, mentions);
        let judged = stage.judge_all(topic, &scene).find(|(number, _)| *number == mention);
        let (_, judged) = judged.expect("every mention of a sentence is judged");
        judged.map(|placed| self.source(topic, placed.source))
    }

    /// Every mention of an article that can be of a topic's kind, judged for the topic.
    pub(super) fn judge(&self, article: &Article, reading: &Reading, topic: TopicId) -> Vec<(Mention, Judged)> {
        let found = self.matcher.find(article, reading);
        let names = if self.topic(topic).kind == Kind::Name { reading.name_mentions(article) } else { Vec::new() };
        let mentions = if names.is_empty() { &reading.mentions } else { &names };
        let stage = Stage { rules: self, article, reading, mentions, found: &found, ignored: &[] };
        let judged = stage.scenes().flat_map(|scene| stage.judge_all(topic, &scene).collect::<Vec<_>>());
        judged.map(|(number, judged)| (mentions[number].clone(), judged)).collect()
    }

    /// Every number and date of an article, and name that a topic may want, with what the topics say whose words stand in
    /// its sentence; with `topic`, what that one says. Conditions that are `ignored` fail nothing.
    pub(super) fn judge_sentences(
        &self,
        article: &Article,
        reading: &Reading,
        topic: Option<TopicId>,
        ignored: &[Ignored],
    ) -> Vec<(Mention, Vec<(TopicId, Judged)>)> {
        let found = self.matcher.find(article, reading);
        let of_names = topic.is_some_and(|topic| self.topic(topic).kind == Kind::Name);
        let names = if of_names { reading.name_mentions(article) } else { Vec::new() };
        let mentions = if of_names { &names } else { &reading.mentions };
        let stage = Stage { rules: self, article, reading, mentions, found: &found, ignored };
        let mut accounts: Vec<(Mention, Vec<(TopicId, Judged)>)> =
            mentions.iter().map(|mention| (mention.clone(), Vec::new())).collect();
        for scene in stage.scenes() {
            let topics = topic.map_or_else(|| stage.candidates(&scene, &self.patterned), |topic| vec![topic]);
            for topic in topics {
                for (number, judged) in stage.judge_all(topic, &scene) {
                    accounts[number].1.push((topic, judged));
                }
            }
        }
        accounts
    }

    pub(super) fn source(&self, topic: TopicId, source: Source) -> RuleSource {
        RuleSource { file: self.placings[topic.index()].file.clone(), line: source.line }
    }
}

/// An article with what was found in it.
struct Stage<'a> {
    rules: &'a RuleSet,
    article: &'a Article,
    reading: &'a Reading,
    /// What is placed: the mentions of the reading, or its names.
    mentions: &'a [Mention],
    found: &'a Found<'a>,
    /// Conditions that fail nothing.
    ignored: &'a [Ignored],
}

/// The entry that placed a mention, with what the claim has of it; or why none did.
pub(super) type Judged = Result<Placed, Miss>;

/// A mention under a topic.
pub(super) struct Placed {
    pub(super) source: Source,
    pub(super) slots: Slots,
    attributive: bool,
}

impl Placed {
    /// The mention as the claim has it: an attribute's "since" or "after" belongs to the event, not to its date.
    pub(super) fn mention(&self, mention: &Mention) -> Mention {
        let mut mention = mention.clone();
        if let Value::Date(timex) = &mut mention.value
            && self.attributive
            && timex.modifier.is_some_and(|modifier| ORDERING.contains(&modifier))
        {
            timex.modifier = None;
            mention.span = mention.core;
        }
        mention
    }
}

/// Modifiers that set an event before or after a date.
const ORDERING: &[Modifier] = &[Modifier::Before, Modifier::After, Modifier::OnOrBefore, Modifier::OnOrAfter];

impl<'a> Stage<'a> {
    /// The claims, in the order of the mentions, then of the topics.
    fn claims(&self, id: ArticleId) -> Vec<Claim> {
        let mut placed: Vec<(usize, TopicId, Placed)> = Vec::new();
        for (first, mentions) in self.sentences().filter(|(_, mentions)| self.may_place(mentions)) {
            let scene = self.scene(first, mentions);
            for topic in self.candidates(&scene, &[]) {
                let judged = self.judge_all(topic, &scene);
                placed.extend(judged.filter_map(|(number, judged)| Some((number, topic, judged.ok()?))));
            }
        }
        placed.sort_by_key(|&(number, topic, _)| (number, topic));
        let claim = |(number, topic, placed): (usize, TopicId, Placed)| Claim {
            article: id,
            mention: placed.mention(&self.mentions[number]),
            topic: Some(topic),
            placed_by: Some(self.rules.source(topic, placed.source)),
            slots: placed.slots,
            derived_from: Vec::new(),
        };
        placed.into_iter().map(claim).collect()
    }

    /// Whether a topic may take one of the mentions of a sentence.
    fn may_place(&self, mentions: &[Mention]) -> bool {
        let kinds = mentions.iter().map(|mention| mention.value.kind()).collect();
        self.rules.may_place(kinds, mentions[0].sentence, self.found.part(mentions[0].part))
    }

    /// The sentences with mentions.
    fn scenes(&'a self) -> impl Iterator<Item = Scene<'a>> {
        self.sentences().map(|(first, mentions)| self.scene(first, mentions))
    }

    /// The mentions of each sentence that has any, with the index of the first.
    fn sentences(&self) -> impl Iterator<Item = (usize, &'a [Mention])> {
        let mut start = 0;
        self.mentions.chunk_by(same_sentence).map(move |mentions| {
            let first = start;
            start += mentions.len();
            (first, mentions)
        })
    }

    /// The sentence of some mentions; `first` is the index of the first.
    fn scene(&'a self, first: usize, mentions: &'a [Mention]) -> Scene<'a> {
        let (part, sentence) = (mentions[0].part, mentions[0].sentence);
        Scene::new(
            self.article.part(part),
            self.reading.segments(part),
            self.found.part(part),
            (first..).zip(mentions),
            (part, sentence),
        )
    }

    /// The topics whose words stand in the sentence, or that are asked about any, and that take values of a kind that it has, in
    /// order.
    fn candidates(&self, scene: &Scene<'_>, asked: &[TopicId]) -> Vec<TopicId> {
        let everywhere = self.rules.everywhere.iter().chain(asked).copied();
        let triggered = scene.hits.iter().flat_map(|hit| self.rules.triggered(hit.term));
        let kinds: Kinds = scene.numbers.iter().map(|number| number.mention.value.kind()).collect();
        let takes = |topic: &TopicId| self.rules.placings[topic.index()].taken.meets(kinds);
        let mut topics: Vec<TopicId> = everywhere.chain(triggered).filter(takes).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// Every mention of the scene, judged for a topic.
    fn judge_all<'s>(&'s self, topic: TopicId, scene: &'s Scene<'_>) -> impl Iterator<Item = (usize, Judged)> + 's {
        let placing = &self.rules.placings[topic.index()];
        let events = scene.event_dates(&placing.event, |number| placing.taken.has(number.mention.value.kind()));
        scene.numbers.iter().enumerate().map(move |(at, number)| {
            let event = events.iter().find(|(date, _)| date.number == at).copied();
            let judged = self.judge(placing, scene, number, event).map_err(|miss| match miss {
                Miss::OtherDate { line, .. } => {
                    let winner = events.iter().find(|(_, own)| own.words == line);
                    let date = winner.map(|(date, _)| scene.numbers[date.number].mention.span);
                    Miss::OtherDate { line, date }
                }
                other => other,
            });
            (number.index, judged)
        })
    }

    fn judge(
        &self,
        placing: &Placing,
        scene: &Scene<'_>,
        number: &Number<'_>,
        event: Option<(EventDate, &Line)>,
    ) -> Judged {
        if !placing.taken.has(number.mention.value.kind()) {
            return Err(Miss::Kind(placing.kind));
        }
        let fit = self.fit(placing, scene, number, event)?;
        if !takes_unit(placing, &number.mention.value) && !self.ignored.contains(&Ignored::Unit) {
            return Err(Miss::Unit);
        }
        if number.mention.is_bare_sum() {
            return Err(Miss::BareSum);
        }
        if !self.ignored.contains(&Ignored::Without)
            && let Some(line) = placing.without.iter().find(|line| scene.holds(line))
        {
            return Err(Miss::Without(Arc::clone(&line.words)));
        }
        let asks = !placing.with.is_empty() && !self.ignored.contains(&Ignored::With);
        if asks && !placing.with.iter().any(|line| self.is_in_scope(placing.scope, scene, line)) {
            return Err(Miss::With);
        }
        let slots = self.slots(placing, scene, number, &fit)?;
        Ok(Placed { source: fit.source, slots, attributive: fit.attributive })
    }

    /// The line under which the number falls.
    fn fit(
        &self,
        placing: &Placing,
        scene: &Scene<'_>,
        number: &Number<'_>,
        event: Option<(EventDate, &Line)>,
    ) -> Result<Fit, Miss> {
        let mut miss = None;
        for line in placing.of.led_by(|lead| scene.has(lead)) {
            match of_fit(scene, number, line) {
                Ok(fit) => return Ok(fit),
                Err(reason) => miss = better(miss, reason),
            }
        }
        if let Some((date, line)) = event {
            let spent = spent(scene, line.terms());
            return Ok(Fit {
                attributive: date.attributive || names_bound(scene, number, &spent),
                source: line.source,
                head: None,
                spent,
                named: Slots::new(),
            });
        }
        for line in placing.event.led_by(|lead| scene.has(lead)) {
            let reason = match scene.lacks(line) {
                Some(part) => Miss::Absent { line: Arc::clone(&line.words), part },
                None => Miss::OtherDate { line: Arc::clone(&line.words), date: None },
            };
            miss = better(miss, reason);
        }
        if let Some(fit) = self.pattern_fit(placing, scene, number) {
            return Ok(fit);
        }
        let only_with = placing.of.is_empty() && placing.event.is_empty() && placing.patterns.is_empty();
        if only_with && let Some(line) = placing.with.first() {
            return Ok(Fit {
                source: line.source,
                attributive: false,
                head: None,
                spent: Vec::new(),
                named: Slots::new(),
            });
        }
        Err(miss.unwrap_or(Miss::NoWords))
    }

    fn pattern_fit(&self, placing: &Placing, scene: &Scene<'_>, number: &Number<'_>) -> Option<Fit> {
        let sentence = scene.segments.sentences[scene.sentence].span;
        if sentence.len() > PATTERN_WINDOW {
            return None;
        }
        let text = sentence.slice(scene.tokens.text);
        let core = number.mention.core;
        for pattern in &placing.patterns {
            let on_number =
                |found: &Captures<'_>| group_span(found, "value", sentence).is_some_and(|span| span.overlaps(core));
            // Whether there is a match costs a tenth of where its groups are.
            if pattern.regex.is_match(text)
                && let Some(found) = pattern.regex.captures_iter(text).find(on_number)
            {
                let named = placing
                    .slots
                    .iter()
                    .filter_map(|slot| Some((slot.name.clone(), vec![found.name(&slot.name)?.as_str().to_owned()])));
                return Some(Fit {
                    source: pattern.source,
                    attributive: false,
                    head: None,
                    spent: Vec::new(),
                    named: named.collect(),
                });
            }
        }
        None
    }

    fn is_in_scope(&self, scope: Scope, scene: &Scene<'_>, line: &Line) -> bool {
        if scene.holds(line) {
            return true;
        }
        match scope {
            Scope::Sentence => false,
            Scope::Paragraph => line.terms().all(|term| self.is_in_paragraph(scene, term) || self.is_in_title(term)),
            Scope::Article => line.terms().all(|term| {
                stands_in(self.found.part(Part::Title).all(), term)
                    || stands_in(self.found.part(Part::Body).all(), term)
            }),
        }
    }

    fn is_in_paragraph(&self, scene: &Scene<'_>, term: TermId) -> bool {
        let block = &scene.segments.blocks[scene.segments.sentences[scene.sentence].block];
        stands_in(self.found.part(scene.part).in_sentences(block.sentences.clone()), term)
    }

    /// Whether a term stands in the declared title, or in the headline of a text without one.
    fn is_in_title(&self, term: TermId) -> bool {
        match self.reading.body.blocks.first() {
            Some(block) if self.reading.title.is_none() && block.kind == BlockKind::Headline => {
                stands_in(self.found.part(Part::Body).in_sentences(block.sentences.clone()), term)
            }
            _ => stands_in(self.found.part(Part::Title).all(), term),
        }
    }

    fn slots(&self, placing: &Placing, scene: &Scene<'_>, number: &Number<'_>, fit: &Fit) -> Result<Slots, Miss> {
        let mut slots = fit.named.clone();
        let texts = (self.article.part(Part::Title), self.article.part(Part::Body));
        let around = Surroundings { scene, reading: self.reading, found: self.found, texts };
        for slot in placing.slots.iter().filter(|slot| !fit.named.contains_key(&slot.name)) {
            match around.value(slot, number, fit.head, &fit.spent) {
                Some(values) => {
                    slots.insert(slot.name.clone(), values);
                }
                None if slot.required && !self.ignored.contains(&Ignored::Required) => {
                    return Err(Miss::Slot(slot.name.clone()));
                }
                None => {}
            }
        }
        Ok(slots)
    }
}

fn stands_in<'h>(mut hits: impl Iterator<Item = &'h Hit>, term: TermId) -> bool {
    hits.any(|hit| hit.term == term)
}

fn same_sentence(left: &Mention, right: &Mention) -> bool {
    (left.part, left.sentence) == (right.part, right.sentence)
}

fn group_span(found: &Captures<'_>, name: &str, sentence: Span) -> Option<Span> {
    let group = found.name(name)?;
    Some(Span::new(group.start(), group.end()).shifted(sentence.start()))
}

/// Of two reasons, the one that says more.
fn better(known: Option<Miss>, new: Miss) -> Option<Miss> {
    match (&known, &new) {
        (None, _)
        | (Some(Miss::Absent { .. }), Miss::NotNear { .. } | Miss::OtherDate { .. })
        | (Some(Miss::Absent { .. } | Miss::NotNear { .. }), Miss::OtherPopulation(_)) => Some(new),
        _ => known,
    }
}

/// Whether a number falls under a line whose lead stands in the sentence.
fn of_fit(scene: &Scene<'_>, number: &Number<'_>, line: &Line) -> Result<Fit, Miss> {
    if let Some(part) = scene.lacks(line) {
        return Err(Miss::Absent { line: Arc::clone(&line.words), part });
    }
    let not_near = || Miss::NotNear { line: Arc::clone(&line.words), apart: scene.apart(number, line.lead) };
    let head = scene.head_of(number, line.lead).ok_or_else(not_near)?;
    if let Some(word) = other_population(scene, number, line) {
        return Err(Miss::OtherPopulation(word));
    }
    Ok(Fit {
        source: line.source,
        attributive: false,
        head: Some(head),
        spent: spent(scene, line.others.iter().copied()),
        named: Slots::new(),
    })
}

/// "2,500 Iraqi troops and their U.S. advisers": a name before the noun that is no word of the line, while the names of the
/// line stand elsewhere. Words of the line that are no names say nothing of an origin: "11 UN schools and shelters".
fn other_population(scene: &Scene<'_>, number: &Number<'_>, line: &Line) -> Option<String> {
    let counted = number.mention.counted.filter(|counted| !counted.elided)?;
    let inside = |hit: &Hit| counted.phrase.contains(scene.tokens.span(hit.first as usize, hit.end as usize - 1));
    let is_name = |hit: &Hit| scene.tokens.capitalised(hit.first as usize);
    let others: Vec<Hit> = spent(scene, line.others.iter().copied());
    if !others.iter().any(is_name) || others.iter().any(inside) {
        return None;
    }
    let is_named =
        |at: &usize| scene.tokens.capitalised(*at) && !scene.hits_of(line.lead).any(|hit| hit.tokens().contains(at));
    let own = number.core.end..number.tokens.end;
    own.filter(|&at| counted.phrase.contains(scene.tokens.tokens[at].span))
        .find(is_named)
        .map(|at| scene.tokens.raw(at).to_owned())
}

/// "The deadliest storm since 1998" under `deadliest + since`: the bound is a word of the line, and the date is what the line
/// asks for.
fn names_bound(scene: &Scene<'_>, number: &Number<'_>, line: &[Hit]) -> bool {
    let mention = number.mention;
    let bound = Span::new(mention.span.start(), mention.core.start());
    line.iter().any(|hit| bound.overlaps(scene.tokens.span(hit.first as usize, hit.end as usize - 1)))
}

fn spent(scene: &Scene<'_>, terms: impl Iterator<Item = TermId>) -> Vec<Hit> {
    terms.flat_map(|term| scene.hits_of(term)).collect()
}

/// Whether a topic of this kind takes values of another: a topic of percentages also takes points, so that the two are told apart in
/// the comparison; one of dates also takes the time of a known day.
pub(super) fn takes_kind(kind: Kind, value: Kind) -> bool {
    match (kind, value) {
        (Kind::Percent, Kind::Points) | (Kind::Date, Kind::Time) => true,
        _ => kind == value,
    }
}

/// Whether the unit is one of the topic's, or converts into one.
fn takes_unit(placing: &Placing, value: &Value) -> bool {
    let Value::Measure(_, unit) = value else { return true };
    placing.units.is_empty() || placing.units.iter().any(|own| own.dimension == unit.dimension)
}
