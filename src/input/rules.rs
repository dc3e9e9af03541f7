//! The texts of a rule folder; what they mean is told in `rule/`.

use super::text;
use crate::error::{Diagnostic, Error, Severity};
use crate::rule::is_rule_file;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use walkdir::WalkDir;

/// Largest rule file, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The files of a rule folder.
#[derive(Clone, Debug, Default)]
pub struct RuleFiles {
    /// Path and text of every `.yaml` and `.yml` file, by path.
    pub files: Vec<(String, String)>,
    /// For a rule file that was named by itself: the word lists that its folder, or the one above, has for it.
    pub beside: Option<(String, String)>,
    /// Files whose names are not those of rule files, by path.
    pub others: Vec<String>,
    /// Files that could not be read.
    pub problems: Vec<Diagnostic>,
}

/// The file of word lists.
const VOCABULARY: &str = "vocab.yaml";

/// Reads a rule file, or every rule file of a folder and the folders below it. Hidden files and symbolic links are
/// left out.
///
/// # Errors
/// If there is nothing at `path`. A single file that cannot be read is a problem, and the rest is read.
pub fn read_rule_folder(path: &Path) -> Result<RuleFiles, Error> {
    let metadata = fs::metadata(path)
        .map_err(|error| Error::io(path, io::Error::new(error.kind(), super::not_found(path, &error))))?;
    let mut found = RuleFiles::default();
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(path).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name())) {
        match entry {
            Ok(entry) if !entry.file_type().is_file() => {}
            Ok(entry) if entry.depth() == 0 || is_rule_file(&entry.file_name().to_string_lossy()) => {
                found.add(entry.path());
            }
            Ok(entry) => found.others.push(entry.path().display().to_string()),
            Err(error) => {
                let place = error.path().unwrap_or(path).to_owned();
                found.complain(&place, io::Error::from(error).to_string());
            }
        }
    }
    if metadata.is_file() && !path.ends_with(VOCABULARY) {
        found.look_beside(path);
    }
    Ok(found)
}

impl RuleFiles {
    fn add(&mut self, path: &Path) {
        match read(path) {
            Ok(text) => self.files.push((path.display().to_string(), text)),
            Err(message) => self.complain(path, message),
        }
    }

    /// Reads the word lists of the folder that a single file lies in; rules of one desk lie below those of all.
    fn look_beside(&mut self, path: &Path) {
        let folders = path.ancestors().skip(1).take(2);
        let Some(lists) = folders.map(|folder| folder.join(VOCABULARY)).find(|lists| lists.is_file()) else { return };
        match read(&lists) {
            Ok(text) => self.beside = Some((lists.display().to_string(), text)),
            Err(message) => self.complain(&lists, message),
        }
    }

    fn complain(&mut self, path: &Path, message: String) {
        let path = path.display().to_string();
        self.problems.push(Diagnostic { severity: Severity::Error, path, line: None, message });
    }
}

fn read(path: &Path) -> Result<String, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    text::decode(super::read_at_most(file, MAX_BYTES)?)
}
