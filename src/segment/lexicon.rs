//! The closed-class words of English that reading depends on: number words, calendar words, units, hedges, function
//! words, frequent verbs. Every word of the text is looked up once, when it becomes a token; extractors ask
//! [`Token::word`](super::Token::word) and [`Token::is`](super::Token::is) and never hash again.
//!
//! A word may be of several classes ("may": month and auxiliary; "second": ordinal and unit of time).

use super::credit;
use super::key::{Key, KeyMap};
use super::token::fold;
use crate::value::{Currency, Unit};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A word of the lexicon with its classes; [`LexId::UNKNOWN`] for every other word.
#[derive(Clone, Copy, Debug, Default)]
pub struct LexId {
    pub(super) entry: EntryId,
    /// The classes stand in every token, so that asking for them needs no look into the lexicon.
    pub(super) class: Class,
}

impl LexId {
    /// A word that the lexicon does not know.
    pub const UNKNOWN: Self = Self { entry: EntryId(0), class: Class(0) };

    /// The word in lower case, without the period of an abbreviation; `""` for an unknown one.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.entry.word()
    }

    /// Whether the word is of one of these classes.
    #[must_use]
    #[inline]
    pub fn is(self, class: Class) -> bool {
        self.class.meets(class)
    }

    #[inline]
    pub(super) fn with(self, class: Class) -> Self {
        Self { class: self.class.with(class), ..self }
    }
}

/// An entry of the lexicon, as an index: tokens are many, and an index takes half the room of a reference. The first entry stands
/// for every word that has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EntryId(u32);

impl EntryId {
    #[inline]
    fn entry(self) -> &'static Entry {
        &LEXICON.entries[self.0 as usize]
    }

    /// [`LexId::word`]
    #[inline]
    pub(super) fn word(self) -> &'static str {
        self.entry().word
    }

    /// The number that a number word, ordinal, month or weekday stands for.
    #[inline]
    pub(super) fn number(self) -> Option<i64> {
        self.entry().number
    }
}

/// No two entries have the same word.
impl PartialEq for LexId {
    fn eq(&self, other: &Self) -> bool {
        self.entry == other.entry
    }
}

impl Eq for LexId {}

/// A set of word classes. [`Token::number`](super::Token::number) gives the number of those that stand for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Class(u64);

impl Class {
    /// Written with a period that does not end a sentence.
    pub const ABBREVIATION: Self = Self(1);
    /// zero … ninety; the number is the value.
    pub const CARDINAL: Self = Self(1 << 1);
    /// hundred, thousand, million …; the number is the value.
    pub const SCALE: Self = Self(1 << 2);
    /// dozens, scores, several …
    pub const VAGUE: Self = Self(1 << 3);
    /// first … thirty-first and tens; the number is the value.
    pub const ORDINAL: Self = Self(1 << 4);
    /// half, thirds, quarters …; the number is the denominator.
    pub const FRACTION: Self = Self(1 << 5);
    /// January …; the number is 1–12.
    pub const MONTH: Self = Self(1 << 6);
    /// Monday …; the number is 1–7.
    pub const WEEKDAY: Self = Self(1 << 7);
    /// second … century, with plurals.
    pub const TIME_UNIT: Self = Self(1 << 8);
    /// yesterday, tonight, now, spring, morning, Christmas …: a temporal expression by itself.
    pub const CALENDAR: Self = Self(1 << 9);
    /// kilometres, tons …
    pub const UNIT: Self = Self(1 << 10);
    /// dollars, euros …
    pub const CURRENCY: Self = Self(1 << 11);
    /// the, a, this …
    pub const DETERMINER: Self = Self(1 << 12);
    /// of, in, at …
    pub const PREPOSITION: Self = Self(1 << 13);
    /// and, or, but, that, who …
    pub const CONJUNCTION: Self = Self(1 << 14);
    /// he, they …
    pub const PRONOUN: Self = Self(1 << 15);
    /// is, have, will …
    pub const AUXILIARY: Self = Self(1 << 16);
    /// Frequent verb forms of news that cannot be part of a counted noun phrase.
    pub const VERB: Self = Self(1 << 17);
    /// not, also, still …
    pub const ADVERB: Self = Self(1 << 18);
    /// said, told, according …
    pub const REPORTING: Self = Self(1 << 19);
    /// officials, police, spokesman …: who speaks, without a name.
    pub const SPEAKER: Self = Self(1 << 20);
    /// percent, pct, per cent
    pub const PERCENT: Self = Self(1 << 21);
    /// A title before a person's name.
    pub const TITLE: Self = Self(1 << 22);
    /// no, none, nobody
    pub const NONE: Self = Self(1 << 23);
    /// doubled, tripled, twice …
    pub const MULTIPLE: Self = Self(1 << 24);

