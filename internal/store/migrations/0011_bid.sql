-- Own numbers are kept, every one, in their order: the first, given before the prepared number could be seen (blind), is not written
-- over by a later one. Of those that are there already, one was given blind when it answered a question and nothing had opened yet.
CREATE TABLE goal_bid_all (
    org_id    BIGINT  NOT NULL,
    goal_id   BIGINT  NOT NULL,
    person_id BIGINT  NOT NULL,
    n         BIGINT  NOT NULL,
    at        BIGINT  NOT NULL,
    amount    BIGINT,
    blind     BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, goal_id, person_id, n),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE,
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
INSERT INTO goal_bid_all (org_id, goal_id, person_id, n, at, amount, blind)
SELECT b.org_id, b.goal_id, b.person_id, 1, b.at, b.amount,
    EXISTS (SELECT 1 FROM goal_version v WHERE v.org_id = b.org_id AND v.goal_id = b.goal_id AND v.change = 'goal.asked')
    AND NOT EXISTS (
        SELECT 1 FROM goal_version v WHERE v.org_id = b.org_id AND v.goal_id = b.goal_id AND v.change = 'goal.proposed' AND v.at < b.at
    )
FROM goal_bid b;
DROP TABLE goal_bid;
ALTER TABLE goal_bid_all RENAME TO goal_bid;
