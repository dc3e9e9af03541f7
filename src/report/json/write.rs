//! How the parts of a claim object are written. Claims are printed by the hundred thousand, so the keys of an object are
//! constants that are copied as they stand.
//!
//! Invariant: what is written is what serde would write of the same fields, with hidden characters as `\u` escapes.

use crate::report::foreign::write_json_text;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::io::Write;

/// A value with one form in JSON.
pub(crate) trait ToJson {
    /// Appends the value.
    fn write_to(&self, json: &mut Vec<u8>);

    /// Whether it is `null`: most fields of a claim are, and key and value are then written at once.
    fn is_null(&self) -> bool {
        false
    }
}

/// Appends an object. `null` and the words of ours that stand in every such object are literals (no number is: it would be
/// taken for a word); a field whose key has a `?` behind it is left out if it is `None`; `..` brings the fields that a value
/// has a method `write_fields` for.
macro_rules! write_object {
    ($json:ident, { $($fields:tt)* }) => {{
        let start = $json.len();
        $crate::report::json::write::write_fields!($json, $($fields)*);
        // Each field begins with the comma behind the one before.
        $json[start] = b'{';
        $json.push(b'}');
    }};
}

/// Appends fields, each with a comma before it.
macro_rules! write_fields {
    ($json:ident, $($fields:tt)*) => {{
        $crate::report::json::write::write_fields_after!($json, [] $($fields)*);
    }};
}

/// Appends what is constant, in brackets, and fields. What is constant up to the next value is copied at once.
macro_rules! write_fields_after {
    ($json:ident, [$($constant:literal)*] $(,)?) => {
        $json.extend_from_slice(concat!($($constant),*).as_bytes());
    };
    ($json:ident, [$($constant:literal)*] $key:literal: null $(, $($rest:tt)*)?) => {
        $crate::report::json::write::write_fields_after!(
            $json, [$($constant)* ",\"" $key "\":null"] $($($rest)*)?
        );
    };
    ($json:ident, [$($constant:literal)*] $key:literal: $word:literal $(, $($rest:tt)*)?) => {
        $crate::report::json::write::write_fields_after!(
            $json, [$($constant)* ",\"" $key "\":\"" $word "\""] $($($rest)*)?
        );
    };
    ($json:ident, [$($constant:literal)*] $key:literal: $value:expr $(, $($rest:tt)*)?) => {
        let value = &$value;
        if $crate::report::json::write::ToJson::is_null(value) {
            $json.extend_from_slice(concat!($($constant,)* ",\"", $key, "\":null").as_bytes());
        } else {
            $json.extend_from_slice(concat!($($constant,)* ",\"", $key, "\":").as_bytes());
            $crate::report::json::write::ToJson::write_to(value, $json);
        }
        $crate::report::json::write::write_fields_after!($json, [] $($($rest)*)?);
    };
    ($json:ident, [$($constant:literal)*] $key:literal?: $value:expr $(, $($rest:tt)*)?) => {
        $json.extend_from_slice(concat!($($constant),*).as_bytes());
        if let Some(value) = &$value {
            $crate::report::json::write::write_fields_after!($json, [] $key: value);
        }
        $crate::report::json::write::write_fields_after!($json, [] $($($rest)*)?);
    };
    ($json:ident, [$($constant:literal)*] ..$fields:expr $(, $($rest:tt)*)?) => {
        $json.extend_from_slice(concat!($($constant),*).as_bytes());
        $fields.write_fields($json);
        $crate::report::json::write::write_fields_after!($json, [] $($($rest)*)?);
    };
}

pub(crate) use {write_fields, write_fields_after, write_object};

/// Serialises as it is written, for records that serde writes around it.
pub(super) fn serialize<S: Serializer>(value: &impl ToJson, serializer: S) -> Result<S::Ok, S::Error> {
    let mut json = Vec::new();
    value.write_to(&mut json);
    let json = String::from_utf8(json).expect("JSON is UTF-8");
    RawValue::from_string(json).expect("what is written is JSON").serialize(serializer)
}

