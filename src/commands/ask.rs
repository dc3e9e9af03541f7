//! Questions to whoever sits at the terminal. Without one nothing is asked, and nothing is done unasked.

use anyhow::{Context, Result, bail};
use std::io::{self, BufRead, IsTerminal, Write};

/// What somebody answers to a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    Edit,
}

/// Asks until the answer is one; at a terminal the end of the input is a no.
///
/// # Errors
/// If standard input is no terminal and has no answer: then `--yes` is wanted.
pub(super) fn yes_no_edit(question: &str) -> Result<Answer> {
    loop {
        write!(io::stderr().lock(), "{question}: ").context("standard error")?;
        let mut answer = String::new();
        if io::stdin().lock().read_line(&mut answer).context("standard input")? == 0 {
            if !io::stdin().is_terminal() {
                bail!("nobody is there to ask; --yes adds without asking");
            }
            return Ok(Answer::No);
        }
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(Answer::Yes),
            "n" | "no" => return Ok(Answer::No),
            "e" | "edit" => return Ok(Answer::Edit),
            _ => {}
        }
    }
}

/// Reads new lines for a text, until an empty one.
pub(super) fn edit(text: &str) -> Result<String> {
    writeln!(
        io::stderr().lock(),
        "Type the lines as they should be, then an empty one; an empty one at once keeps it."
    )
    .context("standard error")?;
    let mut lines = String::new();
    for line in io::stdin().lock().lines() {
        let line = line.context("standard input")?;
        if line.trim().is_empty() {
            break;
        }
        lines.push_str(&line);
        lines.push('\n');
    }
    Ok(if lines.is_empty() { text.to_owned() } else { lines })
}
