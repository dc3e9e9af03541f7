//! What the settings name on disk: the files of a story, and those of a feed with the stories that they tell.
//!
//! A feed may be larger than memory: its articles are read some at a time, and only what tells their story is kept.

use anyhow::Result;
use crosscheck::article::Article;
use crosscheck::batch::{Feed, Source, feed, note};
use crosscheck::error::{Diagnostic, Severity};
use crosscheck::input::{
    Inputs, Line, Lines, ReadOptions, Reviews, is_article_file, is_stream, make_ids_unique, nearest, open_stream,
    read_line_at, read_mixed, read_review,
};
use crosscheck::ledger::{Document, Run, StoryId};
use crosscheck::progress::Progress;
use crosscheck::review::{FILE_NAME, ReviewFile};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Articles of a feed that are in memory at once.
const AT_ONCE: usize = 256;

/// Where an article stands: a file, or a record of a stream.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    /// First byte and line of the record.
    pub(super) record: Option<(u64, usize)>,
}

/// A story of a feed: its articles by hash, each with where it stands.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) story: StoryId,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) articles: BTreeMap<[u8; 32], Place>,
}

/// A feed, split.
#[derive(Debug, Default)]
pub(super) struct Split {
    /// The stories that several articles tell.
    pub(super) stories: Vec<Told>,
    /// How many stories one article alone tells.
    pub(super) single: usize,
    pub(super) problems: Vec<Diagnostic>,
    /// The decisions about findings of all its stories.
    pub(super) review: Option<ReviewFile>,
    /// The newest day of its articles.
    pub(super) day: Option<Date>,
}

/// How the articles of a source are read.
pub(super) fn options(source: &Source, base: &Path, today: Option<Date>) -> ReadOptions {
    let reviews = source.review.as_ref().map_or(Reviews::Beside, |path| Reviews::File(base.join(path)));
    let time_zone = source.time_zone.clone().unwrap_or(jiff::tz::TimeZone::UTC);
    ReadOptions { reviews, today, time_zone, ..ReadOptions::default() }
}

/// Reads the articles of a story.
pub(super) fn read_story(source: &Source, base: &Path, today: Option<Date>) -> Inputs {
    let (paths, problems) = expand(source, base);
    let mut inputs = read_mixed(&paths, &options(source, base, today));
    inputs.problems.extend(problems);
    inputs.story = Some(source.name.clone());
    inputs.articles.iter_mut().for_each(|article| name_outlet(article, source));
    inputs
}

/// The files and folders of a source; a pattern that fits nothing is a problem.
pub(super) fn expand(source: &Source, base: &Path) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    let (mut paths, mut problems) = (Vec::new(), Vec::new());
    for pattern in &source.articles {
        let path = base.join(pattern);
        if path.exists() || !pattern.contains(['*', '?', '[']) {
            paths.push(path);
            continue;
        }
        let found: Vec<PathBuf> =
            glob::glob(&path.to_string_lossy()).map(|found| found.flatten().collect()).unwrap_or_default();
        if found.is_empty() {
            let message = format!("nothing fits the pattern `{pattern}` of \"{}\"", source.name);
            problems.push(Diagnostic { severity: Severity::Error, path: String::new(), line: None, message });
        }
        // A pattern means the articles among what it fits; a folder that it fits is meant as a whole.
        paths.extend(found.into_iter().filter(|path| path.is_dir() || is_article_file(path) || is_stream(path)));
    }
    (paths, problems)
}

/// The outlet of an article that declares none.
fn name_outlet(article: &mut Article, source: &Source) {
    if article.outlet.is_none() {
        let path = article.path.as_deref().unwrap_or(&article.id);
        let known = source.outlets.iter().find(|outlet| outlet.fits(path, article.url.as_deref()));
        article.outlet = known.map(|outlet| outlet.name.clone());
    }
}

/// Reads the articles of a story of a feed from where they stand.
pub(super) fn read_places(told: &Told, source: &Source, base: &Path, options: &ReadOptions) -> Inputs {
    let mut inputs = Inputs { story: Some(told.name.clone()), today: options.today, ..Inputs::default() };
    for place in told.articles.values() {
        let (article, problems) = read_place(place, source, base, options);
        inputs.articles.extend(article);
        inputs.problems.extend(problems);
    }
    make_ids_unique(&mut inputs.articles);
    inputs
}

