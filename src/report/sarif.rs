//! SARIF 2.1.0, for code hosts and editors: a rule for each topic and verdict that occurs, a result for each finding, at
//! the words of its first claim, with those of the others beside it; of a draft a result for each fact, with the words
//! that are against it.
//!
//! Results keep their identity (`partialFingerprints`) when lines move, since that of a finding does not depend on them.
//! Specification: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, Errata 01.

use super::explain::{self, Subject};
use super::figure::{figures, quotation, spelled_at};
use super::foreign::{Untrusted, one_line};
use super::link::{encoded, is_of_path};
use super::quotation::CURLY;
use super::summary::Section;
use super::table::Detail;
use super::words::{decision_words, names_words, support, verdict_words};
use super::{Report, draft, findings_under_rules, groups_without_rule, inconsistencies, json};
use crate::article::ArticleId;
use crate::claim::ClaimId;
use crate::compare::{Account, Finding, Inconsistency, NameVariants, Relation, State, Verdict};
use crate::error::{Diagnostic, Severity};
use crate::review::{Decision, Ruling};
use crate::rule::RuleSet;
use crate::span::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// What tells who wrote a report: it stands near its beginning.
const DRIVER: &str = "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"crosscheck\"";
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The report as one JSON object on one line.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet) -> String {
    let mut out = Vec::new();
    json::write_record(&mut out, &Log::new(report, rules));
    String::from_utf8(out).expect("JSON is UTF-8")
}

/// Whether a text is such a report.
pub(super) fn is_own(text: &str) -> bool {
    text.starts_with("{\"$schema\":") && text.contains(DRIVER)
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<Record>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
}

/// One result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    rule_id: String,
    rule_index: usize,
    kind: &'static str,
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    /// That somebody has dismissed it; absent otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
    properties: Properties,
}

#[derive(Serialize)]
struct Properties {
    verdict: &'static str,
    outlets: usize,
    origins: usize,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

/// A text in which no bracket begins a link.
#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

/// Lines and columns from 1, offsets from 0, all in characters.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    char_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Snippet>,
}

#[derive(Serialize)]
struct Snippet {
    text: String,
}

impl Region {
    /// A line, from 1.
    fn line(start_line: usize) -> Self {
        Self {
            start_line,
            start_column: None,
            end_line: None,
            end_column: None,
            char_offset: None,
            char_length: None,
            snippet: None,
        }
    }
}

impl Message {
    fn new(words: &str) -> Self {
        let text = Untrusted(&one_line(words)).to_string();
        Self { text: text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]") }
    }
}

impl Log {
    fn new(report: &Report, rules: &RuleSet) -> Self {
        let mut results =
            Results { report, rules, places: Places::of(report), listed: Vec::new(), results: Vec::new() };
        if let Some(account) = &report.comparison.draft {
            results.add_draft(account);
        }
        for finding in findings_under_rules(report).into_iter().chain(groups_without_rule(report)) {
            results.add_finding(finding);
        }
        for found in inconsistencies(report) {
            results.add_inconsistency(found);
        }
        for name in &report.comparison.names {
            results.add_name(name);
        }
        let Results { listed, results, .. } = results;
        let version = env!("CARGO_PKG_VERSION");
        let driver = Driver { name: "crosscheck", version, semantic_version: version, rules: listed };
        let notifications = report.problems.iter().map(Notification::new).collect();
        let invocation =
            Invocation { execution_successful: !report.has_errors(), tool_execution_notifications: notifications };
        let run = Run { tool: Tool { driver }, invocations: [invocation], column_kind: "unicodeCodePoints", results };
        Self { schema: SCHEMA, version: "2.1.0", runs: [run] }
    }
}

impl Notification {
    fn new(problem: &Diagnostic) -> Self {
        let region = problem.line.map(Region::line);
        let location = || Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation { uri: uri(&problem.path) },
                region,
            },
            message: None,
        };
        Self {
            level: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            message: Message::new(&problem.message),
            locations: if problem.path.is_empty() { Vec::new() } else { vec![location()] },
        }
    }
}

