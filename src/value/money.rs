//! Currencies: ISO 4217 codes, and the signs and words that leave the code open.
//!
//! They stand in `currencies.tsv` and `open_currencies.tsv`; adding one is adding a line. Names are words of the lexicon by
//! that.

use super::table::{list, rows};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::LazyLock;

/// The currency of a sum.
///
/// A bare "$" stays [`Currency::Open`]; it equals no ISO code by itself, and is comparable with every
/// currency that uses the sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Currency {
    /// A settled ISO 4217 code, e.g. `"USD"`.
    Iso(&'static str),
    /// A sign or word that several currencies share: `"$"`, `"£"`, `"rupees"`.
    Open(&'static str),
}

impl Currency {
    /// That of a sum of which no currency is said: "spent millions".
    pub const UNSTATED: Self = Self::Open("unstated");

    /// That of pennies, which are parts of a dollar or of a pound.
    pub(crate) const PENNIES: Self = Self::Open("dollars or pounds");

    /// The ISO 4217 code, if settled.
    #[must_use]
    pub fn iso(self) -> Option<&'static str> {
        match self {
            Self::Iso(code) => Some(code),
            Self::Open(_) => None,
        }
    }

    /// The currency with this ISO 4217 code, those of the past that news still names included.
    #[must_use]
    pub fn with_code(code: &str) -> Option<Self> {
        CURRENCIES.codes.get(code).copied().map(Self::Iso)
    }

    /// The currency with this label, which leaves the code open.
    #[must_use]
    pub fn with_sign(sign: &str) -> Option<Self> {
        let unstated = || Some(Self::UNSTATED).filter(|unstated| unstated.to_string() == sign);
        CURRENCIES.shared.get_key_value(sign).map(|(label, _)| Self::Open(label)).or_else(unstated)
    }

    /// The currency of a sign beside a number: "€", "$".
    pub(crate) fn of_sign(sign: &str) -> Option<Self> {
        CURRENCIES.signs.get(sign).copied()
    }

    /// The currency of a code or abbreviation beside a number: "USD", "Rs"; case matters.
    pub(crate) fn of_abbreviation(words: &str) -> Option<Self> {
        CURRENCIES.abbreviations.get(words).copied()
    }

    /// The dollar of the letters before its sign: the "US" of "US$".
    pub(crate) fn of_dollar_letters(letters: &str) -> Option<Self> {
        CURRENCIES.letters.get(letters).copied()
    }

    /// The currency of a name in lower case, singular or plural: "euros", "hong kong dollars".
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        CURRENCIES.names.get(name).copied()
    }

    /// The currency of a coin, and the part of its unit that the coin is: "cents", "p".
    pub(crate) fn of_coin(name: &str) -> Option<(Self, Decimal)> {
        CURRENCIES.coins.get(name).copied()
    }

    /// Every name of a currency or coin, in lower case.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        let own = rows::<7>(CURRENCIES_TABLE).flat_map(|row| list(row[4]).chain(coins(row[6]).map(|(coin, _)| coin)));
        let shared = rows::<6>(OPEN_TABLE).flat_map(|row| list(row[3]).chain(coins(row[4]).map(|(coin, _)| coin)));
        own.chain(shared).filter(|name| name.len() > 1 && name.is_ascii())
    }

    /// Whether a sum in one may be compared with a sum in the other: same code, or the same open sign, or an open
    /// sign that the other code or all that the other sign means may be written with; one that is not stated may be any.
    #[must_use]
    pub fn may_equal(self, other: Self) -> bool {
        match (self, other) {
            (Self::UNSTATED, _) | (_, Self::UNSTATED) => true,
            (Self::Iso(left), Self::Iso(right)) => left == right,
            (Self::Open(left), Self::Open(right)) => left == right || holds(left, right) || holds(right, left),
            (Self::Open(sign), Self::Iso(code)) | (Self::Iso(code), Self::Open(sign)) => {
                CURRENCIES.shared.get(sign).is_some_and(|codes| codes.contains(&code))
            }
        }
    }
}

/// Whether all that the label `narrow` may mean may be meant by `wide`: "dollars or pounds" holds "$".
fn holds(wide: &str, narrow: &str) -> bool {
    let codes = |label: &str| CURRENCIES.shared.get(label);
    codes(wide).zip(codes(narrow)).is_some_and(|(wide, narrow)| narrow.iter().all(|code| wide.contains(code)))
}

/// A currency is kept as its code or label; both stand in the tables.
impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let known = Self::with_code(&text).or_else(|| Self::with_sign(&text));
        known.ok_or_else(|| D::Error::custom(format_args!("`{text}` is no currency")))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iso(text) | Self::Open(text) => f.write_str(text),
        }
    }
}

