//! The tests that stand in rules: sentences with the claims that they must give, and articles with the verdict that they must get.
//!
//! Expected values are news English, read by the code that reads articles. A test passes if the claims of its topic are exactly those expected,
//! in any order; slots must be equal, speaker and status only where the test names them.

use super::file::{ExpectFile, RuleFile, TestFile, Text, VerdictFile};
use super::load::Tested;
use super::place::Judged;
use super::problem::{Code, Problems, RuleProblem};
use super::{Miss, RuleSet};
use crate::article::{Article, ArticleId, Published, Title};
use crate::claim::{Claim, Slots, TopicId};
use crate::compare::compare;
use crate::extract::{Reading, read};
use crate::span::Span;
use crate::value::{Amount, Kind, NameClass, ProperName, Timex, Value};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Most values of a slot that a message lists.
const MOST_LISTED: usize = 12;

/// What a test is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestOf {
    /// One text and its claims.
    Claims,
    /// Several articles and the verdict on them.
    Verdict,
}

/// The outcome of one test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What it is about.
    pub of: TestOf,
    /// The topic's id.
    pub topic: String,
    /// The rule's file.
    pub file: String,
    /// The line of the test, from 1.
    pub line: usize,
    /// The test's name, else its text.
    pub name: String,
    /// Whether it is as expected.
    pub passed: bool,
    /// The reason given for a known gap; such a test counts as none.
    pub known_gap: Option<String>,
    /// What was expected, in words.
    pub expected: Vec<String>,
    /// What was found, in words.
    pub found: Vec<String>,
    /// Why numbers of the text were not taken.
    pub reasons: Vec<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match (self.passed, &self.known_gap) {
            (true, _) => "ok",
            (false, Some(_)) => "known gap",
            (false, None) => "FAILED",
        };
        writeln!(f, "{}:{}: {verdict}: {}", self.file, self.line, self.name)?;
        if self.passed {
            return Ok(());
        }
        let listed =
            |lines: &[String]| if lines.is_empty() { "nothing".to_owned() } else { lines.join("\n             ") };
        writeln!(f, "  expected   {}", listed(&self.expected))?;
        writeln!(f, "  found      {}", listed(&self.found))?;
        for reason in &self.reasons {
            writeln!(f, "  because    {reason}")?;
        }
        Ok(())
    }
}

/// The outcome of all tests.
#[derive(Clone, Debug, Default)]
pub struct TestRun {
    /// One per test, in the order of topics and lines.
    pub outcomes: Vec<Outcome>,
    /// Expected values that cannot be read, gaps that pass, lines that fire in no test.
    pub problems: Vec<RuleProblem>,
}

impl TestRun {
    /// The tests that failed and are no known gaps.
    pub fn failures(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| !outcome.passed && outcome.known_gap.is_none())
    }
}

/// Notes missing tests: a rule has at least one text with claims and one with nothing.
pub(super) fn check_presence(rule: &RuleFile, problems: &mut Problems<'_>) {
    let start = Span::new(0, 0);
    if problems.any_error() {
        return;
    }
    if rule.tests.is_empty() {
        problems.suggest(
            Code::NoTests,
            start,
            "a rule without tests is not a rule",
            "add `tests:` with a text that has claims and one with `expect: nothing`",
        );
        return;
    }
    repeated_tests(rule, problems);
    let first = rule.tests[0].span;
    if rule.tests.iter().all(|test| test.expect.is_empty()) {
        problems.suggest(
            Code::NoPositiveTest,
            first,
            "no test expects a claim; this rule is not shown to find anything",
            "add a text with a claim, and what it says: `- value: 40`",
        );
    }
    if rule.tests.iter().all(|test| !test.expect.is_empty()) {
        problems.suggest(
            Code::NoNegativeTest,
            first,
            "no test expects nothing; this rule is not shown to leave anything out",
            "add a text that looks alike, with `expect: nothing`",
        );
    }
}