/// Collects results, and the rules that they need, in the order in which they occur.
struct Results<'a> {
    report: &'a Report,
    rules: &'a RuleSet,
    places: Places,
    listed: Vec<Rule>,
    results: Vec<Record>,
}

impl Results<'_> {
    fn add_finding(&mut self, finding: &Finding) {
        let (kind, level) = kind_and_level(finding);
        // What others disagree on is no fault of the draft that is held against them.
        let level = if self.report.comparison.draft.is_some() && kind == "fail" { "note" } else { level };
        let topic = finding.topic.map(|topic| self.rules.topic(topic));
        let rule_id = format!("{}/{}", topic.map_or("no-rule", |topic| &topic.id), finding.verdict.as_str());
        let rule_index = self.rule(&rule_id, |id| {
            let page = explain::page(Subject::Verdict(finding.verdict));
            let title = topic.map_or("No rule for this yet", |topic| topic.title.as_str());
            let question = topic.and_then(|topic| topic.question.as_deref()).unwrap_or(title);
            Rule {
                id,
                short_description: Message::new(&format!("{title}: {}", verdict_words(finding.verdict))),
                full_description: Message::new(page.meaning),
                help: Message::new(&format!("{question} {}", page.advice)),
                default_configuration: Configuration { level },
            }
        });
        let figures = figures(self.report, finding, Detail::Normal);
        let mut locations: Vec<Location> = Vec::new();
        for figure in &figures {
            for saying in &figure.sayings {
                let quoted = quotation(self.report, saying.claims[0], CURLY);
                let words = format!("{}: {quoted}", figure.value);
                let id = Some(locations.len());
                let location = self.places.location(self.report, saying.claims[0]);
                locations.push(Location { id, message: Some(Message::new(&words)), ..location });
            }
        }
        let related_locations = locations.split_off(locations.len().min(1));
        self.results.push(Record {
            rule_id,
            rule_index,
            kind,
            level,
            message: Message::new(&format!("{} ({})", finding.reason, support(finding))),
            locations,
            related_locations,
            partial_fingerprints: fingerprint(&finding.id),
            suppressions: suppressions(finding.decision.as_ref()),
            properties: Properties {
                verdict: finding.verdict.as_str(),
                outlets: finding.outlets,
                origins: finding.origins,
                notes: finding.notes.iter().map(|note| Untrusted(&one_line(note)).to_string()).collect(),
            },
        });
    }

    /// Figures of one article that cannot all be true, at the first of them.
    fn add_inconsistency(&mut self, found: &Inconsistency) {
        let rule_id = format!("inside/{}", found.law.as_str());
        let level = if self.report.comparison.draft.is_some() { "note" } else { "error" };
        let title = format!("An article disagrees with itself: {}", found.law.title());
        let rule_index = self.rule_of_page(&rule_id, &title, Subject::Law(found.law), level);
        let mut locations = self.quoted(&found.claims);
        let related_locations = locations.split_off(locations.len().min(1));
        self.results.push(Record {
            rule_id,
            rule_index,
            kind: "fail",
            level,
            message: Message::new(&found.reason),
            locations,
            related_locations,
            partial_fingerprints: fingerprint(&found.id),
            suppressions: suppressions(found.decision.as_ref()),
            properties: Properties { verdict: "inconsistent", outlets: 1, origins: 1, notes: Vec::new() },
        });
    }

    /// The facts of the draft, each at its words, with those that are against it beside; and what the draft leaves out.
    fn add_draft(&mut self, account: &Account) {
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for row in draft::rows(self.report, account, self.rules) {
            let (kind, level) = kind_and_level_of_fact(row.state);
            let (rule_id, rule_index) = self.rule_of_draft(Subject::State(row.state), level);
            let told_of: Vec<ClaimId> = std::iter::once(row.fact.claim).chain(row.fact.against.clone()).collect();
            let mut locations = self.quoted(&told_of);
            let related_locations = locations.split_off(1);
            // The same words may stand in the draft several times.
            let times = told.entry(row.words.clone()).or_default();
            *times += 1;
            self.results.push(Record {
                rule_id,
                rule_index,
                kind,
                level,
                message: Message::new(&row.in_one_line()),
                locations,
                related_locations,
                partial_fingerprints: fingerprint(&format!("draft\n{}\n{times}", row.words)),
                suppressions: Vec::new(),
                properties: Properties {
                    verdict: row.state.as_str(),
                    outlets: row.fact.outlets,
                    origins: row.fact.origins,
                    notes: Vec::new(),
                },
            });
        }
        for finding in draft::left_out(self.report, account) {
            let (rule_id, rule_index) = self.rule_of_draft(Subject::LeftOut, "none");
            self.results.push(Record {
                rule_id,
                rule_index,
                kind: "review",
                level: "none",
                message: Message::new(&format!("LEFT OUT: {}", draft::left_out_words(finding))),
                locations: vec![self.places.in_file(self.report, account.article, None)],
                related_locations: self.quoted(&finding.claims),
                partial_fingerprints: fingerprint(&format!("{}\n{}", draft::LEFT_OUT, finding.id)),
                suppressions: Vec::new(),
                properties: Properties {
                    verdict: draft::LEFT_OUT,
                    outlets: finding.outlets,
                    origins: finding.origins,
                    notes: Vec::new(),
                },
            });
        }
    }

    fn rule_of_draft(&mut self, subject: Subject, level: &'static str) -> (String, usize) {
        let id = format!("draft/{}", subject.name());
        let title = format!("A draft against the coverage: {}", subject.words());
        let index = self.rule_of_page(&id, &title, subject, level);
        (id, index)
    }

    /// A rule that says what `crosscheck explain` says of a subject.
    fn rule_of_page(&mut self, id: &str, title: &str, subject: Subject, level: &'static str) -> usize {
        self.rule(id, |id| {
            let page = explain::page(subject);
            Rule {
                id,
                short_description: Message::new(title),
                full_description: Message::new(page.meaning),
                help: Message::new(page.advice),
                default_configuration: Configuration { level },
            }
        })
    }

    /// Where some claims stand, each with its words.
    fn quoted(&self, claims: &[ClaimId]) -> Vec<Location> {
        let location = |(id, &claim): (usize, &ClaimId)| {
            let message = Some(Message::new(&quotation(self.report, claim, CURLY)));
            Location { id: Some(id), message, ..self.places.location(self.report, claim) }
        };
        claims.iter().enumerate().map(location).collect()
    }

    /// A name that is given in several ways, where each spelling stands first in an article.
    fn add_name(&mut self, name: &NameVariants) {
        let rule_index = self.rule("names/spelling", |id| Rule {
            id,
            short_description: Message::new("A name is given in several ways"),
            full_description: Message::new("Articles spell what sounds like one name in different ways."),
            help: Message::new("Settle on one spelling, or make sure that they are two names."),
            default_configuration: Configuration { level: "none" },
        });
        let mut articles: Vec<(ArticleId, &str)> = Vec::new();
        for (spelling, ids) in &name.spellings {
            articles.extend(ids.iter().map(|&id| (id, spelling.as_str())));
        }
        articles.sort();
        let location = |(at, &(id, spelling)): (usize, &(ArticleId, &str))| {
            let span = spelled_at(&self.report.articles[id.index()], spelling);
            Location { id: Some(at), ..self.places.in_file(self.report, id, span) }
        };
        let mut locations: Vec<Location> = articles.iter().enumerate().map(location).collect();
        articles.dedup_by_key(|(id, _)| *id);
        let related_locations = locations.split_off(locations.len().min(1));
        let spellings: Vec<&str> = name.spellings.iter().map(|(spelling, _)| spelling.as_str()).collect();
        self.results.push(Record {
            rule_id: "names/spelling".to_owned(),
            rule_index,
            kind: "review",
            level: "none",
            message: Message::new(&names_words(self.report, name)),
            locations,
            related_locations,
            partial_fingerprints: fingerprint(&spellings.join("\n")),
            suppressions: Vec::new(),
            properties: Properties { verdict: "spelling", outlets: articles.len(), origins: 0, notes: Vec::new() },
        });
    }

    /// The index of a rule, which is listed if it is not yet.
    fn rule(&mut self, id: &str, rule: impl FnOnce(String) -> Rule) -> usize {
        if let Some(index) = self.listed.iter().position(|rule| rule.id == id) {
            return index;
        }
        self.listed.push(rule(id.to_owned()));
        self.listed.len() - 1
    }
}

