//! What a toll is the toll of, as far as its sentence says: one attack or several, and where.
//!
//! Places are those that the table of `places` lists; those of a figure are the nearest of its sentence ("12 people in Chad
//! and five in Mali"). One event or several is said by the nearest noun
//! for what kills people: "the bomb", "both bombings".
//!
//! Left out: what other sentences say, and places that are not listed. Invariant: [`Occasion::may_equal`] is symmetric, and
//! an occasion of which nothing is known may equal every other.

use super::places;
use crate::extract::{Mention, Reading};
use crate::segment::token::fold;
use crate::segment::{TokenKind, Tokens, is_word};
use std::ops::Range;

/// One event or several, and the places, of a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Occasion {
    /// The listed places, none of which contains another.
    places: Vec<String>,
    /// Whether the sentence speaks of several events; `None` if it names none.
    several: Option<bool>,
}

/// How a toll may be a part of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// That of one of the other's places.
    Place,
    /// That of one event beside that of several. What one article calls a bomb may be two blasts in another.
    OneOfSeveral,
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

/// How many tokens after a figure a place may begin that is its own alone: "killed 12 people in Chad". (P)
const OWN_PLACE: usize = 3;

/// How many tokens before a place its preposition may stand: "in the northern port of". (P)
const DIRECTIONS: usize = 5;

/// Most words of a listed place.
const LONGEST_NAME: usize = 4;

impl Occasion {
    /// What the sentence of a figure says.
    pub(super) fn of(text: &str, reading: &Reading, figure: &Mention) -> Self {
        let segments = reading.segments(figure.part);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let sentence = segments.sentences[figure.sentence].tokens.clone();
        let token_at = |offset: usize| tokens.tokens.partition_point(|token| token.span.start() < offset);
        let at = token_at(figure.core.start());
        let after = token_at(figure.span.end());
        let distance = |stretch: &Range<usize>| match () {
            () if stretch.start >= after => stretch.start - after,
            () => at.saturating_sub(stretch.end) + 1,
        };
        let (stretch, places) = located(tokens, sentence.clone())
            .into_iter()
            .min_by_key(|(stretch, _)| distance(stretch))
            .unwrap_or_default();
        // "The storms killed 12 people in Chad and five in Mali": neither figure is that of all.
        let own = !places.is_empty() && stretch.start >= after && distance(&stretch) <= OWN_PLACE;
        let several = match () {
            () if places.len() > 1 => Some(true),
            () if own => Some(false),
            () => several_events(tokens, sentence, at),
        };
        Self { places, several }
    }

    /// The places that figures of one matter share, as they are written: those that most of the figures give, if none gives
    /// others. "Nairobi" and "Kenya" share Nairobi.
    pub(super) fn shared<'o>(occasions: impl Iterator<Item = &'o Self> + Clone) -> Vec<String> {
        let placed: Vec<&Self> = occasions.clone().filter(|occasion| !occasion.places.is_empty()).collect();
        let is_narrowest = |narrow: &&Self| {
            let holds = |place: &String, wide: &Self| {
                wide.places.iter().any(|whole| whole == place || places::lies_in(place, whole))
            };
            placed.iter().all(|wide| narrow.is_same_as(wide) && narrow.places.iter().all(|place| holds(place, wide)))
        };
        let narrowest = placed.iter().copied().find(is_narrowest).filter(|_| placed.len() * 2 > occasions.count());
        narrowest.map_or_else(Vec::new, |occasion| occasion.places.iter().map(|place| places::written(place)).collect())
    }

    /// Whether nothing says that two figures are of different events or places, or one of a part of the other's.
    pub(super) fn may_equal(&self, other: &Self) -> bool {
        if self.places.is_empty() || other.places.is_empty() {
            return self.several.zip(other.several).is_none_or(|(here, there)| here == there);
        }
        self.lies_in(other) && other.lies_in(self)
    }

    /// Whether this is a part of the other.
    pub(super) fn part_of(&self, other: &Self) -> Option<Part> {
        if self.places.is_empty() || other.places.is_empty() {
            let one_of_several = self.several == Some(false) && other.several == Some(true);
            return one_of_several.then_some(Part::OneOfSeveral);
        }
        (self.lies_in(other) && !other.lies_in(self)).then_some(Part::Place)
    }

    /// Whether both say where, and mean the same places; or both speak of several events.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        if self.places.is_empty() || other.places.is_empty() {
            return self.several == Some(true) && other.several == Some(true);
        }
        self.lies_in(other) && other.lies_in(self)
    }

    /// Whether both say where, and the places have nothing in common.
    pub(super) fn is_elsewhere(&self, other: &Self) -> bool {
        let near = |here: &String| other.places.iter().any(|there| is_near(here, there));
        !self.places.is_empty() && !other.places.is_empty() && !self.places.iter().any(near)
    }

    /// Whether each place is one of the other's, lies in one, or has one in it.
    fn lies_in(&self, other: &Self) -> bool {
        self.places.iter().all(|here| other.places.iter().any(|there| is_near(here, there)))
    }
}

/// Whether two places are one, or one lies in the other.
fn is_near(here: &str, there: &str) -> bool {
    here == there || places::lies_in(here, there) || places::lies_in(there, here)
}

/// Whether the noun of an event that is nearest to a token is in the plural.
fn several_events(tokens: Tokens<'_>, sentence: Range<usize>, figure: usize) -> Option<bool> {
    let heads = sentence.filter(|&at| number_of_events(tokens, at + 1).is_none());
    let events = heads.filter_map(|at| Some((at.abs_diff(figure), number_of_events(tokens, at)?)));
    events.min_by_key(|&(distance, _)| distance).map(|(_, several)| several)
}