    /// last, next, past …: places a calendar word relative to the text's now.
    pub const DEICTIC: Self = Self(1 << 25);
    /// The first word of a holiday's name.
    pub const HOLIDAY: Self = Self(1 << 26);

    /// The last word of a hedge before a number: "at least", "more than", "as many as", "nearly".
    pub const HEDGE: Self = Self(1 << 27);
    /// rose, up, growth, fell, down …: gives a direction to the figure beside it; the number is 1 or -1.
    pub const TREND: Self = Self(1 << 28);
    /// A word after which a number is a label: "Chapter 11", "Flight 370".
    pub const LABEL: Self = Self(1 << 29);
    /// An institution that speaks with one voice: police, Pentagon, ministry.
    pub const INSTITUTION: Self = Self(1 << 30);

    /// A plural noun without the "s" of one: people, women, police, aircraft; and adjectives that count as nouns: dead.
    pub const PLURAL: Self = Self(1 << 31);

    /// plans, pledged, forecast …: what follows is still to be.
    pub const PLAN: Self = Self(1 << 43);
    /// feared, threatens, possibly …: what follows may not be.
    pub const FEAR: Self = Self(1 << 44);
    /// denied, dismissed, debunked …, and suppose: what follows is not asserted.
    pub const DOUBT: Self = Self(1 << 45);
    /// claims, rumors, reports …: what may be taken back.
    pub const RUMOUR: Self = Self(1 << 46);
    /// misstated, erroneously …, and version: words of a correction.
    pub const CORRECTION: Self = Self(1 << 47);
    /// al, bin, van …: a small word inside names.
    pub const PARTICLE: Self = Self(1 << 48);
    /// Corps, League …: the last word of an organisation's name, beside the institutions.
    pub const ORGANISATION: Self = Self(1 << 49);
    /// City, River …: the last word of a place's name.
    pub const PLACE: Self = Self(1 << 50);
    /// Adviser, Bishop …: a role before a name, beside the titles.
    pub const ROLE: Self = Self(1 << 51);
    /// caption, photo: a word of the captions of pictures.
    pub const PICTURE: Self = Self(1 << 52);
    /// a, every, another …: a determiner that a length of time or a repeated time may begin with.
    pub const LENGTH: Self = Self(1 << 53);
    /// An "@", a slash, "www": stands in an address of the web or of mail.
    pub const ADDRESS: Self = Self(1 << 54);

    /// The first word of an outlet's name.
    pub(super) const OUTLET: Self = Self(1 << 57);
    /// will, was, due …: a word by which the tense of a clause is told, beside the past forms in "ed".
    pub const TENSE: Self = Self(1 << 56);
    /// penny, dimes …: a coin that is a sum by itself, beside the currencies.
    pub const COIN: Self = Self(1 << 58);

    /// spent, invests, worth …: what it has for an object is money, if it has a number and no noun.
    pub const PAYING: Self = Self(1 << 59);
    /// saved, gave, fined …: who pays or gains may stand behind it, before the sum.
    pub const CHARGING: Self = Self(1 << 60);
    /// donations, taxes, repairs …: money, or what is paid for.
    pub const PAYABLE: Self = Self(1 << 61);
    /// but, that, to, not, said …: a word by which the status of a figure behind it is told, beside the auxiliaries.
    pub const CUE: Self = Self(1 << 62);

    /// A sign.
    pub const SIGN: Self = Self(1 << 63);

    /// The lexicon has an entry for the word.
    pub(super) const KNOWN: Self = Self(1 << 55);

    // What the spelling tells of any token, known or not. Entries of the lexicon have none of these.

    /// Digits.
    pub const NUMBER: Self = Self(1 << 32);
    /// Begins with a capital letter.
    pub const CAPITAL: Self = Self(1 << 33);
    /// Follows the token before it without white space between.
    pub const TOUCHING: Self = Self(1 << 34);
    /// Ends with a period, or is one.
    pub const PERIOD: Self = Self(1 << 35);
    /// Five letters and more that end with "ed": a past form, as far as the spelling tells.
    pub const PAST: Self = Self(1 << 36);
    /// A hyphen or dash.
    pub const HYPHEN: Self = Self(1 << 37);
    /// A quotation mark, or an apostrophe that is a token of its own, alone or with the "s" of a possessive.
    pub const QUOTE: Self = Self(1 << 38);
    /// A period, a question mark, an exclamation mark, an ellipsis.
    pub const STOP: Self = Self(1 << 39);
    /// A sign between clauses: a semicolon, a colon, a long dash, an opening or straight quotation mark.
    pub const BREAK: Self = Self(1 << 40);
    /// A sign that a figure may begin with: of a currency, of a fraction. Every sign that is not of the common ones.
    pub const RARE_SIGN: Self = Self(1 << 41);
    /// A comma.
    pub const COMMA: Self = Self(1 << 42);

