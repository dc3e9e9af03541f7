//! The decision for a pair of claims of one topic, in the order of semantics section 4: not asserted, scope, meeting,
//! apart. The first that applies decides.
//!
//! Invariants: [`decide`] is symmetric; it never says which side is wrong; nothing but a figure that cannot be true
//! beside another, at the same time and of the same thing, is a conflict.

use super::amount::{self, Figure, Limits, Meeting, Side};
use super::cues::Attacker;
use super::days;
use super::explain;
use super::hint;
use super::names;
use super::places;
use super::population;
use super::scope::{self, Scope};
use super::statement::Statement;
use super::time::{self, DateMeeting, DateNote};
use super::verdict::Relation;
use super::version;
use crate::extract::{Speaker, Status};
use crate::rule::OUTCOME;
use crate::rule::{OverTime, Topic};
use crate::value::{Hedge, Interval, Kind, Value};
use rust_decimal::Decimal;

/// The outcome for a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// How the claims stand to each other.
    pub relation: Relation,
    /// One sentence in plain words.
    pub reason: String,
    /// Remarks.
    pub notes: Vec<String>,
}

impl Outcome {
    fn new(relation: Relation, reason: impl Into<String>) -> Self {
        let mut reason = reason.into();
        // "… says 1:30 a.m."
        if reason.ends_with("..") {
            reason.pop();
        }
        Self { relation, reason, notes: Vec::new() }
    }

    fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn notes(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }
}

/// How two claims of `topic` stand to each other.
pub(super) fn decide(left: &Statement, right: &Statement, topic: &Topic) -> Outcome {
    // Whatever names a side must name the same one in both orders.
    let (left, right) = if left.rank <= right.rank { (left, right) } else { (right, left) };
    if let Some(outcome) = version::outcome(left, right, || without_versions(left, right, topic)) {
        return outcome;
    }
    without_versions(left, right, topic)
}

/// The same as if each were the only version of its article.
fn without_versions(left: &Statement, right: &Statement, topic: &Topic) -> Outcome {
    let Some(outcome) = not_asserted(left, right) else {
        return compare(left, right, topic);
    };
    // A plan and what came of it may agree; that they differ says nothing.
    let plan = |status| matches!(status, Status::Asserted | Status::Planned);
    let carried_out = (plan(left.status) && plan(right.status)).then(|| compare(left, right, topic));
    let meets =
        |outcome: &Outcome| matches!(outcome.relation, Relation::Agree | Relation::Rounded | Relation::Compatible);
    carried_out.filter(meets).map_or(outcome, |met| met.note("one of them is a plan"))
}

/// Steps 2 to 4, for claims that are asserted alike.
fn compare(left: &Statement, right: &Statement, topic: &Topic) -> Outcome {
    if let Some(reason) = scope::measure_differs(left.value, right.value) {
        let same_number = hint::is_same_number(left.value, right.value).then(|| hint::OTHER_UNIT.to_owned());
        return Outcome::new(Relation::Scope, explain::sentence(&reason)).notes(same_number);
    }
    let Some(encounter) = Encounter::of(left, right, topic) else {
        return Outcome::new(Relation::Scope, "The values are of different kinds.");
    };
    if encounter.note == Some(DateNote::TooPartial) {
        return Outcome::new(Relation::Scope, "Too little of one date is known to compare it.");
    }
    let pair = Decision { left, right, topic, encounter };
    match scope::relate(left.slots, right.slots) {
        Scope::Differ(field) => Outcome::new(Relation::Scope, explain::field_differs(&field, left, right)),
        Scope::Part { field, part, nested } => pair.part(&field, part, nested),
        Scope::Assumed(fields) => {
            // A total may stand beside a part: without the place, nothing says which of the two a figure is.
            if let Some(field) = fields.iter().find(|field| pair.adds_up(field))
                && pair.encounter.meeting.is_apart()
            {
                return Outcome::new(
                    Relation::Scope,
                    format!("The {} is given on one side only.", explain::field_words(field)),
                );
            }
            let outcome = pair.same_thing();
            let unknown = outcome.relation != Relation::Scope;
            let fields: Vec<&str> = fields.iter().map(|field| explain::field_words(field)).collect();
            outcome.notes(unknown.then(|| format!("scope assumed: {}", fields.join(", "))))
        }
        Scope::Same => pair.same_thing(),
    }
}

