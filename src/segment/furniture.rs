//! The furniture of a web page: notices, links and advertisements between the paragraphs.
//!
//! A block is set aside only as a whole, and only if it is short: a sentence that happens to hold one of the phrases
//! below stays text. Most phrases count at the start of a block only, where a sentence would not use them ("Sign up
//! for …" against "people who sign up for …"). They are those of many outlets; none is the name of one.

use super::SetAside;
use super::sieve::{PairSieve, Sieve};
use super::token::{Token, TokenKind, tokenize};
use crate::span::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a text's furniture looks like.
pub(super) struct Furniture {
    /// A text in capitals throughout has no promotions in capitals.
    capitals_promote: bool,
    /// Furniture stands beside something: a text of one block has none.
    beside_text: bool,
}

impl Furniture {
    pub(super) fn of<'a>(blocks: impl Iterator<Item = &'a str>) -> Self {
        let (capitals, all) =
            blocks.fold((0, 0), |(capitals, all), words| (capitals + usize::from(in_capitals(words)), all + 1));
        Self { capitals_promote: capitals * 3 < all, beside_text: all > 1 }
    }

    /// Why a block with these tokens is set aside, `None` for text.
    pub(super) fn set_aside(&self, words: &str, tokens: &[Token]) -> Option<SetAside> {
        if !self.beside_text {
            return None;
        }
        if !words.chars().any(char::is_alphabetic) {
            return Some(SetAside::Navigation);
        }
        let noticed = NOTICES.reason(words, tokens).filter(|_| !words.contains("Image caption "));
        noticed.or_else(|| self.reason_by_shape(words))
    }

    fn reason_by_shape(&self, words: &str) -> Option<SetAside> {
        if self.capitals_promote && in_capitals(words) {
            Some(SetAside::Promotion)
        } else if is_credit_line(words) {
            Some(SetAside::Credit)
        } else if is_byline(words) || is_follow_link(words) || is_address(words) || is_date_line(words) {
            Some(SetAside::Navigation)
        } else {
            None
        }
    }
}

/// Where in a block a phrase must stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is the block, signs around it left aside.
    Whole,
    Start,
    End,
    /// Anywhere, unless the block quotes somebody.
    Anywhere,
}

/// Longest notice, in bytes. Chosen by eye on news of many outlets: longer paragraphs tell the story.
const NOTICE: usize = 450;

/// Longest link, in bytes: with more around it, "click here" ends a paragraph of the story.
const LINK: usize = 200;

/// Longest gallery, in bytes: the captions of dozens of pictures in one line.
const GALLERY: usize = 20_000;

/// A phrase, and what it makes of a block.
#[derive(Clone, Copy)]
struct Notice {
    reason: SetAside,
    place: Place,
    /// Longest block, in bytes.
    longest: usize,
    phrase: &'static str,
}

struct Notices {
    /// Phrases of [`Place::Start`] and [`Place::Whole`] by their first word.
    leading: FxHashMap<&'static str, Vec<Notice>>,
    /// The first token of each: a block that begins with another begins with none of the phrases.
    first_tokens: Sieve,
    /// The other phrases, in the order of the automaton that finds them.
    inner: Vec<Notice>,
    /// Two words of each inner phrase that stand next to each other: a block without any such pair holds none of the phrases.
    telling: PairSieve,
    automaton: AhoCorasick,
}

static NOTICES: LazyLock<Notices> = LazyLock::new(|| {
    let notices = PHRASES.iter().flat_map(|&(reason, place, longest, phrases)| {
        phrases.split(" | ").map(move |phrase| Notice { reason, place, longest, phrase })
    });
    let (leads, inner): (Vec<_>, Vec<_>) =
        notices.partition(|notice| matches!(notice.place, Place::Start | Place::Whole));
    let mut leading: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for notice in leads {
        leading.entry(&notice.phrase[..first_word(notice.phrase)]).or_default().push(notice);
    }
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(inner.iter().map(|notice| notice.phrase))
        .expect("the phrases are few");
    // Room for more than there are: a frequent pair that passes by chance costs a search of every tenth block.
    let mut telling = PairSieve::with_room(8 * inner.len());
    for notice in &inner {
        let tokens = tokenize(notice.phrase, Span::new(0, notice.phrase.len()));
        // The words of the lexicon are frequent, and so are short ones.
        let rarity = |pair: &&[Token]| {
            let unknown = pair.iter().filter(|token| !token.is_known()).count();
            (unknown, pair.iter().map(|token| token.span.len()).sum::<usize>())
        };
        let rarest = tokens.windows(2).max_by_key(rarity).expect("a phrase within a block has several words");
        telling.add(&rarest[0], &rarest[1]);
    }
    let first_token = |phrase: &'static str| tokenize(phrase, Span::new(0, phrase.len()))[0].span.slice(phrase);
    let first_tokens = Sieve::of(leading.values().flatten().map(|notice| first_token(notice.phrase)));
    Notices { leading, first_tokens, inner, telling, automaton }
});

