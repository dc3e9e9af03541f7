//! Origins, not outlets: ten outlets that print one wire story are one source (semantics, section 8).

use crate::article::Article;
use crate::extract::Reading;

/// The origin of each article: its agency, or its outlet.
pub(super) fn of_articles(articles: &[Article], readings: &[Reading]) -> Vec<String> {
    let of = |(article, reading): (&Article, &Reading)| {
        let dateline = reading.body.dateline.as_ref().and_then(|dateline| dateline.agency);
        let credited = reading.body.credits.first().map(|(agency, _)| agency.clone());
        let wire =
            article.wire.clone().or_else(|| dateline.map(|span| span.slice(&article.text).to_owned())).or(credited);
        wire.unwrap_or_else(|| article.name().to_owned())
    };
    articles.iter().zip(readings).map(of).collect()
}
