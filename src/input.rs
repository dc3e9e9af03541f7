//! The only file that touches disk or standard input: files, folders, `story.yaml`, JSON lines.
//!
//! Articles are plain text or Markdown in UTF-8, with front matter if they have it (`input/declared.rs`). Whatever cannot be
//! read is a [`Diagnostic`] that names the file and what to do, and the rest goes on. Folders are walked in order,
//! hidden files and symbolic links left out; a folder with a `story.yaml` holds the articles that it lists.
//!
//! Invariant: no article is read twice, ids are unique, and neither depends on the order in which paths are given.

mod claims;
mod date;
mod declared;
mod jsonl;
mod reviews;
mod rules;
mod text;

pub use claims::{Claimed, read_claims};
pub use date::{DATE_FORMS, parse_published, parse_published_in};
pub use jsonl::{Line, LineError, Lines, open_stream, read_line_at, read_streams};
pub use reviews::{parse_review, read_review};
pub use rules::{RuleFiles, read_rule_folder};

use crate::article::{Article, Published, Title};
use crate::error::{Diagnostic, Severity};
use crate::report::signature;
use crate::review::{FILE_NAME, ReviewFile};
use crate::span::Span;
use declared::{Declared, Lined, Problem, Story};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Articles, and what was wrong on the way.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// The articles, in the order of the paths, those of a folder by name.
    pub articles: Vec<Article>,
    /// What could not be read, or is worth a look.
    pub problems: Vec<Diagnostic>,
    /// The title of the story, if exactly one `story.yaml` declares one.
    pub story: Option<String>,
    /// The id of the article that is a draft, to be held against the others.
    pub draft: Option<String>,
    /// Files of the given folders that are no articles, by path.
    pub skipped: Vec<Skipped>,
    /// The decisions about findings that stand beside the articles.
    pub reviews: Vec<ReviewFile>,
    /// The day by which a dismissal may have run out; without one it is the newest day of the articles.
    pub today: Option<Date>,
}

/// A file of a folder that was not read as an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file, or the hidden folder.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// How articles are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// Time of publication of articles that declare none.
    pub default_date: Option<Published>,
    /// Largest article, in bytes.
    pub max_bytes: u64,
    /// Which decisions about findings are read.
    pub reviews: Reviews,
    /// The day by which a dismissal may have run out.
    pub today: Option<Date>,
    /// The zone of declared times without an offset.
    pub time_zone: TimeZone,
}

/// Which decisions about findings are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reviews {
    /// Those that stand beside the articles.
    #[default]
    Beside,
    /// Those of one file.
    File(PathBuf),
    /// None.
    Ignored,
}

impl ReadOptions {
    /// Inputs without an article yet.
    pub(crate) fn inputs(&self) -> Inputs {
        let reviews = match &self.reviews {
            Reviews::File(path) => vec![read_review(path)],
            Reviews::Beside | Reviews::Ignored => Vec::new(),
        };
        Inputs { reviews, today: self.today, ..Inputs::default() }
    }

    /// Gives an article what it does not declare itself.
    pub(crate) fn complete(&self, mut article: Article) -> Article {
        article.published = article.published.or(self.default_date);
        article
    }
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            default_date: None,
            max_bytes: 16 << 20,
            reviews: Reviews::Beside,
            today: None,
            time_zone: TimeZone::UTC,
        }
    }
}

/// Reads articles from files and folders; `-` is standard input.
#[must_use]
pub fn read_paths(paths: &[PathBuf], options: &ReadOptions) -> Inputs {
    let mut reader = Reader::new(options);
    paths.iter().for_each(|path| reader.read(path));
    reader.finish()
}

/// Reads articles of files and folders, and of streams: files of JSON lines, whose names end in `.jsonl`.
#[must_use]
pub fn read_mixed(paths: &[PathBuf], options: &ReadOptions) -> Inputs {
    let (streams, files): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(|path| is_stream(path));
    let mut reader = Reader::new(options);
    files.iter().for_each(|path| reader.read(path));
    let of_streams = read_streams(&streams, &ReadOptions { reviews: Reviews::Ignored, ..options.clone() });
    reader.inputs.articles.extend(of_streams.articles);
    reader.inputs.problems.extend(of_streams.problems);
    reader.finish()
}

