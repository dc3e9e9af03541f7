//! `crosscheck explain`: what a word of the reports, a problem of rules or a topic means.

use super::{STDOUT, load_rules};
use crate::Outcome;
use crate::cli::ExplainArgs;
use anyhow::{Context, Result, bail};
use crosscheck::error::closest;
use crosscheck::report::{explain, sheet, topics};
use crosscheck::rule::Code;
use crosscheck::rule::page::code_pages;
use std::io::Write;

pub(crate) fn run(args: &ExplainArgs, out: &mut impl Write) -> Result<Outcome> {
    let text = page(args)?;
    out.write_all(text.as_bytes()).context(STDOUT)?;
    Ok(Outcome::Clean)
}

fn page(args: &ExplainArgs) -> Result<String> {
    let look = args.look();
    let (rules, _) = load_rules(&args.rules)?;
    let Some(name) = &args.name else {
        return Ok(explain::contents(&code_pages(), rules.topics().len(), &look));
    };
    if name == "rules" {
        return Ok(explain::TUTORIAL.to_owned());
    }
    if let Some(page) = super::help::page(name) {
        return Ok(sheet::render(&page, &look));
    }
    // `rounded` is a verdict, and a state of a draft as well.
    let pages: Vec<_> = explain::pages().into_iter().filter(|page| page.is_called(name)).collect();
    if !pages.is_empty() {
        let pages: Vec<String> = pages.iter().map(|page| explain::render(page, &look)).collect();
        return Ok(pages.join("\n"));
    }
    if let Some(page) = code_pages().into_iter().find(|page| page.code.as_str() == name) {
        return Ok(explain::render_code(&page, &look));
    }
    if let Some(topic) = rules.topics().iter().find(|topic| topic.id == *name) {
        return Ok(topics::page(topic, &look));
    }
    let known =
        explain::pages().into_iter().map(|page| page.subject.name()).chain(Code::ALL.iter().map(|it| it.as_str()));
    let known: Vec<&str> = known
        .chain(["rules"])
        .chain(super::help::PAGES.iter().map(|(name, ..)| *name))
        .chain(rules.topics().iter().map(|topic| topic.id.as_str()))
        .collect();
    let hint = match closest(name, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`crosscheck explain` lists what there is".to_owned(),
    };
    bail!("no verdict, state, law, problem or topic is called `{name}`; {hint}");
}
