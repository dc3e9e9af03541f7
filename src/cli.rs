//! The command line: the only file that knows clap, and the only one that reads the environment.

use anstream::AutoStream;
use clap::builder::styling::Styles;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use crosscheck::article::Published;
use crosscheck::compare::{Relation, Verdict};
use crosscheck::input::{DATE_FORMS, parse_published};
use crosscheck::report::table::{Detail, Look};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  crosscheck check seeds/iraq-coalition        compare the articles of a folder
  crosscheck check ap.md bbc.md --format json  compare two, for a program
  crosscheck claims --all ap.md                every number and date of an article
  crosscheck explain conflict                  what a verdict means";

const CHECK_EXAMPLES: &str = "\
Examples:
  crosscheck check seeds/iraq-coalition              a folder
  crosscheck check story.yaml                        a list with outlets and dates
  crosscheck check *.txt --date 2024-01-28           articles that declare no date
  crosscheck check FOLDER --rules my-rules -v        own rules too; every claim with its words
  crosscheck check FOLDER --format json > report.json
  crosscheck check --from claims claims.jsonl        claims that were read before";

const CHECK_EXIT: &str = "\
Exit code: 0 nothing at or above --fail-on · 1 such findings · 2 some of the job could not be done";

const CLAIMS_EXAMPLES: &str = "\
Examples:
  crosscheck claims ap.md                                  what the rules took, and under which topic
  crosscheck claims --all ap.md                            every number and date
  crosscheck claims --all --from jsonl --format jsonl -    one article a line in, one claim a line out
  crosscheck claims --all --format jsonl FOLDER | crosscheck check --from claims -
                                                           reading and comparing run apart";

const RULES_EXAMPLES: &str = "\
Examples:
  crosscheck rules list               topics, with the questions they ask
  crosscheck rules check my-rules     every problem of every file, with line and column
  crosscheck rules check my-rules --fix
  crosscheck rules test my-rules      run the tests that stand in the rules
  crosscheck rules suggest FOLDER     a rule for figures that no rule covers yet";

/// Checks whether news articles about one story agree on their figures, dates and names.
#[derive(Debug, Parser)]
#[command(
    name = "crosscheck",
    version,
    before_help = EXAMPLES,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    styles = Styles::plain(),
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compare articles and print where they agree and where they conflict
    #[command(before_help = CHECK_EXAMPLES, after_help = CHECK_EXIT)]
    Check(CheckArgs),
    /// Print what was read out of each article
    #[command(before_help = CLAIMS_EXAMPLES)]
    Claims(ClaimsArgs),
    /// Check, test and list rules
    #[command(before_help = RULES_EXAMPLES)]
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Say what a verdict, a problem of rules or a topic means, with an example
    Explain(ExplainArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Articles, folders of articles, a story.yaml, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What the inputs hold
    #[arg(long, value_name = "WHAT", default_value = "files")]
    pub(crate) from: CheckSource,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How to print the report
    #[arg(long, default_value = "table")]
    pub(crate) format: ReportFormat,
    /// Every claim with its words, and how each pair of claims stands
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
    /// Only problems and the last lines
    #[arg(short, long)]
    quiet: bool,
    /// List the lines that were set aside as captions, credits, notices …
    #[arg(long)]
    show_skipped: bool,
    /// The least grave verdict that gives exit code 1
    #[arg(long, value_name = "VERDICT", default_value = "conflict")]
    pub(crate) fail_on: VerdictName,

    /// Let findings without a rule decide the exit code, too
    #[arg(long)]
    pub(crate) strict: bool,
    /// Exit code 0 even if there are such findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
    #[command(flatten)]
    screen: ScreenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ClaimsArgs {
    /// Articles, folders of articles, a story.yaml, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Print every number, date … , not only those placed under a topic
    #[arg(long)]
    pub(crate) all: bool,
    /// What the inputs hold
    #[arg(long, value_name = "WHAT", default_value = "files")]
    pub(crate) from: Source,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How to print
    #[arg(long, default_value = "table")]
    pub(crate) format: ClaimsFormat,
    #[command(flatten)]
    screen: ScreenArgs,
}

/// What is read, and how.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// Rules to add to the built-in ones, those of the same name replaced; an empty folder means no rules at all
    #[arg(long, value_name = "DIR", action = ArgAction::Append)]
    pub(crate) rules: Vec<PathBuf>,
    /// Time of publication of articles that declare none
    #[arg(long, value_parser = published)]
    pub(crate) date: Option<Published>,
}

