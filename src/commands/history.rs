//! `crosscheck history`: how the figures of a story moved, as the ledger remembers.

use super::STDOUT;
use crate::Outcome;
use crate::cli::{HistoryArgs, HistoryFormat};
use anyhow::{Context, Result, bail};
use crosscheck::batch::Config;
use crosscheck::batch::trajectory::{Trajectory, trajectories};
use crosscheck::error::closest;
use crosscheck::ledger::{Ledger, StoryId};
use crosscheck::report::trajectory;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &HistoryArgs, out: &mut impl Write) -> Result<Outcome> {
    let path = ledger_path(args)?;
    if !path.exists() {
        bail!("{}: there is no ledger; `crosscheck batch` makes one", path.display());
    }
    let ledger = Ledger::read(&path).with_context(|| path.display().to_string())?;
    let stories = ledger.stories().with_context(|| path.display().to_string())?;
    let Some(asked) = &args.story else {
        for (slug, name, _) in &stories {
            let name = crosscheck::report::foreign::Untrusted(name);
            writeln!(out, "{slug}  {name}").context(STDOUT)?;
        }
        return Ok(Outcome::Clean);
    };
    let story = find(asked, &stories)?;
    let figures = ledger.figures(story.1).with_context(|| path.display().to_string())?;
    let all = trajectories(figures, None);
    if let Some(topic) = &args.topic
        && !all.iter().any(|it| it.topic == *topic)
    {
        let hint = match closest(topic, all.iter().map(|it| it.topic.as_str())) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "without --topic all are shown".to_owned(),
        };
        bail!("nothing of \"{}\" stands under the topic `{topic}`; {hint}", story.0);
    }
    let wanted = |it: &Trajectory| {
        args.topic.as_ref().is_none_or(|topic| *topic == it.topic) && (args.all || args.topic.is_some() || it.moves())
    };
    let shown: Vec<Trajectory> = all.into_iter().filter(wanted).collect();
    let text = match args.format {
        HistoryFormat::Table => trajectory::table(story.0, &shown, &args.look()),
        HistoryFormat::Json => trajectory::json(story.0, &shown),
        HistoryFormat::Svg => trajectory::svg(story.0, &shown).with_context(|| {
            "a chart needs a figure that was given at two times at least; --topic chooses among several".to_owned()
        })?,
    };
    out.write_all(text.as_bytes()).context(STDOUT)?;
    Ok(Outcome::Clean)
}

fn ledger_path(args: &HistoryArgs) -> Result<PathBuf> {
    if let Some(path) = &args.ledger {
        return Ok(path.clone());
    }
    let text = std::fs::read_to_string(&args.settings)
        .with_context(|| format!("{}; --ledger names the ledger itself", args.settings.display()))?;
    let (config, _) = Config::parse(&args.settings.display().to_string(), &text);
    let Some(config) = config else {
        bail!("{0}: cannot be used; `crosscheck batch --check {0}` shows why", args.settings.display())
    };
    Ok(args.settings.parent().unwrap_or(Path::new("")).join(config.ledger))
}

/// The name and id of a story that is called so in file names, or by its name.
fn find<'s>(asked: &str, stories: &'s [(String, String, StoryId)]) -> Result<(&'s str, StoryId)> {
    let found = stories.iter().find(|(slug, name, _)| slug == asked || name == asked);
    if let Some((_, name, id)) = found {
        return Ok((name, *id));
    }
    let beginning: Vec<_> = stories.iter().filter(|(slug, _, _)| slug.starts_with(asked)).collect();
    if let [(_, name, id)] = beginning[..] {
        return Ok((name, *id));
    }
    match closest(asked, stories.iter().map(|(slug, _, _)| slug.as_str())) {
        Some(meant) => bail!("no story is called `{asked}`; did you mean `{meant}`?"),
        None => bail!("no story is called `{asked}`; `crosscheck history` lists them"),
    }
}
