//! The closed-class words of English that reading depends on: number words, calendar words, units, hedges, function
//! words, frequent verbs. Every word of the text is looked up once, when it becomes a token; extractors match on
//! [`LexId::word`] and [`LexId::is`] and never hash again.
//!
//! A word may be of several classes ("may": month and auxiliary; "second": ordinal and unit of time).

use super::token::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Index of a word in the lexicon; [`LexId::UNKNOWN`] for every other word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LexId(u16);

impl LexId {
    /// A word that the lexicon does not know.
    pub const UNKNOWN: Self = Self(0);

    /// The word in lower case, without the period of an abbreviation; `""` for an unknown one.
    #[must_use]
    pub fn word(self) -> &'static str {
        LEXICON.entries[usize::from(self.0)].word
    }

    /// Whether the word is of one of these classes.
    #[must_use]
    pub fn is(self, class: Class) -> bool {
        LEXICON.entries[usize::from(self.0)].class.meets(class)
    }

    /// The number that a number word, ordinal, month or weekday stands for.
    #[must_use]
    pub fn number(self) -> Option<i64> {
        LEXICON.entries[usize::from(self.0)].number
    }
}

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u32);

impl Class {
    /// Written with a period that does not end a sentence.
    pub const ABBREVIATION: Self = Self(1);
    /// zero … ninety; [`LexId::number`] gives the value.
    pub const CARDINAL: Self = Self(1 << 1);
    /// hundred, thousand, million …; [`LexId::number`] gives the value.
    pub const SCALE: Self = Self(1 << 2);
    /// dozens, scores, several …
    pub const VAGUE: Self = Self(1 << 3);
    /// first … thirty-first and tens; [`LexId::number`] gives the value.
    pub const ORDINAL: Self = Self(1 << 4);
    /// half, thirds, quarters …; [`LexId::number`] gives the denominator.
    pub const FRACTION: Self = Self(1 << 5);
    /// January …; [`LexId::number`] is 1–12.
    pub const MONTH: Self = Self(1 << 6);
    /// Monday …; [`LexId::number`] is 1–7.
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
        .with(Self::MULTIPLE);

    /// Words that end a counted noun phrase.
    pub const FUNCTION: Self =
        Self::PREPOSITION.with(Self::CONJUNCTION).with(Self::PRONOUN).with(Self::AUXILIARY).with(Self::DETERMINER);

    /// The union of two sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets share a class.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

struct Entry {
    word: &'static str,
    class: Class,
    number: Option<i64>,
}

struct Lexicon {
    entries: Vec<Entry>,
    index: FxHashMap<&'static str, LexId>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let unknown = Entry { word: "", class: Class::default(), number: None };
    let mut lexicon = Lexicon { entries: vec![unknown], index: FxHashMap::default() };
    for (class, words) in WORDS {
        for word in words.split_whitespace() {
            lexicon.add(word, *class, None);
        }
    }
    for (class, numbered) in NUMBERED {
        for (number, words) in *numbered {
            for word in words.split_whitespace() {
                lexicon.add(word, *class, Some(*number));
            }
        }
    }
    lexicon
});

impl Lexicon {
    fn add(&mut self, word: &'static str, class: Class, number: Option<i64>) {
        let next = LexId(u16::try_from(self.entries.len()).expect("the lexicon has fewer than 65,536 words"));
        let id = *self.index.entry(word).or_insert(next);
        if id == next {
            self.entries.push(Entry { word, class, number });
        } else {
            let entry = &mut self.entries[usize::from(id.0)];
            entry.class = entry.class.with(class);
            entry.number = entry.number.or(number);
        }
    }
}

/// Longest word of the lexicon; longer words of a text are not looked up.
const LONGEST: usize = 16;

