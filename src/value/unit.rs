//! Units of measure: name, symbol, dimension and the exact factor to the base unit of the dimension.
//!
//! Sources of the factors: NIST Special Publication 811, appendix B (exact by definition unless noted).

use rust_decimal::Decimal;

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

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Symbol in JSON output: `km`, `mi`, `°C`.
    pub symbol: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units one of it is, as mantissa and decimal places.
    factor: (i64, u32),
}

impl Unit {
    const fn new(symbol: &'static str, dimension: Dimension, mantissa: i64, places: u32) -> Self {
        Self { symbol, dimension, factor: (mantissa, places) }
    }

    /// How many base units of the dimension one of this unit is.
    #[must_use]
    pub fn factor(&self) -> Decimal {
        Decimal::new(self.factor.0, self.factor.1)
    }

    /// `number` of this unit in base units, or `None` beyond 96 bits.
    #[must_use]
    pub fn to_base(&self, number: Decimal) -> Option<Decimal> {
        if self.symbol == "°F" {
            let celsius = number.checked_sub(Decimal::from(32))?.checked_mul(Decimal::from(5))?;
            return celsius.checked_div(Decimal::from(9)).map(|value| value.round_dp(6));
        }
        number.checked_mul(self.factor())
    }

    /// The unit with this name; case does not matter.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let lower = name.to_lowercase();
        UNITS.iter().find(|(_, names)| names.contains(&lower.as_str())).map(|(unit, _)| *unit)
    }

    /// The unit with this symbol; case matters.
    #[must_use]
    pub fn symbol(symbol: &str) -> Option<Self> {
        UNITS.iter().find(|(unit, _)| unit.symbol == symbol).map(|(unit, _)| *unit)
    }
}