    /// A word that makes its sentence worth reading for values.
    pub const ANCHOR: Self = Self::CARDINAL
        .with(Self::SCALE)
        .with(Self::VAGUE)
        .with(Self::ORDINAL)
        .with(Self::FRACTION)
        .with(Self::MONTH)
        .with(Self::WEEKDAY)
        .with(Self::TIME_UNIT)
        .with(Self::CALENDAR)
        .with(Self::PERCENT)
        .with(Self::NONE)
        .with(Self::MULTIPLE)
        .with(Self::COIN);

    /// Words that end a counted noun phrase.
    pub const FUNCTION: Self =
        Self::PREPOSITION.with(Self::CONJUNCTION).with(Self::PRONOUN).with(Self::AUXILIARY).with(Self::DETERMINER);

    /// The classes of a sign.
    pub(super) fn of_sign(sign: &str) -> Self {
        match *sign.as_bytes() {
            [sign] => Self::of_byte(sign),
            _ => Self::of_long_sign(sign),
        }
    }

    /// The classes of an ASCII sign.
    #[inline]
    pub(super) fn of_byte(sign: u8) -> Self {
        match sign {
            b',' => Self::COMMA,
            b'.' | b'!' | b'?' => Self::STOP,
            b'-' => Self::HYPHEN,
            b'"' => Self::QUOTE.with(Self::BREAK),
            b'\'' => Self::QUOTE,
            b';' | b':' => Self::BREAK,
            b'(' | b')' | b'[' | b']' => Self::default(),
            b'/' | b'@' => Self::ADDRESS,
            _ => Self::RARE_SIGN,
        }
    }

    /// The classes of a sign of several bytes.
    fn of_long_sign(sign: &str) -> Self {
        match sign {
            "“" | "``" => Self::QUOTE.with(Self::BREAK),
            "”" | "’" | "‘" | "'s" | "’s" | "'S" | "’S" | "''" | "″" | "„" | "«" | "»" => Self::QUOTE,
            "—" => Self::HYPHEN.with(Self::BREAK),
            "–" | "‐" | "‑" | "−" => Self::HYPHEN,
            "…" => Self::STOP,
            _ => Self::RARE_SIGN,
        }
    }

    /// The union of two sets.
    #[must_use]
    #[inline]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets share a class.
    #[must_use]
    #[inline]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

#[derive(Debug)]
struct Entry {
    word: &'static str,
    number: Option<i64>,
}

struct Lexicon {
    words: KeyMap<LexId>,
    entries: Vec<Entry>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let plain = WORDS.iter().map(|&(class, words)| (class, None, words));
    let numbered = NUMBERED
        .iter()
        .flat_map(|&(class, numbered)| numbered.iter().map(move |&(number, words)| (class, Some(number), words)));
    // What measures and sums begin with: the tables of units and currencies are the one place where those are listed.
    let first = |name: &'static str| name.split_whitespace().next().unwrap_or(name);
    let units = Unit::names().map(|name| (Class::UNIT, None, first(name)));
    let currencies = Currency::names().map(|name| (Class::CURRENCY, None, first(name)));
    let key = |word| Key::new(word).expect("the words of the lexicon are short");
    let (mut index, mut entries): (FxHashMap<Key, usize>, Vec<(Entry, Class)>) = Default::default();
    for (class, number, words) in plain.chain(units).chain(currencies).chain(numbered) {
        for word in words.split_whitespace() {
            let index = *index.entry(key(word)).or_insert(entries.len());
            if index == entries.len() {
                entries.push((Entry { word, number }, class));
            }
            let (entry, classes) = &mut entries[index];
            entry.number = entry.number.or(number);
            *classes = classes.with(class);
        }
    }
    let mut lexicon: FxHashMap<Key, LexId> = FxHashMap::default();
    let mut numbered = vec![Entry { word: "", number: None }];
    for (entry, class) in entries {
        let id = EntryId(u32::try_from(numbered.len()).expect("words are few"));
        lexicon.insert(key(entry.word), LexId { entry: id, class: class.with(Class::KNOWN) });
        numbered.push(entry);
    }
    let outlets = credit::first_words().map(|word| (Class::OUTLET, word));
    for (class, words) in MARKED.iter().copied().chain(outlets) {
        for word in words.split_whitespace() {
            let lex = lexicon.entry(key(word)).or_default();
            *lex = lex.with(class);
        }
    }
    Lexicon { words: KeyMap::of(lexicon.into_iter().collect()), entries: numbered }
});

