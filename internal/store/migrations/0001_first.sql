-- The first schema, in PostgreSQL words. migrate.go turns it into SQLite's: see its doc comment.
-- Every key starts with org_id; every foreign key is composite, so a link between two organisations cannot be written.
-- _at: microseconds UTC. _on: YYYY-MM-DD. Amounts: ten-thousandths. working_time, share: basis points.
-- "-- clustered" after a table keeps its rows inside the primary key on SQLite (WITHOUT ROWID).

CREATE TABLE org (
    org_id     BIGINT NOT NULL PRIMARY KEY,
    key        TEXT   NOT NULL UNIQUE,
    name       TEXT   NOT NULL,
    currency   TEXT   NOT NULL,
    locale     TEXT   NOT NULL,
    time_zone  TEXT   NOT NULL,
    settings   TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    change_seq BIGINT NOT NULL,
    config_seq BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE person (
    org_id       BIGINT  NOT NULL REFERENCES org (org_id),
    person_id    BIGINT  NOT NULL,
    key          TEXT    NOT NULL,
    role         TEXT    NOT NULL,
    start_on     TEXT,
    end_on       TEXT,
    role_since   TEXT,
    working_time BIGINT  NOT NULL CHECK (working_time BETWEEN 0 AND 10000),
    hidden       BOOLEAN NOT NULL,
    on_boards    BOOLEAN NOT NULL,
    version      BIGINT  NOT NULL,
    deleted      BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, person_id),
    UNIQUE (org_id, key)
);

