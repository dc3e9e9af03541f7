//! Currencies: ISO 4217 codes, and the signs and words that leave the code open.

use std::fmt;

/// The currency of a sum.
///
/// A bare "$" stays [`Currency::Open`]; it equals no ISO code by itself, and is comparable with every
/// currency that uses the sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Currency {
    /// A settled ISO 4217 code, e.g. `"USD"`.
    Iso(&'static str),
    /// A sign or word that several currencies share: `"$"`, `"£"`, `"pounds"`, `"dollars"`.
    Open(&'static str),
}

impl Currency {
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
        CODES.split_whitespace().find(|known| *known == code).map(Self::Iso)
    }

    /// The currency with this sign or name, which leaves the code open.
    #[must_use]
    pub fn with_sign(sign: &str) -> Option<Self> {
        let shared = SHARED_SIGNS.iter().map(|(shared, _)| *shared);
        shared.chain(SIGNS.iter().copied()).find(|known| *known == sign).map(Self::Open)
    }

    /// Whether a sum in one may be compared with a sum in the other: same code, or the same open sign, or an open
    /// sign that the other code may be written with.
    #[must_use]
    pub fn may_equal(self, other: Self) -> bool {
        match (self, other) {
            (Self::Iso(left), Self::Iso(right)) => left == right,
            (Self::Open(left), Self::Open(right)) => left == right,
            (Self::Open(sign), Self::Iso(code)) | (Self::Iso(code), Self::Open(sign)) => {
                SHARED_SIGNS.iter().any(|(shared, codes)| *shared == sign && codes.contains(&code))
            }
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Iso(text) | Self::Open(text) => f.write_str(text),
        }
    }
}

/// ISO 4217, and withdrawn codes.
const CODES: &str = "
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
    IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
    SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF
    XCD XDR XOF XPF YER ZAR ZMW ZWL
    ATS BEF DEM ESP FIM FRF GRD HRK IEP ITL LTL LUF NLG PTE";

/// Signs and names beside those of [`SHARED_SIGNS`] that leave the code open.
const SIGNS: &[&str] = &["lira"];

/// Signs that several currencies of ISO 4217 share.
const SHARED_SIGNS: &[(&str, &[&str])] = &[
    ("$", &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "JMD"]),
    ("£", &["GBP", "EGP", "LBP", "SYP", "SDG"]),
    ("¥", &["JPY", "CNY"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("₩", &["KRW", "KPW"]),
    ("francs", &["CHF", "FRF", "BEF", "XAF", "XOF"]),
    ("pesos", &["MXN", "ARS", "CLP", "COP", "PHP", "CUP", "UYU", "DOP"]),
    ("rupees", &["INR", "PKR", "LKR", "NPR", "MUR"]),
    ("rials", &["IRR", "OMR", "YER", "QAR"]),
    ("dinars", &["IQD", "KWD", "JOD", "BHD", "RSD", "TND", "LYD", "DZD"]),
    ("shillings", &["KES", "TZS", "UGX", "SOS"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_dollar_is_open() {
        assert!(Currency::Open("$").may_equal(Currency::Iso("CAD")));
        assert!(!Currency::Open("$").may_equal(Currency::Iso("EUR")));
        assert!(!Currency::Iso("USD").may_equal(Currency::Iso("CAD")));
        assert!(!Currency::Open("$").may_equal(Currency::Open("£")));
    }
}