/// The same text, title and date twice.
fn repeated_tests(rule: &RuleFile, problems: &mut Problems<'_>) {
    let words = |text: &Option<Text>| text.as_ref().map(|text| text.words.clone());
    let mut seen = BTreeMap::new();
    for test in &rule.tests {
        let key = (test.text.words.as_str(), words(&test.title), words(&test.date));
        if let Some(first) = seen.insert(key, test.text.span) {
            let message = format!("this text is tested in line {} already", problems.line(first.start()));
            problems.suggest(Code::Repeated, test.text.span, message, "take one of the two tests out");
        }
    }
}

impl RuleSet {
    /// Runs the tests and verdict tests of every rule, each rule by itself, in as many threads as there are.
    #[must_use]
    pub fn test(&self) -> TestRun {
        let runs: Vec<TestRun> = self.tested.par_iter().map(|tested| self.test_rule(tested)).collect();
        let mut all = TestRun::default();
        for run in runs {
            all.outcomes.extend(run.outcomes);
            all.problems.extend(run.problems);
        }
        all
    }

    /// What the tests show to be wrong with the rules: the problems of [`RuleSet::test`], without its outcomes.
    ///
    /// Nothing is read that can show no more, and only what is a known gap is compared: this is what `rules check` waits for.
    #[must_use]
    pub fn test_problems(&self) -> Vec<RuleProblem> {
        let problems = |tested| {
            let mut tester = self.tester(tested);
            tester.survey(tested);
            tester.problems.into_sorted()
        };
        self.tested.par_iter().flat_map_iter(problems).collect()
    }

    fn tester(&self, tested: &Tested) -> Tester<'_> {
        let file = self.placings[tested.topic.index()].file.as_str();
        let problems = Problems::new(file, self.text_of(file));
        Tester { rules: self, topic: tested.topic, problems, fired: BTreeSet::new() }
    }

    fn test_rule(&self, tested: &Tested) -> TestRun {
        let mut tester = self.tester(tested);
        let tests = tested.rule.tests.iter().filter_map(|test| tester.test(test));
        let mut outcomes: Vec<Outcome> = tests.collect();
        outcomes.extend(tested.rule.verdicts.iter().filter_map(|verdict| tester.verdict(verdict)));
        tester.say_silent(tested);
        TestRun { outcomes, problems: tester.problems.into_sorted() }
    }

    /// The text of a rule file.
    fn text_of(&self, file: &str) -> &str {
        self.texts.iter().rev().find(|(name, _)| name == file).map_or("", |(_, text)| text.as_str())
    }
}

struct Tester<'a> {
    rules: &'a RuleSet,
    topic: TopicId,
    problems: Problems<'a>,
    /// Entries of the rule that placed or dropped something, by their first byte.
    fired: BTreeSet<usize>,
}

/// A claim that a test expects.
struct Expected {
    value: Value,
    slots: Slots,
    speaker: Option<String>,
    status: Option<String>,
}

