//! The passes over one text of an article, title or body: each reads all its sentences before the next one begins.

use super::attribution::{Attribution, Speakers};
use super::date::Temporal;
use super::name::NameReader;
use super::referent::Referents;
use super::{Found, Mention, Name, Status, address, attribution, date, quantity, status};
use crate::article::{Article, Part};
use crate::segment::lexicon::Class;
use crate::segment::{BlockKind, Segments, Sentence, Tokens, is_word};
use crate::span::Span;
use crate::value::Timex;
use crate::value::Value;
use crate::value::time::Stretch;
use jiff::ToSpan;
use jiff::civil::Date;
use std::ops::Range;

/// One text of an article.
#[derive(Clone, Copy)]
pub(super) struct PartText<'a> {
    /// As an index into the articles that are read.
    pub(super) article: usize,
    pub(super) part: Part,
    text: &'a str,
    segments: &'a Segments,
    published: Option<Date>,
}

/// A sentence that has a figure or an attribution, while its text is read.
struct Draft {
    /// As an index into the segments.
    sentence: usize,
    /// As indices into the attributions of the text.
    attributions: Range<usize>,
    /// The tokens of who spoke last, if the sentence stands in a quotation that runs on.
    running: Option<Range<usize>>,
    /// The classes of its tokens.
    classes: Class,
    /// Whether it may have a figure: most sentences have none, and are not looked at again.
    figures: bool,
    /// How many dates, times and durations were found in it.
    dates: usize,
    /// How many dates and quantities were found in it.
    found: usize,
}

/// Who speaks, and who is named.
pub(super) struct Voices {
    drafts: Vec<Draft>,
    attributions: Vec<Attribution>,
    pub(super) names: Vec<Name>,
}

impl<'a> PartText<'a> {
    pub(super) fn new(index: usize, article: &'a Article, part: Part, segments: &'a Segments) -> Self {
        let published = article.published.map(|published| published.date);
        Self { article: index, part, text: article.part(part), segments, published }
    }

