-- Work that the clock asks for: who takes a round moves its due_at, so that one instance does it and a failed one is tried again.
CREATE TABLE round (
    org_id BIGINT NOT NULL REFERENCES org (org_id),
    name   TEXT   NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, name)
); -- clustered
