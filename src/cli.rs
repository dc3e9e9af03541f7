//! The command line: the only file that knows clap, and the only one that reads the environment.

use crate::pager::Pager;
use anstream::AutoStream;
use clap::builder::styling::Styles;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use crosscheck::article::Published;
use crosscheck::batch::ReportFormat as FileFormat;
use crosscheck::compare::{Relation, Verdict};
use crosscheck::error::closest;
use crosscheck::input::{DATE_FORMS, parse_published};
use crosscheck::report::Gate;
use crosscheck::report::table::{Detail, Layout, Look};
use crosscheck::rule::Ignored;
use jiff::civil::Date;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  crosscheck check seeds/iraq-coalition        compare the articles of a folder
  crosscheck check ap.md bbc.md --format json  compare two, for a program
  crosscheck claims --all ap.md                every number and date of an article
  crosscheck explain conflict                  what a verdict means
  crosscheck help exit-codes                   pages: exit-codes, formats, environment …";

const CHECK_EXAMPLES: &str = "\
Examples:
  crosscheck check seeds/iraq-coalition              a folder
  crosscheck check story.yaml                        a list with outlets and dates
  crosscheck check *.txt --date 2024-01-28           articles that declare no date
  crosscheck check FOLDER --rules my-rules -v        own rules too; every claim with its words
  crosscheck check FOLDER --format json > report.json
  crosscheck check FOLDER --output html=report.html --output csv=report.csv
  crosscheck check --draft draft.md FOLDER           your unpublished text against the coverage
  crosscheck check --self ap.md                      one article: sums, changes, weekdays, headline
  crosscheck check --from claims claims.jsonl        claims that were read before";

const CHECK_EXIT: &str = "\
Exit code: 0 nothing at or above --fail-on · 1 such findings, or an article that disagrees with itself · 2 some of the job could not be done";

const CLAIMS_EXAMPLES: &str = "\
Examples:
  crosscheck claims ap.md                                  what the rules took, and under which topic
  crosscheck claims --all ap.md                            every number and date
  crosscheck claims --all --from jsonl --format jsonl -    one article a line in, one claim a line out
  crosscheck claims --all --format jsonl FOLDER | crosscheck check --from claims -
                                                           reading and comparing run apart";

const WHY_EXAMPLES: &str = "\
Examples:
  crosscheck why ap.md                          every number and date
  crosscheck why ap.md:12 --topic us-troops     what one topic says to those of a line
  crosscheck why ap.md:12 --ignore without      what would be taken without that condition
  crosscheck why ap.md bbc.md --topic us-troops why two articles were compared, or not";

const RULES_EXAMPLES: &str = "\
Examples:
  crosscheck rules list               topics, with the questions they ask
  crosscheck rules check my-rules     every problem of every file, with line and column
  crosscheck rules check my-rules --fix
  crosscheck rules new \"Tents in the valley\" --from ap.md:12
  crosscheck rules test my-rules      run the tests that stand in the rules
  crosscheck rules test my-rules/tents.yaml --add ap.md:12
  crosscheck rules list --on seeds    how many claims each topic takes of articles
  crosscheck rules suggest FOLDER     a rule for figures that no rule covers yet
  crosscheck explain rules            from a sentence to a rule, in ten minutes";

const DOCTOR_EXAMPLES: &str = "\
Examples:
  crosscheck doctor                          this folder
  crosscheck doctor FOLDER --rules my-rules  what check would read, and how";

const HELP_EXAMPLES: &str = "\
Examples:
  crosscheck help                what there is
  crosscheck help exit-codes     a page
  crosscheck help rules test     a command";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  crosscheck completions bash > ~/.local/share/bash-completion/completions/crosscheck
  crosscheck completions zsh > \"${fpath[1]}/_crosscheck\"
  crosscheck completions fish > ~/.config/fish/completions/crosscheck.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  crosscheck man | man -l -           read it now
  crosscheck man rules test
  crosscheck man --out ~/.local/share/man/man1";

const REVIEW_EXAMPLES: &str = "\
Examples:
  crosscheck review seeds/iraq-coalition    go through what is open; decisions stay beside the articles
  crosscheck review story.yaml --by \"A. Editor\"
  crosscheck review FOLDER --all            single sources and changes over time, too
  crosscheck check FOLDER --no-review       the report as if nothing had been decided";

