//! `crosscheck init`: a folder with articles, a rule, a vocabulary and a schema, in which everything passes.

use super::rules::list::{SCHEMA_FILE, schema_text};
use super::{STDOUT, save};
use crate::Outcome;
use crate::cli::InitArgs;
use anyhow::{Context, Result, bail};
use crosscheck::report::foreign::Untrusted;
use std::io::Write;

/// Name below the folder, and text.
const FILES: &[(&str, &str)] = &[
    ("articles/courier.md", include_str!("init/courier.md")),
    ("articles/ridge.md", include_str!("init/ridge.md")),
    ("rules/tents.yaml", include_str!("init/tents.yaml")),
    ("rules/vocab.yaml", include_str!("init/vocab.yaml")),
    ("README.md", include_str!("init/README.md")),
];

pub(crate) fn run(args: &InitArgs, out: &mut impl Write) -> Result<Outcome> {
    let beside = format!("rules/{SCHEMA_FILE}");
    let there: Vec<&str> = FILES
        .iter()
        .map(|(name, _)| *name)
        .chain([beside.as_str()])
        .filter(|name| args.folder.join(name).exists())
        .collect();
    if !there.is_empty() {
        bail!("{} has {} already; nothing was written", args.folder.display(), there.join(", "));
    }
    let schema = schema_text()?;
    for (name, text) in FILES.iter().copied().chain([(beside.as_str(), schema.as_str())]) {
        let path = args.folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| parent.display().to_string())?;
        }
        save::replace(&path, text)?;
        writeln!(out, "{}", Untrusted(&path.display().to_string())).context(STDOUT)?;
    }
    let next = "\nIn the folder, these pass:\n  crosscheck rules check rules\n  crosscheck rules test rules\n  \
                crosscheck check articles --rules rules\n`crosscheck explain rules` shows how to write a rule, in ten minutes.";
    writeln!(out, "{next}").context(STDOUT)?;
    Ok(Outcome::Clean)
}