/// Step 1: what is denied, supposed or only planned is no ground for a conflict.
fn not_asserted(left: &Statement, right: &Statement) -> Option<Outcome> {
    let word = |status| match status {
        Status::Asserted => None,
        Status::Denied => Some("denied"),
        Status::Hypothetical => Some("only supposed"),
        // What is planned can be compared with what is planned.
        Status::Planned if left.status == right.status => None,
        Status::Planned => Some("only planned"),
        Status::Quoted => Some("quoted in order to rebut it"),
    };
    let (status, word) = [left.status, right.status].into_iter().find_map(|status| Some((status, word(status)?)))?;
    let value = if left.status == status { left } else { right };
    let reason = format!("{} is {word}, not asserted.", explain::sentence_start(&value.value.to_string()));
    Some(Outcome::new(Relation::Scope, reason).note(format!("not asserted: {}", status.as_str())))
}

/// How the values of a pair meet.
struct Encounter {
    meeting: Meeting,
    note: Option<DateNote>,
    figures: Option<(Figure, Figure)>,
}

impl Encounter {
    fn of(left: &Statement, right: &Statement, topic: &Topic) -> Option<Self> {
        if let (Some(here), Some(there)) = (left.value.timex(), right.value.timex()) {
            let DateMeeting { meeting, note } =
                time::meet(here, there, topic.compare.precision, zones_differ(left, right));
            return Some(Self { meeting, note, figures: None });
        }
        if let (Value::Name(here), Value::Name(there)) = (left.value, right.value) {
            return Some(Self { meeting: names::meet(&here.text, &there.text), note: None, figures: None });
        }
        let (here, there) = amount::figures(left.value, right.value)?;
        let limits = Limits { tolerance: topic.compare.tolerance, toll: is_toll(topic) };
        Some(Self { meeting: amount::meet(&here, &there, limits), note: None, figures: Some((here, there)) })
    }
}

/// Whether a date may differ by a day for no other reason than the clock.
fn zones_differ(left: &Statement, right: &Statement) -> bool {
    let far =
        matches!((left.utc_offset, right.utc_offset), (Some(here), Some(there)) if places::far_apart(here, there));
    far || left.cues.night || right.cues.night
}

/// People killed, injured or missing: figures that only rise or fall, or that are told apart by outcome.
fn is_toll(topic: &Topic) -> bool {
    let moves_one_way = matches!(topic.compare.over_time, OverTime::Rises | OverTime::Falls);
    topic.kind == Kind::Count && (moves_one_way || topic.slots.iter().any(|slot| slot.name == OUTCOME))
}

/// A later toll that is lower by at most this part of the earlier one is another figure for the same count, not a new count.
/// (P), calibrated on the development stories: what fell there by more was counted anew.
const SLIP: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

/// A pair of asserted claims whose values can be compared.
struct Decision<'a> {
    left: &'a Statement<'a>,
    right: &'a Statement<'a>,
    topic: &'a Topic,
    encounter: Encounter,
}