/// Length of the letters and digits that a text begins with.
fn first_word(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphanumeric).count()
}

impl Notices {
    fn reason(&self, words: &str, tokens: &[Token]) -> Option<SetAside> {
        if words.len() > GALLERY {
            return None;
        }
        let first = tokens.iter().find(|token| token.kind() != TokenKind::Sign);
        let leading =
            if first.is_some_and(|first| self.first_tokens.may_hold(first)) { self.leading_in(words) } else { None };
        leading.or_else(|| self.inner_in(words, tokens)).map(|notice| notice.reason)
    }

    fn leading_in(&self, words: &str) -> Option<&Notice> {
        let start = words.len() - words.trim_start_matches(|sign: char| !sign.is_alphanumeric()).len();
        let end = end_of_words(words);
        let first = words[start..][..first_word(&words[start..])].to_ascii_lowercase();
        let speaks = words.starts_with(['"', '“', '‘', '\'', '`']);
        self.leading.get(first.as_str())?.iter().find(|notice| {
            let stop = start + notice.phrase.len();
            let found = words.get(start..stop).is_some_and(|begin| begin.eq_ignore_ascii_case(notice.phrase));
            let in_place = if notice.place == Place::Whole { stop == end } else { !speaks };
            found && in_place && words.len() <= notice.longest && stands_alone(words, start, stop)
        })
    }

    fn inner_in(&self, words: &str, tokens: &[Token]) -> Option<&Notice> {
        if words.len() > NOTICE || !self.telling.may_stand_in(tokens) {
            return None;
        }
        let end = end_of_words(words);
        let quotes = words.contains(['"', '“', '”']);
        let mut found = self.automaton.find_overlapping_iter(words);
        found.find_map(|found| {
            let notice = &self.inner[found.pattern().as_usize()];
            let in_place = if notice.place == Place::End { found.end() == end } else { !quotes };
            let fits = in_place && words.len() <= notice.longest && stands_alone(words, found.start(), found.end());
            fits.then_some(notice)
        })
    }
}

/// Where the last letter or digit of a text ends.
fn end_of_words(words: &str) -> usize {
    words.trim_end_matches(|sign: char| !sign.is_alphanumeric()).len()
}

/// Whether no letter or digit touches the phrase (a phrase may end with a sign itself).
fn stands_alone(words: &str, start: usize, end: usize) -> bool {
    let bytes = words.as_bytes();
    let joined = |at: usize| bytes[at - 1].is_ascii_alphanumeric() && bytes[at].is_ascii_alphanumeric();
    let joined_before = start > 0 && joined(start);
    let joined_after = end < bytes.len() && joined(end);
    !joined_before && !joined_after
}

/// Five words or more without a small letter: how some outlets set the titles of other stories between paragraphs.
fn in_capitals(words: &str) -> bool {
    // Most blocks are told by their first small letter.
    if words.len() > NOTICE || words.as_bytes().iter().take(8).any(u8::is_ascii_lowercase) {
        return false;
    }
    let mut letters = 0;
    for letter in words.chars().filter(|letter| letter.is_alphabetic()) {
        if !letter.is_uppercase() {
            return false;
        }
        letters += 1;
    }
    letters > 15 && words.split_whitespace().nth(4).is_some()
}

/// `REUTERS/Jane Roe`, `(Jane Roe/Example Images)`, `Jane Roe / AP`: names and nothing else.
fn is_credit_line(words: &str) -> bool {
    let inside = words.trim_matches(['(', ')', '[', ']', ' ']);
    if inside.len() >= 80 {
        return false;
    }
    let Some((left, right)) = inside.rsplit_once('/') else { return false };
    let few = inside.split_whitespace().count() <= 8;
    let agency = |name: &str| is_picture_agency(name.trim());
    few && !inside.contains("://")
        && (agency(right) || agency(left) || agency(left.rsplit(' ').next().unwrap_or(left)) || words.starts_with('('))
        && inside
            .split([' ', '/'])
            .all(|word| !word.starts_with(char::is_lowercase) || matches!(word, "via" | "for" | "de"))
}

/// Those who are named after the slash of a picture's credit.
pub(super) fn is_picture_agency(name: &str) -> bool {
    const AGENCIES: [&str; 14] = [
        "AP",
        "AP Photo",
        "Associated Press",
        "Reuters",
        "REUTERS",
        "AFP",
        "EPA",
        "Anadolu",
        "Anadolu Agency",
        "UPI",
        "Getty",
        "NurPhoto",
        "SIPA",
        "Shutterstock",
    ];
    AGENCIES.contains(&name) || name.contains("Getty Images") || name.ends_with(" via AP") || name.ends_with(" Images")
}

