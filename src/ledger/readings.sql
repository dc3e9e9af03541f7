-- What was read of the articles that are there, so that they are not read again. It belongs to the program that wrote the
-- last run; another one empties it.
CREATE TABLE readings (
    -- SHA-256 of the text and of what is declared about it.
    hash BLOB NOT NULL PRIMARY KEY,
    reading BLOB NOT NULL
) STRICT;
