//! What became of every number and date of an article, for people: `crosscheck why`.

use super::foreign::{Untrusted, one_line};
use super::layout::{Ink, paint, wrap};
use super::table::Look;
use super::{counted, slots_in_words};
use crate::article::Article;
use crate::claim::TopicId;
use crate::extract::Mention;
use crate::rule::account::{Account, Answer};
use crate::rule::{Miss, RuleSet};

/// Most topics that are listed for a number, unless all are asked for.
const MOST_ANSWERS: usize = 3;

/// A heading for each number or date, and under it a line for each topic that has something to say.
#[must_use]
pub fn render(article: &Article, accounts: &[&Account], rules: &RuleSet, all: bool, look: &Look) -> String {
    let mut text = String::new();
    for account in accounts {
        push(&mut text, 0, &heading(article, &account.mention), look);
        let shown: Vec<&(TopicId, Answer)> =
            account.answers.iter().filter(|(_, answer)| all || is_near(answer, account)).collect();
        let most = if all { shown.len() } else { MOST_ANSWERS };
        for (topic, answer) in shown.iter().take(most) {
            push(&mut text, 4, &sentence(&rules.topic(*topic).id, answer), look);
        }
        if shown.len() > most {
            push(&mut text, 4, &format!("and {} more (--all lists them)", shown.len() - most), look);
        }
        if shown.is_empty() {
            push(&mut text, 4, &unasked(account), look);
        }
    }
    let taken = accounts
        .iter()
        .filter(|account| account.answers.iter().any(|(_, answer)| matches!(answer, Answer::Taken { .. })));
    let taken = taken.count();
    let summary = format!(
        "{}: {taken} taken, {} not",
        counted(accounts.len(), "number or date").replace("number or dates", "numbers and dates"),
        accounts.len() - taken
    );
    push(&mut text, 0, &summary, look);
    paint(&text, look.color)
}

/// Whether an answer tells something about this number: that it was taken, or what kept it out of a topic that looks for
/// what it counts.
fn is_near(answer: &Answer, account: &Account) -> bool {
    let taken = account.answers.iter().any(|(_, answer)| matches!(answer, Answer::Taken { .. }));
    match answer {
        Answer::Taken { .. } | Answer::WouldTake(_) => true,
        Answer::Missed(Miss::NotNear(_) | Miss::NoWords | Miss::Kind(_)) => false,
        Answer::Missed(_) => !taken,
    }
}

/// What is said of a number that no topic asks about.
fn unasked(account: &Account) -> String {
    let kind = account.mention.value.kind();
    match account.answers.is_empty() {
        true => format!("not taken: no topic of kind {kind} looks for a word of this sentence"),
        false => format!(
            "not taken: topics of kind {kind} look for words of this sentence, but not by this number (--all lists them)"
        ),
    }
}

fn heading(article: &Article, mention: &Mention) -> String {
    let (line, column) = article.line_column(mention.part, mention.span);
    let path = article.path.as_deref().unwrap_or(&article.id);
    let words = one_line(article.words(mention.part, mention.span));
    let value = &mention.value;
    format!(
        "{}:{line}:{column}  {}  {} {}",
        Untrusted(path),
        Ink::Strong.on(&format!("“{}”", Untrusted(&words))),
        value.kind(),
        Untrusted(&value.to_string())
    )
}

/// One line of plain words.
fn sentence(id: &str, answer: &Answer) -> String {
    match answer {
        Answer::Taken { by, slots } => {
            let slots = slots_in_words(slots);
            let slots = if slots.is_empty() { slots } else { format!(" ({})", Untrusted(&slots)) };
            format!("{} under {}{slots}, by {}", Ink::Agreement.on("taken"), Untrusted(id), Untrusted(&by.to_string()))
        }
        Answer::Missed(miss) => format!("not taken under {}: {}", Untrusted(id), Untrusted(&miss.to_string())),
        Answer::WouldTake(miss) => {
            let reason = Untrusted(&miss.to_string()).to_string();
            format!("{} under {} if this were ignored: {reason}", Ink::Moved.on("would be taken"), Untrusted(id))
        }
    }
}

fn push(text: &mut String, indent: usize, words: &str, look: &Look) {
    for (at, line) in wrap(words, look.width.saturating_sub(indent + 2)).iter().enumerate() {
        let margin = " ".repeat(if at == 0 { indent } else { indent + 2 });
        text.push_str(&format!("{margin}{line}\n"));
    }
}