const BATCH_EXAMPLES: &str = "\
Examples:
  crosscheck batch                             the stories of crosscheck.yaml, and what is new in them
  crosscheck batch --check                     whether crosscheck.yaml can be used
  crosscheck batch desk.yaml --only-new --quiet-if-unchanged
                                               for cron: silent unless there is news
  crosscheck history qeshm-earthquake          how its figures moved";

const BATCH_EXIT: &str = "\
Exit code: 0 nothing at or above fail_on · 1 such findings, with --only-new such news · 2 some of the job could not be done";

const HISTORY_EXAMPLES: &str = "\
Examples:
  crosscheck history                           the stories of the ledger
  crosscheck history qeshm-earthquake          every figure that was given in several ways
  crosscheck history qeshm-earthquake --topic casualties --format svg > toll.svg";

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
    /// Print everything at once, even if it is longer than the screen
    #[arg(long, global = true, display_order = 900)]
    no_pager: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compare articles and print where they agree and where they conflict
    #[command(before_help = CHECK_EXAMPLES, after_help = CHECK_EXIT)]
    Check(CheckArgs),
    /// Print what was read out of each article
    #[command(before_help = CLAIMS_EXAMPLES)]
    Claims(ClaimsArgs),
    /// Say what became of every number and date of an article, and why
    #[command(before_help = WHY_EXAMPLES)]
    Why(WhyArgs),
    /// Write, check, test and list rules
    #[command(before_help = RULES_EXAMPLES)]
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Go through the open findings of a story: keep, dismiss for a reason, or leave a note
    #[command(before_help = REVIEW_EXAMPLES)]
    Review(ReviewArgs),
    /// Check the stories of a settings file, and say what is new since the last run
    #[command(before_help = BATCH_EXAMPLES, after_help = BATCH_EXIT)]
    Batch(BatchArgs),
    /// Say how the figures of a story moved, as the ledger of `batch` remembers
    #[command(before_help = HISTORY_EXAMPLES)]
    History(HistoryArgs),
    /// Say what a word of the reports, a problem of rules or a topic means, with an example
    Explain(ExplainArgs),
    /// Say what crosscheck finds here: rules, articles, decisions, terminal
    #[command(before_help = DOCTOR_EXAMPLES)]
    Doctor(DoctorArgs),
    /// Show a page of help, or the help of a command
    #[command(before_help = HELP_EXAMPLES)]
    Help(HelpArgs),
    /// Print completions for a shell, those of topics included
    #[command(before_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print the manual page, or that of a command
    #[command(before_help = MAN_EXAMPLES)]
    Man(ManArgs),
    /// Make a folder with articles and a rule, in which everything passes
    Init(InitArgs),
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
    #[command(flatten)]
    pub(crate) decisions: DecisionArgs,
    /// Look as if nothing had been decided about any finding
    #[arg(long, conflicts_with = "review")]
    pub(crate) no_review: bool,
    /// How to print the report to standard output
    #[arg(long, default_value = "table")]
    pub(crate) format: ReportFormat,
    /// Write the report to a file, too; several may be given
    #[arg(long, value_name = "FORMAT=FILE", action = ArgAction::Append, value_parser = output)]
    pub(crate) output: Vec<Output>,
    /// Let --output replace files that crosscheck did not write
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
    /// How a table lays findings out
    #[arg(long, default_value = "findings")]
    pub(crate) layout: LayoutName,
    /// Every claim with its words, and how each pair of claims stands
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
    /// Only problems and the last lines
    #[arg(short, long)]
    quiet: bool,
    /// List the lines that were set aside as captions, credits, notices …
    #[arg(long)]
    pub(crate) show_skipped: bool,
    /// The least grave verdict that gives exit code 1
    #[arg(long, value_name = "VERDICT", default_value = "conflict")]
    fail_on: VerdictName,
    /// Your own text, to be held against the articles: each figure, date and name of it in order
    #[arg(long, value_name = "FILE", conflicts_with_all = ["inside", "strict"])]
    pub(crate) draft: Option<PathBuf>,
    /// Look for what disagrees inside each article, and compare nothing between them: one is enough
    #[arg(long = "self", conflicts_with = "strict")]
    pub(crate) inside: bool,
    /// Let findings without a rule decide the exit code, too
    #[arg(long)]
    strict: bool,
    /// Exit code 0 even if there are such findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Run again after every change of an article or rule
    #[arg(long)]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) links: LinkArgs,
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

