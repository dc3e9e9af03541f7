//! Embeds the rule files of `rules/` in the binary: adding a topic is adding a file. Numbers the build, so that what one
//! program has read is not taken for what another would read.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let package = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    println!("cargo::rustc-env=CROSSCHECK_BUILD={:016x}", build_number(&package)?);
    let root = package.join("rules");
    let is_rule = |path: &Path| path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let files = files_below(&root, &is_rule)?;
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

/// What the program only shows with; the rest of `src` decides what it reads and finds.
const SURFACE: [&str; 4] = ["cli.rs", "commands.rs", "main.rs", "pager.rs"];

/// Digest (FNV-1a) of the sources of the library and of the versions that it is built with.
fn build_number(package: &Path) -> io::Result<u64> {
    let src = package.join("src");
    let counts = |path: &Path| {
        let below = path.strip_prefix(&src).unwrap_or(path);
        !below.starts_with("commands") && !SURFACE.iter().any(|name| below == Path::new(name))
    };
    let mut files = files_below(&src, &counts)?;
    // A package may come without it.
    files.extend(Some(package.join("Cargo.lock")).filter(|path| path.is_file()));
    let mut number: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        for byte in fs::read(file)? {
            number = (number ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    Ok(number)
}

/// The files below a folder that count, by name and not in the order of the disk: nothing may depend on the machine.
fn files_below(folder: &Path, counts: &impl Fn(&Path) -> bool) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    if folder.is_dir() {
        collect(folder, counts, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, counts: &impl Fn(&Path) -> bool, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, counts, files)?;
        } else if counts(&path) {
            files.push(path);
        }
    }
    Ok(())
}
