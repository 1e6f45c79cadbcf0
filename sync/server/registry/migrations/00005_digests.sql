-- What a roster holds of each session day, so that a terminal sees when its own
-- drifts.

-- +goose Up

-- sum is the entry's part in its day's tally, review whether a dose of it is
-- unconfirmed: both as of the transaction that last changed the entry.
ALTER TABLE appointments ADD COLUMN sum BIGINT; -- none: not counted yet
ALTER TABLE appointments ADD COLUMN review BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX appointments_uncounted ON appointments (centre) WHERE sum IS NULL;

-- One row for each day of a centre's sessions: the entries in review, and the
-- others. sum is the XOR of theirs.
CREATE TABLE tallies (
    centre  BIGINT  NOT NULL REFERENCES centres (centre),
    day     TEXT    NOT NULL,
    review  BOOLEAN NOT NULL,
    entries BIGINT  NOT NULL,
    sum     BIGINT  NOT NULL,
    PRIMARY KEY (centre, day, review)
);
