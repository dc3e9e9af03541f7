//! The memory of scheduled reports: an SQLite file with the articles, figures, findings and dismissals of every run.
//!
//! A run is one transaction: what it says is in the file as a whole, or not at all, whatever happens to the program or
//! the disk. The file is in write-ahead mode with full synchronisation, so that what was acknowledged is there after a
//! loss of power, and people may read it while a run is at work.
//!
//! Tables are those of `schema.sql` and of the migrations after it; `PRAGMA user_version` counts them. A file of a later
//! version is refused rather than misread.

mod rows;

use crate::batch::note::{NotedArticle, Stated};
use crate::batch::standing::{Earlier, Since, Standing};
use crate::batch::{Item, Snapshot};
use jiff::civil::Date;
use rows::{finding, json, text_of_day};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

/// Migrations, oldest first; the number of those that were run is the version of a file.
const MIGRATIONS: [&str; 2] = [include_str!("schema.sql"), include_str!("readings.sql")];

/// "csck" in the header of the file, so that `file` and we know our own.
const APPLICATION: i32 = 0x6373_636b;

/// The program that wrote a run.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("CROSSCHECK_BUILD"));

/// How long another program may hold the file before a run gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why the ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// SQLite could not do it.
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file belongs to another program.
    #[error("is a database of another program; name another file under `ledger:`")]
    Foreign,
    /// The file was written by a later version of crosscheck.
    #[error("was written by a later version of crosscheck (its version is {found}, this one knows {known})")]
    Newer {
        /// The version of the file.
        found: usize,
        /// The last version that is known.
        known: usize,
    },
    /// No run has ended yet.
    #[error("holds no run yet; `crosscheck batch` writes it")]
    Empty,
    /// A value in the file is none that crosscheck writes.
    #[error("holds \"{value}\" as {what}, which crosscheck never writes; restore a copy of the file")]
    Corrupt {
        /// Which value.
        what: &'static str,
        /// What stands there.
        value: String,
    },
}

/// Pages in memory, in KiB as SQLite has it with a minus: rows are found by hashes, so that a run touches pages all over the
/// file, and those that do not fit are written and read again and again.
const CACHE: i32 = -65_536;

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
}

/// What is known of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Digest of all that the last comparison depended on.
    pub fingerprint: Option<String>,
    /// Whether the last comparison could not do everything.
    pub incomplete: bool,
    /// The findings that are open, dismissed ones among them.
    pub findings: Vec<Earlier>,
    /// How many articles there were.
    pub articles: usize,
    /// The hashes of all articles that were ever read.
    pub seen: BTreeSet<[u8; 32]>,
    /// The newest day of its articles.
    pub day: Option<Date>,
    /// Where its reports were written last.
    pub reports: Vec<String>,
}

/// A story as the ledger has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoryId(pub i64);

/// An article of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// SHA-256, as of [`crate::batch::note::hash`].
    pub hash: [u8; 32],
    /// Its day.
    pub day: Option<Date>,
    /// How a story that it begins is called.
    pub name: String,
    /// Its terms with their counts.
    pub terms: BTreeMap<String, u32>,
}

/// An article of a feed whose story is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentId(i64);

/// A figure of the ledger, with who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The figure.
    pub stated: Stated,
    /// The outlet, or the name of the article.
    pub outlet: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// The run that read it first.
    pub run: u64,
    /// Whether its article is no longer there.
    pub is_gone: bool,
}