/// `By JANE ROE and John Doe`, `— Jane Roe`: names and nothing else.
fn is_byline(words: &str) -> bool {
    let names = ["By ", "BY ", "by ", "- ", "-- ", "– ", "— "].iter().find_map(|start| words.strip_prefix(start));
    names.is_some_and(|names| {
        let mut words = names.split([' ', ',', '/']).filter(|word| !word.is_empty());
        let few = (2..=12).contains(&words.clone().count());
        let small = ["and", "of", "for", "the", "in", "de", "van", "von", "|", "(", ")"];
        let named =
            words.all(|word| small.contains(&word) || word.starts_with(char::is_uppercase) || word.starts_with('@'));
        few && named
            && !names.ends_with(['.', '!', '?', ':', '"', '”'])
            && !names.contains(|digit: char| digit.is_ascii_digit())
    })
}

/// A link alone on a line, or what is left of markup.
fn is_address(words: &str) -> bool {
    let address = words.starts_with("http://") || words.starts_with("https://") || words.starts_with("www.");
    let markup = words.starts_with('<') && words.ends_with('>') || words.starts_with("[embed");
    address && !words.contains(' ') || markup
}

/// `Follow Jane Roe on Twitter`
fn is_follow_link(words: &str) -> bool {
    let network = || ["Twitter", "Facebook", "Instagram", "@"].iter().any(|name| words.contains(name));
    words.len() < 120 && words.trim_start_matches(['-', '–', '—', '•', ' ']).starts_with("Follow ") && network()
}

/// `Updated at 2:46 p.m. ET`, `Monday, 28 November 2005, 02:24 GMT`: a year or a time, and nothing that is no date.
fn is_date_line(words: &str) -> bool {
    let mut numbers = words.split(|sign: char| !sign.is_ascii_digit()).map(str::len);
    if words.len() > LONGEST_DATE_LINE
        || !numbers.any(|digits| digits == 4) && !words.contains(':') && !words.contains('/')
    {
        return false;
    }
    words.split(|sign: char| !sign.is_alphabetic()).filter(|word| word.len() > 1).all(|word| {
        let lower = word.to_lowercase();
        let calendar = lower.len() >= 3 && CALENDAR.iter().any(|name| name.starts_with(&lower));
        calendar || DATE_WORDS.contains(&lower.as_str())
    })
}

/// In bytes; two dates with their times and zones.
const LONGEST_DATE_LINE: usize = 120;

const CALENDAR: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const DATE_WORDS: &[&str] = &[
    "updated",
    "published",
    "posted",
    "modified",
    "created",
    "first",
    "last",
    "date",
    "time",
    "on",
    "at",
    "am",
    "pm",
    "et",
    "est",
    "edt",
    "ct",
    "cst",
    "cdt",
    "pt",
    "pst",
    "pdt",
    "gmt",
    "utc",
    "bst",
    "cet",
    "ist",
    "uk",
    "th",
    "st",
    "nd",
    "rd",
    "local",
];

