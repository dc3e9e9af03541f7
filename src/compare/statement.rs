//! A claim with everything that comparing it needs, read once.

use super::cues::{self, Cues};
use super::event;
use super::occasion::Occasion;
use super::places;
use super::time::AsOf;
use super::version::Version;
use crate::article::{Article, ArticleId, Part};
use crate::claim::{Claim, ClaimId, Slots};
use crate::extract::{Mention, Reading, Speaker, Status};
use crate::rule::OUTCOME;
use crate::value::time::Days;
use crate::value::{Grain, Hedge, Modifier, Value};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A claim, its time, and the words around it.
#[derive(Clone, Debug)]
pub(super) struct Statement<'a> {
    /// Its index in the list of all claims.
    pub id: ClaimId,
    /// The article.
    pub article: ArticleId,
    /// What it says.
    pub value: &'a Value,
    /// Its slots.
    pub slots: &'a Slots,
    /// Who is said to say it.
    pub speaker: Option<&'a Speaker>,
    /// The words that name the speaker.
    pub said_by: Option<&'a str>,
    /// Whether it is asserted.
    pub status: Status,
    /// When it was true.
    pub as_of: Option<AsOf>,
    /// The days on which what it counts happened, if its sentence says.
    pub happened: Option<Days>,
    /// The days of an earlier time that it is of, if its sentence says.
    pub past: Option<Days>,
    /// Of a feed: nobody says that it is of the time of the others.
    pub from_feed: bool,
    /// What the words around it say.
    pub cues: Cues,
    /// Which events and places its sentence is about; read of tolls alone.
    pub occasion: Occasion,
    /// The first day of the time that it counts, if its sentence says: "since 2001".
    pub since: Option<Date>,
    /// From a caption: never the sole ground of a conflict.
    pub weak: bool,
    /// Whether it stands in the title or the lead.
    pub leads: bool,
    /// Hours from UTC of the claim's place or, failing that, of the reporter.
    pub utc_offset: Option<i8>,
    /// Which version of its outlet's article says it, if there are several.
    pub version: Option<Version>,
    /// Its place in an order of statements that does not depend on their articles; equal for statements that no reader
    /// could tell apart.
    pub rank: u32,
    /// Equal for statements that a decision cannot tell apart.
    pub class: u32,
}

/// Sentences of the body, a headline among them, that count as the lead. (P)
const LEAD_SENTENCES: usize = 3;

impl<'a> Statement<'a> {
    /// Reads what comparison needs of a claim.
    pub(super) fn new(id: ClaimId, claim: &'a Claim, article: &'a Article, reading: &Reading) -> Self {
        let mention = &claim.mention;
        let from_slots = || claim.slots.values().flatten().find_map(|value| places::utc_offset(value));
        let from_dateline = || {
            let dateline = reading.body.dateline.as_ref()?;
            let place = dateline.place.slice(&article.text);
            place.split(',').find_map(|part| places::utc_offset(part.trim()))
        };
        Self {
            id,
            article: claim.article,
            value: &mention.value,
            slots: &claim.slots,
            speaker: mention.speaker.as_ref(),
            said_by: mention.speaker.as_ref().map(|speaker| article.words(mention.part, speaker.span)),
            status: mention.status,
            as_of: AsOf::of(mention.as_of.as_ref(), article),
            happened: event::happened(article, reading, mention),
            past: event::past(article, reading, mention),
            from_feed: article.from_feed,
            cues: cues::read(article.part(mention.part), reading, mention),
            occasion: occasion(claim, article, reading),
            since: since(reading, mention),
            weak: mention.weak,
            leads: mention.part == Part::Title || mention.sentence < LEAD_SENTENCES,
            utc_offset: from_slots().or_else(from_dateline),
            version: None,
            rank: 0,
            class: 0,
        }
    }

