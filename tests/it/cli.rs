//! The command line as a whole: streams, exit codes, closed pipes.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn crosscheck(args: &[&str], stdin: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    // A command that ends before it has read everything closes the pipe; that is no failure of the test.
    let _ = child.stdin.take().expect("stdin is piped").write_all(stdin.as_bytes());
    child.wait_with_output().expect("the command ends")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

const CLAIMS: [&str; 6] = ["claims", "--all", "--from", "jsonl", "--format", "jsonl"];

#[test]
fn a_bad_line_gives_an_error_record_and_exit_code_2() {
    let args = [&CLAIMS[..], &["-"]].concat();
    let output = crosscheck(&args, "\n{\"id\": \"a\"}\n{\"id\": \"b\", \"text\": \"Nothing to count.\"}\n");
    assert_eq!(stdout(&output), "{\"error\":\"missing field `text`, at column 11\",\"line\":2,\"article\":null}\n");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_stream_without_fault_gives_exit_code_0() {
    let args = [&CLAIMS[..], &["-"]].concat();
    let output = crosscheck(&args, "{\"id\": \"b\", \"text\": \"Nothing to count.\", \"published\": null}\n");
    assert_eq!((stdout(&output).as_str(), output.status.code()), ("", Some(0)));
}
