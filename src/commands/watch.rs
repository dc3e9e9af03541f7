//! `--watch`: runs again whenever a file changes.
//!
//! Files are looked at, not listened for: that needs no library, and works on the network drives of newsrooms, where no
//! system tells of changes. A look at a thousand files takes a few milliseconds.

use crate::Outcome;
use anyhow::Result;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// Time between two looks. A change is seen after one, and acted on after the next that sees no further one: well within
/// 300 ms of the save.
const LOOK_EVERY: Duration = Duration::from_millis(60);

/// What tells that a file has changed.
type Stamp = (Option<SystemTime>, u64);

/// Runs once, and again after every change of a file at or below `paths`, until the program is interrupted.
///
/// # Errors
/// If the output cannot be written. A run that fails is told, and the next may do better.
pub(crate) fn repeat<W: Write>(
    paths: &[PathBuf],
    out: &mut W,
    mut run: impl FnMut(&mut W) -> Result<Outcome>,
) -> Result<Outcome> {
    loop {
        let seen = stamps(paths);
        if let Err(error) = run(out) {
            if crate::is_broken_pipe(&error) {
                return Err(error);
            }
            super::complain(&format!("{error:#}"));
        }
        writeln!(out, "-- waiting for a change; Ctrl-C ends").and_then(|()| out.flush())?;
        wait(paths, &seen);
    }
}

/// Returns when something has changed and no longer does.
fn wait(paths: &[PathBuf], seen: &BTreeMap<PathBuf, Stamp>) {
    let mut last = seen.clone();
    loop {
        thread::sleep(LOOK_EVERY);
        let now = stamps(paths);
        if now == last && now != *seen {
            return;
        }
        last = now;
    }
}

fn stamps(paths: &[PathBuf]) -> BTreeMap<PathBuf, Stamp> {
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let below = |path: &PathBuf| {
        let walk = WalkDir::new(path).into_iter();
        walk.filter_entry(move |entry| entry.depth() == 0 || !hidden(entry.file_name()))
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| (entry.path().to_owned(), stamp(entry.path())))
            .collect::<Vec<_>>()
    };
    paths.iter().filter(|path| *path != Path::new("-")).flat_map(below).collect()
}

fn stamp(path: &Path) -> Stamp {
    let metadata = std::fs::metadata(path);
    metadata.map_or((None, 0), |metadata| (metadata.modified().ok(), metadata.len()))
}
