//! Readings as bytes, so that an article that has not changed need not be read again.
//!
//! Tokens are left out: they are most of a reading, and are cut from the text again sooner than they are loaded. What
//! stands before the rest is a digest of it and of the body's extent; bytes that were damaged, or belong to another text,
//! are no reading. Another build of the program may read another way: whoever keeps the bytes keeps
//! [`BUILD`](crate::BUILD) with them.

use super::Reading;
use crate::article::Article;
use sha2::{Digest, Sha256};

/// Bytes of the digest: enough to tell damage.
const SEAL: usize = 8;

impl Reading {
    /// The reading of an article, to be kept.
    #[must_use]
    pub fn to_bytes(&self, article: &Article) -> Vec<u8> {
        let content = postcard::to_allocvec(self).expect("readings are plain data");
        [seal(article, &content).as_slice(), &content].concat()
    }

    /// What [`Reading::to_bytes`] has kept of an article; `None` if it is not of this very text.
    #[must_use]
    pub fn from_bytes(bytes: &[u8], article: &Article) -> Option<Self> {
        let (sealed, content) = bytes.split_at_checked(SEAL)?;
        if sealed != seal(article, content) {
            return None;
        }
        let mut reading: Self = postcard::from_bytes(content).ok()?;
        reading.body.cut(&article.text, article.body);
        if let (Some(segments), Some(title)) = (&mut reading.title, &article.title) {
            segments.cut_title(&title.text);
        }
        Some(reading)
    }
}

fn seal(article: &Article, content: &[u8]) -> [u8; SEAL] {
    let mut digest = Sha256::new();
    digest.update(article.title.as_ref().map_or("", |title| &title.text));
    digest.update([u8::from(article.title.is_some())]);
    digest.update(article.text.as_bytes());
    digest.update(article.body.start().to_be_bytes());
    digest.update(article.body.end().to_be_bytes());
    digest.update(content);
    let digest = digest.finalize();
    std::array::from_fn(|at| digest[at])
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Published, Title};
    use crate::extract::{Reading, read};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn article(title: Option<&str>, text: &str) -> Article {
        let mut article = Article::new("a.md", text);
        article.title = title.map(|text| Title { text: text.to_owned(), start: None });
        article.published = Some(Published::on(date(2024, 3, 5)));
        article
    }

    const TEXT: &str = "ORVANE, Tolland (AP) — At least 40 people died on Monday, Mayor Ida Renn, 51, said.\n\n\
        \"We counted some 1,200 tents\", she told Reuters early in March; the wind reached 58 mph (93 km/h).\n\n\
        Repairs cost 85 million euros ($108 million), up 5 percent from last year, and took two to five weeks.\n";

    #[test]
    fn what_is_kept_is_what_was_read() {
        let article = article(Some("Storm kills 40"), TEXT);
        let reading = read(&article);
        assert!(reading.mentions.len() > 8, "{:?}", reading.mentions);
        let kept = Reading::from_bytes(&reading.to_bytes(&article), &article).expect("it was kept");
        assert_eq!(format!("{kept:?}"), format!("{reading:?}"));
    }

    #[test]
    fn damaged_bytes_and_other_texts_are_no_reading() {
        let first = article(None, TEXT);
        let bytes = read(&first).to_bytes(&first);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(Reading::from_bytes(&damaged, &first).is_none(), "byte {at}");
            assert!(Reading::from_bytes(&bytes[..at], &first).is_none(), "cut at {at}");
        }
        let moved = article(None, &format!(" {TEXT}"));
        let titled = article(Some("Storm"), TEXT);
        assert!(Reading::from_bytes(&bytes, &moved).is_none());
        assert!(Reading::from_bytes(&bytes, &titled).is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_kept(title in proptest::option::of(".{0,40}"), text in "(\\PC{0,12}|[0-9,.]{1,6}| (km|people|percent|\\$|May|1999) |\n\n){0,40}") {
            let article = article(title.as_deref(), &text);
            let reading = read(&article);
            let kept = Reading::from_bytes(&reading.to_bytes(&article), &article).expect("it was kept");
            prop_assert_eq!(format!("{kept:?}"), format!("{reading:?}"));
        }
    }
}
