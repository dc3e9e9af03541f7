//! One run at a time: a file that the run holds a lock on. The system frees it when the run ends, however it ends.

use super::super::complain;
use anyhow::{Context, Result, bail};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A lock that is held until it is dropped.
pub(super) struct Lock {
    _file: File,
}

/// Takes the lock of a ledger. `None` where there can be no lock file: then SQLite's own lock has to do.
///
/// # Errors
/// If another run holds it, and this one is not to wait.
pub(super) fn take(ledger: &Path, wait: bool) -> Result<Option<Lock>> {
    let path = beside(ledger);
    // Not cut short: it names who holds the lock.
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let Ok(mut file) = opened else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) if wait => {
            complain(&format!("waiting for another run{} to end", holder(&mut file)));
            file.lock().with_context(|| path.display().to_string())?;
        }
        Err(TryLockError::WouldBlock) => bail!(
            "another run{} is at work with {}; nothing was done (--wait waits for it)",
            holder(&mut file),
            ledger.display()
        ),
        // Some network drives know no locks.
        Err(TryLockError::Error(_)) => return Ok(None),
    }
    let named = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", std::process::id()));
    // The name is for messages only.
    let _ = named;
    Ok(Some(Lock { _file: file }))
}

fn beside(ledger: &Path) -> PathBuf {
    let mut name = ledger.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    ledger.with_file_name(name)
}

/// " (process 1234)"
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.take(20).read_to_string(&mut text));
    match text.trim() {
        pid if read.is_ok() && !pid.is_empty() && pid.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!(" (process {pid})")
        }
        _ => String::new(),
    }
}
