//! The command line: the only file that knows clap.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Checks whether news articles about one story agree on their figures, dates and names.
#[derive(Debug, Parser)]
#[command(name = "crosscheck", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print what was read out of each article
    Claims(ClaimsArgs),
}

#[derive(Debug, Args)]
pub(crate) struct ClaimsArgs {
    /// Articles, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Print every mention, not only those placed under a topic
    #[arg(long)]
    pub(crate) all: bool,
    /// What the inputs hold
    #[arg(long, value_name = "WHAT", default_value = "files")]
    pub(crate) from: From,
    /// How to print
    #[arg(long, default_value = "jsonl")]
    pub(crate) format: ClaimsFormat,
}

/// What the inputs hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// One article a file
    Files,
    /// One article a line, as JSON
    Jsonl,
}

/// How claims are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClaimsFormat {
    /// One JSON object a line
    Jsonl,
}
