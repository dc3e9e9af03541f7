//! What can go wrong: [`Error`] for what cannot go on, [`Diagnostic`] for what is worth saying while the run goes on.

use std::fmt;
use std::path::{Path, PathBuf};

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something was not done: exit code 2.
    Error,
    /// Worth a look.
    Warning,
    /// For information.
    Note,
}

impl Severity {
    /// The word that stands in JSON and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A problem with an input that does not stop the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave.
    pub severity: Severity,
    /// The file, or the name of the stream; empty for a problem of the whole run.
    pub path: String,
    /// The line, from 1, if there is one.
    pub line: Option<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Diagnostic {
    /// `file:line`, or less if less is known.
    #[must_use]
    pub fn place(&self) -> String {
        self.line.map_or_else(|| self.path.clone(), |line| format!("{}:{line}", self.path))
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place() {
            place if place.is_empty() => write!(f, "{}: {}", self.severity.as_str(), self.message),
            place => write!(f, "{}: {place}: {}", self.severity.as_str(), self.message),
        }
    }
}

/// Why the job as a whole cannot go on.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] ErrorKind);

#[derive(Debug, thiserror::Error)]
enum ErrorKind {
    // Not `source`: whoever prints the chain of causes would print it twice.
    #[error("{path}: {cause}", path = path.display())]
    Io { path: PathBuf, cause: std::io::Error },
    #[error("{0}")]
    Rule(String),
    #[error("{0}")]
    Input(String),
}

impl Error {
    /// A file or stream could not be read or written.
    #[must_use]
    pub fn io(path: &Path, cause: std::io::Error) -> Self {
        Self(ErrorKind::Io { path: path.to_owned(), cause })
    }

    /// A rule or the rule set cannot be used.
    #[must_use]
    pub fn rule(message: impl Into<String>) -> Self {
        Self(ErrorKind::Rule(message.into()))
    }

    /// The input as a whole cannot be used (no articles, fewer than two …).
    #[must_use]
    pub fn input(message: impl Into<String>) -> Self {
        Self(ErrorKind::Input(message.into()))
    }

    /// Whether a file or stream could not be read or written.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self.0, ErrorKind::Io { .. })
    }

    /// Whether a rule is to blame.
    #[must_use]
    pub fn is_rule(&self) -> bool {
        matches!(self.0, ErrorKind::Rule(_))
    }
}

/// The one of `known` that `word` is most likely a misspelling of, if any is near enough.
///
/// Near enough: a Damerau–Levenshtein distance of at most a third of the longer word, as cargo and clap have it.
#[must_use]
pub fn closest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, candidate)| distance <= word.chars().count().max(candidate.chars().count()) / 3)
        .min_by_key(|&(distance, candidate)| (distance, candidate))
        .map(|(_, candidate)| candidate)
}
