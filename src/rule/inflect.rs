//! Endings: the forms under which a word of a rule is found in a text.
//!
//! A verb brings its tenses (kill: kills, killed, killing), a noun its plural, whichever form the rule has. Regular forms follow
//! the spelling rules of English; [`IRREGULAR_VERBS`] and [`IRREGULAR_NOUNS`] list the others. Derived words are other words: "dead" is no form of
//! "die", "departure" none of "depart", "injury" none of "injure".
//!
//! Forms that no text contains ("injuried") are harmless and not weeded out; forms that are other words ("bases" →
//! "based") are, by deriving a noun alone from a word that the rule has in the plural, and by [`FALSE_FRIENDS`].

use crate::segment::lexicon::{Class, look_up};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Whether a word may bring the endings of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inflection {
    /// Endings of nouns and verbs.
    Full,
    /// A name, or a word in capitals: the plural alone.
    PluralOnly,
}

/// Every form of a folded word, itself first, without repeats.
pub(super) fn forms(word: &str, inflection: Inflection) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if word.chars().count() < 2 || !word.chars().all(|c| c.is_alphabetic() || c == '\'') {
        return forms;
    }
    match inflection {
        Inflection::PluralOnly => forms.extend(plural(word)),
        Inflection::Full => match lemma(word) {
            Lemma::Noun(nouns) => {
                for noun in &nouns {
                    forms.extend(noun_forms(noun));
                }
            }
            Lemma::Verb(verbs) => {
                for verb in &verbs {
                    forms.extend(verb_forms(verb));
                }
            }
            Lemma::Base => {
                forms.extend(noun_forms(word));
                forms.extend(verb_forms(word));
            }
            Lemma::Fixed => {}
        },
    }
    forms.retain(|form| !FALSE_FRIENDS.contains(&(word, form.as_str())));
    let mut seen: Vec<String> = Vec::with_capacity(forms.len());
    for form in forms {
        if !seen.contains(&form) {
            seen.push(form);
        }
    }
    seen
}

/// Whether a folded word is the past tense or participle of an irregular verb.
pub(super) fn is_irregular_past(word: &str) -> bool {
    IRREGULAR.base_of.contains_key(word)
}

/// What the form in the rule shows about the word.
enum Lemma {
    /// A plural: the nouns it may come from.
    Noun(Vec<String>),
    /// A past tense or participle: the verbs it may come from.
    Verb(Vec<String>),
    /// Nothing: noun or verb.
    Base,
    /// A word without endings.
    Fixed,
}

fn lemma(word: &str) -> Lemma {
    if FIXED.contains(&word) || look_up(word).is(Class::FUNCTION) {
        return Lemma::Fixed;
    }
    if let Some(base) = IRREGULAR.base_of.get(word) {
        return Lemma::Verb(vec![(*base).to_owned()]);
    }
    if let Some((noun, _)) = IRREGULAR_NOUNS.iter().find(|(_, plural)| *plural == word) {
        return Lemma::Noun(vec![(*noun).to_owned()]);
    }
    if let Some(stem) = word.strip_suffix("ed").filter(|stem| is_stem(stem) && !stem.ends_with('e')) {
        return Lemma::Verb(stems(stem));
    }
    if let Some(stem) = word.strip_suffix("ing").filter(|stem| is_stem(stem)) {
        // Only forms of known verbs are taken for verbs: "evening" is none of "even".
        let is_noun = NOUNS_IN_ING.contains(&word);
        let verbs: Vec<String> = stems(stem).into_iter().filter(|verb| !is_noun && is_verb(verb)).collect();
        return if verbs.is_empty() { Lemma::Noun(vec![word.to_owned()]) } else { Lemma::Verb(verbs) };
    }
    let nouns = singulars(word);
    if nouns.is_empty() { Lemma::Base } else { Lemma::Noun(nouns) }
}

fn is_verb(word: &str) -> bool {
    look_up(word).is(Class::VERB.with(Class::REPORTING)) || IRREGULAR.past_of.contains_key(word)
}

