//! Bytes into text: only UTF-8 is read, and every other encoding or format gets a message that says what to do.

/// The text of a file.
///
/// # Errors
/// Why the bytes are no article: empty, another encoding, or no plain text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("is {format}; {ONLY_TEXT}"));
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(format!("is UTF-16; {SAVE_AS_UTF_8}"));
    }
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        // Latin letters in UTF-16 are every other byte a NUL.
        let start = &bytes[..bytes.len().min(64)];
        let nuls = start.iter().filter(|&&byte| byte == 0).count();
        let utf_16 = nuls * 3 > start.len() && nuls < start.len() * 2 / 3;
        return Err(if utf_16 {
            format!("is UTF-16; {SAVE_AS_UTF_8}")
        } else {
            format!("is binary (a NUL at byte {at}); {ONLY_TEXT}")
        });
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        format!("is not UTF-8 (line {line}, byte {at}), perhaps Windows-1252; {SAVE_AS_UTF_8}")
    })?;
    let start = text.trim_start_matches(|first: char| first.is_whitespace() || first == '\u{feff}');
    if start.is_empty() {
        return Err("is empty".to_owned());
    }
    let start = start.get(..15).unwrap_or_default().to_ascii_lowercase();
    if let Some((_, format)) = MARKUP.iter().find(|(markup, _)| start.starts_with(markup)) {
        return Err(format!("is {format}; {ONLY_TEXT}"));
    }
    Ok(text)
}

const ONLY_TEXT: &str = "only plain text can be read: save it as text in UTF-8";

const SAVE_AS_UTF_8: &str = "save it as UTF-8";

const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "a Word or zip file"),
    (b"\xD0\xCF\x11\xE0", "an old Word file"),
    (b"\x1F\x8B", "compressed"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7FELF", "a program"),
];

const MARKUP: &[(&str, &str)] =
    &[("<!doctype html", "HTML"), ("<html", "HTML"), ("<?xml", "XML"), ("{\\rtf", "rich text (RTF)")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_passes_as_it_is() {
        assert_eq!(decode("\u{feff}Drei Äpfel\r\n".into()).as_deref(), Ok("\u{feff}Drei Äpfel\r\n"));
    }

    #[test]
    fn everything_else_says_what_it_is() {
        let refusal = |bytes: &[u8]| decode(bytes.to_vec()).expect_err("it is no text");
        assert!(refusal(b" \n\xEF\xBB\xBF").starts_with("is empty"));
        assert!(refusal(b"\xFF\xFEa\0b\0").starts_with("is UTF-16; save it as UTF-8"));
        assert!(refusal(b"a\0b\0c\0d\0").starts_with("is UTF-16"));
        assert!(refusal(b"plain, then\0").starts_with("is binary (a NUL at byte 11)"));
        assert!(refusal(b"one\ncaf\xE9").starts_with("is not UTF-8 (line 2, byte 7)"));
        assert!(refusal(b"%PDF-1.7").starts_with("is PDF; only plain text"));
        assert!(refusal(b"\n <!DOCTYPE HTML><p>").starts_with("is HTML"));
    }
}
