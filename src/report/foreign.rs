//! Text that others wrote (articles, file names, rules), made safe to print.
//!
//! Invariant: nothing that [`Untrusted`] prints moves the cursor, changes a colour, reorders or hides text, or begins a
//! line. Such characters appear as visible escapes, `\u{1b}`, and a reader sees that they are there.

use std::fmt;

/// Foreign text; its only way out is [`fmt::Display`], which makes every character visible.
#[derive(Clone, Copy, Debug)]
pub struct Untrusted<'a>(pub &'a str);

impl fmt::Display for Untrusted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((at, hidden)) = rest.char_indices().find(|&(_, it)| is_hidden(it)) {
            f.write_str(&rest[..at])?;
            write!(f, "{}", hidden.escape_unicode())?;
            rest = &rest[at + hidden.len_utf8()..];
        }
        f.write_str(rest)
    }
}

/// Whether a character is invisible and changes how what is around it looks: controls (C0, DEL, C1), line separators,
/// zero-width and directional characters (Unicode Technical Report 36), the byte order mark and tags.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` on one line: every run of white space is one space. No-break spaces stay, they belong to the words.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_space = |it: char| it.is_whitespace() && it != '\u{a0}' && it != '\u{202f}';
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_and_reversals_are_shown() {
        assert_eq!(Untrusted("a\u{1b}[31mb\u{202e}c\n").to_string(), "a\\u{1b}[31mb\\u{202e}c\\u{a}");
        assert_eq!(Untrusted("Qassem “Soleimani” é 東京").to_string(), "Qassem “Soleimani” é 東京");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_printed(text in any::<String>()) {
            prop_assert!(!Untrusted(&text).to_string().chars().any(is_hidden));
        }
    }
}
