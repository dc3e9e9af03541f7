//! What became of every number and date of an article: the topics that took it, or why those that might have did not.
//!
//! Only topics of the value's kind are asked, and of the built-in ones only those whose words stand in the sentence; all
//! others say nothing about a number. The conditions are those of `place`; here they are listed, not decided.

use super::place::{Ignored, Judged, takes_kind};
use super::{Miss, RuleSet};
use crate::article::Article;
use crate::claim::{RuleSource, Slots, TopicId};
use crate::extract::{Mention, Reading};

/// A number or date of an article, and what the topics say to it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The number or date.
    pub mention: Mention,
    /// What the topics say that look for words of its sentence, those that took it first, then by id.
    pub answers: Vec<(TopicId, Answer)>,
}

/// What a topic says to a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It takes it.
    Taken {
        /// The line of the rule that did it.
        by: RuleSource,
        /// The slots of the claim.
        slots: Slots,
    },
    /// It does not: the first condition that fails.
    Missed(Miss),
    /// It does not, but would if some conditions were ignored.
    WouldTake(Miss),
}

impl RuleSet {
    /// Accounts for every number and date of an article, in the order of the text. With `topic`, that topic alone is
    /// asked, about every value of its kind. Conditions that are `ignored` fail nothing.
    #[must_use]
    pub fn account(
        &self,
        article: &Article,
        reading: &Reading,
        topic: Option<TopicId>,
        ignored: &[Ignored],
    ) -> Vec<Account> {
        let judged = self.judge_sentences(article, reading, topic, &[]);
        let lenient =
            if ignored.is_empty() { Vec::new() } else { self.judge_sentences(article, reading, topic, ignored) };
        let account = |(at, (mention, answers)): (usize, (Mention, Vec<(TopicId, Judged)>))| {
            let would = |topic: TopicId| {
                let own = lenient.get(at)?.1.iter().find(|(other, _)| *other == topic)?;
                own.1.is_ok().then_some(())
            };
            let mut answers: Vec<(TopicId, Answer)> = answers
                .into_iter()
                .filter(|(_, judged)| !matches!(judged, Err(Miss::Kind(_))))
                .map(|(topic, judged)| {
                    let answer = match judged {
                        Ok(placed) => Answer::Taken { by: self.source(topic, placed.source), slots: placed.slots },
                        Err(miss) if would(topic).is_some() => Answer::WouldTake(miss),
                        Err(miss) => Answer::Missed(miss),
                    };
                    (topic, answer)
                })
                .collect();
            if topic.is_none() {
                self.answer_for_own(&mention, &mut answers);
            }
            answers.sort_by_key(|(topic, answer)| (rank(answer), *topic));
            Account { mention, answers }
        };
        judged.into_iter().enumerate().map(account).collect()
    }

    /// Lets every topic speak that was given and takes values of the kind: whoever wrote it wants to know.
    fn answer_for_own(&self, mention: &Mention, answers: &mut Vec<(TopicId, Answer)>) {
        for (topic, placing) in (0..).map(TopicId).zip(&self.placings) {
            let is_silent = answers.iter().all(|(other, _)| *other != topic);
            if self.is_own(topic) && is_silent && takes_kind(placing.kind, mention.value.kind()) {
                answers.push((topic, Answer::Missed(Miss::NoWords)));
            }
        }
    }
}

/// Topics that took the number come first, then those that came nearest.
fn rank(answer: &Answer) -> u8 {
    match answer {
        Answer::Taken { .. } => 0,
        Answer::WouldTake(_) => 1,
        Answer::Missed(Miss::Slot(_) | Miss::With) => 2,
        Answer::Missed(Miss::Without(_) | Miss::OtherPopulation(_) | Miss::Unit | Miss::BareSum) => 3,
        Answer::Missed(Miss::OtherDate { .. }) => 4,
        Answer::Missed(Miss::NotNear { .. }) => 5,
        Answer::Missed(Miss::Absent { .. }) => 6,
        Answer::Missed(Miss::NoWords | Miss::Kind(_)) => 7,
    }
}
