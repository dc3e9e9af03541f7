//! Which past event a figure belongs to: "a quake in February killed 612" in a report of a later quake is background,
//! and no figure of the event that the story is about.
//!
//! The date nearest to the figure in its sentence decides ("It killed 612": that of the sentence before). A date that lies
//! outside the days that the articles of the story report on marks the claim with the slot [`EVENT`]; `scope` compares a
//! marked claim only with claims of the same mark. Semantics, section 5.
//!
//! Not attempted: telling two events of one month apart, or events without a date.

use crate::article::Article;
use crate::claim::Claim;
use crate::extract::{Mention, Reading};
use crate::rule::{OverTime, Topic};
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::segment::{Segments, Tokens, is_word};
use crate::span::Span;
use crate::value::time::{Days, Modifier, Stretch};
use crate::value::{Grain, Timex, Value};
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// The name of the slot that holds the date of a background event: its year, or its month within the year of publication.
pub(super) const EVENT: &str = "event";

/// Days before publication that a report is about. News of a disaster goes on for weeks; figures from before are
/// given as background. (P)
const REPORTED_DAYS: i32 = 21;

/// Marks the claims that are of another, earlier event.
pub(super) fn mark(claims: &mut [Claim], articles: &[Article], readings: &[Reading], topics: &[Topic]) {
    let reported = Reported::by(articles);
    for claim in claims {
        let Some(topic) = claim.topic.map(|topic| &topics[topic.index()]) else { continue };
        // What varies is true as of a date; a date among the values is the event itself.
        if topic.compare.over_time == OverTime::Varies || claim.mention.value.timex().is_some() {
            continue;
        }
        let (article, reading) = (&articles[claim.article.index()], &readings[claim.article.index()]);
        claim.slots.extend(reported.slot(article, reading, &claim.mention));
    }
}

/// The days that the articles of a story report on.
pub(super) struct Reported(Vec<Days>);

impl Reported {
    /// The days of these articles.
    pub(super) fn by(articles: &[Article]) -> Self {
        Self(stretches(articles.iter().filter_map(reported_days).collect()))
    }

    /// The slot [`EVENT`] of a figure of another, earlier event.
    pub(super) fn slot(&self, article: &Article, reading: &Reading, figure: &Mention) -> Option<(String, Vec<String>)> {
        let label = background(event_date(article, reading, figure)?, article, &self.0)?;
        Some((EVENT.to_owned(), vec![label]))
    }
}

/// The days that an article reports on; `None` if nothing says when it was published.
fn reported_days(article: &Article) -> Option<Days> {
    let published = article.published?.date;
    Some((published.checked_sub(REPORTED_DAYS.days()).ok()?, published.tomorrow().ok()?))
}

/// Days in stretches that neither overlap nor touch, in order.
fn stretches(mut days: Vec<Days>) -> Vec<Days> {
    days.sort_unstable();
    days.dedup_by(|next, before| {
        let joined = next.0 <= before.1;
        before.1 = if joined { before.1.max(next.1) } else { before.1 };
        joined
    });
    days
}

/// The days of which an amount is told as of an earlier time: "800,000 jobs were cut in March 2009", weeks before its article
/// or, where nobody says when that came out, in a month or a year.
pub(super) fn past(article: &Article, reading: &Reading, figure: &Mention) -> Option<Days> {
    figure.value.amount()?;
    let clause = Clause::of(article, reading, figure);
    let dates = dates(reading, article.part(figure.part), figure, figure.sentence);
    let (span, date) = dates.min_by_key(|(span, _)| distance(*span, figure.span))?;
    if !clause.joins(span, figure.span) {
        return None;
    }
    let reported: Vec<Days> = reported_days(article).into_iter().collect();
    background(date, article, &reported)?;
    date.days()
}

/// The days on which what a figure counts happened, if its sentence says so: "Ten died on Monday". The day on which somebody
/// said so is another ("officials said Monday"), as is one from or up to which is counted ("since Monday").
pub(super) fn happened(article: &Article, reading: &Reading, figure: &Mention) -> Option<Days> {
    let moves = figure.value.amount().is_some_and(|amount| amount.trend().is_some());
    if !moves && !matches!(figure.value, Value::Count(_)) {
        return None;
    }
    let clause = Clause::of(article, reading, figure);
    let of_deed = dates(reading, article.part(figure.part), figure, figure.sentence)
        .filter(|(span, timex)| timex.modifier.is_none() && timex.grain() <= Grain::Day && clause.dates_a_deed(*span));
    let (span, timex) = of_deed.min_by_key(|(span, _)| distance(*span, figure.span))?;
    if clause.is_running(figure.span.start().min(span.start()), figure.span.end().max(span.end())) {
        return None;
    }
    timex.days()
}

/// The sentence of a figure.
struct Clause<'a> {
    tokens: Tokens<'a>,
    sentence: Range<usize>,
}

