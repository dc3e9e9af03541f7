//! `crosscheck help`: pages about what concerns several commands, and the help of a command.

use super::STDOUT;
use crate::Outcome;
use crate::cli::{Cli, HelpArgs, ReportFormat, described};
use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use crosscheck::error::closest;
use crosscheck::report::sheet::{Entry, Sheet, render};
use std::io::Write;

/// Name of a page, what it is about, and what makes it.
pub(crate) type Page = (&'static str, &'static str, fn() -> Sheet);

/// The pages, by name.
pub(crate) const PAGES: [Page; 5] = [
    ("exit-codes", "What the exit code of a command says", exit_codes),
    ("formats", "What is read, and how reports are written", formats),
    ("environment", "Which settings of the environment are read", environment),
    ("settings", "What stands in crosscheck.yaml, which `batch` reads", settings),
    ("schedulers", "How cron and systemd run `batch`", schedulers),
];

pub(crate) fn run(args: &HelpArgs, out: &mut impl Write) -> Result<Outcome> {
    let text = match args.words.as_slice() {
        [] => contents(args),
        [name] if page(name).is_some() => render(&page(name).unwrap_or_default(), &args.look()),
        words => of_command(words)?,
    };
    out.write_all(text.as_bytes()).context(STDOUT)?;
    Ok(Outcome::Clean)
}

/// The page of a name.
pub(crate) fn page(name: &str) -> Option<Sheet> {
    PAGES.iter().find(|(own, ..)| *own == name).map(|(_, _, page)| page())
}

fn contents(args: &HelpArgs) -> String {
    let pages = PAGES.iter().map(|&(name, about, _)| Entry::term(name, about));
    let command = Cli::command();
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set()).map(|command| {
        Entry::term(command.get_name(), command.get_about().map(ToString::to_string).unwrap_or_default())
    });
    let mut entries = vec![Entry::heading("Pages (crosscheck help PAGE)")];
    entries.extend(pages);
    entries.push(Entry::heading("Commands (crosscheck help COMMAND, or crosscheck COMMAND --help)"));
    entries.extend(commands);
    entries.push(Entry::paragraph(
        "`crosscheck explain` lists what verdicts, problems of rules and topics mean; `crosscheck explain rules` \
         shows how to write a rule.",
    ));
    render(&Sheet { entries }, &args.look())
}

/// The help of a command, or of one below it.
fn of_command(words: &[String]) -> Result<String> {
    let mut command = Cli::command();
    command.build();
    let mut at = &mut command;
    for word in words {
        let names: Vec<String> = at.get_subcommands().map(|command| command.get_name().to_owned()).collect();
        let pages = PAGES.iter().map(|(name, ..)| *name).filter(|_| words.len() == 1);
        let known: Vec<&str> = names.iter().map(String::as_str).chain(pages).collect();
        let Some(position) = names.iter().position(|name| name == word) else {
            let hint = match closest(word, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`crosscheck help` lists what there is".to_owned(),
            };
            bail!("no command or page is called `{word}`; {hint}");
        };
        at = at.get_subcommands_mut().nth(position).context("the command is there")?;
    }
    Ok(at.render_long_help().to_string())
}

fn terms<const N: usize>(terms: [(&str, &str); N]) -> impl Iterator<Item = Entry> {
    terms.map(|(word, meaning)| Entry::term(word, meaning)).into_iter()
}

fn commands<const N: usize>(commands: [(&str, &str); N]) -> impl Iterator<Item = Entry> {
    commands.map(|(command, meaning)| Entry::Command(command.to_owned(), meaning.to_owned())).into_iter()
}

fn exit_codes() -> Sheet {
    let mut entries = vec![Entry::heading("Exit codes")];
    entries.extend(terms([
        (
            "0",
            "It ran, and what was asked about was not found. `check`: no finding at or above --fail-on, which is \
             conflict unless told otherwise. Every other command: it did what it was told.",
        ),
        (
            "1",
            "It ran, and there is something to look at. `check`: findings at or above --fail-on. `rules test`: a test \
             failed. `rules check --diff`: there is something to mend. `batch`: findings at or above `fail_on`, with \
             --only-new new ones. With --exit-zero `check` gives 0 instead.",
        ),
        (
            "2",
            "Some of the job could not be done: a wrong argument; an article that is missing, empty or no text; a rule \
             or a file of decisions that cannot be used; fewer than two articles to compare. What could be done is \
             reported all the same.",
        ),
        ("130", "Interrupted at the keyboard."),
    ]));
    entries.push(Entry::paragraph(
        "Findings without a rule count for `check` only with --strict. A finding that somebody has dismissed \
         (`crosscheck review`) never counts; --no-review looks as if nothing had been dismissed. A pipe that its reader \
         has closed is no failure.",
    ));
    entries.push(Entry::heading("Examples"));
    entries.extend(commands([
        ("crosscheck check -q FOLDER || echo \"look before you publish\"", ""),
        ("crosscheck check FOLDER --fail-on warning", "warnings, too"),
        ("crosscheck check FOLDER --exit-zero > report.txt", "only the report"),
    ]));
    Sheet { entries }
}