fn read_place(
    place: &Place,
    source: &Source,
    base: &Path,
    options: &ReadOptions,
) -> (Option<Article>, Vec<Diagnostic>) {
    let problem = |message: String, line| Diagnostic {
        severity: Severity::Error,
        path: place.path.display().to_string(),
        line,
        message,
    };
    let (mut article, problems) = match place.record {
        None => {
            let mut inputs = read_mixed(std::slice::from_ref(&place.path), options);
            let mut article = inputs.articles.pop();
            if let Some(article) = &mut article {
                let below = place.path.strip_prefix(base).unwrap_or(&place.path);
                article.id = below.to_string_lossy().replace('\\', "/");
            }
            (article, inputs.problems)
        }
        Some((start, number)) => match read_line_at(&place.path, start, number) {
            Ok(Some(line)) => match line.article_in(&options.time_zone) {
                Ok((article, odd)) => {
                    (Some(article), odd.into_iter().map(|it| problem(it.message, Some(it.line))).collect())
                }
                Err(error) => (None, vec![problem(error.message, Some(error.line))]),
            },
            Ok(None) => (None, vec![problem("ends before this record".to_owned(), Some(number))]),
            Err(error) => (None, vec![problem(error.to_string(), None)]),
        },
    };
    if let Some(article) = &mut article {
        article.from_feed = true;
        name_outlet(article, source);
    }
    (article, problems)
}

/// An article of a feed as splitting needs it.
struct Seen {
    hash: [u8; 32],
    place: Place,
    day: Option<Date>,
    /// What is remembered of one that is not known yet.
    fresh: Option<Document>,
}

impl Seen {
    fn new(article: &Article, place: Place, known: &BTreeMap<[u8; 32], StoryId>) -> Self {
        let hash = note::hash(article);
        let day = article.updated.or(article.published).map(|it| it.date);
        let fresh = (!known.contains_key(&hash)).then(|| {
            let terms = feed::terms(article);
            Document { hash, day, name: feed::name(article, &terms), terms }
        });
        Self { hash, place, day, fresh }
    }
}

/// A look at the articles of a feed.
struct Look<'a> {
    feed: &'a Feed,
    base: &'a Path,
    options: ReadOptions,
    run: &'a Run<'a>,
    progress: &'a Progress,
    known: BTreeMap<[u8; 32], StoryId>,
    /// Where each article stands; of two copies the first.
    places: BTreeMap<[u8; 32], Place>,
    split: Split,
}

/// Finds the story of each article of a feed. New articles and stories are added to the ledger.
pub(super) fn split(
    feed: &Feed,
    base: &Path,
    today: Option<Date>,
    run: &Run<'_>,
    progress: &Progress,
) -> Result<Split> {
    let source = &feed.source;
    let mut look = Look {
        feed,
        base,
        options: ReadOptions { reviews: Reviews::Ignored, ..options(source, base, today) },
        run,
        progress,
        known: run.placed(&source.slug)?,
        places: BTreeMap::new(),
        split: Split { review: review(source, base), ..Split::default() },
    };
    let (paths, problems) = expand(source, base);
    look.split.problems.extend(problems);
    let (articles, streams) = files(&paths, &mut look.split.problems);
    look.at_files(&articles)?;
    for stream in streams {
        look.at_stream(&stream)?;
    }
    look.place_all()?;
    look.into_stories()
}