fn suppressions(decision: Option<&Decision>) -> Vec<Suppression> {
    let dismissed = decision_words(decision.filter(|decision| decision.ruling == Ruling::Dismissed));
    let suppression = |justification| Suppression { kind: "external", status: "accepted", justification };
    dismissed.map(suppression).into_iter().collect()
}

fn fingerprint(identity: &str) -> BTreeMap<&'static str, String> {
    BTreeMap::from([("crosscheckFinding/v1", identity.to_owned())])
}

/// What a fact of a draft is, and how grave.
fn kind_and_level_of_fact(state: State) -> (&'static str, &'static str) {
    match state {
        State::Contradicted | State::Inconsistent => ("fail", "error"),
        State::Stale | State::Spelling => ("fail", "warning"),
        State::Alone | State::SingleOrigin => ("review", "none"),
        State::Rounded | State::Supported => ("pass", "none"),
    }
}

/// What a result is, and how grave; without a rule it is a hint.
fn kind_and_level(finding: &Finding) -> (&'static str, &'static str) {
    match finding.verdict {
        Verdict::SingleSource => ("review", "none"),
        Verdict::Of(relation) => match Section::of(finding.verdict) {
            Section::Alarm if finding.topic.is_none() => ("fail", "note"),
            Section::Alarm if matches!(relation, Relation::Misquoted | Relation::Conflict) => ("fail", "error"),
            Section::Alarm => ("fail", "warning"),
            Section::Moved => ("fail", "note"),
            Section::Apart => ("notApplicable", "none"),
            Section::Single | Section::Agreement | Section::Dismissed => ("pass", "none"),
        },
    }
}

