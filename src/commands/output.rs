//! `--output FORMAT=FILE`: reports into files.
//!
//! A file is replaced as a whole, or stays as it was. What the run has read is never replaced; what crosscheck did not
//! write is replaced only if that is asked for; what has not changed is not written again.

use super::save;
use crate::cli::{CheckArgs, Output};
use anyhow::{Context, Result, bail};
use crosscheck::report::{Report, signature};
use crosscheck::review::FILE_NAME;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Files larger than this are not looked into: no report is.
const MOST_BYTES: u64 = 64 << 20;

/// Refuses outputs that cannot both be written.
///
/// # Errors
/// If two outputs are one file.
pub(super) fn check(outputs: &[Output]) -> Result<()> {
    for (at, output) in outputs.iter().enumerate() {
        if outputs[..at].iter().any(|other| is_same(&other.path, &output.path)) {
            bail!("{}: two outputs are to be written to this file", output.path.display());
        }
    }
    Ok(())
}

/// Writes a report to its file.
///
/// # Errors
/// If the file must not be replaced, or cannot be written.
pub(super) fn write(path: &Path, text: &str, args: &CheckArgs, report: &Report) -> Result<()> {
    let place = || path.display().to_string();
    match fs::metadata(path) {
        Ok(old) if old.is_dir() => bail!("{}: is a folder; name a file in it", place()),
        Ok(old) if old.is_file() => {
            let old_text = if old.len() <= MOST_BYTES { fs::read(path).with_context(place)? } else { Vec::new() };
            if old_text == text.as_bytes() {
                return Ok(());
            }
            let is_own = str::from_utf8(&old_text).is_ok_and(signature::is_report);
            if let Some(reason) = input(path, args, report).filter(|_| !is_own) {
                bail!("{}: {reason}, and is not replaced", place());
            }
            if !is_own && old.len() > 0 && !args.force {
                bail!("{}: is there, and crosscheck did not write it; --force replaces it", place());
            }
        }
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = save::folder_of(path);
            if !folder.is_dir() {
                bail!("{}: there is no folder {}", place(), folder.display());
            }
        }
        Err(error) => return Err(error).with_context(place),
    }
    // What stands in a draft is not published yet.
    let save = if report.comparison.draft.is_some() { save::replace_confidential } else { save::replace };
    save(path, text)
}

/// What of the run's own inputs a file is, if it is one.
fn input(path: &Path, args: &CheckArgs, report: &Report) -> Option<&'static str> {
    let articles = report.articles.iter().filter_map(|article| article.path.as_deref());
    let unread = report.problems.iter().map(|problem| problem.path.as_str());
    if articles.chain(unread).any(|read| is_same(Path::new(read), path)) {
        return Some("is one of the articles");
    }
    let stories =
        args.paths.iter().flat_map(|folder| ["story.yaml", "story.yml", FILE_NAME].map(|name| folder.join(name)));
    if args.paths.iter().cloned().chain(stories).any(|read| is_same(&read, path)) {
        return Some("is an input of this run");
    }
    let path = fs::canonicalize(path).ok()?;
    let holds = |folder: &PathBuf| fs::canonicalize(folder).is_ok_and(|folder| path.starts_with(folder));
    args.reading.rules.iter().any(holds).then_some("lies in a folder of rules")
}

/// Whether two paths lead to one file.
fn is_same(left: &Path, right: &Path) -> bool {
    #[cfg(unix)]
    if let (Ok(left), Ok(right)) = (fs::metadata(left), fs::metadata(right)) {
        use std::os::unix::fs::MetadataExt;
        return (left.dev(), left.ino()) == (right.dev(), right.ino());
    }
    match (fs::canonicalize(left), fs::canonicalize(right)) {
        (Ok(left), Ok(right)) => left == right,
        _ => left == right,
    }
}
