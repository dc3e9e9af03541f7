//! Where a text comes from: the dateline, the agencies that it credits, and the outlets that it quotes.
//!
//! A credit ("(AP) —", "The Associated Press contributed to this report", "© Reuters") says that the text, or part of
//! it, is the agency's. A quoted outlet ("according to a report from The Associated Press", "CNN reported") is the
//! source of single statements. Credits of pictures say nothing about the text and are left out.
//!
//! Not recognised: signs of single journalists ("jm/dpa"), agencies that are named by their web address.

use super::is_word;
use super::lexicon::Class;
use super::token::{TokenKind, Tokens};
use super::{Block, BlockKind, Segments, SetAside};
use crate::span::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, Match, MatchKind, StartKind};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The dateline: where the reporter is and who distributes. No place slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// From the place to the dash.
    pub span: Span,
    /// The place in capitals, and the country after it if there is one.
    pub place: Span,
    /// The agency in parentheses.
    pub agency: Option<Span>,
}

/// Finds the dateline, the wire credits and the quoted outlets.
pub(super) fn read_credits(text: &str, segments: &mut Segments) {
    let tokens = Tokens { text, tokens: &segments.tokens };
    let paragraphs = segments.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).take(DATELINE_WITHIN);
    let starts = paragraphs.map(|block| block.tokens.start);
    let dateline = starts.clone().find_map(|first| read_dateline(tokens, first));
    // "(Reuters) - ", without a place
    let bare = || starts.clone().find_map(|first| read_agency(tokens, first)).map(|(agency, _)| agency);
    let bare = || bare().filter(|agency| outlet_named(agency.slice(text)).is_some());
    let agency = dateline.as_ref().map_or_else(bare, |dateline| dateline.agency);
    let named = |agency: Span| (outlet_named(agency.slice(text)).unwrap_or(agency.slice(text)).to_owned(), agency);
    let mut credits: Vec<_> = agency.map(named).into_iter().collect();
    let mut quoted = Vec::new();
    for (outlet, span) in outlets(text, segments) {
        let block = &segments.blocks[segments.blocks.partition_point(|block| block.span.end() <= span.start())];
        if outlet.is_agency && is_credited(text, block, span) {
            credits.push((outlet.name.to_owned(), span));
        } else if is_quoted(tokens, span) {
            quoted.push((outlet.name.to_owned(), span));
        }
    }
    segments.dateline = dateline;
    segments.credits = credits;
    segments.quoted_outlets = quoted;
}

/// Paragraphs that are searched for a dateline: notices may stand above it.
const DATELINE_WITHIN: usize = 3;

/// Longest dateline, in tokens: two places, a country, a date and an agency.
const LONGEST_DATELINE: usize = 24;

/// `IRBIL, Iraq (AP) —`, `BEIJING, Jan. 8 (Xinhua) --`, `Beirut, Lebanon (CNN) --`, `WASHINGTON —`.
fn read_dateline(tokens: Tokens<'_>, first: usize) -> Option<Dateline> {
    let after_names = (first..first + LONGEST_DATELINE).find(|&at| !may_be_place(tokens, at))?;
    let place = read_place(tokens, first, after_names)?;
    let agency = read_agency(tokens, after_names);
    let mut at = agency.map_or(after_names, |(_, after)| after);
    // ".-", as EFE sets it
    if tokens.sign(at, ".") && agency.is_some() {
        at += 1;
    }
    let closed = is_dash(tokens, at) || tokens.sign(at, ":");
    // CNN and TASS set no dash.
    let known = agency.is_some_and(|(name, _)| outlet_named(name.slice(tokens.text)).is_some());
    let distributed = agency.is_some() && closed || known && tokens.capitalised(at);
    let reported = is_place_in_capitals(tokens.raw(first)) && is_dash(tokens, at) && after_names - first < 8;
    if !distributed && !reported {
        return None;
    }
    let last = match at {
        at if closed && is_dash(tokens, at + 1) && tokens.touches(at + 1) => at + 1,
        at if closed => at,
        at => at - 1,
    };
    Some(Dateline { span: tokens.span(first, last), place, agency: agency.map(|(agency, _)| agency) })
}

/// The names up to a date: "OSLO" of "OSLO, Jan. 8".
fn read_place(tokens: Tokens<'_>, first: usize, after_names: usize) -> Option<Span> {
    let mut end = (first..after_names).find(|&at| is_date_part(tokens, at)).unwrap_or(after_names);
    while end > first && tokens.sign(end - 1, ",") {
        end -= 1;
    }
    (end > first && tokens.capitalised(first)).then(|| tokens.span(first, end - 1))
}

