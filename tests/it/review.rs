//! Decisions about findings: the dialogue, the file, and what the report makes of them.

use crosscheck::input::parse_review;
use crosscheck::review::edit::with_decision;
use crosscheck::review::{Decision, FILE_NAME, Matter, Ruling};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A story of two articles that conflict, in a folder of its own.
fn story() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the story");
    for name in ["courier.md", "radio.md"] {
        std::fs::copy(format!("tests/cli/conflict/{name}"), folder.path().join(name)).expect("the article is copied");
    }
    folder
}

fn run(command: &str, story: &Path, more: &[&str], answers: &str) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .arg(command)
        .arg(story)
        .args(["--rules", "tests/cli/rules"])
        .args(more)
        .env("COLUMNS", "100")
        .env_remove("CROSSCHECK_REVIEWER")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that asks nothing closes the pipe unread.
    let _ = process.stdin.take().expect("stdin is piped").write_all(answers.as_bytes());
    process.wait_with_output().expect("the command ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

fn json(story: &Path, more: &[&str]) -> Value {
    let output = run("check", story, &[&["--format", "json"], more].concat(), "");
    serde_json::from_slice(&output.stdout).expect("a report is JSON")
}

fn written(story: &Path) -> String {
    std::fs::read_to_string(story.join(FILE_NAME)).expect("there is a file of decisions")
}

fn write(story: &Path, yaml: &str) {
    std::fs::write(story.join(FILE_NAME), yaml).expect("the file is written");
}

/// The identity of the conflict.
fn id(story: &Path) -> String {
    json(story, &["--no-review"])["findings"][0]["id"].as_str().expect("a finding has an id").to_owned()
}

const DISMISS: &str = "d\nThe radio counts last year's tents, too.\n2024-06-01\nA. Editor\n";

#[test]
fn a_finding_is_shown_and_asked_about_and_the_answer_written() {
    let story = story();
    let output = run("review", story.path(), &[], DISMISS);
    let shown = text(&output.stdout);
    assert!(shown.starts_with("✗ CONFLICT  Tents in the valley\n"), "{shown}");
    assert!(shown.ends_with("0 kept, 1 dismissed, 0 noted, 0 left open\n"), "{shown}");
    let asked = "1 of 1: keep, dismiss, note, skip, back, quit? Why: \
                 Until (a day such as 2024-01-31; empty for good): Your name: ";
    assert_eq!((text(&output.stderr).as_str(), output.status.code()), (asked, Some(0)));
    let entry = format!(
        "decisions:\n  - finding: \"{}\"\n    about: \"Tents in the valley\"\n    \
         says: \"Courier says 1,200; Valley Radio says 1,900.\"\n    decision: dismissed\n    by: \"A. Editor\"\n    \
         why: \"The radio counts last year's tents, too.\"\n    until: 2024-06-01\n",
        id(story.path())
    );
    assert!(written(story.path()).ends_with(&entry), "{}", written(story.path()));
    let again = run("review", story.path(), &[], DISMISS);
    assert_eq!(text(&again.stdout), "nothing is open; 1 finding decided, --again goes through them once more\n");
}

#[test]
fn a_dismissed_finding_is_listed_and_counted_and_no_alarm() {
    let story = story();
    run("review", story.path(), &["--by", "A. Editor"], "d\nAn old count.\n\n");
    let output = run("check", story.path(), &[], "");
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    let line = "○ DISMISSED CONFLICT  Tents in the valley · 1,200; 1,900 · dismissed by A. Editor: An old count.\n";
    assert!(shown.starts_with(line), "{shown}");
    let counted = " rules cover · 0 agreements · 0 single-source ·\n  \
                   0 not comparable · 1 dismissed (by A. Editor: An old count)\n";
    assert!(shown.contains("\nno conflict left open in the ") && shown.contains(counted), "{shown}");
    let quiet = text(&run("check", story.path(), &["-q"], "").stdout);
    assert!(quiet.starts_with("no conflict left open in the ") && quiet.contains(counted), "{quiet}");
    let full = text(&run("check", story.path(), &["-v"], "").stdout);
    assert!(full.contains("  dismissed by A. Editor: An old count.\n  ┌"), "{full}");
    let report = json(story.path(), &[]);
    let dismissed = serde_json::json!({"by": "A. Editor", "why": "An old count.", "until": null, "note": null});
    assert_eq!(report["findings"][0]["dismissed"], dismissed);
    let summary = &report["summary"];
    assert_eq!((&summary["dismissed"], &summary["conflict"]), (&1.into(), &0.into()));
    let all = run("check", story.path(), &["--no-review"], "");
    assert_eq!(all.status.code(), Some(1), "--no-review looks as if nothing had been decided");
}

#[test]
fn what_is_kept_or_noted_stays_an_alarm() {
    for (answers, key, line) in [
        ("k\nAsked both desks.\n", "kept", "  kept by B. Chief: Asked both desks.\n"),
        ("n\nCall the mayor.\n", "noted", "  noted by B. Chief: Call the mayor.\n"),
    ] {
        let story = story();
        run("review", story.path(), &["--by", "B. Chief"], answers);
        let output = run("check", story.path(), &[], "");
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stdout).contains(line), "{}", text(&output.stdout));
        assert_eq!(json(story.path(), &[])["findings"][0][key]["by"], "B. Chief");
    }
}

