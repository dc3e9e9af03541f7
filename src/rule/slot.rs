//! The value of a slot: which place, outcome or population a number is about.
//!
//! In the sentence: the verb of a number without a noun of its own ("80 hurt"), else the word that made the number a number of the topic if it is a value itself, else a value right after the number,
//! else the nearest before it, else that of the number it is joined to ("sent six jets and four helicopters"), else the next after it, with
//! no other number between. Values joined by commas or "and" are one joint value.
//! Beyond the sentence only where the rule says so.

use super::compile::SlotPlacing;
use super::file::LookIn;
use super::phrase::{Found, Hit};
use super::scene::{Number, Scene};
use crate::article::Part;
use crate::extract::Reading;
use crate::segment::lexicon::Class;
use crate::segment::{BlockKind, Segments, Tokens, is_word};
use crate::span::Span;
use std::ops::Range;

/// The slot of what became of people, as rules call it.
pub(crate) const OUTCOME: &str = "outcome";

/// Most words between a number with its noun and a value right after it: "2,500 troops who are based in Iraq".
const REACH: usize = 4;

/// Values that stand together: one, or several joined by commas or "and".
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    tokens: Range<usize>,
    values: Vec<String>,
}

/// What a slot is looked up in.
pub(super) struct Surroundings<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) reading: &'a Reading,
    pub(super) found: &'a Found<'a>,
    /// The text of the title and of the body.
    pub(super) texts: (&'a str, &'a str),
}

