//! The traps of YAML that people fall into who do not know YAML, each with a message of its own.
//!
//! Two moments: [`explain`] says in plain words why a text is no YAML; [`inspect`] finds what is YAML but not what its
//! author meant (`2,500` in braces, a ` #` that cuts a text). What is wrong with a rule is left to `file` and `compile`.

use super::keys;
use super::problem::{Code, Problems};
use super::yaml::{Node, NodeValue, Style, point, quoted};
use crate::span::Span;

/// Says why the text could not be parsed: first by what people usually do, then in the parser's words.
pub(super) fn explain(error: &serde_yaml::Error, problems: &mut Problems<'_>) {
    let text = problems.text();
    tabs(problems);
    hidden_indentation(problems);
    let span = error.location().map_or(Span::new(0, 0), |location| point(location, text));
    if problems.any_on_line(problems.line(span.start())) || glued_keys(problems) {
        return;
    }
    let message = error.without_snippet().to_string();
    let said = |words: &str| message.contains(words);
    if said("mapping values are not allowed") || said("did not find expected key") || said("did not find expected '-'")
    {
        misplaced_line(span, problems);
    } else if said("after single-quoted") || said("after double-quoted") {
        text_after_quote(span, problems);
    } else if said("unclosed quote") || said("multiline quoted scalar") {
        problems.suggest(
            Code::Syntax,
            opening_quote(span, text),
            "this quotation mark is never closed",
            "close it; inside '…' an apostrophe is written twice",
        );
    } else if said("unclosed bracket") || said("illegal placement") {
        problems.suggest(
            Code::Syntax,
            opening_bracket(span, text).unwrap_or(span),
            "this bracket is never closed",
            "close it, or put the text in quotation marks",
        );
    } else if ["Alias", "Anchor", "alias", "anchor", "tag", "unexpected character"].iter().any(|words| said(words)) {
        special_sign(span, problems);
    } else if said("budget") || said("nest") || said("recursion") {
        problems.suggest(
            Code::TooLarge,
            span,
            "the file is nested too deeply, or has too many entries, for a rule",
            "make several files of it: one topic, one file",
        );
    } else if said("multiple YAML documents") {
        problems.suggest(
            Code::Syntax,
            span,
            "`---` begins a second document; a rule file is one",
            "make two files of it: one topic, one file",
        );
    } else if said("simple key expected ':'") {
        let line = Span::new(span.start(), span.start() + text[span.start()..].lines().next().unwrap_or("").len());
        problems.suggest(
            Code::Syntax,
            line,
            "this line is neither a key with a colon nor an entry with a dash",
            "write `key: value`, or begin the line with `- `; a text that goes on stands deeper than its key",
        );
    } else {
        problems.add(Code::Syntax, span, format!("this is no YAML: {}", plain(&message)));
    }
}

/// `kind:count`, `kind：count`, or a no-break space after the colon. Whether any was found.
fn glued_keys(problems: &mut Problems<'_>) -> bool {
    let mut any = false;
    for (start, line) in lines(problems.text()) {
        let key_at = line.find(|c: char| c != ' ' && c != '-').unwrap_or(0);
        let rest = &line[key_at..];
        let Some(end) = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')) else { continue };
        let (key, mut after) = (&rest[..end], rest[end..].chars());
        let colon = after.next();
        let value = after.as_str();
        let next = value.chars().next();
        if !keys::is_key(key) || !matches!(colon, Some(':' | '：')) {
            continue;
        }
        let sign = Span::new(start + key_at + end, start + line.len() - value.len());
        let problem = match (colon, next) {
            (Some('：'), _) => problems.suggest(
                Code::PastedSign,
                sign,
                "this colon (U+FF1A) is not the one on the keyboard",
                format!("write `{key}: {}`", value.trim()),
            ),
            (_, Some(hidden)) if is_hidden(hidden) => {
                let suggestion = "replace it by an ordinary space";
                let span = Span::new(sign.end(), sign.end() + hidden.len_utf8());
                problems.suggest(Code::HiddenCharacter, span, hidden_message(hidden), suggestion)
            }
            (_, Some(next)) if next != ' ' && next != '\t' => {
                let suggestion = format!("write `{key}: {value}`");
                problems.suggest(Code::MissingSpace, sign, "a space is missing after the colon", suggestion)
            }
            _ => continue,
        };
        let span = Span::new(
            sign.start(),
            start + line.len() - value.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c)).len(),
        );
        problem.mended_by(span, ": ");
        any = true;
    }
    any
}

