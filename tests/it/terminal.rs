//! What is only done on a terminal: pager, links, progress bar. `script` of util-linux plays the terminal.

use super::desk::SETTINGS;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a terminal of 80 columns and 24 lines gets, and the exit code.
fn on_terminal(command: &str, settings: &[(&str, &str)]) -> (String, Option<i32>) {
    let binary = env!("CARGO_BIN_EXE_crosscheck");
    let command = format!("stty cols 80 rows 24; exec {binary} {command}");
    let mut script = Command::new("script");
    for name in SETTINGS {
        script.env_remove(name);
    }
    script.args(["-qefc", &command, "/dev/null"]).env("TERM", "xterm").env("LC_ALL", "C.UTF-8");
    let output = script.envs(settings.iter().copied()).stdin(Stdio::null()).output().expect("script(1) is there");
    (String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"), output.status.code())
}

const CONFLICT: &str = "check tests/cli/conflict --rules tests/cli/rules";
const LONG: &str = "check seeds/iraq-coalition";
/// A pager that can be seen: it puts a mark before each line.
const MARKS: (&str, &str) = ("CROSSCHECK_PAGER", "sed -u s/^/>/");

#[test]
fn only_what_is_longer_than_the_screen_goes_through_the_pager() {
    let is_paged = |shown: &str| shown.lines().all(|line| line.starts_with('>'));
    let (long, code) = on_terminal(LONG, &[MARKS]);
    assert!(is_paged(&long), "{long}");
    assert_eq!(code, Some(1), "the pager does not change the exit code");
    assert!(is_paged(&on_terminal(LONG, &[("PAGER", MARKS.1)]).0));
    for (command, settings) in [
        (CONFLICT, vec![MARKS]),
        ("check seeds/iraq-coalition --no-pager", vec![MARKS]),
        (LONG, vec![MARKS, ("TERM", "dumb")]),
        (LONG, vec![("CROSSCHECK_PAGER", ""), ("PAGER", MARKS.1)]),
        (LONG, vec![("CROSSCHECK_PAGER", "no-such-pager")]),
    ] {
        let (shown, code) = on_terminal(command, &settings);
        assert!(shown.contains("CONFLICT") && !shown.contains('>'), "{command} {settings:?}: {shown}");
        assert_eq!(code, Some(1), "{command} {settings:?}");
    }
}

#[test]
fn whoever_leaves_the_pager_early_has_read_enough() {
    let (shown, code) = on_terminal(LONG, &[("CROSSCHECK_PAGER", "head -n 1")]);
    assert_eq!((shown.lines().count(), code), (1, Some(1)), "{shown}");
}

#[test]
fn places_are_links_where_the_terminal_knows_them() {
    let folder = std::env::current_dir().expect("tests run in a folder");
    let link = |file: &str, words: &str| {
        let path = folder.join("tests/cli/conflict").join(file);
        format!("\u{1b}]8;;file://{}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\", path.display())
    };
    let known = [("TERM_PROGRAM", "WezTerm")];
    let (shown, _) = on_terminal(CONFLICT, &known);
    for words in [link("courier.md", "courier.md:5"), link("radio.md", "radio.md:5")] {
        assert!(shown.contains(&words), "{words:?} in {shown:?}");
    }
    for line in shown.lines() {
        assert_eq!(line.matches("\u{1b}]8;;file:").count(), line.matches("\u{1b}]8;;\u{1b}").count(), "{line:?}");
    }
    for (more, settings) in [
        ("--hyperlink never", vec![known[0]]),
        ("", vec![known[0], ("TERM", "dumb")]),
        ("", vec![("TERM_PROGRAM", "Apple_Terminal")]),
        ("", vec![known[0], ("FORCE_HYPERLINK", "0")]),
        ("> /dev/tty | cat", vec![]),
    ] {
        let (shown, _) = on_terminal(&format!("{CONFLICT} {more}"), &settings);
        assert!(!shown.contains("]8;;"), "{more} {settings:?}: {shown:?}");
    }
    let piped = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(CONFLICT.split(' '))
        .args(["--hyperlink", "always"])
        .output();
    let piped = String::from_utf8(piped.expect("the command runs").stdout).expect("output is UTF-8");
    assert!(piped.contains(&link("courier.md", "courier.md:5")), "--hyperlink always asks no terminal: {piped:?}");
}

/// A story of so many articles.
fn write_story(folder: &Path, articles: usize) {
    for number in 0..articles {
        let sentence = format!("About {number},500 people stood in line on Monday, and 12 were hurt. ");
        std::fs::write(folder.join(format!("{number}.md")), sentence.repeat(8)).expect("the article is written");
    }
}

/// Whether what a terminal shows has a bar.
fn has_bar(shown: &str) -> bool {
    ["reading ", "placing ", "comparing "].iter().any(|stage| shown.contains(stage))
}

#[test]
fn long_work_shows_a_bar_on_a_terminal_and_nothing_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder for the story");
    let command = format!("check -q {}", folder.path().display());
    let with_bar = format!("check {} > /dev/null", folder.path().display());
    // What is long depends on the machine.
    let is_long = |articles: &usize| {
        write_story(folder.path(), *articles);
        has_bar(&on_terminal(&with_bar, &[]).0)
    };
    assert!([100, 200, 400, 800, 1600].iter().any(is_long), "long work shows a bar");
    for (command, settings) in [(command.as_str(), vec![]), (with_bar.as_str(), vec![("TERM", "dumb")])] {
        let (shown, _) = on_terminal(command, &settings);
        assert!(!has_bar(&shown), "{command}: {shown:?}");
    }
    let (shown, _) = on_terminal("check -v tests/cli/conflict --rules tests/cli/rules > /dev/null", &[]);
    assert_eq!(shown, "", "short work shows nothing");
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck")).args(["check"]).arg(folder.path()).output();
    assert_eq!(String::from_utf8_lossy(&output.expect("the command runs").stderr), "", "standard error is no terminal");
}