/// Whether a path is that of a file of JSON lines.
#[must_use]
pub fn is_stream(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"))
}

/// Whether a file is an article by its name: `.txt`, `.md` or `.markdown`, and no description of its folder.
#[must_use]
pub fn is_article_file(path: &Path) -> bool {
    is_article(path)
}

/// Reads a draft, and the articles that it is held against. The draft has no outlet of its own, so that nothing takes it for
/// one of the sources; without a date it is as new as the newest of them.
#[must_use]
pub fn read_draft(draft: &Path, paths: &[PathBuf], options: &ReadOptions) -> Inputs {
    let mut reader = Reader::new(options);
    reader.read(draft);
    let read = reader.inputs.articles.len();
    if read > 1 {
        reader.complain(draft, None, format!("a draft is one article; here are {read}"));
    }
    // The decisions that count are those about the articles.
    reader.reviews.clear();
    paths.iter().for_each(|path| reader.read(path));
    let mut inputs = reader.finish();
    if read == 1 {
        // What was read first stands first.
        let (draft, others) = inputs.articles.split_first_mut().expect("the draft was read");
        draft.outlet = None;
        let newest = others.iter().filter_map(|article| article.updated.or(article.published)).max();
        draft.published = draft.published.or(newest);
        inputs.draft = Some(draft.id.clone());
    }
    inputs
}

const STORY_FILES: [&str; 2] = ["story.yaml", "story.yml"];

struct Reader<'a> {
    options: &'a ReadOptions,
    inputs: Inputs,
    /// Titles of the stories.
    stories: Vec<String>,
    /// Canonical paths of what was read.
    seen: BTreeSet<PathBuf>,
    /// Files of decisions, by canonical path.
    reviews: BTreeMap<PathBuf, PathBuf>,
}

impl<'a> Reader<'a> {
    fn new(options: &'a ReadOptions) -> Self {
        let inputs = options.inputs();
        Self { options, inputs, stories: Vec::new(), seen: BTreeSet::new(), reviews: BTreeMap::new() }
    }

    /// What was read, with the decisions beside it.
    fn finish(mut self) -> Inputs {
        let mut inputs = self.inputs;
        inputs.reviews.extend(self.reviews.into_values().map(|path| read_review(&path)));
        if let [story] = &mut self.stories[..] {
            inputs.story = Some(std::mem::take(story));
        }
        make_ids_unique(&mut inputs.articles);
        inputs
    }

    fn read(&mut self, path: &Path) {
        if path == Path::new("-") {
            if self.seen.insert(path.to_owned()) {
                self.add_stdin(io::stdin().lock());
            }
            return;
        }
        match fs::metadata(path) {
            Err(error) => self.complain(path, None, not_found(path, &error)),
            Ok(metadata) if metadata.is_dir() => self.read_folder(path),
            Ok(metadata) if !metadata.is_file() => {
                self.complain(path, None, "is no regular file; use `-` for standard input".to_owned());
            }
            Ok(_) if is_story(path) => {
                self.find_review(&path.with_file_name(FILE_NAME));
                self.read_story(path, path.parent().unwrap_or(Path::new("")), Path::new(""));
            }
            Ok(_) => {
                self.find_review(&path.with_file_name(FILE_NAME));
                let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
                self.read_article(path, name, None);
            }
        }
    }

    fn read_folder(&mut self, folder: &Path) {
        let contents = self.walk(folder);
        contents.reviews.iter().for_each(|path| self.find_review(path));
        if contents.articles.is_empty() && contents.stories.is_empty() {
            self.complain(folder, None, "holds no article (.txt, .md or .markdown)".to_owned());
        }
        for story in &contents.stories {
            let parent = story.parent().unwrap_or(folder);
            self.read_story(story, parent, parent.strip_prefix(folder).unwrap_or(parent));
        }
        let listing: BTreeSet<&Path> = contents.stories.iter().filter_map(|story| story.parent()).collect();
        let mut unlisted: BTreeMap<&Path, Vec<String>> = BTreeMap::new();
        for path in &contents.articles {
            match path.parent().filter(|parent| listing.contains(parent)) {
                Some(_) if self.was_read(path) => {}
                Some(parent) => unlisted.entry(parent).or_default().push(file_name(path)),
                None => self.read_article(path, id_below(folder, path), None),
            }
        }
        for (parent, names) in unlisted {
            let skipped = |name: &String| Skipped {
                path: parent.join(name).display().to_string(),
                reason: "not listed in its story.yaml".to_owned(),
            };
            self.inputs.skipped.extend(names.iter().map(skipped));
            let message = format!("not listed in its story.yaml and not read: {}", names.join(", "));
            self.report(Severity::Warning, parent, None, message);
        }
        self.inputs.skipped.extend(contents.left_out);
        if !contents.skipped.is_empty() {
            self.report(Severity::Note, folder, None, skipped_message(&contents.skipped));
        }
    }

