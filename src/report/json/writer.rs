//! Records as JSON text: compact, one pass, into one growing buffer.
//!
//! `serde_json` would do the same at four times the price: it looks into every key for what must be escaped, once for
//! JSON and once more for what a terminal must not see. Here keys are known to be plain, and a string is looked at once.
//!
//! Invariant: what is written is what `serde_json` would write, but that hidden characters (see [`is_hidden`]) stand as
//! `\u` escapes: the same value to a program, harmless on a terminal.

use crate::report::foreign::is_hidden;
use serde::ser::{self, Impossible, Serialize, Serializer};
use std::fmt::{self, Display, Write as _};

/// A bug: a record has a value of a kind that no record should have.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Error(String);

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Writes records to the end of `out`. Records hold no floats: values are decimal strings.
pub(super) struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out }
    }

    fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }

    /// A string that needs no escapes.
    fn plain(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
    }

    fn number(&mut self, mut number: u64) {
        let mut digits = [0; 20];
        let mut start = digits.len();
        loop {
            start -= 1;
            digits[start] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                return self.out.extend_from_slice(&digits[start..]);
            }
        }
    }
}

/// Bytes that may not stand in a string as they are: quotation marks, backslashes, controls, and the first bytes of
/// characters of which some are hidden (those of U+0080–00BF, U+0600–063F, U+1000–1FFF, U+2000–2FFF, U+F000–FFFF and
/// U+C0000–FFFFF).
const CARE: [bool; 256] = {
    let mut care = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        care[byte] = matches!(byte as u8, b'"' | b'\\' | ..b' ' | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3);
        byte += 1;
    }
    care
};

/// Bytes that are looked at together; they fit into one register.
const CHUNK: usize = 16;

/// How many bytes from `from` on can stand as they are at the least: up to the first that needs care.
fn without_care(bytes: &[u8]) -> usize {
    let cares = |byte: &u8| CARE[usize::from(*byte)];
    // Told from the bytes alone, without a table, so that those of a chunk are looked at at once.
    let may_care = |byte: u8| !(b' '..0x7f).contains(&byte) | (byte == b'"') | (byte == b'\\');
    let plain = |chunk: &&[u8; CHUNK]| chunk.iter().fold(0, |any, &byte| any | u8::from(may_care(byte))) == 0;
    let checked = bytes.as_chunks().0.iter().take_while(plain).count() * CHUNK;
    checked + bytes[checked..].iter().position(cares).unwrap_or(bytes.len() - checked)
}

/// Writes the inside of a string.
fn write_escaped(out: &mut Vec<u8>, text: &str) {
    let (mut written, mut at) = (0, 0);
    loop {
        at += without_care(&text.as_bytes()[at..]);
        let Some(character) = text[at..].chars().next() else { break };
        let end = at + character.len_utf8();
        if character.is_ascii() || is_hidden(character) {
            out.extend_from_slice(&text.as_bytes()[written..at]);
            write_escape(out, character);
            written = end;
        }
        at = end;
    }
    out.extend_from_slice(&text.as_bytes()[written..]);
}

fn write_escape(out: &mut Vec<u8>, character: char) {
    let short = match character {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        _ => {
            let units =
                character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
            return out.extend_from_slice(units.as_bytes());
        }
    };
    out.extend_from_slice(short.as_bytes());
}

/// Text on its way from a `Display` into a string.
struct Escaping<'a>(&'a mut Vec<u8>);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write_escaped(self.0, text);
        Ok(())
    }
}

fn unsupported<T>(what: &str) -> Result<T, Error> {
    Err(Error(format!("a record holds {what}")))
}

