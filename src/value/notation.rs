//! Stretches of the calendar and times of day in words that lose nothing, for claims that are written by one run and
//! read by another. TIMEX3 cannot serve: to it two readings of "1/8/2020" and the first days of a month look alike.
//!
//! Invariant: reading gives back what was written, and refuses what no wording can mean (a 13th month).

use super::time::{Grain, Modifier, Season, Stretch, TimeOfDay};
use jiff::civil::Date;

/// How an unknown year is written.
const UNKNOWN: &str = "-";

/// Years that are well within the calendar, so that no sum of years leaves it.
const YEARS: std::ops::RangeInclusive<i16> = -9_000..=9_000;

impl Stretch {
    /// The stretch in one word and its numbers: `day 2020-01-08`, `month 2020 1`, `weekday 4`.
    #[must_use]
    pub fn notation(&self) -> String {
        let year = |year: Option<i16>| year.map_or_else(|| UNKNOWN.to_owned(), |year| year.to_string());
        match *self {
            Self::Century(century) => format!("century {century}"),
            Self::Decade(decade) => format!("decade {decade}"),
            Self::Year(year) => format!("year {year}"),
            Self::FiscalYear(year) => format!("fiscal-year {year}"),
            Self::Half { year: of, half } => format!("half {} {half}", year(of)),
            Self::Quarter { year: of, quarter } => format!("quarter {} {quarter}", year(of)),
            Self::Season { year: of, season } => format!("season {} {}", year(of), season_word(season)),
            Self::Month { year: of, month } => format!("month {} {month}", year(of)),
            Self::Week { year, week } => format!("week {year} {week}"),
            Self::Weekend { year, week } => format!("weekend {year} {week}"),
            Self::Day(day) => format!("day {day}"),
            Self::DayOfMonth { month, day } => format!("day-of-month {month} {day}"),
            Self::Weekday(weekday) => format!("weekday {weekday}"),
            Self::Between(first, last) => format!("between {first} {last}"),
            Self::DaysOfMonth { from, to } => format!("days-of-month {} {} {} {}", from.0, from.1, to.0, to.1),
            Self::Either(first, second) => format!("either {first} {second}"),
            Self::Unknown(grain) => format!("unknown {}", grain.as_str()),
            Self::Past => "past".to_owned(),
            Self::Present => "present".to_owned(),
            Self::Future => "future".to_owned(),
        }
    }

    /// The stretch that was written so; `None` if none was.
    #[must_use]
    pub fn from_notation(notation: &str) -> Option<Self> {
        let mut words = notation.split(' ');
        let word = words.next()?;
        let mut fields = Fields { words };
        let stretch = match word {
            "century" => Self::Century(fields.number(0, 99)?),
            "decade" => Self::Decade(fields.number(0, 999)?),
            "year" => Self::Year(fields.year()?),
            "fiscal-year" => Self::FiscalYear(fields.year()?),
            "half" => Self::Half { year: fields.open_year()?, half: fields.small(2)? },
            "quarter" => Self::Quarter { year: fields.open_year()?, quarter: fields.small(4)? },
            "season" => Self::Season { year: fields.open_year()?, season: fields.season()? },
            "month" => Self::Month { year: fields.open_year()?, month: fields.small(12)? },
            "week" => Self::Week { year: fields.year()?, week: fields.small(53)? },
            "weekend" => Self::Weekend { year: fields.year()?, week: fields.small(53)? },
            "day" => Self::Day(fields.date()?),
            "day-of-month" => {
                let (month, day) = fields.day_of_month()?;
                Self::DayOfMonth { month, day }
            }
            "weekday" => Self::Weekday(fields.small(7)?),
            "between" => Self::Between(fields.date()?, fields.date()?),
            "days-of-month" => Self::DaysOfMonth { from: fields.day_of_month()?, to: fields.day_of_month()? },
            "either" => Self::Either(fields.date()?, fields.date()?),
            "unknown" => Self::Unknown(Grain::named(fields.words.next()?)?),
            "past" => Self::Past,
            "present" => Self::Present,
            "future" => Self::Future,
            _ => return None,
        };
        fields.words.next().is_none().then_some(stretch)
    }
}

impl TimeOfDay {
    /// The time as `14`, `14:30`, or the part of the day.
    #[must_use]
    pub fn notation(self) -> String {
        match self {
            Self::Hour(hour) => hour.to_string(),
            Self::Minute(hour, minute) => format!("{hour}:{minute:02}"),
            Self::Morning => "morning".to_owned(),
            Self::Midday => "midday".to_owned(),
            Self::Afternoon => "afternoon".to_owned(),
            Self::Evening => "evening".to_owned(),
            Self::Night => "night".to_owned(),
        }
    }

