//! Points and stretches of the calendar, as precise as the words are.
//!
//! A [`Timex`] says which stretch of the calendar an expression names (its [`Stretch`]), which part of it
//! ("early", "end of": its [`Modifier`]), a time of day if there is one, and the anchor that a relative
//! expression was resolved against. Nothing here reads a clock, and nothing missing is guessed: a weekday
//! without a publication date stays a weekday.
//!
//! Notation: TIMEX3 (ISO-TimeML), e.g. `2020-01`, `2023-SU`, `1998-W32-WE`, `PAST_REF`, `XXXX-WXX-4`.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Serialize};

/// How precise an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grain {
    /// minute of a day
    Minute,
    /// hour of a day
    Hour,
    /// part of a day: morning, night
    DayPart,
    /// one day
    Day,
    /// one week (Monday to Sunday) or weekend
    Week,
    /// one month
    Month,
    /// three months, or a season
    Quarter,
    /// half a year
    Half,
    /// one year (also a fiscal year)
    Year,
    /// ten years
    Decade,
    /// a hundred years
    Century,
    /// PAST_REF, PRESENT_REF, FUTURE_REF
    Vague,
}

/// Which part of its stretch an expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Modifier {
    /// "early", "beginning of"
    Start,
    /// "mid", "middle of"
    Mid,
    /// "late", "end of"
    End,
    /// "about", "around"
    Approx,
    /// "before", "by" (a deadline is inclusive)
    Before,
    /// "after", "since"
    After,
    /// "by Dec. 31": on that day or earlier
    OnOrBefore,
    /// "from", "since": on that day or later
    OnOrAfter,
    /// "just before", "shortly before" a time of day
    SoonBefore,
    /// "just after", "shortly after" a time of day
    SoonAfter,
}

/// A season; the northern one, as news in English means it unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Season {
    /// March–May
    Spring,
    /// June–August
    Summer,
    /// September–November
    Autumn,
    /// December–February
    Winter,
}

/// The stretch of the calendar that an expression names. `year: None` is a year that nothing settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stretch {
    /// The 20th century is `Century(19)`: its years begin with 19.
    Century(i16),
    /// The 1990s are `Decade(199)`.
    Decade(i16),
    /// A calendar year.
    Year(i16),
    /// A fiscal year; its first and last day are not known here.
    FiscalYear(i16),
    /// The first or second half (1, 2) of a year.
    Half {
        /// year
        year: Option<i16>,
        /// 1 or 2
        half: u8,
    },
    /// A quarter (1–4) of a year.
    Quarter {
        /// year
        year: Option<i16>,
        /// 1–4
        quarter: u8,
    },
    /// A season. The winter of 2020 begins in December 2020.
    Season {
        /// year
        year: Option<i16>,
        /// season
        season: Season,
    },
    /// A month (1–12).
    Month {
        /// year
        year: Option<i16>,
        /// 1–12
        month: u8,
    },
    /// An ISO 8601 week.
    Week {
        /// ISO week-numbering year
        year: i16,
        /// 1–53
        week: u8,
    },
    /// The Saturday and Sunday of an ISO 8601 week.
    Weekend {
        /// ISO week-numbering year
        year: i16,
        /// 1–53
        week: u8,
    },
    /// A day.
    Day(Date),
    /// A day of a month in an unknown year.
    DayOfMonth {
        /// 1–12
        month: u8,
        /// 1–31
        day: u8,
    },
    /// A weekday, 1 (Monday) to 7, of an unknown week.
    Weekday(u8),
    /// From one day to another, both included; whole years or months are ranges of these ("1990-91").
    Between(Date, Date),
    /// From one day of a month to another, year unknown: `(month, day)`.
    DaysOfMonth {
        /// first day
        from: (u8, u8),
        /// last day
        to: (u8, u8),
    },
    /// Two readings of one numeric date, day and month exchanged ("1/8/2020"), the earlier first.
    Either(Date, Date),
    /// Relative to a publication date that is not known: "yesterday", "last year".
    Unknown(Grain),
    /// "in the past", "recently"
    Past,
    /// "now", "currently"
    Present,
    /// "in the future", "soon"
    Future,
}

/// A time of day, on a 24-hour clock, or a part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TimeOfDay {
    /// Hour only: "10 a.m."
    Hour(u8),
    /// Hour and minute.
    Minute(u8, u8),
    /// TIMEX3 `TMO`
    Morning,
    /// TIMEX3 `TMI`
    Midday,
    /// TIMEX3 `TAF`
    Afternoon,
    /// TIMEX3 `TEV`
    Evening,
    /// TIMEX3 `TNI`
    Night,
}