const CURRENCIES_TABLE: &str = include_str!("currencies.tsv");
const OPEN_TABLE: &str = include_str!("open_currencies.tsv");

#[derive(Default)]
struct Currencies {
    codes: FxHashMap<&'static str, &'static str>,
    /// Labels of what several currencies share, with the codes that may be meant.
    shared: FxHashMap<&'static str, Vec<&'static str>>,
    signs: FxHashMap<&'static str, Currency>,
    abbreviations: FxHashMap<&'static str, Currency>,
    letters: FxHashMap<&'static str, Currency>,
    names: FxHashMap<&'static str, Currency>,
    coins: FxHashMap<&'static str, (Currency, Decimal)>,
}

static CURRENCIES: LazyLock<Currencies> = LazyLock::new(|| {
    let mut all = Currencies::default();
    for [code, signs, letters, abbreviations, names, national, parts] in rows::<7>(CURRENCIES_TABLE) {
        let currency = Currency::Iso(code);
        all.codes.insert(code, code);
        all.signs.extend(list(signs).map(|sign| (sign, currency)));
        all.letters.extend(list(letters).map(|letters| (letters, currency)));
        all.abbreviations.extend(list(abbreviations).map(|words| (words, currency)));
        all.names.extend(list(names).chain(list(national)).map(|name| (name, currency)));
        all.coins.extend(coins(parts).map(|(coin, part)| (coin, (currency, part))));
    }
    for [label, signs, abbreviations, names, parts, codes] in rows::<6>(OPEN_TABLE) {
        let currency = Currency::Open(label);
        all.shared.insert(label, list(codes).collect());
        all.signs.extend(list(signs).map(|sign| (sign, currency)));
        all.abbreviations.extend(list(abbreviations).map(|words| (words, currency)));
        all.names.extend(list(names).map(|name| (name, currency)));
        all.coins.extend(coins(parts).map(|(coin, part)| (coin, (currency, part))));
    }
    all
});

/// The coins of a column, with the part of the unit that each is.
fn coins(column: &'static str) -> impl Iterator<Item = (&'static str, Decimal)> {
    list(column).map(|entry| {
        let (coin, part) = entry.split_once('=').expect("a coin is part of something");
        (coin, part.parse().expect("the parts of the table are decimals"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_dollar_is_open() {
        assert!(Currency::Open("$").may_equal(Currency::Iso("CAD")));
        assert!(!Currency::Open("$").may_equal(Currency::Iso("EUR")));
        assert!(!Currency::Iso("USD").may_equal(Currency::Iso("CAD")));
        assert!(!Currency::Open("$").may_equal(Currency::Open("£")));
        let pennies = Currency::PENNIES;
        assert!(pennies.may_equal(Currency::Open("$")) && Currency::Iso("GBP").may_equal(pennies));
        assert!(!pennies.may_equal(Currency::Open("francs")));
        assert_eq!(Currency::with_sign("unstated"), Some(Currency::UNSTATED));
        assert!(
            Currency::UNSTATED.may_equal(Currency::Open("$")) && Currency::Iso("EUR").may_equal(Currency::UNSTATED)
        );
    }

    #[test]
    fn the_tables_agree_with_each_other() {
        for [label, .., codes] in rows::<6>(OPEN_TABLE) {
            assert_eq!(Currency::with_sign(label), Some(Currency::Open(label)));
            for code in list(codes) {
                assert_eq!(Currency::with_code(code), Some(Currency::Iso(code)), "{label} may mean {code}");
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        for row in rows::<7>(CURRENCIES_TABLE) {
            for word in std::iter::once(row[0]).chain(list(row[4])).chain(list(row[5])) {
                assert!(seen.insert(word), "two currencies are called {word}");
            }
        }
    }

    #[test]
    fn names_signs_and_coins_are_found() {
        assert_eq!(Currency::of_name("hong kong dollars"), Some(Currency::Iso("HKD")));
        assert_eq!(Currency::of_name("rupees"), Some(Currency::Open("rupees")));
        assert_eq!(Currency::of_sign("€"), Some(Currency::Iso("EUR")));
        assert_eq!(Currency::of_dollar_letters("NT"), Some(Currency::Iso("TWD")));
        assert_eq!(Currency::of_coin("cents"), Some((Currency::Open("$"), Decimal::new(1, 2))));
        assert_eq!(Currency::of_abbreviation("Rs"), Some(Currency::Open("rupees")));
        assert_eq!(Currency::with_code("XXX"), None);
    }
}
