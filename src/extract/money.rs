//! Currency signs, codes and names beside a number. A bare "$" stays open; "US$" and "U.S. dollars" are USD.
//!
//! Codes follow ISO 4217.

use crate::segment::{TokenKind, Tokens};
use crate::value::Currency;
use rust_decimal::Decimal;
use std::ops::Range;

/// A currency before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefix {
    pub(super) currency: Currency,
    /// First token of the sign or code.
    pub(super) start: usize,
    /// The token after it.
    pub(super) end: usize,
}

/// A currency after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Suffix {
    pub(super) currency: Currency,
    /// How many units of the currency the number counts: 0.01 for cents.
    pub(super) factor: Decimal,
    /// The token after it.
    pub(super) end: usize,
}

/// Letters before a dollar sign.
const DOLLARS: &[(&str, &str)] = &[
    ("US", "USD"),
    ("U.S.", "USD"),
    ("A", "AUD"),
    ("AU", "AUD"),
    ("C", "CAD"),
    ("CA", "CAD"),
    ("Can", "CAD"),
    ("NZ", "NZD"),
    ("HK", "HKD"),
    ("S", "SGD"),
    ("NT", "TWD"),
    ("R", "BRL"),
];

/// Signs that stand before the number.
const SIGNS: &[(&str, Currency)] = &[
    ("$", Currency::Open("$")),
    ("£", Currency::Iso("GBP")),
    ("€", Currency::Iso("EUR")),
    ("¥", Currency::Open("¥")),
    ("₹", Currency::Iso("INR")),
    ("₽", Currency::Iso("RUB")),
    ("₪", Currency::Iso("ILS")),
    ("₩", Currency::Open("₩")),
    ("₺", Currency::Iso("TRY")),
    ("₦", Currency::Iso("NGN")),
];

/// Codes and abbreviations that stand before or after the number.
const CODES: &[(&str, Currency)] = &[
    ("USD", Currency::Iso("USD")),
    ("EUR", Currency::Iso("EUR")),
    ("GBP", Currency::Iso("GBP")),
    ("JPY", Currency::Iso("JPY")),
    ("CNY", Currency::Iso("CNY")),
    ("RMB", Currency::Iso("CNY")),
    ("INR", Currency::Iso("INR")),
    ("Rs", Currency::Open("rupees")),
    ("CHF", Currency::Iso("CHF")),
    ("DM", Currency::Iso("DEM")),
    ("AUD", Currency::Iso("AUD")),
    ("CAD", Currency::Iso("CAD")),
    ("Tk", Currency::Iso("BDT")),
];

/// Names after the number, lower case, singular or plural.
const NAMES: &[(&[&str], Currency)] = &[
    (&["dollar", "dollars", "bucks"], Currency::Open("$")),
    (&["euro", "euros"], Currency::Iso("EUR")),
    (&["sterling"], Currency::Iso("GBP")),
    (&["yen"], Currency::Iso("JPY")),
    (&["yuan", "renminbi"], Currency::Iso("CNY")),
    (&["rupee", "rupees"], Currency::Open("rupees")),
    (&["ruble", "rubles", "rouble", "roubles"], Currency::Iso("RUB")),
    (&["franc", "francs"], Currency::Open("francs")),
    (&["mark", "marks"], Currency::Iso("DEM")),
    (&["peso", "pesos"], Currency::Open("pesos")),
    (&["rial", "rials"], Currency::Open("rials")),
    (&["riyal", "riyals"], Currency::Iso("SAR")),
    (&["dinar", "dinars"], Currency::Open("dinars")),
    (&["dirham", "dirhams"], Currency::Iso("AED")),
    (&["lira", "liras", "lire"], Currency::Open("lira")),
    (&["shekel", "shekels"], Currency::Iso("ILS")),
    (&["baht"], Currency::Iso("THB")),
    (&["krona", "kronor", "krone", "kroner"], Currency::Open("kr")),
    (&["zloty", "zlotys"], Currency::Iso("PLN")),
    (&["forint", "forints"], Currency::Iso("HUF")),
    (&["rand"], Currency::Iso("ZAR")),
    (&["shilling", "shillings"], Currency::Open("shillings")),
    (&["naira"], Currency::Iso("NGN")),
    (&["taka"], Currency::Iso("BDT")),
    (&["ringgit"], Currency::Iso("MYR")),
    (&["rupiah"], Currency::Iso("IDR")),
    (&["hryvnia", "hryvnias"], Currency::Iso("UAH")),
];

