-- Doses that were kept on paper, and keyed in later.

-- +goose Up

ALTER TABLE doses ADD COLUMN keyed_in BIGINT NOT NULL DEFAULT 0; -- 0: recorded as it was given
