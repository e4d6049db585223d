-- What was said and done about a letter after it was issued: appended, never changed. kind: accepted, disputed, signed, by_hand.
-- on_day: for a paper copy, the day it was given.
CREATE TABLE letter_event (
    org_id    BIGINT NOT NULL,
    letter_id BIGINT NOT NULL,
    event_id  BIGINT NOT NULL,
    at        BIGINT NOT NULL,
    actor_id  BIGINT,
    kind      TEXT   NOT NULL,
    on_day    TEXT,
    text      TEXT   NOT NULL,
    PRIMARY KEY (org_id, letter_id, event_id),
    FOREIGN KEY (org_id, letter_id) REFERENCES letter (org_id, letter_id)
); -- clustered