#[test]
fn nothing_is_written_without_a_reason_or_a_name() {
    for answers in ["", "q\n", "s\n", "\n", "d\n\nq\n", "d\nA reason.\n\n\nq\n", "x\nq\n", "n\n\n"] {
        let story = story();
        let output = run("review", story.path(), &[], answers);
        assert_eq!(output.status.code(), Some(0), "{answers:?}");
        assert!(text(&output.stdout).ends_with("1 left open\n"), "{answers:?}: {}", text(&output.stdout));
        assert!(!story.path().join(FILE_NAME).exists(), "{answers:?}");
    }
}

#[test]
fn a_day_is_asked_for_until_it_is_one() {
    let story = story();
    let output = run("review", story.path(), &["--by", "A"], "d\nWhy.\nnext week\n2024-06-01\n");
    assert!(text(&output.stderr).contains("That is no day.\n"));
    assert!(written(story.path()).ends_with("    until: 2024-06-01\n"));
}

#[test]
fn a_dismissal_runs_out_by_the_newest_article_or_the_day_that_is_given() {
    let story = story();
    let outcome = |until: &str, more: &[&str]| {
        let id = id(story.path());
        write(
            story.path(),
            &format!("decisions:\n- {{finding: '{id}', decision: dismissed, by: A, why: B, until: {until}}}\n"),
        );
        let output = run("check", story.path(), more, "");
        (output.status.code(), text(&output.stdout).lines().next().unwrap_or_default().to_owned())
    };
    // Both articles are of May 2, 2024.
    assert_eq!(outcome("2024-05-02", &[]).0, Some(0), "the day itself counts");
    let (code, line) = outcome("2024-05-01", &[]);
    assert_eq!(code, Some(1));
    assert!(
        line.ends_with("2: the dismissal by A ran out on 2024-05-01;") || line.contains("ran out on 2024-05-01"),
        "{line}"
    );
    assert_eq!(outcome("2024-05-01", &["--today", "2024-05-01"]).0, Some(0));
    assert_eq!(outcome("2024-12-31", &["--today", "2025-01-01"]).0, Some(1));
}

#[test]
fn without_any_date_nobody_can_tell_whether_a_dismissal_is_over() {
    let story = story();
    for name in ["courier.md", "radio.md"] {
        let path = story.path().join(name);
        let article = std::fs::read_to_string(&path).expect("the article is there");
        let undated: Vec<&str> = article.lines().filter(|line| !line.starts_with("published:")).collect();
        std::fs::write(&path, undated.join("\n")).expect("the article is written");
    }
    let yaml = format!(
        "decisions:\n- {{finding: '{}', decision: dismissed, by: A, why: B, until: 2024-05-01}}\n",
        id(story.path())
    );
    write(story.path(), &yaml);
    let output = run("check", story.path(), &["--width", "200"], "");
    assert_eq!(output.status.code(), Some(1));
    let message =
        "the dismissal by A ends on 2024-05-01, and no article has a date to tell whether that is over; give --today";
    assert!(text(&output.stdout).contains(message), "{}", text(&output.stdout));
    assert_eq!(run("check", story.path(), &["--today", "2024-05-01"], "").status.code(), Some(0));
}

