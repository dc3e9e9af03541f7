//! Whether a sentence asserts what it says: denials, conditions, plans.
//!
//! The nearest cue before the mention decides, within its clause; a cue after it only where English puts it there ("was
//! not true"). What a named speaker denies is denied by the text, too: the comparator never takes it for a claim.

use super::Status;
use crate::segment::Tokens;
use crate::segment::lexicon::Class;
use std::ops::Range;

/// How many words back a cue may stand. (P)
const REACH: usize = 9;

/// The status of a mention that begins at token `first` and ends before `end`.
pub(super) fn status(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, end: usize) -> Status {
    let start = bounds.start.max(first.saturating_sub(REACH));
    for at in (start..first).rev() {
        if ends_clause(tokens, at) {
            break;
        }
        if let Some(status) = cue(tokens, bounds, at) {
            return status;
        }
    }
    after(tokens, bounds, end)
}

/// A passive after the number: "12 people could be trapped", "2,500 will be sent".
fn after(tokens: Tokens<'_>, bounds: &Range<usize>, end: usize) -> Status {
    for at in end..bounds.end.min(end + 4) {
        if ends_clause(tokens, at) || tokens.is(at, Class::PREPOSITION) {
            break;
        }
        if let Some(status) = modal(tokens, at) {
            return status;
        }
    }
    Status::Asserted
}

fn ends_clause(tokens: Tokens<'_>, at: usize) -> bool {
    matches!(tokens.raw(at), ";" | ":" | "—" | "“" | "\"" | "``")
        || matches!(tokens.word(at), "but" | "while" | "whereas" | "although" | "though")
}

fn modal(tokens: Tokens<'_>, at: usize) -> Option<Status> {
    let next = tokens.word(at + 1);
    match tokens.word(at) {
        "could" | "might" => Some(Status::Hypothetical),
        "may" if !tokens.capitalised(at) => Some(Status::Hypothetical),
        "would" if next == "have" => Some(Status::Hypothetical),
        "will" | "would" | "shall" => Some(Status::Planned),
        "can't" | "won't" => Some(Status::Denied),
        _ => None,
    }
}

fn cue(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<Status> {
    if let Some(status) = modal(tokens, at) {
        return Some(status);
    }
    let previous = if at > bounds.start { tokens.word(at - 1) } else { "" };
    match tokens.word(at) {
        "denied" | "denies" | "denying" => Some(Status::Denied),
        "rejected" | "disputed" | "dismissed" if matches!(previous, "" | "have" | "has") => Some(Status::Denied),
        "if" | "unless" | "whether" => Some(Status::Hypothetical),
        "not" | "never" if negates_the_figure(tokens, at) => Some(Status::Denied),
        "to" => intention(tokens, bounds, at),
        _ => match tokens.raw(at) {
            "plans" | "planned" | "planning" | "proposed" | "proposes" | "proposing" | "intends" | "intended"
            | "promised" | "pledged" | "vowed" | "aims" | "hopes" | "seeks" | "wants" => Some(Status::Planned),
            "feared" | "fears" | "fear" | "potentially" | "possibly" | "threatened" | "threatens" => {
                Some(Status::Hypothetical)
            }
            _ => None,
        },
    }
}

/// "is expected to", "is due to", "plans to", "is likely to"; not the "to" of "up to" or of a place.
fn intention(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<Status> {
    let before = at.checked_sub(1).filter(|&before| before >= bounds.start)?;
    match tokens.raw(before) {
        "expected" | "due" | "set" | "scheduled" | "plan" | "plans" | "planned" | "going" | "about" | "wants"
        | "want" | "decided" | "agreed" | "ordered" | "decision" | "proposal" => Some(Status::Planned),
        "likely" | "unlikely" => Some(Status::Hypothetical),
        _ => None,
    }
}

/// "not 12 but 10", "was not 12", "did not kill 12"; but "not only 12" and "not fewer than 12" assert.
fn negates_the_figure(tokens: Tokens<'_>, at: usize) -> bool {
    !matches!(tokens.word(at + 1), "only" | "just" | "least" | "less" | "fewer" | "more" | "until" | "yet" | "all")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{TokenKind, segment_title};

    #[test]
    fn the_nearest_cue_decides() {
        let cases = [
            ("The army said 12 people died", Status::Asserted),
            ("The ministry denied that 12 people had died", Status::Denied),
            ("Up to 40 could be trapped", Status::Hypothetical),
            ("Washington plans to send 300 advisers", Status::Planned),
            ("It is expected to cost 40 million", Status::Planned),
            ("It did not hit 12 homes", Status::Denied),
            ("They killed not only 12 soldiers", Status::Asserted),
            ("He denied it, but 12 people died", Status::Asserted),
            ("On May 3, police held 12 men", Status::Asserted),
        ];
        for (text, expected) in cases {
            let segments = segment_title(text);
            let tokens = Tokens { text, tokens: &segments.tokens };
            let bounds = 0..segments.tokens.len();
            let first = bounds.clone().rfind(|&at| tokens.kind(at) == Some(TokenKind::Number)).expect("a number");
            assert_eq!(status(tokens, &bounds, first, first + 1), expected, "{text}");
        }
    }
}
