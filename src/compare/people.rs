//! People of one full name to whom articles give several ages, or titles that nobody has at once: "Col. Omar Haddad" and
//! "Maj. Omar Haddad", "Mr." and "Ms.", a foreign minister and one of the interior.
//!
//! A surname alone may be that of a relative. One article that gives two ages speaks of two people, or of two times. A
//! rank may be cut short at its second mention ("Lt. Col.", then "Col."), and a former office is none. Left out are
//! titles that one person may well have together: speakers of a house are members of it.
//!
//! Invariant: each value stands in the articles listed with it.

use super::NameVariants;
use super::names::sound;
use crate::article::ArticleId;
use crate::segment::Tokens;
use crate::segment::token::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What a person has only one of at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    Age,
    Rank,
    Office,
    Address,
}

/// Where a value stands, and how it is printed.
type Told = (String, BTreeSet<ArticleId>);

/// What articles say of people.
#[derive(Default)]
pub(super) struct People {
    /// By the sound of the full name, and by the value.
    told: BTreeMap<(String, Matter), BTreeMap<String, Told>>,
}

impl People {
    /// Takes in a name with the age or the titles that stand beside it.
    pub(super) fn note(&mut self, article: ArticleId, name: &str, age: Option<u8>, role: Option<&str>) {
        if age.is_none() && role.is_none() {
            return;
        }
        let Some(person) = sound(name) else { return };
        let mut add = |matter: Matter, value: String, printed: String| {
            let values = self.told.entry((person.clone(), matter)).or_default();
            values.entry(value).or_insert_with(|| (printed, BTreeSet::new())).1.insert(article);
        };
        if let Some(age) = age {
            // As wide as the longest life, so that ages stand in order.
            add(Matter::Age, format!("{age:03}"), format!("{name}, {age}"));
        }
        if let Some(role) = role
            && let Some((matter, value, words)) = title(role)
        {
            add(matter, value, format!("{words} {name}"));
        }
    }

    /// The people to whom different articles give different values.
    pub(super) fn differing(&self) -> impl Iterator<Item = NameVariants> + '_ {
        self.told.iter().filter_map(|((_, matter), values)| {
            let whole: BTreeMap<&String, &Told> =
                values.iter().filter(|(value, _)| *matter != Matter::Rank || !is_short(value, values)).collect();
            let of_each: usize = whole.values().map(|(_, articles)| articles.len()).sum();
            let together: BTreeSet<ArticleId> =
                whole.values().flat_map(|(_, articles)| articles.iter().copied()).collect();
            (whole.len() > 1 && of_each == together.len()).then(|| variants(whole.into_values()))
        })
    }
}

/// Whether a rank may be another one cut short: "colonel" of "lieutenant colonel".
fn is_short(rank: &str, ranks: &BTreeMap<String, Told>) -> bool {
    ranks.keys().any(|other| other.strip_suffix(rank).is_some_and(|before| before.ends_with(' ')))
}

/// The values, those of most articles first.
fn variants<'a>(told: impl Iterator<Item = &'a Told>) -> NameVariants {
    let mut spellings: Vec<(String, Vec<ArticleId>)> =
        told.map(|(printed, articles)| (printed.clone(), articles.iter().copied().collect())).collect();
    // Of as many articles the order is that of the values.
    spellings.sort_by_key(|(_, articles)| std::cmp::Reverse(articles.len()));
    NameVariants { spellings }
}

/// Ranks of armies and police, and words that are a part of them, each with its abbreviations.
const RANKS: &[(&str, &[&str])] = &[
    ("general", &["general", "gen"]),
    ("lieutenant", &["lieutenant", "lt"]),
    ("colonel", &["colonel", "col"]),
    ("major", &["major", "maj"]),
    ("captain", &["captain", "capt"]),
    ("commander", &["commander", "cmdr"]),
    ("brigadier", &["brigadier", "brig"]),
    ("sergeant", &["sergeant", "sgt"]),
    ("corporal", &["corporal", "cpl"]),
    ("admiral", &["admiral", "adm"]),
    ("vice", &["vice"]),
    ("rear", &["rear"]),
    ("staff", &["staff"]),
    ("master", &["master"]),
];

/// Offices that nobody holds two of, each with its other names.
const OFFICES: &[(&str, &[&str])] = &[
    ("attorney general", &["attorney general"]),
    ("chancellor", &["chancellor"]),
    ("governor", &["governor", "gov"]),
    ("lieutenant governor", &["lieutenant governor", "lt governor", "lt gov", "deputy governor"]),
    ("mayor", &["mayor"]),
    ("deputy mayor", &["deputy mayor", "vice mayor"]),
    ("president", &["president", "pres"]),
    ("vice president", &["vice president", "deputy president"]),
    ("prime minister", &["prime minister", "premier"]),
    ("deputy prime minister", &["deputy prime minister", "deputy premier", "vice premier"]),
    ("representative", &["representative", "rep", "congressman", "congresswoman"]),
    ("senator", &["senator", "sen"]),
    ("sheriff", &["sheriff"]),
];

