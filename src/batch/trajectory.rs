//! How a figure moved: what a ledger remembers of a story's topics, by the time at which it was true.

use crate::claim::Slots;
use crate::ledger::Remembered;
use std::collections::{BTreeMap, BTreeSet};

/// The figures of one topic, with the same slots and of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trajectory {
    /// Id of the topic.
    pub topic: String,
    /// Its heading.
    pub title: String,
    /// The slots.
    pub slots: Slots,
    /// The figures, oldest first, those without a time last.
    pub figures: Vec<Remembered>,
}

/// The trajectories of a story, by topic and slots.
#[must_use]
pub fn trajectories(figures: Vec<Remembered>, topic: Option<&str>) -> Vec<Trajectory> {
    let mut groups: BTreeMap<(String, Slots), Vec<Remembered>> = BTreeMap::new();
    for figure in figures {
        if topic.is_none_or(|topic| topic == figure.stated.topic) {
            groups.entry((figure.stated.topic.clone(), figure.stated.slots.clone())).or_default().push(figure);
        }
    }
    let trajectory = |((topic, slots), mut figures): ((String, Slots), Vec<Remembered>)| {
        figures.sort_by(|left, right| {
            let key = |it: &Remembered| (it.stated.as_of.is_none(), it.stated.as_of);
            (key(left), &left.outlet, &left.stated.place, &left.stated.value).cmp(&(
                key(right),
                &right.outlet,
                &right.stated.place,
                &right.stated.value,
            ))
        });
        Trajectory { topic, title: figures[0].stated.title.clone(), slots, figures }
    };
    groups.into_iter().map(trajectory).collect()
}

impl Trajectory {
    /// Whether more than one figure was given, so that there is something to follow.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.figures.iter().map(|it| &it.stated.value).collect::<BTreeSet<_>>().len() > 1
    }
}
