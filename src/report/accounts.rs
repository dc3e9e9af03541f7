//! What became of every number and date of an article, for people: `crosscheck why`.

use super::foreign::{Untrusted, one_line};
use super::layout::{Ink, paint, wrap};
use super::table::Look;
use super::{counted, slots_in_words};
use crate::article::Article;
use crate::claim::TopicId;
use crate::extract::Mention;
use crate::rule::account::{Account, Answer};
use crate::rule::draft::can_be_drafted;
use crate::rule::{Miss, RuleSet};
use crate::value::Grain;

/// Most topics that are listed for a number, unless all are asked for.
const MOST_ANSWERS: usize = 3;

/// For each line its place, for each number or date in it a heading, and under it a line for each topic that has something to
/// say.
#[must_use]
pub fn render(article: &Article, accounts: &[&Account], rules: &RuleSet, all: bool, look: &Look) -> String {
    let clerk = Clerk { article, rules, all };
    let mut text = String::new();
    let place = |account: &Account| article.line_column(account.mention.part, account.mention.span).0;
    let path = article.path.as_deref().unwrap_or(&article.id);
    for line in accounts.chunk_by(|left, right| place(left) == place(right)) {
        push(&mut text, 0, &format!("{}:{}", Untrusted(path), place(line[0])), look);
        for account in line {
            push(&mut text, 2, &clerk.heading(&account.mention), look);
            clerk.sentences(account).iter().for_each(|sentence| push(&mut text, 4, sentence, look));
        }
    }
    let taken = accounts.iter().filter(|account| is_taken(account)).count();
    let summary = format!(
        "{}: {taken} taken, {} not",
        counted(accounts.len(), "number or date").replace("number or dates", "numbers and dates"),
        accounts.len() - taken
    );
    push(&mut text, 0, &summary, look);
    let open = accounts.iter().find(|account| !is_taken(account) && can_be_asked_for(&account.mention));
    if let Some(open) = open.filter(|_| !all) {
        let line = place(open);
        let next =
            format!("next: `crosscheck rules new TITLE --from {}:{line}` writes a rule for one", Untrusted(path));
        push(&mut text, 0, &next, look);
    }
    paint(&text, look.color)
}

fn is_taken(account: &Account) -> bool {
    account.answers.iter().any(|(_, answer)| matches!(answer, Answer::Taken { .. }))
}

/// Says what became of the numbers of an article.
struct Clerk<'a> {
    article: &'a Article,
    rules: &'a RuleSet,
    /// Whether every topic is to speak.
    all: bool,
}

impl Clerk<'_> {
    fn heading(&self, mention: &Mention) -> String {
        let words = one_line(self.article.words(mention.part, mention.span));
        let value = &mention.value;
        let words = Ink::Strong.on(&format!("“{}”", Untrusted(&words)));
        format!("{words}  {} {}", value.kind(), Untrusted(&value.to_string()))
    }

    /// What the topics say to a number, each in one line of plain words.
    fn sentences(&self, account: &Account) -> Vec<String> {
        let shown = self.shown(account);
        if shown.is_empty() {
            return vec![self.unasked(account)];
        }
        let most = if self.all { shown.len() } else { MOST_ANSWERS };
        let mut sentences: Vec<String> =
            shown.iter().take(most).map(|(topic, answer)| self.sentence(account, *topic, answer)).collect();
        if shown.len() > most {
            sentences.push(format!("and {} more (--all lists them)", shown.len() - most));
        }
        sentences
    }

    /// The topics that are worth a line. If one took the number, those that did; else the one that came nearest, those
    /// that look for what it counts, and those of the author's own.
    fn shown<'t>(&self, account: &'t Account) -> Vec<&'t (TopicId, Answer)> {
        let answers = account.answers.iter();
        if self.all {
            return answers.collect();
        }
        let taken = is_taken(account);
        let own_speaks = account.answers.iter().any(|(topic, _)| self.rules.is_own(*topic));
        // Of a whole desk's rules hardly any look for this number.
        let is_silent = |(topic, answer): &&(TopicId, Answer)| {
            self.rules.is_own(*topic) && matches!(answer, Answer::Missed(Miss::NoWords))
        };
        let few_are_silent = account.answers.iter().filter(is_silent).count() <= MOST_ANSWERS;
        let is_near = |(at, (topic, answer)): &(usize, &(TopicId, Answer))| match answer {
            Answer::Taken { .. } | Answer::WouldTake(_) => true,
            Answer::Missed(_) if taken => false,
            Answer::Missed(Miss::NoWords) => few_are_silent && self.rules.is_own(*topic),
            Answer::Missed(Miss::NotNear { .. } | Miss::Absent { .. }) => {
                if own_speaks {
                    self.rules.is_own(*topic)
                } else {
                    *at == 0
                }
            }
            Answer::Missed(Miss::Kind(_)) => false,
            Answer::Missed(_) => true,
        };
        let mut shown: Vec<_> = answers.enumerate().filter(is_near).map(|(_, answer)| answer).collect();
        let is_missed = |answer: &Answer| matches!(answer, Answer::Missed(_));
        shown.sort_by_key(|(topic, answer)| (is_missed(answer), !self.rules.is_own(*topic)));
        shown
    }

    /// What is said of a number that no topic asks about.
    fn unasked(&self, account: &Account) -> String {
        let kind = account.mention.value.kind();
        match can_be_drafted(&account.mention.value) {
            true => format!("not taken: no topic looks for this {kind} by the words of this sentence"),
            false => format!("not taken: values of kind {kind} are read, and not compared"),
        }
    }

    /// One line of plain words.
    fn sentence(&self, account: &Account, topic: TopicId, answer: &Answer) -> String {
        let id = Untrusted(&self.rules.topic(topic).id).to_string();
        let reason = |miss: &Miss| {
            Untrusted(&one_line(&self.rules.reason(topic, miss, self.article, &account.mention))).to_string()
        };
        match answer {
            Answer::Taken { by, slots } => {
                let slots = slots_in_words(slots);
                let slots = if slots.is_empty() { slots } else { format!(" ({})", Untrusted(&slots)) };
                format!("{} under {id}{slots}, by {}", Ink::Agreement.on("taken"), Untrusted(&by.to_string()))
            }
            Answer::Missed(miss) => format!("not taken under {id}: {}", reason(miss)),
            Answer::WouldTake(miss) => {
                format!("{} under {id} if this were ignored: {}", Ink::Moved.on("would be taken"), reason(miss))
            }
        }
    }
}

/// Whether a rule can ask for a value; "now" is no date.
fn can_be_asked_for(mention: &Mention) -> bool {
    let is_vague = mention.value.timex().is_some_and(|timex| timex.grain() == Grain::Vague);
    !is_vague && can_be_drafted(&mention.value)
}

fn push(text: &mut String, indent: usize, words: &str, look: &Look) {
    for (at, line) in wrap(words, look.width.saturating_sub(indent + 2)).iter().enumerate() {
        let margin = " ".repeat(if at == 0 { indent } else { indent + 2 });
        text.push_str(&format!("{margin}{line}\n"));
    }
}