#[test]
fn a_decision_about_words_that_are_no_longer_there_is_said_so() {
    let story = story();
    run("review", story.path(), &["--by", "A. Editor"], "d\nAn old count.\n\n");
    let radio = story.path().join("radio.md");
    let article = std::fs::read_to_string(&radio).expect("the article is there");
    std::fs::write(&radio, article.replace("1,900", "2,900")).expect("the article is written");
    let output = run("check", story.path(), &["--width", "200"], "");
    assert_eq!(output.status.code(), Some(1), "the new figure is decided about anew");
    let changed = "dismissed by A. Editor, but the sources say other things now; decide again: Tents in the valley";
    assert!(text(&output.stdout).contains(changed), "{}", text(&output.stdout));
    std::fs::write(&radio, article.replace("1,900 tents", "no tent at all")).expect("the article is written");
    write(story.path(), "decisions:\n- {finding: feed, about: Trucks, decision: dismissed, by: A, why: B}\n");
    let shown = text(&run("check", story.path(), &["--width", "200"], "").stdout);
    let gone = format!(
        "note: {}:2: dismissed by A, but there is no such finding any more: Trucks\n",
        story.path().join(FILE_NAME).display()
    );
    assert!(shown.starts_with(&gone), "{shown}");
}

#[test]
fn a_bad_file_is_told_with_its_line_and_the_report_printed() {
    let story = story();
    let id = id(story.path());
    let entry = format!("decisions:\n  - finding: '{id}'\n    decision: ");
    let cases = [
        ("decision: []\n".to_owned(), ":1: unknown key `decision`; did you mean `decisions`?"),
        (
            format!("{entry}dismised\n    by: A\n    why: B\n"),
            ":3: `dismised` is no decision; did you mean `dismissed`?",
        ),
        (format!("{entry}dismissed\n    by: A\n"), ":2: a dismissal without `why: …`, the reason for it"),
        (format!("{entry}dismissed\n    why: A\n"), ":2: a dismissal without `by: …`, the name of who dismissed it"),
        (
            format!("{entry}dismissed\n    by: A\n    why: B\n    untl: 2024-01-01\n"),
            ":6: unknown key `untl`; did you mean `until`?",
        ),
        (format!("{entry}dismissed\n    by: A\n    why: B\n    until: May\n"), ":6: `May` is no day; write 2024-01-31"),
        (format!("{entry}kept\n  - finding: '{id}'\n    note: C\n"), ":4: finding "),
        (
            "decisions:\n  - decision: kept\n".to_owned(),
            ":2: a decision without `finding: …`, the id that the report gives",
        ),
        ("decisions:\n  - [\n".to_owned(), "is not valid: "),
        ("- a\n- b\n".to_owned(), "is not valid: expected lines of `key: value`"),
    ];
    for (yaml, message) in cases {
        write(story.path(), &yaml);
        let output = run("check", story.path(), &["--width", "200"], "");
        let shown = text(&output.stdout);
        let first = shown.lines().next().unwrap_or_default();
        assert!(first.starts_with("error: ") && first.contains(message), "{yaml}\n{first}");
        assert_eq!(output.status.code(), Some(2), "{yaml}");
        assert!(shown.contains("CONFLICT  Tents in the valley"), "{yaml}\n{shown}");
        assert!(run("review", story.path(), &[], DISMISS).status.code() == Some(2) || message == ":4: finding ");
        assert_eq!(written(story.path()), yaml, "a file that is not understood is left alone");
    }
}

#[test]
fn a_file_by_another_name_is_written_and_honoured() {
    let story = story();
    let file = story.path().join("desk.yaml");
    let name = file.to_str().expect("temporary folders have plain names");
    run("review", story.path(), &["--review", name, "--by", "A"], "d\nWhy.\n\n");
    assert!(!story.path().join(FILE_NAME).exists());
    assert_eq!(run("check", story.path(), &["--review", name], "").status.code(), Some(0));
    let missing = run("check", story.path(), &["--review", "no-such.yaml"], "");
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stdout).starts_with("error: no-such.yaml: "), "{}", text(&missing.stdout));
}

#[test]
fn articles_of_several_folders_need_to_be_told_where_decisions_go() {
    let (one, other) = (story(), story());
    let output = run("review", one.path(), &[other.path().to_str().expect("a plain name")], DISMISS);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("say with --review FILE where decisions are written"));
}

