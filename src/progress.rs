//! How far a run has come, for whoever shows it while it goes on. It has no part in any result.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts articles while they are worked on.
#[derive(Debug, Default)]
pub struct Progress {
    articles: AtomicUsize,
    read: AtomicUsize,
    placed: AtomicUsize,
}

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
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
        match () {
            () if read < articles => Stage::Reading(read, articles),
            () if placed < articles => Stage::Placing(placed, articles),
            () => Stage::Comparing(articles),
        }
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
