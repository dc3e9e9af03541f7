//! Whom a toll counts: "Israeli soldiers" are not "Palestinians", and both are some of the "people".
//!
//! The counted noun phrase gives the claim a slot [`POPULATION`] with its attributes, separated by spaces: groups (troops, police, children), and
//! proper words (Israeli, UN). Words for people at large give none. A phrase with more attributes counts a part of what
//! a phrase with fewer counts; phrases with different ones count different people (semantics, section 5).
//!
//! Only tolls (claims with a slot `outcome`) are marked so: what another topic counts is fixed by its rule. Of other counts
//! those are marked that are told of a part of what is counted ("seven of them for theft").

use crate::article::{Article, ArticleId, Part};
use crate::claim::{Claim, Slots};
use crate::extract::{Counted, Mention, Reading};
use crate::rule::OUTCOME;
use crate::rule::Topic;
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::span::Span;
use crate::value::Kind;
use std::collections::BTreeMap;
use std::ops::Range;

/// The name of the slot that holds whom a toll counts.
pub(super) const POPULATION: &str = "of";

/// Nouns for people at large, and for the dead and injured as such.
const ANYBODY: &[&str] = &[
    "people",
    "person",
    "persons",
    "others",
    "other",
    "victims",
    "victim",
    "dead",
    "wounded",
    "injured",
    "hurt",
    "killed",
    "missing",
    "lives",
    "casualties",
    "deaths",
    "fatalities",
    "bodies",
    "body",
    "individuals",
    "residents",
    "villagers",
    "locals",
    "inhabitants",
    "citizens",
    "souls",
    "survivors",
    "injuries",
    "toll",
    "total",
    "number",
    "numbers",
    "more",
    "human",
    "beings",
    "of",
    "members",
    "member",
];

/// Nouns of one group, by the name of the group.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "troops",
        &[
            "troops",
            "troop",
            "soldiers",
            "soldier",
            "servicemen",
            "serviceman",
            "personnel",
            "marines",
            "marine",
            "service",
            "forces",
        ],
    ),
    ("police", &["police", "policemen", "policeman", "officers", "officer", "deputies", "guards", "guard"]),
    (
        "children",
        &["children", "child", "kids", "girls", "girl", "boys", "boy", "babies", "infants", "toddlers", "youngsters"],
    ),
    ("women", &["women", "woman", "mothers"]),
    ("men", &["men", "man"]),
    ("civilians", &["civilians", "civilian", "noncombatants", "bystanders"]),
    (
        "attackers",
        &[
            "gunmen",
            "gunman",
            "attackers",
            "attacker",
            "militants",
            "militant",
            "fighters",
            "fighter",
            "insurgents",
            "rebels",
            "terrorists",
            "terrorist",
            "bombers",
            "bomber",
            "assailants",
            "shooters",
            "shooter",
            "extremists",
            "hijackers",
        ],
    ),
    ("pupils", &["students", "student", "pupils", "pupil", "schoolchildren", "schoolgirls", "schoolboys"]),
    ("staff", &["staff", "workers", "worker", "employees", "employee", "teachers", "teacher", "staffers"]),
    ("american", &["u.s", "us", "u.s.", "american", "americans"]),
];

/// Whether a noun is for people at large; whoever is counted beside them may be a part of them.
pub(super) fn is_anybody(noun: &str) -> bool {
    ANYBODY.contains(&noun)
}

/// Whether a noun is for people of one group.
pub(super) fn is_of_a_group(noun: &str) -> bool {
    GROUPS.iter().any(|(_, nouns)| nouns.contains(&noun))
}

/// Marks the claims of tolls with whom they count, and other counts of a part.
pub(super) fn mark(claims: &mut [Claim], articles: &[Article], readings: &[Reading], topics: &[Topic]) {
    let lenders = lenders(claims);
    for claim in claims {
        let Some(topic) = claim.topic.map(|topic| &topics[topic.index()]) else { continue };
        let (article, reading) = (&articles[claim.article.index()], &readings[claim.article.index()]);
        let mention = &claim.mention;
        let Some(outcome) = claim.slots.get(OUTCOME) else {
            if topic.kind == Kind::Count && is_part(article, reading, mention, topic) {
                claim.slots.insert(POPULATION.to_owned(), vec![SOME.to_owned()]);
            }
            continue;
        };
        let lender = mention.counted.and_then(|counted| lenders.get(&(claim.article, mention.part, counted.head)));
        let population = slot(article, reading, mention, lender == Some(outcome));
        claim.slots.extend(population);
    }
}