impl Decision<'_> {
    /// Step 2: a part against its whole. Only a part that exceeds the whole is a difference.
    fn part(self, field: &str, part: Side, nested: bool) -> Outcome {
        let Some(_) = &self.encounter.figures else {
            return Outcome::new(Relation::Scope, explain::field_differs(field, self.left, self.right));
        };
        match self.encounter.meeting {
            Meeting::Apart { lower } if lower == part.other() => {
                if let Some(outcome) = self.scope_by_words() {
                    return outcome;
                }
                let mut outcome = self.apart(lower);
                outcome.reason = explain::part_exceeds(self.left, self.right, part);
                outcome
            }
            Meeting::Apart { .. } => {
                let reason = explain::part_of(self.left, self.right, part);
                Outcome::new(Relation::Scope, reason).note("the part does not exceed the whole")
            }
            _ if nested && !self.adds_up(field) => {
                let outcome = self.same_thing();
                outcome.note(format!("scope assumed: {}", explain::field_words(field)))
            }
            _ => {
                let reason = explain::part_of(self.left, self.right, part);
                Outcome::new(Relation::Scope, reason).note("the part does not exceed the whole")
            }
        }
    }

    fn adds_up(&self, field: &str) -> bool {
        field == OUTCOME || self.topic.slots.iter().any(|slot| slot.name == field && slot.adds_up)
    }

    /// Steps 3 and 4.
    fn same_thing(self) -> Outcome {
        let relation = match self.encounter.meeting {
            Meeting::Agree => Relation::Agree,
            Meeting::Rounded | Meeting::Tolerated => Relation::Rounded,
            Meeting::Compatible | Meeting::StaleBound => Relation::Compatible,
            Meeting::Apart { lower } => {
                return self.scope_by_words().unwrap_or_else(|| self.apart(lower));
            }
        };
        let mut outcome = Outcome::new(relation, explain::meeting(self.encounter.meeting, self.left, self.right));
        if let (Value::Name(here), Value::Name(there)) = (self.left.value, self.right.value)
            && here.text != there.text
        {
            let spelled = relation == Relation::Agree;
            outcome = outcome.note(if spelled { "spelled differently" } else { "one of the names is shorter" });
        }
        match self.encounter.meeting {
            Meeting::StaleBound => outcome = outcome.note("the bound may be stale"),
            Meeting::Tolerated => outcome = outcome.note("within the tolerance of the topic"),
            _ => {}
        }
        match self.encounter.note {
            Some(DateNote::TimeZone) => outcome.note("time zone"),
            Some(DateNote::OutsideCore) => outcome.note("at the edge of what the wording allows"),
            Some(DateNote::TooPartial) | None => outcome,
        }
    }

    /// A difference that the words around the figures explain: the attacker counted, an addition to an earlier figure.
    fn scope_by_words(&self) -> Option<Outcome> {
        let (here, there) = (self.left.cues, self.right.cues);
        if here.attacker != there.attacker && is_toll(self.topic) {
            let said = if here.attacker == Attacker::Unknown { there.attacker } else { here.attacker };
            let counted = if said == Attacker::Included { "counts" } else { "leaves out" };
            let reason = format!("One figure {counted} the attacker; the other does not say so.");
            return Some(Outcome::new(Relation::Scope, reason).note(hint::ATTACKER));
        }
        if here.rate != there.rate && self.topic.kind == Kind::Count {
            return Some(Outcome::new(
                Relation::Scope,
                "One figure is of each day, month or year; the other is a total.",
            ));
        }
        let of_a_tally = self.topic.compare.over_time == OverTime::Rises;
        if here.addition != there.addition || of_a_tally && here.fresh != there.fresh {
            return Some(Outcome::new(Relation::Scope, "One figure is added to an earlier one; the other is a total."));
        }
        if here.respective || there.respective {
            let reason = "One sentence gives several figures of several things, respectively.";
            return Some(Outcome::new(Relation::Scope, reason));
        }
        if population::is_unnamed_part(self.left.slots) && population::is_unnamed_part(self.right.slots) {
            return Some(Outcome::new(Relation::Scope, "Each counts a part, and nothing says that it is the same."));
        }
        if self.topic.compare.over_time == OverTime::Varies && days::is_of_another_time(self.left, self.right) {
            return Some(Outcome::new(Relation::Scope, "One of them is of an earlier time."));
        }
        self.of_other_days()
    }

    fn of_other_days(&self) -> Option<Outcome> {
        days::are_different(self.left, self.right)
            .then(|| Outcome::new(Relation::Scope, "They are of what happened on different days."))
    }

    /// Step 4: nothing lies in both.
    fn apart(&self, lower: Side) -> Outcome {
        let movement = self.movement(lower);
        let relation = movement.map_or_else(|| self.clash(), |(relation, _)| relation);
        let shaky = self.is_of_unknown_time() || [self.left, self.right].iter().any(|side| is_shaky(side));
        let relation = if shaky && relation > Relation::Warning { Relation::Warning } else { relation };
        let earlier = movement.map(|(_, earlier)| earlier);
        Outcome::new(relation, explain::apart(relation, earlier, self.left, self.right)).notes(self.hints(relation))
    }

    /// How the figure moved and which side is earlier, if time explains the difference.
    fn movement(&self, lower: Side) -> Option<(Relation, Side)> {
        let over_time = self.topic.compare.over_time;
        if over_time == OverTime::Fixed {
            return None;
        }
        let superseded = match (self.left.cues.earlier, self.right.cues.earlier) {
            (true, false) => Some(Side::Left),
            (false, true) => Some(Side::Right),
            _ => None,
        };
        let by_time = || self.left.as_of?.earlier(&self.right.as_of?, self.topic.compare.within_hours);
        let in_time = || by_time().filter(|earlier| *earlier != lower || !self.grew_too_fast());
        let earlier = superseded.or_else(in_time).or_else(|| self.on_its_way(lower))?;
        let later = if earlier == Side::Left { self.right } else { self.left };
        let slipped = || superseded.is_none() && lower != earlier && self.slipped();
        let relation = match over_time {
            OverTime::Varies | OverTime::Fixed => Relation::Changed,
            OverTime::Rises if lower == earlier => Relation::Updated,
            OverTime::Falls if lower != earlier => Relation::Updated,
            OverTime::Rises | OverTime::Falls if later.cues.correction => Relation::Revised,
            OverTime::Rises if slipped() => self.clash(),
            OverTime::Rises | OverTime::Falls => Relation::Regressed,
        };
        Some((relation, earlier))
    }

    /// Whether the later of two exact counts of the dead or injured is so little below the earlier one that both are of one count: no toll falls by
    /// itself, and a count that is taken anew, or of something else, seldom comes out so near. What one speaker gives
    /// later is a revision, if an unsaid one.
    fn slipped(&self) -> bool {
        let exact = |side: &Statement| side.hedge() == Some(Hedge::Exactly);
        let one_speaker =
            || named(self.left).zip(named(self.right)).is_some_and(|(here, there)| here.name == there.name);
        let near = || {
            let (here, there) = self.encounter.figures.as_ref()?;
            let (here, there) = (here.stated()?, there.stated()?);
            Some((here - there).abs() <= here.max(there).checked_mul(SLIP)?)
        };
        self.left.slots.contains_key(OUTCOME)
            && exact(self.left)
            && exact(self.right)
            && !one_speaker()
            && near().unwrap_or(false)
            && self.left.occasion.may_equal(&self.right.occasion)
    }

    /// Whether a total that is counted since long ago would have grown too fast between the two reports.
    fn grew_too_fast(&self) -> bool {
        let grew = || {
            let days = self.left.as_of?.day().until(self.right.as_of?.day()).ok()?.get_days().abs();
            let most = [self.left, self.right].into_iter().find_map(|side| side.most_growth(days))?;
            let (here, there) = self.encounter.figures.as_ref()?;
            Some(here.interval().gap(&there.interval())? > most)
        };
        self.topic.compare.over_time == OverTime::Rises && grew().unwrap_or(false)
    }

    /// The earlier side where no time tells, if the words do: a toll that one article says is rising has risen since, or
    /// has risen from what the other gives.
    fn on_its_way(&self, lower: Side) -> Option<Side> {
        let rising = self.left.cues.rising || self.right.cues.rising;
        (rising && self.topic.compare.over_time == OverTime::Rises && !self.timed_to_the_minute()).then_some(lower)
    }

    fn timed_to_the_minute(&self) -> bool {
        let moment = |side: &Statement| side.as_of.is_some_and(|as_of| as_of.is_moment());
        moment(self.left) && moment(self.right)
    }

    /// Whether a feed brought two articles of which one alone says when it was published, and the figure moves. A feed
    /// takes in what is years old: that the two are of one time is nobody's word.
    fn is_of_unknown_time(&self) -> bool {
        let one_is_timed = self.left.as_of.is_some() != self.right.as_of.is_some();
        one_is_timed && (self.left.from_feed || self.right.from_feed) && self.topic.compare.over_time != OverTime::Fixed
    }

    /// What a difference is that time does not explain.
    fn clash(&self) -> Relation {
        let timed = self.left.as_of.is_some() && self.right.as_of.is_some();
        match (named(self.left), named(self.right)) {
            (Some(here), Some(there)) if here.name == there.name && timed => Relation::Misquoted,
            (Some(here), Some(there)) if here.name != there.name => Relation::Disputed,
            _ => Relation::Conflict,
        }
    }

    fn hints(&self, relation: Relation) -> Vec<String> {
        let mut hints = Vec::new();
        let timed = self.left.as_of.is_some() && self.right.as_of.is_some();
        let clashes = relation == Relation::Conflict || relation == Relation::Warning && self.is_of_unknown_time();
        if clashes && !timed && self.topic.compare.over_time != OverTime::Fixed {
            hints.push("may be an update: publication time unknown".to_owned());
        }
        // A toll that rose from 12 to 21 has no digits exchanged.
        if relation < Relation::Warning {
            return hints;
        }
        if let Some((here, there)) = &self.encounter.figures {
            hints.extend(hint::of_numbers(here, there));
        }
        if hint::is_same_number(self.left.value, self.right.value) {
            hints.push(hint::OTHER_UNIT.to_owned());
        }
        hints
    }
}

/// A speaker with a name, or an institution that speaks with one voice; not "officials".
fn named<'a>(side: &Statement<'a>) -> Option<&'a Speaker> {
    side.speaker.filter(|speaker| speaker.named)
}

/// Vague words, upper bounds and captions never carry a conflict alone.
fn is_shaky(side: &Statement) -> bool {
    side.weak
        || match side.hedge() {
            Some(Hedge::Vague) => !side.value.amount().is_some_and(|amount| is_narrow(&amount.interval())),
            hedge => hedge == Some(Hedge::AtMost),
        }
}

/// Whether a word for a number allows so little that it is an approximation, as "about" is: "half a dozen" (5 to 7), "two dozen"
/// (21 to 27); not "a few" (3 to 6), "a couple" (2 or 3), "dozens".
fn is_narrow(words: &Interval) -> bool {
    let widest = words.low.checked_mul(NARROW);
    words.high.zip(widest).is_some_and(|(high, widest)| high < widest)
}

/// A word whose greatest number is less than this many times its least one is no vague word. (P)
const NARROW: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
