-- The first version of the ledger. Later ones are migrations of their own; this file does not change any more.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    day TEXT,
    version TEXT NOT NULL,
    stories INTEGER NOT NULL,
    articles INTEGER NOT NULL
) STRICT;

CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- The feed that the story was found in; NULL for a story of the settings.
    feed TEXT,
    -- Digest of all that the last comparison depended on.
    fingerprint TEXT,
    -- Whether the last comparison could not do everything.
    incomplete INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    story INTEGER NOT NULL REFERENCES stories (id),
    -- SHA-256 of the text and of what is declared about it.
    hash BLOB NOT NULL,
    name TEXT NOT NULL,
    outlet TEXT,
    published TEXT,
    first_run INTEGER NOT NULL,
    -- The first run in which it was not there any more.
    gone_run INTEGER,
    UNIQUE (story, hash)
) STRICT;

CREATE TABLE claims (
    article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    -- A JSON object: name of the slot to list of values.
    slots TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The value in words; the number is exact, as text.
    value TEXT NOT NULL,
    number TEXT,
    low TEXT,
    high TEXT,
    as_of TEXT,
    place TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;
CREATE INDEX claims_by_article ON claims (article);

CREATE TABLE findings (
    story INTEGER NOT NULL REFERENCES stories (id),
    -- Identity: topic, slots, sources and values, hashed.
    finding TEXT NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    slots TEXT NOT NULL,
    verdict TEXT NOT NULL,
    grave INTEGER NOT NULL,
    reason TEXT NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    -- Who says what: a JSON list of outlets with values.
    said TEXT NOT NULL,
    -- Since which run, and which day, the matter is open: that of the finding it follows, if it follows one.
    since_run INTEGER NOT NULL,
    since_day TEXT,
    first_run INTEGER NOT NULL,
    -- The first run in which it was not there any more.
    ended_run INTEGER,
    follows TEXT,
    dismissed_by TEXT,
    dismissed_why TEXT,
    dismissed_until TEXT,
    PRIMARY KEY (story, finding, first_run)
) STRICT;
CREATE INDEX open_findings ON findings (story) WHERE ended_run IS NULL;

-- Reports that were written, so that old ones can be taken away.
CREATE TABLE outputs (
    run INTEGER NOT NULL,
    -- NULL for the digest.
    story INTEGER REFERENCES stories (id),
    path TEXT NOT NULL,
    PRIMARY KEY (path)
) STRICT;
CREATE INDEX outputs_by_story ON outputs (story, run);

-- Articles of feeds: what is needed to find the story of the next one.
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    feed TEXT NOT NULL,
    hash BLOB NOT NULL,
    -- NULL only within the run that finds the article.
    story INTEGER REFERENCES stories (id),
    day TEXT,
    -- How a story that it begins is called.
    name TEXT NOT NULL,
    -- Terms with their counts.
    terms TEXT NOT NULL,
    UNIQUE (feed, hash)
) STRICT;
