//! All topics as one readable page, Markdown or HTML: what each looks for, in plain words, with a sentence that it takes
//! and one that it leaves.

use super::counted;
use super::foreign::{Untrusted, one_line};
use crate::rule::outline::{Example, Outline};
use std::fmt::Write as _;

/// How the page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Markdown, as GitHub reads it.
    Markdown,
    /// One HTML file, without script and outside resource.
    Html,
}

/// A page with a table of contents and a section for each topic.
#[must_use]
pub fn page(outlines: &[Outline], markup: Markup) -> String {
    let mut page = Page { text: String::new(), markup };
    page.begin(outlines);
    for outline in outlines {
        page.topic(outline);
    }
    page.end();
    page.text
}

struct Page {
    text: String,
    markup: Markup,
}

impl Page {
    fn begin(&mut self, outlines: &[Outline]) {
        let lead = format!("{}, by name.", counted(outlines.len(), "topic"));
        match self.markup {
            Markup::Markdown => {
                self.line("# What the rules look for");
                self.line(&format!("\n{lead}\n"));
                for outline in outlines {
                    self.line(&format!("- [{}](#{})", self.escaped(&outline.title), self.anchor(&outline.id)));
                }
            }
            Markup::Html => {
                self.line("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
                self.line(
                    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>What the rules look for</title>",
                );
                self.line(
                    "<style>body{font:1rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}\
                     code{font-size:.9em}h2{margin-top:2.5rem;border-top:1px solid #ccc;padding-top:1rem}\
                     dt{font-weight:bold}dd{margin:0 0 .5rem 1.5rem}blockquote{margin:.3rem 1.5rem}</style>",
                );
                self.line(&format!("</head>\n<body>\n<h1>What the rules look for</h1>\n<p>{lead}</p>\n<ul>"));
                for outline in outlines {
                    let (anchor, title) = (self.anchor(&outline.id), self.escaped(&outline.title));
                    self.line(&format!("<li><a href=\"#{anchor}\">{title}</a></li>"));
                }
                self.line("</ul>");
            }
        }
    }

    fn end(&mut self) {
        if self.markup == Markup::Html {
            self.line("</body>\n</html>");
        }
    }

    fn topic(&mut self, outline: &Outline) {
        let (anchor, title) = (self.anchor(&outline.id), self.escaped(&outline.title));
        match self.markup {
            Markup::Markdown => self.line(&format!("\n## <a id=\"{anchor}\"></a>{title}\n")),
            Markup::Html => self.line(&format!("<h2 id=\"{anchor}\">{title}</h2>")),
        }
        if let Some(question) = &outline.question {
            self.paragraph(&self.escaped(question));
        }
        let facts: Vec<(String, String)> = outline
            .facts
            .iter()
            .map(|(name, lines)| {
                let lines: Vec<String> = lines.iter().map(|line| self.code(line)).collect();
                (self.escaped(name), lines.join(", "))
            })
            .collect();
        if self.markup == Markup::Html {
            self.line("<dl>");
        }
        for (name, words) in facts {
            match self.markup {
                Markup::Markdown => self.line(&format!("- **{name}**: {words}")),
                Markup::Html => self.line(&format!("<dt>{name}</dt><dd>{words}</dd>")),
            }
        }
        match self.markup {
            Markup::Markdown => self.line(""),
            Markup::Html => self.line("</dl>"),
        }
        for example in &outline.examples {
            self.example(example);
        }
    }

    fn example(&mut self, example: &Example) {
        let text = self.escaped(&example.text);
        let found = match example.found.as_slice() {
            [] => "nothing".to_owned(),
            found => self.escaped(&found.join("; ")),
        };
        match self.markup {
            Markup::Markdown => self.line(&format!("> {text}\n>\n> → {found}\n")),
            Markup::Html => self.line(&format!("<blockquote>{text}<br>→ {found}</blockquote>")),
        }
    }

    fn paragraph(&mut self, words: &str) {
        match self.markup {
            Markup::Markdown => self.line(&format!("{words}\n")),
            Markup::Html => self.line(&format!("<p>{words}</p>")),
        }
    }

    fn line(&mut self, words: &str) {
        writeln!(self.text, "{words}").expect("writing to a string does not fail");
    }

    fn anchor(&self, id: &str) -> String {
        id.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
    }

    fn code(&self, words: &str) -> String {
        match self.markup {
            Markup::Markdown => format!("`{}`", Untrusted(&one_line(words)).to_string().replace('`', "'")),
            Markup::Html => format!("<code>{}</code>", self.escaped(words)),
        }
    }

    /// Words of the rules, which are foreign to the page: nothing in them is markup.
    fn escaped(&self, words: &str) -> String {
        let mut escaped = String::new();
        for character in Untrusted(&one_line(words)).to_string().chars() {
            match (self.markup, character) {
                (_, '<') => escaped.push_str("&lt;"),
                (_, '>') => escaped.push_str("&gt;"),
                (_, '&') => escaped.push_str("&amp;"),
                (Markup::Html, '"') => escaped.push_str("&quot;"),
                (Markup::Markdown, '*' | '_' | '[' | ']' | '`' | '\\' | '#' | '|') => escaped.extend(['\\', character]),
                _ => escaped.push(character),
            }
        }
        escaped
    }
}
