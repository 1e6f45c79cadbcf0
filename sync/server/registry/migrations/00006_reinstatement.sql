-- A registry that was put back to a backup gets back what it lost; a terminal's
-- chain of events may fork, and each branch goes on.

-- +goose Up

-- effect is what the verdict does not say of its effect: the issue of the code,
-- or the number of the question about the dose.
ALTER TABLE events ADD COLUMN effect INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_appointment ON events (appointment);

-- The heads of a terminal's chain, those of its terminals row excepted: one for
-- each time that its folder was copied, or an old image of its disk put back.
CREATE TABLE branches (
    centre   BIGINT NOT NULL,
    terminal TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    hash     TEXT   NOT NULL,
    PRIMARY KEY (centre, terminal, hash),
    FOREIGN KEY (centre, terminal) REFERENCES terminals (centre, id)
);