/// The slot [`POPULATION`] of a toll; `None` if it counts people at large. `shares_outcome` says that what became of those
/// under a borrowed noun became of these, too.
pub(super) fn slot(
    article: &Article,
    reading: &Reading,
    toll: &Mention,
    shares_outcome: bool,
) -> Option<(String, Vec<String>)> {
    let attributes = attributes(article, reading, toll, shares_outcome);
    (!attributes.is_empty()).then(|| (POPULATION.to_owned(), vec![attributes.join(" ")]))
}

/// What became of those who are counted under a noun, by where the noun stands.
fn lenders(claims: &[Claim]) -> BTreeMap<(ArticleId, Part, Span), Vec<String>> {
    let own = claims.iter().filter_map(|claim| {
        let counted = claim.mention.counted.filter(|counted| !counted.elided)?;
        Some(((claim.article, claim.mention.part, counted.head), claim.slots.get(OUTCOME)?.clone()))
    });
    own.collect()
}

/// The attributes of a counted phrase in the order of the text, without repeats, and those that its predicate adds.
/// A number without a noun ("55 wounded, 15 critically") has only the latter.
fn attributes(article: &Article, reading: &Reading, mention: &Mention, shares_outcome: bool) -> Vec<String> {
    let segments = reading.segments(mention.part);
    let tokens = Tokens { text: article.part(mention.part), tokens: &segments.tokens };
    let sentence = segments.sentences[mention.sentence].tokens.clone();
    let phrase = Phrase { tokens, sentence, title_case: mention.part == Part::Title };
    // "One man died and 15 others were hurt": these are all the hurt. "Four gunmen and 23 others died": not all the dead.
    let is_everybody = |counted: &Counted| counted.elided && !shares_outcome && phrase.is_of_others(mention);
    let noun = mention.counted.filter(|counted| !is_everybody(counted));
    let mut attributes = noun.map_or_else(Vec::new, |counted| phrase.of_noun(counted));
    if mention.counted.is_none_or(|counted| counted.elided) || mention.span.slice(tokens.text).contains(" of ") {
        attributes.extend(phrase.of_predicate(mention));
    }
    let mut seen = Vec::new();
    attributes.retain(|attribute| {
        let new = !seen.contains(attribute);
        seen.push(attribute.clone());
        new
    });
    attributes
}

/// Whether a count is of some of what its topic counts: "seven of them for theft", "two for theft and one for assault", and
/// where the noun alone makes the topic "none of the new cases".
fn is_part(article: &Article, reading: &Reading, mention: &Mention, topic: &Topic) -> bool {
    let segments = reading.segments(mention.part);
    let tokens = Tokens { text: article.part(mention.part), tokens: &segments.tokens };
    let sentence = segments.sentences[mention.sentence].tokens.clone();
    let phrase = Phrase { tokens, sentence, title_case: mention.part == Part::Title };
    let named = !topic.slots.iter().any(|slot| slot.required) && phrase.is_of_the(mention);
    named || phrase.is_of_them(mention) || phrase.is_itemised(mention)
}

/// Whether a claim counts a part of which nothing more is known.
pub(super) fn is_unnamed_part(slots: &Slots) -> bool {
    slots.get(POPULATION).is_some_and(|phrases| phrases.len() == 1 && phrases[0] == SOME)
}

/// The sentence of a counted phrase.
struct Phrase<'a> {
    tokens: Tokens<'a>,
    sentence: Range<usize>,
    /// In a title every word may be capitalised.
    title_case: bool,
}

