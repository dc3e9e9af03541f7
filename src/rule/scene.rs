//! A sentence as rules see it: its numbers and dates, the terms found in it, and how they stand to each other.
//!
//! Here is the English of placement: which noun belongs to a number, which date to an event. It knows no
//! topic; `place` asks it about the lines of topics.
//!
//! Not attempted: parsing. Distances are counted in words, and a few closed classes of words (conjunctions, commas, other
//! verbs) stand for the borders of clauses. Where these are crossed nothing is placed: silence is better than a false alarm.

mod roles;

use super::compile::{Line, Lines};
use super::inflect;
use super::phrase::{Hit, Hits, TermId};
use crate::article::Part;
use crate::extract::Mention;
use crate::segment::lexicon::Class;
use crate::segment::{Segments, TokenKind, Tokens, is_word};
use crate::span::Span;
use crate::value::{Grain, Kind};
use std::ops::Range;

/// Most words between a number and its noun. Rule 3 of the rule format.
const REACH: usize = 3;
/// Most words between a subject and its figure, if verbs that give figures lead from one to the other. (P)
const SUBJECT_REACH: usize = 9;
/// Most words between a date and the action word that it stands right before: "the Jan. 3, 2020, U.S. drone strike".
const DATE_REACH: usize = 3;

/// Words after a distance.
const BEARINGS: &[&str] = &[
    "north",
    "south",
    "east",
    "west",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "north-east",
    "north-west",
    "south-east",
    "south-west",
    "away",
    "off",
    "offshore",
    "inland",
];

/// Words after an auxiliary in which its verb stands: "were [also] [said] [to] [have] [been] killed". (P)
const PREDICATE: usize = 6;

/// What keeps a number and a word of its sentence apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// The number counts something else.
    OtherNoun,
    /// Another number stands between.
    OtherNumber,
    /// More than so many words stand between.
    Far(usize),
    /// A comma or conjunction stands between.
    Clause,
    /// The words between do not lead from one to the other.
    Words,
}

/// A sentence with everything that was found in it.
pub(super) struct Scene<'a> {
    pub(super) part: Part,
    pub(super) sentence: usize,
    pub(super) segments: &'a Segments,
    pub(super) tokens: Tokens<'a>,
    /// The sentence's tokens.
    pub(super) range: Range<usize>,
    pub(super) hits: &'a [Hit],
    /// A bit for each of their terms, which some terms share: most terms that are asked for are told to be none of them.
    terms: u64,
    /// Numbers and dates, in order.
    pub(super) numbers: Vec<Number<'a>>,
}

/// A number or date of the sentence, in tokens.
pub(super) struct Number<'a> {
    pub(super) mention: &'a Mention,
    /// Its index in the reading.
    pub(super) index: usize,
    /// From the hedge to the counted noun or unit.
    pub(super) tokens: Range<usize>,
    /// The numeral alone.
    pub(super) core: Range<usize>,
    /// The last word of the counted noun phrase, which may stand with an earlier number.
    head: Option<usize>,
}

/// The date of an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventDate {
    /// Index among the scene's numbers.
    pub(super) number: usize,
    /// Tokens between it and the action word.
    distance: usize,
    /// Whether it stands before the action word as its attribute: in "since the January 2020 strike" the "since" is about the
    /// strike, and the strike was in January 2020.
    pub(super) attributive: bool,
}

impl Number<'_> {
    /// Whether it is an amount: dates do not stand between a number and its noun, other numbers do.
    fn is_amount(&self) -> bool {
        !matches!(self.mention.value.kind(), Kind::Date | Kind::Time)
    }

    /// Its own noun, if it stands with this number.
    fn own_head(&self) -> Option<usize> {
        self.head.filter(|_| self.mention.counted.is_some_and(|counted| !counted.elided))
    }
}

impl<'a> Scene<'a> {
    /// The scene of a sentence; `mentions` are those of the sentence, with their indices.
    pub(super) fn new(
        text: &'a str,
        segments: &'a Segments,
        hits: &'a Hits<'_>,
        mentions: impl Iterator<Item = (usize, &'a Mention)>,
        (part, sentence): (Part, usize),
    ) -> Self {
        let tokens = Tokens { text, tokens: &segments.tokens };
        let range = segments.sentences[sentence].tokens.clone();
        let covered = |span: Span| covered(tokens, &range, span);
        let numbers = mentions
            .map(|(index, mention)| Number {
                mention,
                index,
                tokens: covered(mention.span),
                core: covered(mention.core),
                head: mention.counted.map(|counted| covered(counted.head).end.saturating_sub(1)),
            })
            .collect();
        let hits = hits.in_sentence(sentence);
        let terms = hits.iter().fold(0, |terms, hit| terms | bit(hit.term));
        Self { part, sentence, segments, tokens, range, hits, terms, numbers }
    }

    /// Whether a term stands in the sentence.
    #[inline]
    pub(super) fn has(&self, term: TermId) -> bool {
        self.terms & bit(term) != 0 && self.hits.iter().any(|hit| hit.term == term)
    }

    /// The hits of a term.
    pub(super) fn hits_of(&self, term: TermId) -> impl Iterator<Item = Hit> + '_ {
        self.hits.iter().copied().filter(move |hit| hit.term == term)
    }

