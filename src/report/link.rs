//! Addresses of articles that a report may lead to.
//!
//! Invariant: an address begins with `http:`, `https:` or `file:`, and holds no character that could end an attribute or
//! a Markdown link.

use crate::article::Article;
use std::fmt::Write as _;

/// The declared address of an article, or its file if that has an absolute path; else `None`: where a relative path
/// leads depends on where the report lies.
pub(super) fn of_article(article: &Article) -> Option<String> {
    let declared =
        article.url.as_deref().map(str::trim).filter(|url| is_safe(url)).map(|url| encoded(url, is_of_address));
    declared.or_else(|| {
        let path = article.path.as_deref().filter(|path| path.starts_with('/'))?;
        Some(format!("file://{}", encoded(path, is_of_path)))
    })
}

/// The address of the very words on a page, as browsers find them ("text fragment"); that of a file as it is.
pub(super) fn of_words(href: &str, words: &str) -> String {
    if !href.starts_with("http") {
        return href.to_owned();
    }
    let mark = if href.contains('#') { "" } else { "#" };
    format!("{href}{mark}:~:text={}", encoded(words, |byte| byte.is_ascii_alphanumeric()))
}

fn is_safe(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "file"))
}

/// Characters that stand in an address as they are; `%` belongs to those that are encoded already.
fn is_of_address(byte: u8) -> bool {
    is_of_path(byte) || b"%?#&=:;,@!$*+[]".contains(&byte)
}

/// Characters that stand in a path as they are.
pub(super) fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte)
}

/// Every byte that is not `kept` as `%XX`.
pub(super) fn encoded(text: &str, kept: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if kept(byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string does not fail");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(url: &str, path: &str) -> Option<String> {
        let mut article = Article::new("a", "");
        article.url = Some(url.to_owned());
        article.path = Some(path.to_owned());
        of_article(&article)
    }

    #[test]
    fn only_harmless_addresses_are_linked() {
        assert_eq!(linked("https://x.org/a?b=1#c", "a.md").as_deref(), Some("https://x.org/a?b=1#c"));
        assert_eq!(linked("javascript:alert(1)", "a.md"), None);
        assert_eq!(linked("javascript://x.org/%0aalert(1)", "a.md"), None);
        assert_eq!(linked("", "/tmp/a b\".md").as_deref(), Some("file:///tmp/a%20b%22.md"));
        assert_eq!(linked("https://x.org/\"><script>", "").as_deref(), Some("https://x.org/%22%3E%3Cscript%3E"));
    }

    #[test]
    fn words_are_found_on_the_page() {
        assert_eq!(of_words("https://x.org/a", "2,500 tents"), "https://x.org/a#:~:text=2%2C500%20tents");
        assert_eq!(of_words("https://x.org/a#b", "x"), "https://x.org/a#b:~:text=x");
    }
}