impl Phrase<'_> {
    fn of_noun(&self, counted: Counted) -> Vec<String> {
        let first = self.tokens.tokens.partition_point(|token| token.span.start() < counted.phrase.start());
        let words = (first..self.sentence.end)
            .take_while(|&at| self.tokens.tokens[at].span.end() <= counted.phrase.end())
            .filter(|&at| self.tokens.kind(at) == Some(TokenKind::Word));
        let attribute = |at: usize| {
            let is_head = self.tokens.tokens[at].span == counted.head;
            self.attribute(at).or_else(|| {
                let word = fold(self.tokens.raw(at));
                // The head of a title's phrase may be its verb: "Toll Soars: 50+".
                (is_head && !self.title_case && !ANYBODY.contains(&word.as_ref())).then(|| singular(&word))
            })
        };
        words.filter_map(attribute).collect()
    }

    /// "None of the new cases", "five of its ships".
    fn is_of_the(&self, mention: &Mention) -> bool {
        let first = self.tokens.tokens.partition_point(|token| token.span.end() <= mention.span.start());
        let whole = first > self.sentence.start && matches!(self.tokens.raw(first - 1), "all" | "All");
        let words = mention.span.slice(self.tokens.text).split_whitespace();
        let mut words = words.skip_while(|word| *word != "of").skip(1);
        let definite = words.next().is_some_and(|word| {
            matches!(word, "the" | "these" | "those" | "its" | "their" | "his" | "her" | "our" | "them")
        });
        definite && !whole
    }

    /// "Seven of them for theft": nothing is said of them but what makes them a part.
    fn is_of_them(&self, mention: &Mention) -> bool {
        let end = self.tokens.tokens.partition_point(|token| token.span.start() < mention.span.end());
        let pronoun = |at: usize| matches!(fold(self.tokens.raw(at)).as_ref(), "them" | "whom" | "those");
        let of = |at: usize| at > self.sentence.start && is_word!(self.tokens.id(at), "of");
        let after = match () {
            () if of(end) && pronoun(end + 1) => end + 2,
            () if of(end.saturating_sub(2)) && pronoun(end - 1) => end,
            () => return false,
        };
        self.sentence.contains(&after) && self.tokens.is(after, Class::PREPOSITION)
    }

    /// "Two people for theft and one for assault".
    fn is_itemised(&self, mention: &Mention) -> bool {
        let figure = self.tokens.tokens.partition_point(|token| token.span.end() <= mention.core.start());
        let is_number =
            |at: usize| self.tokens.kind(at) == Some(TokenKind::Number) || self.tokens.is(at, Class::CARDINAL);
        let reasoned = |number: usize| {
            (number + 1..number + 1 + REASON)
                .any(|at| self.sentence.contains(&at) && is_word!(self.tokens.id(at), "for"))
        };
        let other = |&at: &usize| at != figure && is_number(at) && reasoned(at);
        reasoned(figure) && self.sentence.clone().filter(other).count() > 0
    }

    /// Whether "others" stands for the noun of a number.
    fn is_of_others(&self, mention: &Mention) -> bool {
        let next = self.tokens.tokens.partition_point(|token| token.span.start() < mention.span.end());
        self.sentence.contains(&next) && fold(self.tokens.raw(next)) == "others"
    }

    /// A group, or the name of a nation, party or body.
    fn attribute(&self, at: usize) -> Option<String> {
        let word = fold(self.tokens.raw(at));
        if let Some((group, _)) = GROUPS.iter().find(|(_, nouns)| nouns.contains(&word.as_ref())) {
            return Some((*group).to_owned());
        }
        let named = self.tokens.capitalised(at) && !self.title_case && at > self.sentence.start;
        // "Ten were killed Sunday."
        let other = Class::VERB.with(Class::WEEKDAY).with(Class::MONTH);
        // "Hamas" and "Texas" are no plurals.
        let own = || if word.ends_with("as") { word.clone().into_owned() } else { singular(&word) };
        (named && !is_anybody(&word) && !self.tokens.is(at, other)).then(own)
    }

    /// Of whom a part is said to be: "70 of the dead were children", "two of them Swedes", "six of them critically".
    fn of_predicate(&self, mention: &Mention) -> Vec<String> {
        let end = self.tokens.tokens.partition_point(|token| token.span.start() < mention.span.end());
        let pronoun = |at: usize| matches!(fold(self.tokens.raw(at)).as_ref(), "them" | "whom" | "which" | "those");
        let is_of = |at: usize| fold(self.tokens.raw(at)) == "of";
        let inside = |at: usize| self.sentence.contains(&at);
        let mut at = end;
        let mut of_them = inside(end - 1) && pronoun(end - 1);
        if inside(at + 1) && is_of(at) && pronoun(at + 1) {
            of_them = true;
            at += 2;
        }
        let linked = inside(at) && self.tokens.is(at, Class::AUXILIARY);
        if linked {
            at += 1;
        }
        let predicate = (at..at + PREDICATE)
            .take_while(|&at| inside(at) && self.tokens.kind(at) == Some(TokenKind::Word))
            .collect::<Vec<_>>();
        // "Twelve were killed in Paris" does not say who they were.
        let who = predicate.iter().position(|&at| self.tokens.is(at, Class::PREPOSITION)).unwrap_or(PREDICATE);
        let who = if linked || of_them { who } else { 0 };
        let said: Vec<String> = (0..)
            .zip(predicate)
            .filter_map(|(nth, at)| self.severity(at).or_else(|| self.attribute(at).filter(|_| nth < who)))
            .collect();
        if said.is_empty() && of_them && !linked { vec![SOME.to_owned()] } else { said }
    }

    /// Those who are hurt worst are some of the hurt.
    fn severity(&self, at: usize) -> Option<String> {
        let word = fold(self.tokens.raw(at));
        ["critically", "seriously", "severely", "gravely", "critical", "serious", "grave"]
            .contains(&word.as_ref())
            .then(|| "serious".to_owned())
    }
}

