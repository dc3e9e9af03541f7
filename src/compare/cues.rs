//! Words around a claim that bear on comparing it: the attacker counted or not, "another 25", corrections, earlier
//! states, the night between two days.
//!
//! Reads the tokens of the claim's sentence only. What a word means there is a heuristic; each one only ever makes a
//! conflict milder or explains it.

use crate::extract::{Mention, Reading};
use crate::segment::Tokens;
use crate::segment::lexicon::Class;
use crate::value::time::TimeOfDay;
use std::ops::Range;

/// Whether a toll counts the attacker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Attacker {
    /// The sentence does not say.
    #[default]
    Unknown,
    /// "including the gunman"
    Included,
    /// "not counting the gunman", "besides the attacker"
    Excluded,
}

/// What the words around a claim say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues {
    /// Whether the attacker is counted.
    pub attacker: Attacker,
    /// "another 25", "25 more": added to an earlier figure.
    pub addition: bool,
    /// "800 new cases": those of the last days, not all.
    pub fresh: bool,
    /// "59 a day", "20,000 annually": how many in each, not all.
    pub rate: bool,
    /// "revised", "corrected", "lowered": replaces an earlier figure.
    pub correction: bool,
    /// "up from 12", "an earlier count of 12": no longer true by the article's own account.
    pub earlier: bool,
    /// "so far", "the toll has risen to", "could rise": a figure on its way up.
    pub rising: bool,
    /// "12 and four people, respectively": each figure of a sentence is of another thing.
    pub respective: bool,
    /// At night or on the turn of a day.
    pub night: bool,
}

const ATTACKERS: &[&str] = &[
    "gunman",
    "gunmen",
    "shooter",
    "shooters",
    "attacker",
    "attackers",
    "assailant",
    "assailants",
    "bomber",
    "bombers",
    "perpetrator",
    "perpetrators",
    "suspect",
    "suspects",
    "hijacker",
    "hijackers",
    "killer",
    "killers",
];

/// Whether a word, in lower case, names attackers.
pub(super) fn is_attacker(word: &str) -> bool {
    ATTACKERS.contains(&word)
}

const INCLUDING: &[&str] = &["including", "includes", "included", "counting", "among"];

const EXCLUDING: &[&str] = &["excluding", "besides", "plus", "apart", "aside", "without", "addition"];

const CORRECTIONS: &[&str] = &[
    "corrected",
    "correction",
    "corrects",
    "revised",
    "revises",
    "revising",
    "lowered",
    "lowers",
    "lowering",
    "downgraded",
    "reduced",
    "miscounted",
    "recount",
];

const EARLIER: &[&str] =
    &["earlier", "initial", "initially", "previous", "previously", "originally", "original", "preliminary"];

const NIGHT: &[&str] = &["night", "overnight", "midnight", "nighttime", "predawn", "dawn", "gmt"];

const RISING: &[&str] = &[
    "rises", "rose", "risen", "rising", "rise", "climbs", "climbed", "climbing", "climb", "soars", "soared", "mounting",
];

/// How many tokens before a figure of others "and" may stand: "a guard and at least eight other people".
const BESIDE: usize = 3;

/// How many tokens before a figure "earlier", "initial" and the like may stand.
const EARLIER_REACH: usize = 5;

/// How many tokens from a figure "so far", "risen" and the like may stand.
const RISING_REACH: usize = 8;

/// How many tokens after a figure "a day" and the like may stand.
const RATE_REACH: usize = 7;

/// What makes a time of "a day".
const PAST: &[&str] = &["ago", "earlier", "later", "after", "before", "since"];

/// Reads the words around a mention.
pub(super) fn read(text: &str, reading: &Reading, mention: &Mention) -> Cues {
    let Some(segments) = segments_of(reading, mention) else {
        return Cues::default();
    };
    let Some(sentence) = segments.sentences.get(mention.sentence) else {
        return Cues::default();
    };
    let tokens = Tokens { text, tokens: &segments.tokens };
    let words = Words { tokens, range: sentence.tokens.clone() };
    let core = words.covering(mention);
    Cues {
        attacker: words.attacker(),
        addition: words.addition(&core),
        fresh: words.is(core.end, &["new"]),
        rate: words.rate(&core),
        correction: words.any(CORRECTIONS),
        rising: words.rising(&core),
        earlier: words.earlier(&core),
        respective: words.any(&["respectively"]),
        night: words.any(NIGHT) || mention.value.timex().is_some_and(|timex| timex.time.is_some_and(at_night)),
    }
}

fn segments_of<'a>(reading: &'a Reading, mention: &Mention) -> Option<&'a crate::segment::Segments> {
    match mention.part {
        crate::article::Part::Title => reading.title.as_ref(),
        crate::article::Part::Body => Some(&reading.body),
    }
}

/// Late or early enough that the date depends on the time zone.
fn at_night(time: TimeOfDay) -> bool {
    match time {
        TimeOfDay::Hour(hour) | TimeOfDay::Minute(hour, _) => !(6..18).contains(&hour),
        TimeOfDay::Evening | TimeOfDay::Night => true,
        TimeOfDay::Morning | TimeOfDay::Midday | TimeOfDay::Afternoon => false,
    }
}

/// The tokens of one sentence.
struct Words<'a> {
    tokens: Tokens<'a>,
    range: Range<usize>,
}