/// Reason, place, longest block in bytes, and the phrases, with bars between them.
type Group = (SetAside, Place, usize, &'static str);

const PHRASES: &[Group] = &[
    (
        SetAside::Promotion,
        Place::Start,
        GALLERY,
        "enlarge this image | just watched | media playback is unsupported | must watch | photos:",
    ),
    (
        SetAside::Subscription,
        Place::Start,
        NOTICE,
        "already a subscriber | already have an account | become a member | become a subscriber | create a \
         free account | email sign up | get unlimited access | keep reading with | newsletter | sign in to | \
         sign up for | sign up now | sign up to | subscribe for | subscribe now | subscribe to | subscribe \
         today | support independent journalism | support our journalism | thank you for signing up | thanks \
         for signing up | this article is for subscribers | to continue reading | to read the full | you have \
         been signed up | you have reached your limit",
    ),
    (
        SetAside::Subscription,
        Place::Anywhere,
        NOTICE,
        "agree to our privacy policy | agree to receive | by signing up you | by signing up, you | delivered \
         daily to | delivered to your | free articles | in your inbox | log in to your account | log into \
         your account | manage newsletters | meet your inbox | our daily newsletter | our newsletter | our \
         weekly newsletter | sign up here | sign up to receive | subscribers only | to your inbox | your \
         email address",
    ),
    (SetAside::Subscription, Place::Whole, NOTICE, "log in | newsletters | sign in | sign up | subscribe"),
    (
        SetAside::Promotion,
        Place::Whole,
        LINK,
        "ad | ads | advertisement | advertising | also read | also see | article continues below | continue \
         reading | continue reading below | don't miss | don’t miss | editor's picks | editors' picks | go \
         deeper | listen | listen now | more | more from | more news | more on this | more stories | most \
         popular | most read | now read | paid content | photos | promoted | read it here | read more | read \
         more here | read next | read the full story | recommended | recommended for you | related | related \
         articles | related content | related stories | see also | sponsored | sponsored content | story \
         continues | trending | up next | videos | view slideshow | watch | watch live | watch now | watch \
         the video | watch video",
    ),
    (
        SetAside::Promotion,
        Place::Start,
        LINK,
        "advertisement - | advertisement advertisement | advertisement continue reading | also read: | also \
         see: | article continues after | article continues below | check out more | check out our | check \
         out the | click for | click here | click on the | click through | click to | coronavirus updates \
         every day | download our | download the | find us on | follow @ | follow us | for more coverage | \
         for more from | for more news | for more stories | full coverage: | gallery: | get all the latest | \
         get breaking news | get the latest | in pictures: | interactive: | join us on | like us on | listen: \
         | more from the | more on this: | more videos | more: | next image | podcast: | poll: | prev image | \
         quiz: | read also: | read more about | read more at | read more from | read more on | read more: | \
         read the full story | read the original article | read: | recommended: | related article: | related \
         articles: | related coverage | related stories: | related story: | related video | related: | see \
         also: | see more: | slideshow | special coverage: | stay up to date | stay up-to-date | story \
         continued below | story continues below | tap here | video: | view slideshow | visit our | watch the \
         full | watch the latest | watch the video | watch:",
    ),
    (
        SetAside::Promotion,
        Place::End,
        LINK,
        "click here | for more stories | hide caption | more videos | read more | read more here",
    ),
    (
        SetAside::Promotion,
        Place::Anywhere,
        LINK,
        "click here for | click here to | follow us on | on our app | on twitter @ | on twitter at @ | our \
         mobile app | twitter: @",
    ),
    (
        SetAside::Credit,
        Place::Start,
        NOTICE,
        "credit... | credit: | getty images | illustration by | illustration: | image copyright | image \
         credit | image source | image: | photo by | photo courtesy | photo credit | photo illustration | \
         photo: | photograph by | picture by | picture: | toggle caption | video by | video courtesy",
    ),
    (
        SetAside::Credit,
        Place::Whole,
        NOTICE,
        "afp/getty images | file photo | getty | getty images | graphic | image | photo | video",
    ),
    (
        SetAside::Disclaimer,
        Place::Start,
        NOTICE,
        "all rights reserved | copyright | disclaimer: | editor's note: this | editor’s note: this | the \
         opinions expressed | the views expressed | this article first appeared | this article originally \
         appeared | this article was originally published | this column does not necessarily | this column \
         was first published | this is a rush transcript | this story originally appeared | this story was \
         originally published | this transcript | we are committed to truth",
    ),
    (
        SetAside::Disclaimer,
        Place::Anywhere,
        NOTICE,
        "all rights reserved | are solely those of | are their own and do not | as a public service | do not \
         necessarily reflect | do not necessarily represent | do not represent the views | does not \
         constitute investment | for reprint permission | is responsible for its content | may not be in its \
         final form | may not be published, broadcast | not necessarily those of | our editorial standards | \
         protected by recaptcha | terms of service apply | the copyright of this article | the views \
         expressed in",
    ),
    (
        SetAside::Comments,
        Place::Start,
        NOTICE,
        "add a comment | comments are closed | comments are not available | comments have been | email the \
         author | got a tip | have a tip | join the conversation | join the discussion | leave a comment | \
         post a comment | report a typo | report an error | send a tip | send comments | send letters | send \
         questions | send us | show comments | view comments | we want to hear | what do you think?",
    ),
    (
        SetAside::Comments,
        Place::Anywhere,
        NOTICE,
        "can be reached at | comments are not available | in the comments below | in the comments section | \
         or email us at | reach the author | send your comments",
    ),
    (SetAside::Comments, Place::Whole, NOTICE, "comment | comments | comments are closed"),
    (
        SetAside::Navigation,
        Place::Start,
        NOTICE,
        "contents hide | filed under | first published | hide transcript | jump to | last modified | last \
         updated | listen to article | listen to this article | listen to this story | reading time | share \
         on | share this | show transcript | table of contents | this article has been updated | this article \
         is more than | this article was updated | this story has been updated | this story is more than | \
         this story was updated | tweet this",
    ),
    (SetAside::Navigation, Place::End, NOTICE, "min read | minute read"),
    (
        SetAside::Navigation,
        Place::Whole,
        NOTICE,
        "analysis | analysis/opinion | back to top | close | commentary | copy link | copy link copy | \
         editorial | email | facebook | home | link copied | loading | menu | next | opinion | opinion \
         columnist | perspectives | pocket | previous | print | pullquote | reddit | save | search | share | \
         skip to content | skip to main content | tags | topics | tweet | twitter | whatsapp",
    ),
];
