//! Nodes read as what they should be: known keys, texts, lists of lines, choices; and every way in which they are not.
//!
//! Knows how people err (a misspelt key, one in the wrong place, a list that was meant as a text), not what the keys of a
//! rule mean; that is `file`. What stands inside a line is looked at by `wording`.
//!
//! Invariant: nothing is skipped in silence. What cannot be read is said, with its place.

use super::file::Text;
use super::keys::{HOMES, OTHER_CHOICES, OTHER_WORDS};
use super::problem::{Code, Problems, closest};
use super::wording;
use super::yaml::{Node, NodeValue, Style};
use super::{trap, yaml};

/// The known keys of one mapping.
pub(crate) struct Fields<'n> {
    entries: Vec<(&'static str, &'n Node)>,
    /// Known keys that unknown ones were probably meant as.
    meant: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|(known, _)| *known == key).map(|&(_, node)| node)
    }

    /// Whether a key is there, or was meant: then it is not missing, it is misspelt, and that is said.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some() || self.meant.contains(&key)
    }
}

/// What is known of how people err in a format.
pub(crate) struct Slips {
    /// Where a key belongs that stands in the wrong mapping.
    pub(crate) homes: &'static [(&'static [&'static str], &'static str)],
    /// Words that people try for a key.
    pub(crate) other_words: &'static [(&'static str, &'static str)],
}

/// The slips of rule files.
const IN_RULES: Slips = Slips { homes: HOMES, other_words: OTHER_WORDS };

/// Reads nodes as what they should be, and notes what they are not.
pub(crate) struct Reader<'p, 'a> {
    pub(crate) problems: &'p mut Problems<'a>,
    slips: &'static Slips,
}

impl<'p, 'a> Reader<'p, 'a> {
    /// A reader of rule files.
    pub(crate) fn of_rules(problems: &'p mut Problems<'a>) -> Self {
        Self { problems, slips: &IN_RULES }
    }

    /// A reader of a format with slips of its own.
    pub(crate) fn new(problems: &'p mut Problems<'a>, slips: &'static Slips) -> Self {
        Self { problems, slips }
    }
}