/// The finding of the story of conflict.
fn finding() -> crosscheck::compare::Finding {
    let texts = ["There are 1,200 tents.", "There are 1,900 tents."];
    let articles = ["a.md", "b.md"].iter().zip(texts).map(|(id, text)| crosscheck::article::Article::new(*id, text));
    let inputs = crosscheck::input::Inputs { articles: articles.collect(), ..Default::default() };
    let rules = crosscheck::rule::RuleSet::from_files(&[]).0;
    let report = crosscheck::check(inputs, &rules);
    report.comparison.findings.into_iter().next().expect("two counts of tents differ")
}

fn decision(ruling: Ruling, why: &str) -> Decision {
    Decision { ruling, by: Some("A. Editor".to_owned()), why: Some(why.to_owned()), until: None, note: None }
}

#[test]
fn what_is_written_by_hand_survives_a_new_decision() {
    let finding = finding();
    let before = format!(
        "# Ours.\n\ndecisions:\n# the river\n- by: C. Night # on duty\n  finding: {id}\n  # who knows\n  decision: noted\n  \
         note: >\n    A long\n    story.\n\n# the hill\n- finding: other\n  decision: kept\n  by: B\n# the end\n",
        id = finding.id
    );
    let mut kept = decision(Ruling::Kept, "It \"stands\".");
    kept.by = Some("C. Night".to_owned());
    kept.note = Some("A long story.".to_owned());
    let after = with_decision(&before, Matter::Finding(&finding), &kept);
    let expected = format!(
        "# Ours.\n\ndecisions:\n# the river\n- by: \"C. Night\"\n  finding: \"{id}\"\n  # who knows\n  decision: kept\n  \
         note: \"A long story.\"\n  about: \"{about}\"\n  says: \"{says}\"\n  why: \"It \\\"stands\\\".\"\n\n# the hill\n- finding: other\n  \
         decision: kept\n  by: B\n# the end\n",
        id = finding.id,
        about = Matter::Finding(&finding).heading(),
        says = finding.reason
    );
    assert_eq!(after, expected);
}

#[test]
fn any_words_are_read_back_as_they_were_written() {
    use proptest::prelude::*;
    let finding = finding();
    proptest!(|(first in "\\PC{1,40}|[a-z:#\"'\\\\ \\-]{1,20}", second in "\\PC{1,40}", crlf in any::<bool>())| {
        prop_assume!(!first.trim().is_empty() && !second.trim().is_empty());
        let words = |text: &str| crosscheck::report::foreign::one_line(text).trim().to_owned();
        let mut text = String::new();
        for why in [&first, &second] {
            text = with_decision(&text, Matter::Finding(&finding), &decision(Ruling::Dismissed, why));
            if crlf {
                text = text.replace("\r\n", "\n").replace('\n', "\r\n");
            }
            let file = parse_review("x.yaml", &text);
            prop_assert_eq!(&file.problems, &[]);
            prop_assert_eq!(file.entries.len(), 1);
            prop_assert_eq!(file.entries[0].decision.why.clone(), Some(words(why)), "{}", text);
        }
    });
}

#[test]
fn every_format_says_who_dismissed_a_finding_and_why() {
    let story = story();
    run("review", story.path(), &["--by", "A. Editor"], "d\nAn old count\n\n");
    for format in ["table", "list", "plain", "markdown", "csv"] {
        let output = run("check", story.path(), &["--format", format], "");
        assert!(text(&output.stdout).contains("dismissed by A. Editor: An old count"), "{format}");
        assert_eq!(output.status.code(), Some(0), "{format}");
    }
    let annotations = text(&run("check", story.path(), &["--format", "github"], "").stdout);
    assert_eq!(annotations.lines().count(), 1, "a dismissed finding is no annotation: {annotations}");
    assert!(annotations.ends_with("1 dismissed (by A. Editor: An old count)\n"), "{annotations}");
}

/// A story in which nothing differs between the articles, and one of them disagrees with itself.
fn story_with_a_wrong_sum() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the story");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("an article");
    write(
        "a.md",
        "---\noutlet: Courier\npublished: 2024-05-02\n---\nThe bus hit 13 people, eight men and seven women.\n",
    );
    write("b.md", "---\noutlet: Radio\npublished: 2024-05-02\n---\nRain is expected in the hills.\n");
    folder
}

