//! Currency signs, codes and names beside a number. A bare "$" stays open; "US$" and "U.S. dollars" are USD.
//!
//! Codes follow ISO 4217.

use super::numeral::Numeral;
use crate::segment::lexicon::Class;
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
    ("J", "JMD"),
    ("T", "TWD"),
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
    ("RM", Currency::Iso("MYR")),
    ("Rp", Currency::Iso("IDR")),
    ("Bt", Currency::Iso("THB")),
    ("Kc", Currency::Iso("CZK")),
    ("SEK", Currency::Iso("SEK")),
    ("NOK", Currency::Iso("NOK")),
    ("DKK", Currency::Iso("DKK")),
    ("PLN", Currency::Iso("PLN")),
    ("ZAR", Currency::Iso("ZAR")),
    ("BRL", Currency::Iso("BRL")),
    ("MXN", Currency::Iso("MXN")),
    ("KRW", Currency::Iso("KRW")),
    ("SGD", Currency::Iso("SGD")),
    ("HKD", Currency::Iso("HKD")),
    ("NZD", Currency::Iso("NZD")),
    ("TRY", Currency::Iso("TRY")),
    ("UAH", Currency::Iso("UAH")),
    ("RUB", Currency::Iso("RUB")),
    // The dollar of older newswire.
    ("dlrs", Currency::Open("$")),
    ("dlr", Currency::Open("$")),
];

/// Names after the number, lower case, singular or plural.
const NAMES: &[(&[&str], Currency)] = &[
    (&["dollar", "dollars", "bucks", "dlrs", "dlr"], Currency::Open("$")),
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
    (&["won"], Currency::Open("₩")),
    (&["real", "reais"], Currency::Iso("BRL")),
    (&["cedi"], Currency::Iso("GHS")),
    (&["dong"], Currency::Iso("VND")),
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
    ("taiwan", "dollars", "TWD"),
    ("jamaican", "dollars", "JMD"),
    ("british", "pounds", "GBP"),
    ("sudanese", "pounds", "SDG"),
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
    ("philippine", "pesos", "PHP"),
    ("argentine", "pesos", "ARS"),
    ("chilean", "pesos", "CLP"),
    ("colombian", "pesos", "COP"),
    ("kuwaiti", "dinars", "KWD"),
    ("jordanian", "dinars", "JOD"),
    ("german", "marks", "DEM"),
    ("deutsche", "marks", "DEM"),
    ("turkish", "liras", "TRY"),
    ("turkish", "lira", "TRY"),
    ("swedish", "kronor", "SEK"),
    ("norwegian", "kroner", "NOK"),
    ("danish", "kroner", "DKK"),
    ("somali", "shillings", "SOS"),
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
    let currency = code(tokens, at)?;
    let end = if tokens.sign(at + 1, ".") && tokens.touches(at + 1) { at + 2 } else { at + 1 };
    (tokens.kind(end) == Some(TokenKind::Number)).then(|| found(currency, end)).flatten()
}

/// Whether a word may be a currency code or the letters of "US$": short, and not in lower case but for "dlrs".
pub(super) fn may_be_code(tokens: Tokens<'_>, at: usize) -> bool {
    let next = tokens.tokens.get(at + 1);
    tokens.tokens[at].span.len() <= 4
        && next
            .is_some_and(|next| next.kind == TokenKind::Number || next.kind == TokenKind::Sign && next.span.len() == 1)
}

fn code(tokens: Tokens<'_>, at: usize) -> Option<Currency> {
    let raw = tokens.raw(at).trim_end_matches('.');
    if !(2..=4).contains(&raw.len()) {
        return None;
    }
    CODES.iter().find(|(code, _)| *code == raw).map(|(_, currency)| *currency)
}

