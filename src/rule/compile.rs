//! A rule file into a compiled topic: words become terms, settings become types, and what contradicts itself is said.
//!
//! Everything that needs one file alone is checked here; what needs the text of tests is left to `test`.

use super::file::{CompareFile, LookIn, RuleFile, Scope, SlotFile, SlotValues, Text};
use super::inflect::is_irregular_past;
use super::kinds::Kinds;
use super::phrase::{MatcherBuilder, Spelling, TermId};
use super::place::takes_kind;
use super::problem::{Code, Problems, closest};
use super::sense;
use super::vocab::{Piece, Vocabulary, parts};
use super::{CompareSettings, Gravity, OverTime, Reconcile, Slot, Tolerance, Topic};
use crate::span::Span;
use crate::value::{Grain, Kind, Unit};
use regex::{Regex, RegexBuilder};
use rust_decimal::Decimal;
use std::ops::Deref;
use std::sync::Arc;

/// Hours within which two claims are of the same time, unless the rule says otherwise. (P)
const WITHIN_HOURS: u32 = 24;
/// The same for figures that only rise or only fall: tolls of breaking events. (P)
const WITHIN_HOURS_OF_TOLLS: u32 = 3;
/// Longest regular expression, in bytes.
const MAX_PATTERN: usize = 4 << 10;
/// Largest compiled regular expression, in bytes; it refuses `\w{1000}` and the like.
const MAX_PROGRAM: usize = 1 << 20;

/// What placement needs of a topic.
#[derive(Debug)]
pub(super) struct Placing {
    pub(super) kind: Kind,
    /// The kinds of values that it takes.
    pub(super) taken: Kinds,
    pub(super) of: Lines,
    pub(super) event: Lines,
    pub(super) patterns: Vec<Pattern>,
    pub(super) units: Vec<Unit>,
    pub(super) with: Lines,
    pub(super) scope: Scope,
    pub(super) without: Lines,
    pub(super) slots: Vec<SlotPlacing>,
    /// File name below the rules folder.
    pub(super) file: String,
}

impl Placing {
    /// The terms one of which stands in every sentence with a claim; `None` if there are none such.
    pub(super) fn triggers(&self) -> Option<Vec<TermId>> {
        let leads = |lines: &[Line]| lines.iter().map(|line| line.lead).collect::<Vec<_>>();
        let in_sentence = !self.with.is_empty() && self.scope == Scope::Sentence;
        if self.patterns.is_empty() && !(self.of.is_empty() && self.event.is_empty()) {
            return Some([leads(&self.of), leads(&self.event)].concat());
        }
        in_sentence.then(|| leads(&self.with))
    }
}

/// Lines, with their leads side by side: of most lines no more is looked at.
#[derive(Debug)]
pub(super) struct Lines {
    leads: Vec<TermId>,
    lines: Vec<Line>,
}

impl Lines {
    fn new(lines: Vec<Line>) -> Self {
        Self { leads: lines.iter().map(|line| line.lead).collect(), lines }
    }

    /// The lines whose lead is one of some terms.
    pub(super) fn led_by(&self, is_there: impl Fn(TermId) -> bool) -> impl Iterator<Item = &Line> {
        self.leads.iter().zip(&self.lines).filter(move |(lead, _)| is_there(**lead)).map(|(_, line)| line)
    }
}

impl Deref for Lines {
    type Target = [Line];

    fn deref(&self) -> &[Line] {
        &self.lines
    }
}

/// A line of `of`, `event`, `with` or `without`.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// As written.
    pub(super) words: Arc<str>,
    /// Where.
    pub(super) source: Source,
    /// The head noun (`of`), the action word (`event`), the first part.
    pub(super) lead: TermId,
    /// What else stands in the sentence.
    pub(super) others: Vec<TermId>,
    /// The words of each term, in the order of [`Line::terms`].
    pub(super) names: Vec<String>,
}

