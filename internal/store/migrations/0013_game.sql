-- Play, for those who want it. Nothing here is ever read by what pays.

-- How the organisation plays, as JSON.
CREATE TABLE game (
    org_id BIGINT NOT NULL REFERENCES org (org_id),
    body   TEXT   NOT NULL,
    PRIMARY KEY (org_id)
);

-- Who plays. left_on: they left; what is kept of their play goes thirty days later.
CREATE TABLE game_player (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    joined_on TEXT   NOT NULL,
    left_on   TEXT,
    PRIMARY KEY (org_id, person_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- Rest days that a person chose: they never break a streak.
CREATE TABLE game_rest (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    rest_on   TEXT   NOT NULL,
    PRIMARY KEY (org_id, person_id, rest_on),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- status: draft, announced, called_off; running and over follow from the day. team_ids: separated by spaces.
CREATE TABLE challenge (
    org_id       BIGINT NOT NULL,
    challenge_id BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    measure      TEXT   NOT NULL,
    metric_id    BIGINT NOT NULL,
    title        TEXT   NOT NULL,
    start_on     TEXT   NOT NULL,
    end_on       TEXT   NOT NULL,
    target       BIGINT,
    rounds       BIGINT NOT NULL,
    leave_out    BIGINT NOT NULL,
    team_ids     TEXT   NOT NULL,
    made_by      BIGINT NOT NULL,
    status       TEXT   NOT NULL,
    PRIMARY KEY (org_id, challenge_id),
    FOREIGN KEY (org_id, metric_id) REFERENCES metric (org_id, metric_id),
    FOREIGN KEY (org_id, made_by) REFERENCES person (org_id, person_id)
);
CREATE INDEX challenge_day ON challenge (org_id, end_on);

-- Who was asked, and what they said: asked, joined, declined. team_id: the side they play for, where teams play.
CREATE TABLE challenge_player (
    org_id       BIGINT NOT NULL,
    challenge_id BIGINT NOT NULL,
    person_id    BIGINT NOT NULL,
    team_id      BIGINT,
    answer       TEXT   NOT NULL,
    theme        TEXT   NOT NULL,
    PRIMARY KEY (org_id, challenge_id, person_id),
    FOREIGN KEY (org_id, challenge_id) REFERENCES challenge (org_id, challenge_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
CREATE INDEX challenge_player_person ON challenge_player (org_id, person_id);

-- What was given (seq even) and taken back (seq odd): milestones of objectives (ref: the objective, target: the one it was passed for) and
-- badges (ref: the challenge). Never changed; the key gives nothing twice, whatever is replayed, on any number of instances.
CREATE TABLE celebration (
    org_id     BIGINT NOT NULL,
    owner_kind TEXT   NOT NULL,
    owner_id   BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    ref_id     BIGINT NOT NULL,
    target     BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    on_day     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (org_id, owner_id, kind, name, ref_id, target, seq)
);
CREATE INDEX celebration_day ON celebration (org_id, on_day);
