-- How much attention Cordée asks of those who lead, per week: for themselves alone. week_on is the first day of the week.
CREATE TABLE attention (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    week_on   TEXT   NOT NULL,
    seconds   BIGINT NOT NULL,
    seen_at   BIGINT NOT NULL,
    PRIMARY KEY (org_id, person_id, week_on),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