/// Words in capitals before a dash that are no places.
const NO_PLACES: &[&str] = &[
    "ADVERTISEMENT",
    "ANALYSIS",
    "BREAKING",
    "COLUMN",
    "CORRECTION",
    "CORRECTED",
    "EDITORIAL",
    "EXCLUSIVE",
    "FILE",
    "GRAPHIC",
    "LIVE",
    "NEWS",
    "NOTE",
    "OPINION",
    "PHOTO",
    "PHOTOS",
    "QUESTION",
    "ANSWER",
    "READ",
    "UPDATE",
    "UPDATED",
    "UPDATES",
    "VIDEO",
    "WATCH",
    "LISTEN",
];

fn is_place_in_capitals(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    letters > 1 && !word.chars().any(char::is_lowercase) && !NO_PLACES.contains(&word.trim_end_matches('.'))
}

/// Names, abbreviated states, months and days, and what stands between them.
fn may_be_place(tokens: Tokens<'_>, at: usize) -> bool {
    match tokens.kind(at) {
        Some(TokenKind::Word) => {
            tokens.capitalised(at) || is_word!(tokens.small(at), "and" | "de" | "of" | "al" | "el" | "la")
        }
        Some(TokenKind::Number) => tokens.raw(at).len() <= 2 || tokens.raw(at).len() == 4,
        Some(TokenKind::Sign) => match tokens.raw(at) {
            "," | "." | "'" | "’" | "'s" | "'S" | "’s" | "’S" => true,
            "/" | "-" => tokens.touches(at) && tokens.touches(at + 1),
            _ => false,
        },
        None => false,
    }
}

fn is_date_part(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Class::MONTH.with(Class::WEEKDAY)) || tokens.kind(at) == Some(TokenKind::Number)
}

/// The name in `(AP)`, `(Reuters/AFP)` or `/TASS/`, and the token after it.
fn read_agency(tokens: Tokens<'_>, at: usize) -> Option<(Span, usize)> {
    let close = match tokens.raw(at) {
        "(" => ")",
        "/" => "/",
        _ => return None,
    };
    let last = (at + 1..at + 6).find(|&index| tokens.sign(index + 1, close))?;
    let named = (at + 1..=last).all(|index| tokens.kind(index) == Some(TokenKind::Word) || tokens.sign(index, "/"));
    let name = tokens.span(at + 1, last);
    let short = name.len() <= 24 && (tokens.capitalised(at + 1) || outlet_named(name.slice(tokens.text)).is_some());
    (named && short).then_some((name, last + 2))
}

fn is_dash(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.sign(at, "_") || tokens.hyphen(at)
}

/// An outlet that others quote; an agency also sells its texts to others.
#[derive(Debug)]
struct Outlet {
    name: &'static str,
    is_agency: bool,
}

struct Outlets {
    automaton: AhoCorasick,
    /// The outlet that each pattern of the automaton names.
    named: Vec<Outlet>,
    /// The bytes that names begin with: "new" and "press" are no names, "New" and "Press" may begin some.
    first_bytes: [bool; 256],
}

static OUTLETS: LazyLock<Outlets> = LazyLock::new(|| {
    let spelled = |(outlets, is_agency): (&'static [&'static str], bool)| {
        outlets.iter().flat_map(move |spellings| {
            let name = spellings.split(" | ").next().unwrap_or(spellings);
            let spellings = spellings.split(" | ").filter(|spelling| !AMBIGUOUS.contains(spelling));
            spellings.map(move |spelling| (spelling, Outlet { name, is_agency }))
        })
    };
    let (spellings, named): (Vec<_>, Vec<_>) =
        [(AGENCIES, true), (OTHERS, false)].into_iter().flat_map(spelled).unzip();
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Anchored)
        .build(&spellings);
    let mut first_bytes = [false; 256];
    spellings.iter().for_each(|spelling| first_bytes[usize::from(spelling.as_bytes()[0])] = true);
    Outlets { automaton: automaton.expect("the outlets are few"), named, first_bytes }
});

/// The words by which the names of outlets begin; not those that are acronyms with periods.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    let spellings = AGENCIES.iter().chain(OTHERS).flat_map(|spellings| spellings.split(" | "));
    let first = |spelling: &'static str| spelling.split(|sign: char| !sign.is_ascii_alphanumeric()).next();
    spellings.filter_map(first)
}

/// The longest name of an outlet that begins at an offset.
fn outlet_at(words: &str, start: usize) -> Option<Match> {
    OUTLETS.automaton.find(Input::new(words).range(start..).anchored(Anchored::Yes))
}

