//! Records as JSON text: compact, one pass, nothing allocated.
//!
//! `serde_json` would do the same at four times the price: it looks into every key for what must be escaped, once for
//! JSON and once more for what a terminal must not see. Here keys are known to be plain, and a string is looked at once.
//!
//! Invariant: what is written is what `serde_json` would write, but that hidden characters (see [`is_hidden`]) stand as
//! `\u` escapes: the same value to a program, harmless on a terminal.

use crate::report::foreign::is_hidden;
use serde::ser::{self, Impossible, Serialize, Serializer};
use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

/// Why a record could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A bug: the record has a value of a kind that no record should have.
    #[error("{0}")]
    Record(String),
}

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self::Record(message.to_string())
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Io(error) => error,
            Error::Record(message) => Self::other(message),
        }
    }
}

/// Writes records to `out`. Records hold no floats: values are decimal strings.
pub(super) struct Writer<W> {
    out: W,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out }
    }

    fn raw(&mut self, json: &str) -> Result<(), Error> {
        Ok(self.out.write_all(json.as_bytes())?)
    }

    /// A string that needs no escapes.
    fn plain(&mut self, text: &str) -> Result<(), Error> {
        self.raw("\"")?;
        self.raw(text)?;
        self.raw("\"")
    }

    fn number(&mut self, mut number: u64) -> Result<(), Error> {
        let mut digits = [0; 20];
        let mut start = digits.len();
        loop {
            start -= 1;
            digits[start] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                return Ok(self.out.write_all(&digits[start..])?);
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
    let may_care = |byte: &u8| *byte < b' ' || *byte >= 0x7f || *byte == b'"' || *byte == b'\\';
    let plain = |chunk: &&[u8]| !chunk.iter().fold(false, |any, byte| any | may_care(byte));
    let checked = bytes.chunks_exact(CHUNK).take_while(plain).count() * CHUNK;
    checked + bytes[checked..].iter().position(cares).unwrap_or(bytes.len() - checked)
}

/// Writes the inside of a string.
fn write_escaped(out: &mut impl Write, text: &str) -> io::Result<()> {
    let (mut written, mut at) = (0, 0);
    loop {
        at += without_care(&text.as_bytes()[at..]);
        let Some(character) = text[at..].chars().next() else { break };
        let end = at + character.len_utf8();
        if character.is_ascii() || is_hidden(character) {
            out.write_all(&text.as_bytes()[written..at])?;
            write_escape(out, character)?;
            written = end;
        }
        at = end;
    }
    out.write_all(&text.as_bytes()[written..])
}

fn write_escape(out: &mut impl Write, character: char) -> io::Result<()> {
    let short = match character {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        _ => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            return Ok(());
        }
    };
    out.write_all(short.as_bytes())
}

/// Text on its way from a `Display` into a string.
struct Escaping<'a, W>(&'a mut W);

impl<W: Write> fmt::Write for Escaping<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write_escaped(self.0, text).map_err(|_| fmt::Error)
    }
}

fn unsupported<T>(what: &str) -> Result<T, Error> {
    Err(Error::Record(format!("a record holds {what}")))
}

impl<'a, W: Write> Serializer for &'a mut Writer<W> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'a, W>;
    type SerializeTuple = Members<'a, W>;
    type SerializeTupleStruct = Members<'a, W>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Members<'a, W>;
    type SerializeStruct = Members<'a, W>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, flag: bool) -> Result<(), Error> {
        self.raw(if flag { "true" } else { "false" })
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
            self.raw("-")?;
        }
        self.number(number.unsigned_abs())
    }

    fn serialize_u8(self, number: u8) -> Result<(), Error> {
        self.number(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<(), Error> {
        self.number(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<(), Error> {
        self.number(number.into())
    }

    fn serialize_u64(self, number: u64) -> Result<(), Error> {
        self.number(number)
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
        self.raw("\"")?;
        write_escaped(&mut self.out, text)?;
        self.raw("\"")
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        unsupported("bytes")
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.raw("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.raw("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.raw("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.plain(variant)
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

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'a, W>, Error> {
        Members::open(self, "[", "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'a, W>, Error> {
        Members::open(self, "[", "]")
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'a, W>, Error> {
        Members::open(self, "[", "]")
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

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'a, W>, Error> {
        Members::open(self, "{", "}")
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'a, W>, Error> {
        Members::open(self, "{", "}")
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
        self.raw("\"")?;
        write!(Escaping(&mut self.out), "{value}").map_err(<Error as ser::Error>::custom)?;
        self.raw("\"")
    }
}

/// The members of an object or a list, with commas between them.
pub(super) struct Members<'a, W> {
    writer: &'a mut Writer<W>,
    any: bool,
    close: &'static str,
}

impl<'a, W: Write> Members<'a, W> {
    fn open(writer: &'a mut Writer<W>, open: &'static str, close: &'static str) -> Result<Self, Error> {
        writer.raw(open)?;
        Ok(Self { writer, any: false, close })
    }

    fn comma(&mut self) -> Result<(), Error> {
        let first = !std::mem::replace(&mut self.any, true);
        if first { Ok(()) } else { self.writer.raw(",") }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma()?;
        value.serialize(&mut *self.writer)
    }

    fn close(self) -> Result<(), Error> {
        self.writer.raw(self.close)
    }
}

impl<W: Write> ser::SerializeSeq for Members<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<W: Write> ser::SerializeTuple for Members<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<W: Write> ser::SerializeTupleStruct for Members<'_, W> {
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
impl<W: Write> ser::SerializeMap for Members<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.element(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.raw(":")?;
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl<W: Write> ser::SerializeStruct for Members<'_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.comma()?;
        self.writer.plain(key)?;
        self.writer.raw(":")?;
        value.serialize(&mut *self.writer)
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