impl Look<'_> {
    fn at_files(&mut self, files: &[PathBuf]) -> Result<()> {
        for some in files.chunks(AT_ONCE) {
            let see = |path: &PathBuf| {
                let place = Place { path: path.clone(), record: None };
                let (article, problems) = read_place(&place, &self.feed.source, self.base, &self.options);
                (article.map(|article| Seen::new(&article, place, &self.known)), problems)
            };
            let seen: Vec<_> = some.par_iter().map(see).collect();
            self.take(seen)?;
        }
        Ok(())
    }

    fn at_stream(&mut self, stream: &Path) -> Result<()> {
        let mut lines = match open_stream(stream) {
            Ok(reader) => Lines::new(reader),
            Err(error) => {
                self.split.problems.push(trouble(stream, error.to_string()));
                return Ok(());
            }
        };
        loop {
            let some: Vec<io::Result<Line>> = lines.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                return Ok(());
            }
            let (source, options, known) = (&self.feed.source, &self.options, &self.known);
            let see = |line| see_line(stream, line, source, options, known);
            let seen: Vec<_> = some.into_par_iter().map(see).collect();
            self.take(seen)?;
        }
    }

    fn take(&mut self, seen: Vec<(Option<Seen>, Vec<Diagnostic>)>) -> Result<()> {
        self.progress.sorted(seen.len());
        for (seen, problems) in seen {
            self.split.problems.extend(problems);
            let Some(seen) = seen else { continue };
            self.split.day = self.split.day.max(seen.day);
            if let Some(document) = &seen.fresh {
                self.run.add_document(&self.feed.source.slug, document)?;
            }
            self.places.entry(seen.hash).or_insert(seen.place);
        }
        Ok(())
    }

    /// Puts new articles to their stories, oldest first.
    fn place_all(&mut self) -> Result<()> {
        let (run, slug) = (self.run, &self.feed.source.slug);
        let fresh = run.unplaced(slug)?;
        let Some(&first) = fresh.first() else { return Ok(()) };
        let since = run.document(first)?.day.and_then(|day| day.checked_sub(self.feed.window.days()).ok());
        let mut sorter = feed::Sorter::new(self.feed.window);
        run.each_placed(slug, since, |story, day, terms| sorter.know(story, day, terms))?;
        for id in fresh {
            let document = run.document(id)?;
            let story = match sorter.story_of(document.day, &document.terms) {
                Some(story) => story,
                None => begin_story(self.feed, run, &document.name, document.day)?,
            };
            sorter.know(story, document.day, &document.terms);
            run.place_document(id, story)?;
            self.known.insert(document.hash, story);
        }
        Ok(())
    }

    /// The stories that several articles tell.
    fn into_stories(self) -> Result<Split> {
        let mut stories: BTreeMap<StoryId, BTreeMap<[u8; 32], Place>> = BTreeMap::new();
        for (hash, place) in self.places {
            if let Some(&story) = self.known.get(&hash) {
                stories.entry(story).or_default().insert(hash, place);
            }
        }
        let mut split = self.split;
        let names = self.run.stories_of(&self.feed.source.slug)?;
        for (story, articles) in stories {
            if articles.len() < 2 {
                split.single += 1;
            } else if let Some((slug, name)) = names.get(&story) {
                split.stories.push(Told { story, slug: slug.clone(), name: name.clone(), articles });
            }
        }
        Ok(split)
    }
}

fn see_line(
    stream: &Path,
    line: io::Result<Line>,
    source: &Source,
    options: &ReadOptions,
    known: &BTreeMap<[u8; 32], StoryId>,
) -> (Option<Seen>, Vec<Diagnostic>) {
    let line = match line {
        Ok(line) => line,
        Err(error) => return (None, vec![trouble(stream, error.to_string())]),
    };
    match line.article_in(&options.time_zone) {
        Ok((mut article, _)) => {
            let place = Place { path: stream.to_owned(), record: Some((line.start(), line.number())) };
            name_outlet(&mut article, source);
            (Some(Seen::new(&article, place, known)), Vec::new())
        }
        Err(error) => (None, vec![Diagnostic { line: Some(error.line), ..trouble(stream, error.message) }]),
    }
}

fn begin_story(feed: &Feed, run: &Run<'_>, name: &str, day: Option<Date>) -> Result<StoryId> {
    let stem = feed::story_slug(name, day);
    let mut slug = stem.clone();
    let mut number = 1;
    while run.is_taken(&slug)? {
        number += 1;
        slug = format!("{stem}-{number}");
    }
    Ok(run.story(&slug, name, Some(&feed.source.slug))?)
}

/// Articles and streams at and below some paths, each once, by name.
fn files(paths: &[PathBuf], problems: &mut Vec<Diagnostic>) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut found: BTreeSet<PathBuf> = BTreeSet::new();
    for path in paths {
        let hidden =
            |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        for entry in WalkDir::new(path).into_iter().filter_entry(|entry| !hidden(entry)) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    found.insert(entry.into_path());
                }
                // Nobody knows where a link leads; that it was left out is said.
                Ok(entry) if entry.path_is_symlink() && may_hold_articles(entry.path()) => {
                    let message = "a symbolic link is not followed; name what it leads to".to_owned();
                    problems.push(Diagnostic { severity: Severity::Warning, ..trouble(entry.path(), message) });
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(path).to_owned();
                    let hint = nearest(&path).map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
                    problems.push(trouble(&path, format!("{}{hint}", std::io::Error::from(error))));
                }
            }
        }
    }
    let articles = found.iter().filter(|path| is_article_file(path)).cloned().collect();
    (articles, found.into_iter().filter(|path| is_stream(path)).collect())
}

/// Whether a link has the name of an article or stream, or leads to a folder.
fn may_hold_articles(link: &Path) -> bool {
    is_article_file(link) || is_stream(link) || link.is_dir()
}

/// The decisions about the findings of a feed.
fn review(source: &Source, base: &Path) -> Option<ReviewFile> {
    if let Some(path) = &source.review {
        return Some(read_review(&base.join(path)));
    }
    let folders = source.articles.iter().map(|path| base.join(path));
    folders.map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file()).map(|path| read_review(&path))
}

fn trouble(path: &Path, message: String) -> Diagnostic {
    Diagnostic { severity: Severity::Error, path: path.display().to_string(), line: None, message }
}
