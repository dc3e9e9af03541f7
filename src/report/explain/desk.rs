//! Pages about what becomes of the facts of a draft, and about how an article can disagree with itself.
//!
//! Invariant: each example gets what its page is about; the tests run them. A line is "Who, day: text", where day and
//! "Who" tell whose text it is: the draft, an outlet, the one article, or its headline.

use super::{Page, Subject};
use crate::compare::{Law, State};

/// The pages about a draft, gravest state first.
pub(super) fn of_drafts() -> impl Iterator<Item = Page> {
    State::ALL.into_iter().map(Subject::State).chain([Subject::LeftOut]).map(|subject| {
        let (meaning, example, advice): (_, &'static [_], _) = match subject {
            Subject::State(state) => of_state(state),
            _ => (
                "More than half of the outlets, with two origins at least, say the same under a topic of which the draft \
                 says nothing.",
                &[
                    "Draft: The storm in Varna left 5,200 people homeless.",
                    "Outlet A, 2024-03-05: The storm in Varna killed 17 people.",
                    "Outlet B, 2024-03-05: In Varna 17 people were killed by the storm.",
                ],
                "Take it in, or know why not.",
            ),
        };
        Page { subject, meaning, example, advice }
    })
}

fn of_state(state: State) -> (&'static str, &'static [&'static str], &'static str) {
    match state {
        State::Contradicted => (
            "Somebody gives another figure or date for the same thing at the same time.",
            &[
                "Draft: The storm in Varna killed 12 people.",
                "Outlet A, 2024-03-05: The storm in Varna killed 17 people.",
                "Outlet B, 2024-03-05: In Varna 17 people were killed by the storm.",
            ],
            "Settle it before publication: read the words quoted below the line, then ask a source.",
        ),
        State::Inconsistent => (
            "Figures or dates inside one article cannot all be true together, whatever others say. Of a draft the fact is \
             marked; of other articles it is an alarm of its own. `crosscheck explain` lists the laws that are checked.",
            &[
                "Draft, 2024-03-08: The storm of Tuesday, March 6, 2024, killed 17 people in Varna.",
                "Outlet A, 2024-03-07: The storm in Varna killed 17 people.",
                "Outlet B, 2024-03-07: In Varna 17 people were killed by the storm.",
            ],
            "Do the sum, or look at a calendar. Which of the figures is wrong is not said.",
        ),
        State::Stale => (
            "The figure was right once; a later article has a newer one.",
            &[
                "Draft: The storm in Varna killed 12 people.",
                "Outlet A, 2024-03-03: The storm in Varna killed 12 people.",
                "Outlet B, 2024-03-05: The storm in Varna killed 17 people.",
            ],
            "Use the newer figure, or say of which day yours is.",
        ),
        State::Spelling => (
            "Nobody else spells the name so, and others spell in another way what sounds like it.",
            &[
                "Draft: The storm was felt by Qasem Haddadi, the mayor of Varna.",
                "Outlet A, 2024-03-05: The mayor of Varna, Qassem Haddadi, felt the storm.",
                "Outlet B, 2024-03-05: Qassem Haddadi said that Varna had felt the storm.",
            ],
            "Look the name up, and settle on one spelling.",
        ),
        State::Alone => (
            "No other article says it. Nothing contradicts it, and nothing supports it. If others give figures of that \
             topic, they are told beside it: perhaps of something else.",
            &[
                "Draft: The storm in Varna killed 17 people and damaged 41 bridges.",
                "Outlet A, 2024-03-05: The storm in Varna killed 17 people.",
                "Outlet B, 2024-03-05: In Varna 17 people were killed by the storm.",
            ],
            "Fine if it is your own reporting; else attribute it, or find a second source.",
        ),
        State::SingleOrigin => (
            "Others say it, and all of them have it from one origin: an agency, or an outlet that they copy.",
            &[
                "Draft: The storm in Varna killed 17 people.",
                "Outlet A, 2024-03-05: VARNA (AP) — The storm in Varna killed 17 people.",
                "Outlet B, 2024-03-05: VARNA (AP) — In Varna 17 people were killed by the storm.",
            ],
            "Name the origin; however many outlets print it, it is one source.",
        ),
        State::Rounded => (
            "Others give the figure more or less precisely, and it fits theirs. None has it as it stands in the draft.",
            &[
                "Draft: The storm in Varna left 5,200 people homeless.",
                "Outlet A, 2024-03-05: The storm in Varna left 5,214 people homeless.",
                "Outlet B, 2024-03-05: The storm in Varna left 5,190 people homeless.",
            ],
            "Say “about”, or give the precise figure.",
        ),
        State::Supported => (
            "Several independent origins say it, or something that it satisfies.",
            &[
                "Draft: The storm in Varna killed 17 people.",
                "Outlet A, 2024-03-05: The storm in Varna killed 17 people.",
                "Outlet B, 2024-03-05: In Varna 17 people were killed by the storm.",
            ],
            "Nothing to do.",
        ),
    }
}

/// The pages about articles that disagree with themselves.
pub(super) fn of_laws() -> impl Iterator<Item = Page> {
    Law::ALL.into_iter().map(|law| {
        let (meaning, example, advice) = of_law(law);
        Page { subject: Subject::Law(law), meaning, example, advice }
    })
}

fn of_law(law: Law) -> (&'static str, &'static [&'static str], &'static str) {
    match law {
        Law::Headline => (
            "The headline gives a figure of a topic, and the text gives only others.",
            &[
                "Headline: Storm kills 12 people",
                "Article: The storm killed 15 people in the hills, officials said. The roads are open again.",
            ],
            "Look whether the headline is older than the text.",
        ),
        Law::Restated => (
            "The text gives two figures for the same thing, and nobody is said to differ.",
            &["Article: The storm killed 130 people in the port. Rain set in at night. Most of the 126 dead were \
               fishermen, the mayor said."],
            "Find out which one is newer; the other was left behind.",
        ),
        Law::Sum => (
            "Parts that are told as the whole do not add up to it, or a part exceeds the whole.",
            &["Article: The storm killed 12 people, eight men and seven women."],
            "Do the sum; then ask where each figure comes from.",
        ),
        Law::Change => (
            "A rise or a fall does not lead from its start to its end, or its percentage is another one.",
            &["Article: Sales rose 5 percent to $12.6 million from $10.5 million a year earlier."],
            "Do the division. A percentage of a percentage is often meant as points.",
        ),
        Law::Share => (
            "A percentage of a whole is not the number that is given for it.",
            &["Article: About 30 percent of the 412 nurses, or 309, stayed at home."],
            "Do the multiplication.",
        ),
        Law::Weekday => (
            "A date did not fall on the weekday that stands beside it.",
            &["Article: The bridge was opened on Friday, Jan. 10, 2019, in the capital."],
            "Look at a calendar; often it is the year that is wrong.",
        ),
        Law::Future => (
            "Something that has happened is dated after the day on which the article was published.",
            &["Article, 2020-01-09: The bridge was destroyed on Jan. 8, 2021, in the capital."],
            "Look at the year first.",
        ),
        Law::Duration => (
            "A length of time does not lead from its first day to its last, however one counts.",
            &["Article, 2024-03-10: The three-day strike lasted from March 1 to March 9."],
            "Count the days.",
        ),
        Law::Age => (
            "An age is not the time since the birth that is given.",
            &["Article, 2024-03-05: Maria Holm, 45, who was born in 1960, was hurt."],
            "Ask for the date of birth.",
        ),
    }
}
