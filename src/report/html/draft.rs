//! The draft in the page: what must be settled, in full with the words for and against it, then every fact in order.

use super::{FigureView, FindingView, QUOTATION_COLUMNS, QUOTED_SAYINGS, Quoted, SayingView, Tally, class};
use crate::claim::ClaimId;
use crate::compare::Account;
use crate::report::figure::Saying;
use crate::report::foreign::Untrusted;
use crate::report::summary::Summary;
use crate::report::words::mark;
use crate::report::{Report, draft};
use crate::rule::RuleSet;

/// What became of the draft.
pub(super) struct DraftView {
    /// What must be done before publication, in full.
    pub(super) settle: Vec<FindingView>,
    /// Every figure, date and name, in order.
    pub(super) facts: Vec<FactView>,
    /// What most sources state and the draft does not.
    pub(super) left_out: Vec<String>,
}

/// A figure, date or name of the draft.
pub(super) struct FactView {
    pub(super) class: &'static str,
    pub(super) mark: &'static str,
    pub(super) state: &'static str,
    pub(super) words: String,
    pub(super) topics: String,
    pub(super) place: String,
    pub(super) detail: String,
    /// Where it is told in full, if it is.
    pub(super) id: Option<String>,
}

impl DraftView {
    pub(super) fn new(report: &Report, account: &Account, rules: &RuleSet) -> Self {
        let rows = draft::rows(report, account, rules);
        let id = |at: usize, row: &draft::Row| draft::is_grave(row.state).then(|| format!("draft-{}", at + 1));
        let mut settle: Vec<(&draft::Row, String)> =
            rows.iter().enumerate().filter_map(|(at, row)| Some((row, id(at, row)?))).collect();
        // Stable: within a state in the order of the text.
        settle.sort_by_key(|(row, _)| row.state);
        Self {
            settle: settle.into_iter().map(|(row, id)| FindingView::of_fact(report, row, id)).collect(),
            facts: rows.iter().enumerate().map(|(at, row)| FactView::new(row, id(at, row))).collect(),
            left_out: draft::left_out(report, account).into_iter().map(draft::left_out_words).collect(),
        }
    }
}

impl FactView {
    fn new(row: &draft::Row, id: Option<String>) -> Self {
        let section = draft::section(row.state);
        Self {
            class: class(section),
            mark: mark(section),
            state: draft::state_words(row.state),
            words: row.words.clone(),
            topics: row.topics.clone(),
            place: row.place.clone(),
            detail: row.detail.clone(),
            id,
        }
    }
}

impl FindingView {
    /// A fact of the draft in its sentence, and below it the words that are against it.
    fn of_fact(report: &Report, row: &draft::Row, id: String) -> Self {
        let section = draft::section(row.state);
        let own = FigureView::of_claims(report, "in the draft".to_owned(), &[row.fact.claim]);
        let mut against: Vec<(String, Vec<ClaimId>)> = Vec::new();
        for &id in &row.fact.against {
            let value = Untrusted(&report.comparison.claims[id.index()].mention.value.to_string()).to_string();
            match against.iter_mut().find(|(other, _)| *other == value) {
                Some((_, claims)) => claims.push(id),
                None => against.push((value, vec![id])),
            }
        }
        let against = against.into_iter().map(|(value, claims)| FigureView::of_claims(report, value, &claims));
        Self {
            id,
            class: class(section),
            mark: mark(section),
            verdict: draft::state_words(row.state).to_owned(),
            title: row.words.clone(),
            slots: Some(row.topics.clone()).filter(|topics| !topics.is_empty()).into_iter().collect(),
            reason: row.detail.clone(),
            facts: String::new(),
            notes: Vec::new(),
            values: String::new(),
            from: String::new(),
            chart: None,
            figures: std::iter::once(own).chain(against).collect(),
        }
    }
}

impl FigureView {
    /// Some claims, each with its sentence.
    fn of_claims(report: &Report, value: String, claims: &[ClaimId]) -> Self {
        let quoted = Quoted { sayings: QUOTED_SAYINGS, columns: QUOTATION_COLUMNS, with_date: true };
        let sayings = claims.iter().take(QUOTED_SAYINGS).map(|&id| {
            let article = report.comparison.claims[id.index()].article;
            SayingView::new(report, &Saying { article, claims: vec![id] }, quoted)
        });
        let more = claims.len().saturating_sub(QUOTED_SAYINGS);
        Self { value, sayings: sayings.collect(), others: (more > 0).then(|| format!("and {more} more")) }
    }
}

/// How many facts have each state, and how much is left out.
pub(super) fn tallies(summary: &Summary) -> Vec<Tally> {
    let states = summary.draft.iter().map(|&(state, count)| Tally {
        class: class(draft::section(state)),
        count,
        words: draft::counted_as(state),
    });
    let left_out = Tally { class: "apart", count: summary.left_out, words: "left out" };
    states.chain([left_out]).filter(|tally| tally.count > 0).collect()
}