/// What ministers and secretaries are named for; a portfolio has several names.
const PORTFOLIOS: &[(&str, &[&str])] = &[
    ("defense", &["defense", "defence"]),
    ("foreign", &["foreign"]),
    ("interior", &["interior", "home"]),
    ("finance", &["finance", "treasury"]),
    ("justice", &["justice"]),
    ("health", &["health"]),
    ("transport", &["transport", "transportation"]),
    ("education", &["education"]),
    ("labor", &["labor", "labour"]),
    ("energy", &["energy"]),
    ("agriculture", &["agriculture"]),
    ("information", &["information"]),
];

/// Words before a title that make it that of another time, or of nobody.
const PASSING: &[&str] = &["former", "ex", "then", "late", "acting", "interim", "outgoing", "incoming", "retired"];

/// Whether the word before a token says so of the title that begins there: "former President", "then-Mayor".
pub(super) fn is_passing(tokens: Tokens<'_>, title: usize) -> bool {
    let before = |at: usize| at.checked_sub(1);
    let word = before(title).and_then(|at| if tokens.hyphen(at) { before(at) } else { Some(at) });
    word.is_some_and(|at| PASSING.iter().any(|passing| passing.eq_ignore_ascii_case(tokens.raw(at))))
}

/// The title at the end of the words before a name: what it is a title of, its full name, and the words that give it.
fn title(role: &str) -> Option<(Matter, String, String)> {
    let words: Vec<&str> =
        role.split(|sign: char| sign.is_whitespace() || sign == '-').filter(|word| !word.is_empty()).collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word).trim_end_matches('.').to_owned()).collect();
    if folded.iter().any(|word| PASSING.contains(&word.as_str())) {
        return None;
    }
    let printed = |count: usize| words[words.len() - count..].join(" ");
    if let Some((count, office)) = office(&folded) {
        return Some((Matter::Office, office, printed(count)));
    }
    let ranks: Vec<&str> = folded.iter().rev().map_while(|word| full_name(RANKS, word)).collect();
    // A secretary general has no rank.
    let civil = || ranks == ["general"] && folded.len() > 1 && !is_service(&folded[folded.len() - 2]);
    let is_whole = ranks.first().is_some_and(|last| !matches!(*last, "vice" | "rear" | "staff" | "master"));
    if is_whole && !civil() {
        let rank: Vec<&str> = ranks.iter().rev().copied().collect();
        return Some((Matter::Rank, rank.join(" "), printed(rank.len())));
    }
    let address = match folded.last()?.as_str() {
        "mr" => "mr",
        "mrs" | "ms" | "miss" => "ms",
        _ => return None,
    };
    Some((Matter::Address, address.to_owned(), printed(1)))
}

/// The office at the end of some words, and how many words name it.
fn office(words: &[String]) -> Option<(usize, String)> {
    let ends = |phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.ends_with(&phrase.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()).then_some(phrase.len())
    };
    let named = OFFICES.iter().flat_map(|(office, names)| names.iter().map(move |name| (*office, *name)));
    let longest =
        named.filter_map(|(office, name)| Some((ends(name)?, office.to_owned()))).max_by_key(|(count, _)| *count);
    let of_portfolio = || {
        let [.., portfolio, last] = words else { return None };
        let minister = matches!(last.as_str(), "minister" | "secretary");
        let portfolio = full_name(PORTFOLIOS, portfolio).filter(|_| minister)?;
        Some((2, format!("{portfolio} minister")))
    };
    longest.or_else(of_portfolio)
}

/// What a word stands for in a table of names.
fn full_name(table: &[(&'static str, &[&str])], word: &str) -> Option<&'static str> {
    table.iter().find(|(_, names)| names.contains(&word)).map(|(name, _)| *name)
}

/// Whether a word before "General" is that of a service or a country, not of a civil office.
fn is_service(word: &str) -> bool {
    matches!(word, "army" | "marine" | "force" | "corps" | "police" | "us")
        || word.ends_with("an")
        || word.ends_with("ish")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_by_their_last_words() {
        let is = |matter, value: &str, words: &str| Some((matter, value.to_owned(), words.to_owned()));
        assert_eq!(title("Army Lt. Col."), is(Matter::Rank, "lieutenant colonel", "Lt. Col."));
        assert_eq!(title("U.S. General"), is(Matter::Rank, "general", "General"));
        assert_eq!(title("Norlandish Prime Minister"), is(Matter::Office, "prime minister", "Prime Minister"));
        assert_eq!(
            title("Deputy Prime Minister"),
            is(Matter::Office, "deputy prime minister", "Deputy Prime Minister")
        );
        assert_eq!(title("Defence Minister"), is(Matter::Office, "defense minister", "Defence Minister"));
        assert_eq!(title("Lt. Gov."), is(Matter::Office, "lieutenant governor", "Lt. Gov."));
        assert_eq!(title("Attorney General"), is(Matter::Office, "attorney general", "Attorney General"));
        assert_eq!(title("Mrs."), is(Matter::Address, "ms", "Mrs."));
        for none in ["Secretary General", "Former President", "Chief of Staff", "spokesman", "Chairman"] {
            assert_eq!(title(none), None, "{none}");
        }
    }
}
