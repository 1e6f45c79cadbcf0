-- Links to slips.

-- +goose Up

-- A link itself is nowhere: hash is its SHA-256. issue is that of the code which
-- the slip was made for; 0 for a walk-in, who has none.
CREATE TABLE slip_links (
    centre      BIGINT  NOT NULL,
    hash        TEXT    NOT NULL UNIQUE,
    appointment TEXT    NOT NULL,
    issue       INTEGER NOT NULL,
    made_at     BIGINT  NOT NULL,
    PRIMARY KEY (centre, hash)
);
