//! The claims of one article as a table: line, value, topic, words.

use super::counted;
use super::foreign::{Untrusted, one_line};
use super::json::ErrorRecord;
use super::layout::{Ink, longest_word, paint, width, wrap};
use super::quotation::{CURLY, Marks, STRAIGHT, quote};
use super::table::{Look, UTF8_CONDENSED};
use crate::article::Article;
use crate::claim::ClaimRef;
use crate::extract::{Reading, Status};
use crate::rule::RuleSet;
use crate::value::Value;
use comfy_table::{ContentArrangement, Table, presets};

/// Below this width claims stand in a list.
const NARROW: usize = 60;
/// Columns of the lines and padding of a table with four columns.
const FRAME: usize = 5 + 4 * 2;

/// The claims of an article as text.
pub(super) fn render(
    article: &Article,
    reading: &Reading,
    claims: &[ClaimRef<'_>],
    rules: &RuleSet,
    look: &Look,
) -> String {
    let rows: Vec<Row> = claims.iter().map(|&claim| Row::new(article, reading, claim, rules)).collect();
    let mut lines = wrap(&heading(article, claims.len()), look.width);
    match columns(&rows, look.width) {
        Some(columns) if !rows.is_empty() => lines.extend(table(&rows, columns, look)),
        _ => rows.iter().for_each(|row| lines.extend(row.list(look))),
    }
    lines.push(String::new());
    let mut text = lines.join("\n");
    text.push('\n');
    paint(&text, look.color)
}

/// What stands in place of an article that could not be read.
pub(super) fn render_error(record: &ErrorRecord<'_>, look: &Look) -> String {
    let line = record.line.map(|line| format!("line {line}"));
    let error = one_line(&record.error);
    let words = [record.path, line.as_deref(), record.article, Some(&error)];
    let words: Vec<_> = words.into_iter().flatten().map(|it| Untrusted(it).to_string()).collect();
    let lines = wrap(&format!("{} {}", Ink::Alarm.on("error:"), words.join(": ")), look.width);
    paint(&format!("{}\n\n", lines.join("\n")), look.color)
}

fn heading(article: &Article, claims: usize) -> String {
    let mut words = Ink::Strong.on(&Untrusted(&article.id).to_string());
    if let Some(outlet) = &article.outlet {
        words.push_str(&format!(", {}", Untrusted(outlet)));
    }
    match article.published {
        Some(published) => words.push_str(&format!(", {}", published.date)),
        None => words.push_str(", without a date"),
    }
    format!("{words}: {}", counted(claims, "claim"))
}

struct Row<'a> {
    place: String,
    value: String,
    topic: String,
    claim: ClaimRef<'a>,
    article: &'a Article,
    reading: &'a Reading,
}

impl<'a> Row<'a> {
    fn new(article: &'a Article, reading: &'a Reading, claim: ClaimRef<'a>, rules: &RuleSet) -> Self {
        let mention = claim.mention;
        let place = match article.in_file(mention.part, mention.span) {
            Some(span) => article.lines().line_number(span.start()).to_string(),
            None => "title".to_owned(),
        };
        Self { place, value: value(claim), topic: topic(article, claim, rules), claim, article, reading }
    }

    fn quotation(&self, columns: usize, marks: Marks) -> String {
        let mention = self.claim.mention;
        let sentences = &self.reading.segments(mention.part).sentences;
        let sentence = sentences.get(mention.sentence).map_or(mention.span, |sentence| sentence.span);
        quote(self.article.part(mention.part), sentence, mention.span, columns, marks)
    }

    fn list(&self, look: &Look) -> Vec<String> {
        let columns = look.width - 4;
        let mut lines = wrap(&format!("{}: {} ({})", self.place, Ink::Strong.on(&self.value), self.topic), columns);
        lines.extend(wrap(&self.quotation(columns * 2, marks(look)), columns));
        lines.iter().enumerate().map(|(at, line)| format!("{}{line}", if at == 0 { "  " } else { "    " })).collect()
    }
}

fn value(claim: ClaimRef<'_>) -> String {
    let value = Untrusted(&claim.mention.value.to_string()).to_string();
    match claim.mention.status {
        Status::Asserted => value,
        status => format!("{value} ({})", status.as_str()),
    }
}

/// Topic and slots; for a mention that no rule took its kind, and of what it is a number.
fn topic(article: &Article, claim: ClaimRef<'_>, rules: &RuleSet) -> String {
    let mention = claim.mention;
    let slots = claim.slots().map(|(name, values)| format!("{name}: {}", values.join(" and ")));
    let words = match (claim.topic(), mention.counted, &mention.value) {
        (Some(topic), ..) => std::iter::once(rules.topic(topic).id.clone()).chain(slots).collect::<Vec<_>>().join(", "),
        (None, Some(counted), Value::Count(_)) => {
            format!("count of {}", one_line(article.words(mention.part, counted.phrase)))
        }
        (None, ..) => mention.value.kind().to_string(),
    };
    Untrusted(&words).to_string()
}

/// Widths of the text in the four columns; `None` where a list serves better.
fn columns(rows: &[Row], total: usize) -> Option<[usize; 4]> {
    let spare = total.checked_sub(FRAME).filter(|_| total >= NARROW)?;
    let most = |text: fn(&Row) -> usize| rows.iter().map(text).max().unwrap_or(0);
    let place = most(|row| width(&row.place)).max(4);
    let values = most(|row| width(&row.value));
    let fits = values <= spare / 4;
    let value = if fits { values } else { most(|row| longest_word(&row.value)).max(spare / 4) }.max(5);
    let topic = most(|row| width(&row.topic)).min(spare / 4).max(5);
    let words = spare.checked_sub(place + value + topic).filter(|&words| words >= 18)?;
    Some([place, value, topic, words])
}

fn table(rows: &[Row], [place, value, topic, words]: [usize; 4], look: &Look) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(if look.ascii { presets::ASCII_FULL_CONDENSED } else { UTF8_CONDENSED });
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(look.width).unwrap_or(u16::MAX));
    table.set_header(["line", "value", "topic", "in the words of the article"]);
    for row in rows {
        let quotation = row.quotation(words * 2 - words / 4, marks(look));
        let cells = [(&row.place, place), (&row.value, value), (&row.topic, topic), (&quotation, words)];
        table.add_row(cells.map(|(text, columns)| wrap(text, columns).join("\n")));
    }
    table.lines().collect()
}

fn marks(look: &Look) -> Marks {
    if look.ascii { STRAIGHT } else { CURLY }
}