impl Line {
    /// All terms.
    pub(super) fn terms(&self) -> impl Iterator<Item = TermId> + '_ {
        std::iter::once(self.lead).chain(self.others.iter().copied())
    }
}

/// A `pattern` line.
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) regex: Regex,
    pub(super) source: Source,
}

impl Pattern {
    /// Whether it has a group of this name.
    pub(super) fn has_group(&self, name: &str) -> bool {
        self.regex.capture_names().flatten().any(|group| group == name)
    }
}

/// Where an entry stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    /// Line, from 1.
    pub(super) line: usize,
    /// First byte: two entries may stand on one line.
    pub(super) at: usize,
}

/// What placement needs of a slot.
#[derive(Debug)]
pub(super) struct SlotPlacing {
    pub(super) name: String,
    /// Sorted by term.
    pub(super) values: Vec<(TermId, String)>,
    pub(super) required: bool,
    pub(super) look_in: Vec<LookIn>,
}

/// Compiles a rule file. `None` if what is wrong keeps it from being used.
pub(super) fn compile(
    id: &str,
    file: &RuleFile,
    vocabulary: &mut Vocabulary,
    builder: &mut MatcherBuilder,
    problems: &mut Problems<'_>,
) -> Option<(Topic, Placing)> {
    let kind = file.kind.map_or(Kind::Count, |(kind, _)| kind);
    sense::check_kind(file, kind, problems);
    let mut compiler = Compiler { vocabulary, builder, problems };
    let patterns = compiler.patterns(&file.pattern);
    let placing = Placing {
        kind,
        taken: Kind::ALL.into_iter().filter(|&value| takes_kind(kind, value)).collect(),
        of: compiler.lines(&file.of, Compiler::of_line),
        event: compiler.lines(&file.event, Compiler::whole_line),
        units: compiler.units(&file.unit),
        with: compiler.lines(&file.with, Compiler::whole_line),
        scope: file.scope.map_or(Scope::Sentence, |(scope, _)| scope),
        without: compiler.lines(&file.without, Compiler::whole_line),
        slots: compiler.slots(&file.slots, &patterns),
        patterns,
        file: compiler.problems.file().to_owned(),
    };
    let compare = compare_settings(&file.compare, kind, problems);
    sense::check(file, &placing, &compare, problems);
    let topic = Topic {
        id: id.to_owned(),
        title: file.topic.as_ref().map_or_else(|| id.to_owned(), |topic| topic.words.clone()),
        question: file.question.as_ref().map(|question| question.words.clone()),
        kind,
        slots: file
            .slots
            .iter()
            .map(|slot| Slot {
                name: slot.name.words.clone(),
                required: slot.required,
                adds_up: slot.adds_up.is_some(),
            })
            .collect(),
        compare,
        reconcile: file.reconcile.map_or(Reconcile::Newest, |(policy, _)| policy),
    };
    (!problems.any_error()).then_some((topic, placing))
}

struct Compiler<'v, 'p, 'a> {
    vocabulary: &'v mut Vocabulary,
    builder: &'v mut MatcherBuilder,
    problems: &'p mut Problems<'a>,
}

