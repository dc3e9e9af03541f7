//! The commands of people who write rules, as data: tests/cases/author_commands.yaml.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    /// Files that are added to a new project, by name.
    files: BTreeMap<String, String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// The words of the command, those in quotation marks together.
    run: String,
    #[serde(default)]
    stdin: String,
    /// Files of this case alone.
    #[serde(default, rename = "with")]
    files: BTreeMap<String, String>,
    #[serde(default)]
    code: i32,
    /// All that is printed.
    prints: Option<String>,
    /// Words that are printed, in this order, line breaks of the screen aside.
    #[serde(default)]
    says: Vec<String>,
    /// Words that are not.
    #[serde(default)]
    never: Vec<String>,
    /// A file that the command may change, with what it then holds and lacks.
    file: Option<String>,
    #[serde(default)]
    holds: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
}

#[test]
fn authors_get_what_they_ask_for() {
    let cases: Cases = serde_yaml::from_str(include_str!("../cases/author_commands.yaml")).expect("valid cases");
    let names: BTreeSet<_> = cases.cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.cases.len(), "names of cases are distinct");
    assert!(!names.is_empty());
    let wrong: Vec<String> = cases.cases.iter().filter_map(|case| wrong(&cases.files, case)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is not as the case wants it; `None` if all is.
fn wrong(files: &BTreeMap<String, String>, case: &Case) -> Option<String> {
    let says_something = case.prints.is_some() || !case.says.is_empty() || !case.never.is_empty();
    if !says_something || case.file.is_some() != (case.holds.len() + case.lacks.len() > 0) {
        return Some(format!("{}: the case expects nothing", case.name));
    }
    let folder = tempfile::tempdir().expect("a folder to work in");
    run(folder.path(), &["init", "."], "");
    for (name, text) in files.iter().chain(&case.files) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        std::fs::write(path, text).expect("files can be written");
    }
    let (printed, code) = run(folder.path(), &words(&case.run), &case.stdin);
    let fault = |what: &str| Some(format!("{}: {what} (code {code:?}):\n{printed}", case.name));
    if code != Some(case.code) {
        return fault("another exit code");
    }
    if case.prints.as_ref().is_some_and(|wanted| wanted.trim_end() != printed.trim_end()) {
        return fault("something else is printed");
    }
    // Lines are broken where the screen ends; what stands in YAML is looked for as it stands.
    let unbroken = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut at, mut at_unbroken) = (0, 0);
    for words in &case.says {
        let found = printed[at..].find(words.as_str()).map(|found| at += found + words.len());
        let found_unbroken =
            unbroken[at_unbroken..].find(words.as_str()).map(|found| at_unbroken += found + words.len());
        if found.or(found_unbroken).is_none() {
            return fault(&format!("{words:?} is not said in its place"));
        }
    }
    if let Some(words) = case.never.iter().find(|words| unbroken.contains(words.as_str())) {
        return fault(&format!("{words:?} is said"));
    }
    let name = case.file.as_ref()?;
    let text = std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    let missing = case.holds.iter().find(|words| !text.contains(words.as_str()));
    let surplus = case.lacks.iter().find(|words| text.contains(words.as_str()));
    let either = missing.or(surplus)?;
    Some(format!("{}: {either:?} should, or should not, stand in {name}:\n{text}", case.name))
}

/// The words of a command line.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect()
}

/// Standard output and error of the program in a folder, and its exit code.
fn run(folder: &Path, args: &[&str], stdin: &str) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(args).current_dir(folder).env("COLUMNS", "100").env("CLICOLOR", "0");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    // Whoever asks nothing may be gone already.
    let _ = child.stdin.take().expect("stdin is piped").write_all(stdin.as_bytes());
    let output = child.wait_with_output().expect("the command ends");
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).expect("output is UTF-8"), output.status.code())
}
