//! Reports of a run in their folder: one for each story that has changed, the digest, a link to the newest, and old ones
//! taken away.
//!
//! Invariant: every file is replaced as a whole or stays as it was, and nothing is replaced or taken away that crosscheck
//! did not write.

use crate::commands::save;
use anyhow::{Context, Result, bail};
use crosscheck::batch::{ReportFormat, Reports};
use crosscheck::report::signature;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The name of the link to the newest reports.
const LATEST: &str = "latest";

/// Where the reports of a run go.
pub(super) struct Outputs<'a> {
    reports: &'a Reports,
    /// The folder of the settings.
    base: &'a Path,
    run: u64,
    day: Option<Date>,
}

impl<'a> Outputs<'a> {
    pub(super) fn new(reports: &'a Reports, base: &'a Path, run: u64, day: Option<Date>) -> Self {
        Self { reports, base, run, day }
    }

    /// The formats of reports.
    pub(super) fn formats(&self) -> impl Iterator<Item = ReportFormat> + '_ {
        self.reports.formats.iter().copied()
    }

    /// Path of a report below the folder of the settings.
    pub(super) fn path(&self, story: &str, format: ReportFormat) -> String {
        format!("{}/{}", self.reports.folder.trim_end_matches('/'), self.below(story, format))
    }

    /// Path of a report below the folder of reports.
    fn below(&self, story: &str, format: ReportFormat) -> String {
        let day = self.day.map_or_else(|| "undated".to_owned(), |day| day.to_string());
        let path = self.reports.files.replace("{story}", story).replace("{run}", &format!("{:04}", self.run));
        format!("{}.{}", path.replace("{day}", &day), format.extension())
    }

    /// The way from a report of this run to a file below the folder of the settings.
    pub(super) fn way_from(&self, digest: &str, path: &str) -> String {
        let folder = digest.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (from, to): (Vec<&str>, Vec<&str>) = (folder.split('/').collect(), path.split('/').collect());
        let shared = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
        let up = std::iter::repeat_n("..", from.len() - shared);
        up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
    }

    /// Writes a report; its path is one of [`Outputs::path`].
    ///
    /// # Errors
    /// If it cannot be written, or a file stands there that crosscheck did not write.
    pub(super) fn write(&self, path: &str, text: &str) -> Result<()> {
        let path = self.base.join(path);
        let place = || path.display().to_string();
        match fs::read(&path) {
            Ok(old) if old == text.as_bytes() => return Ok(()),
            Ok(old) if !is_own(&old) => bail!("{}: is there, and crosscheck did not write it; it stays", place()),
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error).with_context(place),
            _ => {}
        }
        let folder = save::folder_of(&path);
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        save::replace(&path, text)
    }

    /// Lets `latest` lead to the folder of this run's reports, if each run has one of its own.
    ///
    /// # Errors
    /// If the link cannot be made, or something else has its name.
    pub(super) fn link_latest(&self) -> Result<()> {
        let own_folder = self.reports.files.split_once('/').is_some_and(|(first, _)| first.contains("{run}"));
        if !own_folder {
            return Ok(());
        }
        let below = self.below("x", ReportFormat::Plain);
        let (folder, _) = below.split_once('/').unwrap_or((&below, ""));
        let link = self.base.join(&self.reports.folder).join(LATEST);
        link_to(folder, &link).with_context(|| link.display().to_string())
    }

    /// Takes away reports of old runs, and folders that are empty then.
    ///
    /// # Errors
    /// If one cannot be taken away; the others are.
    pub(super) fn remove(&self, paths: &[String]) -> Result<()> {
        let mut failure = Ok(());
        let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
        for path in paths.iter().map(|path| self.base.join(path)) {
            match fs::read(&path) {
                Ok(text) if is_own(&text) => {
                    if let Err(error) = fs::remove_file(&path) {
                        failure = Err(error).with_context(|| path.display().to_string());
                    }
                }
                // Somebody has written something of his own there, or has been quicker.
                _ => {}
            }
            folders.extend(path.parent().map(Path::to_owned));
        }
        for folder in folders {
            // Only an empty one goes.
            let _ = fs::remove_dir(folder);
        }
        failure
    }
}

fn is_own(text: &[u8]) -> bool {
    text.is_empty() || str::from_utf8(text).is_ok_and(signature::is_report)
}

#[cfg(unix)]
fn link_to(folder: &str, link: &Path) -> Result<()> {
    match fs::symlink_metadata(link) {
        Ok(old) if !old.is_symlink() => bail!("is there, and no link of crosscheck's; it stays"),
        Ok(_) if fs::read_link(link).is_ok_and(|old| old == Path::new(folder)) => return Ok(()),
        _ => {}
    }
    // By way of a new link: there is no moment without one.
    let beside = link.with_file_name(format!(".{LATEST}.{}.crosscheck-new", std::process::id()));
    let _ = fs::remove_file(&beside);
    std::os::unix::fs::symlink(folder, &beside)?;
    fs::rename(&beside, link)?;
    Ok(())
}

/// Without links, a file that names the folder.
#[cfg(not(unix))]
fn link_to(folder: &str, link: &Path) -> Result<()> {
    save::replace(&link.with_extension("txt"), &format!("{folder}\n"))
}