    /// Whether every term of a line stands in the sentence.
    pub(super) fn holds(&self, line: &Line) -> bool {
        line.terms().all(|term| self.has(term))
    }

    /// The first term of a line that does not stand in the sentence, as an index.
    pub(super) fn lacks(&self, line: &Line) -> Option<usize> {
        line.terms().position(|term| !self.has(term))
    }

    /// What keeps a number from the nearest hit of a term that is none of its words.
    pub(super) fn apart(&self, number: &Number<'_>, term: TermId) -> Apart {
        let between = |hit: &Hit| {
            let (hit, own) = (hit.tokens(), &number.tokens);
            if hit.start >= own.end { own.end..hit.start } else { hit.end.min(own.start)..own.start }
        };
        let Some(between) = self.hits_of(term).map(|hit| between(&hit)).min_by_key(Range::len) else {
            return Apart::Words;
        };
        let reach = if number.mention.value.kind() == Kind::Name { ROLE_REACH } else { REACH };
        if number.mention.value.kind() == Kind::Count && number.own_head().is_some() {
            Apart::OtherNoun
        } else if self.amount_between(between.clone(), number) {
            Apart::OtherNumber
        } else if self.are_more_words(between.clone(), reach) {
            Apart::Far(reach)
        } else if self.is_broken(between.clone()) || self.is_coordinated(between) {
            Apart::Clause
        } else {
            Apart::Words
        }
    }

    /// How many words stand in a range of tokens.
    pub(super) fn words(&self, range: Range<usize>) -> usize {
        range.filter(|&at| self.tokens.kind(at) != Some(TokenKind::Sign)).count()
    }

    /// Whether more words than `most` stand in a range: no more of it is looked at than that takes.
    fn are_more_words(&self, range: Range<usize>, most: usize) -> bool {
        range.into_iter().filter(|&at| self.tokens.kind(at) != Some(TokenKind::Sign)).nth(most).is_some()
    }

    /// Whether an amount other than `number` begins in a range of tokens.
    pub(super) fn amount_between(&self, range: Range<usize>, number: &Number<'_>) -> bool {
        self.numbers
            .iter()
            .any(|other| other.index != number.index && other.is_amount() && range.contains(&other.core.start))
    }

    /// The same of counts alone.
    pub(super) fn count_between(&self, range: Range<usize>, number: &Number<'_>) -> bool {
        let is_count = |other: &Number<'_>| other.mention.value.kind() == Kind::Count;
        self.numbers
            .iter()
            .any(|other| other.index != number.index && is_count(other) && range.contains(&other.core.start))
    }

    /// The amount before a number that "and", "or" or a comma joins it to: "six jets and four helicopters".
    pub(super) fn coordinated_with(&self, number: &Number<'_>) -> Option<&Number<'a>> {
        let is_item =
            |other: &&Number<'_>| other.tokens.end <= number.tokens.start && other.is_amount() && !is_attribute(other);
        let before = self.numbers.iter().rev().find(is_item)?;
        let between = before.tokens.end..number.tokens.start;
        let joins = |at: usize| is_word!(self.tokens.id(at), "and" | "or") || self.tokens.sign(at, ",");
        let fills = |at: usize| {
            is_word!(self.tokens.id(at), "another" | "as" | "well" | "from" | "between")
                || self.tokens.is(at, Class::DETERMINER)
                || self.tokens.raw(at).eq_ignore_ascii_case("aged")
                || self.numbers.iter().any(|other| is_attribute(other) && other.tokens.contains(&at))
        };
        let same_kind = before.mention.value.kind() == number.mention.value.kind();
        // "nine soldiers, a policeman and two civilians": one who is told without a number.
        let opens = |at: usize| is_word!(self.tokens.id(at), "a" | "an");
        let one = |at: usize| {
            let first = (between.start..at).rev().take(REACH).find(|&at| opens(at) || joins(at));
            first.is_some_and(opens) && self.tokens.kind(at) == Some(TokenKind::Word) && !self.is_verb(at)
        };
        let goes_on = |at: usize| joins(at) || fills(at) || one(at);
        (same_kind && between.clone().any(joins) && between.clone().all(goes_on)).then_some(before)
    }

    /// The last of the counts that stand in one list with a number: "seven children, three women and two men".
    pub(super) fn last_of_list<'n>(&'n self, number: &'n Number<'a>) -> &'n Number<'a> {
        let mut last = number;
        for next in self.numbers.iter().filter(|other| other.core.start >= number.tokens.end && other.is_amount()) {
            if is_attribute(next) {
                continue;
            }
            if next.mention.value.kind() != Kind::Count || !self.is_list(last.tokens.end..next.tokens.start) {
                break;
            }
            last = next;
        }
        last
    }

