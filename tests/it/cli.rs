//! The command line as a whole: streams, exit codes, closed pipes, colours, JSON.

use super::desk::SETTINGS;
use serde_json::Value;
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

fn crosscheck(args: &[&str], stdin: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    // A command that ends before it has read everything closes the pipe; that is no failure of the test.
    let _ = child.stdin.take().expect("stdin is piped").write_all(stdin.as_bytes());
    child.wait_with_output().expect("the command ends")
}

/// `check` over a folder of tests/cli, with the rules there.
fn check(folder: &str, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(["check", &format!("tests/cli/{folder}"), "--rules", "tests/cli/rules"]).args(more);
    for name in SETTINGS {
        command.env_remove(name);
    }
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

const CLAIMS: [&str; 6] = ["claims", "--all", "--from", "jsonl", "--format", "jsonl"];

#[test]
fn a_bad_line_gives_an_error_record_and_exit_code_2() {
    let args = [&CLAIMS[..], &["-"]].concat();
    let output = crosscheck(&args, "\n{\"id\": \"a\"}\n{\"id\": \"b\", \"text\": \"Nothing to count.\"}\n");
    let text = stdout(&output);
    let first = text.lines().next();
    assert_eq!(first, Some("{\"error\":\"missing field `text`, at column 11\",\"line\":2,\"article\":null}"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_stream_without_fault_gives_exit_code_0() {
    let args = [&CLAIMS[..], &["-"]].concat();
    let output = crosscheck(&args, "{\"id\": \"b\", \"text\": \"Nothing to count.\", \"published\": null}\n");
    let article = "{\"schema\":\"crosscheck/article/1\",\"article\":\"b\",\"start\":0,\"end\":17,\"kind\":null,\
                   \"source\":{\"path\":null,\"title\":null,\"outlet\":null,\"published\":null,\"body\":[0,17],\
                   \"text\":\"Nothing to count.\"}}\n";
    assert_eq!((stdout(&output).as_str(), output.status.code()), (article, Some(0)));
}

#[test]
fn claims_are_piped_into_the_comparison() {
    let claims = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["claims", "--all", "--format", "jsonl", "tests/cli/conflict", "--rules", "tests/cli/rules"])
        .output()
        .expect("the command runs");
    let args = ["check", "--from", "claims", "-", "--format", "json", "--rules", "tests/cli/rules"];
    let output = crosscheck(&args, &stdout(&claims));
    assert_eq!((stdout(&output), output.status.code()), json("conflict", "json"));
    let broken = crosscheck(&args, &format!("{}{{\"article\": \n", stdout(&claims)));
    assert_eq!(broken.status.code(), Some(2), "the rest is compared: {}", stdout(&broken));
    assert!(stdout(&broken).contains("\"verdict\":\"conflict\""));
}

/// How many files of commands there are: trycmd is content with a glob that matches nothing.
const COMMAND_FILES: usize = 7;

#[test]
fn commands_print_what_the_files_say() {
    let is_commands = |path: &std::path::Path| path.extension().is_some_and(|extension| extension == "trycmd");
    let files = std::fs::read_dir("tests/cli").expect("the folder is there");
    let found = files.filter_map(Result::ok).filter(|entry| is_commands(&entry.path())).count();
    assert_eq!(found, COMMAND_FILES, "adapt COMMAND_FILES when a file is added to tests/cli");
    trycmd::TestCases::new().env("COLUMNS", "100").env("CLICOLOR", "0").case("tests/cli/*.trycmd");
}

#[test]
fn a_closed_pipe_is_silent_and_no_failure() {
    let args = [&CLAIMS[..], &["-"]].concat();
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut input = child.stdin.take().expect("stdin is piped");
    let writer = std::thread::spawn(move || {
        for number in 0..20_000 {
            let line = format!("{{\"id\": \"{number}\", \"text\": \"The quake killed {number} people.\"}}\n");
            if input.write_all(line.as_bytes()).is_err() {
                break;
            }
        }
    });
    // Read a little, then hang up, as `head` does.
    let mut output = child.stdout.take().expect("stdout is piped");
    output.read_exact(&mut [0; 10]).expect("there is output");
    drop(output);
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure_with_a_message() {
    for format in ["table", "json", "jsonl"] {
        let full = File::options().write(true).open("/dev/full").expect("Linux has /dev/full");
        let output = check("conflict", &["--format", format]).stdout(full).output().expect("the command runs");
        assert_eq!(output.status.code(), Some(2), "{format}");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.starts_with("crosscheck: standard output: No space left on device"), "{message}");
    }
}

#[test]
fn colour_is_asked_for_or_left_out() {
    let colored = |args: &[&str], environment: &[(&str, &str)]| {
        let output = check("conflict", args).envs(environment.iter().copied()).output().expect("the command runs");
        stdout(&output).contains("\u{1b}[")
    };
    assert!(!colored(&[], &[]), "a pipe gets no colour");
    assert!(colored(&["--color", "always"], &[]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]), "the flag goes before the environment");
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

fn json(folder: &str, format: &str) -> (String, Option<i32>) {
    let output = check(folder, &["--format", format]).output().expect("the command runs");
    (stdout(&output), output.status.code())
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("it is an object").keys().map(String::as_str).collect()
}

#[test]
fn the_report_in_json_is_that_of_the_contract() {
    let (text, code) = json("conflict", "json");
    let report: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(code, Some(1));
    assert_eq!(
        (&report["schema"], &report["tool"]),
        (&"crosscheck/report/1".into(), &env!("CARGO_PKG_VERSION").into())
    );
    assert_eq!(report["rules"].as_str().map(str::len), Some(64));
    assert_eq!(
        report["articles"][1],
        serde_json::json!({
            "id": "radio.md", "path": "tests/cli/conflict/radio.md", "title": null, "outlet": "Valley Radio",
            "published": "2024-05-02", "updated": null, "url": null, "origin": "Valley Radio", "words": 6
        })
    );
    let finding = &report["findings"][0];
    assert_eq!((&finding["topic"], &finding["verdict"]), (&"tents".into(), &"conflict".into()));
    assert_eq!(finding["range"], serde_json::json!({"low": "1200", "best": "1200", "high": "1900"}));
    assert_eq!((&finding["outlets"], &finding["origins"]), (&2.into(), &2.into()));
    let claims = finding["claims"].as_array().expect("claims are a list");
    assert_eq!(finding["pairs"][0]["left"], claims[0]["id"]);
    assert_eq!(finding["pairs"][0]["right"], claims[1]["id"]);
    assert_eq!(finding["pairs"][0]["relation"], "conflict");
    assert_eq!(report["summary"]["conflict"], 1);
    assert_eq!((&report["names"], &report["problems"]), (&serde_json::json!([]), &serde_json::json!([])));
}

#[test]
fn a_claim_has_the_fields_of_the_contract_and_its_span_gives_its_words() {
    let (text, _) = json("conflict", "json");
    let report: Value = serde_json::from_str(&text).expect("it is JSON");
    let claim = &report["findings"][0]["claims"][1];
    let file = std::fs::read_to_string("tests/cli/conflict/radio.md").expect("the article is there");
    let offset = |key: &str| usize::try_from(claim[key].as_u64().expect("an offset")).expect("a small one");
    assert_eq!(&file[offset("start")..offset("end")], "1,900 tents");
    let mut without_id = claim.clone();
    without_id.as_object_mut().expect("it is an object").remove("id");
    assert_eq!(
        without_id,
        serde_json::json!({
            "schema": "crosscheck/claim/1", "article": "radio.md", "start": offset("start"), "end": offset("end"),
            "line": 5, "column": 26, "text": "1,900 tents", "sentence": "The mayor's office lists 1,900 tents.",
            "kind": "count",
            "amount": {"stated": "1900", "stated_high": null, "low": "1900", "high": "1900", "hedge": "exactly"},
            "trend": null, "unit": null, "of": "tents", "date": null, "topic": "tents", "slots": {},
            "speaker": null, "status": "asserted", "as_of": null, "found_by": "count", "rule": "tents.yaml:4"
        })
    );
}

#[test]
fn json_lines_are_findings_and_the_summary_last() {
    let (text, _) = json("broken", "jsonl");
    let records: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    let schemas: Vec<&str> = records.iter().filter_map(|record| record["schema"].as_str()).collect();
    assert_eq!(schemas, ["crosscheck/problem/1", "crosscheck/finding/1", "crosscheck/summary/1"]);
    assert_eq!(keys(&records[0]), ["message", "path", "schema", "severity"]);
    assert_eq!((&records[2]["rounded"], &records[2]["errors"]), (&1.into(), &1.into()));
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_surroundings() {
    let run = |threads: &str, locale: &str, zone: &str| {
        let mut command = check("update", &["-v"]);
        let output = command.env("RAYON_NUM_THREADS", threads).env("LC_ALL", locale).env("TZ", zone).output();
        stdout(&output.expect("the command runs"))
    };
    let first = run("1", "C", "UTC");
    assert_eq!(first, run("4", "de_DE.UTF-8", "Pacific/Kiritimati"));
    let turned = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["check", "-v", "tests/cli/update/hill.md", "tests/cli/update/courier.md", "--rules", "tests/cli/rules"])
        .env_remove("COLUMNS")
        .output()
        .expect("the command runs");
    assert_eq!(first, stdout(&turned));
}

/// The blocks of the README between a fence of this language and the next fence.
fn readme_blocks(language: &str) -> Vec<String> {
    let readme = std::fs::read_to_string("README.md").expect("the README is there");
    let fence = format!("```{language}\n");
    readme.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap_or(rest).to_owned()).collect()
}

#[test]
fn the_readme_shows_what_the_main_command_prints() {
    let blocks = readme_blocks("console");
    let (command, shown) = blocks[0].split_once('\n').expect("a command and its output");
    assert_eq!(command, "$ crosscheck check seeds/iraq-coalition");
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["check", "seeds/iraq-coalition"])
        .env("COLUMNS", "100")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("the command starts");
    assert_eq!(output.status.code(), Some(1), "the story holds a conflict");
    assert_eq!(stdout(&output), shown);
}

#[test]
fn the_rule_in_the_readme_passes_its_check_and_tests() {
    let rule = readme_blocks("yaml").into_iter().find(|block| block.starts_with("topic:")).expect("a rule");
    let folder = tempfile::tempdir().expect("a folder for the rule");
    std::fs::write(folder.path().join("hostages.yaml"), rule).expect("the rule is written");
    let path = folder.path().to_str().expect("temporary folders have plain names");
    for command in ["check", "test"] {
        let output = crosscheck(&["rules", command, path], "");
        assert_eq!(output.status.code(), Some(0), "rules {command}: {}", stdout(&output));
    }
}

#[test]
fn built_in_rules_given_again_are_told_in_one_line() {
    let output = crosscheck(&["rules", "check", "rules"], "");
    let built_in = crosscheck::rule::RuleSet::built_in_files().len();
    let line = format!("{built_in} files, 0 problems; {built_in} of the files are the built-in ones, word for word\n");
    assert_eq!((stdout(&output), output.status.code()), (line, Some(0)));
}

#[test]
fn a_changed_built_in_rule_is_a_note_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder for the rules");
    for name in ["crime/arrests.yaml", "disaster/magnitude.yaml"] {
        let text = std::fs::read_to_string(format!("rules/{name}")).expect("the rule is there");
        let changed = if name.starts_with("crime") { text.replace("Crime desk", "Our desk") } else { text };
        let file = name.rsplit('/').next().expect("a file name");
        std::fs::write(folder.path().join(file), changed).expect("the rule is written");
    }
    let output = crosscheck(&["rules", "check", folder.path().to_str().expect("a plain name")], "");
    let text = stdout(&output);
    assert!(text.contains("note[replaces]: this rule replaces the built-in topic `arrests`"), "{text}");
    assert!(text.ends_with("2 files, 1 problem; 1 of the files are the built-in ones, word for word\n"), "{text}");
}

