-- Screens of the sales floor: links that open one wall and nothing else, and who agreed to be named there.

-- One link. slides: what it shows, words separated by spaces. amounts: figures in units, else shares only.
CREATE TABLE wall (
    org_id     BIGINT  NOT NULL REFERENCES org (org_id),
    wall_id    BIGINT  NOT NULL,
    name       TEXT    NOT NULL,
    hash       TEXT    NOT NULL UNIQUE,
    team_id    BIGINT  NOT NULL,
    slides     TEXT    NOT NULL,
    amounts    BOOLEAN NOT NULL,
    seconds    BIGINT  NOT NULL,
    created_by BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (org_id, wall_id),
    FOREIGN KEY (org_id, team_id) REFERENCES team (org_id, team_id)
);

-- What a person allows on the walls; nobody is named there without it. own: an objective of theirs that is reached is celebrated.
CREATE TABLE wall_choice (
    org_id    BIGINT  NOT NULL,
    person_id BIGINT  NOT NULL,
    own       BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, person_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered
