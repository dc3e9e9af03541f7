//! How far a run has come, for whoever shows it while it goes on. It has no part in any result.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts articles, or the stories of a batch, while they are worked on.
#[derive(Debug, Default)]
pub struct Progress {
    sorted: AtomicUsize,
    stories: AtomicUsize,
    looked_at: AtomicUsize,
    articles: AtomicUsize,
    read: AtomicUsize,
    placed: AtomicUsize,
}

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sorting the articles of feeds into stories: so many so far.
    Sorting(usize),
    /// Looking at the stories of a batch: so many of so many.
    Looking(usize, usize),
    /// Reading articles: so many of so many.
    Reading(usize, usize),
    /// Placing their claims under topics: so many articles of so many.
    Placing(usize, usize),
    /// Comparing the claims of so many articles.
    Comparing(usize),
}

impl Progress {
    /// What is being done now.
    #[must_use]
    pub fn stage(&self) -> Stage {
        let [articles, read, placed] =
            [&self.articles, &self.read, &self.placed].map(|count| count.load(Ordering::Relaxed));
        let [sorted, stories, looked_at] =
            [&self.sorted, &self.stories, &self.looked_at].map(|count| count.load(Ordering::Relaxed));
        match () {
            () if stories > 0 => Stage::Looking(looked_at, stories),
            () if sorted > 0 => Stage::Sorting(sorted),
            () if read < articles => Stage::Reading(read, articles),
            () if placed < articles => Stage::Placing(placed, articles),
            () => Stage::Comparing(articles),
        }
    }

    /// Articles of feeds were sorted.
    pub fn sorted(&self, articles: usize) {
        self.sorted.fetch_add(articles, Ordering::Relaxed);
    }

    /// A batch has so many stories.
    pub fn begin_stories(&self, stories: usize) {
        self.stories.store(stories, Ordering::Relaxed);
    }

    /// A story of a batch was looked at.
    pub fn looked_at_one(&self) {
        self.looked_at.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn begin(&self, articles: usize) {
        self.articles.store(articles, Ordering::Relaxed);
    }

    pub(crate) fn read_one(&self) {
        self.read.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn placed_one(&self) {
        self.placed.fetch_add(1, Ordering::Relaxed);
    }
}