impl<'a> Clause<'a> {
    fn of(article: &'a Article, reading: &'a Reading, figure: &Mention) -> Self {
        let segments = reading.segments(figure.part);
        let tokens = Tokens { text: article.part(figure.part), tokens: &segments.tokens };
        Self { tokens, sentence: segments.sentences[figure.sentence].tokens.clone() }
    }

    /// Whether a date and a figure stand in one clause, or the date opens the sentence: not "the camp, opened in 2009, holds".
    fn joins(&self, date: Span, figure: Span) -> bool {
        let (first, end) = self.covering(date.end().min(figure.end()), date.start().max(figure.start()));
        let parted = (first..end).any(|at| {
            self.tokens.is(at, Class::COMMA.with(Class::BREAK))
                || is_word!(self.tokens.id(at), "which" | "who" | "that" | "when" | "while" | "and" | "but")
        });
        let opening = self.covering(date.start(), date.end()).0 <= self.sentence.start + OPENING;
        !parted || opening && date.start() < figure.start()
    }

    /// Whether a date is neither that of what was said nor a beginning or an end: "said Monday", "on Monday officials
    /// confirmed", "starting Monday".
    fn dates_a_deed(&self, date: Span) -> bool {
        const BOUND: &[&str] = &[
            "began",
            "begun",
            "begins",
            "starting",
            "started",
            "beginning",
            "since",
            "until",
            "through",
            "by",
            "from",
        ];
        let (first, end) = self.covering(date.start(), date.end());
        let inside = |at: &usize| self.sentence.contains(at);
        let before = (first.saturating_sub(SAID_REACH)..first).filter(inside);
        let after = (end..end + SAID_REACH).filter(inside);
        let is_said = before.clone().chain(after).any(|at| self.tokens.is(at, Class::REPORTING));
        !is_said && !before.chain(first..end).any(|at| BOUND.contains(&self.tokens.raw(at)))
    }

    /// "has killed", "have died so far": a count that goes on, whatever day stands beside it.
    fn is_running(&self, start: usize, end: usize) -> bool {
        let (first, end) = self.covering(start, end);
        let near = (first.saturating_sub(SAID_REACH)..end + SAID_REACH).filter(|at| self.sentence.contains(at));
        near.into_iter().any(|at| is_word!(self.tokens.id(at), "has" | "have" | "had"))
    }

    fn covering(&self, start: usize, end: usize) -> (usize, usize) {
        let tokens = self.tokens.tokens;
        (
            tokens.partition_point(|token| token.span.end() <= start),
            tokens.partition_point(|token| token.span.start() < end),
        )
    }
}

/// Tokens before a date that opens its sentence: "Back in 2009,". (P)
const OPENING: usize = 2;

/// How far from a date the verb may stand that says who told it. (P)
const SAID_REACH: usize = 3;

/// How the event is named, if the date lies outside what the story reports on.
fn background(date: &Timex, article: &Article, reported: &[Days]) -> Option<String> {
    let Some(published) = article.published.map(|published| published.date) else {
        // Reports name the day of what has just happened; a month or a year is history.
        return (date.grain() >= Grain::Month).then(|| name(date.stretch, None));
    };
    let (first, last) = date.days()?;
    let is_reported =
        reported[reported.partition_point(|&(_, to)| to < first)..].first().is_some_and(|&(from, _)| from <= last);
    (!is_reported && last < published).then(|| name(date.stretch, Some(published)))
}

/// "2003"; within the year of publication "February 2005".
fn name(stretch: Stretch, published: Option<Date>) -> String {
    let Some((first, _)) = stretch.days() else { return stretch.to_string() };
    match published {
        Some(published) if published.year() == first.year() && stretch.grain() <= Grain::Month => {
            Stretch::Month { year: Some(first.year()), month: first.month().unsigned_abs() }.to_string()
        }
        _ => first.year().to_string(),
    }
}

/// The date that a figure goes with: the nearest in its sentence; for "It killed 612" the last of the sentence before.
fn event_date<'a>(article: &'a Article, reading: &'a Reading, mention: &'a Mention) -> Option<&'a Timex> {
    let of_sentence = |sentence: usize| dates(reading, article.part(mention.part), mention, sentence);
    if let Some((_, timex)) = of_sentence(mention.sentence).min_by_key(|(span, _)| distance(*span, mention.span)) {
        return Some(timex);
    }
    let before = mention.sentence.checked_sub(1)?;
    let segments = reading.segments(mention.part);
    let same_block = segments.sentences[before].block == segments.sentences[mention.sentence].block;
    if !same_block || !begins_with_pronoun(article.part(mention.part), segments, mention.sentence) {
        return None;
    }
    of_sentence(before).last().map(|(_, timex)| timex)
}

