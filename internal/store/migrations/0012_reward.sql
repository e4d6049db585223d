-- What attainment brings: rules by version, awards that are never changed, approvals, payouts, contests.

-- One version of a rule. edition counts the times its text was written while it could still change; body is JSON.
CREATE TABLE reward_rule (
    org_id   BIGINT NOT NULL REFERENCES org (org_id),
    rule_id  BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    edition  BIGINT NOT NULL,
    key      TEXT NOT NULL,
    status   TEXT NOT NULL, -- draft, published, withdrawn
    to_kind  TEXT NOT NULL,
    to_id    BIGINT NOT NULL,
    start_on TEXT NOT NULL,
    end_on   TEXT NOT NULL,
    at       BIGINT NOT NULL,
    actor_id BIGINT,
    reason   TEXT NOT NULL, -- why it was withdrawn
    body     TEXT NOT NULL,
    PRIMARY KEY (org_id, rule_id, version)
); -- clustered
CREATE INDEX reward_rule_days ON reward_rule (org_id, end_on, start_on);

-- What was granted (seq 0), and each difference after it (seq 1 and more). At most one live award of each number exists for a rule's
-- version, a person and a part, whatever is replayed.
CREATE TABLE reward_award (
    org_id    BIGINT NOT NULL,
    award_id  BIGINT NOT NULL,
    rule_id   BIGINT NOT NULL,
    version   BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    part_from TEXT NOT NULL,
    part_on   TEXT NOT NULL, -- the last day of the part
    seq       BIGINT NOT NULL,
    cause     TEXT NOT NULL, -- grant, late, contest
    at        BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    unit      TEXT NOT NULL,
    amount    BIGINT NOT NULL,
    body      TEXT NOT NULL, -- the statement as it was, JSON
    PRIMARY KEY (org_id, award_id),
    FOREIGN KEY (org_id, rule_id, version) REFERENCES reward_rule (org_id, rule_id, version),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
CREATE UNIQUE INDEX reward_award_once ON reward_award (org_id, rule_id, version, person_id, part_on, seq);
CREATE INDEX reward_award_person ON reward_award (org_id, person_id, part_on);

CREATE TABLE reward_approval (
    org_id    BIGINT NOT NULL,
    award_id  BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    alone     BOOLEAN NOT NULL, -- their own award, where nobody else may
    PRIMARY KEY (org_id, award_id, person_id),
    FOREIGN KEY (org_id, award_id) REFERENCES reward_award (org_id, award_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- A batch handed to payroll.
CREATE TABLE reward_payout (
    org_id    BIGINT NOT NULL REFERENCES org (org_id),
    payout_id BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    actor_id  BIGINT,
    n         BIGINT NOT NULL,
    PRIMARY KEY (org_id, payout_id)
);

-- An award leaves once.
CREATE TABLE reward_paid (
    org_id    BIGINT NOT NULL,
    award_id  BIGINT NOT NULL,
    payout_id BIGINT NOT NULL,
    PRIMARY KEY (org_id, award_id),
    FOREIGN KEY (org_id, award_id) REFERENCES reward_award (org_id, award_id),
    FOREIGN KEY (org_id, payout_id) REFERENCES reward_payout (org_id, payout_id)
); -- clustered
CREATE INDEX reward_paid_payout ON reward_paid (org_id, payout_id);

CREATE TABLE reward_contest (
    org_id      BIGINT NOT NULL,
    contest_id  BIGINT NOT NULL,
    award_id    BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    line        TEXT NOT NULL,
    text        TEXT NOT NULL,
    at          BIGINT NOT NULL,
    due_on      TEXT NOT NULL,
    decision    TEXT NOT NULL, -- '' while open; kept, facts, corrected
    answer      TEXT NOT NULL,
    answered_by BIGINT,
    answered_at BIGINT,
    amount      BIGINT NOT NULL, -- of the correction
    PRIMARY KEY (org_id, contest_id),
    FOREIGN KEY (org_id, award_id) REFERENCES reward_award (org_id, award_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
);
CREATE INDEX reward_contest_award ON reward_contest (org_id, award_id);
CREATE INDEX reward_contest_person ON reward_contest (org_id, person_id);

-- How the organisation pays out, as JSON.
CREATE TABLE reward_setting (
    org_id BIGINT NOT NULL REFERENCES org (org_id),
    body   TEXT NOT NULL,
    PRIMARY KEY (org_id)
);

-- engine: sqlite
CREATE TRIGGER reward_award_no_update BEFORE UPDATE ON reward_award
BEGIN SELECT RAISE(ABORT, 'awards are append-only'); END;
CREATE TRIGGER reward_award_no_delete BEFORE DELETE ON reward_award
BEGIN SELECT RAISE(ABORT, 'awards are append-only'); END;

-- engine: postgres
CREATE FUNCTION reward_award_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'awards are append-only' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER reward_award_append_only BEFORE UPDATE OR DELETE ON reward_award
FOR EACH STATEMENT EXECUTE FUNCTION reward_award_refuse();