/// How the screen is used.
#[derive(Debug, Args)]
pub(crate) struct ScreenArgs {
    /// Columns of a line [default: COLUMNS, the terminal's, or 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    width: Option<u16>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: When,
    /// Keep to ASCII in everything that is not quoted
    #[arg(long)]
    ascii: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Print every problem of every rule file
    Check(RulesCheckArgs),
    /// Run the tests that stand in the rules
    Test(RulesArgs),
    /// Print the topics
    List(RulesArgs),
    /// Write a rule, with its first tests, for figures that no rule covers yet
    Suggest(SuggestArgs),
}

#[derive(Debug, Args)]
pub(crate) struct SuggestArgs {
    /// Articles, folders of articles, or a story.yaml
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Which group under NO RULE FOR THIS YET: its number in the report of `check -v`, or its id in the JSON
    #[arg(long, value_name = "NUMBER|ID", default_value = "1")]
    pub(crate) group: String,
    /// Folder to write the file to [default: standard output]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// Rule files or folders [default: the built-in rules]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    screen: ScreenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct RulesCheckArgs {
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
    /// Mend what can safely be mended, and show what changes
    #[arg(long)]
    pub(crate) fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, conflicts_with = "fix")]
    pub(crate) diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A verdict (conflict, agree …), a problem of rules (unknown-key …) or a topic; without one, all are listed
    #[arg(value_name = "VERDICT|PROBLEM|TOPIC")]
    pub(crate) name: Option<String>,
    /// Rules to look the topic up in, beside the built-in ones
    #[arg(long, value_name = "DIR", action = ArgAction::Append)]
    pub(crate) rules: Vec<PathBuf>,
    #[command(flatten)]
    screen: ScreenArgs,
}

/// What the inputs hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Source {
    /// One article a file
    Files,
    /// One article a line, as JSON
    Jsonl,
}

/// What the inputs of a comparison hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckSource {
    /// One article a file
    Files,
    /// One article a line, as JSON
    Jsonl,
    /// The lines that `claims --all --format jsonl` prints
    Claims,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Table,
    /// One JSON object
    Json,
    /// One JSON object a finding, the summary last
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClaimsFormat {
    /// For people
    Table,
    /// One JSON object a claim
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal, unless NO_COLOR, CLICOLOR=0 or TERM=dumb say no
    Auto,
    Always,
    Never,
}

/// A verdict that `--fail-on` takes, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerdictName {
    Misquoted,
    Conflict,
    Regressed,
    Disputed,
    Warning,
    Changed,
    Revised,
    Updated,
}

impl VerdictName {
    pub(crate) fn verdict(self) -> Verdict {
        Verdict::Of(match self {
            Self::Misquoted => Relation::Misquoted,
            Self::Conflict => Relation::Conflict,
            Self::Regressed => Relation::Regressed,
            Self::Disputed => Relation::Disputed,
            Self::Warning => Relation::Warning,
            Self::Changed => Relation::Changed,
            Self::Revised => Relation::Revised,
            Self::Updated => Relation::Updated,
        })
    }
}

fn published(text: &str) -> Result<Published, String> {
    parse_published(text).ok_or_else(|| format!("write {DATE_FORMS}"))
}

impl CheckArgs {
    /// How the report is to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        let detail = match (self.quiet, self.verbose) {
            (true, _) => Detail::Quiet,
            (false, true) => Detail::Verbose,
            (false, false) => Detail::Normal,
        };
        Look { detail, show_skipped: self.show_skipped, ..self.screen.look() }
    }
}

impl ClaimsArgs {
    /// How the claims are to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        self.screen.look()
    }
}

impl RulesArgs {
    /// How rules are to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        self.screen.look()
    }
}

impl ExplainArgs {
    /// How a page is to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        self.screen.look()
    }
}

impl ScreenArgs {
    fn look(&self) -> Look {
        Look {
            width: usize::from(self.width.or_else(columns).or_else(terminal_columns).unwrap_or(100)),
            color: self.color(),
            ascii: self.ascii || (io::stdout().is_terminal() && !locale_is_utf8()),
            detail: Detail::Normal,
            show_skipped: false,
        }
    }

    fn color(&self) -> bool {
        match self.color {
            When::Auto => AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
            When::Always => true,
            When::Never => false,
        }
    }
}

/// What the shell says about its width; nonsense is as good as nothing.
fn columns() -> Option<u16> {
    environment("COLUMNS")?.parse().ok().filter(|&columns| columns >= 20)
}

fn terminal_columns() -> Option<u16> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(columns)
}

/// Whether a terminal of this locale shows UTF-8. Files and pipes are always UTF-8.
fn locale_is_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(environment).unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
