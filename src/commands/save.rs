//! Writing files: all of a file, or nothing of it.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Writes a file by way of a new one beside it, so that whoever is interrupted leaves the old or the new text.
pub(super) fn replace(path: &Path, text: &str) -> Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    let write = || {
        fs::write(&beside, text)?;
        if let Ok(old) = fs::metadata(path) {
            fs::set_permissions(&beside, old.permissions())?;
        }
        fs::rename(&beside, path)
    };
    write().with_context(|| path.display().to_string())
}