impl Tester<'_> {
    /// Says the problems that tests show, and no outcomes.
    fn survey(&mut self, tested: &Tested) {
        let rule = &tested.rule;
        for test in &rule.tests {
            if test.known_gap.is_some() {
                self.test(test);
            } else if let Some((article, _)) = self.prepared(test)
                && !self.have_all_fired(rule)
            {
                self.fire(&article);
            }
        }
        for verdict in &rule.verdicts {
            if verdict.known_gap.is_some() {
                self.verdict(verdict);
                continue;
            }
            for (index, text) in verdict.articles.iter().enumerate() {
                let Some(article) = self.article(index, text) else { break };
                if !self.have_all_fired(rule) {
                    self.fire(&article);
                }
            }
        }
        self.say_silent(tested);
    }

    /// Notes which entries of the rule place or drop something in an article.
    fn fire(&mut self, article: &Article) {
        for (_, judged) in self.rules.judge(article, &read(article), self.topic) {
            self.note(&judged);
        }
    }

    fn have_all_fired(&self, rule: &RuleFile) -> bool {
        lines_that_fire(rule).all(|(_, text)| self.fired.contains(&text.span.start()))
    }

    /// The article of a test, and what is expected of it. `None` if the test itself cannot be read, which is then a problem.
    fn prepared(&mut self, test: &TestFile) -> Option<(Article, Vec<Expected>)> {
        let published = self.date(test.date.as_ref())?;
        let expected = test.expect.iter().map(|expect| self.expected(expect, published)).collect::<Option<_>>()?;
        let mut article = Article::new("test", test.text.words.clone());
        article.title = test.title.as_ref().map(|title| Title { text: title.words.clone(), start: None });
        article.published = published.map(Published::on);
        Some((article, expected))
    }

    /// `None` if the test itself cannot be read, which is then a problem.
    fn test(&mut self, test: &TestFile) -> Option<Outcome> {
        let (article, expected) = self.prepared(test)?;
        let reading = read(&article);
        let (claims, reasons) = self.claims(ArticleId(0), &article, &reading);
        let mut open: Vec<&Expected> = expected.iter().collect();
        let mut surplus = 0;
        for claim in &claims {
            match open.iter().position(|expected| agrees(expected, claim)) {
                Some(at) => drop(open.remove(at)),
                None => surplus += 1,
            }
        }
        let outcome = Outcome {
            passed: open.is_empty() && surplus == 0,
            expected: test.expect.iter().map(expectation_in_words).collect(),
            found: claims.iter().map(|claim| claim_in_words(claim, &article)).collect(),
            reasons,
            ..self.outcome(test.span, test.name.as_ref().unwrap_or(&test.text), test.known_gap.as_ref())
        };
        self.say_gap(&outcome, test.known_gap.as_ref());
        Some(outcome)
    }

    fn outcome(&self, span: Span, name: &Text, known_gap: Option<&Text>) -> Outcome {
        Outcome {
            of: TestOf::Claims,
            topic: self.rules.topic(self.topic).id.clone(),
            file: self.problems.file().to_owned(),
            line: self.problems.line(span.start()),
            name: name.words.clone(),
            passed: false,
            known_gap: known_gap.map(|reason| reason.words.clone()),
            expected: Vec::new(),
            found: Vec::new(),
            reasons: Vec::new(),
        }
    }

    fn say_gap(&mut self, outcome: &Outcome, known_gap: Option<&Text>) {
        if let Some(reason) = known_gap.filter(|_| outcome.passed) {
            self.problems.suggest(
                Code::GapPasses,
                reason.span,
                "this known gap is none any more: the test passes",
                "take `known_gap:` out",
            );
            self.problems.mend_last_without_line(reason.span);
        }
    }

    fn date(&mut self, text: Option<&Text>) -> Option<Option<Date>> {
        let Some(text) = text else { return Some(None) };
        match text.words.parse() {
            Ok(date) => Some(Some(date)),
            Err(_) => {
                let message = format!("`{}` is no date", text.words);
                self.problems.suggest(Code::BadSetting, text.span, message, "write year, month, day: `2024-01-28`");
                None
            }
        }
    }

    /// The claims of the topic, and why other values of its kind were not taken.
    fn claims(&mut self, id: ArticleId, article: &Article, reading: &Reading) -> (Vec<Claim>, Vec<String>) {
        let mut claims = Vec::new();
        let mut reasons = Vec::new();
        for (mention, judged) in self.rules.judge(article, reading, self.topic) {
            self.note(&judged);
            match judged {
                Ok(placed) => claims.push(Claim {
                    article: id,
                    mention: placed.mention(&mention),
                    topic: Some(self.topic),
                    placed_by: Some(self.rules.source(self.topic, placed.source)),
                    slots: placed.slots,
                    derived_from: Vec::new(),
                }),
                Err(Miss::Kind(_)) => {}
                Err(miss) => {
                    let reason = self.rules.reason(self.topic, &miss, article, &mention);
                    reasons.push(format!("“{}”: {reason}", article.words(mention.part, mention.span)));
                }
            }
        }
        (claims, reasons)
    }

    /// Notes the entry of the rule that placed or dropped a mention.
    fn note(&mut self, judged: &Judged) {
        match judged {
            Ok(placed) => drop(self.fired.insert(placed.source.at)),
            Err(Miss::Without(words)) => {
                let lines = &self.rules.placings[self.topic.index()].without;
                self.fired.extend(lines.iter().filter(|line| line.words == *words).map(|line| line.source.at));
            }
            Err(_) => {}
        }
    }

    fn expected(&mut self, expect: &ExpectFile, published: Option<Date>) -> Option<Expected> {
        let kind = self.rules.topic(self.topic).kind;
        let Some(value) = read_value(&expect.value.words, kind, published) else {
            let words = &expect.value.words;
            let message = format!("`{words}` cannot be read as a value of kind {kind}");
            let suggestion = match kind_of(words, published) {
                Some(own) => format!("it is of kind {own}; {}, or make it a topic of kind {own}", example_of(kind)),
                None => example_of(kind).to_owned(),
            };
            self.problems.suggest(Code::UnreadableValue, expect.value.span, message, suggestion);
            return None;
        };
        let known = &self.rules.topic(self.topic).slots;
        let mut slots = Slots::new();
        for (name, values) in &expect.slots {
            if known.iter().all(|slot| slot.name != name.words) {
                let names: Vec<_> =
                    known.iter().map(|slot| slot.name.as_str()).chain(["value", "speaker", "status"]).collect();
                let message = format!("`{}` is no slot of this rule", name.words);
                let suggestion = match super::problem::closest(&name.words, names.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("a claim has {}", super::reader::listed(names.iter().copied())),
                };
                self.problems.suggest(Code::UnknownKey, name.span, message, suggestion);
                return None;
            }
            if !self.has_values(&name.words, values) {
                return None;
            }
            let mut values: Vec<String> = values.iter().map(|value| value.words.clone()).collect();
            values.sort();
            slots.insert(name.words.clone(), values);
        }
        let words = |text: &Option<Text>| text.as_ref().map(|text| text.words.clone());
        Some(Expected { value, slots, speaker: words(&expect.speaker), status: words(&expect.status) })
    }

    /// Whether a slot can have these values; what it cannot have is said. A slot of a pattern takes any.
    fn has_values(&mut self, slot: &str, values: &[Text]) -> bool {
        let placings = &self.rules.placings[self.topic.index()];
        let Some(placing) = placings.slots.iter().find(|placing| placing.name == slot) else { return true };
        if placing.values.is_empty() || placings.patterns.iter().any(|pattern| pattern.has_group(slot)) {
            return true;
        }
        let known = || placing.values.iter().map(|(_, name)| name.as_str());
        let unknown: Vec<&Text> = values.iter().filter(|value| known().all(|name| name != value.words)).collect();
        for value in &unknown {
            let message = format!("`{}` is no value of the slot `{slot}`", value.words);
            let suggestion = match super::problem::closest(&value.words, known()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None if placing.values.len() > MOST_LISTED => "use a value of the list that the slot names".to_owned(),
                None => format!("its values are {}", super::reader::listed(known())),
            };
            self.problems.suggest(Code::UnknownValue, value.span, message, suggestion);
        }
        unknown.is_empty()
    }

    /// Runs the articles of a verdict test through the comparison.
    fn verdict(&mut self, verdict: &VerdictFile) -> Option<Outcome> {
        let mut articles = Vec::with_capacity(verdict.articles.len());
        for (index, text) in verdict.articles.iter().enumerate() {
            articles.push(self.article(index, text)?);
        }
        let readings: Vec<Reading> = articles.iter().map(read).collect();
        let mut claims = Vec::new();
        for (index, (article, reading)) in articles.iter().zip(&readings).enumerate() {
            let id = ArticleId(u32::try_from(index).expect("a handful of articles"));
            claims.extend(self.claims(id, article, reading).0);
        }
        let claimed: Vec<String> =
            claims.iter().map(|claim| claim_in_words(claim, &articles[claim.article.index()])).collect();
        let comparison = compare(&articles, &readings, claims, self.rules);
        let own = comparison.findings.iter().filter(|finding| finding.topic == Some(self.topic));
        let gravest = own.max_by_key(|finding| finding.verdict);
        let relation = gravest.map_or("nothing", |finding| finding.verdict.as_str());
        let reasons = gravest.map(|finding| finding.reason.clone()).into_iter().chain(claimed);
        let name = verdict.name.as_ref().unwrap_or(&verdict.expect);
        let outcome = Outcome {
            of: TestOf::Verdict,
            passed: relation == verdict.expect.words,
            expected: vec![verdict.expect.words.clone()],
            found: vec![relation.to_owned()],
            reasons: reasons.collect(),
            ..self.outcome(verdict.span, name, verdict.known_gap.as_ref())
        };
        self.say_gap(&outcome, verdict.known_gap.as_ref());
        Some(outcome)
    }

    /// `2024-01-28 | text`, or the text alone.
    fn article(&mut self, index: usize, text: &Text) -> Option<Article> {
        let (date, words) = match text.words.split_once('|') {
            Some((date, words)) => {
                let date = Text { words: date.trim().to_owned(), span: text.span };
                (self.date(Some(&date))?, words.trim())
            }
            None => (None, text.words.as_str()),
        };
        let mut article = Article::new(format!("article {}", index + 1), words);
        article.outlet = Some(format!("outlet {}", index + 1));
        article.published = date.map(Published::on);
        Some(article)
    }

    /// Lines that placed or dropped nothing in any test, in one message.
    fn say_silent(&mut self, tested: &Tested) {
        let rule = &tested.rule;
        if rule.tests.iter().all(|test| test.expect.is_empty()) {
            // Said once already, as the lack of a test.
            return;
        }
        let is_silent = |(_, text): &(&str, &Text)| {
            let at = text.span.start();
            !self.fired.contains(&at) && !tested.doubtful.contains(&at)
        };
        let mut silent: Vec<(&str, &Text)> = lines_that_fire(rule).filter(is_silent).collect();
        silent.sort_by_key(|(_, text)| text.span);
        let Some(((_, first), others)) = silent.split_first() else { return };
        let by_key: Vec<String> = silent
            .chunk_by(|left, right| left.0 == right.0)
            .map(|own| {
                format!("{} in `{}:`", super::reader::listed(own.iter().map(|it| it.1.words.as_str())), own[0].0)
            })
            .collect();
        let (verb, does, it) = if others.is_empty() { ("fires", "it does", "it") } else { ("fire", "they do", "them") };
        let message = format!("{} {verb} in no test of the rule", by_key.join(", and "));
        let suggestion = format!("add a test in which {does} (`crosscheck rules test --add`), or take {it} out");
        self.problems.suggest(Code::NeverFires, first.span, message, suggestion).also =
            others.iter().map(|(_, text)| text.span).collect();
    }
}

