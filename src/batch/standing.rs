//! How the findings of a run stand to those of earlier runs: new, changed, still open, resolved, dismissed.
//!
//! A finding is the same as long as its identity is ([`crate::compare`]): the same sources say the same. When a source
//! joins or says something else, the matter goes on under another identity: of the findings that end under a topic and its
//! slots the one that shares most with a finding that begins is the same matter, changed. If another source has only
//! joined one side, nothing new is to be settled: the matter is open as it was.

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
    /// Nothing has changed, but that sources may have joined one of the sides.
    Open {
        /// Since when.
        since: Since,
        /// Outlets that have joined.
        joined: Vec<String>,
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
            | Standing::Open { since, .. }
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
    let ended: Vec<&Earlier> = before.iter().filter(|it| !ids.contains(it.noted.id.as_str())).collect();
    let begun: Vec<&Noted> = tracked.iter().copied().filter(|it| !earlier.contains_key(it.id.as_str())).collect();
    let followed = successors(&ended, &begun);
    let mut items: Vec<Item> = Vec::with_capacity(tracked.len());
    for noted in tracked {
        let standing = match (earlier.get(noted.id.as_str()), followed.get(noted.id.as_str())) {
            (Some(earlier), _) => known(earlier, noted),
            (None, _) if noted.dismissal.is_some() => Standing::Dismissed { is_new: true },
            (None, Some(was)) => goes_on(was, noted),
            (None, None) => Standing::New,
        };
        items.push(Item { noted: noted.clone(), standing });
    }
    let go_on: BTreeSet<&str> = followed.values().map(|was| was.noted.id.as_str()).collect();
    let resolved = ended.into_iter().filter(|it| !go_on.contains(it.noted.id.as_str())).map(|it| Item {
        noted: it.noted.clone(),
        standing: Standing::Resolved { since: it.since, now: settled(&it.noted, now) },
    });
    items.extend(resolved);
    items.sort_by(|left, right| {
        (left.standing.rank().cmp(&right.standing.rank())).then_with(|| by_gravity(&left.noted, &right.noted))
    });
    items
}

/// The findings that end and that begin under one topic and its slots.
#[derive(Default)]
struct Matter<'a> {
    ended: Vec<&'a Earlier>,
    begun: Vec<&'a Noted>,
}

/// Which finding that ends goes on in which that begins, by the identity of the latter. Those that share most come first;
/// where nothing is shared, one that ends goes on in one that begins only if there is no choice.
fn successors<'a>(ended: &[&'a Earlier], begun: &[&'a Noted]) -> BTreeMap<&'a str, &'a Earlier> {
    let mut matters: BTreeMap<(&str, &Slots), Matter<'a>> = BTreeMap::new();
    for it in ended {
        matters.entry((&it.noted.topic, &it.noted.slots)).or_default().ended.push(it);
    }
    for it in begun {
        matters.entry((&it.topic, &it.slots)).or_default().begun.push(it);
    }
    let mut found: BTreeMap<&str, &Earlier> = BTreeMap::new();
    for Matter { ended: old, begun: new } in matters.into_values() {
        let no_choice = old.len() == 1 && new.len() == 1;
        let mut pairs: Vec<(usize, &Earlier, &Noted)> = Vec::new();
        for was in &old {
            let shared = |noted: &&'a Noted| (was.noted.said.intersection(&noted.said).count(), *was, *noted);
            pairs.extend(new.iter().map(shared).filter(|(shared, ..)| *shared > 0 || no_choice));
        }
        pairs.sort_by(|left, right| {
            let gravity = by_gravity(&left.1.noted, &right.1.noted).then_with(|| by_gravity(left.2, right.2));
            right.0.cmp(&left.0).then(gravity)
        });
        let mut gone: BTreeSet<&str> = BTreeSet::new();
        for (_, was, noted) in pairs {
            if !found.contains_key(noted.id.as_str()) && gone.insert(&was.noted.id) {
                found.insert(&noted.id, was);
            }
        }
    }
    found
}

/// How a matter stands that goes on under another identity.
fn goes_on(was: &Earlier, noted: &Noted) -> Standing {
    let is_same = was.noted.verdict == noted.verdict && was.noted.values() == noted.values();
    if is_same && was.noted.dismissal.is_none() {
        let joined = noted.said.difference(&was.noted.said).map(|(outlet, _)| outlet.clone());
        return Standing::Open { since: was.since, joined: joined.collect::<BTreeSet<_>>().into_iter().collect() };
    }
    Standing::Changed { since: was.since, was: Box::new(was.noted.clone()) }
}

fn known(earlier: &Earlier, noted: &Noted) -> Standing {
    match (&earlier.noted.dismissal, &noted.dismissal) {
        (None, Some(_)) => Standing::Dismissed { is_new: true },
        (Some(_), Some(_)) => Standing::Dismissed { is_new: false },
        (Some(was), None) => Standing::Reopened { since: earlier.since, was: was.clone() },
        // The words are the same, but dates or rules judge them in another way.
        (None, None) if earlier.noted.verdict != noted.verdict => {
            Standing::Changed { since: earlier.since, was: Box::new(earlier.noted.clone()) }
        }
        (None, None) => Standing::Open { since: earlier.since, joined: Vec::new() },
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