    /// The tokens up to the end of a sentence: nothing reads on into the next one.
    fn tokens(self, sentence: &Sentence) -> Tokens<'a> {
        Tokens { text: self.text, tokens: &self.segments.tokens[..sentence.tokens.end] }
    }

    /// Finds who is named.
    pub(super) fn names(self) -> NameReader<'a> {
        let mut names = NameReader::of(self.segments.sentences.len());
        for (index, sentence) in self.segments.sentences.iter().enumerate() {
            names.read(self.tokens(sentence), index, sentence, self.segments.blocks[sentence.block].kind);
        }
        names
    }

    /// Finds who speaks in each sentence. What carries over from one to the next is the last speaker.
    pub(super) fn voices(self, mut names: NameReader<'_>) -> Voices {
        let (part, segments) = (self.part, self.segments);
        let mut referents = Referents::default();
        let mut attributions = Vec::with_capacity(segments.sentences.len() / 2);
        let mut drafts = Vec::with_capacity(segments.sentences.len());
        for (index, sentence) in segments.sentences.iter().enumerate() {
            let tokens = self.tokens(sentence);
            // One look over the sentence tells what is not worth a closer one.
            let classes = tokens.classes(sentence.tokens.clone());
            let kind = segments.blocks[sentence.block].kind;
            let first = attributions.len();
            referents.act(tokens, &sentence.tokens, |name| names.is_surname(name, index));
            if classes.meets(Class::REPORTING) {
                attribution::find(tokens, &sentence.tokens, &mut referents, &mut attributions);
            } else if part == Part::Title || kind == BlockKind::Heading {
                attribution::find_in_headline(tokens, &sentence.tokens, &mut referents, &mut attributions);
            }
            names.attribute(index, sentence, &attributions[first..]);
            let fractions =
                || classes.meets(Class::RARE_SIGN) && sentence.tokens.clone().any(|at| is_fraction(tokens, at));
            let figures = classes.meets(Class::ANCHOR.with(Class::NUMBER)) || fractions();
            if figures || attributions.len() > first {
                let runs_on = || attribution::runs_on(&segments.quotations, sentence.span);
                let running = referents.last().filter(|_| figures && runs_on()).cloned();
                let attributions = first..attributions.len();
                drafts.push(Draft { sentence: index, attributions, running, classes, figures, dates: 0, found: 0 });
            }
        }
        Voices { drafts, attributions, names: names.into_names() }
    }

    /// Finds the dates, times and durations.
    pub(super) fn dates(self, voices: &mut Voices) -> Vec<Temporal> {
        let mut context = date::Context::new(self.published);
        let mut dates = Vec::with_capacity(voices.drafts.len() / 2);
        for draft in voices.drafts.iter_mut().filter(|draft| draft.figures) {
            let sentence = &self.segments.sentences[draft.sentence];
            let addresses = self.addresses(draft);
            let first = dates.len();
            date::find(self.tokens(sentence), sentence, &addresses, &mut context, &mut dates);
            draft.dates = dates.len() - first;
        }
        dates
    }

    /// Finds the quantities outside dates; gives them and the dates with a value, in order.
    pub(super) fn quantities(self, voices: &mut Voices, dates: Vec<Temporal>) -> Vec<Found> {
        let mut lender = None;
        let mut taken = Vec::new();
        let mut found = Vec::with_capacity(2 * dates.len());
        let mut dates = dates.into_iter();
        for draft in voices.drafts.iter_mut().filter(|draft| draft.figures) {
            let bounds = &self.segments.sentences[draft.sentence].tokens;
            taken.clear();
            taken.extend(dates.as_slice()[..draft.dates].iter().map(|date| date.tokens.clone()));
            let addresses = self.addresses(draft);
            if !addresses.is_empty() {
                taken.extend(addresses);
                taken.sort_by_key(|range| range.start);
            }
            let tokens = self.tokens(&self.segments.sentences[draft.sentence]);
            let first = found.len();
            quantity::find(quantity::Scope { tokens, bounds, taken: &taken }, &mut lender, &mut found);
            found.extend(dates.by_ref().take(draft.dates).filter_map(Found::temporal));
            found[first..].sort_by_key(|found| found.tokens.start);
            draft.found = found.len() - first;
        }
        found
    }

    /// Whether each of the things that were found is asserted.
    pub(super) fn statuses(self, voices: &Voices, found: &[Found]) -> Vec<Status> {
        let mut statuses = Vec::with_capacity(found.len());
        let mut found = found.iter();
        for draft in &voices.drafts {
            let sentence = &self.segments.sentences[draft.sentence];
            let tokens = self.tokens(sentence);
            let status = |found: &Found| {
                let is_date = matches!(found.value, Value::Date(_) | Value::Time(_));
                status::status(tokens, &sentence.tokens, found.tokens.start, found.tokens.end, is_date)
            };
            statuses.extend(found.by_ref().take(draft.found).map(status));
        }
        statuses
    }

    /// Makes mentions of what was found: who says it, when it was true.
    pub(super) fn mentions(
        self,
        voices: &Voices,
        found: Vec<Found>,
        statuses: Vec<Status>,
        mentions: &mut Vec<Mention>,
    ) {
        let Self { part, segments, published, .. } = self;
        let Voices { drafts, attributions, .. } = voices;
        mentions.reserve(found.len());
        let mut found = found.into_iter();
        let mut statuses = statuses.into_iter();
        let mut speakers = Speakers::default();
        let first = mentions.len();
        for draft in drafts {
            let sentence = &segments.sentences[draft.sentence];
            let tokens = self.tokens(sentence);
            let attributions = &attributions[draft.attributions.clone()];
            if let Some(attribution) = attributions.first() {
                attribution::reach_back(tokens, segments, sentence, attribution, &mut mentions[first..]);
            }
            let weak = segments.blocks[sentence.block].kind == BlockKind::Caption;
            let as_of = as_of(tokens, &sentence.tokens, &found.as_slice()[..draft.found], published);
            for (found, status) in found.by_ref().take(draft.found).zip(&mut statuses) {
                let (first, end) = (found.tokens.start, found.tokens.end);
                let counts = found.value.amount().is_some();
                let named_by = attribution::nearest(attributions, first).map(|attribution| &attribution.named_by);
                mentions.push(Mention {
                    part,
                    span: without_full_stop(tokens, &sentence.tokens, tokens.span(first, end - 1)),
                    core: without_full_stop(tokens, &sentence.tokens, found.core),
                    sentence: draft.sentence,
                    value: found.value,
                    counted: found.counted,
                    speaker: named_by.or(draft.running.as_ref()).map(|words| speakers.of(tokens, words)),
                    status,
                    as_of: if counts && status == Status::Asserted { as_of.clone() } else { None },
                    found_by: found.found_by,
                    weak,
                    restates: found.restates,
                });
            }
        }
    }

    /// The tokens of the addresses of a sentence, in order.
    fn addresses(self, draft: &Draft) -> Vec<Range<usize>> {
        let sentence = &self.segments.sentences[draft.sentence];
        if draft.classes.meets(Class::ADDRESS) {
            address::addresses(self.tokens(sentence), &sentence.tokens)
        } else {
            Vec::new()
        }
    }
}