impl Compiler<'_, '_, '_> {
    fn lines(&mut self, texts: &[Text], read: impl Fn(&mut Self, &Text) -> Option<Line>) -> Lines {
        Lines::new(texts.iter().filter_map(|text| read(self, text)).collect())
    }

    /// `<us> service members`: the last word or list is the head noun; every other one stands anywhere in the sentence. Small
    /// words ("to", "of") are no words by themselves. `taken hostage` has no noun, and stands as it is.
    fn of_line(&mut self, text: &Text) -> Option<Line> {
        let parts = parts(text, self.problems)?;
        let (phrase, more) = parts.split_first()?;
        if is_predicate(phrase) {
            return self.line(text, phrase, more);
        }
        let mut elements: Vec<Vec<Piece>> = phrase.iter().flat_map(elements).map(|piece| vec![piece]).collect();
        let head = elements.pop()?;
        elements.extend(more.iter().cloned());
        self.line(text, &head, &elements)
    }

    /// `combat mission + end`: each part as it stands.
    fn whole_line(&mut self, text: &Text) -> Option<Line> {
        let parts = parts(text, self.problems)?;
        let (lead, others) = parts.split_first()?;
        self.line(text, lead, others)
    }

    fn line(&mut self, text: &Text, lead: &[Piece], others: &[Vec<Piece>]) -> Option<Line> {
        let names = std::iter::once(lead).chain(others.iter().map(Vec::as_slice)).map(shown).collect();
        let lead = self.term(lead, text.span)?;
        let others = others.iter().map(|pieces| self.term(pieces, text.span)).collect::<Option<_>>()?;
        Some(Line { words: text.words.as_str().into(), source: self.source(text), lead, others, names })
    }

    fn source(&self, text: &Text) -> Source {
        let at = text.span.start();
        Source { line: self.problems.line(at), at }
    }

    fn term(&mut self, pieces: &[Piece], span: Span) -> Option<TermId> {
        let spellings = self.vocabulary.spellings(pieces, span, self.problems)?;
        Some(self.builder.term(spellings))
    }

    fn units(&mut self, texts: &[Text]) -> Vec<Unit> {
        texts.iter().filter_map(|text| self.unit(text)).collect()
    }

    fn unit(&mut self, text: &Text) -> Option<Unit> {
        let unit = Unit::symbol(&text.words).or_else(|| Unit::named(&text.words));
        if unit.is_none() {
            let names = Unit::names();
            let suggestion = match closest(&text.words, names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write for example `kilometers`, `magnitude` or `degrees celsius`".to_owned(),
            };
            self.problems.suggest(Code::UnknownUnit, text.span, format!("`{}` is no unit", text.words), suggestion);
        }
        unit
    }

    fn patterns(&mut self, texts: &[Text]) -> Vec<Pattern> {
        texts.iter().filter_map(|text| self.pattern(text)).collect()
    }

    fn pattern(&mut self, text: &Text) -> Option<Pattern> {
        if text.words.len() > MAX_PATTERN {
            let message = format!("the pattern has {} bytes; at most {MAX_PATTERN} are allowed", text.words.len());
            self.problems.add(Code::BadPattern, text.span, message);
            return None;
        }
        let built = RegexBuilder::new(&text.words).case_insensitive(true).size_limit(MAX_PROGRAM).build();
        let regex = match built {
            Ok(regex) => regex,
            Err(error) => {
                let message =
                    format!("this is no regular expression that can be used: {}", last_line(&error.to_string()));
                self.problems.add(Code::BadPattern, text.span, message);
                return None;
            }
        };
        if !regex.capture_names().flatten().any(|name| name == "value") {
            let message = "the pattern has no group `value`";
            self.problems.suggest(Code::BadPattern, text.span, message, "mark the number: `(?<value>…)`");
            return None;
        }
        if regex.is_match("") {
            self.problems.add(Code::BadPattern, text.span, "the pattern matches where nothing stands");
            return None;
        }
        Some(Pattern { regex, source: self.source(text) })
    }

    fn slots(&mut self, slots: &[SlotFile], patterns: &[Pattern]) -> Vec<SlotPlacing> {
        slots.iter().map(|slot| self.slot(slot, patterns)).collect()
    }

    fn slot(&mut self, slot: &SlotFile, patterns: &[Pattern]) -> SlotPlacing {
        // A group of a pattern gives any value, such as a surname.
        let is_group = |pattern: &Pattern| pattern.has_group(&slot.name.words);
        if matches!(slot.values, SlotValues::Missing) && !slot.meant_values && !patterns.iter().any(is_group) {
            let message = format!("the slot `{}` needs `values:`", slot.name.words);
            let suggestion = "write for example `values: <countries>`";
            self.problems.suggest(Code::MissingKey, slot.name.span, message, suggestion);
        }
        let mut values: Vec<(TermId, String)> = Vec::new();
        for (name, spellings) in self.slot_values(&slot.values) {
            let term = self.builder.term(spellings);
            match values.iter().find(|(known, _)| *known == term) {
                Some((_, other)) => {
                    let message = format!("`{other}` and `{name}` are found by the same words");
                    self.problems.add(Code::Repeated, slot.name.span, message);
                }
                None => values.push((term, name)),
            }
        }
        values.sort();
        if values.is_empty() && !matches!(slot.values, SlotValues::Missing) && !self.problems.any_error() {
            let message = format!("the slot `{}` has no value that could be found", slot.name.words);
            self.problems.add(Code::NeverMatches, slot.name.span, message);
        }
        SlotPlacing { name: slot.name.words.clone(), values, required: slot.required, look_in: slot.look_in.clone() }
    }

    fn slot_values(&mut self, values: &SlotValues) -> Vec<(String, Vec<Spelling>)> {
        let mut found = Vec::new();
        match values {
            SlotValues::Missing => {}
            SlotValues::Named(things) => {
                for (name, lines) in things {
                    let spellings = lines.iter().filter_map(|line| self.one_part(line)).flatten().collect();
                    found.push((name.words.clone(), spellings));
                }
            }
            SlotValues::Lines(lines) => {
                for line in lines {
                    found.extend(self.values_of_line(line));
                }
            }
        }
        found
    }

    /// `<countries>` brings the things of a named list; a word is a value of its own.
    fn values_of_line(&mut self, line: &Text) -> Vec<(String, Vec<Spelling>)> {
        let Some(parts) = parts(line, self.problems) else { return Vec::new() };
        if let [pieces] = parts.as_slice()
            && let [Piece::List(name, span)] = pieces.as_slice()
        {
            let Some(list) = self.vocabulary.list(name, *span, self.problems) else { return Vec::new() };
            let Some(things) = list.things.clone() else {
                let message =
                    format!("`<{name}>` is one thing with many spellings; a slot needs several things with names");
                self.problems.suggest(
                    Code::NotNamed,
                    line.span,
                    message,
                    format!("write `values: {{{name}: <{name}>}}`, or make it a named list in vocab.yaml"),
                );
                return Vec::new();
            };
            return things;
        }
        self.one_part(line).map(|spellings| (line.words.clone(), spellings)).into_iter().collect()
    }

    fn one_part(&mut self, line: &Text) -> Option<Vec<Spelling>> {
        let parts = parts(line, self.problems)?;
        let [pieces] = parts.as_slice() else {
            self.problems.add(Code::BadLine, line.span, "the value of a slot is a word or list; it has no ` + `");
            return None;
        };
        self.vocabulary.spellings(pieces, line.span, self.problems)
    }
}