impl Ledger {
    /// Opens a ledger, and makes it if there is none.
    ///
    /// # Errors
    /// If the file cannot be read or written, or is no ledger of this version or an earlier one.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let mut ledger = Self::prepared(Connection::open(path)?)?;
        ledger.connection.pragma_update(None, "journal_mode", "WAL")?;
        ledger.migrate()?;
        Ok(ledger)
    }

    /// Opens a ledger to look into it; nothing is written.
    ///
    /// # Errors
    /// As [`Ledger::open`]; if there is no such file, too.
    pub fn read(path: &Path) -> Result<Self, LedgerError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let ledger = Self::prepared(Connection::open_with_flags(path, flags)?)?;
        // Migrations add; what is looked at stands in every version.
        match ledger.version()? {
            0 => Err(LedgerError::Empty),
            version if version <= MIGRATIONS.len() => Ok(ledger),
            found => Err(LedgerError::Newer { found, known: MIGRATIONS.len() }),
        }
    }

    /// A ledger that is forgotten with the program.
    ///
    /// # Errors
    /// If SQLite cannot be used at all.
    pub fn in_memory() -> Result<Self, LedgerError> {
        let mut ledger = Self::prepared(Connection::open_in_memory()?)?;
        ledger.migrate()?;
        Ok(ledger)
    }

    fn prepared(connection: Connection) -> Result<Self, LedgerError> {
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", CACHE)?;
        Ok(Self { connection })
    }

    fn version(&self) -> Result<usize, LedgerError> {
        let number = |name| self.connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
        let (application, version) = (number("application_id")?, number("user_version")?);
        let is_empty: bool =
            self.connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?;
        match usize::try_from(version) {
            Ok(version) if application == APPLICATION || is_empty => Ok(version),
            _ => Err(LedgerError::Foreign),
        }
    }

    fn migrate(&mut self) -> Result<(), LedgerError> {
        let version = self.version()?;
        if version > MIGRATIONS.len() {
            return Err(LedgerError::Newer { found: version, known: MIGRATIONS.len() });
        }
        for (at, migration) in MIGRATIONS.iter().enumerate().skip(version) {
            let step = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            step.execute_batch(migration)?;
            step.pragma_update(None, "application_id", APPLICATION)?;
            step.pragma_update(None, "user_version", i32::try_from(at + 1).expect("there are few migrations"))?;
            step.commit()?;
        }
        Ok(())
    }

    /// Begins a run. Nobody else can write until it ends.
    ///
    /// # Errors
    /// If the file cannot be written, or another program holds it.
    pub fn begin(&mut self) -> Result<Run<'_>, LedgerError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let last: Option<(i64, String)> = transaction
            .query_row("SELECT id, version FROM runs ORDER BY id DESC LIMIT 1", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let (number, version) = last.unwrap_or_default();
        if version != VERSION {
            // Another program may have read the same words in another way.
            transaction.execute("DELETE FROM readings", [])?;
        }
        Ok(Run { number: number + 1, transaction })
    }

    /// Names and slugs of all stories, by slug.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn stories(&self) -> Result<Vec<(String, String, StoryId)>, LedgerError> {
        let mut statement = self.connection.prepare("SELECT slug, name, id FROM stories ORDER BY slug")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, StoryId(row.get(2)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The figures of a story, by topic, slots, and time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn figures(&self, story: StoryId) -> Result<Vec<Remembered>, LedgerError> {
        let mut statement = self.connection.prepare(
            "SELECT c.topic, c.title, c.slots, c.kind, c.value, c.number, c.low, c.high, c.as_of, c.place, c.words,
                    coalesce(a.outlet, a.name), a.published, a.first_run, a.gone_run IS NOT NULL
             FROM claims c JOIN articles a ON a.id = c.article WHERE a.story = ?1
             ORDER BY c.topic, c.slots, c.as_of, coalesce(a.outlet, a.name), c.place, c.value",
        )?;
        let mut found = Vec::new();
        let mut rows = statement.query([story.0])?;
        while let Some(row) = rows.next()? {
            found.push(rows::remembered(row)?);
        }
        Ok(found)
    }

    /// Checks the whole file, as SQLite does; `None` if it is sound.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn damage(&self) -> Result<Option<String>, LedgerError> {
        let found: String = self.connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
        Ok((found != "ok").then_some(found))
    }

    /// The number of the last run.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_run(&self) -> Result<u64, LedgerError> {
        let last: Option<i64> = self.connection.query_row("SELECT max(id) FROM runs", [], |row| row.get(0))?;
        Ok(number(last.unwrap_or(0)))
    }
}

/// A run at work: one transaction. Dropped without [`Run::commit`], it never happened.
#[derive(Debug)]
pub struct Run<'a> {
    number: i64,
    transaction: Transaction<'a>,
}