/// `'It's 40.'`, `"Surge" in Iraq`
fn text_after_quote(span: Span, problems: &mut Problems<'_>) {
    let text = problems.text();
    let line_end = span.start() + text[span.start()..].lines().next().unwrap_or("").trim_end().len();
    let opening = opening_quote(span, text);
    let whole = Span::new(opening.start().min(line_end), line_end);
    let words = whole.slice(text);
    let mark = words.chars().next().filter(|mark| matches!(mark, '"' | '\''));
    let inner = mark.and_then(|mark| words.strip_prefix(mark)?.strip_suffix(mark));
    let quoted = quoted(inner.unwrap_or(words));
    let problem = problems.suggest(
        Code::Syntax,
        span,
        "the text goes on after its closing quotation mark",
        format!("put the whole text in quotation marks of the other kind: {quoted}"),
    );
    if mark.is_some() && !words.contains(" #") {
        problem.mended_by(whole, quoted);
    }
}

/// The last bracket or brace before `span` that nothing closes.
fn opening_bracket(span: Span, text: &str) -> Option<Span> {
    let mut open = Vec::new();
    for (at, sign) in text[..span.start()].char_indices() {
        match sign {
            '[' | '{' => open.push(at),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop().map(|at| Span::new(at, at + 1))
}

/// The quotation mark before `span` that begins a value.
fn opening_quote(span: Span, text: &str) -> Span {
    let begins = |&(at, mark): &(usize, &str)| {
        let before = text[..at].chars().next_back();
        mark.len() == 1 && before.is_none_or(|before| before.is_whitespace() || matches!(before, '[' | '{' | ','))
    };
    let until = text[span.start()..].chars().next().map_or(span.start(), |own| span.start() + own.len_utf8());
    let quote = text[..until].rmatch_indices(['"', '\'']).find(begins);
    quote.map_or(span, |(at, mark)| Span::new(at, at + mark.len()))
}

/// The parser's words without its place, which is shown apart.
fn plain(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |end| &message[..end])
}

/// A line where YAML expects none: an unquoted text with `: ` in it, or a line that is a space off.
fn misplaced_line(span: Span, problems: &mut Problems<'_>) {
    let text = problems.text();
    let start = text[..span.start()].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or("");
    let first_colon = line.find(": ").or_else(|| line.strip_suffix(':').map(str::len));
    if let Some(first) = first_colon
        && start + first < span.start()
    {
        let value = line[first + 2..].trim();
        let at = start + line.len() - line[first + 2..].trim_start().len();
        let quoted = quoted(value);
        let suggestion = format!("put the text in quotation marks: {quoted}");
        let problem = problems.suggest(
            Code::ColonInText,
            span,
            "a colon and a space inside a text read as another key",
            suggestion,
        );
        if !value.contains(" #") {
            problem.mended_by(Span::new(at, at + value.len()), quoted);
        }
        return;
    }
    let indent = line.len() - line.trim_start().len();
    let content = Span::new(start + indent, start + line.trim_end().len().max(indent));
    let own_dash = line.trim_start().starts_with("- ") || line.trim() == "-";
    let columns = open_columns(&text[..start]);
    if let Some(column) = columns.iter().find(|column| column.at == indent) {
        let (message, suggestion) = match (own_dash, column.entry) {
            (true, None) => (
                "this line begins with a dash, and the one that it belongs beside does not".to_owned(),
                "put a dash before each of them, or before none".to_owned(),
            ),
            (false, Some(inner)) => (
                format!("this line begins {}, as the dash above it does", spaces(indent)),
                format!("begin it {}, if it belongs to that entry", spaces(inner)),
            ),
            _ => (
                "the line above is a text without a key; this one has a key".to_owned(),
                "give both a key, for example `value:`".to_owned(),
            ),
        };
        problems.suggest(Code::Indentation, content, message, suggestion);
        return;
    }
    let message = format!("this line begins {}; no line that it could belong to begins there", spaces(indent));
    let nearest = columns.iter().rev().filter(|column| own_dash || column.entry.is_none());
    let Some(wanted) = nearest.map(|column| column.at).min_by_key(|at| at.abs_diff(indent)) else {
        problems.add(Code::Indentation, content, message);
        return;
    };
    let suggestion = format!("begin it {}, as its neighbours do", spaces(wanted));
    problems
        .suggest(Code::Indentation, content, message, suggestion)
        .mended_by(Span::new(start, start + indent), " ".repeat(wanted));
}

/// A column where a line may begin.
struct Column {
    at: usize,
    /// A list: where the contents of its entries begin.
    entry: Option<usize>,
}

/// The columns at which the open lists and mappings above a line begin, outermost first.
fn open_columns(above: &str) -> Vec<Column> {
    let mut open: Vec<Column> = Vec::new();
    for line in above.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        let mut at = line.len() - line.trim_start().len();
        let mut rest = line.trim_start();
        loop {
            let inner = rest.strip_prefix('-').filter(|inner| inner.is_empty() || inner.starts_with(' '));
            let entry = inner.map(|inner| at + 1 + (inner.len() - inner.trim_start().len()));
            open.retain(|column| column.at < at || column.at == at && column.entry.is_some() == entry.is_some());
            if open.last().is_none_or(|last| last.at < at) {
                open.push(Column { at, entry });
            }
            let (Some(inner), Some(next)) = (inner, entry) else { break };
            (at, rest) = (next, inner.trim_start());
        }
    }
    open
}

