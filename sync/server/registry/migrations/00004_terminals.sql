-- Terminals show a certificate and sign what they push; they share no secret
-- with the server any more.

-- +goose Up

-- public_key is empty until the enrolment string is used, and never changes
-- afterwards. certificate is the newest of that key. Both are base64.
ALTER TABLE terminals DROP COLUMN secret_hash;
ALTER TABLE terminals ADD COLUMN public_key TEXT NOT NULL DEFAULT '';
ALTER TABLE terminals ADD COLUMN certificate TEXT NOT NULL DEFAULT '';
ALTER TABLE terminals ADD COLUMN revoked_at BIGINT NOT NULL DEFAULT 0; -- 0: admitted

-- A terminal's signature under its chain, for each push that brought something:
-- it stands for the events up to head.
CREATE TABLE pushes (
    centre       BIGINT NOT NULL,
    terminal     TEXT   NOT NULL,
    first_number BIGINT NOT NULL,
    head         TEXT   NOT NULL, -- hash of the last event
    signature    TEXT   NOT NULL, -- base64
    received_at  BIGINT NOT NULL,
    PRIMARY KEY (centre, terminal, first_number, head),
    FOREIGN KEY (centre, terminal) REFERENCES terminals (centre, id)
);
