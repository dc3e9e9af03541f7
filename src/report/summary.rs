//! What a run did, in numbers: the last lines of every report, and the `summary` of the JSON.

use super::Report;

use crate::compare::{Account, Comparison, Finding, Inconsistency, Relation, State, Verdict};
use crate::error::Severity;
use crate::review::Decision;
use crate::rule::RuleSet;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Articles read, a draft not counted.
    pub articles: usize,
    /// Independent origins among them.
    pub origins: usize,
    /// Topics that the rules cover.
    pub topics_covered: usize,
    /// Topics with at least one claim.
    pub topics: usize,
    /// Claims that stand in the articles, each mention once for each topic.
    pub claims: usize,
    /// Mentions that no rule took.
    pub unplaced: usize,
    /// Articles without a declared date.
    pub undated: usize,
    /// Blocks that were set aside as furniture.
    pub set_aside: usize,
    /// Inputs and rules that could not be used.
    pub errors: usize,
    /// Findings on claims that no rule took.
    pub unruled: usize,
    /// Those of them that are alarms.
    pub unruled_alarms: usize,
    /// Findings and inconsistencies that somebody has dismissed; they are counted nowhere else.
    pub dismissed: usize,
    /// Who dismissed them, and for which reasons.
    pub dismissed_by: BTreeMap<String, BTreeSet<String>>,
    /// How many facts of the draft have each state, gravest first; empty without a draft.
    pub draft: Vec<(State, usize)>,
    /// Findings that most sources state and the draft does not.
    pub left_out: usize,
    /// Whether nothing was compared between articles, as was asked.
    pub inside_only: bool,
    /// Where articles disagree with themselves, and nobody has dismissed it.
    pub inconsistencies: usize,
    /// How many findings under a rule have each verdict, gravest first.
    pub verdicts: Vec<(Verdict, usize)>,
}

/// Every verdict, gravest first.
pub(super) const VERDICTS: [Verdict; 13] = [
    Verdict::Of(Relation::Misquoted),
    Verdict::Of(Relation::Conflict),
    Verdict::Of(Relation::Regressed),
    Verdict::Of(Relation::Disputed),
    Verdict::Of(Relation::Warning),
    Verdict::Of(Relation::Changed),
    Verdict::Of(Relation::Revised),
    Verdict::Of(Relation::Updated),
    Verdict::Of(Relation::Scope),
    Verdict::SingleSource,
    Verdict::Of(Relation::Compatible),
    Verdict::Of(Relation::Rounded),
    Verdict::Of(Relation::Agree),
];

impl Summary {
    /// Counts a report.
    #[must_use]
    pub fn of(report: &Report, rules: &RuleSet) -> Self {
        let comparison = &report.comparison;
        let stated = || comparison.claims.iter().filter(|claim| claim.topic.is_some() && claim.derived_from.is_empty());
        let placed: BTreeSet<_> =
            stated().map(|claim| (claim.article, claim.mention.part, claim.mention.span)).collect();
        let mentions: usize = report.readings.iter().map(|reading| reading.mentions.len()).sum();
        let (dismissed, open): (Vec<&Finding>, Vec<&Finding>) =
            comparison.findings.iter().partition(|finding| finding.dismissal().is_some());
        let inside = comparison.inconsistencies.iter();
        let dismissals: Vec<&Decision> = dismissed
            .into_iter()
            .filter_map(Finding::dismissal)
            .chain(inside.clone().filter_map(Inconsistency::dismissal))
            .collect();
        let (ruled, unruled): (Vec<&Finding>, Vec<&Finding>) =
            open.into_iter().partition(|finding| finding.topic.is_some());
        let count = |verdict| ruled.iter().filter(|finding| finding.verdict == verdict).count();
        Self {
            articles: report.articles.len() - usize::from(comparison.draft.is_some()),
            origins: origins(comparison),
            topics_covered: rules.topics().len(),
            topics: stated().filter_map(|claim| claim.topic).collect::<BTreeSet<_>>().len(),
            claims: stated().count(),
            unplaced: mentions.saturating_sub(placed.len()),
            undated: report.articles.iter().filter(|article| article.published.is_none()).count(),
            set_aside: report.readings.iter().map(|reading| reading.body.set_aside().count()).sum(),
            errors: report.problems.iter().filter(|problem| problem.severity == Severity::Error).count(),
            unruled: unruled.len(),
            unruled_alarms: unruled.iter().filter(|finding| Section::of(finding.verdict) == Section::Alarm).count(),
            dismissed: dismissals.len(),
            dismissed_by: reasons(&dismissals),
            draft: comparison.draft.iter().flat_map(states).collect(),
            left_out: comparison.draft.as_ref().map_or(0, |account| account.left_out.len()),
            inside_only: report.inside_only,
            inconsistencies: inside.filter(|found| found.dismissal().is_none()).count(),
            verdicts: VERDICTS.map(|verdict| (verdict, count(verdict))).to_vec(),
        }
    }

    /// Findings that `wanted` holds of.
    pub(super) fn count(&self, wanted: impl Fn(Verdict) -> bool) -> usize {
        self.verdicts.iter().filter(|(verdict, _)| wanted(*verdict)).map(|(_, count)| count).sum()
    }
}

/// The reasons of dismissals, by name of who dismissed.
fn reasons(dismissals: &[&Decision]) -> BTreeMap<String, BTreeSet<String>> {
    let mut reasons: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for decision in dismissals {
        let by = reasons.entry(decision.by.clone().unwrap_or_default()).or_default();
        by.extend(decision.why.clone());
    }
    reasons
}

/// The independent origins of the articles.
fn origins(comparison: &Comparison) -> usize {
    let draft = comparison.draft.as_ref().map(|account| account.article.index());
    let of_articles = comparison.origins.iter().enumerate().filter(|(at, _)| Some(*at) != draft);
    of_articles.map(|(_, origin)| origin).collect::<BTreeSet<_>>().len()
}

/// How many facts have each state, gravest first.
fn states(account: &Account) -> impl Iterator<Item = (State, usize)> + '_ {
    let count = |state: State| account.facts.iter().filter(|fact| fact.state == state).count();
    State::ALL.into_iter().map(move |state| (state, count(state)))
}

/// The place of a verdict in the report: what an editor must act on comes first, what is settled last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Alarm,
    Moved,
    Apart,
    Single,
    Agreement,
    Dismissed,
}

impl Section {
    /// The place of a finding: that of its verdict, unless somebody has dismissed it.
    pub(super) fn of_finding(finding: &Finding) -> Self {
        if finding.dismissal().is_some() { Self::Dismissed } else { Self::of(finding.verdict) }
    }

    /// The place of an article that disagrees with itself.
    pub(super) fn of_inconsistency(found: &Inconsistency) -> Self {
        if found.dismissal().is_some() { Self::Dismissed } else { Self::Alarm }
    }

    pub(super) fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::SingleSource => Self::Single,
            Verdict::Of(relation) => match relation {
                Relation::Misquoted
                | Relation::Conflict
                | Relation::Regressed
                | Relation::Disputed
                | Relation::Warning => Self::Alarm,
                Relation::Updated | Relation::Revised | Relation::Changed => Self::Moved,
                Relation::Scope => Self::Apart,
                Relation::Agree | Relation::Rounded | Relation::Compatible => Self::Agreement,
            },
        }
    }

    /// The heading over its findings.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Alarm => "To settle",
            Self::Moved => "Changed over time",
            Self::Apart => "Not compared",
            Self::Single => "Single source",
            Self::Agreement => "Agreements",
            Self::Dismissed => "Dismissed",
        }
    }
}