/// A time zone: minutes east of UTC. "Local time" is no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Zone(pub i16);

/// The zones that news names, the first name of an offset being the one that is shown.
const ZONES: &[(&str, i16)] = &[
    ("GMT", 0),
    ("UTC", 0),
    ("CET", 60),
    ("BST", 60),
    ("CEST", 120),
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("PST", -480),
    ("PDT", -420),
    ("MST", -420),
    ("MDT", -360),
    ("IST", 330),
    ("JST", 540),
];

impl Zone {
    /// The zone with this abbreviation.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        ZONES.iter().find(|(known, _)| *known == name).map(|(_, minutes)| Self(*minutes))
    }

    /// An abbreviation of the zone, if news has one.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        ZONES.iter().find(|(_, minutes)| *minutes == self.0).map(|(name, _)| *name)
    }
}

/// A temporal expression: a stretch of the calendar, which part of it, and what it was resolved against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timex {
    /// What the words name.
    pub stretch: Stretch,
    /// Which part of it.
    pub modifier: Option<Modifier>,
    /// The time of day, if stated.
    pub time: Option<TimeOfDay>,
    /// The zone of the time of day, if stated.
    pub zone: Option<Zone>,
    /// The day that a relative expression was resolved against, usually that of publication.
    pub anchor: Option<Date>,
}

impl TimeOfDay {
    /// Whether it is an hour or a minute, not a part of the day.
    #[must_use]
    pub fn is_on_the_clock(self) -> bool {
        matches!(self, Self::Hour(_) | Self::Minute(..))
    }
}

/// First and last day, both included.
pub type Days = (Date, Date);

impl Timex {
    /// A stretch, stated absolutely.
    #[must_use]
    pub fn new(stretch: Stretch) -> Self {
        Self { stretch, modifier: None, time: None, zone: None, anchor: None }
    }

    /// First and last day of the whole stretch, modifiers left aside; `None` while it is unresolved.
    #[must_use]
    pub fn days(&self) -> Option<Days> {
        self.stretch.days()
    }

    /// First and last day that the wording allows, with the slack of "early", "mid" and "late" (semantics:
    /// a third of the stretch, widened); bounds ("by", "before", "after") leave one side open as `None`.
    #[must_use]
    pub fn allowed(&self) -> Option<(Option<Date>, Option<Date>)> {
        let (first, last) = self.days()?;
        // "After 1 a.m. on Sunday" is on Sunday.
        let of_the_day = self.modifier.filter(|_| !self.time.is_some_and(TimeOfDay::is_on_the_clock));
        Some(match of_the_day {
            None => (Some(first), Some(last)),
            Some(Modifier::Start | Modifier::Mid | Modifier::End | Modifier::Approx) => {
                let (first, last) = self.part(Slack::Hard)?;
                (Some(first), Some(last))
            }
            Some(Modifier::Before | Modifier::SoonBefore) => (None, first.yesterday().ok()),
            Some(Modifier::OnOrBefore) => (None, Some(last)),
            Some(Modifier::After | Modifier::SoonAfter) => (last.tomorrow().ok(), None),
            Some(Modifier::OnOrAfter) => (Some(first), None),
        })
    }

    /// First and last day of the core that "early", "mid" or "late" means without slack; the whole stretch otherwise.
    #[must_use]
    pub fn core(&self) -> Option<Days> {
        self.part(Slack::Core)
    }

    /// How precise the expression is.
    #[must_use]
    pub fn grain(&self) -> Grain {
        match self.time {
            Some(TimeOfDay::Minute(..)) => Grain::Minute,
            Some(TimeOfDay::Hour(_)) => Grain::Hour,
            Some(_) => Grain::DayPart,
            None => self.stretch.grain(),
        }
    }

    /// The TIMEX3 value.
    #[must_use]
    pub fn timex3(&self) -> String {
        let date = self.stretch.timex3();
        let zulu = if self.zone == Some(Zone(0)) { "Z" } else { "" };
        match self.time {
            None => date,
            Some(TimeOfDay::Hour(hour)) => format!("{date}T{hour:02}:00{zulu}"),
            Some(TimeOfDay::Minute(hour, minute)) => format!("{date}T{hour:02}:{minute:02}{zulu}"),
            Some(TimeOfDay::Morning) => format!("{date}TMO"),
            Some(TimeOfDay::Midday) => format!("{date}TMI"),
            Some(TimeOfDay::Afternoon) => format!("{date}TAF"),
            Some(TimeOfDay::Evening) => format!("{date}TEV"),
            Some(TimeOfDay::Night) => format!("{date}TNI"),
        }
    }