#[test]
fn what_disagrees_inside_an_article_is_decided_like_a_finding() {
    let story = story_with_a_wrong_sum();
    assert_eq!(run("check", story.path(), &[], "").status.code(), Some(1));
    let asked = run("review", story.path(), &["--by", "A. Editor"], "d\nThe paper counts the driver twice\n\n");
    let shown = text(&asked.stdout);
    assert!(shown.contains("INCONSISTENT  parts against whole") && shown.contains("eight men"), "{shown}");
    assert!(shown.ends_with("0 kept, 1 dismissed, 0 noted, 0 left open\n"), "{shown}");
    let file = written(story.path());
    assert!(file.contains("about: \"Courier: parts against whole\""), "{file}");
    for more in [&[][..], &["--self"]] {
        for format in ["table", "list", "plain", "markdown", "html", "csv", "junit", "sarif"] {
            let output = run("check", story.path(), &[&["--format", format], more].concat(), "");
            let shown = text(&output.stdout);
            let said = "dismissed by A. Editor: The paper counts the driver twice";
            assert!(shown.contains(said), "{format}:\n{shown}");
            assert_eq!(output.status.code(), Some(0), "{format}");
            assert!(!shown.contains("disagrees with itself.\n"), "nothing is left to read: {shown}");
        }
        let report = json(story.path(), more);
        assert_eq!(report["inconsistencies"][0]["dismissed"]["by"], "A. Editor");
        assert_eq!((&report["summary"]["inconsistencies"], &report["summary"]["dismissed"]), (&0.into(), &1.into()));
        assert_eq!(report["problems"], Value::Array(Vec::new()));
        let annotations = text(&run("check", story.path(), &[&["--format", "github"], more].concat(), "").stdout);
        assert_eq!(annotations.lines().count(), 1, "{annotations}");
    }
    let nothing = text(&run("review", story.path(), &[], "").stdout);
    assert!(nothing.contains("nothing is open; 1 finding decided"), "{nothing}");
    assert_eq!(run("check", story.path(), &["--no-review"], "").status.code(), Some(1));
    std::fs::write(
        story.path().join("a.md"),
        "---\noutlet: Courier\n---\nThe bus hit 15 people, eight men and seven women.\n",
    )
    .expect("an article");
    let report = json(story.path(), &["--date", "2024-05-02"]);
    assert_eq!(
        report["problems"][0]["message"],
        "dismissed by A. Editor, but there is no such finding any more: Courier: parts against whole"
    );
    assert_eq!(
        json(story.path(), &["--self"])["problems"],
        Value::Array(Vec::new()),
        "--self asks about no comparison"
    );
}

#[test]
fn one_article_is_gone_through_by_itself() {
    let story = story_with_a_wrong_sum();
    let article = story.path().join("a.md");
    let asked = run("review", &article, &["--by", "A. Editor"], "d\nThe driver\n\n");
    let (shown, said) = (text(&asked.stdout), text(&asked.stderr));
    assert!(shown.ends_with("0 kept, 1 dismissed, 0 noted, 0 left open\n"), "{shown}{said}");
    assert_eq!(asked.status.code(), Some(0), "{said}");
    assert_eq!(run("check", &article, &["--self"], "").status.code(), Some(0));
    let lone = run("review", &story.path().join("b.md"), &[], "");
    let nothing =
        "nothing is open: the article does not disagree with itself, and there is no other to compare it with\n";
    assert_eq!((text(&lone.stdout).as_str(), lone.status.code()), (nothing, Some(0)));
}

#[test]
fn what_is_noted_inside_an_article_stays_an_alarm_and_is_asked_about_again() {
    let story = story_with_a_wrong_sum();
    run("review", story.path(), &["--by", "A. Editor"], "n\nAsked the paper\n");
    let output = run("check", story.path(), &[], "");
    assert!(text(&output.stdout).contains("noted by A. Editor: Asked the paper"), "{}", text(&output.stdout));
    assert_eq!(output.status.code(), Some(1));
    let again = run("review", story.path(), &["--by", "A. Editor"], "k\nIt stands\n");
    assert!(text(&again.stdout).ends_with("1 kept, 0 dismissed, 0 noted, 0 left open\n"), "{}", text(&again.stdout));
}
