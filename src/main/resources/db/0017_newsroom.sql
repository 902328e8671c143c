-- Articles are never deleted, so these rows name them without a foreign key.

-- How far a draft is on its way to the readers; without a row it is being written. What is not a draft has its own status.
CREATE TABLE story_stage (
    article_id bigint PRIMARY KEY,
    stage      text NOT NULL CHECK (stage IN ('waiting', 'reviewing', 'returned', 'approved')),
    actor      text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX story_stage_order ON story_stage (stage, at);

-- What was said when a story went on or came back. version: of the article that it was said of.
CREATE TABLE story_note (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id bigint NOT NULL,
    version    int  NOT NULL,
    move       text NOT NULL,
    actor      text NOT NULL,
    note       text NOT NULL,
    at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX story_note_article ON story_note (article_id, id);

-- What someone is writing and has not saved: one for each story and person. article_id null: a story that has no number yet.
-- base: the version that it goes on from. saved_at counts up with each save.
CREATE TABLE working_copy (
    id         text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9-]{8,64}$'),
    actor      text NOT NULL,
    article_id bigint,
    base       int  NOT NULL,
    fields     jsonb NOT NULL,
    saved_at   timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX working_copy_story ON working_copy (actor, article_id);
CREATE INDEX working_copy_age ON working_copy (saved_at);

-- The newsroom's lists: what changed last stands first.
CREATE INDEX article_desk ON article (updated_at DESC, id DESC);
CREATE INDEX article_desk_status ON article (status, updated_at DESC, id DESC);
