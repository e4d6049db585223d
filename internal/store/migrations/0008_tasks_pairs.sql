-- What each person does day by day: who took which open task, what is known of their strengths, who meets whom this week.

-- Who took a task. Handing it back removes the row: nothing tells that it was there.
CREATE TABLE task_take (
    org_id    BIGINT NOT NULL,
    task_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    taken_on  TEXT   NOT NULL,
    done_on   TEXT,
    PRIMARY KEY (org_id, task_id),
    FOREIGN KEY (org_id, task_id) REFERENCES task (org_id, task_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
CREATE INDEX task_take_person ON task_take (org_id, person_id, taken_on);
CREATE INDEX task_take_day ON task_take (org_id, taken_on);

-- Tasks that a person does not want to see. Only their own list reads it; no day, no order, no journal line.
CREATE TABLE task_aside (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    task_id   BIGINT NOT NULL,
    PRIMARY KEY (org_id, person_id, task_id),
    FOREIGN KEY (org_id, task_id) REFERENCES task (org_id, task_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- What was found of one person by segment, as JSON with its inputs; only they read it.
CREATE TABLE strength (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    read_on   TEXT   NOT NULL,
    body      TEXT   NOT NULL,
    PRIMARY KEY (org_id, person_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);

-- A strength that its person shows to the others, until they take it back.
CREATE TABLE strength_shown (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    shown_on  TEXT   NOT NULL,
    PRIMARY KEY (org_id, person_id, name),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- What a person chose for themselves: no strengths read of them, no pairs.
CREATE TABLE own_choice (
    org_id       BIGINT  NOT NULL,
    person_id    BIGINT  NOT NULL,
    no_strengths BOOLEAN NOT NULL,
    no_pairs     BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, person_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- How the organisation uses all this, as JSON.
CREATE TABLE practice (
    org_id BIGINT NOT NULL REFERENCES org (org_id),
    body   TEXT   NOT NULL,
    PRIMARY KEY (org_id)
);

CREATE TABLE pair (
    org_id  BIGINT NOT NULL,
    pair_id BIGINT NOT NULL,
    team_id BIGINT NOT NULL,
    week_on TEXT   NOT NULL,
    done_on TEXT,
    PRIMARY KEY (org_id, pair_id),
    FOREIGN KEY (org_id, team_id) REFERENCES team (org_id, team_id)
);
CREATE INDEX pair_week ON pair (org_id, week_on);

-- answers: what this person wrote for the others of the pair, as JSON; nobody else reads it.
CREATE TABLE pair_member (
    org_id    BIGINT NOT NULL,
    pair_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    answers   TEXT   NOT NULL,
    done_on   TEXT,
    PRIMARY KEY (org_id, pair_id, person_id),
    FOREIGN KEY (org_id, pair_id) REFERENCES pair (org_id, pair_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
CREATE INDEX pair_member_person ON pair_member (org_id, person_id);