/// Long enough, and with a vowel: "string" is no form of "str".
fn is_stem(stem: &str) -> bool {
    stem.len() >= 3 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// The verbs whose ending was cut off: "planned" → plan, "injured" → injure, "fired" → fire (and "fir").
fn stems(stem: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(short) = undoubled(stem) {
        found.push(short.to_owned());
    }
    if let Some(root) = stem.strip_suffix('i') {
        found.push(format!("{root}y"));
        return found;
    }
    found.push(stem.to_owned());
    found.push(format!("{stem}e"));
    found
}

/// "plann" → "plan"; not "kill", "pass", "staff", "buzz".
fn undoubled(stem: &str) -> Option<&str> {
    let mut last = stem.chars().rev();
    let (end, before) = (last.next()?, last.next()?);
    let doubles = end == before && !"aeiouylsfz".contains(end);
    (doubles && stem.is_ascii()).then(|| &stem[..stem.len() - 1])
}

/// The nouns that a plural may come from; none if the word is no plural. "houses" → house (and "hous").
fn singulars(word: &str) -> Vec<String> {
    if word.len() < 4 || ["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end)) {
        return Vec::new();
    }
    if let Some(root) = word.strip_suffix("ies").filter(|root| root.len() >= 3) {
        return vec![format!("{root}y")];
    }
    let Some(root) = word.strip_suffix('s') else { return Vec::new() };
    let mut nouns = vec![root.to_owned()];
    nouns.extend(root.strip_suffix('e').filter(|short| short.len() >= 3 && hisses(short)).map(str::to_owned));
    nouns
}

fn hisses(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end))
}

fn noun_forms(noun: &str) -> Vec<String> {
    let mut forms = vec![noun.to_owned()];
    forms.extend(plural(noun));
    forms
}

fn plural(noun: &str) -> Vec<String> {
    if let Some((_, plural)) = IRREGULAR_NOUNS.iter().find(|(singular, _)| *singular == noun) {
        return vec![(*plural).to_owned()];
    }
    // "policeman", "spokeswoman", "grandchild"
    for (end, plural) in [("man", "men"), ("child", "children")] {
        if let Some(front) = noun.strip_suffix(end).filter(|front| front.len() > 2) {
            return vec![format!("{front}{plural}"), with_s(noun)];
        }
    }
    vec![with_s(noun)]
}

/// The ending of plurals and of the third person.
fn with_s(word: &str) -> String {
    if let Some(root) = word.strip_suffix('y')
        && !root.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{root}ies");
    }
    if hisses(word) { format!("{word}es") } else { format!("{word}s") }
}

fn verb_forms(verb: &str) -> Vec<String> {
    let mut forms = vec![verb.to_owned(), with_s(verb)];
    let bases = ing_bases(verb);
    forms.extend(bases.iter().map(|base| format!("{base}ing")));
    match IRREGULAR.past_of.get(verb) {
        Some(past) => forms.extend(past.split(' ').map(str::to_owned)),
        None => forms.extend(ed_forms(verb)),
    }
    forms
}

fn ing_bases(verb: &str) -> Vec<String> {
    if let Some(root) = verb.strip_suffix("ie") {
        return vec![format!("{root}y")];
    }
    let keeps_e = ["ee", "oe", "ye"].iter().any(|end| verb.ends_with(end));
    if let Some(root) = verb.strip_suffix('e').filter(|_| !keeps_e) {
        return vec![root.to_owned()];
    }
    doubled(verb)
}

fn ed_forms(verb: &str) -> Vec<String> {
    if verb.ends_with('e') {
        return vec![format!("{verb}d")];
    }
    if let Some(root) = verb.strip_suffix('y').filter(|root| !root.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return vec![format!("{root}ied")];
    }
    doubled(verb).into_iter().map(|base| format!("{base}ed")).collect()
}

/// The stem before a vowel: "plan" → "plann"; of two syllables either way ("travel": travelled, traveled).
fn doubled(verb: &str) -> Vec<String> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let letters: Vec<char> = verb.chars().collect();
    let [.., before, vowel, last] = letters.as_slice() else { return vec![verb.to_owned()] };
    let closed = !is_vowel(*last) && !"wxy".contains(*last) && is_vowel(*vowel);
    let short = !is_vowel(*before) || (*before == 'u' && verb.contains("qu"));
    if !(closed && short) {
        return vec![verb.to_owned()];
    }
    let twice = format!("{verb}{last}");
    let vowels = letters.iter().filter(|&&c| is_vowel(c)).count();
    if vowels == 1 { vec![twice] } else { vec![verb.to_owned(), twice] }
}

/// The irregular verbs, by either end: every word of every rule is looked for among them.
struct Irregular {
    /// Past tense and participle of a verb.
    past_of: FxHashMap<&'static str, &'static str>,
    /// The verb that a form is the past of; the first one if there are several.
    base_of: FxHashMap<&'static str, &'static str>,
}

static IRREGULAR: LazyLock<Irregular> = LazyLock::new(|| {
    let mut base_of = FxHashMap::default();
    for (base, past) in IRREGULAR_VERBS {
        for form in past.split(' ').filter(|form| form != base) {
            base_of.entry(form).or_insert(*base);
        }
    }
    Irregular { past_of: IRREGULAR_VERBS.iter().copied().collect(), base_of }
});

