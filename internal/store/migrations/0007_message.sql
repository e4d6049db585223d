-- What the program tells people, and how it leaves the house. A body holds ids and figures, never a name: words are made when it is
-- read. to_kind: person, or hook for a channel of the whole organisation. period names the occasion, so that nothing is said twice.
-- channel: mail, chat, app. envelope_id: the one it leaves in, once it is put in one.
CREATE TABLE message (
    org_id      BIGINT NOT NULL REFERENCES org (org_id),
    message_id  BIGINT NOT NULL,
    to_kind     TEXT   NOT NULL,
    to_id       BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    period      TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    channel     TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    read_at     BIGINT,
    envelope_id BIGINT,
    PRIMARY KEY (org_id, message_id),
    UNIQUE (org_id, to_id, kind, period)
);
CREATE INDEX message_to ON message (org_id, to_id, at);
CREATE INDEX message_loose ON message (org_id, at) WHERE envelope_id IS NULL;
CREATE INDEX message_envelope ON message (org_id, envelope_id) WHERE envelope_id IS NOT NULL;

-- One envelope to one person by one channel; slot is the day and the part of it, so that ten messages make one envelope. Whoever sends
-- it holds it until lease_until. outcome: '' while it waits, sent, refused, late, nothing.
CREATE TABLE outbox (
    org_id      BIGINT NOT NULL REFERENCES org (org_id),
    envelope_id BIGINT NOT NULL,
    to_kind     TEXT   NOT NULL,
    to_id       BIGINT NOT NULL,
    channel     TEXT   NOT NULL,
    slot        TEXT   NOT NULL,
    due_at      BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    tries       BIGINT NOT NULL,
    ended_at    BIGINT,
    outcome     TEXT   NOT NULL,
    trouble     TEXT   NOT NULL,
    PRIMARY KEY (org_id, envelope_id),
    UNIQUE (org_id, to_id, channel, slot)
);
CREATE INDEX outbox_due ON outbox (org_id, due_at) WHERE ended_at IS NULL;

-- What each person chose: which messages come by which channel, and when. JSON.
CREATE TABLE message_choice (
    org_id    BIGINT NOT NULL,
    person_id BIGINT NOT NULL,
    body      TEXT   NOT NULL,
    PRIMARY KEY (org_id, person_id),
    FOREIGN KEY (org_id, person_id) REFERENCES person (org_id, person_id)
); -- clustered

-- A channel of the organisation in its chat: only what is common to everybody goes there. kind: slack, teams.
CREATE TABLE message_hook (
    org_id  BIGINT NOT NULL REFERENCES org (org_id),
    hook_id BIGINT NOT NULL,
    kind    TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    url     TEXT   NOT NULL,
    made_at BIGINT NOT NULL,
    trouble TEXT   NOT NULL,
    PRIMARY KEY (org_id, hook_id)
); -- clustered

-- How far the journal has been read for messages, and the secret that signs the way out of them.
CREATE TABLE message_state (
    org_id BIGINT NOT NULL REFERENCES org (org_id),
    seq    BIGINT NOT NULL,
    line   BIGINT NOT NULL,
    secret TEXT   NOT NULL,
    PRIMARY KEY (org_id)
); -- clustered