    /// The time that was written so; `None` if none was.
    #[must_use]
    pub fn from_notation(notation: &str) -> Option<Self> {
        let hour = |text: &str| text.parse::<u8>().ok().filter(|hour| *hour <= 24);
        Some(match notation {
            "morning" => Self::Morning,
            "midday" => Self::Midday,
            "afternoon" => Self::Afternoon,
            "evening" => Self::Evening,
            "night" => Self::Night,
            _ => match notation.split_once(':') {
                Some((of, minute)) => Self::Minute(hour(of)?, minute.parse::<u8>().ok().filter(|minute| *minute < 60)?),
                None => Self::Hour(hour(notation)?),
            },
        })
    }
}

impl Grain {
    const ALL: [Self; 12] = [
        Self::Minute,
        Self::Hour,
        Self::DayPart,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Half,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Vague,
    ];

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::DayPart => "daypart",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Vague => "vague",
        }
    }

    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grain| grain.as_str() == word)
    }
}

impl Modifier {
    const ALL: [Self; 10] = [
        Self::Start,
        Self::Mid,
        Self::End,
        Self::Approx,
        Self::Before,
        Self::After,
        Self::OnOrBefore,
        Self::OnOrAfter,
        Self::SoonBefore,
        Self::SoonAfter,
    ];

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Mid => "mid",
            Self::End => "end",
            Self::Approx => "approx",
            Self::Before => "before",
            Self::After => "after",
            Self::OnOrBefore => "on_or_before",
            Self::OnOrAfter => "on_or_after",
            Self::SoonBefore => "soon_before",
            Self::SoonAfter => "soon_after",
        }
    }

    /// The modifier with this word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|modifier| modifier.as_str() == word)
    }
}

/// The words after the first.
struct Fields<'a> {
    words: std::str::Split<'a, char>,
}

impl Fields<'_> {
    fn number(&mut self, least: i16, greatest: i16) -> Option<i16> {
        self.words.next()?.parse().ok().filter(|number| (least..=greatest).contains(number))
    }

    fn year(&mut self) -> Option<i16> {
        self.number(*YEARS.start(), *YEARS.end())
    }

    fn open_year(&mut self) -> Option<Option<i16>> {
        let word = self.words.next()?;
        if word == UNKNOWN {
            return Some(None);
        }
        word.parse().ok().filter(|year| YEARS.contains(year)).map(Some)
    }

    /// A number from 1.
    fn small(&mut self, greatest: u8) -> Option<u8> {
        self.words.next()?.parse().ok().filter(|number| (1..=greatest).contains(number))
    }

    fn date(&mut self) -> Option<Date> {
        self.words.next()?.parse().ok()
    }

    fn day_of_month(&mut self) -> Option<(u8, u8)> {
        Some((self.small(12)?, self.small(31)?))
    }

    fn season(&mut self) -> Option<Season> {
        let word = self.words.next()?;
        SEASONS.into_iter().find(|&season| season_word(season) == word)
    }
}

const SEASONS: [Season; 4] = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter];

fn season_word(season: Season) -> &'static str {
    match season {
        Season::Spring => "spring",
        Season::Summer => "summer",
        Season::Autumn => "autumn",
        Season::Winter => "winter",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_written_is_read_back() {
        let (first, last) = (date(2020, 1, 8), date(2020, 8, 1));
        let stretches = [
            Stretch::Century(19),
            Stretch::Decade(199),
            Stretch::Year(-44),
            Stretch::FiscalYear(2020),
            Stretch::Half { year: None, half: 2 },
            Stretch::Quarter { year: Some(2020), quarter: 4 },
            Stretch::Season { year: Some(2020), season: Season::Winter },
            Stretch::Month { year: None, month: 12 },
            Stretch::Week { year: 2020, week: 53 },
            Stretch::Weekend { year: 2020, week: 1 },
            Stretch::Day(first),
            Stretch::DayOfMonth { month: 2, day: 29 },
            Stretch::Weekday(7),
            Stretch::Between(first, last),
            Stretch::DaysOfMonth { from: (1, 2), to: (3, 4) },
            Stretch::Either(first, last),
            Stretch::Unknown(Grain::DayPart),
            Stretch::Past,
            Stretch::Present,
            Stretch::Future,
        ];
        for stretch in stretches {
            assert_eq!(Stretch::from_notation(&stretch.notation()), Some(stretch), "{}", stretch.notation());
        }
        for time in [TimeOfDay::Hour(0), TimeOfDay::Minute(13, 5), TimeOfDay::Midday, TimeOfDay::Night] {
            assert_eq!(TimeOfDay::from_notation(&time.notation()), Some(time));
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let refused =
            ["", "day", "day 2020-02-30", "month 2020 13", "year 9999", "weekday 0", "half - 1 1", "unknown age"];
        for notation in refused {
            assert_eq!(Stretch::from_notation(notation), None, "{notation}");
        }
        for notation in ["", "25", "12:60", "12:5:1", "noonish", "-1"] {
            assert_eq!(TimeOfDay::from_notation(notation), None, "{notation}");
        }
    }
}
