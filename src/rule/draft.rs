//! Tests and rules drafted from real sentences: what an author would write first, to be read and changed.
//!
//! A draft is tried before it is shown. A drafted test passes on the rule as it is; a drafted rule has no problem of its
//! own and passes its tests. What the rule *should* find only its author knows.

use super::inflect::{Inflection, forms};
use super::place::takes_kind;
use super::problem::Problems;
use super::test::{read_value, same_value};
pub(crate) use super::wording::written;
use super::yaml::{self, Node, NodeValue};
use super::{Miss, RuleSet};
use crate::article::{Article, Part, Published};
use crate::claim::{Slots, TopicId};
use crate::error::Severity;
use crate::extract::{Mention, Reading, read};
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens};
use crate::span::Span;
use crate::value::{Kind, Value};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A test in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftTest {
    /// The sentence.
    pub text: String,
    /// The day of publication, if the expected dates depend on it.
    pub date: Option<Date>,
    /// The claims that the rule finds in it.
    pub expect: Vec<DraftClaim>,
    /// The other values of the topic's kind in it, each with why it is left.
    pub left: Vec<String>,
}

/// A claim that a drafted test expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftClaim {
    /// The value, in words that read back as it.
    pub value: String,
    /// Its slots.
    pub slots: Slots,
}

impl RuleSet {
    /// A test of a topic that says what the rule finds in a sentence now.
    #[must_use]
    pub fn draft_test(&self, topic: TopicId, sentence: &str, published: Option<Published>) -> DraftTest {
        let alone = self.claims_of(topic, sentence, None);
        let dated = self.claims_of(topic, sentence, published);
        let needs_date =
            alone.iter().map(|(mention, _)| &mention.value).ne(dated.iter().map(|(mention, _)| &mention.value));
        let date = published.map(|published| published.date).filter(|_| needs_date);
        let kind = self.topic(topic).kind;
        let claim = |(mention, slots): &(Mention, Slots)| DraftClaim {
            value: value_words(sentence, mention, kind, date),
            slots: slots.clone(),
        };
        let expect = if needs_date { &dated } else { &alone }.iter().map(claim).collect();
        DraftTest { text: sentence.to_owned(), date, expect, left: self.left_in(topic, sentence, published) }
    }

    /// A test of a topic that expects a number of a sentence, whether the rule finds it now or not: its first in which the words
    /// stand. `None` if there is none of the topic's kind.
    #[must_use]
    pub fn draft_test_of(
        &self,
        topic: TopicId,
        sentence: &str,
        published: Option<Published>,
        words: &str,
    ) -> Option<DraftTest> {
        let found = self.draft_test(topic, sentence, published);
        let kind = self.topic(topic).kind;
        let article = dated(sentence, published);
        let reading = read(&article);
        let has_words = |mention: &&Mention| {
            let own = article.words(mention.part, mention.span).to_lowercase();
            takes_kind(kind, mention.value.kind()) && own.contains(&words.to_lowercase())
        };
        let mention = reading.mentions.iter().find(has_words)?;
        let needs_date = !read(&Article::new("draft", sentence)).mentions.iter().any(|own| own.value == mention.value);
        let date = found.date.or(published.map(|published| published.date).filter(|_| needs_date));
        let value = value_words(sentence, mention, kind, date);
        let mut expect = found.expect;
        if expect.iter().all(|claim| claim.value != value) {
            expect.push(DraftClaim { value, slots: Slots::new() });
        }
        Some(DraftTest { date, expect, ..found })
    }

    /// The values of the topic's kind that it leaves in a sentence, with why.
    fn left_in(&self, topic: TopicId, sentence: &str, published: Option<Published>) -> Vec<String> {
        let article = dated(sentence, published);
        let reading = read(&article);
        let left = self.judge(&article, &reading, topic).into_iter().filter_map(|(mention, judged)| {
            let miss = judged.err().filter(|miss| !matches!(miss, Miss::Kind(_)))?;
            let reason = self.reason(topic, &miss, &article, &mention);
            Some(format!("“{}”: {reason}", article.words(mention.part, mention.span)))
        });
        left.collect()
    }

    /// The values that a topic finds in a sentence.
    pub(crate) fn values_of(&self, topic: TopicId, sentence: &str, published: Option<Published>) -> Vec<Value> {
        self.claims_of(topic, sentence, published).into_iter().map(|(mention, _)| mention.value).collect()
    }

    fn claims_of(&self, topic: TopicId, sentence: &str, published: Option<Published>) -> Vec<(Mention, Slots)> {
        let article = dated(sentence, published);
        let reading = read(&article);
        let judged = self.judge(&article, &reading, topic).into_iter();
        judged
            .filter_map(|(mention, judged)| judged.ok().map(|placed| (placed.mention(&mention), placed.slots)))
            .collect()
    }
}

