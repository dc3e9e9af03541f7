//! Whom a toll counts: "Israeli soldiers" are not "Palestinians", and both are some of the "people".
//!
//! The counted noun phrase gives the claim a slot [`POPULATION`] with its attributes, separated by spaces: groups (troops, police, children), and
//! proper words (Israeli, UN). Words for people at large give none. A phrase with more attributes counts a part of what
//! a phrase with fewer counts; phrases with different ones count different people (semantics, section 5).
//!
//! Only tolls (claims with a slot `outcome`) are marked: what another topic counts is fixed by its rule.

use crate::article::{Article, Part};
use crate::claim::{Claim, Slots};
use crate::extract::{Counted, Mention, Reading};
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::segment::{TokenKind, Tokens};

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
    "more",
    "human",
    "beings",
    "of",
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
            "members",
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

/// Marks the claims of tolls with whom they count.
pub(super) fn mark(claims: &mut [Claim], articles: &[Article], readings: &[Reading]) {
    for claim in claims {
        if !claim.slots.contains_key("outcome") {
            continue;
        }
        let (article, reading) = (&articles[claim.article.index()], &readings[claim.article.index()]);
        if let Some(counted) = claim.mention.counted {
            let attributes = attributes(article, reading, &claim.mention, counted);
            if !attributes.is_empty() {
                claim.slots.insert(POPULATION.to_owned(), vec![attributes.join(" ")]);
            }
        }
    }
}

/// The attributes of a counted phrase in the order of the text, without repeats.
fn attributes(article: &Article, reading: &Reading, mention: &Mention, counted: Counted) -> Vec<String> {
    let segments = reading.segments(mention.part);
    let tokens = Tokens { text: article.part(mention.part), tokens: &segments.tokens };
    let sentence = &segments.sentences[mention.sentence].tokens;
    let words = segments.tokens.partition_point(|token| token.span.start() < counted.phrase.start())..sentence.end;
    let title_case = mention.part == Part::Title;
    let mut attributes: Vec<String> = words
        .take_while(|&at| tokens.tokens[at].span.end() <= counted.phrase.end())
        .filter(|&at| tokens.kind(at) == Some(TokenKind::Word))
        .filter_map(|at| {
            let word = fold(tokens.raw(at));
            if let Some((group, _)) = GROUPS.iter().find(|(_, nouns)| nouns.contains(&word.as_ref())) {
                return Some((*group).to_owned());
            }
            let proper = tokens.capitalised(at) && !title_case && at > sentence.start && !tokens.is(at, Class::VERB);
            let head = tokens.tokens[at].span == counted.head && !ANYBODY.contains(&word.as_ref());
            (proper || head).then(|| singular(&word))
        })
        .collect();
    let mut seen = Vec::new();
    attributes.retain(|attribute| {
        !seen.contains(attribute) && {
            seen.push(attribute.clone());
            true
        }
    });
    attributes
}

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

    fn of(text: &str) -> String {
        let article = Article::new("a.md", text);
        let reading = read(&article);
        let mention =
            reading.mentions.iter().rfind(|mention| mention.counted.is_some()).expect("the text counts something");
        attributes(&article, &reading, mention, mention.counted.expect("just found")).join(" ")
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
    }

    #[test]
    fn more_attributes_count_a_part() {
        assert_eq!(relate(&slots("israeli troops"), &slots("")), Relation::LeftIsPart);
        assert_eq!(relate(&slots("troops"), &slots("israeli troops")), Relation::RightIsPart);
        assert_eq!(relate(&slots("palestinian"), &slots("israeli troops")), Relation::Differ);
        assert_eq!(relate(&slots("children"), &slots("children")), Relation::Same);
    }
}