/// Looks a word up; case and the period of an abbreviation do not matter.
pub(crate) fn look_up(word: &str) -> LexId {
    let plain = match word.strip_suffix('.') {
        Some(plain) if !plain.contains('.') => plain,
        _ => word,
    };
    let key = if plain.is_ascii() { Key::new(plain) } else { Key::new(&fold(plain)) };
    key.map(|key| LEXICON.words.known(key)).unwrap_or_default()
}

/// Every word by its key.
pub(super) fn all() -> &'static KeyMap<LexId> {
    &LEXICON.words
}

/// Number words, ordinals and calendar words with their numbers.
const NUMBERED: &[(Class, &[(i64, &str)])] = &[
    (
        Class::CARDINAL,
        &[
            (0, "zero"),
            (1, "one"),
            (2, "two"),
            (3, "three"),
            (4, "four"),
            (5, "five"),
            (6, "six"),
            (7, "seven"),
            (8, "eight"),
            (9, "nine"),
            (10, "ten"),
            (11, "eleven"),
            (12, "twelve"),
            (13, "thirteen"),
            (14, "fourteen"),
            (15, "fifteen"),
            (16, "sixteen"),
            (17, "seventeen"),
            (18, "eighteen"),
            (19, "nineteen"),
            (20, "twenty"),
            (30, "thirty"),
            (40, "forty"),
            (50, "fifty"),
            (60, "sixty"),
            (70, "seventy"),
            (80, "eighty"),
            (90, "ninety"),
        ],
    ),
    (
        Class::SCALE,
        &[
            (100, "hundred"),
            (1_000, "thousand"),
            (1_000_000, "million"),
            (1_000_000_000, "billion"),
            (1_000_000_000_000, "trillion"),
            (100_000, "lakh"),
            (10_000_000, "crore"),
        ],
    ),
    (
        Class::ORDINAL,
        &[
            (1, "first"),
            (2, "second"),
            (3, "third"),
            (4, "fourth"),
            (5, "fifth"),
            (6, "sixth"),
            (7, "seventh"),
            (8, "eighth"),
            (9, "ninth"),
            (10, "tenth"),
            (11, "eleventh"),
            (12, "twelfth"),
            (13, "thirteenth"),
            (14, "fourteenth"),
            (15, "fifteenth"),
            (16, "sixteenth"),
            (17, "seventeenth"),
            (18, "eighteenth"),
            (19, "nineteenth"),
            (20, "twentieth"),
            (30, "thirtieth"),
            (40, "fortieth"),
            (50, "fiftieth"),
            (60, "sixtieth"),
            (70, "seventieth"),
            (80, "eightieth"),
            (90, "ninetieth"),
            (100, "hundredth"),
        ],
    ),
    (
        Class::TREND,
        &[
            (
                1,
                "rose rise rises risen rising up gained gain gains gaining increased increase increases increasing climbed climb climbs \
                 climbing jumped jump jumps jumping surged surge surges surging grew grow grows grown growing advanced soared soaring \
                 raised growth rebounded swelled swell expanded expand added adding",
            ),
            (
                -1,
                "fell fall falls fallen falling down dropped drop drops dropping declined decline declines declining lost loss \
                 decreased decrease decreases slipped slid slide plunged plunge plunges plunging tumbled tumble sank shrank shrunk \
                 shrinking lowered eased dipped dip reduction reduced reduce cut cuts slashed trimmed shed dwindled off",
            ),
        ],
    ),
    (
        Class::FRACTION,
        &[
            (2, "half halves"),
            (3, "thirds"),
            (4, "quarter quarters"),
            (5, "fifths"),
            (6, "sixths"),
            (7, "sevenths"),
            (8, "eighths"),
            (9, "ninths"),
            (10, "tenths"),
        ],
    ),
    (
        Class::MONTH,
        &[
            (1, "january jan"),
            (2, "february feb"),
            (3, "march mar"),
            (4, "april apr"),
            (5, "may"),
            (6, "june jun"),
            (7, "july jul"),
            (8, "august aug"),
            (9, "september sept sep"),
            (10, "october oct"),
            (11, "november nov"),
            (12, "december dec"),
        ],
    ),
    (
        Class::WEEKDAY,
        &[
            (1, "monday mon mondays"),
            (2, "tuesday tue tues tuesdays"),
            (3, "wednesday wed wednesdays"),
            (4, "thursday thu thur thurs thursdays"),
            (5, "friday fri fridays"),
            (6, "saturday sat saturdays"),
            (7, "sunday sun sundays"),
        ],
    ),
];