/// Whether a date names the event of a figure: "since the 2008 bombing, which killed 150", "since October 2007, when 139
/// died". "2,400 have died since the 2001 invasion" counts from a date.
fn is_attribute(date: &Mention, figure: &Mention, text: &str) -> bool {
    let before = Span::new(date.span.start(), date.core.start()).slice(text);
    let after = text[date.span.end()..].trim_start_matches([',', ' ']);
    let named = before.trim_end().ends_with(" the") || after.starts_with("when ");
    named && date.span.end() <= figure.span.start()
}

/// The dates of a sentence that can be the date of an event, in order: no "now", no "since 2001".
fn dates<'a>(
    reading: &'a Reading,
    text: &'a str,
    figure: &'a Mention,
    sentence: usize,
) -> impl Iterator<Item = (Span, &'a Timex)> {
    let part = figure.part;
    let first = reading.mentions.partition_point(|other| (other.part, other.sentence) < (part, sentence));
    let own =
        reading.mentions[first..].iter().take_while(move |other| (other.part, other.sentence) == (part, sentence));
    own.filter_map(|other| Some((other, other.value.timex()?)))
        .filter(|(other, timex)| {
            let is_bound = matches!(timex.modifier, Some(Modifier::After | Modifier::OnOrAfter | Modifier::Before));
            (!is_bound || is_attribute(other, figure, text)) && timex.grain() <= Grain::Year
        })
        .map(|(other, timex)| (other.span, timex))
}

/// Bytes between two spans.
fn distance(left: Span, right: Span) -> usize {
    if left.start() < right.start() {
        right.start().saturating_sub(left.end())
    } else {
        left.start().saturating_sub(right.end())
    }
}

fn begins_with_pronoun(text: &str, segments: &Segments, sentence: usize) -> bool {
    let first = segments.sentences[sentence].tokens.clone().next();
    first.is_some_and(|at| {
        matches!(fold(segments.tokens[at].span.slice(text)).as_ref(), "it" | "that" | "this" | "they")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Published;
    use crate::extract::read;
    use jiff::civil::date;

    /// The event of the last amount of a text that was published on Nov. 28, 2005.
    fn event_of(text: &str, published: Option<Date>) -> Option<String> {
        let mut article = Article::new("a.txt", text);
        article.published = published.map(Published::on);
        let reading = read(&article);
        let mut amounts = reading.mentions.iter().filter(|mention| mention.value.amount().is_some());
        let figure = amounts.next_back().expect("the text has a figure");
        let reported: Vec<Days> = reported_days(&article).into_iter().collect();
        background(event_date(&article, &reading, figure)?, &article, &reported)
    }

    fn in_november(text: &str) -> Option<String> {
        event_of(text, Some(date(2005, 11, 28)))
    }

    #[test]
    fn earlier_events_are_named_by_year_or_month() {
        assert_eq!(in_november("In December 2003 a quake killed 26,000 people.").as_deref(), Some("2003"));
        assert_eq!(in_november("A quake in February killed 612 people.").as_deref(), Some("February 2005"));
        assert_eq!(in_november("Last year a storm killed 49 people.").as_deref(), Some("2004"));
    }

    #[test]
    fn the_nearest_date_decides() {
        let text = "The quake of 2003 was the worst, and the one on Sunday killed 10 people.";
        assert_eq!(in_november(text), None);
    }

    #[test]
    fn a_date_that_names_an_event_is_no_bound() {
        assert_eq!(
            in_november("It was the worst attack since the 2003 bombing, which killed 150.").as_deref(),
            Some("2003")
        );
        let text = "It was the deadliest attack since October 2003, when 139 people died.";
        assert_eq!(in_november(text).as_deref(), Some("2003"));
        assert_eq!(in_november("It was the worst attack since 2003 and killed 10 people."), None);
        assert_eq!(in_november("More than 150 people have died since the 2003 invasion."), None);
    }

    #[test]
    fn a_pronoun_takes_the_event_of_the_sentence_before() {
        let text = "The last major quake struck in February. It killed 612 people.";
        assert_eq!(in_november(text).as_deref(), Some("February 2005"));
        assert_eq!(in_november("The last major quake struck in February. Rescuers found 10 people."), None);
    }

    #[test]
    fn what_the_story_reports_on_is_no_background() {
        assert_eq!(in_november("On Sunday a quake killed 10 people."), None);
        assert_eq!(in_november("The quake of Nov. 27, 2005, killed 10 people."), None);
        assert_eq!(in_november("It was the worst quake since 1978 and killed 10 people."), None);
    }

    #[test]
    fn without_a_publication_date_a_month_or_year_is_history() {
        assert_eq!(event_of("In December 2003 a quake killed 26,000 people.", None).as_deref(), Some("2003"));
        assert_eq!(event_of("On Sunday a quake killed 10 people.", None), None);
    }
}
