//! The counted thing: the noun phrase that a number is a number of.
//!
//! There is no tagger. After the number, words run on until a function word, a verb, a sign, another number or a calendar
//! word; the last plural of the run is the head (for "one" the last singular). What follows a plural noun ends the run
//! unless it is a plural too, since English counts plurals and goes on with a verb ("200 sales managers" but "30 people
//! gathered"). A form in -s right after a number above one is a noun, even where the lexicon knows it as a verb: the verb
//! would need a singular subject ("three strikes", "50 states").
//!
//! Before the number only what a total is said of is taken: "troop levels of 2,500", "the toll rose to 12", "Troops: 2,500".

use super::Counted;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::span::Span;
use std::ops::Range;

/// A counted phrase takes at most so many words ("2,500 active-duty U.S. Army special operations troops"). (P)
const LONGEST: usize = 8;

/// How far before a number the noun of a total may stand: "the death toll in the province had risen overnight to 12". (P)
const TOTAL_REACH: usize = 12;

/// What the number asks of its noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// "one": a singular, or "of" with a plural.
    Singular,
    /// Any other number: a plural.
    Plural,
    /// A share: "half of the city", "two-thirds of voters".
    Either,
}

/// The noun phrase that begins at token `at` or after "of (the)", with the index of its last token, the head.
pub(super) fn counted_after(
    tokens: Tokens<'_>,
    bounds: &Range<usize>,
    at: usize,
    agreement: Agreement,
) -> Option<(Counted, usize)> {
    if let Some(head) = compound(tokens, bounds, at) {
        // "a 3,000-strong force" counts those of the force.
        let force = || run_end(tokens, bounds, head + 1, Agreement::Either).checked_sub(1).filter(|&last| last > head);
        if is_word!(tokens.small(head), "strong")
            && let Some(last) = force()
        {
            return Some((counted(tokens, head + 1, last), last));
        }
        return Some((counted(tokens, at + 1, head), head));
    }
    // "obtained “thousands” of e-mails"
    let closed = matches!(tokens.raw(at), "”" | "\"" | "''") && is_word!(tokens.id(at + 1), "of");
    let at = if closed && at + 1 < bounds.end { at + 1 } else { at };
    let (start, partitive) = skip_partitive(tokens, bounds, at, agreement);
    let agreement = if partitive && agreement == Agreement::Singular { Agreement::Plural } else { agreement };
    let end = run_end(tokens, bounds, start, agreement);
    let is_word = |index: usize| tokens.kind(index) == Some(TokenKind::Word) && !is_possessive(tokens, index);
    let run = || (start..end).rev().filter(|&index| is_word(index));
    let head = match agreement {
        Agreement::Plural => {
            run().find(|&index| is_plural(tokens, index)).or_else(|| collective(tokens, start, end))?
        }
        Agreement::Singular => run().find(|&index| !is_plural(tokens, index) || tokens.is(index, Class::PLURAL))?,
        Agreement::Either => run().next()?,
    };
    if tokens.raw(head).len() == 1 && !is_plural_designation(tokens, head) {
        return None;
    }
    let start = if matches!(tokens.raw(start), "\"" | "“" | "‘" | "``") { start + 1 } else { start };
    Some((counted(tokens, start, head), head))
}

fn counted(tokens: Tokens<'_>, start: usize, head: usize) -> Counted {
    let first = if is_plural_designation(tokens, head) { head - 3 } else { head };
    Counted { phrase: tokens.span(start, head), head: tokens.span(first, head), elided: false }
}

/// The "s" of "F-16s" and "AK-47s".
fn is_plural_designation(tokens: Tokens<'_>, at: usize) -> bool {
    is_word!(tokens.small(at), "s") && tokens.touches(at) && is_designation(tokens, at - 1)
}

/// The number of "F-16" and "COVID-19".
fn is_designation(tokens: Tokens<'_>, at: usize) -> bool {
    at > 0
        && tokens.kind(at) == Some(TokenKind::Number)
        && tokens.hyphen(at - 1)
        && tokens.touches(at)
        && tokens.touches(at - 1)
}