    /// Remembers a file of decisions, if it is there and none was named.
    fn find_review(&mut self, path: &Path) {
        if self.options.reviews == Reviews::Beside
            && let Ok(canonical) = fs::canonicalize(path)
        {
            self.reviews.entry(canonical).or_insert_with(|| path.to_owned());
        }
    }

    fn walk(&mut self, folder: &Path) -> Contents {
        let mut contents = Contents::default();
        let hidden = |entry: &DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        let mut walk = WalkDir::new(folder).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if hidden(&entry) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    contents.leave_out(entry.path(), "hidden");
                }
                Ok(entry) => contents.add(entry),
                Err(error) => {
                    let path = error.path().unwrap_or(folder).to_owned();
                    self.complain(&path, None, io::Error::from(error).to_string());
                }
            }
        }
        contents
    }

    /// Reads the articles of a story whose folder has the path `prefix` in the ids.
    fn read_story(&mut self, path: &Path, folder: &Path, prefix: &Path) {
        let Some(text) = self.read_text(path) else { return };
        let Story { title, articles, problems } = match declared::read_story(&text) {
            Ok(story) => story,
            Err(problem) => return self.complain(path, problem.line, problem.message),
        };
        self.complain_all(path, problems);
        if articles.is_empty() {
            self.complain(path, None, "lists no article under `articles:`".to_owned());
        }
        self.stories.extend(title.map(|title| title.value));
        for entry in &articles {
            let Some(file) = &entry.file else { continue };
            match listed_file(folder, file) {
                Ok(listed) => {
                    self.read_article(&listed, id_below(Path::new(""), &prefix.join(&file.value)), Some((path, entry)))
                }
                Err(message) => self.complain(path, declared::line_of(file), message),
            }
        }
    }

    /// Reads an article once. What a story declares about it goes before its front matter.
    fn read_article(&mut self, path: &Path, id: String, listed: Option<(&Path, &Declared)>) {
        if self.was_read(path) {
            return;
        }
        self.seen.extend(fs::canonicalize(path));
        let Some(text) = self.read_text(path) else { return };
        if signature::is_report(&text) {
            // It quotes all sides of a conflict: read as an article it would contradict itself and everybody else.
            let message = "is a report that crosscheck wrote, not an article: not read".to_owned();
            return self.report(Severity::Note, path, None, message);
        }
        let mut article = Article::new(id, text);
        article.path = Some(path.display().to_string());
        self.take_front_matter(path, &mut article);
        if let Some((story, entry)) = listed {
            let mut problems = Vec::new();
            declare(&mut article, entry, &self.options.time_zone, &mut problems);
            self.complain_all(story, problems);
        }
        self.add(path, article);
    }

    fn add_stdin(&mut self, stdin: impl Read) {
        let path = Path::new("-");
        if let Some(text) = self.read_all(path, stdin) {
            let mut article = Article::new("stdin", text);
            self.take_front_matter(path, &mut article);
            self.add(path, article);
        }
    }

    fn add(&mut self, path: &Path, article: Article) {
        if article.body.slice(&article.text).trim().is_empty() {
            return self.complain(path, None, "has front matter but no text".to_owned());
        }
        let mut article = self.options.complete(article);
        find_title(&mut article);
        self.inputs.articles.push(article);
    }

    fn take_front_matter(&mut self, path: &Path, article: &mut Article) {
        let bom = article.text.len() - article.text.trim_start_matches('\u{feff}').len();
        article.body = Span::new(bom, article.text.len());
        let Some(front) = declared::front_matter(&article.text) else { return };
        article.body = Span::new(front.body, article.text.len());
        match declared::read_front_matter(front.yaml.slice(&article.text)) {
            Err(problem) => self.complain(path, problem.line, format!("the front matter {}", problem.message)),
            Ok(declared) => {
                let mut problems = Vec::new();
                declare(article, &declared, &self.options.time_zone, &mut problems);
                self.complain_all(path, problems);
            }
        }
    }

    fn read_text(&mut self, path: &Path) -> Option<String> {
        match File::open(path) {
            Ok(file) => self.read_all(path, file),
            Err(error) => {
                self.complain(path, None, error.to_string());
                None
            }
        }
    }

    fn read_all(&mut self, path: &Path, reader: impl Read) -> Option<String> {
        let read = read_at_most(reader, self.options.max_bytes).and_then(text::decode);
        read.map_err(|message| self.complain(path, None, message)).ok()
    }

    fn was_read(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|canonical| self.seen.contains(&canonical))
    }

    fn complain_all(&mut self, path: &Path, problems: Vec<Problem>) {
        for problem in problems {
            self.complain(path, problem.line, problem.message);
        }
    }

    fn complain(&mut self, path: &Path, line: Option<usize>, message: String) {
        self.report(Severity::Error, path, line, message);
    }

    fn report(&mut self, severity: Severity, path: &Path, line: Option<usize>, message: String) {
        let path = path.display().to_string();
        self.inputs.problems.push(Diagnostic { severity, path, line, message });
    }
}