/// The lines of a rule that place or drop numbers, each with its key.
fn lines_that_fire(rule: &RuleFile) -> impl Iterator<Item = (&'static str, &Text)> {
    let lines = [("of", &rule.of), ("event", &rule.event), ("pattern", &rule.pattern), ("without", &rule.without)];
    lines.into_iter().flat_map(|(key, texts)| texts.iter().map(move |text| (key, text)))
}

fn agrees(expected: &Expected, claim: &Claim) -> bool {
    let mention = &claim.mention;
    let speaker = mention.speaker.as_ref().map(|speaker| speaker.name.as_str());
    same_value(&expected.value, &mention.value)
        && expected.slots == claim.slots
        && expected.speaker.as_deref().is_none_or(|name| speaker.is_some_and(|own| own.eq_ignore_ascii_case(name)))
        && expected.status.as_deref().is_none_or(|status| status == mention.status.as_str())
}

/// Reads an expected value as the extractor reads articles. `None` unless it is one value of the kind.
pub(super) fn read_value(words: &str, kind: Kind, published: Option<Date>) -> Option<Value> {
    if kind == Kind::Name {
        let text = words.trim().to_owned();
        let name = ProperName { text, role: None, class: NameClass::Unknown };
        return (!name.text.is_empty()).then_some(Value::Name(name));
    }
    // "None" counts something only beside a noun.
    if kind == Kind::Count && words.trim().eq_ignore_ascii_case("none") {
        return Some(Value::Count(Amount::none()));
    }
    // A year by itself is a number; "in 2023" is a date.
    read_alone(words, kind, published)
        .or_else(|| read_alone(&format!("in {words}"), kind, published).filter(|_| kind == Kind::Date))
}

