//! Reading articles from disk: what is found, what is declared, and what is refused with which words.

use crosscheck::article::{Article, Published};
use crosscheck::error::Severity;
use crosscheck::input::{Inputs, LineError, Lines, ReadOptions, read_paths, read_rule_folder};
use jiff::civil::date;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A temporary folder with files in it.
struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        for (name, text) in files {
            folder.add(name, text.as_bytes());
        }
        folder
    }

    fn add(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self) -> Inputs {
        read_paths(&[self.0.path().to_owned()], &ReadOptions::default())
    }

    /// The problems as one line each, paths below the folder.
    fn problems(&self, inputs: &Inputs) -> Vec<String> {
        let root = self.0.path().display().to_string();
        inputs.problems.iter().map(|problem| problem.to_string().replace(&root, "")).collect()
    }
}

fn ids(inputs: &Inputs) -> Vec<&str> {
    inputs.articles.iter().map(|article| article.id.as_str()).collect()
}

fn body(article: &Article) -> &str {
    article.body.slice(&article.text)
}

#[test]
fn folders_are_walked_by_name_and_other_files_counted() {
    let folder = Folder::with(&[
        ("b.md", "Second."),
        ("a.txt", "First."),
        ("sub/c.MARKDOWN", "Third."),
        (".hidden.md", "Never."),
        (".git/d.md", "Never."),
        ("README.md", "About this folder."),
        ("x.pdf", "%PDF"),
        ("y.PDF", "%PDF"),
        ("Makefile", "all:"),
    ]);
    let inputs = folder.read();
    assert_eq!(ids(&inputs), ["a.txt", "b.md", "sub/c.MARKDOWN"]);
    let note = "note: : skipped 4 files that are no article: .pdf (2), README.md (1), no extension (1)";
    assert_eq!(folder.problems(&inputs), [note]);
}

#[test]
fn named_files_may_have_any_extension_and_are_read_once() {
    let folder = Folder::with(&[("a.copy", "One."), ("b.txt", "Two.")]);
    let twice = [folder.path("a.copy"), folder.path("./b.txt"), folder.path("a.copy"), folder.path("")];
    let inputs = read_paths(&twice, &ReadOptions::default());
    assert_eq!(ids(&inputs), ["a.copy", "b.txt"]);
}

#[test]
fn ids_of_one_name_become_paths_in_any_order() {
    let folder = Folder::with(&[("x/a.md", "One."), ("y/a.md", "Two."), ("z/b.md", "Three.")]);
    let paths = [folder.path("x"), folder.path("y"), folder.path("z")];
    let [x, y] = ["x/a.md", "y/a.md"].map(|name| folder.path(name).display().to_string());
    assert_eq!(ids(&read_paths(&paths, &ReadOptions::default())), [&x, &y, "b.md"]);
    let reversed: Vec<PathBuf> = paths.into_iter().rev().collect();
    assert_eq!(ids(&read_paths(&reversed, &ReadOptions::default())), ["b.md", &y, &x]);
}

