//! What stands inside a line of words, and what people write there that means something else to them than to the rule.
//!
//! Search engines, regular expressions and word processors have taught people commas, `OR`, `*` and `–`. A line of a
//! rule is a phrase in plain words; each of these habits has a message that says how the same thing is written here.
//! Whether words are found in any text is left to `compile` and `test`.

use super::file::Text;
use super::keys::ABOUT_KEYS;
use super::problem::{Code, Mend, Problems};
use super::yaml::{Node, NodeValue, Style, quoted};
use crate::span::Span;

/// Keys whose lines are phrases to look for in sentences.
const PHRASES: &[&str] = &["of", "event", "with", "without"];

/// Most words of a line of `of`, and of a part of any other line, that a sentence can be expected to have. (P)
const MOST_WORDS: usize = 6;

/// Dashes and bullets that word processors make of a `-` at the start of a line.
const LIST_MARKS: &[char] = &['–', '—', '−', '•', '·', '▪', '◦', '‣'];

/// Looks at one line under a key. `listed` says whether it is one entry of several.
pub(super) fn inspect(line: &Text, node: &Node, key: &str, listed: bool, problems: &mut Problems<'_>) {
    if key == "pattern" || ABOUT_KEYS.contains(&key) {
        return;
    }
    let is_phrase = PHRASES.contains(&key);
    let plain = matches!(node.value, NodeValue::Scalar(_, Style::Plain));
    // "Washington, D.C." is a value of its own in a list, and two things by itself.
    if plain && (list_mark(line, problems) || (is_phrase || !listed) && commas(line, problems)) {
        return;
    }
    if !is_phrase && key != "values" {
        return;
    }
    if operators(line, problems) || wildcards(line, problems) || !is_phrase {
        return;
    }
    if key == "of" && number_first(line, problems) {
        return;
    }
    too_many_words(line, key, problems);
}

/// `troops` and `soldiers` on two lines without dashes are one text to YAML.
pub(super) fn is_list_without_dashes(node: &Node, key: &str, problems: &mut Problems<'_>) -> bool {
    if !matches!(node.value, NodeValue::Scalar(_, Style::Plain)) || key == "pattern" || ABOUT_KEYS.contains(&key) {
        return false;
    }
    let text = problems.text();
    let words = node.span.slice(text);
    let indent = text[..node.span.start()].rsplit('\n').next().unwrap_or("");
    let entries: Vec<&str> = words.lines().map(str::trim).filter(|entry| !entry.is_empty()).collect();
    if entries.len() < 2 || !indent.trim().is_empty() {
        return false;
    }
    let bare = |entry: &&str| entry.trim_start_matches(|c| c == '-' || LIST_MARKS.contains(&c)).trim().to_owned();
    let list: Vec<String> = entries.iter().map(|entry| format!("- {}", bare(entry))).collect();
    let list = list.join(&format!("\n{indent}"));
    let (code, message) = if entries.iter().all(|entry| entry.starts_with(LIST_MARKS)) {
        (
            Code::PastedSign,
            "a list has dashes as they are on the keyboard (-), not those of a word processor".to_owned(),
        )
    } else if entries.iter().all(|entry| entry.starts_with('-')) {
        (Code::MissingSpace, "a space is missing after the dash".to_owned())
    } else {
        (Code::MissingDash, format!("the lines under `{key}` are one text without dashes"))
    };
    let suggestion = format!("begin each with a dash and a space: `- {}`", bare(&entries[0]));
    problems.suggest(code, node.span, message, suggestion).mended_by(node.span, list);
    true
}

/// `-tents`, `– tents`, `• tents`
fn list_mark(line: &Text, problems: &mut Problems<'_>) -> bool {
    let bare = line.words.trim_start_matches(|c| c == '-' || LIST_MARKS.contains(&c));
    if bare.len() == line.words.len() || bare.trim().is_empty() {
        return false;
    }
    let suggestion = format!("write `- {}`", bare.trim());
    let problem = if line.words.starts_with('-') {
        problems.suggest(Code::MissingSpace, line.span, "a space is missing after the dash", suggestion)
    } else {
        let message = "a list has dashes as they are on the keyboard (-), not those of a word processor";
        problems.suggest(Code::PastedSign, line.span, message, suggestion)
    };
    let entry = if is_after_dash(problem.span, problems.text()) {
        bare.trim().to_owned()
    } else {
        format!("- {}", bare.trim())
    };
    let span = line.span;
    problems.mend_last(span, entry);
    true
}

/// Whether a list's own dash stands before a text already.
fn is_after_dash(span: Span, text: &str) -> bool {
    text[..span.start()].rsplit('\n').next().is_some_and(|before| before.trim_start().starts_with("- "))
}

/// `troops, soldiers` is one phrase.
fn commas(line: &Text, problems: &mut Problems<'_>) -> bool {
    if !line.words.contains(", ") {
        return false;
    }
    let words: Vec<&str> = line.words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    let is_entry = is_after_dash(line.span, problems.text());
    let list = format!("[{}]", words.join(", "));
    let suggestion = match is_entry {
        true => "write each on a line of its own, with a dash".to_owned(),
        false => format!("any of several is a list: `{list}`"),
    };
    let message = "a comma does not separate words here; this is one phrase, all of which must be there";
    problems.suggest(Code::CommaInLine, line.span, message, suggestion);
    if !is_entry && words.iter().all(|word| is_bare(word)) {
        problems.mend_last(line.span, list);
    }
    true
}

