//! Scheduled reports: many stories, run after run, and what is new since the last one.
//!
//! [`config`] reads the settings, [`feed`] splits mixed articles into stories, [`note`] takes from a report what is to be
//! remembered, [`standing`] holds it against what was remembered before, [`digest`] says what is new. The memory itself
//! is [`crate::ledger`]; files, lock and order of work are the command's.
//!
//! Invariant: what is said of a run depends on the articles, the rules, the decisions and the ledger, and on nothing else;
//! the clock is not among them.

pub mod config;
pub mod digest;
pub mod feed;
pub mod note;
pub mod standing;
pub mod trajectory;

pub use config::{Config, Feed, Outlet, ReportFormat, Reports, Source};
pub use digest::{Digest, StoryNews};
pub use note::{Dismissal, Noted, Snapshot};
pub use standing::{Earlier, Item, Since, Standing};