/// Text of ours, in which nothing needs an escape.
#[derive(Clone, Copy)]
pub(super) struct Word(pub(super) &'static str);

impl ToJson for Word {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        json.push(b'"');
        json.extend_from_slice(self.0.as_bytes());
        json.push(b'"');
    }
}

/// A decimal as a string, without trailing zeros.
pub(super) struct Number(pub(super) Decimal);

impl ToJson for Number {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        json.push(b'"');
        // Most are small and whole, and such are written much faster than decimals.
        match self.0.to_u64().filter(|_| self.0.scale() == 0) {
            Some(whole) => write_whole(whole, json),
            None => write_shown(self.0.normalize(), json),
        }
        json.push(b'"');
    }
}

/// A day of the calendar, ISO 8601.
pub(super) struct Day(pub(super) Date);

impl Day {
    /// Appends the day without quotation marks.
    #[inline]
    pub(super) fn write_digits(&self, json: &mut Vec<u8>) {
        let Ok(year) = u16::try_from(self.0.year()) else { return write_shown(self.0, json) };
        let digit = |number: u16| b'0' + (number % 10) as u8;
        let pair = |number: i8| [b'0' + number.unsigned_abs() / 10, b'0' + number.unsigned_abs() % 10];
        let ([m, n], [d, e]) = (pair(self.0.month()), pair(self.0.day()));
        let [y, z] = [digit(year / 10), digit(year)];
        json.extend_from_slice(&[digit(year / 1000), digit(year / 100), y, z, b'-', m, n, b'-', d, e]);
    }
}

impl ToJson for Day {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        json.push(b'"');
        self.write_digits(json);
        json.push(b'"');
    }
}

/// Appends what needs no escapes as people see it.
fn write_shown(value: impl std::fmt::Display, json: &mut Vec<u8>) {
    write!(json, "{value}").expect("memory can be written");
}

#[inline]
fn write_whole(number: u64, json: &mut Vec<u8>) {
    match u32::try_from(number) {
        Ok(small @ 0..100_000_000) => write_small(small, json),
        _ => write_shown(number, json),
    }
}

/// Appends a number of at most eight digits. All of them are made side by side in the bytes of one word: most numbers are
/// offsets, and how many digits they have cannot be foreseen.
#[inline]
fn write_small(number: u32, json: &mut Vec<u8>) {
    let number = u64::from(number);
    // Each step halves the groups of digits into quotient and remainder, the quotient in the lower bits, which are the first
    // bytes. The factors are reciprocals that are exact for numbers so small.
    let fours = (number / 10_000) | ((number % 10_000) << 32);
    let hundreds = fours.wrapping_mul(5243) >> 19 & 0x0000_007f_0000_007f;
    let twos = hundreds | fours.wrapping_sub(hundreds.wrapping_mul(100)) << 16;
    let tens = twos.wrapping_mul(103) >> 10 & 0x000f_000f_000f_000f;
    let ones = tens | twos.wrapping_sub(tens.wrapping_mul(10)) << 8;
    // The number nought has a digit, too.
    let zeros = (ones | 1 << 56).trailing_zeros() / u8::BITS;
    let digits = (ones | 0x3030_3030_3030_3030) >> (zeros * u8::BITS);
    json.extend_from_slice(&digits.to_le_bytes());
    json.truncate(json.len() - zeros as usize);
}

#[inline]
fn write_list<T: ToJson>(list: &[T], json: &mut Vec<u8>) {
    json.push(b'[');
    for (at, element) in list.iter().enumerate() {
        if at > 0 {
            json.push(b',');
        }
        element.write_to(json);
    }
    json.push(b']');
}

impl<T: ToJson + ?Sized> ToJson for &T {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        (**self).write_to(json);
    }

    #[inline]
    fn is_null(&self) -> bool {
        (**self).is_null()
    }
}

impl<T: ToJson> ToJson for Option<T> {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        match self {
            Some(value) => value.write_to(json),
            None => json.extend_from_slice(b"null"),
        }
    }

    #[inline]
    fn is_null(&self) -> bool {
        self.is_none()
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        write_list(self, json);
    }
}

