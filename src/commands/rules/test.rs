//! `crosscheck rules test`: the tests that stand in rules, expected beside found.

use super::RuleFolders;
use crate::Outcome;
use crate::cli::RulesArgs;
use crate::commands::STDOUT;
use anyhow::{Context, Result, bail};
use crosscheck::report::counted;
use crosscheck::report::foreign::Untrusted;
use std::io::Write;

pub(super) fn run(args: &RulesArgs, out: &mut impl Write) -> Result<Outcome> {
    let folders = RuleFolders::read(args)?;
    folders.write_problems(&folders.problems, &args.look(), out).context(STDOUT)?;
    let run = folders.set.test();
    folders.write_problems(&run.problems, &args.look(), out).context(STDOUT)?;
    let own: Vec<_> = run.outcomes.iter().filter(|outcome| folders.text_of(&outcome.file).is_some()).collect();
    let failed: Vec<_> = run.failures().filter(|outcome| folders.text_of(&outcome.file).is_some()).collect();
    let gaps = own.iter().filter(|outcome| !outcome.passed).count() - failed.len();
    for outcome in &failed {
        for line in outcome.to_string().lines() {
            writeln!(out, "{}", Untrusted(line)).context(STDOUT)?;
        }
    }
    let counts = format!("{}, {} failed, {}", counted(own.len(), "test"), failed.len(), counted(gaps, "known gap"));
    writeln!(out, "{counts}").context(STDOUT)?;
    if own.is_empty() {
        bail!("no test was run: a rule without tests is not a rule");
    }
    let broken = folders.has_errors() || folders.are_broken(&run.problems);
    Ok(match (broken, failed.is_empty()) {
        (true, _) => Outcome::Incomplete,
        (false, false) => Outcome::Found,
        (false, true) => Outcome::Clean,
    })
}