fn read_alone(words: &str, kind: Kind, published: Option<Date>) -> Option<Value> {
    // A title is never set aside, whatever a line of these words alone would be taken for.
    let mut article = Article::new("expected", "");
    article.title = Some(Title { text: words.to_owned(), start: None });
    article.published = published.map(Published::on);
    let mut values = read(&article).mentions.into_iter().map(|mention| mention.value).filter(|value| {
        value.kind() == kind
            || matches!((kind, value), (Kind::Percent, Value::Points(_)) | (Kind::Date, Value::Time(_)))
    });
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

/// The kind of the one value that some words express.
fn kind_of(words: &str, published: Option<Date>) -> Option<Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Name).find(|&kind| read_alone(words, kind, published).is_some())
}

fn example_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Money => "write for example `$5.5 billion`",
        Kind::Percent => "write for example `5 percent`",
        Kind::Measure => "write for example `58 kilometers`",
        Kind::Duration => "write for example `two to five years`",
        Kind::Date => "write for example `Jan. 3, 2020` or `early 2020`",
        Kind::Name => "write the name as it is spelled",
        _ => "write for example `about 2,500` or `dozens`",
    }
}

/// Whether two values say the same: same numbers and same hedge's interval, same unit; same stretch of the calendar.
pub(super) fn same_value(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Money(left, own), Value::Money(right, other)) => own == other && same_amount(left, right),
        (Value::Measure(left, own), Value::Measure(right, other)) => own == other && same_amount(left, right),
        (Value::Duration(left), Value::Duration(right)) => {
            left.unit() == right.unit() && same_amount(left.amount(), right.amount())
        }
        (Value::Name(left), Value::Name(right)) => left.text == right.text,
        (Value::Date(left), Value::Date(right)) | (Value::Time(left), Value::Time(right)) => same_timex(left, right),
        _ => {
            left.kind() == right.kind()
                && left.amount().zip(right.amount()).is_some_and(|(left, right)| same_amount(left, right))
        }
    }
}