fn spaces(number: usize) -> String {
    match number {
        0 => "at the margin".to_owned(),
        1 => "after 1 space".to_owned(),
        more => format!("after {more} spaces"),
    }
}

fn tabs(problems: &mut Problems<'_>) {
    for (start, line) in lines(problems.text()) {
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some(tab) = indent.find('\t') {
            problems.suggest(
                Code::Tab,
                Span::new(start + tab, start + indent.len()),
                "a tab stands before this line; YAML wants spaces",
                "replace each tab by two spaces",
            );
            problems.mend_last(Span::new(start, start + indent.len()), indent.replace('\t', "  "));
        }
    }
}

/// No-break and other odd spaces before a line look like indentation and are none.
fn hidden_indentation(problems: &mut Problems<'_>) {
    for (start, line) in lines(problems.text()) {
        let indent = line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c)).len();
        if let Some((at, hidden)) = line[..indent].char_indices().find(|&(_, c)| is_hidden(c)) {
            let span = Span::new(start + at, start + at + hidden.len_utf8());
            let suggestion = "replace it by an ordinary space";
            let ordinary = if hidden.is_whitespace() { " " } else { "" };
            problems.suggest(Code::HiddenCharacter, span, hidden_message(hidden), suggestion).mended_by(span, ordinary);
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    })
}

/// Characters that a paste brings along and nobody sees.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{2002}'..='\u{200b}' | '\u{202f}' | '\u{2060}' | '\u{3000}' | '\u{feff}' | '\u{ad}'
    )
}

/// What to say about a hidden character.
pub(super) fn hidden_message(character: char) -> String {
    let name = match character {
        '\u{a0}' | '\u{202f}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' | '\u{2060}' | '\u{feff}' => "an invisible character",
        _ => "a wide space",
    };
    format!("{name} (U+{:04X}) stands here, probably from a paste", u32::from(character))
}