impl<T: ToJson, const N: usize> ToJson for [T; N] {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        write_list(self, json);
    }
}

impl ToJson for str {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        write_json_text(self, json);
    }
}

impl ToJson for String {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        write_json_text(self, json);
    }
}

impl ToJson for usize {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        write_whole(*self as u64, json);
    }
}

impl ToJson for i16 {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        write_shown(self, json);
    }
}

impl ToJson for bool {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        json.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

/// Appends an object with a key for each name.
pub(super) fn write_map<'m>(fields: impl Iterator<Item = (&'m String, &'m (impl ToJson + 'm))>, json: &mut Vec<u8>) {
    json.push(b'{');
    for (at, (name, value)) in fields.enumerate() {
        if at > 0 {
            json.push(b',');
        }
        name.write_to(json);
        json.push(b':');
        value.write_to(json);
    }
    json.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Slots;
    use proptest::prelude::*;

    fn written(value: &impl ToJson) -> String {
        let mut json = Vec::new();
        value.write_to(&mut json);
        String::from_utf8(json).expect("JSON is UTF-8")
    }

    #[test]
    fn fields_come_in_order_and_absent_ones_are_left_out_or_null() {
        let (json, none) = (&mut Vec::new(), None::<usize>);
        write_object!(json, { "a"?: none, "b": [1usize, 20], "c"?: Some(true), "d": none, "e"?: none });
        assert_eq!(str::from_utf8(json), Ok(r#"{"b":[1,20],"c":true,"d":null}"#));
    }

    #[test]
    fn constants_stand_between_values_and_before_fields_of_others() {
        struct Inner(usize);
        impl Inner {
            fn write_fields(&self, json: &mut Vec<u8>) {
                write_fields!(json, "d": self.0, "e": null);
            }
        }
        let json = &mut Vec::new();
        write_object!(json, { "a": "b", "c": null, "x"?: Some(1usize), "y": null, ..Inner(4), "f": [5usize], "g": "h" });
        assert_eq!(str::from_utf8(json), Ok(r#"{"a":"b","c":null,"x":1,"y":null,"d":4,"e":null,"f":[5],"g":"h"}"#));
    }

    #[test]
    fn slots_are_lists_under_their_names() {
        let slots = Slots::from([("at".to_owned(), vec!["a \"b\"".to_owned()]), ("by".to_owned(), Vec::new())]);
        let mut json = Vec::new();
        write_map(slots.iter(), &mut json);
        let by_serde = serde_json::to_vec(&slots).expect("memory can be written");
        assert_eq!(str::from_utf8(&json), str::from_utf8(&by_serde));
    }

    #[test]
    fn what_is_written_stands_in_other_records_as_it_is() {
        struct Line;
        impl Serialize for Line {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(&vec!["a\u{1b}b", "“c”"], serializer)
            }
        }
        assert_eq!(serde_json::to_string(&[Line]).expect("memory can be written"), r#"[["a\u001bb","“c”"]]"#);
    }

    proptest! {
        #[test]
        fn numbers_are_shown_as_they_are(whole in any::<u64>(), scale in 0..20u32, small in any::<i16>()) {
            for whole in [whole, whole % 100_000_000, whole % 10_000, whole % 10, 99_999_999, 100_000_000] {
                prop_assert_eq!(written(&(whole as usize)), whole.to_string());
            }
            prop_assert_eq!(written(&small), small.to_string());
            let decimal = Decimal::from_i128_with_scale(i128::from(whole) * i128::from(small), scale);
            prop_assert_eq!(written(&Number(decimal)), format!("\"{}\"", decimal.normalize()));
        }

        #[test]
        fn days_are_shown_as_they_are(year in -9999i16..=9999, month in 1i8..=12, day in 1i8..=28) {
            let date = Date::constant(year, month, day);
            prop_assert_eq!(written(&Day(date)), format!("\"{date}\""));
        }
    }
}
