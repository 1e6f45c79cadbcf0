-- Answers that came before their question came back.

-- +goose Up

-- Lines of the inbox that answer nothing that a restored registry knows yet, by
-- their place there. What they say is not kept.
CREATE TABLE waiting (
    position BIGINT  PRIMARY KEY,
    mobile   TEXT    NOT NULL,
    number   INTEGER NOT NULL, -- of the question; 0: any
    dose     TEXT    NOT NULL, -- that was answered before the restore; empty: any
    heard    TEXT    NOT NULL  -- what was made of it then, JSON; empty: nobody knows
);
CREATE INDEX waiting_mobile ON waiting (mobile);