impl<'a> Serializer for &'a mut Writer<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'a>;
    type SerializeTuple = Members<'a>;
    type SerializeTupleStruct = Members<'a>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, flag: bool) -> Result<(), Error> {
        self.raw(if flag { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Result<(), Error> {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<(), Error> {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<(), Error> {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Result<(), Error> {
        if number < 0 {
            self.raw("-");
        }
        self.number(number.unsigned_abs());
        Ok(())
    }

    fn serialize_u8(self, number: u8) -> Result<(), Error> {
        self.number(number.into());
        Ok(())
    }

    fn serialize_u16(self, number: u16) -> Result<(), Error> {
        self.number(number.into());
        Ok(())
    }

    fn serialize_u32(self, number: u32) -> Result<(), Error> {
        self.number(number.into());
        Ok(())
    }

    fn serialize_u64(self, number: u64) -> Result<(), Error> {
        self.number(number);
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Error> {
        unsupported("a float")
    }

    fn serialize_f64(self, _: f64) -> Result<(), Error> {
        unsupported("a float")
    }

    fn serialize_char(self, character: char) -> Result<(), Error> {
        self.serialize_str(character.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.out.push(b'"');
        write_escaped(self.out, text);
        self.out.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        unsupported("bytes")
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.raw("null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.plain(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        unsupported(variant)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'a>, Error> {
        Ok(Members::open(self, b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'a>, Error> {
        Ok(Members::open(self, b'[', b']'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, Error> {
        Ok(Members::open(self, b'[', b']'))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        unsupported(variant)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'a>, Error> {
        Ok(Members::open(self, b'{', b'}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, Error> {
        Ok(Members::open(self, b'{', b'}'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        unsupported(variant)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.out.push(b'"');
        write!(Escaping(self.out), "{value}").map_err(ser::Error::custom)?;
        self.out.push(b'"');
        Ok(())
    }
}

/// The members of an object or a list, with commas between them.
pub(super) struct Members<'a> {
    out: &'a mut Vec<u8>,
    any: bool,
    close: u8,
}

impl<'a> Members<'a> {
    fn open(writer: &'a mut Writer<'_>, open: u8, close: u8) -> Self {
        writer.out.push(open);
        Self { out: writer.out, any: false, close }
    }

    fn comma(&mut self) {
        if std::mem::replace(&mut self.any, true) {
            self.out.push(b',');
        }
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut Writer::new(self.out))
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma();
        self.value(value)
    }

    fn close(self) -> Result<(), Error> {
        self.out.push(self.close);
        Ok(())
    }
}

impl ser::SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeTuple for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeTupleStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

/// Keys are strings: no record has a map by anything else.
impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.element(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(b':');
        self.value(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.comma();
        let writer = &mut Writer::new(self.out);
        writer.plain(key);
        writer.out.push(b':');
        value.serialize(writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn written(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        value.serialize(&mut Writer::new(&mut out)).expect("memory can be written");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    #[derive(serde::Serialize)]
    struct Record {
        text: Option<String>,
        numbers: (u64, i64),
        flag: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        absent: Option<u8>,
        lists: BTreeMap<String, Vec<String>>,
    }

    proptest! {
        #[test]
        fn records_are_written_as_by_serde_json(
            text in proptest::option::of("[ -~\n\t\u{8}éü東“”]*"),
            numbers: (u64, i64),
            flag: bool,
            lists in proptest::collection::btree_map("[a-z\"]*", proptest::collection::vec("[ -~]*", 0..3), 0..3),
        ) {
            let record = Record { text, numbers, flag, absent: None, lists };
            prop_assert_eq!(written(&record), serde_json::to_string(&record).expect("memory can be written"));
        }

        #[test]
        fn strings_with_escapes_mean_the_same_and_hide_nothing(text in any::<String>()) {
            let json = written(&text);
            prop_assert!(!json.chars().any(is_hidden));
            prop_assert_eq!(serde_json::from_str::<String>(&json).expect("JSON parses"), text);
        }

        #[test]
        fn every_hidden_character_is_found(character in any::<char>(), before in "[a-zé]{0,40}") {
            let json = written(&format!("{before}{character}"));
            prop_assert_eq!(json.contains(character), !is_hidden(character) || before.contains(character));
        }
    }
}