/// The listed places of a sentence where something happened, each list of them with where it stands: "in Accra, Ghana",
/// "the Ghana blast"; not "Syria's war", "officials in Accra said". Of "Accra, Ghana" the narrower.
fn located(tokens: Tokens<'_>, sentence: Range<usize>) -> Vec<(Range<usize>, Vec<String>)> {
    let mut lists: Vec<(Range<usize>, Vec<String>)> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let Some((name, end)) = longest_listed(tokens, at..sentence.end) else {
            at += 1;
            continue;
        };
        let attribute = number_of_events(tokens, end).is_some() || is_word!(tokens.small(end), "toll");
        match lists.last_mut().filter(|(last, _)| (last.end..at).all(|at| joins(tokens, at))) {
            Some((list, names)) => {
                list.end = end;
                names.push(name);
            }
            None if attribute || is_located(tokens, sentence.start, at) => lists.push((at..end, vec![name])),
            None => {}
        }
        at = end;
    }
    lists.retain(|(list, _)| !is_owner_or_speaker(tokens, list.end));
    for (_, names) in &mut lists {
        let all = names.clone();
        names.retain(|place| !all.iter().any(|part| places::lies_in(part, place)));
        names.sort();
        names.dedup();
    }
    lists
}

/// Whether a word leads from one place of a list to the next.
fn joins(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.sign(at, ",") || is_word!(tokens.id(at), "and" | "or")
}

/// Whether a preposition says that something is at the place that begins at a token: "in southern Iran".
fn is_located(tokens: Tokens<'_>, start: usize, place: usize) -> bool {
    let is_preposition =
        |at: usize| matches!(tokens.raw(at), "in" | "In" | "at" | "At" | "near" | "Near" | "outside" | "Outside");
    let from = start.max(place.saturating_sub(DIRECTIONS));
    let before = (from..place).rev().find(|&at| is_preposition(at) || !is_direction(tokens, at));
    before.is_some_and(is_preposition)
}

/// "the", "southern": between a preposition and its place.
fn is_direction(tokens: Tokens<'_>, at: usize) -> bool {
    let raw = tokens.raw(at);
    raw.ends_with("ern")
        || tokens.capitalised(at)
        || matches!(
            raw,
            "the" | "central" | "downtown" | "neighboring" | "neighbouring" | "capital" | "city" | "town" | "of"
        )
}

/// Whether what ends before a token is a place that owns what follows or speaks: "Syria's war", "officials in Accra said".
fn is_owner_or_speaker(tokens: Tokens<'_>, end: usize) -> bool {
    let owns = matches!(tokens.raw(end), "'s" | "’s" | "'" | "’") || tokens.raw(end - 1).ends_with("'s");
    owns || is_word!(tokens.small(end), "said" | "say" | "says" | "told" | "confirmed" | "reported" | "announced")
}

/// The longest listed name that begins a range, and where it ends: "Dar-es-Salaam" is "dar es salaam".
fn longest_listed(tokens: Tokens<'_>, range: Range<usize>) -> Option<(String, usize)> {
    // "U.S." is mostly whose, not where.
    let short = tokens.raw(range.start).chars().all(|letter| letter.is_uppercase() || letter == '.');
    if short || !tokens.capitalised(range.start) {
        return None;
    }
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

/// Whether a noun of an event is in the plural; `None` for other words.
fn number_of_events(tokens: Tokens<'_>, at: usize) -> Option<bool> {
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
    fn a_place_that_owns_or_speaks_is_not_where_it_happened() {
        assert_eq!(of("Forty people died in Cairo's worst fire.").0, [""; 0]);
        assert_eq!(of("Officials in Cairo said 40 people died.").0, [""; 0]);
        assert_eq!(of("Forty U.S. troops died in the northern city of Mosul.").0, ["mosul"]);
        assert_eq!(of("The Lagos blast killed 40 people in a war that began in Mali.").0, ["lagos"]);
    }

    #[test]
    fn the_noun_of_the_event_says_how_many_there_were() {
        assert_eq!(of("The car bomb attacks killed 40 people.").1, Some(true));
        assert_eq!(of("Forty people died in the car bomb attack.").1, Some(false));
        assert_eq!(of("Forty people died.").1, None);
        assert_eq!(of("The bombings killed 40 people in Mali and six in Niger.").1, Some(false));
    }

    #[test]
    fn figures_of_one_matter_share_the_narrowest_place() {
        let shared = |texts: &[&str]| {
            let occasions: Vec<_> = texts.iter().map(|text| of(text)).collect();
            let occasions: Vec<_> =
                occasions.into_iter().map(|(places, several)| Occasion { places, several }).collect();
            Occasion::shared(occasions.iter())
        };
        let (city, country) = ("The blast killed 40 people in Dar es Salaam.", "In Tanzania 38 people were killed.");
        assert_eq!(shared(&[country, city]), ["Dar es Salaam"]);
        assert_eq!(shared(&[city, "In Cairo 38 people died."]), [""; 0]);
        assert_eq!(shared(&[city, country, "The blast killed 40 people."]), ["Dar es Salaam"]);
        assert_eq!(shared(&[city, "The blast killed 40 people."]), [""; 0]);
        assert_eq!(shared(&["Bombs in Nigeria and Mali killed 46 people."]), ["Mali", "Nigeria"]);
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