/// Looks a word up; case and the period of an abbreviation do not matter.
pub(crate) fn look_up(word: &str) -> LexId {
    let mut bytes = word.as_bytes();
    if let [rest @ .., b'.'] = bytes
        && !rest.contains(&b'.')
    {
        bytes = rest;
    }
    let mut lower = [0_u8; LONGEST];
    let Some(lower) = lower.get_mut(..bytes.len()) else {
        return LexId::UNKNOWN;
    };
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    match std::str::from_utf8(lower) {
        Ok(key) if key.is_ascii() => LEXICON.index.get(key).copied().unwrap_or_default(),
        _ => LEXICON.index.get(fold(word).as_ref()).copied().unwrap_or_default(),
    }
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
        Class::ABBREVIATION,
        "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs \
         mr mrs ms dr prof gen lt col maj capt cmdr brig sgt cpl pvt adm rep reps sen sens gov pres sec st ste jr sr rev hon \
         inc corp co ltd bros no nos vs etc al approx est dept univ ave blvd rd ft mt \
         ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn \
         tenn tex va vt wash wis wyo",
    ),
    (
        Class::VAGUE,
        "dozens scores hundreds thousands tens millions billions several few couple handful dozen many numerous multiple countless",
    ),
    (
        Class::TIME_UNIT,
        "second seconds minute minutes hour hours day days night nights week weeks weekend weekends month months \
         quarter quarters year years decade decades century centuries yr yrs hr hrs min mins sec secs fortnight",
    ),
    (
        Class::CALENDAR,
        "yesterday today tomorrow tonight overnight now currently recently recent formerly spring summer autumn fall winter \
         morning afternoon evening noon midday midnight dawn dusk christmas easter thanksgiving ramadan halloween \
         early late mid ago fiscal annually monthly weekly daily yearly hourly eve presently soon future earlier later \
         beginning start middle end past twenties thirties forties fifties sixties seventies eighties nineties",
    ),
    (
        Class::DEICTIC,
        "last past next coming upcoming previous preceding following same current latest recent this that these final near short long",
    ),
    (
        Class::HOLIDAY,
        "christmas easter thanksgiving halloween new boxing martin groundhog valentine presidents ash palm good pentecost \
         memorial flag juneteenth independence fourth bastille labor columbus election veterans black",
    ),
    // Words inside temporal expressions that have no class of their own.
    (
        Class(0),
        "luther king circa calendar period pre post per afterward afterwards quarterly full due rest remainder other right",
    ),
    (
        Class::UNIT,
        "mm cm m km kms kilometer kilometers kilometre kilometres meter meters metre metres centimeter centimeters centimetre \
         centimetres millimeter millimeters millimetre millimetres mile miles mi inch inches foot feet ft yard yards acre \
         acres hectare hectares ha square cubic liter liters litre litres gallon gallons barrel barrels gram grams kilogram kilograms \
         kilo kilos kg kgs ton tons tonne tonnes pound pounds lb lbs ounce ounces mph kph knot knots degree degrees celsius \
         fahrenheit magnitude richter megawatt megawatts gigawatt gigawatts kilowatt kilowatts kiloton kilotons \
         megabyte megabytes gigabyte gigabytes nautical",
    ),
    (
        Class::CURRENCY,
        "dollar dollars cent cents euro euros pound pounds sterling yen yuan renminbi rupee rupees ruble rubles rouble roubles \
         franc francs mark marks peso pesos real reais rial rials riyal riyals dinar dinars dirham dirhams lira liras shekel \
         shekels won baht krona kronor krone kroner zloty forint rand shilling shillings naira cedi taka ringgit rupiah dong hryvnia \
         usd eur gbp jpy cny inr rub chf cad aud bucks",
    ),
    (Class::PERCENT, "percent pct percentage"),
    (Class::NONE, "no none nobody nil"),
    (
        Class::MULTIPLE,
        "twice double doubled doubling doubles triple tripled tripling quadruple quadrupled quintupled halved twofold threefold fourfold fivefold tenfold",
    ),
    (
        Class::DETERMINER,
        "the a an this that these those his her its their our my your each every any some all both another either neither such",
    ),
    (
        Class::PREPOSITION,
        "of in on at by for from to with without into onto over under above below between among amid during before after since until till \
         against about around near inside outside across through throughout within toward towards upon per via as than like \
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
         mostly mainly largely partly alone together instead overnight abroad ahead so far yet each respectively altogether overall worldwide nationwide",
    ),
    (
        Class::REPORTING,
        "said says say saying told tells tell telling according added adds adding reported reports report reporting stated states stating announced announces \
         announcing confirmed confirms confirming estimated estimates estimating claimed claims claiming wrote writes tweeted denied denies denying \
         insisted noted explained acknowledged admitted argued warned estimate quoted cited citing put declared testified alleged alleges rejected \
         disputed dismissed predicted believes believe believed",
    ),
    (
        Class::SPEAKER,
        "official officials police authorities spokesman spokeswoman spokesperson spokespeople ministry minister government governor president mayor \
         sheriff officer officers witness witnesses reports report statement agency department military army commander commanders pentagon hospital \
         doctor doctors doctors rescuers rescue prosecutors prosecutor investigators lawyer lawyers analysts analyst experts expert sources source \
         media newspaper company executive executives director chief secretary senator congressman congresswoman lawmaker lawmakers \
         residents survivors embassy diplomats diplomat office aide aides coroner family relatives coalition",
    ),
    (
        Class::TITLE,
        "mr mrs ms miss dr prof professor gen general lt lieutenant col colonel maj major capt captain cmdr commander brig brigadier sgt sergeant cpl adm admiral rep \
         representative sen senator gov governor president premier prime minister chancellor secretary ambassador judge justice mayor sheriff king queen \
         prince princess pope sheikh sheik imam rabbi rev reverend sir lord lady dame pm deputy vice former chief spokesman spokeswoman spokesperson director",
    ),
    (
        Class::VERB,
        "killed kills kill killing died dies die dying injured injures injure injuring wounded wounding wounds hurt left leaves leave leaving hit hits hitting \
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_with_several_classes() {
        let may = look_up("May");
        assert!(may.is(Class::MONTH) && may.is(Class::AUXILIARY));
        assert_eq!(may.number(), Some(5));
        assert_eq!(look_up("Dec.").word(), "dec");
        assert_eq!(look_up("quokka"), LexId::UNKNOWN);
        assert_eq!(look_up("didn’t").word(), "didn't");
    }

    #[test]
    fn no_word_is_longer_than_the_buffer() {
        assert!(LEXICON.entries.iter().all(|entry| entry.word.len() <= LONGEST));
    }
}
