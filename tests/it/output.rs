//! `--output`: reports in files, whole or not at all.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn check(folder: &Path, more: &[&str]) -> Output {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/rules");
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder).args(["check", "story", "--rules"]).arg(rules).args(more);
    command.output().expect("the command runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with a story of two articles.
fn story() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir(folder.path().join("story")).expect("a folder can be made");
    write_article(folder.path(), "courier.md", 1200);
    write_article(folder.path(), "radio.md", 1900);
    folder
}

fn write_article(folder: &Path, name: &str, tents: u32) {
    let text = format!("---\noutlet: {name}\npublished: 2024-05-02\n---\n{tents} tents stand along the river.\n");
    fs::write(folder.join("story").join(name), text).expect("the article is written");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there").filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn several_reports_are_written_in_one_run() {
    let folder = story();
    let outputs = ["--output", "csv=a.csv", "--output", "markdown=b.md", "--output", "list=c.txt", "--format", "json"];
    let output = check(folder.path(), &outputs);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(1), ""));
    assert!(output.stdout.starts_with(b"{\"schema\":\"crosscheck/report/1\""));
    assert_eq!(names(folder.path()), ["a.csv", "b.md", "c.txt", "story"]);
    for (file, format) in [("a.csv", "csv"), ("b.md", "markdown"), ("c.txt", "list")] {
        let printed = check(folder.path(), &["--format", format]).stdout;
        assert_eq!(fs::read(folder.path().join(file)).expect("it is there"), printed, "{file}");
    }
}

#[test]
fn own_reports_are_replaced_and_foreign_files_only_by_force() {
    let folder = story();
    let report = folder.path().join("report.txt");
    let plain = ["--output", "plain=report.txt", "-q"];
    assert_eq!(check(folder.path(), &plain).status.code(), Some(1));
    write_article(folder.path(), "radio.md", 2100);
    assert_eq!(check(folder.path(), &plain).status.code(), Some(1));
    assert!(fs::read_to_string(&report).expect("it is there").contains("2,100"));
    fs::write(&report, "notes of my own\n").expect("a file");
    let refused = check(folder.path(), &plain);
    let message = "crosscheck: report.txt: is there, and crosscheck did not write it; --force replaces it\n";
    assert_eq!((refused.status.code(), stderr(&refused).as_str()), (Some(2), message));
    assert!(!refused.stdout.is_empty(), "the report is printed all the same");
    assert_eq!(fs::read_to_string(&report).expect("it is there"), "notes of my own\n");
    assert_eq!(check(folder.path(), &["--output", "plain=report.txt", "--force"]).status.code(), Some(1));
    assert!(fs::read_to_string(&report).expect("it is there").contains("2,100"));
}