/// Every other word, by class.
const WORDS: &[(Class, &str)] = &[
    (
        Class::HEDGE,
        "least than minimum maximum of as most to over above exceeding topping surpassing under below nearly almost approaching \
         nearing about around roughly approximately some circa approx estimated perhaps maybe hovering exceed exceeds exceeded surpasses \
         surpassed tops topped past passes passed within virtually practically ca like less quite take at",
    ),
    // Words inside hedges and amounts that have no class of their own.
    (
        Class(0),
        "a an no not fewer less very more many much high low few little slightly just short shy close closer nearer well far greater larger \
         higher lower excess upward upwards north region neighborhood vicinity order barely bit total further additional \
         combined only mere odd so counting thereabouts give or plus points point basis cent per strong member old aged age ages \
         worth others half dlr dlrs pair talk talked talking asked know information worried learn questions things something quite extra net record staggering whopping whole entire bigger stronger longer better smaller shorter ranging range anywhere somewhere somewhat",
    ),
    (
        Class::LABEL,
        "no number chapter page pages version phase level category grade type size room gate line part stage row act section \
         article articles title item channel interstate area route highway flight figure table pier exit block unit verse psalm \
         option proposition prop amendment resolution bill step round platform lot terminal district ward precinct engine runway hurricane rule \
         case floor apartment suite volume episode season group caption photo photos slide wards rooms chapters sections articles routes flights interstates highways districts precincts boeing airbus windows appendix schedule \
         bus train track apollo psalms genesis covid formula super game heat lane tower building box site zone camp studio seed paragraph battalion brigade division \
         regiment squadron reactor turbine hangar checkpoint docket iphone ipad playstation xbox iso sector shaft silo berth track",
    ),
    (
        Class::PLURAL,
        "people men women children police personnel staff dead wounded injured missing homeless elderly crew aircraft spacecraft \
         helicopters troops cattle sheep fish deer feet teeth mice firemen policemen policewomen servicemen gunmen fishermen \
         businessmen businesswomen congressmen lawmen spokesmen workmen militiamen tribesmen crewmen airmen seamen guardsmen \
         marksmen cameramen salesmen countrymen clergymen councilmen assemblymen horsemen species series media data alumni criteria \
         chinese japanese vietnamese lebanese sudanese portuguese british french irish dutch english spanish swiss polish turkish \
         grandchildren schoolchildren youth kids folk dozen infantry cavalry artillery livestock poultry \
         israelis pakistanis iraqis kuwaitis yemenis somalis saudis bangladeshis omanis emiratis nepalis bengalis punjabis qataris \
         bahrainis kashmiris houthis nazis yazidis maoris taxis azerbaijanis semifinals bacteria phenomena nuclei larvae headquarters barracks",
    ),
    (
        Class::INSTITUTION,
        "police pentagon ministry government army military hospital embassy agency coalition coroner sheriff governor mayor president \
         department company office administration navy parliament senate congress court court's commission committee council union \
         bank fund institute university organization organisation association group center centre bureau service command party \
         campaign parliamentary network station kremlin",
    ),
    (
        Class::ABBREVIATION,
        "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs \
         mr mrs ms dr prof gen lt col maj capt cmdr brig sgt cpl pvt adm rep reps sen sens gov pres sec st ste jr sr rev hon \
         inc corp co ltd bros no nos vs etc rs ca al approx est dept univ ave blvd rd ft mt \
         ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn \
         tenn tex va vt wash wis wyo",
    ),
    (
        Class::VAGUE,
        "dozens scores hundreds thousands tens millions billions trillions several few couple pair handful dozen many numerous multiple countless",
    ),
    (
        Class::TIME_UNIT,
        "second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months \
         quarter quarters year years decade decades century centuries yr yrs hr hrs min mins sec secs fortnight fortnights",
    ),
    (
        Class::CALENDAR,
        "yesterday today tomorrow tonight overnight now currently recently recent formerly spring summer autumn fall winter \
         morning afternoon evening noon midday midnight dawn dusk christmas easter thanksgiving ramadan halloween \
         early late mid ago fiscal annually monthly weekly daily yearly hourly eve presently soon future earlier later \
         q fy beginning start middle end past twenties thirties forties fifties sixties seventies eighties nineties",
    ),
    (
        Class::DEICTIC,
        "last past next coming upcoming previous preceding following same current latest recent this that these final near short long",
    ),
    (
        Class::HOLIDAY,
        "christmas easter thanksgiving halloween mlk australia anzac earth may father canada remembrance armistice new boxing martin groundhog valentine presidents ash palm good pentecost \
         memorial flag juneteenth independence fourth bastille labor columbus election veterans black st",
    ),
    // Words inside temporal expressions that have no class of their own.
    (
        Class(0),
        "luther king patrick circa calendar period pre post per afterward afterwards quarterly full due rest remainder other right",
    ),
    (
        Class::UNIT,
        "mm cm m km kms kilometer kilometers kilometre kilometres meter meters metre metres centimeter centimeters centimetre \
         centimetres millimeter millimeters millimetre millimetres mile miles mi inch inches foot feet ft yard yards acre \
         acres hectare hectares ha square cubic liter liters litre litres gallon gallons barrel barrels gram grams kilogram kilograms \
         kilo kilos kg kgs ton tons tonne tonnes pound pounds lb lbs ounce ounces mph kph knot knots degree degrees celsius \
         fahrenheit magnitude richter megawatt megawatts gigawatt gigawatts kilowatt kilowatts kiloton kilotons \
         bpd metric tablespoon tablespoons teaspoon teaspoons cup cups kwh mwh mw gw megabyte megabytes terabyte terabytes hp horsepower \
         kiloton kilotons megaton megatons light pint pints quart quarts stone fathom fathoms furlong furlongs gigabyte gigabytes nautical",
    ),
    (
        Class::CURRENCY,
        "dollar dollars cent cents euro euros pound pounds sterling yen yuan renminbi rupee rupees ruble rubles rouble roubles \
         franc francs mark marks peso pesos real reais rial rials riyal riyals dinar dinars dirham dirhams lira liras shekel \
         shekels won baht krona kronor krone kroner zloty forint rand shilling shillings naira cedi taka ringgit rupiah dong hryvnia \
         zlotys forints liras lire hryvnias usd eur gbp jpy cny inr rub chf cad aud bucks dlr dlrs",
    ),
    (Class::COIN, "penny pennies dime dimes nickel nickels"),
    (Class::PERCENT, "percent pct percentage"),
    (Class::NONE, "no none nobody nil"),
    (
        Class::MULTIPLE,
        "twice double doubled doubling doubles triple tripled tripling quadruple quadrupled quintupled halved twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold hundredfold",
    ),
    (
        Class::DETERMINER,
        "the a an this that these those his her its their our my your each every any some all both another either neither such",
    ),
    (
        Class::PREPOSITION,
        "of in on at by for from to with without into onto over under above below between among amid during before after since until till \
         against about around near inside outside across through throughout within toward towards upon per via as than like unlike \
         despite except including excluding beyond behind beside besides off out up down along following versus",
    ),
    (
        Class::CONJUNCTION,
        "and or but nor yet so because although though while whereas if unless that which who whom whose where when how why what whether once plus",
    ),
    (
        Class::PRONOUN,
        "i you he she it we they me him them us himself herself itself themselves who whom someone somebody anyone anybody everyone everybody \
         something anything everything nothing there here others",
    ),
    (
        Class::AUXILIARY,
        "is are was were be been being am has have had having do does did done will would shall should can could may might must \
         isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't cannot couldn't shouldn't",
    ),
    (
        Class::ADVERB,
        "not n't never also still already just only even now then soon later earlier again ago today more most less least too very about nearly almost \
         roughly approximately reportedly allegedly apparently possibly probably perhaps likely currently recently formerly initially finally \
         ever overseas elsewhere nearby downtown mostly mainly largely partly alone together instead overnight abroad ahead so far yet each respectively altogether overall worldwide nationwide",
    ),
    (
        Class::REPORTING,
        "said says say saying told tells tell telling according added adds adding reported reports report reporting stated states stating announced announces \
         announcing confirmed confirms confirming estimated estimates estimating claimed claims claiming wrote writes tweeted denied denies denying \
         insisted insists notes concluded recalled noted explained acknowledged admitted argued warned estimate quoted cited citing put declared testified alleged alleges rejected \
         disputed dismissed predicted believes believe believed puts found",
    ),
    (
        Class::SPEAKER,
        "official officials police authorities spokesman spokeswoman spokesperson spokespeople ministry minister government governor president mayor \
         sheriff officer officers witness witnesses reports report statement agency department military army commander commanders pentagon hospital \
         doctor doctors doctors rescuers rescue prosecutors prosecutor investigators lawyer lawyers analysts analyst experts expert sources source \
         media newspaper company executive executives director chief secretary senator congressman congresswoman lawmaker lawmakers \
         team teams firm airline airlines operator manager managers chairman chairwoman owner coach professor scientist scientists \
         researcher researchers study survey poll inquiry audit economist economists engineer engineers regulator regulators watchdog observatory monitors attorney \
         attorneys organizers organisers activist activists campaigners villagers neighbors neighbours locals farmers paramedics \
         firefighters militants rebels insurgents inspectors observers employer \
         residents survivors embassy diplomats diplomat office aide aides coroner family relatives coalition \
         strategist strategists leader leaders employee employees staffer staffers panel board outlet website letter filing complaint \
         lawsuit judge judges justice justices father mother husband wife widow brother sister son daughter uncle cousin friend \
         friends colleague colleagues driver drivers pilot pilots resident survivor firefighter soldier soldiers \
         student students teacher teachers nurse nurses priest bishop detective detectives coastguard force forces regime junta \
         adviser advisers advisor advisors author authors candidate worker workers manufacturer automaker \
         carmaker planemaker retailer charity broadcaster tribunal cabinet commissioner superintendent church",
    ),
    (
        Class::TITLE,
        "mr mrs ms miss dr prof professor gen general lt lieutenant col colonel maj major capt captain cmdr commander brig brigadier sgt sergeant cpl adm admiral rep \
         representative sen senator gov governor president premier prime minister chancellor secretary ambassador judge justice mayor sheriff king queen \
         prince princess pope sheikh sheik imam rabbi rev reverend sir lord lady dame pm deputy vice former chief spokesman spokeswoman spokesperson director",
    ),
    (
        Class::VERB,
        "thinks knows knew believes feels felt loves hates means meant seems seemed appears appeared understands prefers brings eats ate enters \
         speaks spoke wears wore killed kills kill killing died dies die dying injured injures injure injuring wounded wounding wounds hurt left leaves leave leaving hit hits hitting \
         struck strikes strike striking fired fires fire firing launched launches launch launching returned returns return returning sent sends send \
         sending deployed deploys deploying remain remains remained remaining stationed based serving served serve took take takes taken taking took made \
         make makes making went go goes gone going came come comes coming gave give gives given giving got get gets getting saw see sees seen seeing \
         found find finds finding lost lose loses losing rose rise rises risen rising fell falls fallen falling dropped drop drops climbed \
         climb climbs grew grow grows grown reached reach reaches reaching arrested arrest arrests arresting held hold holds holding kept keep keeps shot shoot \
         shoots shooting opened began begin begins begun started start starts starting ended end ends ending became become becomes called calls calling \
         includes include included received receive receives need needs needed want wants wanted live lives lived living work works worked working lie lies \
         destroyed destroy destroys damaged damaging attended attend attends gathered gather gathers marched protested displaced evacuated rescued \
         missing dead trapped hospitalized hospitalised hospitalised treated detained released charged convicted sentenced paid pay pays spent spend spends cost costs \
         sold sell sells bought buy buys raised raise raises cut cuts cutting voted vote votes elected won win wins winning targeted target targets targeting attacked \
         attack attacks attacking crashed crash crashes carried carry carries carrying used use uses using died working led lead leads leading \
         continue continues continued withdraw withdrew withdrawn withdraws fled flee flees stood stand stands sat ran run runs running joined \
         survived survive survives suffered suffer suffers accused suspected wanted expected planned agreed approved signed set sets setting",
    ),
];