/// A sentence as an article.
fn dated(sentence: &str, published: Option<Published>) -> Article {
    let mut article = Article::new("draft", sentence);
    article.published = published;
    article
}

/// The words of a value that read back as it: hedge and numeral, else all of the mention, else the value as it is printed.
fn value_words(sentence: &str, mention: &Mention, kind: Kind, date: Option<Date>) -> String {
    let core = Span::new(mention.span.start().min(mention.core.start()), mention.core.end());
    let printed = mention.value.to_string();
    let written = [core.slice(sentence), mention.span.slice(sentence), printed.as_str()];
    let reads_back =
        |words: &&str| read_value(words, kind, date).is_some_and(|value| same_value(&value, &mention.value));
    written.into_iter().find(reads_back).unwrap_or(&printed).to_owned()
}

impl DraftTest {
    /// The entry as it stands under `tests:`, each line after `indent` spaces.
    #[must_use]
    pub fn yaml(&self, indent: usize) -> String {
        let margin = " ".repeat(indent);
        let mut entry = format!("{margin}- text: {}\n", written(&self.text));
        let mut line = |words: String| writeln!(entry, "{margin}  {words}").expect("writing to a string does not fail");
        if let Some(date) = self.date {
            line(format!("date: {date}"));
        }
        if self.expect.is_empty() {
            line("expect: nothing".to_owned());
            return entry;
        }
        line("expect:".to_owned());
        for claim in &self.expect {
            line(format!("  - value: {}", written(&claim.value)));
            for (name, values) in &claim.slots {
                let values: Vec<String> = values.iter().map(|value| written(value)).collect();
                match values.as_slice() {
                    [value] => line(format!("    {name}: {value}")),
                    values => line(format!("    {name}: [{}]", values.join(", "))),
                }
            }
        }
        entry
    }
}

/// The text of a rule file with a test as its last; `entry` is as [`DraftTest::yaml`] writes it. `None` if the tests of
/// the file are no list of lines with dashes, or if it cannot be read.
#[must_use]
pub fn with_entry(rule: &str, entry: &str) -> Option<String> {
    let root = yaml::parse(&mut Problems::new("rule.yaml", rule))?;
    let NodeValue::Mapping(entries) = &root.value else { return None };
    let is_tests = |key: &Node| matches!(&key.value, NodeValue::Scalar(words, _) if words == "tests");
    let Some((_, tests)) = entries.iter().find(|(key, _)| is_tests(key)) else {
        let gap = if rule.ends_with('\n') { "" } else { "\n" };
        return Some(format!("{rule}{gap}tests:\n{}", indented(entry, 2)));
    };
    let NodeValue::List(tests) = &tests.value else { return None };
    let last = tests.last()?;
    let start = rule[..last.span.start()].rfind('\n').map_or(0, |newline| newline + 1);
    let margin = rule[start..last.span.start()].trim_end().strip_suffix('-')?;
    if !margin.trim().is_empty() {
        return None;
    }
    let end = rule[last.span.end()..].find('\n').map_or(rule.len(), |newline| last.span.end() + newline + 1);
    let gap = if rule[..end].ends_with('\n') { "" } else { "\n" };
    Some(format!("{}{gap}{}{}", &rule[..end], indented(entry, margin.len()), &rule[end..]))
}

/// The lines of an entry moved, so that its dash stands after `indent` spaces.
fn indented(entry: &str, indent: usize) -> String {
    let own = entry.len() - entry.trim_start().len();
    let moved = |line: &str| {
        let inner = (line.len() - line.trim_start().len()).saturating_sub(own);
        format!("{}{}\n", " ".repeat(indent + inner), line.trim())
    };
    entry.lines().map(moved).collect()
}

/// A rule in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRule {
    /// The topic's id, from its title: the file's name without its extension.
    pub id: String,
    /// The file.
    pub text: String,
}

/// Sentences about other things, one for each kind of value, for a rule whose article has none.
const OTHER_THINGS: &[(Kind, &str)] = &[
    (Kind::Count, "The recipe asks for 12 eggs."),
    (Kind::Money, "The postcard was sold for $3."),
    (Kind::Percent, "The juice is 40 percent apple."),
    (Kind::Measure, "The shelf is 2 meters wide."),
    (Kind::Duration, "The opera lasted three hours."),
    (Kind::Date, "The poet was born on May 4, 1820."),
    (Kind::Age, "The painter, 61, lives by the sea."),
    (Kind::Name, "The poet Ada Marlow lives by the sea."),
];