#[test]
fn front_matter_is_declared_and_left_out_of_the_body() {
    let text = "\u{feff}---\r\ntitle: 'Boats stay in port'\r\noutlet: The Quay\r\ndate: Jan. 25, 2024\r\n\
                updated: 2024-01-25T18:30:00+01:00\r\nagency: AP\r\nurl: https://quay.example/boats\r\n\
                tags: [wind, sea]\r\n---\r\nThe wind is too strong.\r\n";
    let folder = Folder::with(&[("a.md", text)]);
    let inputs = folder.read();
    let article = &inputs.articles[0];
    assert_eq!(folder.problems(&inputs), [""; 0]);
    assert_eq!(article.text, text);
    assert_eq!(body(article), "The wind is too strong.\r\n");
    assert_eq!(article.outlet.as_deref(), Some("The Quay"));
    assert_eq!(article.wire.as_deref(), Some("AP"));
    assert_eq!(article.url.as_deref(), Some("https://quay.example/boats"));
    assert_eq!(article.published, Some(Published::on(date(2024, 1, 25))));
    let updated = Published { date: date(2024, 1, 25), utc: Some(date(2024, 1, 25).at(17, 30, 0, 0)) };
    assert_eq!(article.updated, Some(updated));
    let title = article.title.as_ref().expect("a title is declared");
    assert_eq!((title.text.as_str(), title.start), ("Boats stay in port", text.find("Boats")));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_body_but_counts_in_offsets() {
    let inputs = Folder::with(&[("a.txt", "\u{feff}Wind.")]).read();
    assert_eq!((body(&inputs.articles[0]), inputs.articles[0].body.start()), ("Wind.", 3));
}

#[test]
fn titles_are_found_where_they_stand_word_for_word() {
    let cases = [
        ("---\ntitle: 'Crew''s boat'\n---\nCrew's boat\n\nText.", Some(30)),
        ("---\ntitle: 'Crew''s boat'\n---\nText on the crew's boat.", None),
        ("---\nurl: x/port\ntitle: port\n---\nText.", Some(23)),
    ];
    for (text, start) in cases {
        let inputs = Folder::with(&[("a.md", text)]).read();
        let title = inputs.articles[0].title.as_ref().expect("a title is declared");
        assert_eq!(title.start, start, "{text}");
    }
}

#[test]
fn broken_front_matter_is_reported_and_the_body_read() {
    let cases = [
        (
            "---\noutlet: Quay\ntitle: Boats: all of them\n---\nText.",
            "3: the front matter is not valid: mapping values are not allowed in this context; \
             a value that contains `: ` needs quotation marks",
        ),
        ("---\ntitle: A\ntitle: B\n---\nText.", "3: the front matter is not valid: the key `title` stands twice"),
        ("---\njust words\n---\nText.", "2: the front matter is not valid: expected lines of `key: value`"),
        ("---\noutlet: [a, b]\n---\nText.", "2: the front matter is not valid: expected one value, no list"),
        (
            "---\nx: &a 1\ny: *a\n---\nText.",
            "2: the front matter is not valid: anchors, aliases and deep nesting are not read here",
        ),
        (
            "---\noutlet: Quay\npublished: 1/2/24\n---\nText.",
            "3: \"1/2/24\" cannot be read as a date; \
             write 2024-01-25, 2024-01-25T16:12-05:00, Jan. 25, 2024 or 25 January 2024",
        ),
    ];
    for (text, message) in cases {
        let folder = Folder::with(&[("a.md", text)]);
        let inputs = folder.read();
        assert_eq!(folder.problems(&inputs), [format!("error: /a.md:{message}")]);
        assert_eq!(body(&inputs.articles[0]), "Text.");
    }
}

#[test]
fn dashes_without_keys_are_text() {
    for text in ["---\nA rule, then text.", "Text.\n---\nMore.", "--- \n# nothing\n---\nText."] {
        let folder = Folder::with(&[("a.md", text)]);
        let inputs = folder.read();
        assert_eq!((inputs.articles.len(), inputs.problems.len()), (1, 0), "{text}");
    }
}

#[test]
fn the_default_date_is_for_articles_without_one() {
    let folder = Folder::with(&[("a.md", "---\ndate: 2020-02-02\n---\nOne."), ("b.md", "Two.")]);
    let options = ReadOptions { default_date: Some(Published::on(date(2024, 3, 1))), ..ReadOptions::default() };
    let inputs = read_paths(&[folder.path("")], &options);
    let dates: Vec<String> = inputs
        .articles
        .iter()
        .flat_map(|article| article.published)
        .map(|published| published.date.to_string())
        .collect();
    assert_eq!(dates, ["2020-02-02", "2024-03-01"]);
}

#[test]
fn what_is_no_text_is_named_and_the_rest_read() {
    let folder = Folder::with(&[("a.txt", "One."), ("b.txt", " \n"), ("c.txt", "---\noutlet: Q\n---\n \n")]);
    folder.add("d.txt", b"caf\xE9 au lait");
    folder.add("e.txt", b"\xFF\xFEa\0b\0");
    folder.add("f.txt", b"text\0text");
    folder.add("g.txt", b"<!doctype html><p>One.");
    let inputs = folder.read();
    assert_eq!(ids(&inputs), ["a.txt"]);
    assert!(inputs.problems.iter().all(|problem| problem.severity == Severity::Error));
    let expected = [
        "error: /b.txt: is empty",
        "error: /c.txt: has front matter but no text",
        "error: /d.txt: is not UTF-8 (line 1, byte 3), perhaps Windows-1252; save it as UTF-8",
        "error: /e.txt: is UTF-16; save it as UTF-8",
        "error: /f.txt: is binary (a NUL at byte 4); only plain text can be read: save it as text in UTF-8",
        "error: /g.txt: is HTML; only plain text can be read: save it as text in UTF-8",
    ];
    assert_eq!(folder.problems(&inputs), expected);
}

#[test]
fn large_files_are_refused_after_the_limit() {
    let folder = Folder::with(&[("a.txt", "12345678"), ("b.txt", "123456789")]);
    let options = ReadOptions { max_bytes: 8, ..ReadOptions::default() };
    let inputs = read_paths(&[folder.path("")], &options);
    assert_eq!(ids(&inputs), ["a.txt"]);
    assert_eq!(folder.problems(&inputs), ["error: /b.txt: is larger than 8 bytes and was not read"]);
}

#[test]
fn missing_files_and_empty_folders_are_errors() {
    let folder = Folder::with(&[("reuters.txt", "One."), ("empty/picture.png", "x")]);
    let inputs = read_paths(
        &[folder.path("reutres.txt"), folder.path("quay.md"), folder.path("none/a.md"), folder.path("empty")],
        &ReadOptions::default(),
    );
    let expected = [
        "error: /reutres.txt: no such file; did you mean `reuters.txt`?",
        "error: /quay.md: no such file",
        "error: /none/a.md: no such file",
        "error: /empty: holds no article (.txt, .md or .markdown)",
        "note: /empty: skipped 1 file that is no article: .png (1)",
    ];
    assert_eq!(folder.problems(&inputs), expected);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_devices_refused() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let folder = Folder::with(&[("a.txt", "One."), ("elsewhere/b.txt", "Two.")]);
    fs::create_dir(folder.path("story")).expect("a folder can be made");
    symlink(folder.path("elsewhere"), folder.path("story/loop")).expect("a link can be made");
    symlink(folder.path("a.txt"), folder.path("story/a.txt")).expect("a link can be made");
    let _listener = UnixListener::bind(folder.path("story/socket.txt")).expect("a socket can be made");
    folder.add("story/c.txt", b"Three.");
    let inputs = read_paths(
        &[folder.path("story"), folder.path("story/socket.txt"), PathBuf::from("/dev/null")],
        &ReadOptions::default(),
    );
    assert_eq!(ids(&inputs), ["c.txt"]);
    let expected = [
        "note: /story: skipped 3 files that are no article: no regular file (1), symbolic link (2)",
        "error: /story/socket.txt: is no regular file; use `-` for standard input",
        "error: /dev/null: is no regular file; use `-` for standard input",
    ];
    assert_eq!(folder.problems(&inputs), expected);
}

const STORY: &str = "\
title: Boats
articles:
  - file: quay.txt
    outlet: The Quay
    published: 2024-01-25
    title: Boats stay in port
    wire: AP
  - file: sub/bay.md
    date: 2024-01-26
";

#[test]
fn a_story_lists_its_articles_and_goes_before_their_front_matter() {
    let files = [
        ("story.yaml", STORY),
        ("quay.txt", "---\noutlet: Unknown\nurl: quay.example\n---\nBoats stay in port\n\nText."),
        ("sub/bay.md", "---\noutlet: Bay\n---\nText."),
        ("draft.md", "Not listed."),
    ];
    let folder = Folder::with(&files);
    let inputs = folder.read();
    assert_eq!((inputs.story.as_deref(), ids(&inputs)), (Some("Boats"), vec!["quay.txt", "sub/bay.md"]));
    let quay = &inputs.articles[0];
    let title = quay.title.as_ref().map(|title| title.start);
    assert_eq!(title, Some(quay.text.find("Boats")));
    assert_eq!(
        (quay.outlet.as_deref(), quay.wire.as_deref(), quay.url.as_deref()),
        (Some("The Quay"), Some("AP"), Some("quay.example"))
    );
    let bay = &inputs.articles[1];
    assert_eq!((bay.outlet.as_deref(), bay.published), (Some("Bay"), Some(Published::on(date(2024, 1, 26)))));
    assert_eq!(folder.problems(&inputs), ["warning: : not listed in its story.yaml and not read: draft.md"]);
    let named = read_paths(&[folder.path("story.yaml")], &ReadOptions::default());
    assert_eq!((ids(&named), named.problems.len()), (vec!["quay.txt", "sub/bay.md"], 0));
}

#[test]
fn a_story_of_a_folder_inside_has_ids_below_the_given_folder() {
    let story = "articles: [{file: a.md}]";
    let inputs = Folder::with(&[("boats/story.yaml", story), ("boats/a.md", "One."), ("c.md", "Two.")]).read();
    assert_eq!(ids(&inputs), ["boats/a.md", "c.md"]);
}

#[test]
fn every_problem_of_a_story_is_reported_with_its_line() {
    let story = "titel: Boats\narticles:\n  - file: a.md\n    outlt: Quay\n    date: someday\n  - outlet: Bay\n\
                 \x20 - file: ../b.md\n  - file: /etc/passwd\n  - file: aa.md\n  - file: .\n";
    let folder = Folder::with(&[("s/story.yaml", story), ("s/a.md", "One."), ("b.md", "Two.")]);
    let inputs = read_paths(&[folder.path("s")], &ReadOptions::default());
    assert_eq!(ids(&inputs), ["a.md"]);
    let expected = [
        "error: /s/story.yaml:1: unknown key `titel`; did you mean `title`?",
        "error: /s/story.yaml:4: unknown key `outlt`; did you mean `outlet`?",
        "error: /s/story.yaml:6: an article without `file: …`, its path below this folder",
        "error: /s/story.yaml:5: \"someday\" cannot be read as a date; write \
         2024-01-25, 2024-01-25T16:12-05:00, Jan. 25, 2024 or 25 January 2024",
        "error: /s/story.yaml:7: `../b.md` is outside the folder of the story; list files below it",
        "error: /s/story.yaml:8: `/etc/passwd` is outside the folder of the story; list files below it",
        "error: /s/story.yaml:9: `aa.md`: no such file; did you mean `a.md`?",
        "error: /s/story.yaml:10: `.` is no regular file",
    ];
    assert_eq!(folder.problems(&inputs), expected);
}

#[test]
fn a_story_of_another_shape_is_one_error() {
    for (story, line) in [("articles: 7\n", ":1"), ("- a.md\n", ":1"), ("articles:\n  - file: [\n", ""), ("", "")] {
        let folder = Folder::with(&[("story.yaml", story)]);
        let inputs = folder.read();
        let problems = folder.problems(&inputs);
        assert_eq!((inputs.articles.len(), problems.len()), (0, 1), "{story:?}: {problems:?}");
        assert!(problems[0].starts_with(&format!("error: /story.yaml{line}")), "{problems:?}");
    }
}

/// The id (with what is odd about the article), or the error of every line.
fn records(stream: &[u8]) -> Vec<Result<String, String>> {
    let lines = Lines::new(stream).map(|line| line.expect("memory can be read"));
    let told = |(article, odd): (Article, Vec<LineError>)| {
        odd.iter().fold(article.id, |told, error| format!("{told}; {error}"))
    };
    lines.map(|line| line.article().map(told).map_err(|error| error.to_string())).collect()
}

#[test]
fn a_bad_line_of_a_stream_is_one_error_and_the_rest_is_read() {
    let stream = b"\xEF\xBB\xBF{\"id\": \"a\", \"text\": \"One.\", \"published\": \"2024-01-25\", \"extra\": [1]}\n\n\
        {\"id\": \"b\"}\nnot json\n{\"id\": \"c\", \"text\": \"\\ud800\"}\n{\"id\": \"d\", \"text\": \"\xFF\"}\n\
        {\"id\": \"e\", \"text\": \"\", \"published\": \"soon\"}\n{\"id\": \"f\", \"text\": \"\"}";
    let found = records(stream);
    let starts: Vec<String> =
        found.iter().map(|record| record.as_ref().map_or_else(|error| error[..7].to_owned(), Clone::clone)).collect();
    assert_eq!(starts[..5], ["a", "line 3:", "line 4:", "line 5:", "line 6:"]);
    assert!(starts[5].starts_with("e; line 7: `published` is \"soon\""), "{}", starts[5]);
    assert_eq!(starts[6], "f");
}

#[test]
fn a_line_that_is_too_long_is_one_error() {
    let mut stream = br#"{"id": "long", "text": ""#.to_vec();
    stream.resize((32 << 20) + 100, b'x');
    stream.extend(b"\"}\n{\"id\": \"b\", \"text\": \"Two.\"}\n");
    let found = records(&stream);
    assert_eq!(found, [Err("line 1: longer than 32 MiB".to_owned()), Ok("b".to_owned())]);
}

#[test]
fn rule_folders_give_their_texts_by_name() {
    let folder =
        Folder::with(&[("b.yaml", "b"), ("a/c.yml", "c"), ("notes.txt", "n"), (".d.yaml", "d"), ("e.yaml", "")]);
    folder.add("f.yaml", &[b'x'; (1 << 20) + 1]);
    let found = read_rule_folder(&folder.path("")).expect("the folder is there");
    let texts: Vec<&str> = found.files.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["c", "b"]);
    assert!(found.files[0].0.ends_with("a/c.yml"));
    let messages: Vec<&str> = found.problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, ["is empty", "is larger than 1 MiB and was not read"]);
    assert!(read_rule_folder(Path::new("/no/such/folder")).is_err_and(|error| error.is_io()));
}
