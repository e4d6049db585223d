-- Recognition: the skill a word of thanks names and where its receiver lets it show, points to give on a common success, help offered.

-- kind: '' a word, 'cheer' an encouragement, 'assist' for help on a result. by_lead: its author led the receiver then. shown: what the
-- receiver decided for this one word, '' while they did not.
ALTER TABLE thanks ADD COLUMN
    kind TEXT NOT NULL DEFAULT '';
ALTER TABLE thanks ADD COLUMN
    skill TEXT NOT NULL DEFAULT '';
ALTER TABLE thanks ADD COLUMN by_lead BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE thanks ADD COLUMN
    shown TEXT NOT NULL DEFAULT '';

-- slot: when, of help that was offered, in words. posting_id: the result that the help led to.
ALTER TABLE support ADD COLUMN
    slot TEXT NOT NULL DEFAULT '';
ALTER TABLE support ADD COLUMN posting_id BIGINT;

-- Where a person lets the words they receive be shown.
CREATE TABLE thanks_choice (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    shown     TEXT   NOT NULL,
    PRIMARY KEY (org_id, person_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- A recognised skill that its person shows to the others, until they take it back.
CREATE TABLE skill_shown (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    PRIMARY KEY (org_id, person_id, name),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- What a common success lets each of those present give to the others: once an objective.
CREATE TABLE allotment (
    org_id    BIGINT NOT NULL,
    goal_id   BIGINT NOT NULL,
    points    BIGINT NOT NULL,
    opened_on TEXT   NOT NULL,
    ends_on   TEXT   NOT NULL,
    PRIMARY KEY (org_id, goal_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE
); -- clustered

CREATE TABLE allotment_member (
    org_id    BIGINT NOT NULL,
    goal_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    PRIMARY KEY (org_id, goal_id, person_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES allotment (org_id, goal_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
CREATE INDEX allotment_member_person ON allotment_member (org_id, person_id);

-- One row for whoever gives and whoever receives: the same gift again is the same row.
CREATE TABLE point_gift (
    org_id  BIGINT NOT NULL,
    goal_id BIGINT NOT NULL,
    from_id BIGINT NOT NULL,
    to_id   BIGINT NOT NULL,
    points  BIGINT NOT NULL,
    words   TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (org_id, goal_id, from_id, to_id),
    FOREIGN KEY (org_id, goal_id, from_id) REFERENCES allotment_member (org_id, goal_id, person_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, goal_id, to_id) REFERENCES allotment_member (org_id, goal_id, person_id) ON DELETE CASCADE
); -- clustered
CREATE INDEX point_gift_to ON point_gift (org_id, to_id);
CREATE INDEX point_gift_from ON point_gift (org_id, from_id);