-- The only table that holds names and e-mails.
CREATE TABLE person_identity (
    org_id      BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    name_fold   TEXT   NOT NULL,
    email       TEXT,
    email_fold  TEXT,
    external_id TEXT,
    PRIMARY KEY (org_id, person_id),
    UNIQUE (org_id, email_fold),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
CREATE INDEX person_identity_email ON person_identity (email_fold);

CREATE TABLE team (
    org_id    BIGINT NOT NULL REFERENCES org (org_id),
    team_id   BIGINT NOT NULL,
    key       TEXT   NOT NULL,
    name      TEXT   NOT NULL,
    parent_id BIGINT,
    kind      TEXT   NOT NULL,
    lead_id   BIGINT,
    version   BIGINT NOT NULL,
    PRIMARY KEY (org_id, team_id),
    UNIQUE (org_id, key),
    FOREIGN KEY (org_id, parent_id) REFERENCES team (org_id, team_id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (org_id, lead_id) REFERENCES person (org_id, person_id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE membership (
    org_id       BIGINT NOT NULL,
    person_id    BIGINT NOT NULL,
    team_id      BIGINT NOT NULL,
    from_on      TEXT   NOT NULL,
    to_on        TEXT,
    working_time BIGINT,
    PRIMARY KEY (org_id, person_id, team_id, from_on),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
    FOREIGN KEY (org_id, team_id) REFERENCES team (org_id, team_id)
); -- clustered

CREATE TABLE absence (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    from_on   TEXT   NOT NULL,
    to_on     TEXT,
    share     BIGINT NOT NULL CHECK (share BETWEEN 0 AND 10000),
    PRIMARY KEY (org_id, person_id, from_on),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

CREATE TABLE metric (
    org_id      BIGINT  NOT NULL REFERENCES org (org_id),
    metric_id   BIGINT  NOT NULL,
    key         TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    unit        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    of_field    TEXT    NOT NULL,
    filter      TEXT    NOT NULL,
    numerator   TEXT    NOT NULL,
    denominator TEXT    NOT NULL,
    direction   TEXT    NOT NULL,
    credit      TEXT    NOT NULL,
    version     BIGINT  NOT NULL,
    archived    BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, metric_id),
    UNIQUE (org_id, key)
);

CREATE TABLE rate (
    org_id   BIGINT NOT NULL REFERENCES org (org_id),
    currency TEXT   NOT NULL,
    from_on  TEXT   NOT NULL,
    rate     BIGINT NOT NULL,
    PRIMARY KEY (org_id, currency, from_on)
); -- clustered

-- One row per credited or assisting owner of a posting. Posting ids grow in posting order.
-- No foreign key on the three hot tables: owners are people or teams, and the organisation's row is locked by the writer.
CREATE TABLE ledger_entry (
    org_id            BIGINT NOT NULL,
    posting_id        BIGINT NOT NULL,
    line              BIGINT NOT NULL,
    sign              BIGINT NOT NULL CHECK (sign IN (1, -1)),
    reverses          BIGINT,
    source            TEXT   NOT NULL,
    ref               TEXT   NOT NULL,
    version           BIGINT,
    occurred_on       TEXT   NOT NULL,
    roster_on         TEXT   NOT NULL,
    kind              TEXT   NOT NULL,
    role              TEXT   NOT NULL,
    owner_kind        TEXT   NOT NULL,
    owner_id          BIGINT NOT NULL,
    share_bp          BIGINT NOT NULL,
    amount            BIGINT,
    original_amount   BIGINT,
    original_currency TEXT,
    rate              BIGINT,
    attrs             TEXT,
    recorded_at       BIGINT NOT NULL,
    change_seq        BIGINT NOT NULL,
    import_id         BIGINT,
    actor_id          BIGINT,
    PRIMARY KEY (org_id, posting_id, line)
); -- clustered
CREATE INDEX ledger_entry_owner ON ledger_entry (org_id, owner_id, occurred_on);
CREATE INDEX ledger_entry_day ON ledger_entry (org_id, occurred_on, posting_id);
CREATE INDEX ledger_entry_import ON ledger_entry (org_id, import_id) WHERE import_id IS NOT NULL;
CREATE INDEX ledger_entry_reversed_ref ON ledger_entry (org_id, source, ref) WHERE reverses IS NOT NULL;

-- The content and the cancellation are kept apart, each with its version, so that versions may arrive in any order.
-- posting_id 0: only the cancellation has arrived.
CREATE TABLE result_head (
    org_id         BIGINT  NOT NULL,
    source         TEXT    NOT NULL,
    ref            TEXT    NOT NULL,
    posting_id     BIGINT  NOT NULL,
    live           BOOLEAN NOT NULL,
    version        BIGINT,
    hash           TEXT    NOT NULL,
    occurred_on    TEXT    NOT NULL,
    reversal_id    BIGINT,
    cancel_version BIGINT,
    cancel_on      TEXT,
    PRIMARY KEY (org_id, source, ref)
); -- clustered

-- The range leaves room for one more addition of the same size: an overflow is refused by the engine, never wrapped.
CREATE TABLE tally (
    org_id     BIGINT NOT NULL,
    metric_id  BIGINT NOT NULL,
    owner_id   BIGINT NOT NULL,
    on_day     TEXT   NOT NULL,
    owner_kind TEXT   NOT NULL,
    value      BIGINT NOT NULL CONSTRAINT tally_range CHECK (value BETWEEN -9000000000000000000 AND 9000000000000000000),
    n          BIGINT NOT NULL,
    PRIMARY KEY (org_id, metric_id, owner_id, on_day)
); -- clustered

CREATE TABLE goal (
    org_id          BIGINT  NOT NULL REFERENCES org (org_id),
    goal_id         BIGINT  NOT NULL,
    key             TEXT    NOT NULL,
    title           TEXT    NOT NULL,
    tier            TEXT    NOT NULL,
    owner_kind      TEXT    NOT NULL,
    owner_id        BIGINT  NOT NULL,
    metric_id       BIGINT,
    baseline        BIGINT,
    target          BIGINT,
    floor           BIGINT,
    stretch         BIGINT,
    start_on        TEXT,
    end_on          TEXT,
    parent_id       BIGINT,
    relation        TEXT    NOT NULL,
    why             TEXT    NOT NULL,
    origin          TEXT    NOT NULL,
    paid            BOOLEAN NOT NULL,
    status          TEXT    NOT NULL,
    linear          BOOLEAN NOT NULL,
    version         BIGINT  NOT NULL,
    created_by      BIGINT,
    created_at      BIGINT  NOT NULL,
    published_at    BIGINT,
    closed_at       BIGINT,
    closed_attained BIGINT,
    closed_status   TEXT,
    import_id       BIGINT,
    PRIMARY KEY (org_id, goal_id),
    UNIQUE (org_id, key),
    FOREIGN KEY (org_id, metric_id) REFERENCES metric (org_id, metric_id),
    FOREIGN KEY (org_id, parent_id) REFERENCES goal (org_id, goal_id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX goal_owner ON goal (org_id, owner_id, start_on);
CREATE INDEX goal_parent ON goal (org_id, parent_id);

CREATE TABLE goal_version (
    org_id   BIGINT NOT NULL,
    goal_id  BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    actor_id BIGINT,
    change   TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    PRIMARY KEY (org_id, goal_id, version),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE
);

CREATE TABLE step (
    org_id   BIGINT NOT NULL,
    step_id  BIGINT NOT NULL,
    goal_id  BIGINT NOT NULL,
    key      TEXT   NOT NULL,
    title    TEXT   NOT NULL,
    owner_id BIGINT,
    due_on   TEXT,
    done_on  TEXT,
    weight   BIGINT NOT NULL,
    PRIMARY KEY (org_id, step_id),
    UNIQUE (org_id, goal_id, key),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, owner_id) REFERENCES person (org_id, person_id)
);

CREATE TABLE task (
    org_id     BIGINT NOT NULL REFERENCES org (org_id),
    task_id    BIGINT NOT NULL,
    key        TEXT   NOT NULL,
    title      TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    stage      TEXT   NOT NULL,
    value      BIGINT,
    difficulty TEXT   NOT NULL,
    goal_id    BIGINT,
    due_on     TEXT,
    attrs      TEXT,
    PRIMARY KEY (org_id, task_id),
    UNIQUE (org_id, key),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id)
);

CREATE TABLE journal (
    org_id       BIGINT NOT NULL REFERENCES org (org_id),
    seq          BIGINT NOT NULL,
    line         BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    actor_kind   TEXT   NOT NULL,
    actor_id     BIGINT,
    kind         TEXT   NOT NULL,
    subject_kind TEXT   NOT NULL,
    subject_id   BIGINT NOT NULL,
    data         TEXT   NOT NULL,
    chain        TEXT   NOT NULL,
    PRIMARY KEY (org_id, seq, line)
); -- clustered
CREATE INDEX journal_subject ON journal (org_id, subject_id, seq);

CREATE TABLE idempotency (
    org_id       BIGINT NOT NULL REFERENCES org (org_id),
    key          TEXT   NOT NULL,
    request_hash TEXT   NOT NULL,
    status       BIGINT NOT NULL,
    response     TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    PRIMARY KEY (org_id, key)
);
CREATE INDEX idempotency_at ON idempotency (org_id, at);

CREATE TABLE import (
    org_id    BIGINT NOT NULL REFERENCES org (org_id),
    import_id BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    actor_id  BIGINT,
    name      TEXT   NOT NULL,
    report    TEXT   NOT NULL,
    undone_at BIGINT,
    undo      TEXT   NOT NULL,
    PRIMARY KEY (org_id, import_id)
);
CREATE INDEX import_at ON import (org_id, at);

CREATE TABLE mapping (
    org_id     BIGINT NOT NULL REFERENCES org (org_id),
    mapping_id BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    PRIMARY KEY (org_id, mapping_id),
    UNIQUE (org_id, name)
);

CREATE TABLE credential (
    org_id        BIGINT NOT NULL,
    person_id     BIGINT NOT NULL,
    password_hash TEXT   NOT NULL,
    changed_at    BIGINT NOT NULL,
    PRIMARY KEY (org_id, person_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

-- The hash of a session, token or invite is the credential itself: it names the organisation, so it is unique across all.
CREATE TABLE session (
    id_hash    TEXT    NOT NULL PRIMARY KEY,
    org_id     BIGINT  NOT NULL,
    person_id  BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    seen_at    BIGINT  NOT NULL,
    expires_at BIGINT  NOT NULL,
    revoked    BOOLEAN NOT NULL,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
CREATE INDEX session_person ON session (org_id, person_id);

CREATE TABLE token (
    org_id       BIGINT NOT NULL REFERENCES org (org_id),
    token_id     BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    hash         TEXT   NOT NULL UNIQUE,
    scopes       TEXT   NOT NULL,
    created_by   BIGINT,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at   BIGINT,
    PRIMARY KEY (org_id, token_id)
);

-- A set-up invite may exist before any organisation does: org_id 0, no person.
CREATE TABLE invite (
    org_id     BIGINT NOT NULL,
    invite_id  BIGINT NOT NULL,
    person_id  BIGINT,
    hash       TEXT   NOT NULL UNIQUE,
    purpose    TEXT   NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (org_id, invite_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

-- Sign-in throttling happens before an organisation is known.
CREATE TABLE attempt (
    bucket TEXT   NOT NULL,
    at     BIGINT NOT NULL
);
CREATE INDEX attempt_bucket ON attempt (bucket, at);

CREATE TABLE access_log (
    org_id    BIGINT NOT NULL REFERENCES org (org_id),
    access_id BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    actor_id  BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    what      TEXT   NOT NULL,
    PRIMARY KEY (org_id, access_id)
);
CREATE INDEX access_log_person ON access_log (org_id, person_id, at);

CREATE TABLE thanks (
    org_id     BIGINT NOT NULL,
    thanks_id  BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    from_id    BIGINT NOT NULL,
    to_kind    TEXT   NOT NULL,
    to_id      BIGINT NOT NULL,
    goal_id    BIGINT,
    posting_id BIGINT,
    text       TEXT   NOT NULL,
    PRIMARY KEY (org_id, thanks_id),
    FOREIGN KEY (org_id, from_id) REFERENCES person (org_id, person_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id)
);
CREATE INDEX thanks_to ON thanks (org_id, to_id, at);
CREATE INDEX thanks_from ON thanks (org_id, from_id, at);

-- engine: sqlite
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;

-- engine: postgres
CREATE FUNCTION ledger_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'ledger entries are append-only' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_refuse();
