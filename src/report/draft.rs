//! A draft against the coverage, as every format tells it: a row for each figure, date and name, in the order of the
//! text, and what most sources state and the draft does not.

use super::figure::{Saying, locator};
use super::foreign::{Untrusted, one_line};
use super::summary::Section;
use super::words::short_name;
use super::{Report, counted};
use crate::claim::{Claim, ClaimId, TopicId};
use crate::compare::{Account, Fact, Finding, State};
use crate::rule::RuleSet;

/// What programs read of a finding that the draft leaves out.
pub(super) const LEFT_OUT: &str = "left_out";

/// A figure, date or name of the draft, safe to print on one line.
pub(super) struct Row<'a> {
    /// How it stands.
    pub(super) state: State,
    /// Its words.
    pub(super) words: String,
    /// Topics that took it.
    pub(super) topics: String,
    /// `file:line`
    pub(super) place: String,
    /// What differs, or who says the same; may be empty.
    pub(super) detail: String,
    /// The fact; the claims that contradict it or are newer are the evidence.
    pub(super) fact: &'a Fact,
}

impl Row<'_> {
    /// What the row says, in one line: "CONTRADICTED: 12 people (People killed), draft.md:5: AP says 15."
    pub(super) fn in_one_line(&self) -> String {
        let topics = if self.topics.is_empty() { String::new() } else { format!(" ({})", self.topics) };
        let detail = if self.detail.is_empty() { String::new() } else { format!(": {}", self.detail) };
        format!("{}: {}: {}{topics}{detail}", self.place, state_words(self.state), self.words)
    }
}

/// The rows of a draft, in the order of its text.
pub(super) fn rows<'a>(report: &'a Report, account: &'a Account, rules: &RuleSet) -> Vec<Row<'a>> {
    account.facts.iter().map(|fact| row(report, fact, rules)).collect()
}

fn row<'a>(report: &'a Report, fact: &'a Fact, rules: &RuleSet) -> Row<'a> {
    let claims = &report.comparison.claims;
    let claim = &claims[fact.claim.index()];
    let mention = &claim.mention;
    let article = &report.articles[claim.article.index()];
    let titles = topics(claims, claim).into_iter().map(|topic| rules.topic(topic).title.as_str());
    let mut titles: Vec<&str> = titles.collect();
    titles.dedup();
    let saying = Saying { article: claim.article, claims: vec![fact.claim] };
    Row {
        state: fact.state,
        words: Untrusted(&one_line(article.words(mention.part, mention.span))).to_string(),
        topics: Untrusted(&one_line(&titles.join("; "))).to_string(),
        place: locator(report, &saying),
        detail: detail(report, fact),
        fact,
    }
}

/// The topics that took the words of a claim.
pub(super) fn topics(claims: &[Claim], claim: &Claim) -> Vec<TopicId> {
    let place = |claim: &Claim| (claim.article, claim.mention.part, claim.mention.span);
    claims.iter().filter(|other| place(other) == place(claim)).filter_map(|claim| claim.topic).collect()
}

fn detail(report: &Report, fact: &Fact) -> String {
    let reason = Untrusted(&one_line(&fact.reason)).to_string();
    if fact.outlets == 0 || is_grave(fact.state) {
        return reason;
    }
    let counts = format!("{} / {}", counted(fact.outlets, "outlet"), counted(fact.origins, "origin"));
    let mut outlets: Vec<String> = Vec::new();
    for id in &fact.support {
        let article = report.comparison.claims[id.index()].article;
        let name = Untrusted(report.articles[article.index()].name()).to_string();
        if !outlets.contains(&name) {
            outlets.push(name);
        }
    }
    let support = if outlets.is_empty() {
        counts
    } else {
        format!("{counts}: {}", super::words::some_of(&outlets, String::clone))
    };
    if reason.is_empty() { support } else { format!("{support}; {reason}") }
}

/// A line for each row, and for each finding that is left out.
pub(super) fn lines(report: &Report, rules: &RuleSet) -> Vec<String> {
    let Some(account) = &report.comparison.draft else { return Vec::new() };
    let rows = rows(report, account, rules).into_iter().map(|row| row.in_one_line());
    let left_out = left_out(report, account).into_iter();
    rows.chain(left_out.map(|finding| format!("LEFT OUT: {}", left_out_words(finding)))).collect()
}

/// "People killed: Courier and Herald say 17."
pub(super) fn left_out_words(finding: &Finding) -> String {
    format!("{}: {}", Untrusted(&one_line(&finding.title)), Untrusted(&one_line(&finding.reason)))
}

/// The state as reports print it.
pub(super) fn state_words(state: State) -> &'static str {
    match state {
        State::Contradicted => "CONTRADICTED",
        State::Inconsistent => "INCONSISTENT",
        State::Stale => "STALE",
        State::Spelling => "SPELLED OTHERWISE",
        State::Alone => "NOBODY ELSE",
        State::SingleOrigin => "ONE ORIGIN",
        State::Rounded => "ROUNDED",
        State::Supported => "SUPPORTED",
    }
}

/// "2 contradicted", as the last lines count the states.
pub(super) fn count_words(state: State, count: usize) -> String {
    format!("{count} {}", counted_as(state))
}

/// The words behind a number of facts.
pub(super) fn counted_as(state: State) -> &'static str {
    match state {
        State::Contradicted => "contradicted",
        State::Inconsistent => "inconsistent",
        State::Stale => "stale",
        State::Spelling => "spelled otherwise",
        State::Alone => "said by nobody else",
        State::SingleOrigin => "with one origin",
        State::Rounded => "rounded",
        State::Supported => "supported",
    }
}

/// Whether something must be done about it before publication.
pub(super) fn is_grave(state: State) -> bool {
    state <= State::Spelling
}

/// The part of a report in which findings of that gravity stand.
pub(super) fn section(state: State) -> Section {
    match state {
        State::Contradicted | State::Inconsistent | State::Spelling => Section::Alarm,
        State::Stale => Section::Moved,
        State::Alone | State::SingleOrigin => Section::Single,
        State::Rounded | State::Supported => Section::Agreement,
    }
}

/// Findings that most sources state and of whose topic the draft says nothing.
pub(super) fn left_out<'a>(report: &'a Report, account: &Account) -> Vec<&'a Finding> {
    account.left_out.iter().map(|&at| &report.comparison.findings[at]).collect()
}

/// Who gives a claim and where: "AP (ap.md:7)".
pub(super) fn source(report: &Report, id: ClaimId) -> String {
    let article = report.comparison.claims[id.index()].article;
    short_name(report, &Saying { article, claims: vec![id] })
}