/// Which decisions about findings are honoured.
#[derive(Debug, Args)]
pub(crate) struct DecisionArgs {
    /// File of decisions about findings [default: crosscheck-review.yaml beside the articles]
    #[arg(long, value_name = "FILE")]
    pub(crate) review: Option<PathBuf>,
    /// Day by which a dismissal may have run out [default: the newest day of the articles]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// Articles, folders of articles, or a story.yaml
    #[arg(value_name = "STORY", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    pub(crate) decisions: DecisionArgs,
    /// Name of who decides; without one it is asked for
    #[arg(long, value_name = "NAME", env = "CROSSCHECK_REVIEWER")]
    pub(crate) by: Option<String>,
    /// Every finding that is no agreement, not only alarms
    #[arg(long)]
    pub(crate) all: bool,
    /// Go through what is decided, too
    #[arg(long)]
    pub(crate) again: bool,
    #[command(flatten)]
    pub(crate) links: LinkArgs,
    #[command(flatten)]
    screen: ScreenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// The settings: stories, feeds, where reports go
    #[arg(value_name = "FILE", default_value = "crosscheck.yaml")]
    pub(crate) file: PathBuf,
    /// Only say whether the settings can be used
    #[arg(long)]
    pub(crate) check: bool,
    /// Leave out what was told before
    #[arg(long)]
    pub(crate) only_new: bool,
    /// Print nothing, and write no reports, if there is nothing new
    #[arg(long)]
    pub(crate) quiet_if_unchanged: bool,
    /// Wait for a run that is at work, instead of giving up
    #[arg(long)]
    pub(crate) wait: bool,
    /// How to print what is new
    #[arg(long, default_value = "plain")]
    pub(crate) format: DigestFormat,
    /// Day by which a dismissal may have run out [default: the newest day of the articles of a story]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) today: Option<Date>,
    /// Exit code 0 even if there are findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
    #[command(flatten)]
    screen: ScreenArgs,
}

/// How what is new is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DigestFormat {
    /// For mails and terminals; the first line is fit for a subject
    Plain,
    /// For chats and wikis
    Markdown,
    /// One page
    Html,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// A story, as reports and their files call it; without one, all are listed
    #[arg(value_name = "STORY")]
    pub(crate) story: Option<String>,
    /// Only one topic
    #[arg(long, value_name = "ID")]
    pub(crate) topic: Option<String>,
    /// Every figure, those that nobody contradicts, too
    #[arg(long)]
    pub(crate) all: bool,
    /// The settings that name the ledger
    #[arg(long, value_name = "FILE", default_value = "crosscheck.yaml")]
    pub(crate) settings: PathBuf,
    /// The ledger itself
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    /// How to print
    #[arg(long, default_value = "table")]
    pub(crate) format: HistoryFormat,
    #[command(flatten)]
    screen: ScreenArgs,
}

/// How figures over time are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistoryFormat {
    /// For people
    Table,
    /// One JSON object
    Json,
    /// A chart, for pages and papers
    Svg,
}

impl DigestFormat {
    /// The format of files that is printed.
    pub(crate) fn format(self) -> FileFormat {
        match self {
            Self::Plain => FileFormat::Plain,
            Self::Markdown => FileFormat::Markdown,
            Self::Html => FileFormat::Html,
            Self::Json => FileFormat::Json,
        }
    }
}

impl BatchArgs {
    /// How problems of the settings are to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        self.screen.look()
    }

    /// Whether a bar may show how far the run has come.
    pub(crate) fn wants_progress(&self) -> bool {
        !is_dumb()
    }
}

impl HistoryArgs {
    /// How tables are to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        self.screen.look()
    }
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Articles, folders of articles, or a story.yaml, to say what would be read of them
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Rules to look at beside the built-in ones
    #[arg(long, value_name = "DIR", action = ArgAction::Append)]
    pub(crate) rules: Vec<PathBuf>,
    #[command(flatten)]
    screen: ScreenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct HelpArgs {
    /// A page (exit-codes, formats, environment, settings, schedulers) or a command; without one, all are listed
    #[arg(value_name = "PAGE|COMMAND")]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    screen: ScreenArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// A command; without one, the whole
    #[arg(value_name = "COMMAND")]
    pub(crate) words: Vec<String>,
    /// Write the pages of all commands to a folder
    #[arg(long, value_name = "DIR", conflicts_with = "words")]
    pub(crate) out: Option<PathBuf>,
}

impl HelpArgs {
    /// How a page is to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        self.screen.look()
    }
}