/// Most ways to find a number that are tried.
const MOST_TRIES: usize = 24;

/// Drafts a rule that finds a mention of an article, with a test of its sentence and one of another that it leaves alone.
/// `None` if values of this kind are not compared, or if nothing in the sentence leads to it.
#[must_use]
pub fn draft_rule(title: &str, article: &Article, reading: &Reading, mention: &Mention) -> Option<DraftRule> {
    let kind = topic_kind(&mention.value)?;
    let sentence = sentence_of(article, reading, mention);
    let id = slug(title);
    let others = other_sentences(article, reading, mention, kind);
    let mut tries = lines_for(title, article, reading, mention, kind);
    tries.truncate(MOST_TRIES);
    tries.into_iter().find_map(|line| {
        let head = header(title, kind, &line, is_toll(article, reading, mention));
        let text = with_tests(&id, &head, &sentence, &others, article.published, mention)?;
        Some(DraftRule { id: id.clone(), text })
    })
}

/// The number that a title is most likely about: rather one whose noun the title names, then one beside which words of the title
/// stand; a date or an age only where nothing else is left. `None` if no rule can be drafted for any.
#[must_use]
pub fn likeliest<'m>(
    title: &str,
    article: &Article,
    reading: &Reading,
    mentions: &[&'m Mention],
) -> Option<&'m Mention> {
    let title_words = TitleWords::of(title);
    let rank = |mention: &Mention| {
        let noun = mention.counted.is_some_and(|it| title_words.name(article.words(mention.part, it.head)));
        let near = content_words(title, article, reading, mention);
        let beside = near.iter().any(|word| word.in_title && word.distance <= BESIDE);
        let dull = match mention.value.kind() {
            Kind::Age => 2 * u8::from(!title_words.name("age")),
            Kind::Date | Kind::Time => 1,
            _ => 0,
        };
        (!noun, dull == 2, !beside, dull)
    };
    let mut likely = mentions.to_vec();
    likely.sort_by_key(|mention| rank(mention));
    likely.into_iter().find(|mention| draft_rule(title, article, reading, mention).is_some())
}

/// Most bytes between a number and a word that is said of it. (P)
const BESIDE: usize = 16;

/// The words of a title, in all their forms.
struct TitleWords(BTreeSet<String>);

impl TitleWords {
    fn of(title: &str) -> Self {
        let lower = title.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        Self(words.flat_map(|word| forms(word, Inflection::Full)).collect())
    }

    /// Whether a word, or another form of it, stands in the title.
    fn name(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.0.contains(&word) || forms(&word, Inflection::Full).iter().any(|form| self.0.contains(form))
    }
}

/// The sentence of a mention, on one line.
#[must_use]
pub fn sentence_of(article: &Article, reading: &Reading, mention: &Mention) -> String {
    let segments = reading.segments(mention.part);
    let words = article.words(mention.part, segments.sentences[mention.sentence].span);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The kind of the topic that takes a value, if there are such topics.
fn topic_kind(value: &Value) -> Option<Kind> {
    match value.kind() {
        Kind::Points => Some(Kind::Percent),
        Kind::Time if value.timex().is_some_and(|timex| timex.days().is_some()) => Some(Kind::Date),
        Kind::Time | Kind::Ordinal | Kind::Ratio | Kind::Multiple => None,
        kind => Some(kind),
    }
}

/// `Tents in the valley` → `tents-in-the-valley`
pub(crate) fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    if slug.is_empty() { "topic".to_owned() } else { slug }
}

/// Whether a rule can be drafted for values like this one.
#[must_use]
pub fn can_be_drafted(value: &Value) -> bool {
    topic_kind(value).is_some()
}

