-- What a restored registry lacks, and its terminals have no longer.

-- +goose Up

-- Events of a terminal, by its own word, which it signed: see
-- dosedesk.SignBeginning. Nothing ever fills them.
CREATE TABLE losses (
    centre       BIGINT NOT NULL,
    terminal     TEXT   NOT NULL,
    first_number BIGINT NOT NULL,
    last_number  BIGINT NOT NULL,
    signature    TEXT   NOT NULL, -- base64
    received_at  BIGINT NOT NULL,
    PRIMARY KEY (centre, terminal, first_number),
    FOREIGN KEY (centre, terminal) REFERENCES terminals (centre, id)
);