impl Run<'_> {
    /// The number of the run, from 1.
    #[must_use]
    pub fn number(&self) -> u64 {
        number(self.number)
    }

    /// The story of a slug; it is made if there is none.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    pub fn story(&self, slug: &str, name: &str, feed: Option<&str>) -> Result<StoryId, LedgerError> {
        let mut find = self.transaction.prepare_cached("SELECT id, name FROM stories WHERE slug = ?1")?;
        let known: Option<(i64, String)> = find.query_row([slug], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        match known {
            Some((id, known)) => {
                if known != name {
                    self.transaction.execute("UPDATE stories SET name = ?2 WHERE id = ?1", params![id, name])?;
                }
                Ok(StoryId(id))
            }
            None => {
                let mut insert =
                    self.transaction.prepare_cached("INSERT INTO stories (slug, name, feed) VALUES (?1, ?2, ?3)")?;
                Ok(StoryId(insert.insert(params![slug, name, feed])?))
            }
        }
    }

    /// What is known of a story.
    ///
    /// # Errors
    /// If the file cannot be read, or holds what crosscheck does not write.
    pub fn known(&self, story: StoryId) -> Result<Known, LedgerError> {
        let mut known = Known::default();
        let mut statement =
            self.transaction.prepare_cached("SELECT fingerprint, incomplete FROM stories WHERE id = ?1")?;
        (known.fingerprint, known.incomplete) = statement.query_row([story.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut statement = self.transaction.prepare_cached(
            "SELECT finding, topic, title, slots, verdict, grave, reason, outlets, origins, dismissed_by, dismissed_why,
                    dismissed_until, since_run, since_day, said
             FROM findings WHERE story = ?1 AND ended_run IS NULL ORDER BY finding",
        )?;
        let mut rows = statement.query([story.0])?;
        while let Some(row) = rows.next()? {
            let since = Since { run: number(row.get(12)?), day: rows::day(row.get(13)?)? };
            known.findings.push(Earlier { noted: finding(row)?, since });
        }
        let mut statement = self
            .transaction
            .prepare_cached("SELECT hash, gone_run IS NULL, published FROM articles WHERE story = ?1")?;
        let mut rows = statement.query([story.0])?;
        while let Some(row) = rows.next()? {
            known.seen.insert(row.get(0)?);
            if row.get(1)? {
                known.articles += 1;
                known.day = known.day.max(rows::day(row.get(2)?)?);
            }
        }
        let mut statement = self.transaction.prepare_cached(
            "SELECT path FROM outputs WHERE story = ?1 AND run =
                (SELECT max(run) FROM outputs WHERE story = ?1) ORDER BY path",
        )?;
        known.reports = statement.query_map([story.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(known)
    }

    /// What was kept of the reading of an article, as of [`Reading::to_bytes`](crate::extract::Reading::to_bytes).
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn reading(&self, hash: &[u8; 32]) -> Result<Option<Vec<u8>>, LedgerError> {
        let mut find = self.transaction.prepare_cached("SELECT reading FROM readings WHERE hash = ?1")?;
        Ok(find.query_row([hash], |row| row.get(0)).optional()?)
    }

    /// Keeps the reading of an article.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn keep_reading(&self, hash: &[u8; 32], reading: &[u8]) -> Result<(), LedgerError> {
        self.transaction
            .prepare_cached("INSERT OR REPLACE INTO readings (hash, reading) VALUES (?1, ?2)")?
            .execute(params![hash, reading])?;
        Ok(())
    }

    /// Remembers what a story was found to say. `items` are the standings of its findings.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn record(
        &self,
        story: StoryId,
        fingerprint: &str,
        incomplete: bool,
        snapshot: &Snapshot,
        items: &[Item],
        day: Option<Date>,
    ) -> Result<(), LedgerError> {
        self.transaction
            .prepare_cached("UPDATE stories SET fingerprint = ?2, incomplete = ?3 WHERE id = ?1")?
            .execute(params![story.0, fingerprint, incomplete])?;
        self.record_articles(story, &snapshot.articles)?;
        let now = Since { run: self.number(), day };
        let stays = |item: &&Item| !matches!(item.standing, Standing::Resolved { .. });
        let present: BTreeSet<&str> = items.iter().filter(stays).map(|item| item.noted.id.as_str()).collect();
        let mut statement =
            self.transaction.prepare_cached("SELECT finding FROM findings WHERE story = ?1 AND ended_run IS NULL")?;
        let open: Vec<String> = statement.query_map([story.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for id in open.iter().filter(|id| !present.contains(id.as_str())) {
            self.transaction
                .prepare_cached(
                    "UPDATE findings SET ended_run = ?3 WHERE story = ?1 AND finding = ?2 AND ended_run IS NULL",
                )?
                .execute(params![story.0, id, self.number])?;
        }
        for item in items.iter().filter(stays) {
            self.record_finding(story, item, now, open.contains(&item.noted.id))?;
        }
        Ok(())
    }

    fn record_finding(&self, story: StoryId, item: &Item, now: Since, is_open: bool) -> Result<(), LedgerError> {
        let noted = &item.noted;
        let dismissal = noted.dismissal.as_ref();
        let by = dismissal.map(|it| &it.by);
        let why = dismissal.map(|it| &it.why);
        let until = dismissal.and_then(|it| text_of_day(it.until));
        if is_open {
            self.transaction
                .prepare_cached(
                    "UPDATE findings SET verdict = ?3, grave = ?4, reason = ?5, outlets = ?6, origins = ?7,
                            dismissed_by = ?8, dismissed_why = ?9, dismissed_until = ?10, title = ?11
                     WHERE story = ?1 AND finding = ?2 AND ended_run IS NULL",
                )?
                .execute(params![
                    story.0,
                    noted.id,
                    noted.verdict.as_str(),
                    noted.is_grave,
                    noted.reason,
                    stored(noted.outlets),
                    stored(noted.origins),
                    by,
                    why,
                    until,
                    noted.title
                ])?;
            return Ok(());
        }
        let follows = match &item.standing {
            Standing::Changed { was, .. } => Some(&was.id),
            _ => None,
        };
        let since = item.since(now);
        self.transaction
            .prepare_cached(
                "INSERT INTO findings (story, finding, topic, title, slots, verdict, grave, reason, outlets, origins,
                        since_run, since_day, first_run, follows, dismissed_by, dismissed_why, dismissed_until, said)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )?
            .execute(params![
                story.0,
                noted.id,
                noted.topic,
                noted.title,
                json(&noted.slots),
                noted.verdict.as_str(),
                noted.is_grave,
                noted.reason,
                stored(noted.outlets),
                stored(noted.origins),
                i64::try_from(since.run).unwrap_or(i64::MAX),
                text_of_day(since.day),
                self.number,
                follows,
                by,
                why,
                until,
                json(&noted.said)
            ])?;
        Ok(())
    }

    /// Articles that are new are added with their figures, those that are gone are marked, those that are back are marked
    /// as there. The figures of an article depend on the rules and on its neighbours, so that they are written anew.
    fn record_articles(&self, story: StoryId, articles: &[NotedArticle]) -> Result<(), LedgerError> {
        let mut statement =
            self.transaction.prepare_cached("SELECT hash, id, gone_run IS NOT NULL FROM articles WHERE story = ?1")?;
        let mut known: BTreeMap<[u8; 32], (i64, bool)> = statement
            .query_map([story.0], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
            .collect::<Result<_, _>>()?;
        let mut written: BTreeSet<[u8; 32]> = BTreeSet::new();
        // Two copies of one text are one article to the ledger.
        for article in articles.iter().filter(|article| written.insert(article.hash)) {
            let id = match known.remove(&article.hash) {
                Some((id, _)) => {
                    self.transaction
                        .prepare_cached("UPDATE articles SET name = ?2, gone_run = NULL WHERE id = ?1")?
                        .execute(params![id, article.name])?;
                    id
                }
                None => self
                    .transaction
                    .prepare_cached(
                        "INSERT INTO articles (story, hash, name, outlet, published, first_run)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )?
                    .insert(params![
                        story.0,
                        article.hash,
                        article.name,
                        article.outlet,
                        text_of_day(article.published),
                        self.number
                    ])?,
            };
            self.record_figures(id, &article.figures)?;
        }
        for (hash, (id, _)) in known.into_iter().filter(|(_, (_, is_gone))| !is_gone) {
            self.transaction
                .prepare_cached("UPDATE articles SET gone_run = ?2 WHERE id = ?1")?
                .execute(params![id, self.number])?;
            self.transaction.prepare_cached("DELETE FROM readings WHERE hash = ?1")?.execute([hash])?;
        }
        Ok(())
    }

    fn record_figures(&self, article: i64, figures: &[Stated]) -> Result<(), LedgerError> {
        self.transaction.prepare_cached("DELETE FROM claims WHERE article = ?1")?.execute([article])?;
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO claims (article, topic, title, slots, kind, value, number, low, high, as_of, place, words)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for it in figures {
            let exact = |number: Option<rust_decimal::Decimal>| number.map(|number| number.to_string());
            insert.execute(params![
                article,
                it.topic,
                it.title,
                json(&it.slots),
                it.kind,
                it.value,
                exact(it.number),
                exact(it.low),
                exact(it.high),
                it.as_of.map(|as_of| as_of.to_string()),
                it.place,
                it.words
            ])?;
        }
        Ok(())
    }

    /// The story of each article of a feed that has one, by its hash.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn placed(&self, feed: &str) -> Result<BTreeMap<[u8; 32], StoryId>, LedgerError> {
        let mut statement =
            self.transaction.prepare("SELECT hash, story FROM documents WHERE feed = ?1 AND story IS NOT NULL")?;
        let rows = statement.query_map([feed], |row| Ok((row.get(0)?, StoryId(row.get(1)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The articles of a feed that have a story, of `since` or later or of no day, in the order in which they came: the
    /// story, the day, the terms of each.
    ///
    /// # Errors
    /// If the file cannot be read, or `each` fails.
    pub fn each_placed(
        &self,
        feed: &str,
        since: Option<Date>,
        mut each: impl FnMut(StoryId, Option<Date>, &BTreeMap<String, u32>),
    ) -> Result<(), LedgerError> {
        let mut statement = self.transaction.prepare(
            "SELECT story, day, terms FROM documents
             WHERE feed = ?1 AND story IS NOT NULL AND (day IS NULL OR ?2 IS NULL OR day >= ?2) ORDER BY id",
        )?;
        let mut rows = statement.query(params![feed, text_of_day(since)])?;
        while let Some(row) = rows.next()? {
            each(StoryId(row.get(0)?), rows::day(row.get(1)?)?, &rows::terms(row.get(2)?)?);
        }
        Ok(())
    }

    /// Remembers an article of a feed whose story is to be found; one that is known already stays as it is.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_document(&self, feed: &str, document: &Document) -> Result<(), LedgerError> {
        let terms = serde_json::to_string(&document.terms).expect("text and numbers are JSON");
        self.transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO documents (feed, hash, day, name, terms) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![feed, document.hash, text_of_day(document.day), document.name, terms])?;
        Ok(())
    }

    /// The articles of a feed without a story, oldest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn unplaced(&self, feed: &str) -> Result<Vec<DocumentId>, LedgerError> {
        let mut statement = self
            .transaction
            .prepare("SELECT id FROM documents WHERE feed = ?1 AND story IS NULL ORDER BY day, hash")?;
        let rows = statement.query_map([feed], |row| Ok(DocumentId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// An article of a feed.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn document(&self, id: DocumentId) -> Result<Document, LedgerError> {
        let mut statement =
            self.transaction.prepare_cached("SELECT hash, day, name, terms FROM documents WHERE id = ?1")?;
        let mut rows = statement.query([id.0])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let (day, terms) = (rows::day(row.get(1)?)?, rows::terms(row.get(3)?)?);
        Ok(Document { hash: row.get(0)?, day, name: row.get(2)?, terms })
    }

    /// Puts an article of a feed to its story.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn place_document(&self, id: DocumentId, story: StoryId) -> Result<(), LedgerError> {
        self.transaction
            .prepare_cached("UPDATE documents SET story = ?2 WHERE id = ?1")?
            .execute(params![id.0, story.0])?;
        Ok(())
    }

    /// Slug and name of the stories of a feed.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn stories_of(&self, feed: &str) -> Result<BTreeMap<StoryId, (String, String)>, LedgerError> {
        let mut statement = self.transaction.prepare("SELECT id, slug, name FROM stories WHERE feed = ?1")?;
        let rows = statement.query_map([feed], |row| Ok((StoryId(row.get(0)?), (row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a slug is taken.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn is_taken(&self, slug: &str) -> Result<bool, LedgerError> {
        let mut statement = self.transaction.prepare_cached("SELECT EXISTS (SELECT 1 FROM stories WHERE slug = ?1)")?;
        Ok(statement.query_row([slug], |row| row.get(0))?)
    }

    /// Remembers a report that was written.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_output(&self, story: Option<StoryId>, path: &str) -> Result<(), LedgerError> {
        self.transaction
            .prepare_cached("INSERT OR REPLACE INTO outputs (run, story, path) VALUES (?1, ?2, ?3)")?
            .execute(params![self.number, story.map(|story| story.0), path])?;
        Ok(())
    }

    /// Takes the reports of all but the last `keep` runs out of the ledger; the newest of each story stays. Their paths.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn forget_outputs(&self, keep: u64) -> Result<Vec<String>, LedgerError> {
        let last = self.number.saturating_sub(i64::try_from(keep).unwrap_or(i64::MAX));
        let mut statement = self.transaction.prepare(
            "DELETE FROM outputs WHERE run <= ?1 AND (story IS NULL OR run <
                (SELECT max(newer.run) FROM outputs newer WHERE newer.story = outputs.story))
             RETURNING path",
        )?;
        let mut paths: Vec<String> = statement.query_map([last], |row| row.get(0))?.collect::<Result<_, _>>()?;
        paths.sort_unstable();
        Ok(paths)
    }

    /// Ends the run: from here on it is remembered.
    ///
    /// # Errors
    /// If the file cannot be written; the run has never happened then.
    pub fn commit(self, day: Option<Date>, stories: usize, articles: usize) -> Result<u64, LedgerError> {
        self.transaction.execute(
            "INSERT INTO runs (id, day, version, stories, articles) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![self.number, text_of_day(day), VERSION, stored(stories), stored(articles)],
        )?;
        let number = self.number();
        self.transaction.commit()?;
        Ok(number)
    }
}

fn number(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

fn stored(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