/// The name under which an outlet is known, if it is.
fn outlet_named(words: &str) -> Option<&'static str> {
    let found = outlet_at(words, 0)?;
    (found.range() == (0..words.len())).then(|| OUTLETS.named[found.pattern().as_usize()].name)
}

/// Every outlet that the text names outside of picture credits.
fn outlets(text: &str, segments: &Segments) -> Vec<(&'static Outlet, Span)> {
    let tokens = Tokens { text, tokens: &segments.tokens };
    let bytes = text.as_bytes();
    let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let alone = |start: usize, end: usize| !letter(start.checked_sub(1)) && !letter(Some(end));
    let mut found = Vec::new();
    for block in &segments.blocks {
        if matches!(block.kind, BlockKind::Caption | BlockKind::SetAside(SetAside::Credit)) {
            continue;
        }
        let (start, words) = (block.span.start(), block.span.slice(text));
        let mut named_to = start;
        // "A.P." is no word of the lexicon.
        let begins = Class::OUTLET.with(Class::PERIOD);
        let mut next = block.tokens.start;
        loop {
            let index = tokens.next_of(begins, next..block.tokens.end);
            if index == block.tokens.end {
                break;
            }
            next = index + 1;
            let at = tokens.tokens[index].span.start();
            if at < named_to || !OUTLETS.first_bytes[usize::from(bytes[at])] {
                continue;
            }
            let Some(hit) = outlet_at(words, at - start) else { continue };
            named_to = start + hit.end();
            if alone(at, named_to) {
                found.push((&OUTLETS.named[hit.pattern().as_usize()], Span::new(at, named_to)));
            }
        }
    }
    found
}

/// Whether the block credits the agency with the text.
fn is_credited(text: &str, block: &Block, agency: Span) -> bool {
    let words = block.span.slice(text);
    if words.len() > LONGEST_CREDIT {
        return ends_with_agency(text, block, agency);
    }
    let is_byline = starts_with_any(words, &["By ", "BY "]) && words.split_whitespace().count() <= 16;
    let lower = words.to_lowercase();
    let contributed = CONTRIBUTIONS.iter().any(|phrase| lower.contains(phrase));
    let copyright = is_copyright(&text[block.span.start()..agency.start()]);
    is_byline && !words.contains('"')
        || contributed
        || copyright
        || is_alone(words, agency.slice(text))
        || ends_with_agency(text, block, agency)
}

/// `© 2018 The `, before the name
fn is_copyright(before: &str) -> bool {
    let before = before.strip_suffix("The ").unwrap_or(before).to_lowercase();
    let sign = before.trim_end_matches(|between: char| {
        between.is_ascii_digit() || [' ', '-', '–', ',', '(', ')'].contains(&between)
    });
    ["©", "copyright", "(c", "copyright ©", "by"].iter().any(|end| sign.ends_with(end))
        && (before.contains('©') || before.contains("copyright") || before.starts_with("(c)"))
}

/// `AP`, `- Reuters`, `Source: The Associated Press`
fn is_alone(words: &str, agency: &str) -> bool {
    let core = words.trim_matches(|sign: char| !sign.is_alphanumeric());
    let core = core.strip_prefix("Source: ").or(core.strip_prefix("SOURCE: ")).unwrap_or(core);
    core.strip_prefix("The ").unwrap_or(core) == agency
}

/// Longest block that credits, in bytes: a list of the reporters of a large story.
const LONGEST_CREDIT: usize = 500;

const CONTRIBUTIONS: &[&str] = &[
    "contributed to this",
    "contributed reporting",
    "contributed from",
    "contributed.",
    "contributed to the",
    "contributing:",
    "contributing to this",
    "reporting by",
    "wire services",
    "wire reports",
    "wire service reports",
    "contains material from",
    "material from the",
    "compiled from",
    "with files from",
    "with reporting from",
    "includes reporting from",
    "information from the",
    "with agencies",
    "was used in this report",
    "from staff and",
    "story was reported by",
    "story by the",
];

fn starts_with_any(words: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| words.starts_with(start))
}

/// Text after an agency that signs off, in bytes: notices and links.
const SIGN_OFF: usize = 1500;

/// `… the ministry said. (AFP)`, `… he said. – Reuters`
fn ends_with_agency(text: &str, block: &Block, agency: Span) -> bool {
    if text.len() - agency.end() > SIGN_OFF {
        return false;
    }
    let after = text[agency.end()..block.span.end()].trim_matches(['.', ')', ']', '/', '-', ' ']);
    let before = text[block.span.start()..agency.start()].trim_end();
    let sentence = before.trim_end_matches(['(', '[', '/', '-', '–', '—', ' ']);
    after.is_empty() && sentence.len() < before.len() && sentence.ends_with(['.', '"', '”', '!', '?'])
}