fn special_sign(span: Span, problems: &mut Problems<'_>) {
    let text = problems.text();
    // The parser points behind the sign, or at it.
    let line_start = text[..span.start()].rfind('\n').map_or(0, |newline| newline + 1);
    let before = text[line_start..span.start()].rfind(SPECIAL).map(|at| line_start + at);
    let at = if text[span.start()..].starts_with(SPECIAL) { span.start() } else { before.unwrap_or(span.start()) };
    let Some(sign) = text[at..].chars().next() else {
        problems.add(Code::Syntax, span, "the file ends where a value should stand");
        return;
    };
    let rest = text[at..].lines().next().unwrap_or("").trim_end();
    let quoted = quoted(rest);
    let problem = problems.suggest(
        Code::SpecialSign,
        Span::new(at, at + sign.len_utf8()),
        format!("`{sign}` at the start of a text has a meaning of its own in YAML"),
        format!("put the text in quotation marks: {quoted}"),
    );
    let before = text[line_start..at].trim_end();
    if (before.ends_with(':') || before.ends_with('-')) && !rest.contains(" #") {
        problem.mended_by(Span::new(at, at + rest.len()), quoted);
    }
}

const SPECIAL: [char; 6] = ['&', '*', '!', '@', '%', '`'];

/// Finds what is valid YAML and not what was meant.
pub(super) fn inspect(node: &Node, problems: &mut Problems<'_>) {
    match &node.value {
        NodeValue::Null => {}
        NodeValue::Scalar(_, style) => {
            if *style == Style::Plain {
                cut_by_hash(node.span, problems);
            }
        }
        NodeValue::List(entries) => {
            for pair in entries.windows(2) {
                comma_in_number(pair[0].span, pair[1].span, problems);
            }
            for entry in entries {
                inspect(entry, problems);
            }
        }
        NodeValue::Mapping(entries) => {
            for pair in entries.windows(2) {
                comma_in_number(pair[0].1.span, pair[1].0.span, problems);
            }
            for (key, value) in entries {
                inspect(key, problems);
                inspect(value, problems);
            }
        }
    }
}

/// `Attack #3 killed 10` ends at the `#`. A comment set off as people do (`# because`) is taken for one.
fn cut_by_hash(span: Span, problems: &mut Problems<'_>) {
    let text = problems.text();
    let rest = text[span.end()..].lines().next().unwrap_or("");
    let comment = rest.trim_start();
    let glued = comment.strip_prefix('#').and_then(|comment| comment.chars().next());
    if comment.len() < rest.len() && glued.is_some_and(|next| !next.is_whitespace() && next != '#') {
        let at = span.end() + rest.len() - comment.len();
        let whole = Span::new(span.start(), at + comment.trim_end().len());
        problems
            .suggest(
                Code::CutByHash,
                Span::new(at, whole.end()),
                "everything from ` #` on is a comment, and no part of the text",
                "put the whole text in quotation marks; if it is a comment, write `# ` with a space",
            )
            .mended_by(whole, quoted(whole.slice(text)));
    }
}

/// `{value: 2,500}` and `[2,500]` come apart at the comma.
fn comma_in_number(left: Span, right: Span, problems: &mut Problems<'_>) {
    let text = problems.text();
    let digits = |span: Span| span.slice(text).bytes().all(|byte| byte.is_ascii_digit()) && !span.is_empty();
    let ends_in_digit = left.slice(text).ends_with(|c: char| c.is_ascii_digit());
    let glued = left.end() + 1 == right.start() && text[left.end()..].starts_with(',');
    if glued && ends_in_digit && digits(right) && right.len() == 3 {
        let span = left.join(right);
        let quoted = quoted(span.slice(text));
        let suggestion = format!("put the number in quotation marks: {quoted}");
        problems
            .suggest(Code::CommaInBraces, span, "inside braces and brackets a comma ends the entry", suggestion)
            .mended_by(span, quoted);
    }
}