/// Where lines begin, in characters, so that no text is counted twice.
struct Places {
    line_starts: Vec<Vec<usize>>,
}

impl Places {
    fn of(report: &Report) -> Self {
        let starts = |text: &str| {
            let mut start = 0;
            let mut starts = vec![0];
            for line in text.split_inclusive('\n') {
                start += line.chars().count();
                starts.push(start);
            }
            starts
        };
        Self { line_starts: report.articles.iter().map(|article| starts(&article.text)).collect() }
    }

    /// Where the words of a claim stand; the whole file for a title that stands nowhere in it.
    fn location(&self, report: &Report, id: ClaimId) -> Location {
        let claim = &report.comparison.claims[id.index()];
        let article = &report.articles[claim.article.index()];
        self.in_file(report, claim.article, article.in_file(claim.mention.part, claim.mention.span))
    }

    /// Some bytes of an article; without them the whole file.
    fn in_file(&self, report: &Report, id: ArticleId, span: Option<Span>) -> Location {
        let article = &report.articles[id.index()];
        let starts = &self.line_starts[id.index()];
        let region = match span {
            Some(span) => {
                let [start, end] = [span.start(), span.end()].map(|at| article.lines().line_column(&article.text, at));
                let [first, after] = [start, end].map(|(line, column)| starts[line - 1] + column - 1);
                Region {
                    start_line: start.0,
                    start_column: Some(start.1),
                    end_line: Some(end.0),
                    end_column: Some(end.1),
                    char_offset: Some(first),
                    char_length: Some(after - first),
                    snippet: Some(Snippet { text: span.slice(&article.text).to_owned() }),
                }
            }
            None => Region { end_line: Some((starts.len() - 1).max(1)), ..Region::line(1) },
        };
        let artifact_location = ArtifactLocation { uri: uri(article.path.as_deref().unwrap_or(&article.id)) };
        let physical_location = PhysicalLocation { artifact_location, region: Some(region) };
        Location { id: None, physical_location, message: None }
    }
}

/// A path as the reference of a file.
fn uri(path: &str) -> String {
    let encoded = encoded(path, is_of_path);
    if encoded.starts_with('/') { format!("file://{encoded}") } else { encoded }
}
