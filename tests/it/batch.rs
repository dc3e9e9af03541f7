//! `crosscheck batch` and `crosscheck history`, run after run.

use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A desk with a settings file and stories.
struct Desk {
    folder: TempDir,
}

const SETTINGS: &str = "\
rules: rules
reports:
  formats: [json, markdown]
stories:
  - name: Flood in the valley
    articles: flood
  - name: Harbour fire
    articles: [fire/*.md]
    fail_on: never
";

const TENTS: &str = "\
topic: Tents in the valley
kind: count
of: [tents]
compare:
  over_time: fixed
tests:
  - text: The town has 40 tents.
    expect: \"40\"
  - text: The town has 40 boats.
    expect: nothing
";

impl Desk {
    fn new(settings: &str) -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a folder can be made") };
        desk.write("crosscheck.yaml", settings);
        desk.write("rules/tents.yaml", TENTS);
        desk.article("flood/ap.md", "AP", "2024-03-04", "Families live in 1,200 tents along the river.");
        desk.article("flood/bbc.md", "BBC", "2024-03-04", "Families live in 1,500 tents along the river.");
        desk.article("fire/herald.md", "Herald", "2024-03-03", "Firemen slept in 30 tents beside the harbour.");
        desk.article("fire/courier.md", "Courier", "2024-03-03", "Firemen slept in 30 tents beside the harbour basin.");
        desk
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn article(&self, name: &str, outlet: &str, day: &str, text: &str) {
        self.write(name, &format!("---\noutlet: {outlet}\npublished: {day}\n---\n{text}\n"));
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
        command.args(words).current_dir(self.folder.path()).stdin(Stdio::null()).env_remove("SOURCE_DATE_EPOCH");
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().expect("the command runs")
    }

    /// Runs `batch`, and gives the digest as JSON with the exit code.
    fn batch(&self, words: &[&str]) -> (serde_json::Value, Option<i32>) {
        let output = self.run(&[&["batch", "--format", "json"], words].concat());
        let text = String::from_utf8(output.stdout).expect("text");
        let digest = serde_json::from_str(&text)
            .unwrap_or_else(|_| panic!("a digest: {text} {}", String::from_utf8_lossy(&output.stderr)));
        (digest, output.status.code())
    }

    fn ledger(&self) -> Connection {
        Connection::open(self.path("crosscheck.db")).expect("the ledger can be opened")
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }
}

/// "standing: title", of every finding of a story.
fn findings(digest: &serde_json::Value, slug: &str) -> Vec<String> {
    let stories = digest["stories"].as_array().expect("a list");
    let story = stories.iter().find(|story| story["slug"] == slug).expect("the story is there");
    let words = |it: &serde_json::Value| it.as_str().expect("text").to_owned();
    let findings = story["findings"].as_array().expect("a list").iter();
    findings.map(|it| format!("{}: {}", words(&it["standing"]), words(&it["reason"]))).collect()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

#[test]
fn findings_are_new_then_open_then_changed_then_resolved() {
    let desk = Desk::new(SETTINGS);
    let (first, code) = desk.batch(&[]);
    assert_eq!(findings(&first, "flood-in-the-valley"), ["new: AP says 1,200; BBC says 1,500."]);
    assert_eq!(findings(&first, "harbour-fire"), [""; 0]);
    assert_eq!((code, first["run"].as_u64()), (Some(1), Some(1)));
    let evidence = &first["stories"][0]["findings"][0]["evidence"][0];
    assert_eq!(evidence["words"][0], "Families live in 1,200 tents along the river.");
    assert_eq!(evidence["place"], "ap.md:5");

    let (second, code) = desk.batch(&[]);
    assert_eq!(findings(&second, "flood-in-the-valley"), ["open: AP says 1,200; BBC says 1,500."]);
    assert_eq!(second["stories"][0]["findings"][0]["since"]["run"], 1);
    assert_eq!(code, Some(1), "what is open still counts");
    let (only_new, code) = desk.batch(&["--only-new"]);
    assert_eq!((findings(&only_new, "flood-in-the-valley"), code), (Vec::new(), Some(0)));

    desk.article("flood/bbc.md", "BBC", "2024-03-05", "Families live in 1,600 tents along the river.");
    let (changed, _) = desk.batch(&["--only-new"]);
    assert_eq!(findings(&changed, "flood-in-the-valley"), ["changed: AP says 1,200; BBC says 1,600."]);
    let finding = &changed["stories"][0]["findings"][0];
    assert_eq!(finding["was"]["reason"], "AP says 1,200; BBC says 1,500.");
    assert_eq!(finding["since"]["run"], 1, "the matter is as old as it was");

    desk.article("flood/bbc.md", "BBC", "2024-03-05", "Families live in 1,200 tents along the river bank.");
    let (resolved, code) = desk.batch(&["--only-new"]);
    assert_eq!(findings(&resolved, "flood-in-the-valley"), ["resolved: AP says 1,200; BBC says 1,600."]);
    assert_eq!(resolved["stories"][0]["findings"][0]["now"], "AP and BBC say 1,200.");
    assert_eq!(code, Some(0));
    assert_eq!(desk.batch(&[]).0["subject"], "crosscheck: nothing new in 2 stories");
}

#[test]
fn a_finding_keeps_its_identity_when_lines_move_and_folders_are_renamed() {
    let desk = Desk::new(SETTINGS);
    desk.batch(&[]);
    fs::rename(desk.path("flood"), desk.path("river")).expect("a folder can be renamed");
    fs::rename(desk.path("river/ap.md"), desk.path("river/zz.md")).expect("a file can be renamed");
    let moved = "\n\nThe rain began on Friday.\n\nFamilies live in 1,500 tents along the river.";
    desk.article("river/bbc.md", "BBC", "2024-03-04", moved);
    desk.article("river/herald.md", "Herald", "2024-03-05", "The mayor visited the school.");
    desk.write("crosscheck.yaml", &SETTINGS.replace("articles: flood", "articles: river"));
    let (digest, _) = desk.batch(&[]);
    assert_eq!(findings(&digest, "flood-in-the-valley"), ["open: AP says 1,200; BBC says 1,500."]);
    assert_eq!(digest["stories"][0]["new_articles"], 2, "one is another text, one has joined");
}

#[test]
fn only_what_is_new_is_read() {
    let desk = Desk::new(SETTINGS);
    let read = |digest: &serde_json::Value| digest["stories"][0]["read"].as_u64();
    let (first, _) = desk.batch(&[]);
    assert_eq!(read(&first), Some(2));
    assert_eq!(read(&desk.batch(&[]).0), Some(0), "nothing has changed");
    desk.article("flood/herald.md", "Herald", "2024-03-05", "Families live in 1,800 tents along the river.");
    let (joined, _) = desk.batch(&[]);
    assert_eq!(read(&joined), Some(1), "one has joined");
    let said = findings(&joined, "flood-in-the-valley");
    assert_eq!(
        said,
        ["changed: AP says 1,200; BBC says 1,500; Herald says 1,800."],
        "the others are heard all the same"
    );

    // As if it had been read by another program.
    let changed = desk.ledger().execute("UPDATE runs SET version = 'another'", []);
    assert_eq!(changed, Ok(3));
    desk.write("rules/tents.yaml", &TENTS.replace("over_time: fixed", "over_time: rises"));
    assert_eq!(read(&desk.batch(&[]).0), Some(3));
    let damage = "UPDATE readings SET reading = substr(reading, 1, length(reading) - 1)";
    assert_eq!(desk.ledger().execute(damage, []), Ok(5));
    desk.write("rules/tents.yaml", TENTS);
    let (damaged, _) = desk.batch(&[]);
    let reason = damaged["stories"][0]["findings"][0]["reason"].as_str();
    assert_eq!(reason, Some("AP says 1,200; BBC says 1,500; Herald says 1,800."));
    assert_eq!(read(&damaged), Some(3), "what is damaged is read once more");
    fs::remove_file(desk.path("flood/herald.md")).expect("a file can be removed");
    desk.batch(&[]);
    let kept = desk.ledger().query_row("SELECT count(*) FROM readings", [], |row| row.get(0));
    assert_eq!(kept, Ok(4), "what is gone is forgotten: two of the flood and two of the fire are left");
}

#[cfg(unix)]
#[test]
fn a_link_among_the_articles_of_a_feed_is_told() {
    let desk = Desk::new("feeds:\n  - name: Wire\n    articles: wire\n");
    desk.article("wire/ap.md", "AP", "2024-03-04", "Families live in 1,200 tents along the river.");
    std::os::unix::fs::symlink(desk.path("flood/bbc.md"), desk.path("wire/bbc.md")).expect("a link can be made");
    std::os::unix::fs::symlink(desk.path("crosscheck.yaml"), desk.path("wire/notes.pdf")).expect("a link can be made");
    let (digest, code) = desk.batch(&[]);
    let problems = digest["problems"].as_array().expect("a list");
    assert_eq!(problems.len(), 1, "{digest}");
    assert_eq!(problems[0]["path"], "wire/bbc.md");
    assert_eq!((problems[0]["severity"].as_str(), code), (Some("warning"), Some(0)));
}

#[test]
fn a_verdict_that_changes_without_a_word_is_news_once() {
    let desk = Desk::new(SETTINGS);
    desk.write("rules/tents.yaml", &TENTS.replace("over_time: fixed", "over_time: rises"));
    desk.article("flood/bbc.md", "BBC", "2024-03-06", "Families live in 1,500 tents along the river.");
    let (first, _) = desk.batch(&["--only-new"]);
    assert_eq!(first["stories"][0]["findings"][0]["verdict"], "updated", "{first}");
    desk.write("rules/tents.yaml", TENTS);
    let (stricter, code) = desk.batch(&["--only-new"]);
    let finding = &stricter["stories"][0]["findings"][0];
    assert_eq!((finding["standing"].as_str(), finding["verdict"].as_str()), (Some("changed"), Some("conflict")));
    assert_eq!((finding["was"]["verdict"].as_str(), code), (Some("updated"), Some(1)));
    desk.write("rules/tents.yaml", &TENTS.replace("over_time: fixed", "over_time: fixed\n  tolerance: 50%"));
    let (looser, _) = desk.batch(&["--only-new"]);
    assert_eq!(looser["stories"][0]["findings"][0]["standing"], "resolved", "{looser}");
    desk.article("flood/herald.md", "Herald", "2024-03-06", "The mayor visited the school.");
    let (after, _) = desk.batch(&["--only-new"]);
    assert_eq!(findings(&after, "flood-in-the-valley"), [""; 0], "what is resolved is told once");
}

#[test]
fn an_outlet_that_joins_one_side_is_no_news() {
    let desk = Desk::new(SETTINGS);
    desk.batch(&[]);
    desk.article("flood/herald.md", "Herald", "2024-03-05", "Families live in 1,500 tents along the river.");
    let digest = text(&desk.run(&["batch"]));
    assert!(digest.starts_with("crosscheck: nothing new in 2 stories; 1 still open\n"), "{digest}");
    assert!(digest.contains("  OPEN since run 1 (March 4, 2024): CONFLICT"), "{digest}");
    assert!(digest.contains("\n    now also Herald\n"), "{digest}");
    desk.article("flood/times.md", "Times", "2024-03-05", "Families live in 1,200 tents along the river.");
    let (joined, _) = desk.batch(&[]);
    assert_eq!(joined["stories"][0]["findings"][0]["joined"], serde_json::json!(["Times"]));
    desk.article("flood/post.md", "Post", "2024-03-06", "Families live in 1,700 tents along the river.");
    let changed = text(&desk.run(&["batch", "--only-new"]));
    let quoted: Vec<&str> = changed.lines().filter(|line| line.contains('“')).collect();
    assert_eq!(quoted, ["    1,700: “Families live in 1,700 tents along the river.” (Post, post.md:5, March 6, 2024)"]);
    assert!(
        changed.contains("before, since run 1 (March 4, 2024): AP and Times say 1,200; BBC and Herald say 1,500."),
        "{changed}"
    );
}

#[test]
fn what_is_dismissed_is_told_once_with_who_and_why_and_comes_back_when_that_runs_out() {
    let desk = Desk::new(SETTINGS);
    let (first, _) = desk.batch(&[]);
    let id = first["stories"][0]["findings"][0]["id"].as_str().expect("an id").to_owned();
    desk.write(
        "flood/crosscheck-review.yaml",
        &format!("decisions:\n  - finding: \"{id}\"\n    decision: dismissed\n    by: A. Editor\n    why: the BBC counts both banks\n    until: 2024-03-10\n"),
    );
    let (dismissed, code) = desk.batch(&["--today", "2024-03-06"]);
    let finding = &dismissed["stories"][0]["findings"][0];
    assert_eq!(finding["standing"], "dismissed");
    assert_eq!(finding["dismissed"]["by"], "A. Editor");
    assert_eq!(finding["dismissed"]["until"], "2024-03-10");
    assert_eq!(code, Some(0), "what is dismissed stops nobody");
    assert_eq!(dismissed["subject"], "crosscheck: nothing new in 2 stories");
    let (quiet, _) = desk.batch(&["--today", "2024-03-06", "--only-new"]);
    assert_eq!(findings(&quiet, "flood-in-the-valley"), [""; 0]);
    let (back, code) = desk.batch(&["--today", "2024-03-11"]);
    assert_eq!(findings(&back, "flood-in-the-valley"), ["reopened: AP says 1,200; BBC says 1,500."]);
    assert_eq!(code, Some(1));
}

#[test]
fn the_digest_is_a_mail_and_silent_when_nothing_is_new() {
    let desk = Desk::new(SETTINGS);
    let first = text(&desk.run(&["batch"]));
    let mut lines = first.lines();
    assert_eq!(lines.next(), Some("crosscheck: 1 new conflict (Flood in the valley)"));
    assert_eq!(lines.next(), Some("Run 1, articles up to March 4, 2024: 2 stories, 4 articles, 4 of them new"));
    assert!(
        first.contains("\n    1,200: “Families live in 1,200 tents along the river.” (AP, ap.md:5, March 4, 2024)\n"),
        "{first}"
    );
    let quiet = desk.run(&["batch", "--quiet-if-unchanged", "--only-new"]);
    assert_eq!((text(&quiet).as_str(), quiet.status.code()), ("", Some(0)));
    assert!(!desk.path("reports/2024-03-04-run-0002").exists(), "no digest of a run without news");
    let again = text(&desk.run(&["batch"]));
    assert!(again.starts_with("crosscheck: nothing new in 2 stories; 1 still open\n"), "{again}");
    assert!(again.contains("  OPEN since run 1 (March 4, 2024): CONFLICT: Tents in the valley: "), "{again}");
}

#[test]
fn reports_lie_in_a_folder_a_run_and_old_ones_go() {
    let desk =
        Desk::new(&SETTINGS.replace("  formats: [json, markdown]", "  formats: [json, markdown, html]\n  keep: 2"));
    desk.batch(&[]);
    let first = desk.path("reports/2024-03-04-run-0001");
    for name in ["digest.html", "digest.md", "digest.json", "flood-in-the-valley.html", "harbour-fire.md"] {
        assert!(first.join(name).is_file(), "{name}");
    }
    let digest = fs::read_to_string(first.join("digest.html")).expect("it is there");
    assert!(digest.contains("<a href=\"flood-in-the-valley.html\">"), "{digest}");
    #[cfg(unix)]
    assert_eq!(fs::read_link(desk.path("reports/latest")).expect("a link"), Path::new("2024-03-04-run-0001"));
    fs::write(first.join("harbour-fire.md"), "my own notes").expect("a file can be written");
    for day in ["05", "06", "07"] {
        desk.article(
            "flood/bbc.md",
            "BBC",
            &format!("2024-03-{day}"),
            &format!("They live in 15{day} tents by the river."),
        );
        desk.article(
            "fire/herald.md",
            "Herald",
            "2024-03-03",
            &format!("Firemen slept in 30 tents by the harbour{day}."),
        );
        desk.batch(&[]);
    }
    assert!(!first.join("flood-in-the-valley.html").exists() && !first.join("digest.html").exists());
    assert_eq!(fs::read_to_string(first.join("harbour-fire.md")).expect("it stays"), "my own notes");
    assert!(desk.path("reports/2024-03-06-run-0003/digest.md").exists());
    assert!(desk.path("reports/latest/flood-in-the-valley.html").exists());
}

#[test]
fn a_story_that_did_not_change_keeps_its_report_and_the_digest_leads_to_it() {
    let desk = Desk::new(SETTINGS);
    desk.batch(&[]);
    desk.article("fire/herald.md", "Herald", "2024-03-05", "Firemen slept in 45 tents beside the harbour.");
    desk.batch(&[]);
    let digest = fs::read_to_string(desk.path("reports/latest/digest.md")).expect("it is there");
    assert!(digest.contains("Report: ../2024-03-04-run-0001/flood-in-the-valley.md"), "{digest}");
    assert!(digest.contains("Report: harbour-fire.md"), "{digest}");
    assert!(!desk.path("reports/latest/flood-in-the-valley.md").exists());
}

#[test]
fn digests_are_no_articles() {
    let desk = Desk::new(&SETTINGS.replace("[json, markdown]", "[json, markdown, html, plain]"));
    desk.batch(&[]);
    let shown = desk.run(&["check", ".", "--format", "json", "--exit-zero"]);
    let report: serde_json::Value = serde_json::from_str(&text(&shown)).expect("JSON");
    let read: Vec<&str> =
        report["articles"].as_array().expect("a list").iter().filter_map(|it| it["id"].as_str()).collect();
    assert_eq!(read, ["fire/courier.md", "fire/herald.md", "flood/ap.md", "flood/bbc.md"]);
}

#[test]
fn one_bad_article_rule_or_story_never_stops_the_rest() {
    let desk = Desk::new(&format!("{SETTINGS}  - name: Nothing there\n    articles: nowhere\n"));
    fs::write(desk.path("flood/broken.md"), [0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]).expect("a file can be written");
    desk.write("rules/bad.yaml", "topic: Bad\nkin: count\n");
    let output = desk.run(&["batch"]);
    let shown = text(&output);
    assert_eq!(output.status.code(), Some(2), "{shown}");
    assert!(shown.starts_with("crosscheck: "), "{shown}");
    let subject = shown.lines().next().expect("a line");
    assert!(subject.contains("problems to look at") && subject.contains("1 new conflict"), "{subject}");
    let at = |words: &str| shown.find(words).unwrap_or_else(|| panic!("{words} in {shown}"));
    assert!(at("rules/bad.yaml:2") < at("broken.md") && at("broken.md") < at("AP says 1,200; BBC says 1,500."));
    assert!(shown.contains("Nothing there: 0 articles"), "{shown}");
    let again = text(&desk.run(&["batch", "--only-new", "--quiet-if-unchanged"]));
    assert!(again.contains("broken.md"), "what cannot be read is told every time: {again}");
}

#[test]
fn settings_are_checked_as_rules_are() {
    let desk = Desk::new(SETTINGS);
    let fine = desk.run(&["batch", "--check"]);
    assert_eq!((text(&fine).as_str(), fine.status.code()), ("crosscheck.yaml: 2 stories: no problem\n", Some(0)));
    desk.write(
        "bad.yaml",
        "time_zone: Europe/Berln\nreprots: { keep: few }\nreports: { files: \"{story}/{date}\", formats: [html, htm] }\nstories:\n  - nme: A\n    articles: flod\n  - name: Flood\n    articles: flod\n    fail_on: conflct\n    rules: ruls\n",
    );
    let output = desk.run(&["batch", "--check", "bad.yaml"]);
    let shown = text(&output);
    assert_eq!(output.status.code(), Some(2));
    for words in [
        "error[unknown-word]: no time zone is called `Europe/Berln`",
        "did you mean `Europe/Berlin`?",
        "error[unknown-key]: `reprots` is no key of the file of settings",
        "did you mean `reports`?",
        "`{date}` stands for nothing here",
        "`htm` is no format of reports in files",
        "did you mean `html`?",
        "`nme` is no key of a story",
        "`conflct` is no",
        "did you mean `conflict`?",
        "bad.yaml:7: \"Flood\": there is no flod; did you mean `flood`?",
        "\"Flood\": there is no ruls; did you mean `rules`?",
    ] {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    let none = desk.run(&["batch", "croscheck.yaml"]);
    let message = String::from_utf8(none.stderr).expect("text");
    assert!(message.contains("did you mean `crosscheck.yaml`?"), "{message}");
    assert_eq!(none.status.code(), Some(2));
}

#[test]
fn a_second_run_is_told_of_the_first_and_the_lock_of_a_dead_one_is_free() {
    let desk = Desk::new(SETTINGS);
    desk.write("crosscheck.db.lock", "4242\n");
    let lock = fs::File::open(desk.path("crosscheck.db.lock")).expect("it is there");
    lock.lock().expect("it can be locked");
    let second = desk.run(&["batch"]);
    let message = String::from_utf8(second.stderr).expect("text");
    assert_eq!(second.status.code(), Some(2));
    assert!(
        message.contains("another run (process 4242) is at work with crosscheck.db; nothing was done"),
        "{message}"
    );
    assert!(!desk.path("crosscheck.db").exists());
    let mut waiting =
        desk.command(&["batch", "--wait"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    assert!(waiting.try_wait().expect("it runs").is_none());
    drop(lock);
    assert_eq!(waiting.wait().expect("it ends").code(), Some(1));
}

#[test]
fn a_ledger_that_cannot_be_used_is_told_and_the_stories_are_checked() {
    let desk = Desk::new(SETTINGS);
    desk.write("crosscheck.db", "these are the notes of somebody else, and no ledger at all, as anybody can see\n");
    let output = desk.run(&["batch"]);
    let shown = text(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(shown.contains("this run remembers nothing"), "{shown}");
    assert!(shown.contains("AP says 1,200; BBC says 1,500."), "{shown}");
    let kept = fs::read_to_string(desk.path("crosscheck.db")).expect("it is there");
    assert!(kept.starts_with("these are the notes"), "what is no ledger is not written to");
}

#[test]
fn reports_never_replace_what_somebody_else_wrote() {
    let desk = Desk::new(&SETTINGS.replace("reports:\n", "reports:\n  files: \"{story}\"\n"));
    desk.write("reports/harbour-fire.md", "# My own notes\n");
    let output = desk.run(&["batch"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("harbour-fire.md: is there, and crosscheck did not write it; it stays"));
    assert_eq!(fs::read_to_string(desk.path("reports/harbour-fire.md")).expect("it is there"), "# My own notes\n");
    assert!(desk.path("reports/flood-in-the-valley.md").exists() && desk.path("reports/digest.md").exists());
}

#[test]
fn a_feed_is_split_into_stories_that_keep_their_names() {
    let desk = Desk::new(
        "feeds:\n  - name: Wire\n    articles: wire\n    outlets: { \"kurier-*\": Kurier }\nreports: { formats: [json] }\nrules: rules\n",
    );
    let flood = "The Dravina river burst its banks near Ostrow on Monday. Mayor Lena Brandt said that families from Ostrow and Kalinov";
    desk.article("wire/1.md", "AP", "2024-03-04", &format!("{flood} live in 1,200 tents."));
    desk.article("wire/kurier-2.md", "", "2024-03-05", &format!("{flood} now live in 1,500 tents along the Dravina."));
    desk.article(
        "wire/3.md",
        "AP",
        "2024-03-04",
        "The cup final in Toledo ended 2-1; striker Ramon Ortega scored twice for Numancia.",
    );
    desk.article("wire/4.md", "BBC", "2024-06-04", &format!("{flood} live in 90 tents."));
    let record = serde_json::json!({"id": "n7", "outlet": "Sport", "published": "2024-03-05",
        "text": "Numancia won the cup final in Toledo. Ramon Ortega, the striker, scored both goals."});
    desk.write("wire/stream.jsonl", &format!("{record}\nno record\n"));
    let output = desk.run(&["batch", "--format", "json"]);
    let digest: serde_json::Value = serde_json::from_str(&text(&output)).expect("JSON");
    let mut slugs: Vec<(String, u64)> = (digest["stories"].as_array().expect("a list").iter())
        .map(|it| (it["slug"].as_str().expect("text").to_owned(), it["articles"].as_u64().expect("a number")))
        .collect();
    slugs.sort();
    assert_eq!(slugs.len(), 2, "{digest}");
    assert!(slugs.iter().all(|(slug, articles)| slug.ends_with("2024-03-04") && *articles == 2), "{slugs:?}");
    assert_eq!(digest["single"], 1, "three months later it is another flood");
    assert!(digest["problems"][0]["path"].as_str().is_some_and(|path| path.ends_with("stream.jsonl")), "{digest}");
    assert_eq!(digest["problems"][0]["line"], 2);
    let flood_slug =
        slugs.iter().map(|(slug, _)| slug).find(|slug| slug.contains("dravina")).expect("the flood").clone();
    assert_eq!(findings(&digest, &flood_slug).len(), 1, "{digest}");
    assert!(findings(&digest, &flood_slug)[0].contains("AP") && findings(&digest, &flood_slug)[0].contains("Kurier"));

    desk.article("wire/0.md", "Herald", "2024-03-06", &format!("{flood} live in 1,900 tents."));
    let next: serde_json::Value =
        serde_json::from_str(&text(&desk.run(&["batch", "--format", "json", "--only-new"]))).expect("JSON");
    let standing = findings(&next, &flood_slug);
    assert!(standing.len() == 1 && standing[0].starts_with("changed: "), "{next}");
}

#[test]
fn an_article_of_a_feed_without_a_date_may_be_of_another_time() {
    let desk = Desk::new("feeds:\n  - name: Wire\n    articles: wire\nrules: rules\n");
    desk.write("rules/tents.yaml", &TENTS.replace("over_time: fixed", "over_time: varies"));
    let flood =
        "The Dravina river burst its banks near Ostrow. Mayor Lena Brandt said that families from Ostrow and Kalinov";
    desk.article("wire/1.md", "AP", "2024-03-04", &format!("{flood} live in 1,200 tents."));
    desk.write("wire/2.md", &format!("---\noutlet: BBC\n---\n{flood} live in 1,500 tents.\n"));
    let (digest, code) = desk.batch(&[]);
    let finding = &digest["stories"][0]["findings"][0];
    assert_eq!((finding["verdict"].as_str(), code), (Some("warning"), Some(0)), "{digest}");
    desk.write("rules/tents.yaml", TENTS);
    let (digest, code) = desk.batch(&[]);
    let finding = &digest["stories"][0]["findings"][0];
    assert_eq!((finding["verdict"].as_str(), code), (Some("conflict"), Some(1)), "what does not move needs no time");
}

#[test]
fn history_tells_how_a_figure_moved() {
    let desk = Desk::new(SETTINGS);
    desk.batch(&[]);
    desk.article("flood/bbc.md", "BBC", "2024-03-06", "Families live in 1,600 tents along the river.");
    desk.batch(&[]);
    let table = text(&desk.run(&["history", "flood", "--width", "100"]));
    assert!(table.starts_with("Flood in the valley\n\nTents in the valley [tents]\n"), "{table}");
    for line in [
        "March 4, 2024  1,200  AP ap.md:5                      “Families live in 1,200 tents along the\n",
        "March 4, 2024  1,500  BBC bbc.md:5 (no longer there)",
        "March 6, 2024  1,600  BBC bbc.md:5",
    ] {
        assert!(table.contains(line), "{line}\n{table}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&text(&desk.run(&["history", "flood-in-the-valley", "--format", "json"]))).expect("JSON");
    let figures = json["trajectories"][0]["figures"].as_array().expect("a list");
    let told: Vec<(&str, bool)> = figures
        .iter()
        .map(|it| (it["stated"].as_str().expect("text"), it["gone"].as_bool().expect("yes or no")))
        .collect();
    assert_eq!(told, [("1200", false), ("1500", true), ("1600", false)]);
    let svg = text(&desk.run(&["history", "flood-in-the-valley", "--topic", "tents", "--format", "svg"]));
    assert!(
        svg.starts_with("<svg xmlns=") && svg.contains("<circle") && svg.contains("March 6, 2024: 1,600 (BBC)"),
        "{svg}"
    );
    let wrong = desk.run(&["history", "flod-in-the-valley"]);
    assert!(String::from_utf8(wrong.stderr).expect("text").contains("did you mean `flood-in-the-valley`?"));
    assert_eq!(text(&desk.run(&["history"])), "flood-in-the-valley  Flood in the valley\nharbour-fire  Harbour fire\n");
    desk.article("flood/a-very-long-name-of-an-outlet.md", "Post", "2024-03-07", "Families live in 1,700 tents.");
    desk.batch(&[]);
    let narrow = text(&desk.run(&["history", "flood", "--width", "80"]));
    assert!(narrow.contains("a-very-long-name-of-an-outlet.md:5"), "a place is not broken: {narrow}");
    assert!(narrow.lines().all(|line| line.chars().count() <= 80), "{narrow}");
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let (left, right) = (Desk::new(SETTINGS), Desk::new(SETTINGS));
    assert_eq!(left.run(&["batch"]).stdout, right.run(&["batch"]).stdout);
    let read = |desk: &Desk| fs::read(desk.path("reports/latest/digest.json")).expect("it is there");
    assert_eq!(read(&left), read(&right));
    let stamped = Desk::new(&SETTINGS.replace("reports:\n", "reports:\n  stamp: yes\n"));
    let output = stamped.command(&["batch"]).env("SOURCE_DATE_EPOCH", "1709625600").output().expect("it runs");
    assert!(text(&output).contains(", written 2024-03-05 08:00 UTC\n"), "{}", text(&output));
}

#[test]
fn the_examples_for_schedulers_are_well_formed() {
    let settings = include_str!("../../src/commands/help/crosscheck.yaml");
    let (config, problems) = crosscheck::batch::Config::parse("crosscheck.yaml", settings);
    assert!(problems.is_empty(), "{problems:?}");
    let config = config.expect("it names stories");
    assert_eq!((config.stories.len(), config.feeds.len(), config.reports.keep), (2, 1, Some(30)));

    let jobs: Vec<&str> = include_str!("../../src/commands/help/crontab")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("MAILTO="))
        .collect();
    assert_eq!(jobs.len(), 2);
    for job in jobs {
        let (times, command): (Vec<&str>, &str) = (job.split(' ').take(5).collect(), job);
        let is_time = |it: &&str| it.split(['/', ',', '-']).all(|part| part == "*" || part.parse::<u8>().is_ok());
        assert!(times.len() == 5 && times.iter().all(is_time), "{job}");
        assert!(command.contains("crosscheck batch"), "{job}");
        assert!(!command.contains('%'), "a per cent sign ends a command of cron: {job}");
    }

    let folder = tempfile::tempdir().expect("a folder can be made");
    let service = include_str!("../../src/commands/help/crosscheck.service");
    let service = service.replace("/usr/local/bin/crosscheck", env!("CARGO_BIN_EXE_crosscheck"));
    fs::write(folder.path().join("crosscheck.service"), service).expect("a file can be written");
    let timer = include_str!("../../src/commands/help/crosscheck.timer");
    fs::write(folder.path().join("crosscheck.timer"), timer).expect("a file can be written");
    for unit in ["crosscheck.service", "crosscheck.timer"] {
        let verify = Command::new("systemd-analyze").arg("verify").arg(folder.path().join(unit)).output();
        // Not every system has it; where it is, it has nothing to say of the examples.
        if let Ok(output) = verify {
            let said = String::from_utf8_lossy(&output.stderr);
            let of_ours: Vec<&str> = said.lines().filter(|line| line.contains("crosscheck")).collect();
            assert!(of_ours.is_empty(), "{of_ours:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_that_leaves_a_valid_ledger() {
    let desk = Desk::new(SETTINGS);
    for signal in ["-INT", "-TERM"] {
        let mut run = desk.command(&["batch"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        Command::new("kill").args([signal, &run.id().to_string()]).status().expect("it can be sent");
        run.wait().expect("it ends");
    }
    let (digest, code) = desk.batch(&[]);
    assert_eq!(code, Some(1), "{digest}");
    let standing = findings(&digest, "flood-in-the-valley");
    assert_eq!(standing.len(), 1, "told by an earlier run or by this one: {standing:?}");
    let ledger = crosscheck::ledger::Ledger::read(&desk.path("crosscheck.db")).expect("it can be read");
    assert_eq!(ledger.damage().expect("it can be checked"), None);
    assert_eq!(ledger.last_run().expect("it can be read"), digest["run"].as_u64().expect("a number"));
}
