//! What a toll is the toll of, as far as its sentence says: one attack or several, and where.
//!
//! Places are those that the table of `places` lists; the places of a figure are those between it and the next figure
//! ("247 people in Kenya and 10 in Tanzania"), else all of its sentence. One event or several is said by the nearest noun
//! for what kills people: "the bomb", "both bombings".
//!
//! Left out: what other sentences say, and places that are not listed. Invariant: [`Occasion::may_equal`] is symmetric, and
//! an occasion of which nothing is known may equal every other.

use super::places;
use crate::extract::{Mention, Reading};
use crate::segment::token::fold;
use crate::segment::{TokenKind, Tokens};
use std::ops::Range;

/// One event or several, and the places, of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Occasion {
    /// The listed places, none of which contains another.
    places: Vec<String>,
    /// Whether the sentence speaks of several events; `None` if it names none.
    several: Option<bool>,
}

/// Events that kill people, in the singular.
const EVENTS: &[&str] = &[
    "accident",
    "airstrike",
    "ambush",
    "assault",
    "attack",
    "blast",
    "bomb",
    "bombing",
    "collision",
    "crash",
    "earthquake",
    "explosion",
    "massacre",
    "quake",
    "raid",
    "shooting",
    "strike",
];

/// Most words of a listed place.
const LONGEST_NAME: usize = 4;

impl Occasion {
    /// What the sentence of a figure says.
    pub(super) fn of(text: &str, reading: &Reading, figure: &Mention) -> Self {
        let segments = reading.segments(figure.part);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let sentence = segments.sentences[figure.sentence].tokens.clone();
        let token_at = |offset: usize| tokens.tokens.partition_point(|token| token.span.start() < offset);
        let next = reading.mentions.iter().find(|other| {
            (other.part, other.sentence) == (figure.part, figure.sentence)
                && other.value.amount().is_some()
                && other.core.start() >= figure.span.end()
        });
        let end = next.map_or(sentence.end, |next| token_at(next.core.start()));
        let own = listed(tokens, token_at(figure.span.end()).min(end)..end);
        let places = if own.is_empty() { listed(tokens, sentence.clone()) } else { own };
        let at = token_at(figure.core.start());
        let several = sentence
            .filter(|&at| !is_event(tokens, at + 1))
            .filter_map(|event| Some((event.abs_diff(at), number_of_events(tokens, event)?)))
            .min_by_key(|&(distance, _)| distance);
        Self { places, several: several.map(|(_, several)| several) }
    }

    /// Whether nothing says that two figures are of different events or places, or one of a part of the other's.
    pub(super) fn may_equal(&self, other: &Self) -> bool {
        let one_as_several = matches!((self.several, other.several), (Some(here), Some(there)) if here != there);
        let unknown = self.places.is_empty() || other.places.is_empty();
        !one_as_several && (unknown || self.lies_in(other) && other.lies_in(self))
    }

    /// Whether each place is one of the other's, lies in one, or has one in it.
    fn lies_in(&self, other: &Self) -> bool {
        let near = |here: &String, there: &String| {
            here == there || places::lies_in(here, there) || places::lies_in(there, here)
        };
        self.places.iter().all(|here| other.places.iter().any(|there| near(here, there)))
    }
}

/// The listed places of a range of tokens; of "Nairobi, Kenya" the narrower.
fn listed(tokens: Tokens<'_>, range: Range<usize>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let place = if tokens.capitalised(at) { longest_listed(tokens, at..range.end) } else { None };
        at = place.as_ref().map_or(at + 1, |(_, end)| *end);
        found.extend(place.map(|(name, _)| name));
    }
    found.sort();
    found.dedup();
    let contains_another = |whole: &String| found.iter().any(|part| places::lies_in(part, whole));
    found.iter().filter(|place| !contains_another(place)).cloned().collect()
}

/// The longest listed name that begins a range, and where it ends: "Dar-es-Salaam" is "dar es salaam".
fn longest_listed(tokens: Tokens<'_>, range: Range<usize>) -> Option<(String, usize)> {
    let mut name = String::new();
    let mut longest = None;
    for at in range.filter(|&at| !tokens.hyphen(at)).take(LONGEST_NAME) {
        if tokens.kind(at) == Some(TokenKind::Sign) {
            break;
        }
        name.push_str(if name.is_empty() { "" } else { " " });
        name.push_str(tokens.raw(at));
        longest = places::listed(&name).map(|place| (place, at + 1)).or(longest);
    }
    longest
}

fn is_event(tokens: Tokens<'_>, at: usize) -> bool {
    number_of_events(tokens, at).is_some()
}

/// Whether a noun of an event is in the plural; `None` for other words.
fn number_of_events(tokens: Tokens<'_>, at: usize) -> Option<bool> {
    if at >= tokens.tokens.len() {
        return None;
    }
    let word = fold(tokens.raw(at));
    let is = |noun: &str| EVENTS.contains(&noun);
    if is(&word) {
        return Some(false);
    }
    let singular = word.strip_suffix('s')?;
    (is(singular) || singular.strip_suffix('e').is_some_and(is)).then_some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::extract::read;
    use crate::value::Value;

    /// The occasion of the first count of a text.
    fn of(text: &str) -> (Vec<String>, Option<bool>) {
        let article = Article::new("a.md", text);
        let reading = read(&article);
        let count = reading.mentions.iter().find(|mention| matches!(mention.value, Value::Count(_)));
        let occasion = Occasion::of(&article.text, &reading, count.expect("the text counts something"));
        (occasion.places, occasion.several)
    }

    fn may_equal(left: &str, right: &str) -> bool {
        let occasion = |text| {
            let (places, several) = of(text);
            Occasion { places, several }
        };
        occasion(left).may_equal(&occasion(right))
    }

    #[test]
    fn the_narrowest_place_after_a_figure_is_its_own() {
        assert_eq!(of("Bombs killed 40 people in Lagos, Nigeria, and six in Mali.").0, ["lagos"]);
        assert_eq!(of("Bombs in Nigeria and Mali killed 46 people.").0, ["mali", "nigeria"]);
        assert_eq!(of("Forty people were killed by a car bomb in Dar-es-Salaam.").0, ["dar es salaam"]);
    }

    #[test]
    fn the_noun_of_the_event_says_how_many_there_were() {
        assert_eq!(of("The car bomb attacks killed 40 people.").1, Some(true));
        assert_eq!(of("Forty people died in the car bomb attack.").1, Some(false));
        assert_eq!(of("Forty people died.").1, None);
    }

    #[test]
    fn what_is_unknown_may_equal_everything() {
        assert!(may_equal("The blast in Lagos killed 40 people.", "The bomb killed 38 people."));
        assert!(may_equal("The blast in Lagos killed 40 people.", "The blast killed 38 people in Nigeria."));
        assert!(!may_equal("The blasts killed 40 people.", "The bomb killed 38 people."));
        assert!(!may_equal("The blast in Lagos killed 40 people.", "The blast in Cairo killed 38 people."));
        assert!(!may_equal("Some 40 people died in Lagos and Cairo.", "In Cairo 38 people died."));
    }
}