#[test]
fn an_empty_folder_means_no_rules_at_all() {
    let folder = tempfile::tempdir().expect("an empty folder");
    let path = folder.path().to_str().expect("temporary folders have plain names");
    let output = crosscheck(&["check", "seeds/iraq-coalition", "--format", "json", "--rules", path], "");
    let report: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!((&report["summary"]["topics"], &report["summary"]["claims"]), (&0.into(), &0.into()));
    let findings = report["findings"].as_array().expect("findings are a list");
    assert!(!findings.is_empty() && findings.iter().all(|finding| finding["topic"].is_null()), "only without a rule");
    let notice = format!("crosscheck: no rules are used: {path} holds no rule file (.yaml)\n");
    assert_eq!(String::from_utf8_lossy(&output.stderr), notice);
}

#[test]
fn a_suggested_rule_passes_its_tests_and_takes_its_group() {
    let run = |args: &[&str]| crosscheck(args, "");
    let report = |rules: &[&str]| -> Value {
        let args = [&["check", "seeds/qeshm-earthquake", "--format", "json", "--exit-zero"], rules].concat();
        serde_json::from_slice(&run(&args).stdout).expect("a report is JSON")
    };
    let islanders = |report: &Value| -> Value {
        let findings = report["findings"].as_array().expect("findings are a list").clone();
        let of_island =
            |finding: &Value| finding["claims"].to_string().contains("More than 100,000 people live on Qeshm");
        findings.into_iter().find(of_island).expect("the figure is in a finding")
    };
    let group = islanders(&report(&[]));
    assert_eq!((&group["topic"], &group["auto"]), (&Value::Null, &Value::Bool(true)));
    let folder = tempfile::tempdir().expect("a folder can be made");
    let out = folder.path().to_str().expect("its name is UTF-8");
    let id = group["id"].as_str().expect("a finding has an id");
    let suggest = ["rules", "suggest", "seeds/qeshm-earthquake", "--group", id, "--out", out];
    assert_eq!(run(&suggest).status.code(), Some(0));
    assert!(stdout(&run(&["rules", "check", out])).starts_with("1 file, 0 problems"));
    let tests = run(&["rules", "test", out]);
    assert_eq!((stdout(&tests).as_str(), tests.status.code()), ("4 tests, 0 failed, 0 known gaps\n", Some(0)));
    let ruled = islanders(&report(&["--rules", out]));
    let claims = ruled["claims"].as_array().map(Vec::len);
    assert_eq!((ruled["topic"].as_str(), claims), (Some("people-live-qeshm"), Some(3)));
    assert_eq!(run(&suggest).status.code(), Some(2), "a file that is there is not overwritten");
}

#[test]
fn a_group_without_a_rule_is_named_by_its_number() {
    let shown = stdout(&crosscheck(&["check", "-v", "seeds/qeshm-earthquake", "--width", "200"], ""));
    let line = shown.lines().find(|line| line.contains("people: live, Qeshm, island")).expect("it is shown");
    let (_, number) = line.split_once("group ").expect("it has a number");
    let number = number.split(' ').next().unwrap_or_default();
    let suggested = stdout(&crosscheck(&["rules", "suggest", "seeds/qeshm-earthquake", "--group", number], ""));
    assert!(suggested.starts_with("topic: People (live, Qeshm, island)\n"), "{suggested}");
    let missing = crosscheck(&["rules", "suggest", "seeds/qeshm-earthquake", "--group", "999"], "");
    assert_eq!((stdout(&missing).as_str(), missing.status.code()), ("", Some(2)));
}
