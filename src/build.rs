//! Embeds the rule files of `rules/` in the binary: adding a topic is adding a file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("rules");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    if root.is_dir() {
        collect(&root, &mut files)?;
    }
    // By name, not in the order of the disk: the digest of the rules must not depend on the machine.
    files.sort();
    let (mut code, mut untested) = (String::from("&[\n"), String::from("&[\n"));
    for file in &files {
        let below = file.strip_prefix(&root).map_err(io::Error::other)?;
        let name = below.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file)?;
        writeln!(code, "    ({name:?}, {text:?}),").map_err(io::Error::other)?;
        writeln!(untested, "    ({name:?}, {:?}),", without_tests(&text)).map_err(io::Error::other)?;
    }
    let out = PathBuf::from(variable("OUT_DIR")?);
    fs::write(out.join("built_in_rules.rs"), code + "]\n")?;
    fs::write(out.join("built_in_rules_without_tests.rs"), untested + "]\n")
}

/// A rule without its `tests:` and `verdicts:`, line for line: they make up most of a file, and no report needs them.
fn without_tests(text: &str) -> String {
    let mut keep = true;
    let mut kept = String::new();
    for line in text.lines() {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            keep = !(line.starts_with("tests:") || line.starts_with("verdicts:"));
        }
        kept.push_str(if keep { line } else { "" });
        kept.push('\n');
    }
    kept
}

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script its folders by environment variables")]
fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(io::Error::other)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            files.push(path);
        }
    }
    Ok(())
}