fn formats() -> Sheet {
    let mut entries = vec![Entry::heading("What is read")];
    entries.extend(terms([
        (
            "text, Markdown",
            "One article a file (.txt, .md, .markdown) in UTF-8, with YAML front matter if it has some.",
        ),
        ("folders", "Every article below it. Other files are skipped and counted; --show-skipped lists them."),
        ("story.yaml", "The articles of a story, with title, outlet, date and agency of each."),
        ("--from jsonl", "One article a line: {\"id\": …, \"text\": …, \"outlet\": …, \"published\": …}."),
        ("--from claims", "The lines that `claims --all --format jsonl` prints: reading and comparing run apart."),
        ("-", "Standard input."),
    ]));
    entries.push(Entry::heading("Reports: check --format FORMAT, check --output FORMAT=FILE"));
    entries.extend(described::<ReportFormat>().map(|(name, about)| Entry::Term(name, about)));
    entries.push(Entry::paragraph(
        "Several files can be written in one run. What is meant for programs (json, jsonl, csv) is as complete with -q \
         as without; names and meanings of its fields stay as they are, and fields may be added.",
    ));
    entries.push(Entry::heading("Examples"));
    entries.extend(commands([
        ("crosscheck check FOLDER --format json", "for a program"),
        ("crosscheck check FOLDER --output markdown=report.md", "a table here, a report there"),
        ("crosscheck check FOLDER --layout matrix", "who says what about which topic"),
    ]));
    Sheet { entries }
}

/// A file as it is to be copied.
fn file(text: &str) -> impl Iterator<Item = Entry> {
    text.lines().map(|line| Entry::Command(line.to_owned(), String::new()))
}

fn settings() -> Sheet {
    let mut entries = vec![Entry::heading("crosscheck.yaml")];
    entries.extend(file(include_str!("help/crosscheck.yaml")));
    entries.push(Entry::heading("Keys"));
    entries.extend(terms([
        ("stories", "Each with a `name` and its `articles`: folders, files, patterns (`*`, `**`, `?`), JSON lines (.jsonl)."),
        (
            "feeds",
            "The same for mixed articles, which are split into stories by the rare words, names and places that they \
             share. An article joins a story whose newest is at most `window` days away (5). Once placed, it stays.",
        ),
        ("rules", "Folders of rules beside the built-in ones, for all or for one."),
        ("outlets", "Outlets of articles that declare none, by path, file name, or host of the address."),
        ("time_zone", "The zone of declared times without an offset; otherwise they are taken as UTC."),
        ("fail_on", "The least grave verdict that gives exit code 1: conflict, unless told otherwise; or never."),
        ("review", "File of decisions; otherwise crosscheck-review.yaml beside the articles."),
        ("ledger", "The memory, an SQLite file: articles by content, what was read of them, figures, findings, dismissals."),
        (
            "reports",
            "`folder`; `formats`: html, markdown, json, plain, csv, junit, sarif; `files`: their paths, with {story}, {run} \
             and {day}, the newest day of the articles; `keep`: of how many runs; `stamp: yes`: the time of writing in the \
             digest. `latest` leads to the newest.",
        ),
    ]));
    entries.push(Entry::paragraph(
        "Paths begin at the folder of the settings. `crosscheck batch --check` says what is wrong, and what is not there.",
    ));
    Sheet { entries }
}

fn schedulers() -> Sheet {
    let mut entries = vec![Entry::heading("cron")];
    entries.extend(file(include_str!("help/crontab")));
    entries.push(Entry::heading("systemd: /etc/systemd/system/crosscheck.service"));
    entries.extend(file(include_str!("help/crosscheck.service")));
    entries.push(Entry::heading("systemd: /etc/systemd/system/crosscheck.timer"));
    entries.extend(file(include_str!("help/crosscheck.timer")));
    entries.push(Entry::heading("What a run does"));
    entries.push(Entry::paragraph(
        "Reports are written, then the digest is printed, then the run is remembered, as a whole or not at all: whoever is \
         killed in between tells it again the next time. SIGINT and SIGTERM end a run after the stories at hand. A second \
         run at the same time says so and ends with 2; --wait waits. The lock is free when its run ends, however that ends.",
    ));
    Sheet { entries }
}

fn environment() -> Sheet {
    let mut entries = vec![Entry::heading("Environment")];
    entries.extend(terms([
        ("COLUMNS", "Columns of a line; --width goes before it, the width of the terminal behind it."),
        ("NO_COLOR", "With any value: no colour. --color goes before it."),
        ("CLICOLOR", "0: no colour."),
        ("CLICOLOR_FORCE", "Any value but 0: colour even in files and pipes, unless NO_COLOR is set."),
        ("TERM", "dumb: no colour, no links, no pager, no progress bar."),
        (
            "LC_ALL, LC_CTYPE, LANG",
            "The first of them that is set: without UTF-8 in it a terminal gets ASCII around what is quoted. Files and \
             pipes are always UTF-8.",
        ),
        ("FORCE_HYPERLINK", "1: links even where the terminal is not known to show them; 0: none."),
        (
            "CROSSCHECK_PAGER",
            "What shows output that is longer than the screen; empty or `cat`: nothing does. --no-pager goes before it.",
        ),
        ("PAGER", "The same for all programs. Without either it is `less`."),
        ("LESS", "Settings of `less`; without them it gets FRX."),
        ("CROSSCHECK_REVIEWER", "Who decides in `crosscheck review`; --by goes before it."),
        ("SOURCE_DATE_EPOCH", "Seconds since 1970 that stand for the clock's, where `stamp: yes` asks for the time."),
    ]));
    entries.push(Entry::paragraph(
        "No result depends on the environment, the clock, the time zone or the locale, and nothing ever touches the \
         network. `crosscheck doctor` shows what is set here.",
    ));
    Sheet { entries }
}