/// Words in which a predicate names whom it is about. (P)
const PREDICATE: usize = 3;

/// Words within which the reason follows a number: "two young men for". (P)
const REASON: usize = 3;

/// What "five of them" are, if nothing more is said.
const SOME: &str = "some";

/// "palestinians" is "palestinian".
fn singular(word: &str) -> String {
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with('s'));
    stem.unwrap_or(word).to_owned()
}

/// How whom the left claim counts stands to whom the right one counts.
pub(super) fn relate(left: &Slots, right: &Slots) -> Relation {
    let attributes = |slots: &'_ Slots| -> Vec<String> {
        let phrases = slots.get(POPULATION).map(Vec::as_slice).unwrap_or_default();
        phrases.iter().flat_map(|phrase| phrase.split(' ')).map(str::to_owned).collect()
    };
    let (left, right) = (attributes(left), attributes(right));
    let within = |part: &[String], whole: &[String]| whole.iter().all(|attribute| part.contains(attribute));
    match (within(&left, &right), within(&right, &left)) {
        (true, true) => Relation::Same,
        (true, false) => Relation::LeftIsPart,
        (false, true) => Relation::RightIsPart,
        (false, false) => Relation::Differ,
    }
}

/// How two populations stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same people, as far as the words say.
    Same,
    /// The left counts some of those that the right counts.
    LeftIsPart,
    /// The right counts some of those that the left counts.
    RightIsPart,
    /// Different people.
    Differ,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::read;
    use crate::value::Value;

    fn of(text: &str) -> String {
        let article = Article::new("a.md", text);
        let reading = read(&article);
        let mention = reading
            .mentions
            .iter()
            .rfind(|mention| matches!(mention.value, Value::Count(_)))
            .expect("the text counts something");
        attributes(&article, &reading, mention, false).join(" ")
    }

    fn slots(phrase: &str) -> Slots {
        if phrase.is_empty() { Slots::new() } else { Slots::from([(POPULATION.to_owned(), vec![phrase.to_owned()])]) }
    }

    #[test]
    fn words_for_people_at_large_say_nothing() {
        assert_eq!(of("The blast killed 12 people."), "");
        assert_eq!(of("The blast killed three U.S. service members."), "american troops");
        assert_eq!(of("The blast killed three Israeli soldiers."), "israeli troops");
        assert_eq!(of("The blast killed 40 Palestinians."), "palestinian");
        assert_eq!(of("At least 50 people were hurt and ten were killed Sunday when the roof fell."), "");
        assert_eq!(of("The number of ten killed came from the ministry."), "");
    }

    #[test]
    fn the_predicate_of_a_part_says_who_it_is() {
        assert_eq!(of("The fire killed 90 people, 70 of which were children."), "children");
        assert_eq!(of("She said 70 of the dead were children."), "children");
        assert_eq!(of("The storm killed 40 people, two of them Swedes."), "swede");
        assert_eq!(of("The crash killed 20 people and hurt 44, six of them critically."), "serious");
        assert_eq!(of("The blast killed 12 people. Ten of them were killed."), "");
        assert_eq!(of("The clinic confirmed 30 dead and 55 wounded, 15 critically."), "serious");
        assert_eq!(of("The clinic took in 55 people, 15 in critical condition."), "serious");
        assert_eq!(of("The clinic took in 55 people; 15 were in serious condition."), "serious");
        assert_eq!(of("The clinic took in 55 people, of whom ten remained critical."), "serious");
        assert_eq!(of("The blast killed 30 people. Twelve were killed in Paris."), "");
        assert_eq!(of("One man died and 15 others were hurt."), "");
        assert_eq!(of("Three soldiers died and 15 more were hurt."), "troops");
    }

    #[test]
    fn more_attributes_count_a_part() {
        assert_eq!(relate(&slots("israeli troops"), &slots("")), Relation::LeftIsPart);
        assert_eq!(relate(&slots("troops"), &slots("israeli troops")), Relation::RightIsPart);
        assert_eq!(relate(&slots("palestinian"), &slots("israeli troops")), Relation::Differ);
        assert_eq!(relate(&slots("children"), &slots("children")), Relation::Same);
    }
}
