-- Forecasts as they were issued, at most one per objective and day, and how each came out once the objective was decided.
-- Probabilities are in millionths, amounts in ten-thousandths; base and pace are what the two plain methods said the same day.
CREATE TABLE forecast (
    org_id    BIGINT NOT NULL,
    goal_id   BIGINT NOT NULL,
    issued_on TEXT   NOT NULL,
    share     BIGINT NOT NULL,
    p         BIGINT NOT NULL,
    low       BIGINT NOT NULL,
    mid       BIGINT NOT NULL,
    high      BIGINT NOT NULL,
    base      BIGINT NOT NULL,
    pace      BIGINT NOT NULL,
    attained  BOOLEAN,
    total     BIGINT,
    PRIMARY KEY (org_id, goal_id, issued_on),
    FOREIGN KEY (org_id, goal_id) REFERENCES goal (org_id, goal_id) ON DELETE CASCADE
); -- clustered
CREATE INDEX forecast_day ON forecast (org_id, issued_on);
