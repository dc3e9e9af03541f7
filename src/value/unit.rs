//! Units of measure: name, symbol, dimension and the exact factor to the base unit of the dimension.
//!
//! The units stand in `units.tsv`, each with the source of its factor; adding a unit is adding a line. Its names are words
//! of the lexicon by that.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Deref;
use std::sync::LazyLock;

/// What a unit measures. Two measures are comparable only within one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Base unit: metre.
    Length,
    /// Base unit: square metre.
    Area,
    /// Base unit: litre.
    Volume,
    /// Base unit: kilogram.
    Mass,
    /// Base unit: metre per second.
    Speed,
    /// Base unit: degree Celsius (Fahrenheit needs an offset, see [`Unit::to_base`]).
    Temperature,
    /// Magnitude of an earthquake; no unit.
    Magnitude,
    /// Base unit: watt.
    Power,
    /// Base unit: joule.
    Energy,
    /// Degrees of a scale or angle that the text leaves open.
    Degree,
    /// Base unit: byte.
    Data,
}

impl Dimension {
    /// The dimension of this name in the table.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "length" => Self::Length,
            "area" => Self::Area,
            "volume" => Self::Volume,
            "mass" => Self::Mass,
            "speed" => Self::Speed,
            "temperature" => Self::Temperature,
            "magnitude" => Self::Magnitude,
            "power" => Self::Power,
            "energy" => Self::Energy,
            "degree" => Self::Degree,
            "data" => Self::Data,
            _ => return None,
        })
    }
}

/// A unit of measure: a line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Unit(&'static UnitEntry);

/// What the table says of a unit.
#[derive(Debug)]
pub struct UnitEntry {
    /// Symbol in JSON output: `km`, `mi`, `°C`.
    pub symbol: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// Whether its symbol is also a word or letter, and counts only where it touches its number.
    pub(crate) close: bool,
    /// Its first name in the singular and in the plural.
    names: (&'static str, &'static str),
    /// What is added to a number of this unit before it is multiplied.
    offset: Decimal,
    /// How many base units one of it is, as numerator and denominator.
    factor: (Decimal, Decimal),
}

impl Deref for Unit {
    type Target = UnitEntry;

    fn deref(&self) -> &UnitEntry {
        self.0
    }
}

/// No two units have the same symbol.
impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.symbol == other.symbol
    }
}

impl Eq for Unit {}

/// Decimal places that a conversion keeps where its factor is no decimal. (P)
const PLACES: u32 = 12;

impl Unit {
    /// `number` of this unit in base units, or `None` beyond 96 bits.
    #[must_use]
    pub fn to_base(&self, number: Decimal) -> Option<Decimal> {
        let (numerator, denominator) = self.factor;
        let multiplied = number.checked_add(self.offset)?.checked_mul(numerator)?;
        if denominator == Decimal::ONE {
            return Some(multiplied);
        }
        multiplied.checked_div(denominator).map(|value| value.round_dp(PLACES))
    }

    /// The unit with this name; case does not matter.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        UNITS.by_name.get(name.to_lowercase().as_str()).map(|&index| Self(&UNITS.units[index]))
    }

    /// The unit with this symbol; case matters.
    #[must_use]
    pub fn symbol(symbol: &str) -> Option<Self> {
        UNITS.by_symbol.get(symbol).map(|&index| Self(&UNITS.units[index]))
    }

    /// The unit behind a number, as it is read back there: its symbol, or a name where the symbol could be a word or a
    /// letter ("20 knots", "1 inch").
    #[must_use]
    pub(crate) fn word(self, singular: bool) -> &'static str {
        if !self.close {
            return self.symbol;
        }
        if singular { self.names.0 } else { self.names.1 }
    }

    /// The names of all units, in lower case, in the order of the table.
    pub fn names() -> impl Iterator<Item = &'static str> {
        UNITS.names.iter().copied()
    }
}

/// A unit is kept as its symbol; it stands in the table.
impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.symbol)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let symbol = String::deserialize(deserializer)?;
        Self::symbol(&symbol).ok_or_else(|| D::Error::custom(format_args!("`{symbol}` is no unit")))
    }
}

/// The table, as it stands in the file.
const TABLE: &str = include_str!("units.tsv");

struct Units {
    units: Vec<UnitEntry>,
    names: Vec<&'static str>,
    by_name: FxHashMap<&'static str, usize>,
    by_symbol: FxHashMap<&'static str, usize>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    let mut all =
        Units { units: Vec::new(), names: Vec::new(), by_name: FxHashMap::default(), by_symbol: FxHashMap::default() };
    for row in super::table::rows::<8>(TABLE) {
        let [symbol, also, close, dimension, factor, offset, names, _source] = row;
        let dimension = Dimension::named(dimension).expect("the table names known dimensions");
        let (numerator, denominator) = factor.split_once('/').unwrap_or((factor, "1"));
        let factor = (number(numerator), number(denominator));
        let offset = if offset.is_empty() { Decimal::ZERO } else { number(offset) };
        let index = all.units.len();
        let mut first = super::table::list(names);
        let singular = first.next().unwrap_or(symbol);
        let names_of_it = (singular, first.next().unwrap_or(singular));
        all.units.push(UnitEntry { symbol, dimension, close: close == "close", names: names_of_it, offset, factor });
        for symbol in std::iter::once(symbol).chain(super::table::list(also)) {
            all.by_symbol.entry(symbol).or_insert(index);
        }
        for name in super::table::list(names) {
            all.names.push(name);
            all.by_name.entry(name).or_insert(index);
        }
    }
    all
});

fn number(text: &str) -> Decimal {
    text.parse().expect("the factors of the table are decimals")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(name: &str, number: i64) -> Option<String> {
        let unit = Unit::named(name).expect("known unit");
        unit.to_base(Decimal::from(number)).map(|value| value.normalize().to_string())
    }

    #[test]
    fn conversions_are_exact() {
        let cases = [
            ("miles", 36, "57936.384"),
            ("degrees Fahrenheit", 212, "100"),
            ("degrees Fahrenheit", -40, "-40"),
            ("kilometers per hour", 36, "10"),
            ("knots", 36, "18.52"),
            ("acres", 1, "4046.8564224"),
            ("barrels", 1, "158.987294928"),
            ("kilowatt hours", 1, "3600000"),
        ];
        for (name, number, expected) in cases {
            assert_eq!(base(name, number).as_deref(), Some(expected), "{number} {name}");
        }
    }

    #[test]
    fn symbols_and_names_mean_one_unit_each() {
        let mut symbols = std::collections::BTreeSet::new();
        for row in super::super::table::rows::<8>(TABLE) {
            for symbol in std::iter::once(row[0]).chain(super::super::table::list(row[1])) {
                assert!(symbols.insert(symbol), "two units are written {symbol}");
            }
            assert!(!row[7].is_empty(), "{} has no source", row[0]);
        }
        let names: std::collections::BTreeSet<_> = Unit::names().collect();
        assert_eq!(names.len(), Unit::names().count(), "a name stands for two units");
        assert!(names.iter().all(|name| *name == name.to_lowercase()), "names are in lower case");
    }
}
