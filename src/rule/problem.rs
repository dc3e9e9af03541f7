//! What is wrong with a rule file: a code, the exact place, one sentence, and what to do about it.
//!
//! Problems are collected, never thrown: one run says everything about every file.

pub(crate) use crate::error::closest;
use crate::error::{Diagnostic, Severity};
use crate::span::{LineIndex, Span};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::collections::BTreeSet;
use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $severity:ident;)+) => {
        /// The kind of a problem; its word stands in messages and is what `explain` takes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The word that stands in messages.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// How grave a problem of this kind is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$name => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// The text is no YAML.
    Syntax = "syntax", Error;
    /// A tab where YAML wants spaces.
    Tab = "tab", Error;
    /// A line is one or a few spaces off its neighbours.
    Indentation = "indentation", Error;
    /// A colon and a space inside an unquoted text.
    ColonInText = "colon-in-text", Error;
    /// A curly quotation mark where YAML wants a straight one.
    CurlyQuote = "curly-quote", Error;
    /// An invisible or no-break character, pasted from a web page or a word processor.
    HiddenCharacter = "hidden-character", Error;
    /// A ` #` begins a comment and cuts a text short.
    CutByHash = "cut-by-hash", Warning;
    /// A comma inside `{ }` or `[ ]` ends an entry: `2,500` becomes two.
    CommaInBraces = "comma-in-braces", Error;
    /// No space after a colon or dash.
    MissingSpace = "missing-space", Error;
    /// A sign that a word processor or web page put where YAML has another: `–` or `•` for `-`, `：` for `:`.
    PastedSign = "pasted-sign", Error;
    /// Several lines without dashes, which YAML reads as one text.
    MissingDash = "missing-dash", Error;
    /// `&`, `*`, `!`, `@`, `%` or a backtick at the start of an unquoted text means something to YAML.
    SpecialSign = "special-sign", Error;
    /// A key is given twice in one mapping.
    DuplicateKey = "duplicate-key", Error;
    /// Too large or too deeply nested for a rule file.
    TooLarge = "too-large", Error;
    /// The file holds nothing.
    EmptyFile = "empty-file", Error;
    /// A key that no rule knows.
    UnknownKey = "unknown-key", Error;
    /// A known key in the wrong place.
    MisplacedKey = "misplaced-key", Error;
    /// A key that every rule needs.
    MissingKey = "missing-key", Error;
    /// A key without a value, or an empty entry in a list.
    EmptyValue = "empty-value", Error;
    /// A text where a list or mapping is wanted, or the other way round.
    WrongShape = "wrong-shape", Error;
    /// A word that is none of the allowed ones.
    UnknownWord = "unknown-word", Error;
    /// An unquoted `no`, `yes` or `null` in a list of words.
    PlainNo = "plain-no", Warning;
    /// A setting that this kind of topic does not have.
    WrongKind = "wrong-kind", Error;
    /// A unit that is not known.
    UnknownUnit = "unknown-unit", Error;
    /// `<name>` of a word list that no vocabulary has.
    UnknownList = "unknown-list", Error;
    /// Word lists that use each other in a circle.
    ListCycle = "list-cycle", Error;
    /// A word list that is defined again.
    ListRedefined = "list-redefined", Warning;
    /// A word list that nothing uses.
    UnusedList = "unused-list", Warning;
    /// One thing (plain list) where several named things are wanted.
    NotNamed = "not-named", Error;
    /// A line that cannot be read: a stray `+`, `<` or `>`, or nothing but signs.
    BadLine = "bad-line", Error;
    /// Several words in one line with commas between them: they are one phrase, not any of them.
    CommaInLine = "comma-in-line", Warning;
    /// `or`, `AND`, `NOT`, `|` or `/` in a line.
    OperatorInLine = "operator-in-line", Warning;
    /// `*`, `?` or brackets in a line, as search engines and regular expressions have them.
    Wildcard = "wildcard", Warning;
    /// A line of `of` that begins with a number.
    NumberInLine = "number-in-line", Warning;
    /// A line of so many words that hardly any sentence has them all.
    TooNarrow = "too-narrow", Warning;
    /// A rule that takes nearly every number of its kind.
    TooBroad = "too-broad", Warning;
    /// A condition or setting that never makes a difference.
    NeverDecisive = "never-decisive", Warning;
    /// Settings that contradict each other, or of which one makes the other idle.
    Contradiction = "contradiction", Warning;
    /// A topic whose every number another topic takes, too.
    Shadowed = "shadowed", Warning;
    /// The same line, word or slot value twice.
    Repeated = "repeated", Warning;
    /// A rule that says nothing to look for.
    NothingToFind = "nothing-to-find", Error;
    /// A rule that its own conditions keep from ever matching.
    NeverMatches = "never-matches", Error;
    /// A regular expression that does not compile, or is too large.
    BadPattern = "bad-pattern", Error;
    /// A number, date or duration that cannot be read.
    BadSetting = "bad-setting", Error;
    /// A rule without tests.
    NoTests = "no-tests", Error;
    /// A rule without a test that expects claims.
    NoPositiveTest = "no-positive-test", Error;
    /// A rule without a test that expects nothing.
    NoNegativeTest = "no-negative-test", Error;
    /// An expected value that the extractor does not read as the topic's kind.
    UnreadableValue = "unreadable-value", Error;
    /// A test expects a value that the slot does not have.
    UnknownValue = "unknown-value", Error;
    /// A known gap whose test passes.
    GapPasses = "gap-passes", Warning;
    /// A line that fires in no test of its rule.
    NeverFires = "never-fires", Warning;
    /// Two files with the same topic id.
    DuplicateTopic = "duplicate-topic", Error;
    /// A file of a rule folder that is no rule file by its name.
    NotLoaded = "not-loaded", Note;
    /// A file replaces a built-in rule.
    Replaces = "replaces", Note;
    /// A rule that is switched off.
    Disabled = "disabled", Note;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A problem of a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The file, as it was named to the loader.
    pub file: String,
    /// Where it is, in bytes of the file.
    pub span: Span,
    /// Line of the span's start, from 1.
    pub line: usize,
    /// Column of the span's start in characters, from 1.
    pub column: usize,
    /// What kind of problem.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub suggestion: Option<String>,
    /// What does it, if that is safe to do unasked.
    pub mend: Option<Mend>,
    /// Other places of the file that have the same problem.
    pub also: Vec<Span>,
}