impl DoctorArgs {
    /// How the account is to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        self.screen.look()
    }

    /// What is known of the terminal, and the settings that say so.
    pub(crate) fn terminal(&self) -> Vec<(&'static str, String)> {
        let look = self.look();
        let stdout = if io::stdout().is_terminal() { "a terminal" } else { "a file or pipe" };
        let width = match (self.screen.width, columns(), terminal_columns()) {
            (Some(_), ..) => "--width",
            (None, Some(_), _) => "COLUMNS",
            (None, None, Some(_)) => "the terminal",
            (None, None, None) => "nothing says more",
        };
        let yes = |it: bool| if it { "yes" } else { "no" }.to_owned();
        let links = supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout) && !is_dumb();
        let pager = pager().map_or_else(|| "none".to_owned(), |command| command.join(" "));
        vec![
            ("standard output", stdout.to_owned()),
            ("columns", format!("{} ({width})", look.width)),
            ("colour", yes(look.color)),
            ("Unicode", yes(!look.ascii)),
            ("links", yes(links)),
            ("pager", pager),
        ]
    }

    /// The settings of the environment that are made.
    pub(crate) fn settings() -> impl Iterator<Item = (&'static str, String)> {
        SETTINGS.into_iter().filter_map(|name| Some((name, set(name)?)))
    }
}

/// The settings of the environment that are read.
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

/// The values of an option with what they mean.
pub(crate) fn described<T: ValueEnum + 'static>() -> impl Iterator<Item = (String, String)> {
    T::value_variants().iter().filter_map(ValueEnum::to_possible_value).map(|value| {
        let about = value.get_help().map(ToString::to_string).unwrap_or_default();
        (value.get_name().to_owned(), about)
    })
}

/// Program and arguments of the pager, if there is to be one.
fn pager() -> Option<Vec<String>> {
    let named = set("CROSSCHECK_PAGER").or_else(|| set("PAGER")).unwrap_or_else(|| "less".to_owned());
    let command: Vec<String> = named.split_whitespace().map(str::to_owned).collect();
    (!command.is_empty() && command != ["cat"]).then_some(command)
}

/// Whether places are links.
#[derive(Debug, Args)]
pub(crate) struct LinkArgs {
    /// When to make links of the places of articles; auto: where the terminal knows them
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    hyperlink: When,
}

impl LinkArgs {
    /// Whether places on standard output are to be links.
    pub(crate) fn wanted(&self) -> bool {
        match self.hyperlink {
            When::Auto => supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout) && !is_dumb(),
            When::Always => true,
            When::Never => false,
        }
    }
}

/// How a table lays findings out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutName {
    /// One after another, with the words of the articles
    Findings,
    /// A grid: who says what about which topic
    Matrix,
}

impl LayoutName {
    pub(crate) fn layout(self) -> Layout {
        match self {
            Self::Findings => Layout::Findings,
            Self::Matrix => Layout::Matrix,
        }
    }
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
    /// Run the tests that stand in the rules, or add one from an article
    Test(RulesTestArgs),
    /// Write a rule from a sentence of an article, with its first tests
    New(RulesNewArgs),
    /// Print the topics
    List(RulesListArgs),
    /// Print all topics as one readable page
    Doc(RulesDocArgs),
    /// Write a rule, with its first tests, for figures that no rule covers yet
    Suggest(SuggestArgs),
    /// Print the JSON Schema of rule files, for editors
    Schema,
}

impl RulesCommand {
    /// Whether it asks questions at the terminal.
    fn asks(&self) -> bool {
        matches!(self, Self::Test(args) if args.add.is_some())
    }