#[test]
fn inputs_are_never_replaced() {
    let folder = story();
    let article = folder.path().join("story/radio.md");
    let text = fs::read(&article).expect("it is there");
    fs::hard_link(&article, folder.path().join("link.md")).expect("a link");
    for path in ["story/radio.md", "link.md", "story/../story/radio.md"] {
        let output = check(folder.path(), &["--output", &format!("markdown={path}"), "--force"]);
        let message = format!("crosscheck: {path}: is one of the articles, and is not replaced\n");
        assert_eq!((output.status.code(), stderr(&output)), (Some(2), message));
        assert_eq!(fs::read(&article).expect("it is there"), text);
    }
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = story();
    let message = |outputs: &[&str]| {
        let output = check(folder.path(), outputs);
        assert_eq!(output.status.code(), Some(2), "{outputs:?}");
        stderr(&output)
    };
    assert_eq!(message(&["--output", "csv=no/a.csv"]), "crosscheck: no/a.csv: there is no folder no\n");
    assert_eq!(message(&["--output", "csv=story"]), "crosscheck: story: is a folder; name a file in it\n");
    let twice = message(&["--output", "csv=a.txt", "--output", "list=a.txt"]);
    assert_eq!(twice, "crosscheck: a.txt: two outputs are to be written to this file\n");
    assert!(message(&["--output", "cvs=a.csv"]).contains("no format is called `cvs`; did you mean `csv`?"));
    assert!(message(&["--output", "a.csv"]).contains("write FORMAT=FILE, as in html=report.html"));
    assert_eq!(names(folder.path()), ["story"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_failing_write_leaves_the_old_report_and_nothing_beside_it() {
    let folder = story();
    let run = |tents: u32| {
        write_article(folder.path(), "radio.md", tents);
        let command = "trap '' XFSZ; ulimit -f 0; exec \"$0\" check story --rules \"$1\" --output csv=report.csv";
        let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/rules");
        let mut shell = Command::new("sh");
        shell.current_dir(folder.path()).args(["-c", command, env!("CARGO_BIN_EXE_crosscheck")]).arg(rules);
        shell.output().expect("the shell runs")
    };
    check(folder.path(), &["--output", "csv=report.csv"]);
    let old = fs::read(folder.path().join("report.csv")).expect("it is there");
    let output = run(5000);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "crosscheck: report.csv: File too large (os error 27)\n");
    assert_eq!(fs::read(folder.path().join("report.csv")).expect("it is there"), old);
    assert_eq!(names(folder.path()), ["report.csv", "story"]);
}

/// A draft is not published yet: nobody else reads what is written about it, and nothing of it stands anywhere else.
#[cfg(unix)]
#[test]
fn what_is_written_about_a_draft_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = story();
    let (home, temporary) = (folder.path().join("home"), folder.path().join("tmp"));
    [&home, &temporary].into_iter().for_each(|folder| fs::create_dir(folder).expect("a folder can be made"));
    fs::write(folder.path().join("draft.md"), "The quagga count is 1200 tents along the river.\n").expect("a draft");
    let report = folder.path().join("a.csv");
    check(folder.path(), &["--output", "csv=a.csv"]);
    fs::set_permissions(&report, fs::Permissions::from_mode(0o644)).expect("they can be set");
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/rules");
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.current_dir(folder.path()).args(["check", "--draft", "draft.md", "story", "--rules"]).arg(rules);
    command.args(["--output", "csv=a.csv", "--output", "html=b.html", "--output", "list=c.txt"]);
    command.env("HOME", &home).env("TMPDIR", &temporary).env_remove("XDG_CACHE_HOME");
    let again = [command.output(), command.output()].map(|output| output.expect("the command runs"));
    assert!(again.iter().all(|output| output.stderr.is_empty()), "{again:?}");
    assert_eq!(names(folder.path()), ["a.csv", "b.html", "c.txt", "draft.md", "home", "story", "tmp"]);
    for name in ["a.csv", "b.html", "c.txt"] {
        let path = folder.path().join(name);
        let mode = fs::metadata(&path).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
        assert!(fs::read_to_string(&path).expect("text").contains("1200 tents"), "{name}");
    }
    assert!(names(&home).is_empty() && names(&temporary).is_empty());
}

#[cfg(unix)]
#[test]
fn an_unchanged_report_is_not_written_again() {
    use std::os::unix::fs::MetadataExt;
    let folder = story();
    let inode = || {
        check(folder.path(), &["--output", "csv=report.csv"]);
        fs::metadata(folder.path().join("report.csv")).expect("it is there").ino()
    };
    assert_eq!(inode(), inode());
}

#[test]
fn a_report_among_the_articles_is_no_article() {
    let folder = story();
    let run = || check(folder.path(), &["--output", "markdown=story/report.md", "--format", "jsonl"]);
    let first = run();
    let second = run();
    let note = "{\"schema\":\"crosscheck/problem/1\",\"severity\":\"note\",\"path\":\"story/report.md\",\
                \"message\":\"is a report that crosscheck wrote, not an article: not read\"}\n";
    let text = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(text(&second), format!("{note}{}", text(&first)));
    assert_eq!((second.status.code(), stderr(&second).as_str()), (Some(1), ""));
}