/// Countries before "dollars" and "pounds", lower case.
const NATIONAL: &[(&str, &str, &str)] = &[
    ("us", "dollars", "USD"),
    ("u.s.", "dollars", "USD"),
    ("american", "dollars", "USD"),
    ("canadian", "dollars", "CAD"),
    ("australian", "dollars", "AUD"),
    ("singapore", "dollars", "SGD"),
    ("hong", "dollars", "HKD"),
    ("british", "pounds", "GBP"),
    ("egyptian", "pounds", "EGP"),
    ("lebanese", "pounds", "LBP"),
    ("syrian", "pounds", "SYP"),
    ("swiss", "francs", "CHF"),
    ("french", "francs", "FRF"),
    ("belgian", "francs", "BEF"),
    ("indian", "rupees", "INR"),
    ("pakistani", "rupees", "PKR"),
    ("iranian", "rials", "IRR"),
    ("iraqi", "dinars", "IQD"),
    ("mexican", "pesos", "MXN"),
    ("kenyan", "shillings", "KES"),
];

/// The currency that begins at token `at`, if a number follows it.
pub(super) fn prefix(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<Prefix> {
    let found = |currency, end| (end < bounds.end).then_some(Prefix { currency, start: at, end });
    if tokens.kind(at) == Some(TokenKind::Sign) {
        let (_, currency) = SIGNS.iter().find(|(sign, _)| *sign == tokens.raw(at))?;
        return found(*currency, at + 1);
    }
    if tokens.sign(at + 1, "$") && tokens.touches(at + 1) {
        let (_, code) = DOLLARS.iter().find(|(letters, _)| *letters == tokens.raw(at))?;
        return found(Currency::Iso(code), at + 2);
    }
    let raw = tokens.raw(at).trim_end_matches('.');
    let (_, currency) = CODES.iter().find(|(code, _)| *code == raw)?;
    let end = if tokens.sign(at + 1, ".") && tokens.touches(at + 1) { at + 2 } else { at + 1 };
    (tokens.kind(end) == Some(TokenKind::Number)).then(|| found(*currency, end)).flatten()
}

/// The currency that stands at token `at`, after a number.
pub(super) fn suffix(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<Suffix> {
    if at >= bounds.end {
        return None;
    }
    let at = if tokens.hyphen(at) && tokens.touches(at) { at + 1 } else { at };
    let whole = |currency, end| Some(Suffix { currency, factor: Decimal::ONE, end });
    let word = tokens.word(at);
    if matches!(word, "cent" | "cents") {
        return Some(Suffix { currency: Currency::Open("$"), factor: Decimal::new(1, 2), end: at + 1 });
    }
    if matches!(tokens.raw(at), "¢" | "p") && tokens.touches(at) {
        let currency = if tokens.raw(at) == "p" { Currency::Iso("GBP") } else { Currency::Open("$") };
        return Some(Suffix { currency, factor: Decimal::new(1, 2), end: at + 1 });
    }
    if matches!(word, "pound" | "pounds") {
        // "three pounds of flour" weighs; "3 million pounds" pays only if it says so or stands in sterling's country: left open.
        return (tokens.word(at + 1) == "sterling").then(|| whole(Currency::Iso("GBP"), at + 2)).flatten();
    }
    if let Some((_, currency)) = NAMES.iter().find(|(names, _)| names.contains(&word)) {
        // "of pesos" and the like follow directly; "marks" and "rand" need lower case.
        return (tokens.raw(at) != "Rand" && tokens.raw(at) != "Mark").then(|| whole(*currency, at + 1)).flatten();
    }
    if let Some((_, currency)) = SIGNS.iter().find(|(sign, _)| tokens.raw(at) == *sign && tokens.touches(at)) {
        return whole(*currency, at + 1);
    }
    if let Some((_, currency)) = CODES.iter().find(|(code, _)| *code == tokens.raw(at)) {
        return whole(*currency, at + 1);
    }
    national(tokens, at).and_then(|(code, end)| whole(Currency::Iso(code), end))
}

/// "Canadian dollars", "Hong Kong dollars", "Egyptian pounds".
fn national(tokens: Tokens<'_>, at: usize) -> Option<(&'static str, usize)> {
    let country = tokens.raw(at).to_ascii_lowercase();
    let unit_at = if country == "hong" { at + 2 } else { at + 1 };
    let unit = tokens.word(unit_at);
    let (_, _, code) = NATIONAL
        .iter()
        .find(|(name, units, _)| *name == country && (*units == unit || units.strip_suffix('s') == Some(unit)))?;
    Some((code, unit_at + 1))
}