    /// Whether a decision cannot tell two statements of one rank apart.
    fn says_the_same(&self, other: &Self) -> bool {
        let named = |statement: &Self| statement.speaker.is_some_and(|speaker| speaker.named);
        let key = |statement: &Self| {
            let told = (statement.cues, statement.happened, statement.past, statement.from_feed);
            (told, statement.weak, statement.since, statement.utc_offset, statement.version, named(statement))
        };
        (self.value, &self.occasion, key(self)) == (other.value, &other.occasion, key(other))
    }

    /// How many times as fast as on the average of its years a total may have grown between two reports. (P)
    const SPURT: Decimal = Decimal::TEN;

    /// The most that a total counted since long ago can have grown in so many days; `None` if nothing says since when it
    /// is counted. What took sixteen years to add up does not grow by a tenth in two days.
    pub(super) fn most_growth(&self, days: i32) -> Option<Decimal> {
        let counted = self.as_of?.day().since(self.since?).ok()?.get_days();
        let total = self.value.amount()?.stated()?;
        let average = total.checked_div(Decimal::from(counted.max(1)))?;
        average.checked_mul(Decimal::from(days.max(1)))?.checked_mul(Self::SPURT)?.checked_add(Decimal::ONE)
    }

    /// The hedge of its amount.
    pub(super) fn hedge(&self) -> Option<Hedge> {
        self.value.amount().map(crate::value::Amount::hedge)
    }

    /// "many", "numerous", "every penny", "now", "in the future": never compared.
    pub(super) fn is_too_vague(&self) -> bool {
        if let Some(timex) = self.value.timex() {
            return timex.time.is_none() && timex.stretch.grain() == Grain::Vague;
        }
        self.value.amount().is_some_and(|amount| {
            let interval = amount.interval();
            let many = amount.hedge() == Hedge::Vague && interval.high.is_none() && interval.low == Decimal::TWO;
            many || amount.is_figure_of_speech()
        })
    }
}

/// Gives statements their ranks and classes: numbers from 0, so that comparing them costs nothing.
pub(super) fn classify(statements: &mut [Statement]) {
    let key = |statement: &Statement<'_>| statement.value.to_string();
    let words: Vec<String> = statements.iter().map(key).collect();
    let full = |at: usize| {
        let statement = &statements[at];
        let speaker = statement.speaker.map(|speaker| speaker.name.as_str());
        (&words[at], statement.slots, statement.as_of, statement.status, speaker)
    };
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by(|&left, &right| full(left).cmp(&full(right)));
    let mut places = vec![(0, 0); statements.len()];
    let (mut rank, mut classes) = (0, 0);
    for run in order.chunk_by(|&left, &right| full(left) == full(right)) {
        let mut kinds: Vec<(usize, u32)> = Vec::new();
        for &at in run {
            let known = kinds.iter().find(|&&(first, _)| statements[first].says_the_same(&statements[at]));
            let class = known.map(|&(_, class)| class).unwrap_or_else(|| {
                kinds.push((at, classes));
                classes += 1;
                classes - 1
            });
            places[at] = (rank, class);
        }
        rank += 1;
    }
    for (statement, (rank, class)) in statements.iter_mut().zip(places) {
        (statement.rank, statement.class) = (rank, class);
    }
}

/// What a toll is the toll of.
fn occasion(claim: &Claim, article: &Article, reading: &Reading) -> Occasion {
    if !claim.slots.contains_key(OUTCOME) {
        return Occasion::default();
    }
    Occasion::of(article.part(claim.mention.part), reading, &claim.mention)
}

/// The day from which the sentence counts: "2,264 have died since 2001".
fn since(reading: &Reading, mention: &Mention) -> Option<Date> {
    let place = (mention.part, mention.sentence);
    let first = reading.mentions.partition_point(|other| (other.part, other.sentence) < place);
    let own = reading.mentions[first..].iter().take_while(|other| (other.part, other.sentence) == place);
    let mut starts = own.filter_map(|other| other.value.timex());
    let start = starts.find(|timex| timex.modifier == Some(Modifier::OnOrAfter))?;
    start.days().map(|(first, _)| first)
}