/// What a folder holds.
#[derive(Default)]
struct Contents {
    articles: Vec<PathBuf>,
    stories: Vec<PathBuf>,
    reviews: Vec<PathBuf>,
    /// How many files of each other type.
    skipped: BTreeMap<String, usize>,
    /// The same by name, hidden ones among them.
    left_out: Vec<Skipped>,
}

impl Contents {
    fn add(&mut self, entry: DirEntry) {
        let kind = entry.file_type();
        let path = entry.into_path();
        if kind.is_symlink() {
            self.skip(&path, "symbolic link".to_owned());
        } else if kind.is_file() {
            self.add_file(path);
        } else if !kind.is_dir() {
            self.skip(&path, "no regular file".to_owned());
        }
    }

    fn add_file(&mut self, path: PathBuf) {
        if is_story(&path) {
            self.stories.push(path);
        } else if path.file_name().is_some_and(|name| name == FILE_NAME) {
            self.reviews.push(path);
        } else if is_article(&path) {
            self.articles.push(path);
        } else if is_readme(&path) {
            self.skip(&path, file_name(&path));
        } else {
            let extension =
                path.extension().map(|extension| format!(".{}", extension.to_string_lossy().to_lowercase()));
            self.skip(&path, extension.unwrap_or_else(|| "no extension".to_owned()));
        }
    }

    fn leave_out(&mut self, path: &Path, reason: &str) {
        self.left_out.push(Skipped { path: path.display().to_string(), reason: reason.to_owned() });
    }

    fn skip(&mut self, path: &Path, kind: String) {
        self.leave_out(path, if is_readme(path) { "describes the folder" } else { reason(&kind) });
        *self.skipped.entry(kind).or_default() += 1;
    }
}

/// Why a file of a kind is no article.
fn reason(kind: &str) -> &str {
    match kind {
        "symbolic link" | "no regular file" => kind,
        _ => "no article (.txt, .md or .markdown)",
    }
}

fn skipped_message(skipped: &BTreeMap<String, usize>) -> String {
    let total: usize = skipped.values().sum();
    let files = if total == 1 { "file that is" } else { "files that are" };
    let kinds: Vec<String> = skipped.iter().map(|(kind, count)| format!("{kind} ({count})")).collect();
    format!("skipped {total} {files} no article: {}", kinds.join(", "))
}

fn is_story(path: &Path) -> bool {
    path.file_name().is_some_and(|name| STORY_FILES.iter().any(|story| name == *story))
}