impl Words<'_> {
    fn is(&self, index: usize, list: &[&str]) -> bool {
        let is = |word: &&str| word.eq_ignore_ascii_case(self.tokens.raw(index));
        self.range.contains(&index) && list.iter().any(is)
    }

    fn any(&self, list: &[&str]) -> bool {
        self.range.clone().any(|index| self.is(index, list))
    }

    /// The tokens of the mention's numeral or date.
    fn covering(&self, mention: &Mention) -> Range<usize> {
        let tokens = &self.tokens.tokens[self.range.clone()];
        let first = tokens.partition_point(|token| token.span.end() <= mention.core.start());
        let last = tokens.partition_point(|token| token.span.start() < mention.core.end());
        self.range.start + first..self.range.start + last.max(first)
    }

    /// "including the gunman": the word for the attacker within four tokens after "including".
    fn attacker(&self) -> Attacker {
        for at in self.range.clone().filter(|&at| self.is(at, ATTACKERS)) {
            for before in at.saturating_sub(4)..at {
                let negated = before > 0 && self.is(before - 1, &["not"]);
                if self.is(before, EXCLUDING) || negated && self.is(before, INCLUDING) {
                    return Attacker::Excluded;
                }
                if self.is(before, INCLUDING) {
                    return Attacker::Included;
                }
            }
        }
        Attacker::Unknown
    }

    /// "another 25", "an additional 25", "25 more": unless another number stands before it in the sentence, to
    /// which it is only the next item ("three were killed and 25 more injured").
    fn addition(&self, core: &Range<usize>) -> bool {
        const BEFORE: &[&str] = &["another", "additional", "further", "extra"];
        const AFTER: &[&str] = &["more", "additional", "further", "extra", "others"];
        // "Killed his sister and eight other people."
        let beside = || (core.start.saturating_sub(BESIDE)..core.start).any(|at| self.is(at, &["and"]));
        let marked = core.start > 0 && self.is(core.start - 1, BEFORE)
            || self.is(core.end, AFTER)
            || self.is(core.end, &["other"]) && beside();
        let item_of_list = (self.range.start..core.start).any(|index| {
            self.tokens.is(index, Class::CARDINAL) || self.tokens.raw(index).starts_with(|c: char| c.is_ascii_digit())
        });
        marked && !item_of_list
    }

    /// "59 new cases per day", "kills 20,000 people annually": up to the next comma or figure.
    fn rate(&self, core: &Range<usize>) -> bool {
        const EACH: &[&str] = &["a", "per", "each", "every"];
        const PERIODS: &[&str] = &["hour", "day", "night", "week", "month", "year"];
        const EACH_PERIOD: &[&str] = &["hourly", "daily", "nightly", "weekly", "monthly", "yearly", "annually"];
        let mut of_figure = (core.end..core.end + RATE_REACH).take_while(|&at| {
            let other = Class::CARDINAL.with(Class::BREAK).with(Class::COMMA);
            self.range.contains(&at)
                && !self.tokens.is(at, other)
                && !self.tokens.raw(at).starts_with(|c: char| c.is_ascii_digit())
        });
        of_figure.any(|at| {
            self.is(at, EACH_PERIOD) || self.is(at, EACH) && self.is(at + 1, PERIODS) && !self.is(at + 2, PAST)
        })
    }

    /// "The toll has risen to 25", "25 people have died so far", "at last count 25 have died"; not "25 died in the worst
    /// attack of the war so far".
    fn rising(&self, core: &Range<usize>) -> bool {
        let mut near = core.start.saturating_sub(RISING_REACH)..core.end + RISING_REACH;
        let counted = |at: usize| self.is(at, &["last", "latest"]) && self.is(at + 1, &["count"]);
        near.any(|at| self.is(at, RISING) || self.is(at, &["so"]) && self.is(at + 1, &["far"]))
            || self.range.clone().any(counted)
    }

    /// "a few years ago", "decades ago".
    fn is_long_ago(&self, at: usize) -> bool {
        let span = at.checked_sub(1).is_some_and(|before| self.is(before, &["years", "decades", "months"]));
        span && self.is(at, &["ago"])
    }

    /// "used to have", "once had", "had remained above": what was so, and is no more.
    fn is_bygone(&self, at: usize) -> bool {
        const STATES: &[&str] = &["had", "was", "were", "stood", "counted", "numbered"];
        const LASTING: &[&str] = &["remained", "stayed", "hovered", "stood"];
        self.is(at, &["used"]) && self.is(at + 1, &["to"])
            || self.is(at, &["once"]) && self.is(at + 1, STATES)
            || self.is(at, &["had"]) && self.is(at + 1, LASTING)
    }

    fn earlier(&self, core: &Range<usize>) -> bool {
        let reach = core.start.saturating_sub(EARLIER_REACH)..core.start;
        if reach.clone().any(|index| self.is(index, EARLIER) || self.is_long_ago(index) || self.is_bygone(index)) {
            return true;
        }
        let from = core.start > 0 && self.is(core.start - 1, &["from"]);
        let moved = core.start > 1 && self.is(core.start - 2, &["up", "down"]);
        let to = (core.end..core.end + 4).any(|index| self.is(index, &["to"]));
        from && (moved || to)
    }
}
