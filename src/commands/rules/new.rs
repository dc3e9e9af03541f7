//! `crosscheck rules new`: a rule from a real sentence, with its first tests.

use super::list::{SCHEMA_FILE, schema_text};
use crate::Outcome;
use crate::cli::RulesNewArgs;
use crate::commands::place::Place;
use crate::commands::{STDOUT, read_options, save};
use anyhow::{Context, Result, bail};
use crosscheck::article::Article;
use crosscheck::extract::{Mention, Reading};
use crosscheck::report::foreign::Untrusted;
use crosscheck::rule::draft::{DraftRule, can_be_drafted, draft_rule, likeliest};
use crosscheck::rule::{RuleSet, Topic};
use std::io::Write;

/// Names the schema with which editors complete; it lies beside the rule.
const MODELINE: &str = "# yaml-language-server: $schema=crosscheck-rule.schema.json\n";

pub(super) fn run(args: &RulesNewArgs, out: &mut impl Write) -> Result<Outcome> {
    let place = Place::parse(&args.from);
    let (article, reading) = place.article(&read_options(args.date))?;
    let mention = chosen(&place, &article, &reading, args)?;
    let words = article.words(mention.part, mention.span);
    let Some(draft) = draft_rule(&args.title, &article, &reading, mention) else {
        bail!(
            "no rule was found for “{words}” ({}); name another number of the line with --value",
            mention.value.kind()
        );
    };
    let text = format!("{MODELINE}{}", draft.text);
    if args.stdout {
        out.write_all(text.as_bytes()).context(STDOUT)?;
        return Ok(Outcome::Clean);
    }
    let path = args.folder.join(format!("{}.yaml", draft.id));
    if path.exists() {
        bail!("{} is there already; choose another title", path.display());
    }
    std::fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    save::replace(&path, &text)?;
    let schema = args.folder.join(SCHEMA_FILE);
    if !schema.exists() {
        save::replace(&schema, &schema_text()?)?;
    }
    let shown = Untrusted(&path.display().to_string()).to_string();
    writeln!(out, "{shown} finds “{}”; its two tests pass", Untrusted(words)).context(STDOUT)?;
    if let Some(topic) = also_taken_by(&draft) {
        let message =
            format!("the built-in topic `{}` takes the same numbers; narrow this one, or do without it", topic.id);
        writeln!(out, "{message}").context(STDOUT)?;
    }
    if args.value.is_none() {
        say_others(&place.mentions(&article, &reading)?, mention, &article, out)?;
    }
    let next = format!(
        "next: read it, then `crosscheck rules test {shown} --add FILE:LINE` for each other wording;\n\
         `crosscheck check ARTICLES --rules {}` compares",
        Untrusted(&args.folder.display().to_string())
    );
    writeln!(out, "{next}").context(STDOUT)?;
    Ok(Outcome::Clean)
}

/// The number of the line that is asked for; if none is, the one that the title is most likely about.
fn chosen<'r>(place: &Place, article: &Article, reading: &'r Reading, args: &RulesNewArgs) -> Result<&'r Mention> {
    let mentions = place.mentions(article, reading)?;
    let words = |mention: &Mention| article.words(mention.part, mention.span).to_lowercase();
    let Some(value) = &args.value else {
        return Ok(likeliest(&args.title, article, reading, &mentions).unwrap_or(mentions[0]));
    };
    let found = mentions.iter().find(|mention| words(mention).contains(&value.to_lowercase()));
    found.copied().with_context(|| {
        let there: Vec<String> = mentions.iter().map(|mention| format!("“{}”", words(mention))).collect();
        format!("`{value}` is not in that line; there are {}", there.join(", "))
    })
}

/// Names the other numbers of the line that could have been meant.
fn say_others(mentions: &[&Mention], chosen: &Mention, article: &Article, out: &mut impl Write) -> Result<()> {
    let others = mentions.iter().filter(|other| other.span != chosen.span && can_be_drafted(&other.value));
    let others: Vec<String> =
        others.map(|other| format!("“{}”", Untrusted(article.words(other.part, other.span)))).collect();
    if !others.is_empty() {
        writeln!(out, "the line has {}, too: --value WORDS takes another", others.join(", ")).context(STDOUT)?;
    }
    Ok(())
}

/// The built-in topic that takes whatever the new one takes.
fn also_taken_by(draft: &DraftRule) -> Option<Topic> {
    let (rules, problems) = RuleSet::with_built_in(&[(format!("{}.yaml", draft.id), draft.text.clone())]);
    let shadowed = problems.iter().find(|problem| problem.code == crosscheck::rule::Code::Shadowed)?;
    rules.topics().iter().find(|topic| shadowed.message.contains(&format!("`{}`", topic.id))).cloned()
}