/// Words that end like forms and are none, or that have no forms.
const FIXED: &[&str] = &[
    "dead",
    "hundred",
    "sacred",
    "naked",
    "wicked",
    "kindred",
    "series",
    "species",
    "news",
    "headquarters",
    "means",
    "during",
    "nothing",
    "anything",
    "something",
    "everything",
    "politics",
    "economics",
    "athletics",
    "always",
    "perhaps",
    "besides",
    "afterwards",
    "towards",
    "whereas",
    "united",
    "per",
];

/// Nouns that are spelled like forms of verbs in the lexicon.
const NOUNS_IN_ING: &[&str] =
    &["building", "meeting", "hearing", "beginning", "feeling", "reading", "holding", "landing"];

/// Pairs of words of which the second is spelled like a form of the first and is another word in the news.
const FALSE_FRIENDS: &[(&str, &str)] = &[
    ("base", "based"),
    ("base", "basing"),
    ("state", "stated"),
    ("state", "stating"),
    ("arm", "armed"),
    ("arm", "arming"),
    ("even", "evening"),
    ("wed", "wedding"),
    ("number", "numbing"),
    ("force", "forced"),
    ("force", "forcing"),
    ("ship", "shipping"),
    ("house", "housing"),
    ("man", "manned"),
    ("man", "manning"),
    ("people", "peopled"),
    ("people", "peopling"),
    ("company", "companied"),
    ("may", "mayed"),
    ("plane", "planed"),
    ("plane", "planing"),
];

/// Nouns whose plural the rules of spelling do not give.
const IRREGULAR_NOUNS: &[(&str, &str)] = &[
    ("man", "men"),
    ("woman", "women"),
    ("child", "children"),
    ("person", "people"),
    ("wife", "wives"),
    ("life", "lives"),
    ("knife", "knives"),
    ("half", "halves"),
    ("leaf", "leaves"),
    ("thief", "thieves"),
    ("wolf", "wolves"),
    ("shelf", "shelves"),
    ("foot", "feet"),
    ("tooth", "teeth"),
    ("goose", "geese"),
    ("mouse", "mice"),
    ("crisis", "crises"),
    ("hypothesis", "hypotheses"),
    ("analysis", "analyses"),
    ("diagnosis", "diagnoses"),
    ("hero", "heroes"),
    ("tomato", "tomatoes"),
    ("potato", "potatoes"),
    ("volcano", "volcanoes"),
    ("tornado", "tornadoes"),
    ("torpedo", "torpedoes"),
    ("embargo", "embargoes"),
    ("veto", "vetoes"),
    ("bus", "buses"),
    ("gas", "gases"),
    ("virus", "viruses"),
    ("campus", "campuses"),
    ("status", "statuses"),
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("medium", "media"),
    ("movie", "movies"),
    ("tie", "ties"),
    ("cookie", "cookies"),
    ("rookie", "rookies"),
    ("genie", "genies"),
];

