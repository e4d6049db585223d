-- What people write for themselves each week, what they were told first, the help they asked for, and what was looked at.

-- A check-in of a week. note is its author's alone. shared tells which parts their direct lead may read: the letters c(onfidence),
-- o(bstacle), i(ntention).
CREATE TABLE checkin (
    org_id     BIGINT  NOT NULL,
    person_id  BIGINT  NOT NULL,
    week_on    TEXT    NOT NULL,
    on_day     TEXT    NOT NULL,
    confidence INTEGER NOT NULL,
    obstacle   TEXT    NOT NULL,
    detail     TEXT    NOT NULL,
    intention  TEXT    NOT NULL,
    note       TEXT    NOT NULL,
    shared     TEXT    NOT NULL,
    PRIMARY KEY (org_id, person_id, week_on),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- Which objective's owner was told, before anybody else, that it is falling short, why and on which of their working days; eased_on is
-- when it no longer was.
CREATE TABLE told_first (
    org_id    BIGINT NOT NULL,
    goal_id   BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    why       TEXT   NOT NULL,
    told_on   TEXT   NOT NULL,
    eased_on  TEXT,
    PRIMARY KEY (org_id, goal_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
CREATE INDEX told_first_person ON told_first (org_id, person_id);

-- Help asked for or offered on an objective: both see it, and how it went.
CREATE TABLE support (
    org_id      BIGINT NOT NULL,
    support_id  BIGINT NOT NULL,
    goal_id     BIGINT NOT NULL,
    person_id   BIGINT NOT NULL,
    helper_id   BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    words       TEXT   NOT NULL,
    asked_on    TEXT   NOT NULL,
    accepted_on TEXT,
    declined_on TEXT,
    done_on     TEXT,
    PRIMARY KEY (org_id, support_id),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id),
    FOREIGN KEY (org_id, helper_id) REFERENCES person (org_id, person_id)
);
CREATE INDEX support_goal ON support (org_id, goal_id);
CREATE INDEX support_person ON support (org_id, person_id);
CREATE INDEX support_helper ON support (org_id, helper_id);

-- Which object was looked at; 0 is the person's page itself.
ALTER TABLE access_log ADD COLUMN
    object_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX access_log_at ON access_log (org_id, at);
