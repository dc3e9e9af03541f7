//! How the findings of a run stand to those of earlier runs: new, changed, still open, resolved, dismissed.
//!
//! A finding is the same as long as its identity is ([`crate::compare`]): the same sources say the same. When a source
//! joins or says something else, the matter goes on under another identity: a finding that ends and one that begins
//! under the same topic and slots are one matter that has changed.

use super::note::{Dismissal, Noted};
use crate::claim::Slots;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Since when a matter is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since {
    /// The run.
    pub run: u64,
    /// The newest day of the articles of that run.
    pub day: Option<Date>,
}

/// A finding that is remembered as open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// What was said.
    pub noted: Noted,
    /// Since when.
    pub since: Since,
}

/// How a finding stands to earlier runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was not there before.
    New,
    /// The matter was open before, and the sources say other things now.
    Changed {
        /// Since when the matter is open.
        since: Since,
        /// What was said before.
        was: Box<Noted>,
    },
    /// It was dismissed, and no longer is.
    Reopened {
        /// Since when the matter is open.
        since: Since,
        /// The dismissal that was in force.
        was: Dismissal,
    },
    /// Nothing has changed.
    Open {
        /// Since when.
        since: Since,
    },
    /// It is not there any more.
    Resolved {
        /// Since when it was open.
        since: Since,
        /// What the sources say now, if they agree on it.
        now: Option<String>,
    },
    /// Somebody has set it aside.
    Dismissed {
        /// Whether that happened since the last run.
        is_new: bool,
    },
}

impl Standing {
    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed { .. } => "changed",
            Self::Reopened { .. } => "reopened",
            Self::Open { .. } => "open",
            Self::Resolved { .. } => "resolved",
            Self::Dismissed { .. } => "dismissed",
        }
    }

    /// Whether it says something that the last run did not.
    #[must_use]
    pub fn is_news(&self) -> bool {
        !matches!(self, Self::Open { .. } | Self::Dismissed { is_new: false })
    }

    /// Order in reports: what must be looked at first.
    fn rank(&self) -> u8 {
        match self {
            Self::New => 0,
            Self::Changed { .. } => 1,
            Self::Reopened { .. } => 2,
            Self::Resolved { .. } => 3,
            Self::Open { .. } => 4,
            Self::Dismissed { .. } => 5,
        }
    }
}

/// A finding with its standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The finding; of a resolved one, what was said before.
    pub noted: Noted,
    /// How it stands.
    pub standing: Standing,
}

impl Item {
    /// Since when the matter is open, `now` being this run.
    #[must_use]
    pub fn since(&self, now: Since) -> Since {
        match &self.standing {
            Standing::Changed { since, .. }
            | Standing::Reopened { since, .. }
            | Standing::Open { since }
            | Standing::Resolved { since, .. } => *since,
            Standing::New | Standing::Dismissed { .. } => now,
        }
    }
}

/// Holds the findings of a run against those that were open before. Only what may have to be acted on has a standing; the
/// rest tells what became of what was open.
#[must_use]
pub fn standings(before: &[Earlier], now: &[Noted]) -> Vec<Item> {
    let earlier: BTreeMap<&str, &Earlier> = before.iter().map(|it| (it.noted.id.as_str(), it)).collect();
    let tracked: Vec<&Noted> = now.iter().filter(|noted| noted.is_tracked()).collect();
    let ids: BTreeSet<&str> = tracked.iter().map(|noted| noted.id.as_str()).collect();
    let mut ended: BTreeMap<(&str, &Slots), Vec<&Earlier>> = BTreeMap::new();
    for it in before.iter().filter(|it| !ids.contains(it.noted.id.as_str())) {
        ended.entry((&it.noted.topic, &it.noted.slots)).or_default().push(it);
    }
    // The gravest goes on in the gravest.
    ended.values_mut().for_each(|it| it.sort_by(|left, right| by_gravity(&right.noted, &left.noted)));
    let mut order = tracked;
    order.sort_by(|left, right| by_gravity(left, right));
    let mut items: Vec<Item> = Vec::with_capacity(order.len());
    for noted in order {
        let standing = match earlier.get(noted.id.as_str()) {
            Some(earlier) => known(earlier, noted),
            None => {
                let follows = ended.get_mut(&(noted.topic.as_str(), &noted.slots)).and_then(Vec::pop);
                match follows {
                    _ if noted.dismissal.is_some() => Standing::Dismissed { is_new: true },
                    Some(was) => Standing::Changed { since: was.since, was: Box::new(was.noted.clone()) },
                    None => Standing::New,
                }
            }
        };
        items.push(Item { noted: noted.clone(), standing });
    }
    let resolved = ended.into_values().flatten().map(|it| Item {
        noted: it.noted.clone(),
        standing: Standing::Resolved { since: it.since, now: settled(&it.noted, now) },
    });
    items.extend(resolved);
    items.sort_by(|left, right| {
        (left.standing.rank().cmp(&right.standing.rank())).then_with(|| by_gravity(&left.noted, &right.noted))
    });
    items
}

fn known(earlier: &Earlier, noted: &Noted) -> Standing {
    match (&earlier.noted.dismissal, &noted.dismissal) {
        (None, Some(_)) => Standing::Dismissed { is_new: true },
        (Some(_), Some(_)) => Standing::Dismissed { is_new: false },
        (Some(was), None) => Standing::Reopened { since: earlier.since, was: was.clone() },
        (None, None) => Standing::Open { since: earlier.since },
    }
}

/// What the sources say now about a matter that is no longer open.
fn settled(was: &Noted, now: &[Noted]) -> Option<String> {
    let same = now.iter().filter(|it| it.topic == was.topic && it.slots == was.slots && !it.is_tracked());
    let best = same.max_by(|left, right| (left.verdict, &left.id).cmp(&(right.verdict, &right.id)));
    best.map(|it| it.reason.clone())
}

/// Gravest first, then by alphabet.
fn by_gravity(left: &Noted, right: &Noted) -> std::cmp::Ordering {
    (right.verdict, right.is_grave).cmp(&(left.verdict, left.is_grave)).then_with(|| {
        (&left.title, &left.slots, &left.reason, &left.id).cmp(&(&right.title, &right.slots, &right.reason, &right.id))
    })
}