    /// Whether a word stands by a list as its predicate: "three women and two men[,] were killed".
    pub(super) fn is_said_of_list(&self, last: &Number<'_>, word: &Range<usize>) -> bool {
        let next = last.tokens.end;
        let from =
            if self.tokens.sign(next, ",") && self.tokens.is(next + 1, Class::AUXILIARY) { next + 1 } else { next };
        let between = from.min(word.start)..word.start;
        self.words(between.clone()) <= REACH && !self.is_broken(between.clone()) && !self.is_coordinated(between)
    }

    /// Whether a hit is the noun of a number.
    pub(super) fn is_counted(&self, hit: &Hit) -> bool {
        let hit = hit.tokens();
        self.numbers
            .iter()
            .any(|number| number.is_amount() && number.own_head().is_some_and(|head| hit.contains(&head)))
    }

    /// Whether a verb stands right before a number: "killed 40 villagers", "targeted the 2,500 troops".
    pub(super) fn is_object(&self, number: &Number<'_>) -> bool {
        let own = self.range.start..number.tokens.start;
        own.rev().find(|&at| !self.tokens.is(at, Class::DETERMINER)).is_some_and(|at| self.is_verb(at))
    }

    /// Whether a range does nothing but lead from one item of a list to the next.
    fn is_list(&self, range: Range<usize>) -> bool {
        let joins = |at: usize| self.tokens.sign(at, ",") || is_word!(self.tokens.id(at), "and");
        range.clone().any(joins)
            && !range.into_iter().any(|at| {
                self.tokens.is(at, Class::AUXILIARY)
                    || self.is_verb(at) && !self.tokens.raw(at).eq_ignore_ascii_case("aged")
                    || self.is_break(at) && !self.tokens.sign(at, ",")
            })
    }

    /// Whether a number is the subject of something that none of these words (by their first tokens) is about: "500
    /// students were believed to be inside", in a sentence that speaks of injured people before.
    pub(super) fn has_other_predicate(&self, number: &Number<'_>, mut words: impl Iterator<Item = usize>) -> bool {
        let own = number.tokens.end;
        if !self.range.contains(&own) || !self.tokens.is(own, Class::AUXILIARY) {
            return false;
        }
        let predicate = own + 1..(own + 1 + PREDICATE).min(self.range.end);
        !words.any(|word| predicate.contains(&word))
    }

    /// Whether a word stands in a clause of its own behind the verb of a number: "3,000 people live where the raid caused
    /// injuries".
    pub(super) fn is_of_other_clause(&self, number: &Number<'_>, word: &Range<usize>) -> bool {
        let verb = number.tokens.end;
        let acts = self.tokens.is(verb, Class::VERB) && !self.tokens.is(verb, Class::PAST);
        acts && (verb + 1..word.start).any(|at| self.opens_other_clause(at))
    }

    fn opens_other_clause(&self, at: usize) -> bool {
        is_word!(self.tokens.id(at), "where" | "when" | "while" | "after" | "before" | "because" | "since")
    }