/// Whether the words around an outlet's name quote it: "told Reuters", "according to CNN", "the AP reported".
fn is_quoted(tokens: Tokens<'_>, outlet: Span) -> bool {
    let first = tokens.tokens.partition_point(|token| token.span.end() <= outlet.start());
    let after = tokens.tokens.partition_point(|token| token.span.start() < outlet.end());
    let Some(before) = first.checked_sub(1) else { return is_reporting(tokens, after) };
    let before = if matches!(tokens.raw(before), "the" | "The") { before.saturating_sub(1) } else { before };
    let told = match tokens.raw(before) {
        "told" | "tells" => true,
        "to" => matches!(
            tokens.raw(before.saturating_sub(1)),
            "according" | "According" | "statement" | "speaking" | "spoke" | "confirmed"
        ),
        "from" | "by" | "in" => is_word!(
            tokens.small(before.saturating_sub(1)),
            "report" | "reports" | "reported" | "seen" | "obtained" | "reviewed" | "cited" | "published"
        ),
        "with" => is_word!(tokens.small(before.saturating_sub(1)), "interview" | "spoke" | "shared"),
        _ => false,
    };
    told || is_reporting(tokens, after)
}

/// "reported", "says", and the nouns "AP report", "CNN's reporting".
fn is_reporting(tokens: Tokens<'_>, at: usize) -> bool {
    let at = if matches!(tokens.raw(at), "'s" | "’s") { at + 1 } else { at };
    tokens.is(at, Class::REPORTING) && !is_word!(tokens.small(at), "according" | "put" | "cited" | "quoted" | "believe")
        || is_word!(tokens.small(at), "reporting" | "quoted" | "cited" | "quotes" | "cites" | "citing" | "quoting")
}

/// Short names that also mean states, regions and companies; they are known in a dateline only, as they stand.
const AMBIGUOUS: &[&str] = &["ANI", "CP", "MENA", "PA", "SPA", "WAM"];

/// Agencies whose texts others print: the usual name first, then its other spellings.
const AGENCIES: &[&str] = &[
    "AP | Associated Press | ASSOCIATED PRESS | A.P.",
    "Reuters | REUTERS | Thomson Reuters",
    "AFP | Agence France-Presse | Agence France Presse | Agence-France Presse",
    "Xinhua | XINHUA | Xinhua News Agency",
    "dpa | DPA | Deutsche Presse-Agentur | German Press Agency",
    "UPI | United Press International",
    "EFE | Agencia EFE",
    "TASS | ITAR-TASS | Itar-Tass | Tass",
    "Interfax | INTERFAX",
    "RIA Novosti",
    "Kyodo | KYODO | Kyodo News",
    "Jiji Press | Jiji",
    "ANSA",
    "Anadolu Agency | Anadolu",
    "PTI | Press Trust of India",
    "ANI | Asian News International",
    "IANS | Indo-Asian News Service",
    "PA | PA Media | Press Association",
    "AAP | Australian Associated Press",
    "CP | Canadian Press | CANADIAN PRESS",
    "Yonhap | YONHAP | Yonhap News Agency",
    "Bernama",
    "KUNA | Kuwait News Agency",
    "IRNA | Islamic Republic News Agency",
    "SANA | Syrian Arab News Agency",
    "WAM | Emirates News Agency",
    "SPA | Saudi Press Agency",
    "MENA | Middle East News Agency",
    "Bloomberg | Bloomberg News | BLOOMBERG",
    "Tribune News Service | TNS | Tribune Content Agency",
    "Kaiser Health News | KHN",
    "CNN Wire",
];

/// Outlets that are quoted for what they report.
const OTHERS: &[&str] = &[
    "ABC News | ABC",
    "Al Arabiya | Al-Arabiya",
    "Al Jazeera | Al-Jazeera",
    "Axios",
    "BBC | BBC News",
    "CBS News | CBS",
    "CNN",
    "CNBC",
    "Der Spiegel | Spiegel",
    "Financial Times",
    "Fox News | FOX News",
    "Guardian",
    "Haaretz",
    "Le Monde",
    "Los Angeles Times | LA Times | L.A. Times",
    "MSNBC",
    "NBC News | NBC",
    "New York Times | NY Times | NYT",
    "NPR",
    "Politico | POLITICO",
    "Sky News",
    "Telegraph",
    "USA Today | USA TODAY",
    "Wall Street Journal | WSJ",
    "Washington Post | WaPo",
];
