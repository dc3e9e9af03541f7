//! What may explain that two figures differ: digits exchanged or one too many, another scale or unit, the attackers or the
//! injured counted with the dead (semantics, sections 4 and 5).
//!
//! A hint is a question to whoever reads the finding; it changes no verdict. Hints are symmetric.

use super::amount::Figure;
use super::cues::is_attacker;
use super::statement::Statement;
use crate::article::{Article, ArticleId, Part};
use crate::claim::Claim;
use crate::extract::Status;
use crate::rule::OUTCOME;
use crate::value::{Amount, Hedge, Value};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// One toll counts the attackers.
pub(super) const ATTACKER: &str = "attacker counted?";

/// One toll of the dead counts the injured.
const INJURED: &str = "injured included?";

/// Two figures have one number, in different units.
pub(super) const OTHER_UNIT: &str = "same number in another unit";

/// Whether the note of a pair is a hint, and no word about how it was compared.
pub(super) fn is_hint(note: &str) -> bool {
    [ATTACKER, INJURED, OTHER_UNIT].contains(&note) || [SCALE, DIGITS].iter().any(|kind| note.starts_with(kind))
}

/// What hints about the size of a number begin with.
const SCALE: &str = "scale: ";

/// What hints about the digits of a number begin with.
const DIGITS: &str = "digits: ";

/// What the numbers alone suggest.
pub(super) fn of_numbers(left: &Figure, right: &Figure) -> Vec<String> {
    let scale = || scale_slip(left, right).map(|factor| format!("{SCALE}a factor of {factor}"));
    let digits = || digit_slip(left, right).map(|slip| format!("{DIGITS}{slip}"));
    scale().or_else(digits).into_iter().collect()
}

/// A factor of a thousand, a million or a billion between two numbers: probably a slip of the scale word.
fn scale_slip(left: &Figure, right: &Figure) -> Option<&'static str> {
    let (left, right) = (left.stated()?.abs(), right.stated()?.abs());
    let (small, large) = (left.min(right), left.max(right));
    if small.is_zero() {
        return None;
    }
    [(1_000, "1,000"), (1_000_000, "1,000,000"), (1_000_000_000, "1,000,000,000")]
        .into_iter()
        .find(|(factor, _)| small.checked_mul(Decimal::from(*factor)) == Some(large))
        .map(|(_, text)| text)
}

/// Two neighbouring digits the other way round ("1,942", "1,492"), or one digit more ("2,000", "20,000"); of numbers of two
/// digits at least, as any two single digits are near each other.
fn digit_slip(left: &Figure, right: &Figure) -> Option<&'static str> {
    let (left, right) = (left.stated()?.normalize(), right.stated()?.normalize());
    if left.scale() != right.scale() {
        return None;
    }
    let digits = |number: Decimal| number.mantissa().unsigned_abs().to_string().into_bytes();
    let (left, right) = (digits(left), digits(right));
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if short.len() < 2 {
        return None;
    }
    let first = short.iter().zip(&long).position(|(short, long)| short != long).unwrap_or(short.len());
    if long.len() == short.len() + 1 {
        return (short[first..] == long[first + 1..]).then_some("one has a digit more");
    }
    let exchanged = long.len() == short.len()
        && first + 1 < short.len()
        && (short[first], short[first + 1]) == (long[first + 1], long[first])
        && short[first + 2..] == long[first + 2..];
    exchanged.then_some("two are exchanged")
}

/// Whether two values have one number, in units of one kind: 90 miles and 90 kilometres, 5 percent and 5 points.
pub(super) fn is_same_number(left: &Value, right: &Value) -> bool {
    let comparable = match (left, right) {
        (Value::Measure(_, here), Value::Measure(_, there)) => here != there && here.dimension == there.dimension,
        (Value::Money(_, here), Value::Money(_, there)) => here != there,
        (Value::Duration(here), Value::Duration(there)) => here.unit() != there.unit(),
        (Value::Percent(_), Value::Points(_)) | (Value::Points(_), Value::Percent(_)) => true,
        _ => false,
    };
    let stated = |value: &Value| value.amount().and_then(Amount::stated);
    comparable && stated(left).is_some() && stated(left) == stated(right)
}

/// What else articles count, by which tolls of the dead may differ.
pub(super) struct Counted {
    attackers: BTreeMap<ArticleId, BTreeSet<Decimal>>,
    injured: BTreeMap<ArticleId, BTreeSet<Decimal>>,
}

impl Counted {
    /// Of all articles that give a toll.
    pub(super) fn of(articles: &[Article], claims: &[Claim], statements: &[Statement]) -> Self {
        let mut counted = Self { attackers: BTreeMap::new(), injured: BTreeMap::new() };
        for statement in statements {
            if is_of(statement, "killed") && !counted.attackers.contains_key(&statement.article) {
                let alone = names_one_attacker(&articles[statement.article.index()]);
                counted.attackers.insert(statement.article, alone.then_some(Decimal::ONE).into_iter().collect());
            }
            if let Some(number) = exactly(statement).filter(|_| is_of(statement, "injured")) {
                counted.injured.entry(statement.article).or_default().insert(number);
            }
        }
        for claim in claims {
            let Some(attackers) = counted.attackers.get_mut(&claim.article) else { continue };
            let article = &articles[claim.article.index()];
            let head = claim.mention.counted.map(|counted| article.words(claim.mention.part, counted.head));
            if head.is_some_and(|head| is_attacker(&head.to_lowercase())) {
                attackers.extend(claim.mention.value.amount().and_then(Amount::stated));
            }
        }
        counted
    }

    /// What may explain that two tolls of the dead differ.
    pub(super) fn explains(&self, left: &Statement, right: &Statement) -> Vec<&'static str> {
        let exact = || Some((exactly(left)?, exactly(right)?));
        let Some((here, there)) = exact().filter(|_| is_of(left, "killed") && is_of(right, "killed")) else {
            return Vec::new();
        };
        let apart = (here - there).abs();
        let lower = if here < there { left } else { right };
        let says = |of: &BTreeMap<ArticleId, BTreeSet<Decimal>>, article: ArticleId| {
            of.get(&article).is_some_and(|numbers| numbers.contains(&apart))
        };
        // Either article may tell how many attackers there were; who counts the injured with the dead names no injured.
        let attackers = says(&self.attackers, left.article) || says(&self.attackers, right.article);
        let injured = says(&self.injured, lower.article);
        [attackers.then_some(ATTACKER), injured.then_some(INJURED)].into_iter().flatten().collect()
    }
}

/// The number of an asserted claim that gives one, without a hedge.
fn exactly(statement: &Statement) -> Option<Decimal> {
    let is_exact = statement.status == Status::Asserted && statement.hedge() == Some(Hedge::Exactly);
    statement.value.amount().filter(|_| is_exact)?.stated()
}

fn is_of(statement: &Statement, outcome: &str) -> bool {
    statement.slots.get(OUTCOME).is_some_and(|values| values.len() == 1 && values[0] == outcome)
}

/// Words for an attacker who is alone; "the suspect" and "the killer" are said of too many others.
const ONE_ATTACKER: &[&str] = &["gunman", "shooter", "attacker", "assailant", "bomber", "hijacker"];

fn names_one_attacker(article: &Article) -> bool {
    let mut words = article.part(Part::Body).split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| ONE_ATTACKER.iter().any(|one| word.eq_ignore_ascii_case(one)))
}