fn same_amount(left: &Amount, right: &Amount) -> bool {
    left.interval() == right.interval() && left.stated() == right.stated() && left.stated_high() == right.stated_high()
}

fn same_timex(left: &Timex, right: &Timex) -> bool {
    (left.stretch, left.modifier, left.time) == (right.stretch, right.modifier, right.time)
}

fn expectation_in_words(expect: &ExpectFile) -> String {
    let slots = expect.slots.iter().map(|(name, values)| {
        (name.words.as_str(), values.iter().map(|value| value.words.as_str()).collect::<Vec<_>>())
    });
    let mut words = in_words(&expect.value.words, slots.collect());
    for (key, text) in [("speaker", &expect.speaker), ("status", &expect.status)] {
        if let Some(text) = text {
            words.push_str(&format!(", {key}: {}", text.words));
        }
    }
    words
}

fn claim_in_words(claim: &Claim, article: &Article) -> String {
    let slots = claim.slots.iter().map(|(name, values)| (name.as_str(), values.iter().map(String::as_str).collect()));
    let line = claim.placed_by.as_ref().map_or(0, |source| source.line);
    let value = in_words(&claim.mention.value.to_string(), slots.collect());
    format!("{value} (“{}”, by line {line})", article.words(claim.mention.part, claim.mention.span))
}

fn in_words(value: &str, slots: BTreeMap<&str, Vec<&str>>) -> String {
    let mut words = value.to_owned();
    for (name, values) in slots {
        words.push_str(&format!(", {name}: {}", values.join(" and ")));
    }
    words
}