/// Every unit with its names: singular and plural, American and British, lower case.
pub const UNITS: &[(Unit, &[&str])] = &[
    (Unit::new("mm", Dimension::Length, 1, 3), &["millimeter", "millimeters", "millimetre", "millimetres"]),
    (Unit::new("cm", Dimension::Length, 1, 2), &["centimeter", "centimeters", "centimetre", "centimetres"]),
    (Unit::new("m", Dimension::Length, 1, 0), &["meter", "meters", "metre", "metres"]),
    (Unit::new("km", Dimension::Length, 1_000, 0), &["kilometer", "kilometers", "kilometre", "kilometres", "kms"]),
    (Unit::new("in", Dimension::Length, 254, 4), &["inch", "inches"]),
    (Unit::new("ft", Dimension::Length, 3_048, 4), &["foot", "feet"]),
    (Unit::new("yd", Dimension::Length, 9_144, 4), &["yard", "yards"]),
    (Unit::new("mi", Dimension::Length, 1_609_344, 3), &["mile", "miles"]),
    (Unit::new("nmi", Dimension::Length, 1_852, 0), &["nautical mile", "nautical miles"]),
    (
        Unit::new("m²", Dimension::Area, 1, 0),
        &["square meter", "square meters", "square metre", "square metres", "sq m"],
    ),
    (
        Unit::new("km²", Dimension::Area, 1_000_000, 0),
        &["square kilometer", "square kilometers", "square kilometre", "square kilometres", "sq km"],
    ),
    (Unit::new("ft²", Dimension::Area, 9_290_304, 8), &["square foot", "square feet", "sq ft"]),
    (Unit::new("mi²", Dimension::Area, 2_589_988_110_336, 6), &["square mile", "square miles", "sq mi"]),
    (Unit::new("ha", Dimension::Area, 10_000, 0), &["hectare", "hectares"]),
    (Unit::new("ac", Dimension::Area, 40_468_564_224, 7), &["acre", "acres"]),
    (Unit::new("l", Dimension::Volume, 1, 0), &["liter", "liters", "litre", "litres"]),
    (Unit::new("gal", Dimension::Volume, 3_785_411_784, 9), &["gallon", "gallons"]),
    // A barrel of oil is 42 US gallons.
    (Unit::new("bbl", Dimension::Volume, 158_987_294_928, 9), &["barrel", "barrels"]),
    (Unit::new("m³", Dimension::Volume, 1_000, 0), &["cubic meter", "cubic meters", "cubic metre", "cubic metres"]),
    (Unit::new("ft³", Dimension::Volume, 28_316_846_592, 9), &["cubic foot", "cubic feet"]),
    (Unit::new("g", Dimension::Mass, 1, 3), &["gram", "grams", "gramme", "grammes"]),
    (Unit::new("kg", Dimension::Mass, 1, 0), &["kilogram", "kilograms", "kilo", "kilos", "kilogramme", "kilogrammes"]),
    (Unit::new("t", Dimension::Mass, 1_000, 0), &["tonne", "tonnes", "metric ton", "metric tons"]),
    // The short ton of the United States.
    (Unit::new("ton", Dimension::Mass, 90_718_474, 5), &["ton", "tons", "short ton", "short tons"]),
    (Unit::new("lb", Dimension::Mass, 45_359_237, 8), &["pound", "pounds", "lbs"]),
    (Unit::new("oz", Dimension::Mass, 28_349_523_125, 12), &["ounce", "ounces"]),
    (Unit::new("m/s", Dimension::Speed, 1, 0), &["meters per second", "metres per second"]),
    // 1/3.6 m/s, to 12 places.
    (
        Unit::new("km/h", Dimension::Speed, 277_777_777_778, 12),
        &[
            "kilometers per hour",
            "kilometres per hour",
            "kilometers an hour",
            "kilometres an hour",
            "kph",
            "kmh",
            "kmph",
        ],
    ),
    (Unit::new("mph", Dimension::Speed, 44_704, 5), &["miles per hour", "miles an hour"]),
    // One nautical mile an hour, to 12 places.
    (Unit::new("kn", Dimension::Speed, 514_444_444_444, 12), &["knot", "knots"]),
    (Unit::new("°C", Dimension::Temperature, 1, 0), &["degrees celsius", "celsius", "degrees c", "centigrade"]),
    (Unit::new("°F", Dimension::Temperature, 1, 0), &["degrees fahrenheit", "fahrenheit", "degrees f"]),
    (Unit::new("°", Dimension::Degree, 1, 0), &["degree", "degrees"]),
    (Unit::new("magnitude", Dimension::Magnitude, 1, 0), &["magnitude", "richter", "strength"]),
    // The customary spoons and cup of the United States.
    (Unit::new("tbsp", Dimension::Volume, 1_478_676_478_125, 14), &["tablespoon", "tablespoons"]),
    (Unit::new("tsp", Dimension::Volume, 492_892_159_375, 14), &["teaspoon", "teaspoons"]),
    (Unit::new("cup", Dimension::Volume, 2_365_882_365, 10), &["cup", "cups"]),
    (Unit::new("pt", Dimension::Volume, 473_176_473, 9), &["pint", "pints"]),
    (Unit::new("qt", Dimension::Volume, 946_352_946, 9), &["quart", "quarts"]),
    (Unit::new("fathom", Dimension::Length, 18_288, 4), &["fathom", "fathoms"]),
    // The mechanical horsepower, to six places.
    (Unit::new("hp", Dimension::Power, 745_699_872, 6), &["horsepower"]),
    (Unit::new("kW", Dimension::Power, 1_000, 0), &["kilowatt", "kilowatts"]),
    (Unit::new("MW", Dimension::Power, 1_000_000, 0), &["megawatt", "megawatts"]),
    (Unit::new("GW", Dimension::Power, 1_000_000_000, 0), &["gigawatt", "gigawatts"]),
    (
        Unit::new("kWh", Dimension::Energy, 3_600_000, 0),
        &["kilowatt-hour", "kilowatt-hours", "kilowatt hour", "kilowatt hours"],
    ),
    (Unit::new("MWh", Dimension::Energy, 3_600_000_000, 0), &["megawatt hour", "megawatt hours"]),
    (Unit::new("GWh", Dimension::Energy, 3_600_000_000_000, 0), &["gigawatt hour", "gigawatt hours"]),
    (Unit::new("Mt", Dimension::Energy, 4_184_000_000_000_000, 0), &["megaton", "megatons"]),
    (Unit::new("kt", Dimension::Energy, 4_184_000_000_000, 0), &["kiloton", "kilotons"]),
    (Unit::new("MB", Dimension::Data, 1_000_000, 0), &["megabyte", "megabytes"]),
    (Unit::new("TB", Dimension::Data, 1_000_000_000_000, 0), &["terabyte", "terabytes"]),
    (Unit::new("GB", Dimension::Data, 1_000_000_000, 0), &["gigabyte", "gigabytes"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions_are_exact() {
        let miles = Unit::named("miles").expect("known unit");
        assert_eq!(miles.to_base(Decimal::from(36)), Some("57936.384".parse().expect("number")));
        let fahrenheit = Unit::named("degrees Fahrenheit").expect("known unit");
        assert_eq!(fahrenheit.to_base(Decimal::from(212)), Some(Decimal::from(100)));
    }
}