/// A span without the full stop of its sentence, which "$1M." and "30 C." hold in their last token.
fn without_full_stop(tokens: Tokens<'_>, bounds: &Range<usize>, span: Span) -> Span {
    let Some(last) = bounds.end.checked_sub(1).filter(|&last| last >= bounds.start) else { return span };
    let stopped = tokens.raw(last).len() == 2 && tokens.raw(last).ends_with('.');
    let ends = span.end() == tokens.tokens[last].span.end();
    if stopped && ends { Span::new(span.start(), span.end() - 1) } else { span }
}

/// How far from its time the verb of a tally may stand. (P)
const TALLY_REACH: usize = 30;

/// The time at which the figures of a sentence stood: "as of Monday evening", "had died by late Monday". A deadline ("300
/// will come by Monday") is none, nor is a day after publication.
fn as_of(tokens: Tokens<'_>, bounds: &Range<usize>, found: &[Found], published: Option<Date>) -> Option<Timex> {
    found.iter().find_map(|found| {
        let timex = found.value.timex()?;
        let first = found.tokens.start;
        let before =
            |back: usize| first.checked_sub(back).filter(|&at| at >= bounds.start).map_or("", |at| tokens.word(at));
        let stated = before(1) == "of" && before(2) == "as";
        let by = is_word!(tokens.id(first), "by") || before(1) == "by";
        let tallied = || {
            let near = bounds.start.max(first.saturating_sub(TALLY_REACH))..bounds.end.min(first + TALLY_REACH);
            let mut near = near;
            near.any(|at| {
                is_word!(
                    tokens.small(at),
                    "had" | "has" | "have" | "stood" | "rose" | "risen" | "reached" | "climbed" | "grew" | "were"
                )
            })
        };
        let past = timex.days().zip(published).is_none_or(|((first, _), published)| first <= published);
        let weekday = || found.tokens.clone().any(|at| tokens.is(at, Class::WEEKDAY));
        (past && (stated || by && tallied())).then(|| {
            let next_day = published.filter(|_| stated && weekday()).and_then(|day| is_weekday_after(timex, day));
            next_day.map_or_else(|| timex.clone(), |day| Timex { stretch: Stretch::Day(day), ..timex.clone() })
        })
    })
}

/// "As of Tuesday" in an article of Monday is said in its update on the next day, not of what was six days ago.
fn is_weekday_after(timex: &Timex, published: Date) -> Option<Date> {
    let Stretch::Day(day) = timex.stretch else { return None };
    let next = published.tomorrow().ok()?;
    (day.checked_add(7_i32.days()).ok()? == next).then_some(next)
}

/// Whether a token is the sign of a fraction, which is a figure by itself.
fn is_fraction(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Class::RARE_SIGN) && matches!(tokens.raw(at), "½" | "¼" | "¾" | "⅓" | "⅔")
}