/// Whether a word means the same inside brackets as outside.
fn is_bare(word: &str) -> bool {
    word.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '<' | '>' | '+' | '.'))
}

/// `troops or soldiers`, `NOT killed`, `troops/soldiers`
fn operators(line: &Text, problems: &mut Problems<'_>) -> bool {
    let words: Vec<&str> = line.words.split_whitespace().collect();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let slash = line.words.char_indices().find(|&(at, c)| {
        c == '/' && is_letter(line.words[..at].chars().next_back()) && is_letter(line.words[at + 1..].chars().next())
    });
    let (message, suggestion) = if let [first @ ("NOT" | "not"), ..] = words.as_slice() {
        (format!("`{first}` is a word to look for here"), "write the words under `without:`")
    } else if words.iter().any(|word| matches!(*word, "AND" | "&&")) {
        ("`AND` is a word to look for here".to_owned(), "words that must all be there are joined by ` + `")
    } else if words.iter().any(|word| matches!(*word, "or" | "OR" | "|" | "||")) || slash.is_some() {
        let sign = words.iter().find(|word| matches!(**word, "or" | "OR" | "|" | "||")).unwrap_or(&"/");
        (
            format!("`{sign}` does not mean “any of” here"),
            "any of several is a list: write each on a line of its own, with a dash",
        )
    } else {
        return false;
    };
    problems.suggest(Code::OperatorInLine, line.span, message, suggestion);
    true
}

/// `troop*`, `(big|small) tents`
fn wildcards(line: &Text, problems: &mut Problems<'_>) -> bool {
    let Some(sign) =
        line.words.chars().find(|c| matches!(c, '*' | '?' | '(' | ')' | '[' | ']' | '\\' | '^' | '{' | '}'))
    else {
        return false;
    };
    let message = format!("`{sign}` is no sign of a line; a line is plain words, and finds their endings by itself");
    let bare = line.words.replace('*', "");
    let only_stars = bare.chars().all(|c| c.is_alphanumeric() || c == ' ') && !bare.trim().is_empty();
    let suggestion = match only_stars {
        true => format!("write `{}`", bare.trim()),
        false => "write plain words; a regular expression goes under `pattern:`".to_owned(),
    };
    problems.suggest(Code::Wildcard, line.span, message, suggestion);
    if only_stars {
        // A cut word has no endings of its own, "attack*" does: which one it is only its author knows, unless the star stands alone.
        let whole = line.words.split_whitespace().any(|word| word == "*");
        if whole {
            let words: Vec<&str> = bare.split_whitespace().collect();
            problems.mend_last(line.span, words.join(" "));
        }
    }
    true
}

/// `40 tents`: the number is what is looked for.
fn number_first(line: &Text, problems: &mut Problems<'_>) -> bool {
    let mut words = line.words.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let is_number = first.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        && first.starts_with(|c: char| c.is_ascii_digit());
    if !is_number || !second.starts_with(char::is_lowercase) {
        return false;
    }
    let rest: Vec<&str> = line.words.split_whitespace().skip(1).collect();
    let message = format!("the line has a number, {first}; any number is found by itself, this one would be required");
    problems.suggest(Code::NumberInLine, line.span, message, format!("write what is counted: `{}`", rest.join(" ")));
    problems.mend_last(line.span, rest.join(" "));
    true
}

fn too_many_words(line: &Text, key: &str, problems: &mut Problems<'_>) {
    let long = line.words.split('+').find(|part| part.split_whitespace().count() > MOST_WORDS);
    let Some(part) = long else { return };
    let count = part.split_whitespace().count();
    let message = match key {
        "of" => format!("all {count} words of this line must stand in one sentence"),
        _ => format!("these {count} words must stand next to each other, as they are here"),
    };
    let suggestion = "keep the few words that no such sentence lacks, joined by ` + `";
    problems.suggest(Code::TooNarrow, line.span, message, suggestion);
}

/// What takes an entry out of its list: its line, or its place between commas.
pub(super) fn without_entry(entry: Span, text: &str) -> Option<Mend> {
    let line_start = text[..entry.start()].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[entry.end()..].find('\n').map_or(text.len(), |newline| entry.end() + newline + 1);
    let (before, after) = (&text[line_start..entry.start()], &text[entry.end()..line_end]);
    let after = after.trim();
    if before.trim() == "-" && (after.is_empty() || after.starts_with('#')) {
        return Some(Mend { span: Span::new(line_start, line_end), words: String::new() });
    }
    let comma = text[..entry.start()].trim_end().strip_suffix(',').map(str::len)?;
    Some(Mend { span: Span::new(comma, entry.end()), words: String::new() })
}

/// A text as one line of a rule may hold it: bare if that is safe.
pub(crate) fn written(text: &str) -> String {
    let risky = text.starts_with(|c: char| !c.is_alphanumeric() && !matches!(c, '<' | '“' | '‘' | '€' | '£'))
        || text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || text.trim() != text
        || text.chars().any(char::is_control)
        || matches!(text.to_ascii_lowercase().as_str(), "" | "no" | "yes" | "on" | "off" | "true" | "false" | "null")
        || text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'));
    if risky { quoted(text) } else { text.to_owned() }
}