    /// Whether a comma, semicolon, colon or dash set apart stands in a range.
    pub(super) fn is_broken(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| self.is_break(at))
    }

    fn is_break(&self, at: usize) -> bool {
        self.tokens.kind(at) == Some(TokenKind::Sign)
            && (matches!(self.tokens.raw(at), "," | ";" | ":" | "(" | ")" | "." | "!" | "?")
                || self.tokens.hyphen(at) && !self.tokens.touches(at))
    }

    fn is_coordinator(&self, at: usize) -> bool {
        is_word!(self.tokens.id(at), "and" | "or" | "but" | "nor" | "while" | "whereas")
    }

    /// Whether "and", "or" or "but" stands in a range.
    pub(super) fn is_coordinated(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| self.is_coordinator(at))
    }

    /// Whether a word is a verb, as far as its class or its ending says.
    pub(super) fn is_verb(&self, at: usize) -> bool {
        let raw = self.tokens.raw(at);
        self.tokens.is(at, Class::VERB)
            || (raw.ends_with("ed") || raw.ends_with("ing")) && raw.len() > 4 && !self.tokens.capitalised(at)
    }

    /// The hit of a line's lead by which a number is a number of it: its noun, or the word that it stands by.
    pub(super) fn head_of(&self, number: &Number<'_>, lead: TermId) -> Option<Hit> {
        self.near(number, lead).or_else(|| self.inherited(number, lead))
    }

    /// "Two weeks after the talks", "hours before the vote": how far apart two things are, and no length of either.
    fn is_distance_in_time(&self, number: &Number<'_>) -> bool {
        let before = number.tokens.start.checked_sub(1).filter(|at| self.range.contains(at));
        let lasts = before.is_some_and(|at| {
            is_word!(
                self.tokens.small(at),
                "to" | "for" | "of" | "lasted" | "took" | "spent" | "within" | "in" | "over"
            )
        });
        number.mention.value.kind() == Kind::Duration
            && !lasts
            && is_word!(
                self.tokens.small(number.tokens.end),
                "after" | "before" | "earlier" | "later" | "ago" | "prior" | "early" | "into" | "since"
            )
    }

    /// Whether a hit is the head of the counted noun phrase; in "troop levels of 2,500" the levels are those of troops.
    fn is_noun_of(&self, number: &Number<'_>, hit: Range<usize>) -> bool {
        let Some(head) = number.head else { return false };
        hit.end == head + 1 || hit.end == head && self.is_measure(head)
    }

    /// The verb of a number whose noun stands with an earlier one: "10 dead and 80 hurt", "310 of them were killed".
    pub(super) fn own_word(&self, number: &Number<'_>) -> Option<usize> {
        let own = number.tokens.end;
        let refers_back = is_word!(self.tokens.id(own), "of") && is_word!(self.tokens.id(own + 1), "them" | "whom");
        let next = if refers_back { own + 2 } else { own };
        let passed_over = Class::AUXILIARY.with(Class::ADVERB);
        let verb = (next..self.range.end).find(|&at| !self.tokens.is(at, passed_over))?;
        (number.own_head().is_none() && self.is_verb(verb)).then_some(verb)
    }

    fn near(&self, number: &Number<'_>, lead: TermId) -> Option<Hit> {
        if number.mention.value.kind() == Kind::Name {
            return self.hits_of(lead).find(|hit| self.is_role_of(number, hit));
        }
        let hit = self.noun_or_neighbour(number, lead)?;
        (!self.picks_out(number) && !self.is_distance_in_time(number)).then_some(hit)
    }

    /// The hit that is the noun of a number, else the nearest from which words lead to it.
    fn noun_or_neighbour(&self, number: &Number<'_>, lead: TermId) -> Option<Hit> {
        let is_own_verb = |hit: &Hit| self.is_verb(hit.tokens().end - 1) && self.own_word(number).is_some();
        let is_noun = |hit: &Hit| self.is_noun_of(number, hit.tokens()) && !is_own_verb(hit);
        if let Some(hit) = self.hits_of(lead).find(is_noun) {
            return Some(hit);
        }
        // "Six gunmen were killed" is a number of gunmen: a verb stands in only where no noun says what is counted.
        let has_noun =
            number.mention.value.kind() == Kind::Count && number.own_head().is_some_and(|head| head >= number.core.end);
        let is_taken = |hit: &Hit| has_noun && self.is_predicate(&hit.tokens());
        // "after hearing objections for weeks", "two days of meeting voters"
        let is_length = number.mention.value.kind() == Kind::Duration;
        let is_gerund = |hit: &Hit| {
            let hit = hit.tokens();
            is_length && self.tokens.raw(hit.end - 1).ends_with("ing") && self.has_object(&hit)
        };
        let reaches =
            |hit: &Hit| !is_taken(hit) && !is_gerund(hit) && (self.follows(number, hit) || self.precedes(number, hit));
        let distance = |hit: &Hit| {
            let (hit, own) = (hit.tokens(), &number.tokens);
            if hit.start >= own.end { hit.start - own.end } else { own.start.saturating_sub(hit.end) }
        };
        self.hits_of(lead).filter(reaches).min_by_key(distance)
    }

    /// Whether a word says who or what a name is: "Chairman Omar Haddad", "the suspect, Omar Haddad", "identified the suspect
    /// as Omar Haddad", "Omar Haddad, 34, the new chairman", "Omar Haddad was named chairman".
    fn is_role_of(&self, name: &Number<'_>, hit: &Hit) -> bool {
        let hit = hit.tokens();
        if name.tokens.start <= hit.start && hit.end <= name.tokens.end {
            return hit.end <= name.core.start;
        }
        let follows = hit.start >= name.tokens.end;
        let between = if follows { name.tokens.end..hit.start } else { hit.end..name.tokens.start };
        let other = |range: &Range<usize>| self.numbers.iter().any(|other| range.contains(&other.core.start));
        let links = between.clone().all(|at| self.links_role(at) || follows && self.describes(at, hit.start));
        // "The suspect, Omar Haddad's brother" names nobody.
        let owns = !follows && matches!(self.tokens.raw(name.tokens.end), "'s" | "’s");
        // "The Sarmoun gunman" and "Dorin gunmen" are attributes, no names of the role.
        let parted = !follows || between.clone().any(|at| self.parts_role(at));
        let near = self.words(between.clone()) <= ROLE_REACH && self.commas(between.clone()) <= 2;
        near && links && parted && !owns && !other(&between)
    }

    /// A comma, an opening parenthesis, or a word that says that what follows is the role.
    fn parts_role(&self, at: usize) -> bool {
        let raw = self.tokens.raw(at);
        matches!(raw, "," | "(") || self.tokens.is(at, Class::AUXILIARY) || ROLE_LINKS.contains(&raw)
    }

    /// Words that may stand between a role and its name.
    fn links_role(&self, at: usize) -> bool {
        let word = self.tokens.word(at);
        let raw = self.tokens.raw(at);
        ROLE_LINKS.contains(&raw)
            || matches!(raw, "," | "(" | ")" | "-" | "—" | "–" | ":")
            || matches!(word, "year" | "years" | "old" | "so" | "far" | "only" | "later" | "now" | "first")
            || self.tokens.is(at, Class::AUXILIARY) && !matches!(word, "do" | "does" | "did" | "not")
            || self.tokens.kind(at) == Some(TokenKind::Number)
            || self.tokens.is(at, Class::DETERMINER)
    }

    /// A word that describes the role after it: "the newly elected party chairman".
    fn describes(&self, at: usize, role: usize) -> bool {
        role - at <= REACH
            && self.tokens.kind(at) == Some(TokenKind::Word)
            && !self.is_verb(at)
            && !self.tokens.is(at, Class::FUNCTION)
    }

    fn commas(&self, range: Range<usize>) -> usize {
        range.filter(|&at| self.tokens.sign(at, ",")).count()
    }

    /// Rule 4, for words that are no nouns: "killed 12 in one town and 3 in another".
    fn inherited(&self, number: &Number<'_>, lead: TermId) -> Option<Hit> {
        if number.own_head().is_some() || number.mention.value.kind() == Kind::Name {
            return None;
        }
        let before = self.numbers.iter().rev().find(|other| {
            other.core.end <= number.core.start
                && other.is_amount()
                && other.mention.value.kind() == number.mention.value.kind()
        })?;
        let after = number.tokens.end..(number.tokens.end + 2).min(self.range.end);
        let crossed = (before.tokens.end..number.tokens.start).chain(after).any(|at| self.is_verb(at));
        // "a depth of 10 km, 40 km south of the city"
        let is_distance = number.mention.value.kind() == Kind::Measure
            && (self.tokens.is(number.tokens.end, Class::PREPOSITION)
                && is_word!(self.tokens.id(number.tokens.end), "from")
                || BEARINGS.contains(&self.tokens.raw(number.tokens.end)));
        if crossed || is_distance { None } else { self.near(before, lead) }
    }

    /// Whether a number stands before a word that it counts: "12 were killed", "a 5 percent unemployment rate".
    fn follows(&self, number: &Number<'_>, hit: &Hit) -> bool {
        let hit = hit.tokens();
        if hit.start < number.tokens.end {
            return false;
        }
        let between = number.tokens.end..hit.start;
        if self.are_more_words(between.clone(), REACH)
            || self.is_broken(between.clone())
            || self.is_coordinated(between.clone())
            || self.amount_between(between.clone(), number)
        {
            return false;
        }
        if number.mention.value.kind() != Kind::Count {
            return !self.goes_with_next(number, &hit);
        }
        let crossed = |allowed: fn(&Self, usize) -> bool| between.clone().any(|at| !allowed(self, at));
        if self.is_predicate(&hit) {
            !crossed(|scene, at| !scene.tokens.is(at, Class::PREPOSITION) || is_word!(scene.tokens.id(at), "of"))
                && !self.is_active(between, hit.end)
        } else {
            number.own_head().is_none()
                && !crossed(|scene, at| {
                    !scene.is_verb(at)
                        && !scene.tokens.is(at, Class::AUXILIARY)
                        && (!scene.tokens.is(at, Class::PREPOSITION) || is_word!(scene.tokens.id(at), "of"))
                })
        }
    }

    /// "rose to $340 million on revenue of $2.1 billion": whether a noun has a figure of the same kind right behind it.
    fn goes_with_next(&self, number: &Number<'_>, hit: &Range<usize>) -> bool {
        let next = self.numbers.iter().find(|other| other.tokens.start > hit.start);
        let kind = number.mention.value.kind();
        is_word!(self.tokens.id(hit.end), "of")
            && next.is_some_and(|next| next.tokens.start == hit.end + 1 && next.mention.value.kind() == kind)
    }

    /// Whether a hit is said of what is counted and is no name of it: a verb, or words that begin with a verb or a
    /// preposition: "killed", "taken hostage", "laid off", "in custody". "Armed men" is a name.
    fn is_predicate(&self, hit: &Range<usize>) -> bool {
        let begins = || {
            let first = self.tokens.raw(hit.start);
            self.tokens.is(hit.start, Class::PREPOSITION)
                || inflect::is_irregular_past(&first.to_ascii_lowercase())
                || self.is_verb(hit.start) && self.tokens.is(hit.start + 1, Class::FUNCTION)
        };
        self.is_verb(hit.end - 1) || hit.len() > 1 && begins()
    }

    /// "12 gunmen killed three people": what is counted acts, and is not what the verb is about.
    fn is_active(&self, between: Range<usize>, after: usize) -> bool {
        let passive = between.into_iter().any(|at| self.tokens.is(at, Class::AUXILIARY));
        if passive || after >= self.range.end || self.tokens.kind(after) == Some(TokenKind::Sign) {
            return false;
        }
        let object = self.tokens.kind(after) == Some(TokenKind::Number)
            || self.tokens.is(after, Class::CARDINAL.with(Class::DETERMINER).with(Class::VAGUE).with(Class::PRONOUN));
        object && !self.tokens.is(after, Class::WEEKDAY.with(Class::MONTH).with(Class::CALENDAR))
    }

    /// Whether a number stands after a word that it counts: "killed 12", "the death toll rose to 12".
    fn precedes(&self, number: &Number<'_>, hit: &Hit) -> bool {
        let hit = hit.tokens();
        if hit.end > number.tokens.start {
            return false;
        }
        let between = hit.end..number.tokens.start;
        // "The truce ended a week of battles": the length is that of the battles.
        let of_another =
            number.mention.value.kind() == Kind::Duration && is_word!(self.tokens.id(number.tokens.end), "of");
        if of_another && between.clone().any(|at| self.is_verb(at)) {
            return false;
        }
        let is_count = number.mention.value.kind() == Kind::Count;
        let measures = self.is_measure(hit.end - 1);
        if is_count && measures && self.is_measured(&hit, number) {
            return true;
        }
        let reach = if is_count { REACH } else { SUBJECT_REACH };
        if self.are_more_words(between.clone(), reach)
            || self.is_broken(between.clone())
            || self.is_coordinated(between.clone())
            || self.amount_between(between.clone(), number)
        {
            return false;
        }
        if !is_count {
            return self.words(between.clone()) <= REACH || self.is_subject(between);
        }
        let linked = between.clone().any(|at| LINKS.contains(&self.tokens.word(at)));
        let own_noun = number.own_head().is_some();
        if own_noun && !linked && !measures && !self.is_verb(hit.end - 1) {
            return false;
        }
        between.into_iter().all(|at| self.links(at, linked))
    }

    /// Whether a number is what a count comes to: "the toll in the two towns has risen to 12", "that brought the toll of the
    /// flood to 12". What the count is of may stand between, and a remark between commas before the verb.
    fn is_measured(&self, count: &Range<usize>, number: &Number<'_>) -> bool {
        let start = count.end;
        let back = |from: usize, skips: &dyn Fn(usize) -> bool| {
            (start..from).rev().find(|&at| !skips(at)).map_or(start, |at| at + 1)
        };
        let leads = |at: usize| is_word!(self.tokens.id(at), "to" | "at") || self.tokens.is(at, Class::DETERMINER);
        let gives = |at: usize| self.gives_figure(at) || self.tokens.is(at, Class::AUXILIARY.with(Class::ADVERB));
        let leading = back(number.tokens.start, &leads);
        let verbs = back(leading, &gives);
        let is_given = (verbs..leading).any(|at| self.gives_figure(at));
        let before = count.start.saturating_sub(REACH).max(self.range.start)..count.start;
        let is_moved = || leading < number.tokens.start && before.clone().any(|at| self.moves_figure(at));
        let of = start..if is_given { self.before_remark(start..verbs) } else { leading };
        (is_given || is_moved())
            && (of.is_empty() || self.tokens.is(of.start, Class::PREPOSITION))
            && !self.are_more_words(of.clone(), SUBJECT_REACH)
            && !self.is_broken(of.clone())
            && !self.is_coordinated(of.clone())
            && !self.amount_between(of, number)
    }

    /// Where the words end before a short remark between commas that ends a range; else its end.
    fn before_remark(&self, range: Range<usize>) -> usize {
        let is_comma = |at: usize| self.tokens.sign(at, ",");
        let closing = range.end.checked_sub(1).filter(|&at| range.contains(&at) && is_comma(at));
        let Some(closing) = closing else { return range.end };
        let first = range.start.max(closing.saturating_sub(REMARK));
        (first..closing).rev().find(|&at| is_comma(at)).unwrap_or(range.end)
    }

    /// Whether a verb takes a count to a new figure.
    fn moves_figure(&self, at: usize) -> bool {
        MOVING.iter().any(|verb| verb.eq_ignore_ascii_case(self.tokens.raw(at)))
    }

    /// "Damage from the quake was put at $2 million", "the jobless rate in the euro area fell to 8 percent": what stands between a subject
    /// and its figure is a phrase with a preposition, then verbs that give a figure.
    fn is_subject(&self, between: Range<usize>) -> bool {
        let is_verb = |at: usize| self.is_verb(at) || self.tokens.is(at, Class::AUXILIARY) || self.gives_figure(at);
        let Some(verb) = between.clone().find(|&at| is_verb(at)) else { return false };
        let attribute = self.tokens.is(between.start, Class::PREPOSITION) || verb == between.start;
        let verbs = verb..between.end;
        attribute
            && (verb..between.end).any(|at| self.gives_figure(at))
            && verbs.clone().all(|at| {
                self.tokens.is(at, Class::AUXILIARY.with(Class::ADVERB).with(Class::DETERMINER))
                    || self.gives_figure(at)
                    || is_word!(self.tokens.id(at), "to" | "at" | "by" | "up" | "as")
            })
    }

    /// Whether a verb leads from a noun to its figure.
    fn gives_figure(&self, at: usize) -> bool {
        let raw = self.tokens.raw(at);
        LINKS.iter().chain(FIGURE_VERBS).any(|verb| verb.eq_ignore_ascii_case(raw))
    }

    fn links(&self, at: usize, linked: bool) -> bool {
        let word = self.tokens.word(at);
        LINKS.contains(&word)
            || self.tokens.is(at, Class::DETERMINER.with(Class::ADVERB))
            || matches!(word, "of" | "has" | "have" | "had")
            || linked && matches!(word, "to" | "at")
            || self.is_measure(at)
            || self.tokens.kind(at) == Some(TokenKind::Sign)
    }

    /// Whether a word is a noun that measures others.
    fn is_measure(&self, at: usize) -> bool {
        let raw = self.tokens.raw(at);
        MEASURES.iter().any(|noun| noun.eq_ignore_ascii_case(raw))
    }

    /// The numbers (dates or durations) that go with the events of a topic's lines, each with the line that won it.
    ///
    /// Per line and action word: the one right before it, else the first after it, else the nearest before. Of several
    /// lines that claim the same date the one whose action word is closest wins.
    pub(super) fn event_dates<'l>(
        &self,
        lines: &'l Lines,
        takes: impl Fn(&Number<'_>) -> bool,
    ) -> Vec<(EventDate, &'l Line)> {
        let mut won: Vec<(EventDate, &Line)> = Vec::new();
        let mut held = lines.led_by(|lead| self.has(lead)).filter(|line| self.holds(line)).peekable();
        if held.peek().is_none() {
            return won;
        }
        let dates: Vec<usize> =
            (0..self.numbers.len()).filter(|&at| takes(&self.numbers[at]) && self.is_definite(at)).collect();
        for line in held {
            for action in self.hits_of(line.lead) {
                let Some(date) = self.date_of(line, action, &dates) else { continue };
                match won.iter_mut().find(|(taken, _)| taken.number == date.number) {
                    Some(entry) if date.distance < entry.0.distance => *entry = (date, line),
                    Some(_) => {}
                    None => won.push((date, line)),
                }
            }
        }
        won
    }

    /// "recently" and "now" date nothing; nor does "the worst attack so far this year".
    fn is_definite(&self, number: usize) -> bool {
        let before = self.numbers[number].tokens.start.checked_sub(1);
        if before.is_some_and(|before| self.tokens.raw(before).eq_ignore_ascii_case("far")) {
            return false;
        }
        self.numbers[number].mention.value.timex().is_none_or(|timex| timex.grain() != Grain::Vague)
    }

    fn date_of(&self, line: &Line, action: Hit, dates: &[usize]) -> Option<EventDate> {
        let action = action.tokens();
        let before =
            dates.iter().rev().map(|&at| (at, &self.numbers[at].tokens)).find(|(_, date)| date.end <= action.start);
        let after = dates.iter().map(|&at| (at, &self.numbers[at].tokens)).find(|(_, date)| date.start >= action.end);
        if let Some((at, date)) = before {
            let between = date.end..action.start;
            let modifies = self.words(between.clone()) <= DATE_REACH
                && between.clone().all(|at| !self.is_verb(at) || self.is_of_line(line, at))
                && !between.clone().any(|at| self.tokens.is(at, Class::FUNCTION))
                && !self.is_coordinated(between.clone());
            if modifies {
                return Some(EventDate { number: at, distance: between.len(), attributive: true });
            }
        }
        if let Some((at, date)) = after
            && !self.is_other_clause(line, action.end..date.start)
        {
            return Some(EventDate { number: at, distance: date.start - action.end, attributive: false });
        }
        let (at, date) = before?;
        let between = date.end..action.start;
        // "on Jan. 8, days after the strike": the event lies before the date.
        let apart = between.clone().any(|at| ORDERING.contains(&self.tokens.word(at)));
        (!apart && !self.is_other_clause(line, between.clone())).then_some(EventDate {
            number: at,
            distance: between.len(),
            attributive: false,
        })
    }

    /// Whether a token belongs to the words of a line.
    fn is_of_line(&self, line: &Line, at: usize) -> bool {
        line.terms().any(|term| self.hits_of(term).any(|hit| hit.tokens().contains(&at)))
    }

    /// Whether a border of clauses lies in a range: a conjunction with a verb of its own that is no word of the line.
    ///
    /// "killed him, and Iran struck back on Jan. 8", "on Jan. 8, after the strike that killed him"; but not "killed him and
    /// wounded others on Jan. 3", where one subject does both.
    fn is_other_clause(&self, line: &Line, range: Range<usize>) -> bool {
        if range.clone().any(|at| self.tokens.sign(at, ";")) {
            return true;
        }
        range.clone().any(|at| match self.tokens.word(at) {
            "after" | "before" | "when" | "while" | "because" | "whereas" | "although" | "though" | "until" => {
                (at + 1..range.end).any(|next| self.is_other_verb(line, next) || self.is_of_line(line, next))
            }
            "and" | "but" => {
                let verb = (at + 1..range.end).find(|&next| self.is_finite(line, next));
                verb.is_some_and(|verb| verb > at + 1 && !self.tokens.is(at + 1, Class::ADVERB))
            }
            _ => false,
        })
    }

    fn is_other_verb(&self, line: &Line, at: usize) -> bool {
        (self.is_verb(at) || self.tokens.is(at, Class::AUXILIARY)) && !self.is_of_line(line, at)
    }

    fn is_finite(&self, line: &Line, at: usize) -> bool {
        self.is_other_verb(line, at) && !self.tokens.raw(at).ends_with("ing")
    }
}