/// New words for a stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What is replaced, in bytes of the file.
    pub span: Span,
    /// What stands there instead.
    pub words: String,
}

impl RuleProblem {
    /// Notes what mends the problem. Only for what changes nothing that the author can have meant.
    pub(crate) fn mended_by(&mut self, span: Span, words: impl Into<String>) {
        self.mend = Some(Mend { span, words: words.into() });
    }
}

/// Whether a rendering carries colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// ANSI escape sequences.
    Ansi,
    /// None.
    Plain,
}

impl RuleProblem {
    /// The problem with the lines it is about, as compilers show them. `text` is the file's text.
    #[must_use]
    pub fn render(&self, text: &str, colour: Colour) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let within = |span: Span| {
            let end = span.end().min(text.len());
            span.start().min(end)..end
        };
        let also = self.also.iter().map(|&span| AnnotationKind::Context.span(within(span)));
        let snippet = Snippet::source(text)
            .path(self.file.as_str())
            .annotation(AnnotationKind::Primary.span(within(self.span)))
            .annotations(also);
        let title = level.primary_title(self.message.as_str()).id(self.code.as_str());
        let mut group = title.element(snippet);
        if let Some(suggestion) = &self.suggestion {
            group = group.element(Level::HELP.message(suggestion.as_str()));
        }
        let renderer = match colour {
            Colour::Ansi => Renderer::styled(),
            Colour::Plain => Renderer::plain(),
        };
        renderer.render(&[group])
    }
}

impl RuleProblem {
    /// The problem among those of other inputs.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let suggestion = self.suggestion.as_ref().map_or_else(String::new, |suggestion| format!(" ({suggestion})"));
        Diagnostic {
            severity: self.severity,
            path: self.file.clone(),
            line: Some(self.line),
            message: format!("[{}] {}{suggestion}", self.code, self.message),
        }
    }
}