    fn part(&self, slack: Slack) -> Option<Days> {
        let (first, last) = self.days()?;
        let within_year = |from: (i8, i8), to: (i8, i8)| {
            Some((Date::new(first.year(), from.0, from.1).ok()?, Date::new(first.year(), to.0, to.1).ok()?))
        };
        let within_month = |from: i8, to: i8| {
            let last = to.min(last.day());
            Some((
                Date::new(first.year(), first.month(), from).ok()?,
                Date::new(first.year(), first.month(), last).ok()?,
            ))
        };
        match (self.stretch.grain(), self.modifier, slack) {
            (Grain::Year, Some(Modifier::Start), Slack::Hard) => within_year((1, 1), (6, 30)),
            (Grain::Year, Some(Modifier::Start), Slack::Core) => within_year((1, 1), (4, 30)),
            (Grain::Year, Some(Modifier::Mid), Slack::Hard) => within_year((4, 1), (9, 30)),
            (Grain::Year, Some(Modifier::Mid), Slack::Core) => within_year((5, 1), (8, 31)),
            (Grain::Year, Some(Modifier::End), Slack::Hard) => within_year((7, 1), (12, 31)),
            (Grain::Year, Some(Modifier::End), Slack::Core) => within_year((9, 1), (12, 31)),
            (grain, Some(Modifier::Approx), Slack::Hard) => widened(first, last, approx_days(grain)),
            (Grain::Month, Some(Modifier::Start), _) => within_month(1, 12),
            (Grain::Month, Some(Modifier::Mid), _) => within_month(9, 22),
            (Grain::Month, Some(Modifier::End), _) => within_month(19, 31),
            _ => Some((first, last)),
        }
    }
}

/// Whether the slack around early, mid and late is allowed. (P), semantics section 7.
#[derive(Clone, Copy)]
enum Slack {
    Hard,
    Core,
}

impl Stretch {
    /// First and last day; `None` while a year or week is unknown, or for PAST_REF and the like.
    #[must_use]
    pub fn days(self) -> Option<Days> {
        let date = |year: i16, month: u8, day: u8| Date::new(year, month.cast_signed(), day.cast_signed()).ok();
        let months = |year: i16, from: u8, to: u8| Some((date(year, from, 1)?, date(year, to, 1)?.last_of_month()));
        let week = |year: i16, week: u8, from: u8, to: u8| {
            let day = |weekday: u8| {
                let weekday = Weekday::from_monday_one_offset(weekday.cast_signed()).ok()?;
                Some(ISOWeekDate::new(year, week.cast_signed(), weekday).ok()?.date())
            };
            Some((day(from)?, day(to)?))
        };
        match self {
            Self::Century(century) => {
                Some((date(century.checked_mul(100)?, 1, 1)?, date(century.checked_mul(100)? + 99, 12, 31)?))
            }
            Self::Decade(decade) => {
                Some((date(decade.checked_mul(10)?, 1, 1)?, date(decade.checked_mul(10)? + 9, 12, 31)?))
            }
            Self::Year(year) => months(year, 1, 12),
            Self::Half { year, half } => months(year?, half * 6 - 5, half * 6),
            Self::Quarter { year, quarter } => months(year?, quarter * 3 - 2, quarter * 3),
            Self::Season { year, season } => match season {
                Season::Spring => months(year?, 3, 5),
                Season::Summer => months(year?, 6, 8),
                Season::Autumn => months(year?, 9, 11),
                Season::Winter => Some((date(year?, 12, 1)?, date(year? + 1, 2, 1)?.last_of_month())),
            },
            Self::Month { year, month } => months(year?, month, month),
            Self::Week { year, week: number } => week(year, number, 1, 7),
            Self::Weekend { year, week: number } => week(year, number, 6, 7),
            Self::Day(day) => Some((day, day)),
            Self::Between(first, last) | Self::Either(first, last) => Some((first, last)),
            Self::FiscalYear(_)
            | Self::DayOfMonth { .. }
            | Self::DaysOfMonth { .. }
            | Self::Unknown(_)
            | Self::Weekday(_)
            | Self::Past
            | Self::Present
            | Self::Future => None,
        }
    }