/// The digit of "Leopard 2 tanks" and "Falcon 9 rockets": the mark of what stands before it. Counts below ten are spelled out
/// (Associated Press style).
pub(super) fn is_model_number(tokens: Tokens<'_>, at: usize) -> bool {
    at > 0
        && tokens.kind(at) == Some(TokenKind::Number)
        && tokens.raw(at).len() == 1
        && tokens.kind(at - 1) == Some(TokenKind::Word)
        && tokens.capitalised(at - 1)
        && !tokens.touches(at)
        && matches!(
            tokens.raw(at + 1),
            "tank"
                | "tanks"
                | "missile"
                | "missiles"
                | "rocket"
                | "rockets"
                | "booster"
                | "boosters"
                | "launcher"
                | "launchers"
                | "jets"
                | "drones"
                | "helicopters"
                | "phones"
                | "smartphones"
                | "consoles"
        )
}

/// The noun of a compound adjective: "a 12-member panel" counts members, "a three-judge panel" judges.
fn compound(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<usize> {
    let noun = at + 1;
    let joined = noun < bounds.end
        && tokens.hyphen(at)
        && !matches!(tokens.raw(at), "—")
        && tokens.touches(at)
        && tokens.touches(noun)
        && tokens.kind(noun) == Some(TokenKind::Word);
    (joined && tokens.raw(noun).len() > 2 && !tokens.is(noun, Class::FUNCTION)).then_some(noun)
}

/// Singulars that are counted as they stand: "40 head of cattle", "300 square".
fn collective(tokens: Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    (start < end && is_word!(tokens.small(start), "head" | "strong")).then_some(start)
}

/// Past "of the", "of its", "more of the", "other" to the noun itself; and whether there was an "of".
fn skip_partitive(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize, agreement: Agreement) -> (usize, bool) {
    let mut at = at;
    while at < bounds.end && is_word!(tokens.id(at), "more" | "other" | "additional" | "another" | "further" | "such") {
        at += 1;
    }
    let partitive = is_word!(tokens.id(at), "of");
    if partitive {
        at += 1;
        at = whole_of_possessor(tokens, bounds, at).unwrap_or(at);
    }
    if partitive || agreement == Agreement::Either {
        let quantified = |at: usize| {
            tokens.is(at, Class::DETERMINER.with(Class::CARDINAL))
                || tokens.kind(at) == Some(TokenKind::Number)
                || is_word!(tokens.id(at), "most" | "least" | "only" | "about" | "some")
        };
        while at < bounds.end && quantified(at) {
            at += 1;
        }
        // "one of only 100 or so guests"
        if is_word!(tokens.id(at), "or") && is_word!(tokens.id(at + 1), "so") {
            at += 2;
        }
    }
    while at < bounds.end && is_word!(tokens.id(at), "more" | "other" | "additional") {
        at += 1;
    }
    (at, partitive)
}

/// "seven of Norland's eight newspapers": the number of the whole, which the possessor stands before.
fn whole_of_possessor(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<usize> {
    let own = at..bounds.end.min(at + LONGEST);
    let possessive = own.take_while(|&at| tokens.kind(at) == Some(TokenKind::Word) || is_possessive(tokens, at));
    let end = possessive.filter(|&at| is_possessive(tokens, at)).last()?;
    let number = tokens.is(end + 1, Class::CARDINAL.with(Class::NUMBER)).then_some(end + 1)?;
    Some(if tokens.is(number + 1, Class::SCALE) { number + 2 } else { number })
}

/// The token after the run of words that can belong to one counted phrase.
fn run_end(tokens: Tokens<'_>, bounds: &Range<usize>, start: usize, agreement: Agreement) -> usize {
    let mut at = start;
    let mut words = 0;
    while at < bounds.end && words < LONGEST {
        // "COVID-19 patients"
        if at > start + 1 && is_designation(tokens, at) {
            at += 1;
            continue;
        }
        if tokens.kind(at) == Some(TokenKind::Sign) {
            let compound = tokens.hyphen(at) && at > start && tokens.touches(at) && tokens.touches(at + 1);
            let quoted = at == start && matches!(tokens.raw(at), "\"" | "“" | "‘" | "``");
            if compound || quoted || at > start && is_possessive(tokens, at) {
                at += 1;
                continue;
            }
            break;
        }
        // "two entirely different plans"
        let intensified =
            at == start && is_adverb(tokens, at) && is_open(tokens, at + 1) && !tokens.is(at + 1, Class::VERB);
        if intensified {
            at += 1;
            continue;
        }
        // "14 Leopard 2 tanks"
        if at > start && is_model_number(tokens, at) {
            at += 1;
            continue;
        }
        if !is_open(tokens, at) || ends_phrase(tokens, start, at, agreement) {
            break;
        }
        at += 1;
        words += 1;
    }
    // A trailing hyphen or possessive sign is no end of a phrase.
    while at > start && tokens.kind(at - 1) == Some(TokenKind::Sign) {
        at -= 1;
    }
    at
}

/// Whether the word at `at` cannot continue the phrase that began at `start`.
fn ends_phrase(tokens: Tokens<'_>, start: usize, at: usize, agreement: Agreement) -> bool {
    let linked = at > start && tokens.hyphen(at - 1) && tokens.touches(at);
    if linked {
        return false;
    }
    // "one third of Norland thinks": a form in -s that is no plural.
    let speaks_of_one = is_word!(
        tokens.id(at),
        "thinks"
            | "knows"
            | "believes"
            | "feels"
            | "seems"
            | "appears"
            | "understands"
            | "prefers"
            | "brings"
            | "speaks"
    );
    if speaks_of_one {
        return true;
    }
    if at > start && is_plural(tokens, at - 1) {
        let name = tokens.capitalised(at - 1) && !tokens.capitalised(at);
        let modifier = name && is_open(tokens, at + 1) && is_plural(tokens, at + 1) && !tokens.capitalised(at + 1);
        // "one in five children goes": the subject of the verb is the one.
        let verb = is_word!(
            tokens.id(at),
            "goes"
                | "lives"
                | "says"
                | "needs"
                | "wants"
                | "makes"
                | "takes"
                | "gets"
                | "comes"
                | "becomes"
                | "remains"
                | "dies"
                | "suffers"
        );
        let state = is_word!(tokens.id(at), "dead" | "wounded" | "injured" | "missing" | "homeless");
        // "51 votes expires": after a plural that stands before no noun a form in -s is a verb, but not where a verb follows
        // it: "two federal appeals courts declined". "Half of the benchmarks officials set" is set by officials.
        let verb_in_s = tokens.raw(at).ends_with('s')
            && !tokens.is(at, Class::PLURAL)
            && (tokens.is(at, Class::SPEAKER) || !is_predicate(tokens, at + 1));
        // "40 canvas tents", "12 gas stations"
        let singular_in_as = tokens.raw(at - 1).ends_with("as");
        let plural = is_plural(tokens, at) && (singular_in_as || attributive(tokens, at - 1) || name || !verb_in_s);
        return verb || state || !(plural || modifier && !tokens.is(at, Class::VERB));
    }
    // "12 wounded soldiers": a participle before a noun modifies it.
    let plural = is_plural(tokens, at) && agreement != Agreement::Singular;
    !plural && is_verb_here(tokens, start, at, agreement)
}

/// Whether a word is a verb with the subject before it, as far as its form tells.
fn is_predicate(tokens: Tokens<'_>, at: usize) -> bool {
    let verb = tokens.is(at, Class::VERB.with(Class::REPORTING).with(Class::AUXILIARY).with(Class::PAST));
    verb || tokens.kind(at) == Some(TokenKind::Word) && tokens.raw(at).len() > 5 && tokens.raw(at).ends_with("ing")
}

/// Plurals that stand before a noun: "12 sales managers", "six women doctors", "40 U.S. Marines wives".
fn attributive(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Class::PLURAL)
        || is_word!(
            tokens.small(at),
            "sales"
                | "sports"
                | "arms"
                | "weapons"
                | "systems"
                | "operations"
                | "communications"
                | "savings"
                | "goods"
                | "customs"
                | "drugs"
                | "services"
                | "rights"
                | "affairs"
                | "veterans"
                | "claims"
                | "securities"
                | "futures"
                | "materials"
                | "works"
                | "resources"
                | "relations"
                | "narcotics"
                | "admissions"
                | "elections"
        )
}

/// Verb forms that are no modifier of a noun: "killed" in "12 killed", but not "wounded" in "12 wounded soldiers".
fn is_verb_here(tokens: Tokens<'_>, start: usize, at: usize, agreement: Agreement) -> bool {
    let raw = tokens.raw(at);
    let participle = raw.ends_with("ed")
        || raw.ends_with("ing") && !is_noun_in_ing(tokens, at)
        || is_word!(tokens.id(at), "known" | "found");
    // "one describing the layoffs": what is followed by its object is no noun.
    if at == start && raw.ends_with("ing") && tokens.is(at + 1, Class::DETERMINER.with(Class::PRONOUN)) {
        return true;
    }
    let known = tokens.is(at, Class::VERB.with(Class::REPORTING)) && !nominal(tokens.word(at));
    if !(known || participle && at > start) {
        return false;
    }
    let noun = |index: usize| is_open(tokens, index) && is_plural(tokens, index);
    // "confirmed COVID-19 cases"
    let second = if is_designation(tokens, at + 3) { at + 4 } else { at + 2 };
    let modifies = match agreement {
        Agreement::Singular => is_open(tokens, at + 1) && !tokens.is(at + 1, Class::VERB) && at == start,
        _ => noun(at + 1) || is_open(tokens, at + 1) && !tokens.is(at + 1, Class::VERB) && noun(second),
    };
    !(participle && modifies)
}

/// "one new building collapsed", but "one man building the wall".
fn is_noun_in_ing(tokens: Tokens<'_>, at: usize) -> bool {
    let noun = is_word!(
        tokens.small(at),
        "thing"
            | "king"
            | "ring"
            | "wing"
            | "string"
            | "building"
            | "meeting"
            | "hearing"
            | "wedding"
            | "painting"
            | "shooting"
            | "killing"
            | "bombing"
            | "stabbing"
            | "warning"
            | "crossing"
            | "ruling"
            | "filing"
            | "opening"
            | "landing"
            | "sibling"
            | "offering"
    );
    noun && !tokens.is(at + 1, Class::DETERMINER.with(Class::PRONOUN))
}

/// Nouns spelled like a verb that stand before the head: "12 attack helicopters", "one shooting".
fn nominal(word: &str) -> bool {
    matches!(
        word,
        "strike"
            | "attack"
            | "arrest"
            | "vote"
            | "report"
            | "fire"
            | "crash"
            | "shooting"
            | "killing"
            | "target"
            | "work"
            | "hit"
            | "claim"
            | "cut"
            | "call"
            | "shot"
            | "run"
            | "set"
            | "estimate"
            | "statement"
            | "lead"
            | "launch"
    )
}

/// Whether a word can stand in a counted phrase: a noun, an adjective, a participle.
pub(super) fn is_open(tokens: Tokens<'_>, at: usize) -> bool {
    let stop = Class::FUNCTION
        .with(Class::CARDINAL)
        .with(Class::SCALE)
        .with(Class::MONTH)
        .with(Class::WEEKDAY)
        .with(Class::NONE)
        .with(Class::PERCENT)
        .with(Class::ADVERB);
    let calendar = is_word!(
        tokens.id(at),
        "yesterday"
            | "today"
            | "tomorrow"
            | "tonight"
            | "ago"
            | "now"
            | "currently"
            | "recently"
            | "overnight"
            | "later"
            | "earlier"
    );
    // "US" is a country, "us" a pronoun; "IT" a trade, "it" a pronoun.
    let country = matches!(tokens.raw(at), "US" | "IT");
    let address = is_word!(tokens.small(at), "http" | "https" | "www");
    tokens.kind(at) == Some(TokenKind::Word)
        && (country || !tokens.is(at, stop))
        && !calendar
        && !address
        && !is_adverb(tokens, at)
}

fn is_adverb(tokens: Tokens<'_>, at: usize) -> bool {
    let word = tokens.raw(at);
    word.len() > 5
        && word.ends_with("ly")
        && !matches!(
            word,
            "family" | "elderly" | "assembly" | "monopoly" | "anomaly" | "weekly" | "monthly" | "friendly"
        )
        && !tokens.capitalised(at)
}

fn is_possessive(tokens: Tokens<'_>, at: usize) -> bool {
    matches!(tokens.raw(at), "'s" | "’s") || (at > 0 && tokens.touches(at) && matches!(tokens.raw(at), "'" | "’"))
}

/// Whether a word looks like a plural noun.
pub(super) fn is_plural(tokens: Tokens<'_>, at: usize) -> bool {
    if tokens.is(at, Class::PLURAL) {
        return true;
    }
    let word = tokens.raw(at).as_bytes();
    match word {
        [b's'] => is_plural_designation(tokens, at),
        [.., b's' | b'S'] if word.len() < 4 => false,
        [.., before, b's' | b'S'] => {
            !matches!(before, b's' | b'S' | b'u' | b'U' | b'i' | b'I' | b'\'')
                && !matches!(
                    tokens.raw(at),
                    "Texas"
                        | "Kansas"
                        | "Arkansas"
                        | "Hamas"
                        | "Dallas"
                        | "Las"
                        | "news"
                        | "politics"
                        | "Thomas"
                        | "James"
                )
        }
        [.., b'm', b'e', b'n'] => word.len() > 5,
        _ => false,
    }
}

/// The noun before the number that the number is said of: after "of" or a colon, or as the total that rose, stood at or
/// was raised to it.
pub(super) fn counted_before(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> Option<Counted> {
    let mut link = first.checked_sub(1).filter(|&link| link >= bounds.start)?;
    // "the toll topped 400", "put the toll closer to 400": the hedge stands beside the noun.
    let topping = tokens.word(first).starts_with("exceed")
        || is_word!(
            tokens.id(first),
            "topped"
                | "tops"
                | "surpassed"
                | "surpasses"
                | "passed"
                | "passes"
                | "approaching"
                | "nearing"
                | "closer"
                | "nearer"
        );
    if (topping || is_word!(tokens.small(link), "population")) && is_total(tokens, link) {
        return phrase_before(tokens, bounds, link + 1);
    }
    if link == bounds.start {
        return None;
    }
    // "Police: 12 killed" says who says it.
    let says = tokens.is(link - 1, Class::SPEAKER.with(Class::INSTITUTION).with(Class::TITLE))
        || tokens.raw(link - 1).contains('.');
    if tokens.sign(link, ":") && says {
        return None;
    }
    if is_word!(tokens.id(link), "of") || tokens.sign(link, ":") {
        // "in front of millions", "on behalf of 12"
        let of_place =
            is_word!(tokens.small(link - 1), "front" | "behalf" | "terms" | "favor" | "favour" | "light" | "spite");
        return if of_place { None } else { phrase_before(tokens, bounds, link) };
    }
    while link > bounds.start + 1 && tokens.is(link, Class::ADVERB) {
        link -= 1;
    }
    let numbered =
        is_word!(tokens.small(link), "numbered" | "numbering" | "totaled" | "totalled" | "totaling" | "totalling");
    if numbered && is_plural(tokens, link - 1) {
        return phrase_before(tokens, bounds, link);
    }
    // "The number of dead jumped from 38 to 51"
    let from = link > bounds.start + 3
        && is_word!(tokens.id(link), "to")
        && tokens.kind(link - 1) == Some(TokenKind::Number)
        && is_word!(tokens.id(link - 2), "from");
    let link = if from { link - 2 } else { link };
    let links = numbered
        || is_word!(
            tokens.id(link),
            "to" | "at" | "is" | "was" | "were" | "are" | "reached" | "from" | "by" | "reaches" | "hit" | "hits"
        );
    if !links {
        return None;
    }
    let start = bounds.start.max(link.saturating_sub(TOTAL_REACH));
    // "U.S. forces fell from 2,500 to 900": what rises and falls is a number of things.
    let moves = |at: usize| {
        is_plural(tokens, at) && tokens.is(at + 1, Class::TREND) && !tokens.is(at, Class::TREND.with(Class::VERB))
    };
    // "The toll, which stood at 38"
    let relative = |at: usize| tokens.sign(at, ",") && is_word!(tokens.id(at + 1), "which");
    let clause = || (start..link).rev().take_while(|&at| !ends_clause(tokens, at) || relative(at));
    // "The number of people who receive benefits rose to 12" counts people.
    let number_of = |at: &usize| tokens.raw(*at).eq_ignore_ascii_case("number") && is_word!(tokens.id(at + 1), "of");
    let total = clause().find(number_of).or_else(|| clause().find(|&at| is_total(tokens, at) || moves(at)))?;
    // "the number of dead rose to 12" counts dead; "the death toll rose to 12" is a toll.
    if is_word!(tokens.id(total + 1), "of") {
        let (noun, _) = skip_partitive(tokens, bounds, total + 1, Agreement::Plural);
        let end = run_end(tokens, bounds, noun, Agreement::Plural).min(link);
        if noun < end {
            return Some(counted(tokens, noun, end - 1));
        }
        // "the number of displaced"
        if noun < link && tokens.kind(noun) == Some(TokenKind::Word) && tokens.raw(noun).ends_with("ed") {
            return Some(counted(tokens, noun, noun));
        }
    }
    phrase_before(tokens, bounds, total + 1)
}

/// "a city of 500,000 people", "home to 3,000 inhabitants", "a population of 9,000 residents": not the people of the story
/// are counted but those of a place, which `head` belongs to. Gives the noun of the place.
pub(super) fn populated(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, head: Span) -> Option<Counted> {
    let link = first.checked_sub(1).filter(|&link| link > bounds.start)?;
    let people = matches!(head.slice(tokens.text), "people" | "residents" | "inhabitants" | "citizens" | "souls");
    if !people {
        return None;
    }
    let place = link - 1;
    let named = match tokens.word(link) {
        "of" => is_place(tokens.raw(place)),
        "to" => is_word!(tokens.small(place), "home"),
        _ => false,
    };
    named.then(|| counted(tokens, place, place))
}

/// Nouns of places that people live in.
pub(super) fn is_place(word: &str) -> bool {
    matches!(
        word,
        "home"
            | "city"
            | "town"
            | "village"
            | "state"
            | "province"
            | "district"
            | "country"
            | "nation"
            | "island"
            | "region"
            | "suburb"
            | "port"
            | "county"
            | "municipality"
            | "hamlet"
            | "settlement"
            | "metropolis"
            | "population"
            | "republic"
            | "territory"
            | "resort"
    )
}

/// "the victims, 12 in all": the noun before the comma.
pub(super) fn counted_in_apposition(
    tokens: Tokens<'_>,
    bounds: &Range<usize>,
    first: usize,
    last: usize,
) -> Option<Counted> {
    let comma = first.checked_sub(1).filter(|&comma| comma > bounds.start && tokens.sign(comma, ","))?;
    let in_all = is_word!(tokens.id(last + 1), "in") && is_word!(tokens.id(last + 2), "all" | "total");
    (in_all && is_plural(tokens, comma - 1)).then(|| phrase_before(tokens, bounds, comma)).flatten()
}

fn ends_clause(tokens: Tokens<'_>, at: usize) -> bool {
    matches!(tokens.raw(at), ";" | ":" | "—" | "“" | "\"" | ",") || tokens.kind(at) == Some(TokenKind::Number)
}

/// Nouns whose value is a number of things.
const TOTALS: &[&str] = &[
    "toll",
    "total",
    "number",
    "tally",
    "count",
    "figure",
    "population",
    "levels",
    "level",
    "strength",
    "attendance",
    "membership",
    "enrollment",
    "casualties",
    "deaths",
    "fatalities",
    "payroll",
    "workforce",
    "headcount",
    "cases",
    "infections",
    "numbers",
    "workers",
    "troops",
    "turnout",
];

fn is_total(tokens: Tokens<'_>, at: usize) -> bool {
    TOTALS.iter().any(|total| tokens.raw(at).eq_ignore_ascii_case(total))
}

/// The noun phrase of at most three words that ends before token `end`.
fn phrase_before(tokens: Tokens<'_>, bounds: &Range<usize>, end: usize) -> Option<Counted> {
    let open = |index: usize| is_open(tokens, index) && !tokens.is(index, Class::VERB.with(Class::REPORTING));
    let head = end.checked_sub(1).filter(|&head| head >= bounds.start)?;
    if !(open(head) || is_total(tokens, head) || tokens.is(head, Class::PLURAL)) || tokens.raw(head).len() < 3 {
        return None;
    }
    let mut start = head;
    while start > bounds.start && head - start < 3 && open(start - 1) {
        start -= 1;
    }
    Some(counted(tokens, start, head))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::segment_title;

    fn after(text: &str) -> Option<&str> {
        let segments = segment_title(text);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let agreement = if tokens.word(0) == "one" { Agreement::Singular } else { Agreement::Plural };
        let (counted, _) = counted_after(tokens, &(0..segments.tokens.len()), 1, agreement)?;
        Some(counted.phrase.slice(text))
    }

    #[test]
    fn the_phrase_ends_with_its_head() {
        let cases = [
            ("2,500 active-duty U.S. troops remain in Iraq", Some("active-duty U.S. troops")),
            ("12 killed and 30 hurt", None),
            ("30 people gathered there", Some("people")),
            ("200 sales managers quit", Some("sales managers")),
            ("12 wounded soldiers were flown out", Some("wounded soldiers")),
            ("dozens of the city's residents fled", Some("city's residents")),
            ("three of the five hostages died", Some("hostages")),
            ("500 US troops left", Some("US troops")),
            ("25 more", None),
            ("three strikes on bases", Some("strikes")),
            ("50 different states", Some("different states")),
            ("40 people Monday", Some("people")),
            ("12-member panel", Some("member")),
            ("900 in Syria", None),
            ("one thing seems certain", Some("thing")),
            ("one of the cases was closed", Some("cases")),
            ("many Democrats accuse Republicans", Some("Democrats")),
            ("five Texas state lawmakers left", Some("Texas state lawmakers")),
        ];
        for (text, phrase) in cases {
            assert_eq!(after(text), phrase, "{text}");
        }
    }

    #[test]
    fn a_total_stands_before_its_number() {
        let cases = [
            ("troop levels of 2,500", Some("troop levels")),
            ("The death toll in the port rose to 12", Some("death toll")),
            ("That brought the number of dead to 12", Some("dead")),
            ("Troops: 2,500", Some("Troops")),
            ("He moved to 12", None),
        ];
        for (text, phrase) in cases {
            let segments = segment_title(text);
            let tokens = Tokens { text, tokens: &segments.tokens };
            let bounds = 0..segments.tokens.len();
            let counted = counted_before(tokens, &bounds, bounds.end - 1);
            assert_eq!(counted.map(|counted| counted.phrase.slice(text)), phrase, "{text}");
        }
    }
}
