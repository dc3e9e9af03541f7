//! A bar on standard error for work that takes long, where that is a terminal. It leaves nothing behind.

use crosscheck::progress::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Work that is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);
/// Time between two looks at the work.
const EVERY: Duration = Duration::from_millis(80);

/// Does some work, and shows how far it has come if it takes long and somebody may be watching.
pub(super) fn shown<T>(wanted: bool, work: impl FnOnce(&Progress) -> T) -> T {
    let progress = Progress::default();
    if !wanted || !io::stderr().is_terminal() {
        return work(&progress);
    }
    thread::scope(|scope| {
        // Dropped at the end of the work, even if that panics.
        let (_end, ended) = channel::<()>();
        let seen = &progress;
        scope.spawn(move || show(seen, &ended));
        work(&progress)
    })
}

fn show(progress: &Progress, ended: &Receiver<()>) {
    let ends_within = |time| ended.recv_timeout(time) != Err(RecvTimeoutError::Timeout);
    if ends_within(PATIENCE) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = |template| ProgressStyle::with_template(template).expect("the template is well-formed");
    let (counted, open) = (style("{msg} {wide_bar} {pos}/{len}").progress_chars("=> "), style("{msg} {pos}"));
    loop {
        let (words, done, of) = match progress.stage() {
            Stage::Sorting(done) => ("sorting articles", done, None),
            Stage::Looking(done, of) => ("stories", done, Some(of)),
            Stage::Reading(done, of) => ("reading", done, Some(of)),
            Stage::Placing(done, of) => ("placing", done, Some(of)),
            Stage::Comparing(of) => ("comparing", of, Some(of)),
        };
        bar.set_style(if of.is_some() { counted.clone() } else { open.clone() });
        bar.set_message(words);
        bar.set_length(of.unwrap_or(done) as u64);
        bar.set_position(done as u64);
        if ends_within(EVERY) {
            break;
        }
    }
    bar.finish_and_clear();
}