impl Surroundings<'_> {
    /// The value of a slot for a number, sorted, without repeats. `head` is the hit that placed the number; `spent` are the other words of its line.
    pub(super) fn value(
        &self,
        slot: &SlotPlacing,
        number: &Number<'_>,
        head: Option<Hit>,
        spent: &[Hit],
    ) -> Option<Vec<String>> {
        slot.look_in.iter().find_map(|place| {
            let mut values = match place {
                LookIn::Sentence => self.in_sentence(slot, number, head, spent),
                LookIn::Paragraph => self.in_paragraph(slot),
                LookIn::Title => self.in_title(slot),
                LookIn::Dateline => self.in_dateline(slot),
                LookIn::Article => self.in_article(slot),
            }?;
            values.sort();
            values.dedup();
            Some(values)
        })
    }

    fn in_sentence(
        &self,
        slot: &SlotPlacing,
        number: &Number<'_>,
        head: Option<Hit>,
        spent: &[Hit],
    ) -> Option<Vec<String>> {
        let scene = self.scene;
        let named = named(slot, scene.hits.iter());
        let own_word = scene.own_word(number);
        if let Some((_, value)) =
            named.iter().find(|(hit, _)| own_word.is_some_and(|word| hit.tokens().contains(&word)))
        {
            return Some(vec![value.clone()]);
        }
        if let Some(head) = head
            && let Some((_, value)) = named.iter().find(|(hit, _)| overlap(&hit.tokens(), &head.tokens()))
        {
            return Some(vec![value.clone()]);
        }
        let speaker = number.mention.speaker.as_ref().map(|speaker| speaker.span);
        let usable = named.into_iter().filter(|(hit, _)| {
            let span = span_of(scene.tokens, hit);
            !spent.iter().any(|spent| overlap(&spent.tokens(), &hit.tokens()))
                && !speaker.is_some_and(|speaker| speaker.overlaps(span))
                && !is_in_dateline(scene.segments, span)
        });
        // "shot 11 people dead and wounded six": each word has its own.
        let parted = |group: &Range<usize>, hit: &Range<usize>| {
            scene.tokens.raw(group.end - 1).eq_ignore_ascii_case("dead") && scene.has_object(hit)
        };
        let mut groups = groups(scene.tokens, usable.collect(), |hit| scene.is_counted(hit), parted);
        // Who kills is not killed.
        let befalls = |group: &Group| group.tokens.start < number.tokens.end || !scene.has_object(&group.tokens);
        groups.retain(|group| slot.name != OUTCOME || befalls(group));
        let after = |group: &&Group| group.tokens.start >= number.core.end;
        // "wounded two people before he was shot"
        let in_own_clause = |group: &&Group| slot.name != OUTCOME || !scene.opens_clause(number, &group.tokens);
        if let Some(next) = groups.iter().find(after).filter(in_own_clause)
            && self.is_right_after(number, next)
        {
            return Some(next.values.clone());
        }
        // A place holds for all that is said of people in it; what befell some of them does not befall the others.
        let other_predicate = scene.has_other_predicate(number, groups.iter().map(|group| group.tokens.start));
        let groups: Vec<Group> = if other_predicate {
            groups.into_iter().filter(|group| !scene.is_verb(group.tokens.end - 1)).collect()
        } else {
            groups
        };
        let befalls = slot.name == OUTCOME;
        // "Of the 52 people aboard, 12 died": what follows is said of some of them.
        if befalls && scene.is_whole_of_others(number) {
            return None;
        }
        // "Twelve died and 40 survived", "12 were arrested and 40 officers injured": the 40 have a verb of their own.
        let has_own_verb = befalls && (own_word.is_some() || scene.has_participle(number));
        let other_predicate = other_predicate || has_own_verb;
        let before = groups.iter().rev().find(|group| group.tokens.end <= number.core.start);
        let nearest = before.filter(|group| {
            let is_verb = scene.is_verb(group.tokens.end - 1);
            // "killed six soldiers captured in May": an object may have a participle.
            let is_object = is_verb && scene.is_next_to(group.tokens.end, number);
            // "17 bodies were recovered and 8 remain missing"
            let of_another = is_verb && own_word.is_some();
            is_object || !of_another && (!befalls || !has_own_verb && scene.may_befall(number, &group.tokens))
        });
        // Ages and distances have no fate: "12 people, from 18 months to 77 years old, were killed".
        let amount_between = |range: Range<usize>| {
            if befalls { scene.count_between(range, number) } else { scene.amount_between(range, number) }
        };
        if let Some(nearest) = nearest
            && !amount_between(nearest.tokens.end..number.core.start)
        {
            return Some(nearest.values.clone());
        }
        if let Some(joint) = scene.coordinated_with(number).filter(|_| !other_predicate)
            && let Some(values) = self.in_sentence(slot, joint, None, spent)
        {
            return Some(values);
        }
        let next = groups.iter().find(after)?;
        // "targeted the 2,500 troops, causing injuries", "his 58 victims - and wounded hundreds": what follows the comma or
        // dash is not said of them.
        let between = number.tokens.end.min(next.tokens.start)..next.tokens.start;
        let starts_clause = between.end > between.start && scene.is_coordinated(between.end - 1..between.end);
        if scene.is_broken(between) && (scene.is_object(number) || starts_clause) {
            return None;
        }
        if scene.is_of_other_clause(number, &next.tokens) {
            return None;
        }
        // "infected 800 people and killed 30": the verb has an object of its own.
        if starts_clause && scene.amount_between(next.tokens.end..next.tokens.end + OBJECT, number) {
            return None;
        }
        if !amount_between(number.core.end..next.tokens.start) {
            return Some(next.values.clone());
        }
        // "Seven children, three women and two men were killed": what is said of the last is said of each.
        let last = scene.last_of_list(number);
        let is_of_last = next.tokens.start >= last.tokens.end && scene.is_said_of_list(last, &next.tokens);
        (is_of_last && !scene.is_object(number)).then(|| next.values.clone())
    }

    fn is_right_after(&self, number: &Number<'_>, group: &Group) -> bool {
        let scene = self.scene;
        let between = number.tokens.end.min(group.tokens.start)..group.tokens.start;
        scene.words(between.clone()) <= REACH
            && !scene.is_broken(between.clone())
            && !scene.is_coordinated(between.clone())
            && !scene.amount_between(number.core.end..group.tokens.start, number)
    }

    /// The nearest values before in the paragraph, else the first after.
    fn in_paragraph(&self, slot: &SlotPlacing) -> Option<Vec<String>> {
        let scene = self.scene;
        let block = &scene.segments.blocks[scene.segments.sentences[scene.sentence].block];
        let hits = self.found.part(scene.part);
        let before = self.groups_in(scene.part, named(slot, hits.in_sentences(block.sentences.start..scene.sentence)));
        let after =
            || self.groups_in(scene.part, named(slot, hits.in_sentences(scene.sentence + 1..block.sentences.end)));
        before.into_iter().next_back().or_else(|| after().into_iter().next()).map(|group| group.values)
    }

    /// The values of the title, if they are one group.
    fn in_title(&self, slot: &SlotPlacing) -> Option<Vec<String>> {
        let hits = match &self.reading.title {
            Some(_) => self.groups_in(Part::Title, named(slot, self.found.part(Part::Title).all())),
            None => {
                let first = self.reading.body.blocks.first().filter(|block| block.kind == BlockKind::Headline)?;
                self.groups_in(
                    Part::Body,
                    named(slot, self.found.part(Part::Body).in_sentences(first.sentences.clone())),
                )
            }
        };
        the_only(hits)
    }

    fn in_dateline(&self, slot: &SlotPlacing) -> Option<Vec<String>> {
        let body = &self.reading.body;
        let tokens = Tokens { text: self.texts.1, tokens: &body.tokens };
        let mut named = named(slot, self.found.part(Part::Body).all());
        named.retain(|(hit, _)| is_in_dateline(body, span_of(tokens, hit)));
        named.into_iter().next_back().map(|(_, value)| vec![value])
    }

    /// The value of the article, if it has but one.
    fn in_article(&self, slot: &SlotPlacing) -> Option<Vec<String>> {
        let hits = self.found.part(Part::Title).all().chain(self.found.part(Part::Body).all());
        let mut values: Vec<&str> = hits.filter_map(|hit| value_of(slot, hit)).collect();
        values.sort_unstable();
        values.dedup();
        match values.as_slice() {
            [value] => Some(vec![(*value).to_owned()]),
            _ => None,
        }
    }

    fn groups_in(&self, part: Part, mut named: Vec<(Hit, String)>) -> Vec<Group> {
        let (text, segments) = match part {
            Part::Title => (self.texts.0, self.reading.segments(Part::Title)),
            Part::Body => (self.texts.1, &self.reading.body),
        };
        let tokens = Tokens { text, tokens: &segments.tokens };
        named.retain(|(hit, _)| !is_in_dateline(segments, span_of(tokens, hit)));
        groups(tokens, named, |_| false, |_, _| false)
    }
}