    /// How precise the stretch is.
    #[must_use]
    pub fn grain(self) -> Grain {
        match self {
            Self::Century(_) => Grain::Century,
            Self::Decade(_) => Grain::Decade,
            Self::Year(_) | Self::FiscalYear(_) => Grain::Year,
            Self::Half { .. } => Grain::Half,
            Self::Quarter { .. } | Self::Season { .. } => Grain::Quarter,
            Self::Month { .. } => Grain::Month,
            Self::Week { .. } | Self::Weekend { .. } => Grain::Week,
            Self::Between(first, last) if whole_years(first, last) => Grain::Year,
            Self::Between(first, last) if whole_months(first, last) => Grain::Month,
            Self::Day(_)
            | Self::DayOfMonth { .. }
            | Self::Weekday(_)
            | Self::Between(..)
            | Self::Either(..)
            | Self::DaysOfMonth { .. } => Grain::Day,
            Self::Unknown(grain) => grain,
            Self::Past | Self::Present | Self::Future => Grain::Vague,
        }
    }

    /// The TIMEX3 value, `XXXX` for what is unknown.
    #[must_use]
    pub fn timex3(self) -> String {
        let year_or_x = |year: Option<i16>| year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        match self {
            Self::Century(century) => format!("{century:02}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Year(year @ ..=0) => format!("BC{:04}", 1 - year),
            Self::Year(year) => format!("{year:04}"),
            // As TimeBank annotates fiscal years; that its days are unknown tells it from a calendar year.
            Self::FiscalYear(year) => format!("{year:04}"),
            Self::Half { year, half } => format!("{}-H{half}", year_or_x(year)),
            Self::Quarter { year, quarter } => format!("{}-Q{quarter}", year_or_x(year)),
            Self::Season { year, season } => {
                let code = match season {
                    Season::Spring => "SP",
                    Season::Summer => "SU",
                    Season::Autumn => "FA",
                    Season::Winter => "WI",
                };
                format!("{}-{code}", year_or_x(year))
            }
            Self::Month { year, month } => format!("{}-{month:02}", year_or_x(year)),
            Self::Week { year, week } => format!("{year:04}-W{week:02}"),
            Self::Weekend { year, week } => format!("{year:04}-W{week:02}-WE"),
            Self::Day(day) => day.to_string(),
            Self::DayOfMonth { month, day } => format!("XXXX-{month:02}-{day:02}"),
            Self::Weekday(weekday) => format!("XXXX-WXX-{weekday}"),
            Self::Between(first, last) if whole_years(first, last) => format!("{:04}/{:04}", first.year(), last.year()),
            Self::Between(first, last) if whole_months(first, last) => {
                format!("{:04}-{:02}/{:04}-{:02}", first.year(), first.month(), last.year(), last.month())
            }
            Self::Between(first, last) => format!("{first}/{last}"),
            Self::Either(first, _) => format!("{:04}-XX-XX", first.year()),
            Self::DaysOfMonth { from, to } => {
                format!("XXXX-{:02}-{:02}/XXXX-{:02}-{:02}", from.0, from.1, to.0, to.1)
            }
            Self::Unknown(grain) => match grain {
                Grain::Minute | Grain::Hour | Grain::DayPart | Grain::Day => "XXXX-XX-XX".to_owned(),
                Grain::Week => "XXXX-WXX".to_owned(),
                Grain::Month => "XXXX-XX".to_owned(),
                Grain::Quarter => "XXXX-QX".to_owned(),
                Grain::Half => "XXXX-HX".to_owned(),
                Grain::Decade => "XXX".to_owned(),
                Grain::Century => "XX".to_owned(),
                Grain::Year | Grain::Vague => "XXXX".to_owned(),
            },
            Self::Past => "PAST_REF".to_owned(),
            Self::Present => "PRESENT_REF".to_owned(),
            Self::Future => "FUTURE_REF".to_owned(),
        }
    }
}

/// How many days "around" and "two years ago" reach beyond either end. (P): half the grain, a few days for a day.
fn approx_days(grain: Grain) -> i32 {
    match grain {
        Grain::Minute | Grain::Hour | Grain::DayPart | Grain::Vague => 0,
        Grain::Day => 3,
        Grain::Week => 4,
        Grain::Month => 16,
        Grain::Quarter => 46,
        Grain::Half => 92,
        Grain::Year => 183,
        Grain::Decade => 1_827,
        Grain::Century => 18_263,
    }
}

fn widened(first: Date, last: Date, days: i32) -> Option<Days> {
    let reach = jiff::Span::new().try_days(days).ok()?;
    Some((first.checked_sub(reach).ok()?, last.checked_add(reach).ok()?))
}

fn whole_years(first: Date, last: Date) -> bool {
    first == first.first_of_year() && last == last.last_of_year()
}

fn whole_months(first: Date, last: Date) -> bool {
    first == first.first_of_month() && last == last.last_of_month()
}