impl fmt::Display for RuleProblem {
    /// One line: `us-troops.yaml:3:1: error[unknown-key]: …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (severity, code) = (self.severity.as_str(), self.code);
        write!(f, "{}:{}:{}: {severity}[{code}]: {}", self.file, self.line, self.column, self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, " ({suggestion})"),
            None => Ok(()),
        }
    }
}

/// Collects the problems of one file.
#[derive(Debug)]
pub(crate) struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    lines: LineIndex,
    found: Vec<RuleProblem>,
}

impl<'a> Problems<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, lines: LineIndex::new(text), found: Vec::new() }
    }

    /// Notes a problem without a suggestion.
    pub(crate) fn add(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut RuleProblem {
        self.push(code, span, message.into(), None)
    }

    /// Notes a problem and what to do about it.
    pub(crate) fn suggest(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        suggestion: impl Into<String>,
    ) -> &mut RuleProblem {
        self.push(code, span, message.into(), Some(suggestion.into()))
    }

    fn push(&mut self, code: Code, span: Span, message: String, suggestion: Option<String>) -> &mut RuleProblem {
        let (line, column) = self.lines.line_column(self.text, span.start());
        let (file, severity) = (self.file.to_owned(), code.severity());
        let (mend, also) = (None, Vec::new());
        self.found.push(RuleProblem { file, span, line, column, code, severity, message, suggestion, mend, also });
        self.found.last_mut().expect("one was just pushed")
    }

    /// Notes what mends the problem that was noted last.
    pub(crate) fn mend_last(&mut self, span: Span, words: impl Into<String>) {
        if let Some(problem) = self.found.last_mut() {
            problem.mended_by(span, words);
        }
    }

    /// Notes that the problem that was noted last is mended by taking out the line that ends with a value, if no dash
    /// begins it.
    pub(crate) fn mend_last_without_line(&mut self, value: Span) {
        let start = self.text[..value.start()].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[value.end()..].find('\n').map_or(self.text.len(), |newline| value.end() + newline + 1);
        let is_alone = !self.text[start..value.start()].trim_start().starts_with("- ");
        if is_alone && self.text[value.end()..end].trim().is_empty() {
            self.mend_last(Span::new(start, end), "");
        }
    }

    /// Where the problems begin, by their first byte.
    pub(crate) fn starts(&self) -> BTreeSet<usize> {
        self.found.iter().map(|problem| problem.span.start()).collect()
    }

    /// The file's name.
    pub(crate) fn file(&self) -> &'a str {
        self.file
    }

    /// The file's text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The line of a byte offset, from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.lines.line_column(self.text, offset).0
    }

    /// Whether anything grave was found.
    pub(crate) fn any_error(&self) -> bool {
        self.found.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Whether a problem stands on a line.
    pub(crate) fn any_on_line(&self, line: usize) -> bool {
        self.found.iter().any(|problem| problem.line == line)
    }

    /// What was found, in the order of the file.
    pub(crate) fn into_sorted(mut self) -> Vec<RuleProblem> {
        self.found.sort_by_key(|problem| (problem.span, problem.code));
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::ALL.len());
    }

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        assert_eq!(closest("witout", ["with", "without", "of"]), Some("without"));
        assert_eq!(closest("colour", ["with", "without", "of"]), None);
    }

    #[test]
    fn a_rendering_points_at_the_place() {
        let text = "topic: Troops\nwitout: x\n";
        let mut problems = Problems::new("troops.yaml", text);
        problems.suggest(
            Code::UnknownKey,
            Span::new(14, 20),
            "`witout` is no key of a rule",
            "did you mean `without`?",
        );
        let found = problems.into_sorted();
        let rendered = found[0].render(text, Colour::Plain);
        assert!(rendered.contains("error[unknown-key]: `witout` is no key of a rule"), "{rendered}");
        assert!(rendered.contains("troops.yaml:2:1"), "{rendered}");
        assert!(rendered.contains("^^^^^^"), "{rendered}");
        assert!(rendered.contains("did you mean `without`?"), "{rendered}");
    }
}
