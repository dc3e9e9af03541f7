//! What an editor's desk needs around the reports: doctor, help pages, completions, manual pages, suggestions.

use crosscheck::report::sheet::{Entry, Sheet, render};
use crosscheck::report::table::{Detail, Look};
use crosscheck::rule::RuleSet;
use std::path::Path;
use std::process::{Command, Output};
use unicode_width::UnicodeWidthStr;

/// Settings that change how things look.
pub(crate) const SETTINGS: [&str; 14] = [
    "COLUMNS",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "TERM",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "FORCE_HYPERLINK",
    "CROSSCHECK_PAGER",
    "PAGER",
    "LESS",
    "CROSSCHECK_REVIEWER",
    "SOURCE_DATE_EPOCH",
];

fn run(args: &[&str], settings: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    SETTINGS.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.args(args).envs(settings.iter().copied()).output().expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::create_dir_all(folder.join(name).parent().expect("names have folders")).expect("the folder is made");
    std::fs::write(folder.join(name), text).expect("the file is written");
}

#[test]
fn doctor_says_what_is_read_from_where_and_how_it_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().to_str().expect("temporary folders have plain names");
    write(
        folder.path(),
        "story.yaml",
        "title: Tents\narticles:\n  - {file: a.md, outlet: Courier, published: 2024-05-02}\n",
    );
    write(folder.path(), "a.md", "There are 12 tents.\n");
    write(folder.path(), "b.md", "There are 13 tents.\n");
    write(folder.path(), "chart.png", "x");
    write(folder.path(), ".git/config", "x");
    write(
        folder.path(),
        "crosscheck-review.yaml",
        "decisions:\n  - {finding: x, decision: dismissed, by: A, why: B, until: 2024-06-01}\n",
    );
    let args = ["doctor", place, "--rules", "tests/cli/rules", "--width", "200"];
    let output = run(&args, &[("PAGER", "more"), ("LANG", "C.UTF-8")]);
    let shown = stdout(&output);
    let built_in = RuleSet::built_in().topics().len();
    for line in [
        format!("crosscheck {}", env!("CARGO_PKG_VERSION")),
        format!("  built in         {built_in} topics"),
        "  tests/cli/rules  1 file; adds tents".to_owned(),
        "  story    Tents".to_owned(),
        "  read     1; all with a date; all with an outlet".to_owned(),
        "  a.md     Courier, 2024-05-02".to_owned(),
        format!("  skipped  {place}/b.md: not listed in its story.yaml"),
        format!("  skipped  {place}/chart.png: no article (.txt, .md or .markdown)"),
        format!("  skipped  {place}/.git: hidden"),
        "  standard output  a file or pipe".to_owned(),
        "  columns          200 (--width)".to_owned(),
        "  colour           no".to_owned(),
        "  pager            more".to_owned(),
        "  PAGER  more".to_owned(),
    ] {
        assert!(shown.lines().any(|own| own == line), "{line:?} in\n{shown}");
    }
    assert!(shown.contains("0 kept, 1 dismissed, 0 noted; the first ends on 2024-06-01\n"), "{shown}");
    assert_eq!(output.status.code(), Some(0), "{shown}");
    write(folder.path(), "crosscheck-review.yaml", "decision: []\n");
    let output = run(&args, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("crosscheck-review.yaml:1: unknown key `decision`"), "{}", stdout(&output));
}

#[test]
fn skipped_files_are_listed_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().to_str().expect("temporary folders have plain names");
    for (name, text) in
        [("a.md", "There are 12 tents."), ("b.md", "There are 12 tents."), ("notes/c.docx", "x"), ("README.md", "x")]
    {
        write(folder.path(), name, text);
    }
    for format in ["table", "plain", "markdown"] {
        let with = stdout(&run(&["check", place, "--show-skipped", "--format", format, "--width", "200"], &[]));
        let without = stdout(&run(&["check", place, "--format", format, "--width", "200"], &[]));
        for name in ["c.docx", "README"] {
            assert!(with.matches(name).count() > without.matches(name).count(), "{name} in {format}:\n{with}");
        }
    }
    let nothing = stdout(&run(&["check", "tests/cli/conflict", "--show-skipped"], &[]));
    assert!(nothing.contains("SET ASIDE, not read for claims\n  nothing\n"), "{nothing}");
}

#[test]
fn names_are_listed_with_every_article_and_line() {
    let shown = stdout(&run(&["check", "-v", "seeds/iraq-coalition", "--width", "200"], &[]));
    let all = "  Qassem Soleimani: Portland Press Herald (001-press-herald.md:";
    let line = shown.lines().find(|line| line.starts_with(all)).expect("the first spelling has a line");
    assert!(
        line.contains("Morning Ledger (002-morning-ledger.md:") && line.contains("Fox News (004-fox-news.md:"),
        "{line}"
    );
    assert!(shown.lines().any(|line| line.starts_with("    Qasem Soleimani: Rudaw (003-rudaw.md:")), "{shown}");
}

