//! Laws of comparison, and whole comparisons of claims built from sentences.

use super::*;
use crate::article::Published;
use crate::claim::Slots;
use crate::extract::{Mention, read};
use crate::rule::{CompareSettings, Gravity, OverTime, Reconcile, Slot, Tolerance};
use crate::value::{Grain, Kind};
use jiff::civil::date;

fn topic(kind: Kind, over_time: OverTime) -> Topic {
    Topic {
        id: "topic".to_owned(),
        title: "Topic".to_owned(),
        question: None,
        kind,
        slots: vec![
            Slot { name: "place".to_owned(), adds_up: true },
            Slot { name: "outcome".to_owned(), adds_up: false },
        ],
        compare: CompareSettings {
            tolerance: Tolerance::Exact,
            precision: Grain::Day,
            over_time,
            within_hours: 3,
            gravity: Gravity::Normal,
        },
        reconcile: Reconcile::Newest,
    }
}

/// One article: its outlet, when it was published, its text, and the slots of each mention in order (`None`: no claim).
struct Source {
    outlet: &'static str,
    published: Option<Published>,
    text: &'static str,
    slots: Vec<Option<Slots>>,
}

fn slots(pairs: &[(&str, &[&str])]) -> Option<Slots> {
    let values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    Some(pairs.iter().map(|(name, list)| ((*name).to_owned(), values(list))).collect())
}

fn at(day: i8, hour: i8) -> Option<Published> {
    Some(Published { date: date(2020, 1, day), utc: Some(date(2020, 1, day).at(hour, 0, 0, 0)) })
}

fn run(topic: Topic, sources: &[Source]) -> Comparison {
    let mut articles = Vec::new();
    let mut readings = Vec::new();
    let mut claims = Vec::new();
    for (id, source) in (0..).map(ArticleId).zip(sources) {
        let mut article = Article::new(format!("{}.txt", source.outlet), source.text);
        article.outlet = Some(source.outlet.to_owned());
        article.published = source.published;
        let reading = read(&article);
        let of_kind = |mention: &&Mention| mention.value.kind() == topic.kind || topic.kind == Kind::Percent;
        let mentions: Vec<&Mention> = reading.mentions.iter().filter(of_kind).collect();
        assert_eq!(mentions.len(), source.slots.len(), "{}: {mentions:#?}", source.text);
        for (mention, slots) in mentions.into_iter().zip(&source.slots) {
            let Some(slots) = slots else { continue };
            let (article, mention, slots) = (id, mention.clone(), slots.clone());
            let topic = Some(TopicId(0));
            claims.push(Claim { article, mention, topic, slots, placed_by: None, derived_from: Vec::new() });
        }
        articles.push(article);
        readings.push(reading);
    }
    compare_topics(&articles, &readings, claims, &[topic])
}

#[test]
fn parts_that_add_up_conflict_with_a_joint_figure() {
    let comparison = run(
        topic(Kind::Count, OverTime::Fixed),
        &[
            Source {
                outlet: "Herald",
                published: at(8, 8),
                text: "An estimated 2,500 American troops serve in Iraq and Syria.",
                slots: vec![slots(&[("place", &["Iraq", "Syria"])])],
            },
            Source {
                outlet: "Courier",
                published: at(8, 8),
                text: "Some 2,500 American troops are in Iraq, and 900 in Syria.",
                slots: vec![slots(&[("place", &["Iraq"])]), slots(&[("place", &["Syria"])])],
            },
            Source {
                outlet: "Times",
                published: at(8, 8),
                text: "Iraq hosts about 2,500 American troops.",
                slots: vec![slots(&[("place", &["Iraq"])])],
            },
        ],
    );
    let told: Vec<(&str, &str)> =
        comparison.findings.iter().map(|finding| (finding.verdict.as_str(), finding.reason.as_str())).collect();
    let sum = "Herald says about 2,500 in Iraq and Syria; \
               Courier says about 3,400 in Iraq and Syria (about 2,500 in Iraq + 900 in Syria).";
    assert_eq!(told, [("conflict", sum), ("agree", "Courier and Times say about 2,500 in Iraq.")]);
    let conflict = &comparison.findings[0];
    assert_eq!((conflict.outlets, conflict.origins, conflict.claims.len(), conflict.pairs.len()), (2, 2, 4, 1));
}
