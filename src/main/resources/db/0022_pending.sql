-- A change to a published story on its way to the readers: a draft of its own beside it, one at a time. base: the version of the
-- published story that it goes on from. Its row stays when it has become part of that story.
CREATE TABLE pending_version (
    draft_id   bigint PRIMARY KEY,
    article_id bigint NOT NULL,
    base       int NOT NULL,
    applied_at timestamptz
);
CREATE UNIQUE INDEX pending_version_open ON pending_version (article_id) WHERE applied_at IS NULL;

-- When a published story is taken from readers by itself. Its row stays when that has happened.
CREATE TABLE story_expiry (
    article_id bigint PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX story_expiry_due ON story_expiry (expires_at);