#[test]
fn completions_know_the_topics() {
    for shell in ["bash", "zsh", "fish"] {
        let script = stdout(&run(&["completions", shell], &[]));
        for word in ["us-troops", "fail-on", "misquoted", "exit-codes", "unknown-key"] {
            assert!(script.contains(word), "{word} for {shell}");
        }
    }
    // These complete commands and options, but no values.
    for shell in ["elvish", "powershell"] {
        assert!(stdout(&run(&["completions", shell], &[])).contains("--fail-on"), "{shell}");
    }
    let bash = stdout(&run(&["completions", "bash"], &[]));
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "complete.bash", &bash);
    let script = format!(
        "source {}/complete.bash; COMP_WORDS=(crosscheck why a.md --topic us-tr); COMP_CWORD=4; \
         _crosscheck crosscheck us-tr --topic; echo \"${{COMPREPLY[@]}}\"",
        folder.path().display()
    );
    let output = Command::new("bash").args(["-c", &script]).output().expect("bash is there");
    let words = stdout(&output);
    assert!(words.split_whitespace().any(|word| word == "us-troops"), "{words} {}", stderr(&output));
    assert!(words.split_whitespace().all(|word| word.starts_with("us-tr")), "{words}");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let page = stdout(&run(&["man"], &[]));
    assert!(page.contains(".TH crosscheck 1") && page.contains("crosscheck\\-review(1)"), "{page}");
    let check = stdout(&run(&["man", "rules", "test"], &[]));
    assert!(check.contains("crosscheck-rules-test") && check.contains("\\-\\-add"), "{check}");
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().to_str().expect("temporary folders have plain names");
    assert_eq!(run(&["man", "--out", place], &[]).status.code(), Some(0));
    for name in ["crosscheck.1", "crosscheck-check.1", "crosscheck-rules-check.1"] {
        assert!(folder.path().join(name).exists(), "{name}");
    }
}

#[test]
fn help_has_pages_and_commands() {
    let all = stdout(&run(&["help"], &[]));
    for name in ["exit-codes", "formats", "environment", "settings", "schedulers", "check", "review", "doctor", "batch"]
    {
        assert!(all.lines().any(|line| line.trim_start().starts_with(name)), "{name} in\n{all}");
    }
    let formats = stdout(&run(&["help", "formats"], &[]));
    for format in ["table", "list", "plain", "json", "jsonl", "markdown", "csv", "github"] {
        assert!(formats.lines().any(|line| line.trim_start().starts_with(format)), "{format} in\n{formats}");
    }
    let environment = stdout(&run(&["help", "environment"], &[]));
    let told = environment.lines().filter_map(|line| line.strip_prefix("  ")?.split("  ").next());
    let told: Vec<&str> = told.filter(|words| !words.is_empty()).flat_map(|words| words.split(", ")).collect();
    assert_eq!(told, SETTINGS, "{environment}");
    let codes = stdout(&run(&["help", "exit-codes"], &[]));
    assert_eq!(codes, stdout(&run(&["explain", "exit-codes"], &[])));
    assert!(codes.lines().any(|line| line.starts_with("  2    Some of the job could not be done")), "{codes}");
    assert!(stdout(&run(&["help", "rules", "test"], &[])).contains("--add"));
}

#[test]
fn a_misspelling_gets_a_suggestion() {
    let check = |args: &[&str], meant: &str| {
        let output = run(args, &[]);
        let said = stderr(&output) + &stdout(&output);
        assert!(said.contains(meant), "{args:?}: {said}");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    };
    check(&["chekc", "seeds"], "'check'");
    check(&["check", "seeds", "--formt", "json"], "'--format'");
    check(&["check", "seeds", "--format", "jsno"], "'json'");
    check(&["check", "seeds", "--fail-on", "conflit"], "'conflict'");
    check(&["check", "seeds", "--layout", "matrx"], "'matrix'");
    check(&["check", "seeds", "--output", "markdwn=x.md"], "did you mean `markdown`?");
    check(&["check", "seeds/iraq-coaliton"], "did you mean `iraq-coalition`?");
    check(&["check", "seeds/iraq-coaliton/000-ap.md"], "did you mean `seeds/iraq-coalition`?");
    check(&["check", "seeds", "--rules", "ruls"], "did you mean `rules`?");
    check(&["rules", "check", "ruls"], "did you mean `rules`?");
    check(&["claims", "--from", "jsonl", "Cargo.tml"], "did you mean `Cargo.toml`?");
    check(&["why", "seeds/iraq-coalition/000-ap.m"], "did you mean `000-ap.md`?");
    check(&["why", "seeds/iraq-coalition/000-ap.md", "--topic", "us-trops"], "did you mean `us-troops`?");
    check(&["explain", "conflct"], "did you mean `conflict`?");
    check(&["explain", "exit-code"], "did you mean `exit-codes`?");
    check(&["help", "enviroment"], "did you mean `environment`?");
    check(&["man", "claim"], "did you mean `claims`?");
    check(&["seeds/iraq-coalition"], "crosscheck check seeds/iraq-coalition");
}

#[test]
fn pages_fit_every_width() {
    let entries = vec![
        Entry::heading("A heading that may well be longer than a line of forty columns is"),
        Entry::term(
            "word",
            "What it means, told in a sentence that needs more than one line on most terminals there are.",
        ),
        Entry::term("a much longer word than fits", "Its meaning."),
        Entry::paragraph("A paragraph that says something about all of this, at some length, so that it is wrapped."),
    ];
    for width in 40..=200 {
        let look = Look { width, color: false, ascii: false, detail: Detail::Normal, show_skipped: false };
        let text = render(&Sheet { entries: entries.clone() }, &look);
        for line in text.lines() {
            assert!(line.width() <= width, "{width}: {line:?}");
        }
    }
    for page in ["exit-codes", "formats", "environment", "settings", "schedulers"] {
        let text = stdout(&run(&["help", page, "--width", "80"], &[]));
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    }
}