/// The bit of a term in [`Scene::terms`].
fn bit(term: TermId) -> u64 {
    1 << (term.index() % u64::BITS as usize)
}

/// An age is an attribute of an item, not the next one: "five girls aged from two to nine years, four boys".
fn is_attribute(number: &Number<'_>) -> bool {
    matches!(number.mention.value.kind(), Kind::Age | Kind::Duration)
}

/// The tokens of a range that a span covers; empty at its start if there are none.
fn covered(tokens: Tokens<'_>, range: &Range<usize>, span: Span) -> Range<usize> {
    let own = &tokens.tokens[range.clone()];
    let first = own.partition_point(|token| token.span.end() <= span.start());
    let end = own.partition_point(|token| token.span.start() < span.end());
    range.start + first..range.start + end.max(first)
}

/// Most words between a role and its name.
const ROLE_REACH: usize = 7;

/// Words that say that a role and a name are one.
const ROLE_LINKS: &[&str] = &[
    "as",
    "named",
    "identified",
    "appointed",
    "elected",
    "chosen",
    "picked",
    "confirmed",
    "become",
    "became",
    "becomes",
    "called",
    "known",
    "publicly",
    "tentatively",
    "by",
    "police",
    "authorities",
    "officials",
    "man",
    "woman",
    "to",
    "be",
];

