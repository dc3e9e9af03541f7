//! Links from the places that a report names to the files on disk, for terminals that know them (OSC 8).
//!
//! Like ink, a link is put into text as characters of no width that foreign text cannot hold, so that wrapping needs to
//! know nothing about it. `Links::resolve` turns them into escape sequences, or takes them out.
//!
//! Invariant: a link ends on the line on which it begins; one that was broken over two lines is none.

use super::link::{encoded, is_of_path};
use crate::article::{Article, ArticleId};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

/// Begins a link; the number of the article follows in tag characters.
const START: char = '\u{2062}';
/// Ends the number, begins the words.
const WORDS: char = '\u{2063}';
/// Ends the words.
const END: char = '\u{2064}';
/// Added to the digits of a number: U+E0030 is TAG DIGIT ZERO.
const TAGS: u32 = 0xe_0000;

/// Addresses of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// By article; `None` for one that is no file.
    addresses: Vec<Option<String>>,
}

impl Links {
    /// Links to the files of articles, whose paths are taken from `folder` on.
    #[must_use]
    pub fn to_files(articles: &[Article], folder: &Path) -> Self {
        let address = |article: &Article| Some(file_address(&folder.join(article.path.as_ref()?)));
        Self { addresses: articles.iter().map(address).collect() }
    }

    fn address(&self, article: usize) -> Option<&str> {
        self.addresses.get(article)?.as_deref()
    }

    /// `words` as a link to an article, if it has an address.
    pub(super) fn to(&self, article: ArticleId, words: &str) -> String {
        if self.address(article.index()).is_none() {
            return words.to_owned();
        }
        let number = article.index().to_string();
        let tags = number.chars().filter_map(|digit| char::from_u32(TAGS + u32::from(digit)));
        format!("{START}{}{WORDS}{words}{END}", tags.collect::<String>())
    }

    /// Turns the links of a text into escape sequences.
    pub(super) fn resolve(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(is_mark) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            rest = match link(rest) {
                Some((article, words, after)) => {
                    match self.address(article) {
                        Some(address) => out.push_str(&format!("\u{1b}]8;;{address}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\")),
                        None => out.push_str(words),
                    }
                    after
                }
                None => rest.trim_start_matches(is_mark),
            };
        }
        out.push_str(rest);
        out
    }
}

fn is_mark(character: char) -> bool {
    matches!(character, START | WORDS | END) || tag_digit(character).is_some()
}

fn tag_digit(character: char) -> Option<u32> {
    char::from_u32(u32::from(character).checked_sub(TAGS)?)?.to_digit(10)
}

/// Article and words of the link that a text begins with, and what stands behind it.
fn link(text: &str) -> Option<(usize, &str, &str)> {
    let (number, rest) = text.strip_prefix(START)?.split_once(WORDS)?;
    let digits: String =
        number.chars().map(|tag| tag_digit(tag).and_then(|it| char::from_digit(it, 10))).collect::<Option<_>>()?;
    let (words, after) = rest.split_once(END)?;
    let whole = !words.contains(['\n', START]);
    whole.then_some((digits.parse().ok()?, words, after))
}

/// The address of a file (RFC 8089).
fn file_address(path: &Path) -> String {
    let plain: PathBuf = path.components().collect();
    let path = plain.to_string_lossy().replace(MAIN_SEPARATOR, "/");
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", encoded(&path, is_of_path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        let mut article = Article::new("a b.md", "");
        article.path = Some("./news/a b.md".to_owned());
        Links::to_files(&[Article::new("stdin", ""), article], Path::new("/home/desk"))
    }

    #[test]
    fn a_link_is_closed_behind_its_words() {
        let text = links().to(ArticleId(1), "a b.md:7");
        let open = "\u{1b}]8;;file:///home/desk/news/a%20b.md\u{1b}\\";
        assert_eq!(
            links().resolve(&format!("in {text}, they say")),
            format!("in {open}a b.md:7\u{1b}]8;;\u{1b}\\, they say")
        );
        assert_eq!(Links::default().resolve(&text), "a b.md:7");
        assert_eq!(links().to(ArticleId(0), "stdin:1"), "stdin:1");
    }

    #[test]
    fn a_link_over_two_lines_is_none() {
        let text = links().to(ArticleId(1), "a b.md:7").replace(' ', "\n");
        assert_eq!(links().resolve(&format!("{text} {text}")), "a\nb.md:7 a\nb.md:7");
    }
}