/// Each word is an element of its own; hyphens keep words together, and so do small words with the word before, at the
/// beginning with the one behind: a number stands by "sentenced to", not by any "to".
fn elements(piece: &Piece) -> Vec<Piece> {
    match piece {
        Piece::List(..) => vec![piece.clone()],
        Piece::Words(words) => {
            let opening = words.iter().take_while(|word| word.is_small()).count();
            let runs = words[opening..].chunk_by(|_, next| next.is_joined() || next.is_small());
            let mut runs: Vec<Vec<_>> = runs.map(<[_]>::to_vec).collect();
            match runs.first_mut() {
                Some(first) => first.splice(..0, words[..opening].iter().cloned()).for_each(drop),
                None => runs.push(words.clone()),
            }
            runs.into_iter().map(Piece::Words).collect()
        }
    }
}

/// Whether a phrase tells what became of those who are counted and has no head noun: `taken hostage`, `laid off`, `forced from
/// their homes`. A participle may also describe a noun (`stolen cars`, `armored vehicles`): a plural right behind an irregular
/// one is that noun, and whatever is no small word behind a regular one.
fn is_predicate(phrase: &[Piece]) -> bool {
    let [Piece::Words(words)] = phrase else { return false };
    let [first, second, ..] = words.as_slice() else { return false };
    let describes = if is_irregular_past(first.folded()) {
        second.folded().ends_with('s') && !second.folded().ends_with("ss")
    } else {
        !first.folded().ends_with("ed") || !second.is_small()
    };
    !describes
}

