//! `crosscheck rules test`: the tests that stand in rules, expected beside found; and new tests from real sentences.

use super::RuleFolders;
use crate::Outcome;
use crate::cli::RulesTestArgs;
use crate::commands::place::Place;
use crate::commands::{STDOUT, ask, read_options, save, topic_called};
use anyhow::{Context, Result, bail};
use ask::Answer;
use crosscheck::report::counted;
use crosscheck::report::foreign::Untrusted;
use crosscheck::rule::Outcome as TestOutcome;
use crosscheck::rule::draft::{self, DraftTest};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

pub(super) fn run(args: &RulesTestArgs, out: &mut impl Write) -> Result<Outcome> {
    let folders = RuleFolders::read(&args.rules)?;
    if let Some(place) = &args.add {
        return add(&folders, &Place::parse(place), args, out);
    }
    report(&folders, args, out)
}

fn report(folders: &RuleFolders, args: &RulesTestArgs, out: &mut impl Write) -> Result<Outcome> {
    folders.write_problems(&folders.problems, &args.rules.look(), out).context(STDOUT)?;
    if let Some(id) = &args.topic {
        topic_called(&folders.set, id)?;
    }
    let run = folders.set.test();
    let own = |file: &str| folders.text_of(file).is_some();
    let asked = |outcome: &&TestOutcome| own(&outcome.file) && is_asked_for(outcome, args);
    let shown: Vec<&TestOutcome> = run.outcomes.iter().filter(asked).collect();
    let files: BTreeSet<&str> = shown.iter().map(|outcome| outcome.file.as_str()).collect();
    let is_filtered = args.topic.is_some() || args.name.is_some();
    let problems: Vec<_> =
        run.problems.iter().filter(|problem| !is_filtered || files.contains(problem.file.as_str())).cloned().collect();
    folders.write_problems(&problems, &args.rules.look(), out).context(STDOUT)?;
    let failed: Vec<_> = run.failures().filter(asked).collect();
    let gaps = shown.iter().filter(|outcome| !outcome.passed).count() - failed.len();
    for outcome in if args.verbose { &shown } else { &failed } {
        for line in outcome.to_string().lines() {
            writeln!(out, "{}", Untrusted(line)).context(STDOUT)?;
        }
    }
    let counts = format!("{}, {} failed, {}", counted(shown.len(), "test"), failed.len(), counted(gaps, "known gap"));
    writeln!(out, "{counts}").context(STDOUT)?;
    if shown.is_empty() && is_filtered {
        bail!("no test is called so; `crosscheck rules test -v` lists them all");
    }
    if shown.is_empty() {
        bail!("no test was run: a rule without tests is not a rule");
    }
    Ok(match (folders.has_errors() || folders.are_broken(&problems), failed.is_empty()) {
        (true, _) => Outcome::Incomplete,
        (false, false) => Outcome::Found,
        (false, true) => Outcome::Clean,
    })
}

fn is_asked_for(outcome: &TestOutcome, args: &RulesTestArgs) -> bool {
    let named = |words: &String| outcome.name.to_lowercase().contains(&words.to_lowercase());
    args.topic.as_ref().is_none_or(|topic| *topic == outcome.topic) && args.name.as_ref().is_none_or(named)
}

/// Proposes a test of each sentence of a line, and adds it to the rule if it is wanted.
fn add(folders: &RuleFolders, place: &Place, args: &RulesTestArgs, out: &mut impl Write) -> Result<Outcome> {
    let (file, text) = folders.the_rule(args.topic.as_deref())?;
    let id = Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let topic = topic_called(&folders.set, &id)
        .with_context(|| format!("{file} cannot be used; `crosscheck rules check` says why"))?;
    let (article, reading) = place.article(&read_options(args.date))?;
    let mut text = text.to_owned();
    let mut sentences: Vec<String> = Vec::new();
    for mention in place.mentions(&article, &reading)? {
        let sentence = draft::sentence_of(&article, &reading, mention);
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    let (mut added, mut proposed) = (0, false);
    for sentence in sentences {
        let test = match &args.value {
            None => folders.set.draft_test(topic, &sentence, article.published),
            Some(words) => match folders.set.draft_test_of(topic, &sentence, article.published, words) {
                Some(test) => test,
                None => continue,
            },
        };
        proposed = true;
        let Some(entry) = wanted(&test, file, args, out)? else { continue };
        let Some(longer) = draft::with_entry(&text, &entry) else {
            bail!("the tests of {file} are no list of lines with dashes; add this by hand:\n{entry}");
        };
        text = longer;
        added += 1;
    }
    if added == 0
        && let Some(words) = args.value.as_ref().filter(|_| !proposed)
    {
        bail!("no number of that line that the topic could take has the words `{words}`");
    }
    if added == 0 {
        writeln!(out, "nothing was added").context(STDOUT)?;
        return Ok(Outcome::Clean);
    }
    save::replace(Path::new(file), &text)?;
    writeln!(out, "{} added to {}", counted(added, "test"), Untrusted(file)).context(STDOUT)?;
    report(&RuleFolders::read(&args.rules)?, args, out)
}

/// The entry to add: as proposed, or as edited; `None` if it is not wanted.
fn wanted(test: &DraftTest, file: &str, args: &RulesTestArgs, out: &mut impl Write) -> Result<Option<String>> {
    let mut entry = test.yaml(2);
    loop {
        writeln!(out, "{}", Untrusted(&format!("proposed for {file}:"))).context(STDOUT)?;
        for line in entry.lines() {
            writeln!(out, "{}", Untrusted(line)).context(STDOUT)?;
        }
        if test.expect.is_empty() {
            for left in &test.left {
                writeln!(out, "as it stands, the rule leaves {}", Untrusted(left)).context(STDOUT)?;
            }
            let hint = "if it is to find one: --value WORDS expects it, and the rule is mended until the test passes";
            writeln!(out, "{hint}").context(STDOUT)?;
        }
        out.flush().context(STDOUT)?;
        if args.yes {
            return Ok(Some(entry));
        }
        match ask::yes_no_edit("Is this what the rule should find? [y]es, [n]o, [e]dit")? {
            Answer::Yes => return Ok(Some(entry)),
            Answer::No => return Ok(None),
            Answer::Edit => entry = ask::edit(&entry)?,
        }
    }
}