    /// The files after whose changes the command is to run again.
    pub(crate) fn watched(&self) -> Option<&[PathBuf]> {
        match self {
            Self::Check(args) if args.watch => Some(&args.rules.paths),
            Self::Test(args) if args.watch => Some(&args.rules.paths),
            _ => None,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct SuggestArgs {
    /// Articles, folders of articles, or a story.yaml
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Which group under NO RULE FOR THIS YET: its number in the report of `check -v`, or its id in the JSON
    ///
    /// Without it, the group that most outlets speak of; counts come before dates.
    #[arg(long, value_name = "NUMBER|ID")]
    pub(crate) group: Option<String>,
    /// Heading of the topic; the file is named after it [default: from the words of the group]
    #[arg(long)]
    pub(crate) title: Option<String>,
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
pub(crate) struct RulesTestArgs {
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
    /// Only the tests of one topic
    #[arg(long, value_name = "ID")]
    pub(crate) topic: Option<String>,
    /// Only tests with these words in their name, or in their text if they have none
    #[arg(long, value_name = "WORDS")]
    pub(crate) name: Option<String>,
    /// List the tests that pass, too
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Propose a test from each sentence of a line of an article
    #[arg(long, value_name = "FILE:LINE", conflicts_with = "watch")]
    pub(crate) add: Option<String>,
    /// Words of a number that the rule is to find in that line, whether it does already or not
    #[arg(long, value_name = "WORDS", requires = "add")]
    pub(crate) value: Option<String>,
    /// Add without asking
    #[arg(long, requires = "add")]
    pub(crate) yes: bool,
    /// Time of publication of articles that declare none
    #[arg(long, value_parser = published)]
    pub(crate) date: Option<Published>,
    /// Run again after every change of a rule
    #[arg(long, requires = "paths")]
    pub(crate) watch: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RulesNewArgs {
    /// Heading of the topic; the file is named after it
    pub(crate) title: String,
    /// A line of an article with a number or date
    #[arg(long, value_name = "FILE:LINE")]
    pub(crate) from: String,
    /// Words of the number that is meant, if the line has several
    #[arg(long, value_name = "WORDS")]
    pub(crate) value: Option<String>,
    /// Where the rule is written
    #[arg(long, value_name = "DIR", default_value = "rules")]
    pub(crate) folder: PathBuf,
    /// Print the rule, and write nothing
    #[arg(long)]
    pub(crate) stdout: bool,
    /// Time of publication of articles that declare none
    #[arg(long, value_parser = published)]
    pub(crate) date: Option<Published>,
}

#[derive(Debug, Args)]
pub(crate) struct RulesListArgs {
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
    /// One line a topic: kind, number of tests, file
    #[arg(short, long)]
    pub(crate) long: bool,
    /// Articles, to see how many claims each topic takes of them
    #[arg(long, value_name = "PATH", action = ArgAction::Append)]
    pub(crate) on: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct RulesDocArgs {
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
    /// How to write
    #[arg(long, default_value = "markdown")]
    pub(crate) format: DocFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DocFormat {
    /// For wikis and repositories
    Markdown,
    /// One file for browsers
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// An article (FILE, FILE:LINE), or two to see why their claims were compared or not
    #[arg(required = true, value_name = "FILE[:LINE]", num_args = 1..=2)]
    pub(crate) places: Vec<String>,
    /// What this topic says to every number of its kind
    #[arg(long, value_name = "ID")]
    pub(crate) topic: Option<String>,
    /// A condition to leave out, to see what it keeps away
    #[arg(long, value_name = "CONDITION", action = ArgAction::Append)]
    pub(crate) ignore: Vec<Condition>,
    /// List every topic that looks for a word of the sentence
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    #[command(flatten)]
    screen: ScreenArgs,
}

/// A condition of rules that `why --ignore` leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Condition {
    /// Words that must be near
    With,
    /// Words that drop a number
    Without,
    /// Units that the topic takes
    Unit,
    /// Slots that a claim needs
    Required,
}

impl Condition {
    pub(crate) fn ignored(self) -> Ignored {
        match self {
            Self::With => Ignored::With,
            Self::Without => Ignored::Without,
            Self::Unit => Ignored::Unit,
            Self::Required => Ignored::Required,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Where to make it
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
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
    /// Run again after every change of a rule
    #[arg(long, requires = "paths", conflicts_with_all = ["fix", "diff"])]
    pub(crate) watch: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A verdict (conflict, agree …), what becomes of a draft (stale …), a law of an article (sum …), a problem of rules
    /// (unknown-key …) or a topic; without one, all are listed
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
    /// One line a finding: file:line: verdict
    List,
    /// Paragraphs without frames, for mails and grep
    Plain,
    /// One JSON object
    Json,
    /// One JSON object a finding, the summary last
    Jsonl,
    /// For issues, chats and e-mails
    Markdown,
    /// One file for browsers, mails and paper
    Html,
    /// One row a claim of a finding, for spreadsheets
    Csv,
    /// One test a finding, for build servers
    Junit,
    /// For code hosts and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// A report that is written to a file.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) format: ReportFormat,
    pub(crate) path: PathBuf,
}

/// Reads `html=report.html`.
fn output(text: &str) -> Result<Output, String> {
    let names = || ReportFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let Some((name, path)) = text.split_once('=').filter(|(_, path)| !path.is_empty()) else {
        return Err("write FORMAT=FILE, as in html=report.html".to_owned());
    };
    let format = ReportFormat::from_str(name, false).map_err(|_| {
        let names: Vec<String> = names().map(|name| name.get_name().to_owned()).collect();
        let meant = closest(name, names.iter().map(String::as_str));
        let hint =
            meant.map_or_else(|| format!("there are {}", names.join(", ")), |meant| format!("did you mean `{meant}`?"));
        format!("no format is called `{name}`; {hint}")
    })?;
    Ok(Output { format, path: PathBuf::from(path) })
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
    fn verdict(self) -> Verdict {
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

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write 2024-01-31".to_owned())
}

impl ReviewArgs {
    /// How findings are to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        self.screen.look()
    }
}

/// Says what is wrong with the arguments, and ends. Who names articles without a command mostly wants to check them.
pub(crate) fn exit_with(error: clap::Error) -> ! {
    let path = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) if std::path::Path::new(word).exists() => word.clone(),
        _ => error.exit(),
    };
    crate::commands::complain(&format!("`{path}` is no command; did you mean `crosscheck check {path}`?"));
    std::process::exit(2)
}

impl Cli {
    /// What shows output that is longer than the screen; `None` where nobody reads it there.
    pub(crate) fn pager(&self) -> Option<Pager> {
        let talks = match &self.command {
            Command::Check(args) => args.watch,
            Command::Rules { command } => command.watched().is_some() || command.asks(),
            Command::Review(_) | Command::Init(_) => true,
            Command::Batch(args) => !args.check,
            Command::Claims(_)
            | Command::Why(_)
            | Command::Explain(_)
            | Command::Doctor(_)
            | Command::History(_)
            | Command::Help(_)
            | Command::Completions(_)
            | Command::Man(_) => false,
        };
        if self.no_pager || talks || is_dumb() || !io::stdout().is_terminal() {
            return None;
        }
        let (_, terminal_size::Height(rows)) = terminal_size::terminal_size_of(io::stdout())?;
        let command = pager()?;
        // As git has it: quit if it fits, let colours and links through, leave the text on the screen.
        let settings = if set("LESS").is_none() { vec![("LESS", "FRX")] } else { Vec::new() };
        Some(Pager { command, rows: usize::from(rows), settings })
    }
}

impl CheckArgs {
    /// Whether a bar may show how far the run has come.
    pub(crate) fn wants_progress(&self) -> bool {
        !self.quiet && !is_dumb()
    }

    /// Refuses a layout that nothing would show.
    pub(crate) fn check_layout(&self) -> anyhow::Result<()> {
        let mut formats = self.output.iter().map(|output| output.format).chain([self.format]);
        if self.layout != LayoutName::Findings && !formats.any(|format| format == ReportFormat::Table) {
            anyhow::bail!("--layout is for --format table");
        }
        Ok(())
    }

    /// How the report is to look on this standard output.
    pub(crate) fn look(&self) -> Look {
        let detail = match (self.quiet, self.verbose) {
            (true, _) => Detail::Quiet,
            (false, true) => Detail::Verbose,
            (false, false) => Detail::Normal,
        };
        Look { detail, show_skipped: self.show_skipped, ..self.screen.look() }
    }

    /// What gives exit code 1.
    pub(crate) fn gate(&self) -> Gate {
        Gate { fail_on: self.fail_on.verdict(), strict: self.strict }
    }

    /// How the report is to look in a file.
    pub(crate) fn look_in_file(&self) -> Look {
        let width = usize::from(self.screen.width.unwrap_or(100));
        Look { width, color: self.screen.color == When::Always, ascii: self.screen.ascii, ..self.look() }
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

impl WhyArgs {
    /// How the accounts are to look on this standard output.
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

/// The time that stands for the clock's, if one is set (reproducible-builds.org).
pub(crate) fn source_date_epoch() -> Option<u64> {
    environment("SOURCE_DATE_EPOCH")?.parse().ok()
}

fn environment(name: &str) -> Option<String> {
    set(name).filter(|value| !value.is_empty())
}

/// A setting of the environment; for some an empty one says something, too.
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment is read")]
fn set(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Whether the terminal shows nothing but lines of text.
fn is_dumb() -> bool {
    set("TERM").is_some_and(|term| term == "dumb")
}
