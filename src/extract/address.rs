//! Addresses of the web and of mail: what stands in them is neither number nor date.
//!
//! An address is a run of tokens without white space between that holds "://", "www." or an "@" between letters. Not
//! recognised: names of hosts without either ("example.com/2024").

use crate::segment::Tokens;
use crate::segment::lexicon::Class;
use std::ops::Range;

/// The addresses of a sentence, in order.
pub(super) fn addresses(tokens: Tokens<'_>, bounds: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = bounds.start;
    while at < bounds.end {
        if tokens.is(at, Class::ADDRESS.with(Class::BREAK)) && is_address(tokens, at) {
            let run = run(tokens, bounds, at);
            at = run.end;
            found.push(run);
        } else {
            at += 1;
        }
    }
    found
}

fn is_address(tokens: Tokens<'_>, at: usize) -> bool {
    match tokens.raw(at) {
        ":" => tokens.sign(at + 1, "/") && tokens.touches(at + 1) && tokens.sign(at + 2, "/") && tokens.touches(at + 2),
        "@" => tokens.touches(at) && tokens.touches(at + 1),
        raw => raw.starts_with("www"),
    }
}

/// The tokens around `at` with no white space between.
fn run(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Range<usize> {
    let (mut start, mut end) = (at, at + 1);
    while start > bounds.start && tokens.touches(start) {
        start -= 1;
    }
    while end < bounds.end && tokens.touches(end) {
        end += 1;
    }
    start..end
}
