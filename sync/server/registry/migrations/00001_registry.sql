-- The registry. Rows that belong to a centre lead with its number in their key,
-- so that the tables can be partitioned by centre. Ids are UUID text, days are
-- YYYY-MM-DD, times are milliseconds since 1970; no row ever holds a code.

-- +goose Up
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- seq numbers a centre's changes; each change stamps what it changed.
CREATE TABLE centres (
    centre        BIGINT  PRIMARY KEY,
    name          TEXT    NOT NULL,
    name_hi       TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    one_person    BOOLEAN NOT NULL,
    seal_key      TEXT    NOT NULL,
    seq           BIGINT  NOT NULL,
    centre_seq    BIGINT  NOT NULL,
    operators_seq BIGINT  NOT NULL,
    seal_key_seq  BIGINT  NOT NULL
);

CREATE TABLE operators (
    centre      BIGINT NOT NULL REFERENCES centres (centre),
    id          TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    role        TEXT   NOT NULL,
    pin_hash    TEXT   NOT NULL,
    disabled_at BIGINT NOT NULL, -- 0: may sign in
    PRIMARY KEY (centre, id)
);

-- A terminal's row is made with its enrolment string; secret_hash is empty until
-- the string is used. last_number and last_hash are the head of its chain.
CREATE TABLE terminals (
    centre          BIGINT NOT NULL REFERENCES centres (centre),
    id              TEXT   NOT NULL UNIQUE,
    enrolment_hash  TEXT   NOT NULL UNIQUE,
    enrolment_until BIGINT NOT NULL,
    secret_hash     TEXT   NOT NULL,
    last_number     BIGINT NOT NULL,
    last_hash       TEXT   NOT NULL,
    PRIMARY KEY (centre, id)
);

CREATE TABLE sessions (
    centre  BIGINT NOT NULL REFERENCES centres (centre),
    id      TEXT   NOT NULL UNIQUE,
    day     TEXT   NOT NULL,
    vaccine TEXT   NOT NULL,
    PRIMARY KEY (centre, id)
);

-- The citizen stands in the appointment as he was booked.
CREATE TABLE appointments (
    centre          BIGINT  NOT NULL,
    id              TEXT    NOT NULL UNIQUE,
    session         TEXT    NOT NULL,
    slot            TEXT    NOT NULL,
    dose            INTEGER NOT NULL,
    booking         TEXT    NOT NULL,
    cancelled       BOOLEAN NOT NULL,
    reference_id    TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    name_hi         TEXT    NOT NULL,
    gender          TEXT    NOT NULL,
    birth_year      INTEGER NOT NULL,
    birth_date      TEXT    NOT NULL,
    mobile          TEXT    NOT NULL,
    photo_id_type   TEXT    NOT NULL,
    photo_id_last4  TEXT    NOT NULL,
    category        TEXT    NOT NULL,
    comorbidity     BOOLEAN NOT NULL,
    previous        TEXT    NOT NULL, -- earlier doses named at booking, JSON
    code_issue      INTEGER NOT NULL, -- 0: a walk-in, who has no code
    code_tries_left INTEGER NOT NULL,
    code_right      BOOLEAN NOT NULL,
    deferred_reason TEXT    NOT NULL, -- empty: not deferred
    deferred_until  TEXT    NOT NULL,
    deferred_at     BIGINT  NOT NULL,
    seq             BIGINT  NOT NULL,
    PRIMARY KEY (centre, id),
    FOREIGN KEY (centre, session) REFERENCES sessions (centre, id)
);
CREATE INDEX appointments_changes ON appointments (centre, seq);
CREATE INDEX appointments_mobile ON appointments (centre, mobile);
CREATE INDEX appointments_birth_year ON appointments (centre, birth_year);
CREATE INDEX appointments_reference_id ON appointments (reference_id);

-- Every event that found its place, with the verdict it got. content is its
-- canonical bytes, or what arrived where that could not be read.
CREATE TABLE events (
    centre      BIGINT  NOT NULL,
    id          TEXT    NOT NULL UNIQUE,
    terminal    TEXT    NOT NULL,
    number      BIGINT  NOT NULL,
    kind        TEXT    NOT NULL,
    appointment TEXT    NOT NULL,
    content     BYTEA   NOT NULL,
    hash        TEXT    NOT NULL,
    answer      TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    code        TEXT    NOT NULL,
    tries_left  INTEGER NOT NULL,
    change      BIGINT  NOT NULL,
    received_at BIGINT  NOT NULL,
    PRIMARY KEY (centre, id),
    FOREIGN KEY (centre, terminal) REFERENCES terminals (centre, id)
);
CREATE INDEX events_chain ON events (centre, terminal, number);

-- Events under an id that the registry already has with other content: kept,
-- and without effect.
CREATE TABLE strays (
    centre      BIGINT NOT NULL,
    id          TEXT   NOT NULL,
    hash        TEXT   NOT NULL,
    terminal    TEXT   NOT NULL,
    content     BYTEA  NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (centre, id, hash)
);

-- A dose is named by its event. centre is the appointment's, given_centre where
-- it was given; both are the same unless something is wrong.
CREATE TABLE doses (
    centre          BIGINT  NOT NULL,
    id              TEXT    NOT NULL UNIQUE,
    given_centre    BIGINT  NOT NULL,
    appointment     TEXT    NOT NULL,
    citizen         TEXT    NOT NULL,
    number          INTEGER NOT NULL,
    vaccine         TEXT    NOT NULL,
    batch           TEXT    NOT NULL,
    vaccinator_id   TEXT    NOT NULL,
    vaccinator_name TEXT    NOT NULL,
    vaccinator_role TEXT    NOT NULL,
    by_id           TEXT    NOT NULL,
    by_name         TEXT    NOT NULL,
    by_role         TEXT    NOT NULL,
    given_at        BIGINT  NOT NULL,
    received_at     BIGINT  NOT NULL,
    position        BIGINT  NOT NULL, -- order among the appointment's doses
    state           TEXT    NOT NULL,
    reason          TEXT    NOT NULL,
    certificate     TEXT    NOT NULL,
    PRIMARY KEY (centre, id)
);
CREATE INDEX doses_appointment ON doses (centre, appointment);
CREATE INDEX doses_citizen ON doses (citizen);

CREATE TABLE certificates (
    centre    BIGINT NOT NULL,
    number    TEXT   NOT NULL UNIQUE,
    dose      TEXT   NOT NULL,
    issued_at BIGINT NOT NULL,
    PRIMARY KEY (centre, number),
    UNIQUE (centre, dose),
    FOREIGN KEY (centre, dose) REFERENCES doses (centre, id)
);

-- Messages to be sent. subject is the appointment, event or dose a message is
-- about: one message of a kind for each. The text is made when it goes out.
CREATE TABLE sms_jobs (
    centre      BIGINT NOT NULL,
    subject     TEXT   NOT NULL,
    kind        TEXT   NOT NULL,
    appointment TEXT   NOT NULL,
    state       TEXT   NOT NULL, -- queued, sending, sent
    queued_at   BIGINT NOT NULL,
    PRIMARY KEY (centre, subject, kind)
);
CREATE INDEX sms_jobs_state ON sms_jobs (state, queued_at);
