-- Titles of objectives without case and accents, for finding them. The step fills the column of the objectives that are there
-- already; afterwards the writer does. The index holds all that a search looks at.
ALTER TABLE goal ADD COLUMN
    title_fold TEXT NOT NULL DEFAULT '';
CREATE INDEX goal_title ON goal (org_id, title_fold, end_on, status, goal_id);