impl Reader<'_, '_> {
    /// The entries of a mapping under their known keys.
    pub(crate) fn fields<'n>(
        &mut self,
        node: &'n Node,
        what: &str,
        known: &'static [&'static str],
    ) -> Option<Fields<'n>> {
        let entries = self.mapping(node, what, known)?;
        let mut fields = Fields { entries: Vec::with_capacity(entries.len()), meant: Vec::new() };
        let mut unknown = Vec::new();
        for (key, value) in entries {
            match known.iter().find(|name| **name == key.words) {
                Some(name) => fields.entries.push((name, value)),
                None => unknown.push(key),
            }
        }
        for key in unknown {
            let meant = self.unknown_key(&key, what, known, &fields);
            fields.meant.extend(meant);
        }
        Some(fields)
    }

    /// The entries of a mapping; repeated keys are noted and left out.
    pub(crate) fn mapping<'n>(&mut self, node: &'n Node, what: &str, known: &[&str]) -> Option<Vec<(Text, &'n Node)>> {
        let NodeValue::Mapping(entries) = &node.value else {
            let keys = known.iter().take(3).map(|key| format!("`{key}:`")).collect::<Vec<_>>().join(", ");
            let wanted = if keys.is_empty() { "`name: words`".to_owned() } else { keys };
            let message = format!("{what} has keys with values ({wanted}); here stands {}", node.shape());
            let suggestion = match &node.value {
                NodeValue::Null => "begin the lines that belong to it with two spaces more".to_owned(),
                NodeValue::List(_) => "take the dashes out, and write a colon after each key".to_owned(),
                _ => format!("write it on lines of its own: {wanted}"),
            };
            self.problems.suggest(Code::WrongShape, node.span, message, suggestion);
            return None;
        };
        let mut seen: Vec<(Text, &Node)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let NodeValue::Scalar(words, _) = &key.value else {
                self.problems.add(Code::WrongShape, key.span, format!("a key is a word; here stands {}", key.shape()));
                continue;
            };
            if let Some((first, _)) = seen.iter().find(|(name, _)| name.words == *words) {
                let line = self.problems.line(first.span.start());
                let message = format!("`{words}` stands twice in {what}; the first is in line {line}");
                self.problems.suggest(Code::DuplicateKey, key.span, message, "keep one; a list may have many entries");
                continue;
            }
            seen.push((Text { words: words.clone(), span: key.span }, value));
        }
        Some(seen)
    }

    /// Says what is wrong with a key that is not known. The known key that it was meant as, if that is plain.
    pub(crate) fn unknown_key(
        &mut self,
        key: &Text,
        what: &str,
        known: &'static [&'static str],
        given: &Fields<'_>,
    ) -> Option<&'static str> {
        let cleaned: String = key.words.chars().filter(|&c| !trap::is_hidden(c) && !is_curly(c)).collect();
        let find = |word: &str| known.iter().copied().find(|known| *known == word);
        if let Some(hidden) = key.words.chars().find(|&c| trap::is_hidden(c)) {
            let message = trap::hidden_message(hidden);
            let suggestion = format!("type the key again: `{cleaned}`");
            self.problems
                .suggest(Code::HiddenCharacter, key.span, message, suggestion)
                .mended_by(key.span, cleaned.as_str());
            return find(&cleaned);
        }
        if cleaned != key.words {
            let message = format!("curly quotation marks belong to the key here: `{}`", key.words);
            self.problems
                .suggest(Code::CurlyQuote, key.span, message, format!("write `{cleaned}`"))
                .mended_by(key.span, cleaned.as_str());
            return find(&cleaned);
        }
        if is_rest_of_number(&cleaned) {
            return None;
        }
        let home = self
            .slips
            .homes
            .iter()
            .find(|(keys, _)| keys.contains(&key.words.as_str()) && !known.contains(&key.words.as_str()));
        if let Some((_, home)) = home {
            let message = format!("`{}` does not belong to {what}", key.words);
            self.problems.suggest(Code::MisplacedKey, key.span, message, format!("it stands {home}"));
            return None;
        }
        let message = format!("`{}` is no key of {what}", key.words);
        if let Some(meant) = closest(&key.words, known.iter().copied()) {
            let suggestion = format!("did you mean `{meant}`?");
            let problem = self.problems.suggest(Code::UnknownKey, key.span, message, suggestion);
            if given.get(meant).is_none() {
                problem.mended_by(key.span, meant);
            }
            return find(meant);
        }
        let other = self.slips.other_words.iter().filter(|(word, _)| word.eq_ignore_ascii_case(&key.words));
        let meant = other.map(|&(_, meant)| meant).find(|meant| known.contains(meant));
        let suggestion = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("its keys are {}", listed(known.iter().copied())),
        };
        self.problems.suggest(Code::UnknownKey, key.span, message, suggestion);
        find(meant?)
    }

    /// A single text.
    pub(crate) fn text(&mut self, node: &Node, what: &str) -> Option<Text> {
        match &node.value {
            NodeValue::Scalar(words, _) if !words.trim().is_empty() => {
                Some(Text { words: words.trim().to_owned(), span: node.span })
            }
            NodeValue::Null | NodeValue::Scalar(..) => {
                self.empty(node, what);
                None
            }
            NodeValue::Mapping(entries) => {
                self.mapping_for_text(node, entries, what);
                None
            }
            NodeValue::List(_) => {
                let message = format!("`{what}` is a single text; here stands a list");
                self.problems.suggest(Code::WrongShape, node.span, message, "write one text, without dash or brackets");
                None
            }
        }
    }

    /// An unquoted text with a `: ` in it reads as a mapping.
    fn mapping_for_text(&mut self, node: &Node, entries: &[(Node, Node)], what: &str) {
        let text = self.problems.text();
        let one_line = !node.span.slice(text).contains('\n');
        if entries.len() == 1
            && one_line
            && node.span.slice(text).contains(": ")
            && !node.span.slice(text).starts_with('{')
        {
            let quoted = yaml::quoted(node.span.slice(text));
            let message = format!("`{what}`: a colon and a space inside a text read as a key with a value");
            let suggestion = format!("put the text in quotation marks: {quoted}");
            self.problems.suggest(Code::ColonInText, node.span, message, suggestion).mended_by(node.span, quoted);
        } else {
            let message = format!("`{what}` is a text; here stand keys with values");
            self.problems.suggest(Code::WrongShape, node.span, message, "write the text alone, without keys");
        }
    }

    fn empty(&mut self, node: &Node, what: &str) {
        let suggestion = "write something after the colon, or take the key out";
        self.problems.suggest(Code::EmptyValue, node.span, format!("`{what}` has no value"), suggestion);
    }

    /// A list of texts, or a single one.
    pub(crate) fn lines(&mut self, node: &Node, what: &str) -> Vec<Text> {
        let nodes = match &node.value {
            NodeValue::List(entries) => entries.as_slice(),
            NodeValue::Null => {
                self.empty(node, what);
                return Vec::new();
            }
            _ => {
                if wording::is_list_without_dashes(node, what, self.problems) {
                    return Vec::new();
                }
                std::slice::from_ref(node)
            }
        };
        let mut lines: Vec<Text> = Vec::with_capacity(nodes.len());
        for entry in nodes {
            let Some(line) = self.line(entry, what) else { continue };
            if lines.iter().any(|known| known.words == line.words) {
                let message = format!("`{}` stands twice in `{what}`", line.words);
                let text = self.problems.text();
                self.problems.suggest(Code::Repeated, line.span, message, "take one of the two out").mend =
                    wording::without_entry(line.span, text);
            } else {
                let listed = matches!(node.value, NodeValue::List(_));
                wording::inspect(&line, entry, what, listed, self.problems);
                lines.push(line);
            }
        }
        lines
    }

    fn line(&mut self, node: &Node, what: &str) -> Option<Text> {
        let NodeValue::Scalar(words, style) = &node.value else {
            if let NodeValue::Null = node.value {
                let message = format!("an entry of `{what}` is empty");
                self.problems.suggest(
                    Code::EmptyValue,
                    node.span,
                    message,
                    "write a word after the dash, or take it out",
                );
                return None;
            }
            if let NodeValue::List(_) = node.value {
                let message = format!("a list inside the list of `{what}`; a list already means any of these");
                self.problems.suggest(Code::WrongShape, node.span, message, "write one list");
                return None;
            }
            return self.text(node, what);
        };
        if *style == Style::Plain
            && matches!(words.to_ascii_lowercase().as_str(), "no" | "yes" | "on" | "off" | "true" | "false")
        {
            let message = format!("`{words}` is read as a word here, not as a setting");
            let suggestion = format!("write \"{words}\" to show that it is meant");
            self.problems
                .suggest(Code::PlainNo, node.span, message, suggestion)
                .mended_by(node.span, yaml::quoted(words));
        }
        if let (Some(first), Some(last)) = (words.chars().next(), words.chars().next_back())
            && (is_curly(first) || is_curly(last) && words.len() > last.len_utf8() && words.starts_with(is_curly))
        {
            let message = "curly quotation marks are no quotation marks to YAML; they belong to the text here";
            let straight = yaml::quoted(words.trim_matches(is_curly));
            self.problems
                .suggest(Code::CurlyQuote, node.span, message, format!("use straight ones, {straight}, or none"))
                .mended_by(node.span, straight);
            return None;
        }
        self.text(node, what)
    }

    pub(crate) fn choice<T: Copy>(&mut self, node: &Node, what: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let text = self.text(node, what)?;
        let word = text.words.to_lowercase();
        if let Some(&(_, value)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(value);
        }
        let names = || choices.iter().map(|&(name, _)| name);
        let message = format!("`{}` is no {}", text.words, what_of(what));
        self.unknown_word(&text, message, names());
        None
    }

    /// Says which of the allowed words was meant, or which there are.
    pub(crate) fn unknown_word<'k>(
        &mut self,
        text: &Text,
        message: String,
        names: impl Iterator<Item = &'k str> + Clone,
    ) {
        let word = text.words.to_lowercase();
        if let Some(meant) = closest(&word, names.clone()) {
            self.problems
                .suggest(Code::UnknownWord, text.span, message, format!("did you mean `{meant}`?"))
                .mended_by(text.span, meant);
            return;
        }
        let other = OTHER_CHOICES.iter().filter(|(other, _)| *other == word).map(|&(_, meant)| meant);
        let suggestion = match other.into_iter().find(|meant| names.clone().any(|name| name == *meant)) {
            Some(meant) => format!("did you mean `{meant}`? It is one of {}", listed(names)),
            None => format!("it is one of {}", listed(names)),
        };
        self.problems.suggest(Code::UnknownWord, text.span, message, suggestion);
    }

    pub(crate) fn yes_no(&mut self, node: &Node, what: &str) -> Option<bool> {
        let text = self.text(node, what)?;
        match text.words.to_lowercase().as_str() {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            _ => {
                let message = format!("`{}` is no answer", text.words);
                self.problems.suggest(
                    Code::UnknownWord,
                    text.span,
                    message,
                    format!("write `{what}: yes` or `{what}: no`"),
                );
                None
            }
        }
    }

    /// The entries of a list of mappings, or a single one.
    pub(crate) fn entries<T>(
        &mut self,
        node: &Node,
        what: &str,
        read: impl Fn(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        match &node.value {
            NodeValue::List(entries) => entries.iter().filter_map(|entry| read(self, entry)).collect(),
            NodeValue::Mapping(_) => read(self, node).into_iter().collect(),
            NodeValue::Null => {
                let suggestion = "write entries under it, each with a dash, or take the key out";
                self.problems.suggest(Code::EmptyValue, node.span, format!("`{what}` has no entries"), suggestion);
                Vec::new()
            }
            NodeValue::Scalar(..) => {
                let message = format!(
                    "`{what}` is a list of entries, each with `text:` and `expect:` or the like; here stands a text"
                );
                let suggestion = "write under it `- text: …` and, below, `expect: nothing`";
                self.problems.suggest(Code::WrongShape, node.span, message, suggestion);
                Vec::new()
            }
        }
    }
}

/// The rest of a number that came apart at its comma, which `trap` has said.
pub(crate) fn is_rest_of_number(key: &str) -> bool {
    key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn is_curly(character: char) -> bool {
    matches!(character, '“' | '”' | '„' | '‘' | '’')
}

/// What a setting is called in a sentence.
fn what_of(key: &str) -> &str {
    match key {
        "kind" => "kind of value",
        "scope" => "scope",
        "reconcile" => "policy of `reconcile`",
        "look_in" => "place to look in",
        "precision" => "precision",
        "over_time" => "way to move over time",
        "fail_on" => "verdict that a run can fail on",
        _ => "gravity",
    }
}

/// `a`, `b` and `c`
pub(crate) fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