/// Ways in which a rule may find a number, the likeliest first: lines of YAML.
fn lines_for(title: &str, article: &Article, reading: &Reading, mention: &Mention, kind: Kind) -> Vec<String> {
    let words = content_words(title, article, reading, mention);
    let mut lines = Vec::new();
    if kind == Kind::Count
        && let Some(counted) = mention.counted
    {
        let head = article.words(mention.part, counted.head);
        let before = Span::new(counted.phrase.start(), counted.head.start());
        let modifier = article.words(mention.part, before).split_whitespace().next_back();
        let modified =
            modifier.filter(|word| word.chars().all(char::is_alphabetic)).map(|word| format!("{word} {head}"));
        let generic = super::sense::is_generic(head);
        lines.extend(modified.map(|words| format!("of:\n  - {}", written(&words))));
        if !generic {
            lines.push(format!("of:\n  - {}", written(head)));
        }
        let others = words.iter().filter(|word| word.text != head);
        lines.extend(others.map(|word| format!("of:\n  - {}\nwith:\n  - {}", written(head), written(&word.text))));
    }
    // A subject or object says more than a verb: "the rent rose by 11 percent".
    let (named, mut others): (Vec<&Word>, Vec<&Word>) = words.iter().partition(|word| word.named);
    // "making off with a booty of two million": the participle says least.
    others.sort_by_key(|word| (!word.in_title, word.text.ends_with("ing")));
    let mut subjects = named;
    subjects.sort_by_key(|word| (!word.in_title, word.at));
    if kind == Kind::Date {
        for action in &others {
            lines.extend(subjects.iter().map(|subject| format!("event:\n  - {} + {}", action.text, subject.text)));
        }
        lines.extend(words.iter().map(|word| format!("event:\n  - {}", written(&word.text))));
        return lines;
    }
    let likely: Vec<&Word> = match kind {
        Kind::Count => words.iter().collect(),
        _ => {
            let (likely, far): (Vec<&Word>, Vec<&Word>) = subjects.into_iter().partition(|word| word.leads);
            likely.into_iter().chain(others).chain(far).collect()
        }
    };
    let usable = likely.iter().filter(|word| !super::sense::is_generic(&word.text));
    // "The bell, which weighs 640 kilograms": what stands by the number, together with what the title names.
    let of_title = words.iter().find(|word| word.in_title && kind != Kind::Count);
    lines.extend(usable.clone().filter(|word| word.in_title).map(|word| format!("of:\n  - {}", written(&word.text))));
    let others = usable.clone().filter(|word| !word.in_title);
    lines.extend(others.filter_map(|word| Some(format!("of:\n  - {} + {}", word.text, of_title?.text))));
    lines.extend(usable.clone().map(|word| format!("of:\n  - {}", written(&word.text))));
    lines.extend(usable.map(|word| format!("with:\n  - {}", written(&word.text))));
    lines
}

/// A word of a sentence that says what it is about.
#[derive(Debug)]
struct Word {
    text: String,
    /// Its token.
    at: usize,
    /// Whether an article or "her" stands before it, or it begins with a capital, so that it is a noun.
    named: bool,
    /// Whether the title has it.
    in_title: bool,
    /// Bytes between it and the number.
    distance: usize,
    /// Whether it stands before the number, or right after it.
    leads: bool,
}

/// Most bytes between a number and a noun right after it: "of all the". (P)
const RIGHT_AFTER: usize = 12;

/// The words of the sentence that say what it is about: those of the title first, then those nearest to the number.
fn content_words(title: &str, article: &Article, reading: &Reading, mention: &Mention) -> Vec<Word> {
    let segments = reading.segments(mention.part);
    let tokens = Tokens { text: article.part(mention.part), tokens: &segments.tokens };
    let numbers =
        reading.mentions.iter().filter(|other| (other.part, other.sentence) == (mention.part, mention.sentence));
    let numerals: Vec<Span> = numbers.map(|other| other.core).collect();
    let is_content = |&at: &usize| {
        let span = tokens.tokens[at].span;
        tokens.kind(at) == Some(TokenKind::Word)
            && tokens.raw(at).chars().count() > 2
            && !tokens.is(at, Class::TITLE)
            && !tokens.is(at, Class::FUNCTION.with(Class::HEDGE).with(Class::REPORTING).with(Class::AUXILIARY))
            && !tokens.is(at, Class::ADVERB.with(Class::UNIT).with(Class::CURRENCY).with(Class::TIME_UNIT))
            && !tokens.is(at, Class::PERCENT.with(Class::MONTH).with(Class::WEEKDAY).with(Class::SCALE))
            && !numerals.iter().any(|numeral| numeral.overlaps(span))
    };
    let mut content: Vec<usize> = segments.sentences[mention.sentence].tokens.clone().filter(is_content).collect();
    let distance = |at: usize| {
        let span = tokens.tokens[at].span;
        if span.start() >= mention.span.end() {
            span.start() - mention.span.end()
        } else {
            mention.span.start().saturating_sub(span.end())
        }
    };
    let title_words = TitleWords::of(title);
    content.sort_by_cached_key(|&at| (!title_words.name(tokens.raw(at)), distance(at), at));
    let start = segments.sentences[mention.sentence].tokens.start;
    let mut words: Vec<Word> = Vec::new();
    for at in content {
        let raw = tokens.raw(at);
        let text = if tokens.capitalised(at) && at > start { raw.to_owned() } else { raw.to_lowercase() };
        let named = at > start && (tokens.is(at - 1, Class::DETERMINER.with(Class::PRONOUN)) || tokens.capitalised(at));
        let in_title = title_words.name(raw);
        if words.iter().all(|known| known.text != text) {
            let leads = tokens.tokens[at].span.start() < mention.span.start() || distance(at) <= RIGHT_AFTER;
            words.push(Word { text, at, named, in_title, distance: distance(at), leads });
        }
    }
    words
}

