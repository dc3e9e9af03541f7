//! `crosscheck rules list`, `doc` and `schema`: what rules there are, for a look, for readers, for editors.

use super::RuleFolders;
use crate::Outcome;
use crate::cli::{DocFormat, RulesDocArgs, RulesListArgs};
use crate::commands::STDOUT;
use anyhow::{Context, Result};
use crosscheck::claim::TopicId;
use crosscheck::input::{ReadOptions, read_paths};
use crosscheck::report::book::{self, Markup};
use crosscheck::report::topics;
use crosscheck::rule::outline::Outline;
use crosscheck::rule::schema::schema;
use std::collections::BTreeMap;
use std::io::Write;

pub(super) fn list(args: &RulesListArgs, out: &mut impl Write) -> Result<Outcome> {
    let folders = RuleFolders::read(&args.rules)?;
    let look = args.rules.look();
    if !args.long && args.on.is_empty() {
        let topics = folders.set.topics().iter().filter(|topic| folders.hold_topic(&topic.id));
        out.write_all(topics::list(topics, &look).as_bytes()).context(STDOUT)?;
        return Ok(if folders.has_errors() { Outcome::Incomplete } else { Outcome::Clean });
    }
    let mut incomplete = folders.has_errors();
    let mut fired: Option<BTreeMap<TopicId, usize>> = None;
    if !args.on.is_empty() {
        let inputs = read_paths(&args.on, &ReadOptions::default());
        inputs.problems.iter().for_each(|problem| crate::commands::complain(&problem.to_string()));
        incomplete |= inputs.articles.is_empty();
        let mut counts = BTreeMap::new();
        for claim in crosscheck::place_articles(&inputs.articles, &folders.set) {
            if let Some(topic) = claim.topic {
                *counts.entry(topic).or_default() += 1;
            }
        }
        fired = Some(counts);
    }
    let rows: Vec<(Outline, Option<usize>)> = own_outlines(&folders)
        .map(|(id, outline)| (outline, fired.as_ref().map(|fired| fired.get(&id).copied().unwrap_or(0))))
        .collect();
    out.write_all(topics::table(&rows, &look).as_bytes()).context(STDOUT)?;
    Ok(if incomplete { Outcome::Incomplete } else { Outcome::Clean })
}

pub(super) fn doc(args: &RulesDocArgs, out: &mut impl Write) -> Result<Outcome> {
    let folders = RuleFolders::read(&args.rules)?;
    let outlines: Vec<Outline> = own_outlines(&folders).map(|(_, outline)| outline).collect();
    let markup = match args.format {
        DocFormat::Markdown => Markup::Markdown,
        DocFormat::Html => Markup::Html,
    };
    out.write_all(book::page(&outlines, markup).as_bytes()).context(STDOUT)?;
    Ok(if folders.has_errors() { Outcome::Incomplete } else { Outcome::Clean })
}

pub(super) fn print_schema(out: &mut impl Write) -> Result<Outcome> {
    out.write_all(schema_text()?.as_bytes()).context(STDOUT)?;
    Ok(Outcome::Clean)
}

/// Where the schema lies in a folder of rules.
pub(crate) const SCHEMA_FILE: &str = "crosscheck-rule.schema.json";

/// The schema as it stands in that file.
pub(crate) fn schema_text() -> Result<String> {
    Ok(format!("{}\n", serde_json::to_string_pretty(&schema())?))
}

/// The rules of the files that were named.
fn own_outlines(folders: &RuleFolders) -> impl Iterator<Item = (TopicId, Outline)> {
    folders.set.outlines().into_iter().filter(|(_, outline)| folders.text_of(&outline.file).is_some())
}
