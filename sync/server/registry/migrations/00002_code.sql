-- The code in every way: who entered the right one, overrides, the citizen's own
-- answers, the watch over wrong codes, what the server announces to terminals.

-- +goose Up

-- What a centre last heard the server announce: the key that codes are sealed
-- to, and the schedule. sessions_seq is the last change that added a session.
ALTER TABLE centres RENAME COLUMN seal_key TO announced;
ALTER TABLE centres RENAME COLUMN seal_key_seq TO announced_seq;
ALTER TABLE centres ADD COLUMN sessions_seq BIGINT NOT NULL DEFAULT 1;

ALTER TABLE appointments ADD COLUMN code_right_by TEXT NOT NULL DEFAULT '';
ALTER TABLE appointments ADD COLUMN override TEXT NOT NULL DEFAULT '';     -- the last one, JSON; empty: none
ALTER TABLE appointments ADD COLUMN override_day TEXT NOT NULL DEFAULT ''; -- on which it was
CREATE INDEX appointments_override_day ON appointments (centre, override_day);

-- said is the citizen's own answer; turn, the order in which the doses of one
-- citizen came; corrected_by, the event that corrected the dose last.
ALTER TABLE doses ADD COLUMN said TEXT NOT NULL DEFAULT '';
ALTER TABLE doses ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE doses ADD COLUMN corrected_by TEXT NOT NULL DEFAULT '';
CREATE INDEX doses_given ON doses (given_centre, given_at);

ALTER TABLE certificates ADD COLUMN revoked_at BIGINT NOT NULL DEFAULT 0; -- 0: it stands

-- operator is who recorded the event, as far as it could be read.
ALTER TABLE events ADD COLUMN operator TEXT NOT NULL DEFAULT '';
CREATE INDEX events_received ON events (centre, kind, received_at);

-- What the wrong codes of 24 hours led to: of an operator, or of the whole
-- centre where operator is empty.
CREATE TABLE watches (
    centre   BIGINT  NOT NULL REFERENCES centres (centre),
    operator TEXT    NOT NULL,
    alarm    TEXT    NOT NULL,
    wrong    INTEGER NOT NULL,
    entered  INTEGER NOT NULL,
    since    BIGINT  NOT NULL,
    until    BIGINT  NOT NULL,
    PRIMARY KEY (centre, operator)
);

-- One row for each day on which an alarm was raised, for the district.
CREATE TABLE signals (
    centre   BIGINT  NOT NULL REFERENCES centres (centre),
    operator TEXT    NOT NULL,
    day      TEXT    NOT NULL,
    alarm    TEXT    NOT NULL, -- the severest of the day
    wrong    INTEGER NOT NULL,
    entered  INTEGER NOT NULL,
    PRIMARY KEY (centre, operator, day)
);

-- "Was it you?": what the citizen was asked about a dose. number tells one
-- mobile's questions apart.
CREATE TABLE questions (
    centre   BIGINT  NOT NULL,
    dose     TEXT    NOT NULL,
    mobile   TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    asked_at BIGINT  NOT NULL,
    PRIMARY KEY (centre, dose),
    UNIQUE (mobile, number)
);

-- What came back, answered or not understood. position is the line's place in the
-- inbox, which makes a line count once.
CREATE TABLE replies (
    centre      BIGINT NOT NULL,
    dose        TEXT   NOT NULL,
    position    BIGINT NOT NULL,
    said        TEXT   NOT NULL, -- yes, no, code or unclear
    code        TEXT   NOT NULL, -- what became of the code: right, wrong, locked; or empty
    received_at BIGINT NOT NULL,
    PRIMARY KEY (centre, dose, position)
);