/// Sentences of the article with values of the kind, and one about something else.
fn other_sentences(article: &Article, reading: &Reading, mention: &Mention, kind: Kind) -> Vec<String> {
    let own = (mention.part, mention.sentence);
    let others = reading.mentions.iter().filter(|other| {
        (other.part, other.sentence) != own && other.part == Part::Body && topic_kind(&other.value) == Some(kind)
    });
    let mut sentences: Vec<String> = others.map(|other| sentence_of(article, reading, other)).collect();
    sentences.dedup();
    sentences.extend(OTHER_THINGS.iter().filter(|(other, _)| *other == kind).map(|(_, text)| (*text).to_owned()));
    sentences
}

/// The keys before the tests.
pub(crate) fn header(title: &str, kind: Kind, line: &str, rises: bool) -> String {
    let mut text = format!("topic: {}\n", written(title));
    text.push_str("# question: the question that an editor would ask\n");
    text.push_str(&format!("kind: {kind}\n{line}\n"));
    text.push_str("# without: [words that drop a number, such as: killed, in 2014]\n");
    if !matches!(kind, Kind::Date | Kind::Name) {
        let over_time = if rises && kind == Kind::Count { "rises" } else { "varies" };
        text.push_str(&format!("compare:\n  over_time: {over_time}\n"));
    }
    text
}

/// Whether a word of tolls stands by a number, and by no other number of the sentence.
pub(crate) fn is_toll(article: &Article, reading: &Reading, mention: &Mention) -> bool {
    let sentence = reading.segments(mention.part).sentences[mention.sentence].span;
    let text = sentence.slice(article.part(mention.part)).to_ascii_lowercase();
    let own = reading.mentions.iter().filter(|other| {
        (other.part, other.sentence) == (mention.part, mention.sentence) && other.value.kind() == Kind::Count
    });
    let numbers: Vec<Span> = own.map(|other| other.span).collect();
    let is_nearest = |at: usize| {
        let distance =
            |number: &&Span| if at < number.start() { number.start() - at } else { at.abs_diff(number.end()) };
        numbers.iter().min_by_key(distance) == Some(&mention.span)
    };
    TOLLS.iter().flat_map(|word| text.match_indices(word)).any(|(at, _)| is_nearest(sentence.start() + at))
}

/// Words of figures that only rise.
const TOLLS: &[&str] = &["killed", "died", "dead", "injured", "wounded", "hurt", "arrested", "evacuated", "destroyed"];

/// The rule with its tests, if it finds the mention, leaves another sentence alone, and has no problem.
fn with_tests(
    id: &str,
    head: &str,
    sentence: &str,
    others: &[String],
    published: Option<Published>,
    mention: &Mention,
) -> Option<String> {
    let rules = without_tests(id, head)?;
    let topic = TopicId(0);
    let positive = rules.draft_test(topic, sentence, published);
    let found = rules.claims_of(topic, sentence, published);
    if !found.iter().any(|(own, _)| own.value == mention.value) {
        return None;
    }
    let negative =
        others.iter().map(|other| rules.draft_test(topic, other, published)).find(|test| test.expect.is_empty())?;
    let text = format!("{head}tests:\n{}{}", positive.yaml(2), negative.yaml(2));
    is_sound(id, &text, 2).then_some(text)
}

/// The rule that these keys make. Any tests will do until it has said what it finds.
pub(crate) fn without_tests(id: &str, head: &str) -> Option<RuleSet> {
    let tests = "tests:\n  - text: x\n    expect: nothing\n  - text: y\n    expect: \"1\"\n";
    let (rules, _) = RuleSet::from_files(&[(format!("{id}.yaml"), format!("{head}{tests}"))]);
    (!rules.topics().is_empty()).then_some(rules)
}

/// Whether a rule has no problem and passes its tests, of which there are so many.
pub(crate) fn is_sound(id: &str, text: &str, tests: usize) -> bool {
    let (rules, problems) = RuleSet::from_files(&[(format!("{id}.yaml"), text.to_owned())]);
    let run = rules.test();
    let clean = problems.iter().chain(&run.problems).all(|problem| problem.severity == Severity::Note);
    clean && run.outcomes.len() == tests && run.failures().next().is_none()
}
