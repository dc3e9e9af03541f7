//! Writing files: all of a file, or nothing of it.
//!
//! Invariant: whoever is interrupted, or runs out of space, leaves the old text or the new one, never a part. A run that
//! was killed may leave a file beside (`.NAME.PID.crosscheck-new`); the next one that writes NAME takes it away.

use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The end of the name of a file that is being written.
const BESIDE: &str = ".crosscheck-new";

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    /// Those who could read the old one; of a new one those whom the system lets.
    AsBefore,
    /// Its owner alone, whoever could read the old one.
    Owner,
}

/// Writes a file by way of a new one beside it. A link is followed; what is no file (a pipe, a device) is written to.
///
/// # Errors
/// If the file cannot be written; it is as before then.
pub(super) fn replace(path: &Path, text: &str) -> Result<()> {
    write(path, text, Readers::AsBefore)
}

/// [`replace`] for what is not published yet: the file is its owner's alone.
///
/// # Errors
/// If the file cannot be written; it is as before then.
pub(super) fn replace_confidential(path: &Path, text: &str) -> Result<()> {
    write(path, text, Readers::Owner)
}

fn write(path: &Path, text: &str, readers: Readers) -> Result<()> {
    let write = || match fs::canonicalize(path) {
        Ok(path) if !path.is_file() => OpenOptions::new().write(true).open(path)?.write_all(text.as_bytes()),
        Ok(path) => exchange(&path, text.as_bytes(), readers),
        Err(_) => exchange(path, text.as_bytes(), readers),
    };
    write().with_context(|| path.display().to_string())
}

fn exchange(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let Some(name) = path.file_name() else { return Err(io::ErrorKind::IsADirectory.into()) };
    sweep(path, name);
    let beside = Beside(path.with_file_name(name_beside(name)));
    // Created new: a link that someone laid there is not followed.
    let mut file = new_file(readers).open(&beside.0)?;
    // Where files cannot be locked, a leftover of a killed run stays; that is all that is lost.
    let _ = file.try_lock();
    if readers == Readers::AsBefore
        && let Ok(old) = fs::metadata(path)
    {
        file.set_permissions(old.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside.0, path)?;
    sync_folder(path);
    Ok(())
}

/// How a file is made, which nobody else may open even while it is empty if its owner alone may read it.
fn new_file(readers: Readers) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    options
}

/// A file that is being written; it is taken away with this value, unless it was renamed before.
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        // After the renaming there is nothing left to take away.
        let _ = fs::remove_file(&self.0);
    }
}

fn name_beside(name: &OsStr) -> std::ffi::OsString {
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}{BESIDE}", std::process::id()));
    beside
}

/// Takes away what killed runs left beside a file: what no living run holds a lock on.
fn sweep(path: &Path, name: &OsStr) {
    let prefix = format!(".{}.", name.to_string_lossy());
    let is_beside = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let number = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(BESIDE));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    for entry in fs::read_dir(folder_of(path)).into_iter().flatten().filter_map(Result::ok).filter(is_beside) {
        let is_left = entry.file_type().is_ok_and(|kind| kind.is_file())
            && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_left {
            // Another run may have been quicker.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Makes the new name outlive a loss of power. The file is whole in either case, so that a failure is none of the run.
fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
}

/// The folder that a file lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leftover_is_swept_and_one_in_use_stays() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("report.html");
        let beside = |number: &str| folder.path().join(format!(".report.html.{number}{BESIDE}"));
        ["1", "2", "x"].into_iter().for_each(|number| fs::write(beside(number), "half").expect("a file"));
        let in_use = File::open(beside("2")).expect("it is there");
        in_use.try_lock().expect("it can be locked");
        replace(&path, "new").expect("it is written");
        assert_eq!(["1", "2", "x"].map(|number| beside(number).exists()), [false, true, true]);
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 3, "nothing else is left");
        assert_eq!(fs::read_to_string(path).expect("it is there"), "new");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_a_device_is_written_to() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let (target, link) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&target, "old").expect("a file");
        std::os::unix::fs::symlink(&target, &link).expect("a link");
        replace(&link, "new").expect("it is written");
        assert_eq!(fs::read_to_string(&target).expect("it is there"), "new");
        assert!(link.is_symlink());
        replace_confidential(Path::new("/dev/null"), "gone").expect("a device takes it");
        assert!(!Path::new("/dev/null").is_file());
    }
}