/// How far behind a verb the number of its object may stand: "killed more than 30". (P)
const OBJECT: usize = 3;

fn the_only(groups: Vec<Group>) -> Option<Vec<String>> {
    let mut values = groups.into_iter().map(|group| group.values);
    let first = values.next()?;
    values.all(|other| other == first).then_some(first)
}

fn value_of<'s>(slot: &'s SlotPlacing, hit: &Hit) -> Option<&'s str> {
    let at = slot.values.binary_search_by_key(&hit.term, |&(term, _)| term).ok()?;
    Some(&slot.values[at].1)
}

/// The values of a slot among hits; where two overlap, the longer.
fn named<'h>(slot: &SlotPlacing, hits: impl Iterator<Item = &'h Hit>) -> Vec<(Hit, String)> {
    let mut named: Vec<(Hit, String)> = Vec::new();
    for hit in hits {
        let Some(value) = value_of(slot, hit) else { continue };
        // Hits come by their first token, longer ones first.
        if named.last().is_none_or(|(last, _)| last.end <= hit.first) {
            named.push((*hit, value.to_owned()));
        }
    }
    named
}

fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
}

fn span_of(tokens: Tokens<'_>, hit: &Hit) -> Span {
    tokens.span(hit.first as usize, hit.end as usize - 1)
}

fn is_in_dateline(segments: &Segments, span: Span) -> bool {
    segments.dateline.as_ref().is_some_and(|dateline| dateline.span.overlaps(span))
}

/// Joins values with nothing between them but commas, "and", "or", prepositions of place and articles ("in Iraq and in the Gulf").
/// What another number counts stays by itself: "claimed 59 lives and injured 500".
fn groups(
    tokens: Tokens<'_>,
    named: Vec<(Hit, String)>,
    is_counted: impl Fn(&Hit) -> bool,
    parted: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut open = false;
    for (hit, value) in named {
        let own = hit.tokens();
        let joinable = std::mem::replace(&mut open, !is_counted(&hit));
        match groups.last_mut() {
            Some(group) if joinable && joins(tokens, group.tokens.end..own.start) && !parted(&group.tokens, &own) => {
                group.tokens.end = own.end;
                group.values.push(value);
            }
            _ => groups.push(Group { tokens: own, values: vec![value] }),
        }
    }
    groups
}

fn joins(tokens: Tokens<'_>, between: Range<usize>) -> bool {
    let is_joint = |at: usize| tokens.sign(at, ",") || is_word!(tokens.id(at), "and" | "or") || tokens.sign(at, "&");
    let is_filler = |at: usize| {
        tokens.is(at, Class::DETERMINER) || is_word!(tokens.id(at), "in" | "at" | "on" | "from" | "near" | "also")
    };
    between.clone().any(is_joint) && between.into_iter().all(|at| is_joint(at) || is_filler(at))
}
