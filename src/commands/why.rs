//! `crosscheck why`: what became of every number and date of an article, or of every pair of claims of two.

use super::place::Place;
use super::{STDOUT, load_rules, read_options, topic_called};
use crate::Outcome;
use crate::cli::WhyArgs;
use anyhow::{Context, Result, bail};
use crosscheck::claim::TopicId;
use crosscheck::input::{Inputs, read_paths};
use crosscheck::report::{accounts, between};
use crosscheck::rule::RuleSet;
use std::io::Write;
use std::path::PathBuf;

pub(crate) fn run(args: &WhyArgs, out: &mut impl Write) -> Result<Outcome> {
    let (rules, problems) = load_rules(&args.reading.rules)?;
    problems.iter().for_each(|problem| super::complain(&problem.to_string()));
    let topic = args.topic.as_deref().map(|id| topic_called(&rules, id)).transpose()?;
    let text = match args.places.as_slice() {
        [place] => of_article(&Place::parse(place), args, &rules, topic)?,
        [left, right] => of_pair([left, right], args, &rules, topic)?,
        _ => bail!("name one article, or two to see why their claims were compared or not"),
    };
    out.write_all(text.as_bytes()).context(STDOUT)?;
    Ok(Outcome::Clean)
}

fn of_article(place: &Place, args: &WhyArgs, rules: &RuleSet, topic: Option<TopicId>) -> Result<String> {
    let (article, reading) = place.article(&read_options(args.reading.date))?;
    if place.line.is_some() {
        place.mentions(&article, &reading)?;
    }
    let ignored: Vec<_> = args.ignore.iter().map(|condition| condition.ignored()).collect();
    let accounts = rules.account(&article, &reading, topic, &ignored);
    let shown: Vec<_> = accounts
        .iter()
        .filter(|account| place.holds(&article, &account.mention))
        // A topic says nothing to values of other kinds.
        .filter(|account| topic.is_none() || !account.answers.is_empty())
        .collect();
    Ok(accounts::render(&article, &shown, rules, args.all || topic.is_some(), &args.look()))
}

fn of_pair(places: [&String; 2], args: &WhyArgs, rules: &RuleSet, topic: Option<TopicId>) -> Result<String> {
    if !args.ignore.is_empty() {
        bail!("--ignore is for the numbers of one article");
    }
    let paths: Vec<PathBuf> = places.iter().map(|place| Place::parse(place).path).collect();
    let inputs: Inputs = read_paths(&paths, &read_options(args.reading.date));
    if let Some(problem) = inputs.problems.first().filter(|_| inputs.articles.len() < 2) {
        bail!("{problem}");
    }
    if inputs.articles.len() != 2 {
        bail!("two articles are held against each other, {} were read", inputs.articles.len());
    }
    let report = crosscheck::check(inputs, rules);
    Ok(between::render(&report, rules, topic, &args.look()))
}