/// Words that single looks ask for. Those that are not listed above stay unknown words, and only have the class.
const MARKED: &[(Class, &str)] = &[
    (
        Class::PLAN,
        "plans planning proposed proposes proposing intends intended promised promises pledged pledges vowed aims hopes seeks \
         seeking sought wants requested expects forecast forecasts predicted predicts projected demanded demands planned expected due \
         consider considering considers weighing mulling mulls envisages foresees predict anticipates anticipate expect goal target aim quota",
    ),
    (Class::FEAR, "feared fears fear fearing potentially possibly threatened threatens threatening"),
    (Class::DOUBT, "denied denies denying dismissed rejected refuted debunked disputed suppose"),
    (
        Class::RUMOUR,
        "rumors rumours rumor rumour claims claim reports report allegations allegation suggestion suggestions story stories \
         posts notion idea",
    ),
    (Class::CORRECTION, "version misstated misreported misidentified incorrectly erroneously mistakenly inaccurately"),
    (
        Class::TENSE,
        "due scheduled expected supposed slated will won't shall would tomorrow upcoming meet planning preparing expects begins \
         starts meets payable effective plans planned set is are was were had did has have been didn't wasn't weren't \
         left hit struck took made went came gave got saw found lost rose fell grew held kept shot began became sent paid \
         spent sold bought won led withdrew fled stood ran said told wrote met flew brought broke spoke drove quit swept \
         thought heard built felt knew threw drew chose sought caught taught beat blew sank shook stole woke wore froze dead",
    ),
    (
        Class::CUE,
        "but while whereas although though that who which whom because when where as since until after before didn't doesn't \
         don't wasn't weren't isn't aren't hasn't haven't hadn't not never to for said died told left took made went came gave \
         got saw found lost rose fell began held kept likely",
    ),
    (Class::PICTURE, "caption photo"),
    (Class::LENGTH, "a an every each some another"),
    (Class::ADDRESS, "www"),
    (Class::PARTICLE, "al el bin ibn abu van von de der den la du da di dos e"),
    (
        Class::ORGANISATION,
        "corps force forces guard guards front brigade brigades brothers inc corp ltd co league federation authority board \
         airlines airways motors industries holdings foundation society alliance movement times post news journal press \
         tribune herald guardian church school college academy museum nations club trust crescent cross program programme \
         taliban council nightclub",
    ),
    (
        Class::PLACE,
        "city town county province street avenue road square bridge river lake island islands valley bay gulf sea ocean \
         strait strip peninsula mountain mountains desert airport port harbor harbour park beach boulevard states kingdom \
         republic governorate region village heights",
    ),
    (
        Class::ROLE,
        "adviser advisor agent archbishop attorney ayatollah bishop ceo cardinal chairman chairperson chairwoman coach \
         commissioner congressman congresswoman constable councilman councilwoman detective emir envoy inspector leader \
         manager marshal mullah officer principal professor prosecutor ranger speaker sultan superintendent trooper \
         undersecretary",
    ),
    (
        Class::PAYING,
        "spend spends spent spending pay pays paid paying invest invests invested investing donate donates donated donating \
         pour pours poured pouring funnel funneled funneling funnelled earn earns earned earning owe owes owed owing \
         borrow borrowed borrowing embezzle embezzled embezzling squander squandered squandering rake raked raking \
         rakes reap reaped reaping reaps amass amassed amassing pocket pocketed pocketing fetch fetched netted netting \
         grossed shell shelled shelling bankroll allocate allocated allocating earmark earmarked pledge pledged \
         pledging inject injected injecting pump pumped pumping pumps sink sank plow plowed plowing contribute \
         contributed contributes contributing siphon siphoned siphoning launder laundered laundering waste wasted \
         wasting wastes blew lend lent lending loaned raise raised raises raising cost costs costing worth slash \
         slashed slashing splurged stash stashed bequeathed budgeted",
    ),
    (
        Class::CHARGING,
        "save saves saved saving give gave gives given giving offer offered offering award awarded awarding fine fined charge \
         charged charging net nets made making make makes",
    ),
    (
        Class::PAYABLE,
        "advertising ads aid appropriations arms art assets assistance awards bail bailouts benefits bets bills bonds bonuses \
         breaks bribes buys capital cash claims commissions compensation contracts contributions cost costs \
         credit credits cuts damage damages deals debt debts deductions deposits dollars donations dues duties \
         earmarks earnings endorsements equity exports expenditures expenses fees financing fines fund funding funds \
         gifts goods grants imports improvements incentives income infrastructure interest investment investments \
         jewelry jewels kickbacks liabilities loans losses merchandise money mortgages orders outlays pay payment \
         payments payouts pensions penalties premiums prizes profit profits projects property purchases rebates \
         refunds reimbursement reimbursements relief remittances renovations rent reparations repairs reserves \
         restitution revenue revenues rewards royalties salaries sales savings securities settlements shares spending \
         stimulus stock stocks subsidies tariffs tax taxes trade upgrades wages wealth weapons winnings",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::word::WordId;
    use super::*;
    use rustc_hash::FxHashSet;

    #[test]
    fn no_two_words_share_a_number() {
        let known = &LEXICON.entries[1..];
        let id = |entry: &Entry| WordId::of_hash(Key::new(entry.word).and_then(Key::hash));
        let ids: FxHashSet<WordId> = known.iter().map(id).collect();
        assert_eq!(ids.len(), known.len());
        assert!(!ids.contains(&WordId::NONE));
        assert!(known.len() > 1_000, "{}", known.len());
    }

    #[test]
    fn words_are_found_in_any_case_with_several_classes() {
        let may = look_up("May");
        assert!(may.is(Class::MONTH) && may.is(Class::AUXILIARY));
        assert_eq!(may.entry.number(), Some(5));
        assert_eq!(look_up("Dec.").word(), "dec");
        assert_eq!(look_up("quokka"), LexId::UNKNOWN);
        assert_eq!(look_up("didn’t").word(), "didn't");
        assert!(look_up("Brigades").is(Class::ORGANISATION) && look_up("Brigades") == LexId::UNKNOWN);
        assert!(look_up("Front").is(Class::ORGANISATION) && look_up("plans").is(Class::PLAN));
    }
}