/// The currency that stands at token `at`, after the number `numeral`; "millions of dollars" may have an "of" between.
pub(super) fn suffix(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral, at: usize) -> Option<Suffix> {
    if at >= bounds.end {
        return None;
    }
    let vague = numeral.exact().is_none();
    let at = if vague && tokens.word(at) == "of" || tokens.hyphen(at) && tokens.touches(at) { at + 1 } else { at };
    let whole = |currency, end| Some(Suffix { currency, factor: Decimal::ONE, end });
    if tokens.kind(at) == Some(TokenKind::Sign) {
        let sign = SIGNS.iter().find(|(sign, _)| tokens.raw(at) == *sign && tokens.touches(at));
        return match sign {
            // "5$" is money, the "$" of "5$10" belongs to the next number.
            Some((_, currency)) if tokens.kind(at + 1) != Some(TokenKind::Number) => whole(*currency, at + 1),
            None if tokens.raw(at) == "¢" => {
                Some(Suffix { currency: Currency::Open("$"), factor: Decimal::new(1, 2), end: at + 1 })
            }
            _ => None,
        };
    }
    if tokens.raw(at) == "p" && tokens.touches(at) {
        return Some(Suffix { currency: Currency::Iso("GBP"), factor: Decimal::new(1, 2), end: at + 1 });
    }
    if let Some(currency) = code(tokens, at) {
        return whole(currency, at + 1);
    }
    if let Some((code, end)) = national(tokens, at) {
        return whole(Currency::Iso(code), end);
    }
    if !tokens.is(at, Class::CURRENCY) {
        return None;
    }
    match tokens.word(at) {
        "cent" | "cents" => Some(Suffix { currency: Currency::Open("$"), factor: Decimal::new(1, 2), end: at + 1 }),
        "pound" | "pounds" if tokens.word(at + 1) == "sterling" => whole(Currency::Iso("GBP"), at + 2),
        "pound" | "pounds" => pays(tokens, bounds, numeral, at).then(|| whole(Currency::Open("£"), at + 1)).flatten(),
        // A Mark or a Rand is a person; "real" and "won" are mostly words of another kind.
        _ if matches!(tokens.raw(at), "Rand" | "Mark" | "Marks") => None,
        "won" | "real" if numeral.first == numeral.last => None,
        word => {
            let (_, currency) = NAMES.iter().find(|(names, _)| names.contains(&word))?;
            whole(*currency, at + 1)
        }
    }
}

/// Whether "pounds" are money: in the millions, beside a sum in another currency, or after a word of paying. "three pounds
/// of flour" weighs.
fn pays(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral, at: usize) -> bool {
    if tokens.word(at + 1) == "of" {
        return false;
    }
    let million = Decimal::from(1_000_000);
    let bracketed = tokens.sign(at + 1, "(")
        && (at + 2..at + 5).any(|at| {
            tokens.sign(at, "$")
                || tokens.sign(at, "€")
                || tokens.is(at, Class::CURRENCY) && !matches!(tokens.word(at), "pound" | "pounds")
        });
    let paid = (bounds.start.max(numeral.first.saturating_sub(5))..numeral.first).any(|at| {
        matches!(
            tokens.raw(at),
            "paid"
                | "pay"
                | "pays"
                | "paying"
                | "cost"
                | "costs"
                | "costing"
                | "worth"
                | "fined"
                | "fine"
                | "price"
                | "spent"
                | "spend"
                | "spending"
                | "owed"
                | "earned"
                | "earn"
                | "earns"
                | "earning"
                | "raised"
                | "sold"
                | "stole"
                | "salary"
                | "donated"
                | "loan"
                | "debt"
                | "bonus"
                | "prize"
        )
    });
    numeral.exact().is_some_and(|sum| sum >= million) || bracketed || paid
}

/// "Canadian dollars", "Hong Kong dollars", "Egyptian pounds".
fn national(tokens: Tokens<'_>, at: usize) -> Option<(&'static str, usize)> {
    let unit_at = if tokens.raw(at) == "Hong" { at + 2 } else { at + 1 };
    if !tokens.is(unit_at, Class::CURRENCY) {
        return None;
    }
    let (country, unit) = (tokens.raw(at), tokens.word(unit_at));
    let (_, _, code) = NATIONAL.iter().find(|(name, units, _)| {
        name.eq_ignore_ascii_case(country) && (*units == unit || units.strip_suffix('s') == Some(unit))
    })?;
    Some((code, unit_at + 1))
}
