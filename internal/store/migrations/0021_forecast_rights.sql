-- Whoever objects to forecasts about themselves; and forecasts older than thirteen months that keep what was said and how it ended, of
-- nobody in particular. group_id ties together what was said of one objective, by a number drawn anew.
ALTER TABLE own_choice ADD COLUMN no_forecast BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE forecast_past (
    org_id   BIGINT  NOT NULL REFERENCES org (org_id),
    group_id BIGINT  NOT NULL,
    share    BIGINT  NOT NULL,
    p        BIGINT  NOT NULL,
    base     BIGINT  NOT NULL,
    pace     BIGINT  NOT NULL,
    attained BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, group_id, share)
); -- clustered