fn is_article(path: &Path) -> bool {
    let is = |extension: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension));
    (is("txt") || is("md") || is("markdown")) && !is_readme(path)
}

/// A folder's description is no article of its story.
fn is_readme(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The path below a folder, with slashes on every system.
fn id_below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let names = below.components().filter(|part| matches!(part, Component::Normal(_)));
    names.map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The path of a file that a story lists.
///
/// # Errors
/// If there is no such file, or it lies outside the story's folder.
fn listed_file(folder: &Path, file: &Lined) -> Result<PathBuf, String> {
    let path = folder.join(&file.value);
    let inside =
        Path::new(&file.value).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let outside = || format!("`{}` is outside the folder of the story; list files below it", file.value);
    if !inside {
        return Err(outside());
    }
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let canonical =
        fs::canonicalize(&path).map_err(|error| format!("`{}`: {}", file.value, not_found(&path, &error)))?;
    match fs::canonicalize(here) {
        Ok(here) if !canonical.starts_with(&here) => Err(outside()),
        _ if !canonical.is_file() => Err(format!("`{}` is no regular file", file.value)),
        _ => Ok(path),
    }
}

/// Why a path cannot be opened; a missing file with the one that was perhaps meant.
fn not_found(path: &Path, error: &io::Error) -> String {
    if error.kind() != io::ErrorKind::NotFound {
        return error.to_string();
    }
    match nearest(path) {
        Some(meant) => format!("no such file; did you mean `{meant}`?"),
        None => "no such file".to_owned(),
    }
}

/// The path that was perhaps meant by one that does not exist.
#[must_use]
pub fn nearest(path: &Path) -> Option<String> {
    // The first part that is missing is the one that is misspelt.
    let (parent, missing) = path.ancestors().find_map(|at| {
        let parent = at.parent()?;
        let folder = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        folder.is_dir().then_some((parent, at))
    })?;
    let folder = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    let mut siblings: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    siblings.sort_unstable();
    let sibling = crate::error::closest(&file_name(missing), siblings.iter().map(String::as_str))?;
    Some(if missing == path { sibling.to_owned() } else { parent.join(sibling).display().to_string() })
}

fn read_at_most(reader: impl Read, max_bytes: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    let too_long = u64::try_from(bytes.len()).is_ok_and(|length| length > max_bytes);
    if too_long { Err(format!("is larger than {} and was not read", in_bytes(max_bytes))) } else { Ok(bytes) }
}

fn in_bytes(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}

/// Takes over what is declared; a value that is not declared leaves the earlier one.
fn declare(article: &mut Article, declared: &Declared, zone: &TimeZone, problems: &mut Vec<Problem>) {
    let (published, updated) = declared.times(zone, problems);
    let text = |value: &Option<Lined>| value.as_ref().map(|value| value.value.clone());
    if let Some(text) = text(&declared.title) {
        article.title = Some(Title { text, start: None });
    }
    article.outlet = text(&declared.outlet).or(article.outlet.take());
    article.wire = text(&declared.wire).or(article.wire.take());
    article.url = text(&declared.url).or(article.url.take());
    article.published = published.or(article.published);
    article.updated = updated.or(article.updated);
}

/// Looks where a declared title stands word for word: in the front matter, else as the first line.
fn find_title(article: &mut Article) {
    let Some(title) = &mut article.title else { return };
    let (front, body) = article.text.split_at(article.body.start());
    let in_front = front.find("\ntitle").and_then(|key| Some(key + front[key..].find(&title.text)?));
    let first_line = || {
        let start = body.trim_start();
        let line = start.lines().next()?.trim_end();
        (line == title.text).then(|| article.text.len() - start.len())
    };
    title.start = in_front.or_else(first_line);
}

/// Articles of one name are told apart by their paths, and a record of one path and name by a number.
pub fn make_ids_unique(articles: &mut [Article]) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for article in &*articles {
        *times.entry(article.id.clone()).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    for article in articles {
        if times[&article.id] > 1 {
            article.id = article.path.clone().unwrap_or_else(|| article.id.clone());
        }
        let stem = article.id.clone();
        let mut number = 1;
        while !taken.insert(article.id.clone()) {
            number += 1;
            article.id = format!("{stem}#{number}");
        }
    }
}