/// Verbs whose past tense or participle the rules of spelling do not give.
const IRREGULAR_VERBS: &[(&str, &str)] = &[
    ("arise", "arose arisen"),
    ("beat", "beat beaten"),
    ("become", "became become"),
    ("begin", "began begun"),
    ("bet", "bet"),
    ("bid", "bid"),
    ("bind", "bound"),
    ("bleed", "bled"),
    ("blow", "blew blown"),
    ("break", "broke broken"),
    ("bring", "brought"),
    ("broadcast", "broadcast"),
    ("build", "built"),
    ("burst", "burst"),
    ("buy", "bought"),
    ("cast", "cast"),
    ("catch", "caught"),
    ("choose", "chose chosen"),
    ("come", "came"),
    ("cost", "cost"),
    ("cut", "cut"),
    ("deal", "dealt"),
    ("die", "died"),
    ("dig", "dug"),
    ("do", "did done"),
    ("draw", "drew drawn"),
    ("drink", "drank drunk"),
    ("drive", "drove driven"),
    ("eat", "ate eaten"),
    ("fall", "fell fallen"),
    ("feed", "fed"),
    ("feel", "felt"),
    ("fight", "fought"),
    ("find", "found"),
    ("flee", "fled"),
    ("fly", "flew flown"),
    ("forbid", "forbade forbidden"),
    ("forecast", "forecast"),
    ("freeze", "froze frozen"),
    ("get", "got gotten"),
    ("give", "gave given"),
    ("go", "went gone"),
    ("grow", "grew grown"),
    ("hang", "hung hanged"),
    ("hear", "heard"),
    ("hide", "hid hidden"),
    ("hit", "hit"),
    ("hold", "held"),
    ("hurt", "hurt"),
    ("keep", "kept"),
    ("know", "knew known"),
    ("lay", "laid"),
    ("lead", "led"),
    ("leave", "left"),
    ("lend", "lent"),
    ("let", "let"),
    ("lie", "lay lain lied"),
    ("lose", "lost"),
    ("make", "made"),
    ("mean", "meant"),
    ("meet", "met"),
    ("overthrow", "overthrew overthrown"),
    ("overrun", "overran"),
    ("pay", "paid"),
    ("put", "put"),
    ("quit", "quit"),
    ("read", "read"),
    ("ride", "rode ridden"),
    ("ring", "rang rung"),
    ("rise", "rose risen"),
    ("run", "ran"),
    ("say", "said"),
    ("see", "saw seen"),
    ("seek", "sought"),
    ("sell", "sold"),
    ("send", "sent"),
    ("set", "set"),
    ("shake", "shook shaken"),
    ("shed", "shed"),
    ("shoot", "shot"),
    ("shrink", "shrank shrunk"),
    ("shut", "shut"),
    ("sink", "sank sunk"),
    ("sit", "sat"),
    ("sleep", "slept"),
    ("speak", "spoke spoken"),
    ("spend", "spent"),
    ("spread", "spread"),
    ("stand", "stood"),
    ("steal", "stole stolen"),
    ("stick", "stuck"),
    ("strike", "struck stricken"),
    ("swear", "swore sworn"),
    ("sweep", "swept"),
    ("swim", "swam swum"),
    ("take", "took taken"),
    ("teach", "taught"),
    ("tear", "tore torn"),
    ("tell", "told"),
    ("think", "thought"),
    ("throw", "threw thrown"),
    ("understand", "understood"),
    ("undergo", "underwent undergone"),
    ("wake", "woke woken"),
    ("wear", "wore worn"),
    ("weep", "wept"),
    ("win", "won"),
    ("withdraw", "withdrew withdrawn"),
    ("withhold", "withheld"),
    ("wound", "wounded"),
    ("wreak", "wreaked wrought"),
    ("write", "wrote written"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(word: &str, texts: &str) {
        let forms = forms(word, Inflection::Full);
        for text in texts.split(' ') {
            assert!(forms.iter().any(|form| form == text), "{word} should match {text}: {forms:?}");
        }
    }

    fn misses(word: &str, texts: &str) {
        let forms = forms(word, Inflection::Full);
        for text in texts.split(' ') {
            assert!(!forms.iter().any(|form| form == text), "{word} should not match {text}: {forms:?}");
        }
    }

    #[test]
    fn verbs_bring_their_tenses() {
        matches("kill", "kill kills killed killing");
        matches("killed", "kill kills killing");
        matches("killing", "kill kills killed");
        matches("die", "dies died dying");
        matches("injure", "injures injured injuring");
        matches("injured", "injure injuring");
        matches("plan", "plans planned planning");
        matches("deploy", "deploys deployed deploying");
        matches("carry", "carries carried carrying");
        matches("carried", "carry carries");
        matches("agree", "agrees agreed agreeing");
        matches("travel", "travelled traveled");
        matches("pass", "passes passed passing");
        matches("target", "targets targeted targeting");
    }

    #[test]
    fn irregular_verbs_are_listed() {
        matches("strike", "strikes struck stricken striking");
        matches("struck", "strike striking");
        matches("shoot", "shoots shot shooting");
        matches("withdraw", "withdrew withdrawn withdrawing");
        matches("leave", "left leaving leaves");
        matches("begin", "began begun beginning");
        matches("lie", "lying");
        matches("hit", "hits hitting");
        misses("hit", "hitted");
    }

    #[test]
    fn nouns_bring_their_plural() {
        matches("troops", "troop troops");
        matches("injury", "injuries");
        matches("injuries", "injury");
        matches("child", "children");
        matches("policeman", "policemen");
        matches("boxes", "box");
        matches("missiles", "missile");
        matches("houses", "house");
        matches("losses", "loss");
        matches("crash", "crashes crashed");
        matches("casualties", "casualty");
        matches("buses", "bus");
    }

    #[test]
    fn other_words_are_not_forms() {
        misses("bases", "based basis");
        misses("base", "based");
        misses("die", "dead death");
        misses("dead", "deads deaded");
        misses("injury", "injure injured");
        misses("building", "build built");
        misses("evening", "even");
        misses("hundred", "hundr");
        misses("uses", "us");
        misses("news", "new");
        misses("in", "ins inning");
    }

    #[test]
    fn names_bring_a_plural_only() {
        assert_eq!(forms("marine", Inflection::PluralOnly), ["marine", "marines"]);
    }
}
