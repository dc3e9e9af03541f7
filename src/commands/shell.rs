//! What shells and `man` are given: completions that know the topics, and manual pages.

use super::{STDOUT, help};
use crate::Outcome;
use crate::cli::{Cli, CompletionsArgs, ManArgs};
use anyhow::{Context, Result, bail};
use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use crosscheck::error::closest;
use crosscheck::report::explain;
use crosscheck::rule::{Code, RuleSet};
use std::io::Write;

pub(crate) fn completions(args: &CompletionsArgs, out: &mut impl Write) -> Result<Outcome> {
    let mut script = Vec::new();
    let mut command = with_topics(Cli::command());
    clap_complete::generate(args.shell, &mut command, "crosscheck", &mut script);
    if args.shell == Shell::Fish {
        fish_arguments(&command, &mut script)?;
    }
    out.write_all(&script).context(STDOUT)?;
    Ok(Outcome::Clean)
}

/// What clap_complete leaves out for fish: the words that stand behind a command without an option.
fn fish_arguments(command: &Command, script: &mut impl Write) -> Result<()> {
    for command in command.get_subcommands() {
        for argument in command.get_positionals() {
            let words: Vec<String> =
                argument.get_possible_values().iter().map(|word| word.get_name().to_owned()).collect();
            if !words.is_empty() {
                let (name, words) = (command.get_name(), words.join(" "));
                writeln!(script, "complete -c crosscheck -n \"__fish_seen_subcommand_from {name}\" -f -a \"{words}\"")?;
            }
        }
    }
    Ok(())
}

/// The command line with the values that no type of it lists: topics, and what can be explained.
fn with_topics(command: Command) -> Command {
    // The command line wants words that stay; this one is made once.
    let stays = |word: &String| -> &'static str { word.clone().leak() };
    let topics: Vec<&str> = RuleSet::built_in().topics().iter().map(|topic| stays(&topic.id)).collect();
    let words: std::collections::BTreeSet<&str> =
        explain::pages().into_iter().map(|page| page.subject.name()).collect();
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let pages = || help::PAGES.iter().map(|(name, ..)| *name);
    let known: Vec<&str> =
        words.into_iter().chain(codes).chain(pages()).chain(["rules"]).chain(topics.iter().copied()).collect();
    let commands = command.get_subcommands().map(|command| stays(&command.get_name().to_owned()));
    let helped: Vec<&str> = commands.chain(pages()).collect();
    let topic = |command: Command| {
        let topics = topics.clone();
        command.mut_arg("topic", |arg| arg.value_parser(PossibleValuesParser::new(topics)))
    };
    command
        .mut_subcommand("why", topic)
        .mut_subcommand("history", topic)
        .mut_subcommand("rules", |rules| rules.mut_subcommand("test", topic))
        .mut_subcommand("explain", |explain| {
            explain.mut_arg("name", |arg| arg.value_parser(PossibleValuesParser::new(known)))
        })
        .mut_subcommand("help", |help| help.mut_arg("words", |arg| arg.value_parser(PossibleValuesParser::new(helped))))
}

pub(crate) fn man(args: &ManArgs, out: &mut impl Write) -> Result<Outcome> {
    if let Some(folder) = &args.out {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        clap_mangen::generate_to(Cli::command(), folder).with_context(|| folder.display().to_string())?;
        writeln!(out, "{}: read one with `man -l FILE`", folder.display()).context(STDOUT)?;
        return Ok(Outcome::Clean);
    }
    let mut page = Vec::new();
    Man::new(meant(&args.words)?).render(&mut page).context("memory can be written")?;
    out.write_all(&page).context(STDOUT)?;
    Ok(Outcome::Clean)
}

/// The command of these words; without any, the whole.
fn meant(words: &[String]) -> Result<Command> {
    let mut command = Cli::command();
    // Gives the commands below their full names.
    command.build();
    for word in words {
        let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
        let Some(next) = command.get_subcommands().find(|command| command.get_name() == word) else {
            let hint = match closest(word, names.iter().map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("there are {}", names.join(", ")),
            };
            bail!("no command is called `{word}`; {hint}");
        };
        command = next.clone();
    }
    Ok(command)
}