/// Words between a date and an event that set the two apart in time.
const ORDERING: &[&str] = &["after", "before", "since", "until", "because", "following"];

/// Verbs that link a noun with its number: "the toll rose to 12", "troop levels are 2,500".
const LINKS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "stands", "stood", "rose", "risen", "rises", "rise", "fell", "fallen",
    "falls", "fall", "reached", "reaches", "reach", "grew", "grown", "grows", "climbed", "climb", "climbs", "dropped",
    "drops", "remain", "remains", "remained", "became", "totaled", "totalled", "numbered",
];

/// Verbs that give the figure of a subject that stands further off.
const FIGURE_VERBS: &[&str] = &[
    "put",
    "estimated",
    "valued",
    "set",
    "hit",
    "hits",
    "exceeded",
    "exceeds",
    "topped",
    "averaged",
    "averages",
    "amounted",
    "amounts",
    "came",
    "comes",
    "jumped",
    "soared",
    "surged",
    "plunged",
    "slipped",
    "edged",
    "ticked",
    "declined",
    "decreased",
    "increased",
    "cost",
    "costs",
    "totals",
    "passed",
    "peaked",
    "expected",
    "projected",
    "forecast",
    "shrank",
    "expanded",
    "gusted",
];

/// Verbs that take a count to a figure.
const MOVING: &[&str] = &[
    "put", "puts", "putting", "brought", "brings", "bringing", "raised", "raises", "raising", "took", "takes",
    "taking", "pushed", "pushes", "pushing", "lifted", "lifts", "lifting", "revised", "revises", "lowered", "updated",
];

/// Longest remark between commas, in tokens: ", which stood at 10 on Monday,". (P)
const REMARK: usize = 8;

/// Nouns that measure others: a number after one is theirs whatever noun of its own it has ("a death toll of 12 people").
const MEASURES: &[&str] = &[
    "toll", "tolls", "number", "numbers", "total", "totals", "count", "counts", "figure", "figures", "level", "levels",
    "strength", "size", "tally",
];
