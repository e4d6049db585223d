-- Objectives set well: what two people negotiate, what they said, what they saw and when, and what stood behind a number.

-- Terms of an objective beyond its number. guard_id, instead_of and direction_id are checked by the writer: SQLite cannot add a
-- composite foreign key to a table that exists.
ALTER TABLE goal ADD COLUMN
    skills TEXT NOT NULL DEFAULT '';
ALTER TABLE goal ADD COLUMN
    helping TEXT NOT NULL DEFAULT '';
ALTER TABLE goal ADD COLUMN
    means TEXT NOT NULL DEFAULT '';
ALTER TABLE goal ADD COLUMN
    mode TEXT NOT NULL DEFAULT '';
ALTER TABLE goal ADD COLUMN guard_id BIGINT;
ALTER TABLE goal ADD COLUMN learning BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE goal ADD COLUMN difficulty BIGINT NOT NULL DEFAULT 0;
ALTER TABLE goal ADD COLUMN instead_of BIGINT;
ALTER TABLE goal ADD COLUMN direction_id BIGINT;
ALTER TABLE goal ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE goal ADD COLUMN approved_by BIGINT;
ALTER TABLE goal ADD COLUMN approved_at BIGINT;

-- Why a version is what it is: a cause of the closed list, and a sentence. effective_on: from which day its terms are in force.
ALTER TABLE goal_version ADD COLUMN
    cause TEXT NOT NULL DEFAULT '';
ALTER TABLE goal_version ADD COLUMN
    reason TEXT NOT NULL DEFAULT '';
ALTER TABLE goal_version ADD COLUMN
    effective_on TEXT;

-- Experience before joining in months, declared ability 1 to 5, 0 = not said.
ALTER TABLE person ADD COLUMN experience BIGINT NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN ability BIGINT NOT NULL DEFAULT 0;

CREATE TABLE direction (
    org_id       BIGINT NOT NULL REFERENCES org (org_id),
    direction_id BIGINT NOT NULL,
    from_on      TEXT   NOT NULL,
    text         TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    actor_id     BIGINT,
    PRIMARY KEY (org_id, direction_id)
);

-- The conversation on an objective. Disagreement is a note like the others, and stays.
CREATE TABLE goal_note (
    org_id    BIGINT NOT NULL,
    note_id   BIGINT NOT NULL,
    goal_id   BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    author_id BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    PRIMARY KEY (org_id, note_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, author_id) REFERENCES person (org_id, person_id)
);
CREATE INDEX goal_note_goal ON goal_note (org_id, goal_id, at);
CREATE INDEX goal_note_author ON goal_note (org_id, author_id);

-- One's own number for an objective, given before or beside the one proposed. Without an amount: the person chose to give none.
CREATE TABLE goal_bid (
    org_id    BIGINT NOT NULL,
    goal_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    amount    BIGINT,
    PRIMARY KEY (org_id, goal_id, person_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- What was put before whom, and what they said: opening is not reading, reading is not agreeing.
CREATE TABLE goal_delivery (
    org_id          BIGINT NOT NULL,
    goal_id         BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    person_id       BIGINT NOT NULL,
    delivered_at    BIGINT NOT NULL,
    opened_at       BIGINT,
    acknowledged_at BIGINT,
    reply           TEXT   NOT NULL,
    PRIMARY KEY (org_id, goal_id, version, person_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
CREATE INDEX goal_delivery_person ON goal_delivery (org_id, person_id);

-- What stood behind a version when it was published, frozen: derivation (how the number came about), evidence, realism.
CREATE TABLE goal_ground (
    org_id  BIGINT NOT NULL,
    goal_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    kind    TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    body    TEXT   NOT NULL,
    PRIMARY KEY (org_id, goal_id, version, kind),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE
); -- clustered

-- A way of sharing out an objective, kept for comparison or published.
CREATE TABLE scenario (
    org_id       BIGINT NOT NULL,
    scenario_id  BIGINT NOT NULL,
    goal_id      BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    at           BIGINT NOT NULL,
    actor_id     BIGINT,
    body         TEXT   NOT NULL,
    published_at BIGINT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (org_id, scenario_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE
);
CREATE INDEX scenario_goal ON scenario (org_id, goal_id);

-- Objectives that come back every period, and packs for a role. last_on: first day of the last period they were made for.
CREATE TABLE template (
    org_id      BIGINT  NOT NULL REFERENCES org (org_id),
    template_id BIGINT  NOT NULL,
    key         TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    role        TEXT    NOT NULL,
    every       TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    last_on     TEXT,
    archived    BOOLEAN NOT NULL,
    version     BIGINT  NOT NULL,
    PRIMARY KEY (org_id, template_id),
    UNIQUE (org_id, key)
);

-- A letter as it was issued: its canonical text, and the hash printed on it.
CREATE TABLE letter (
    org_id          BIGINT NOT NULL,
    letter_id       BIGINT NOT NULL,
    person_id       BIGINT NOT NULL,
    from_on         TEXT   NOT NULL,
    to_on           TEXT   NOT NULL,
    version         BIGINT NOT NULL,
    at              BIGINT NOT NULL,
    actor_id        BIGINT,
    hash            TEXT   NOT NULL,
    body            TEXT   NOT NULL,
    opened_at       BIGINT,
    acknowledged_at BIGINT,
    PRIMARY KEY (org_id, letter_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
CREATE INDEX letter_person ON letter (org_id, person_id, at);