/// Pieces as they stand in a rule.
fn shown(pieces: &[Piece]) -> String {
    let words = pieces.iter().flat_map(|piece| match piece {
        Piece::List(name, _) => vec![format!("<{name}>")],
        Piece::Words(words) => words.iter().map(|word| word.folded().to_owned()).collect(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn last_line(message: &str) -> &str {
    message.lines().last().unwrap_or(message).trim_start_matches("error: ")
}

fn compare_settings(file: &CompareFile, kind: Kind, problems: &mut Problems<'_>) -> CompareSettings {
    let tolerance = file.tolerance.as_ref().and_then(|text| tolerance(text, kind, problems));
    let over_time = file.over_time.map_or(OverTime::Fixed, |(over_time, _)| over_time);
    let usual_window = match over_time {
        OverTime::Rises | OverTime::Falls => WITHIN_HOURS_OF_TOLLS,
        OverTime::Fixed | OverTime::Varies => WITHIN_HOURS,
    };
    CompareSettings {
        tolerance: tolerance.unwrap_or(Tolerance::Exact),
        precision: file.precision.map_or(Grain::Day, |(grain, _)| grain),
        over_time,
        within_hours: file.within.as_ref().and_then(|text| hours(text, problems)).unwrap_or(usual_window),
        gravity: file.conflict_is.unwrap_or(Gravity::Normal),
    }
}

/// `exact`, `10%`, `2 points`
fn tolerance(text: &Text, kind: Kind, problems: &mut Problems<'_>) -> Option<Tolerance> {
    let words = text.words.to_lowercase();
    if words == "exact" {
        return Some(Tolerance::Exact);
    }
    let (number, unit) = split_number(&words);
    let number = number.parse::<Decimal>().ok().filter(|number| !number.is_sign_negative());
    match (number, unit) {
        (Some(number), "%" | "percent") => Some(Tolerance::Percent(number)),
        (Some(number), "point" | "points") if kind == Kind::Percent => Some(Tolerance::Points(number)),
        (Some(_), "point" | "points") => {
            let message = format!("points are for percentages; this topic is of kind {kind}");
            problems.suggest(Code::WrongKind, text.span, message, "write for example `10%`");
            None
        }
        _ => {
            let message = format!("`{}` is no tolerance", text.words);
            let suggestion = match number {
                Some(number) => format!("write `{number}%`, or `exact`"),
                None => "write `exact`, `10%` or `2 points`".to_owned(),
            };
            problems.suggest(Code::BadSetting, text.span, message, suggestion);
            None
        }
    }
}

/// `24 h`, `3 hours`, `2 days`
fn hours(text: &Text, problems: &mut Problems<'_>) -> Option<u32> {
    let words = text.words.to_lowercase();
    let (number, unit) = split_number(&words);
    let factor = match unit {
        "h" | "hour" | "hours" => Some(1),
        "d" | "day" | "days" => Some(24),
        "week" | "weeks" => Some(7 * 24),
        _ => None,
    };
    let hours = number.parse::<u32>().ok().zip(factor).and_then(|(number, factor)| number.checked_mul(factor));
    if hours.is_none() {
        let message = format!("`{}` is no length of time that can be used here", text.words);
        let suggestion = match (number.is_empty(), unit.is_empty()) {
            (false, true) => format!("write `{number} h` or `{number} days`"),
            _ => "write it with a numeral: `24 h` or `2 days`".to_owned(),
        };
        problems.suggest(Code::BadSetting, text.span, message, suggestion);
    }
    hours
}

fn split_number(words: &str) -> (&str, &str) {
    let end = words.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(words.len());
    (&words[..end], words[end..].trim())
}
