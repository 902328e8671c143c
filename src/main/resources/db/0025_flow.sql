-- Before that instant nobody publishes it: ISO 8601 in UTC, as the API says it. What readers see has none.
ALTER TABLE article ADD COLUMN embargoed_until text
    CHECK (embargoed_until ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$');
ALTER TABLE article ADD CONSTRAINT article_embargo CHECK (status <> 'published' OR embargoed_until IS NULL);

-- When the token of the settings, which is no row of api_token, was last used; to the minute.
CREATE TABLE settings_token_use (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    used_at timestamptz NOT NULL
);

-- What someone did with many stories at once, so that it can be undone at once. id: of the form, so that a second press is the same.
-- act: a step of the flow; save: put into the category that said names. done_at: null while it is being done.
CREATE TABLE bulk (
    id        text PRIMARY KEY CHECK (id ~ '^[0-9a-f-]{16,64}$'),
    actor     text NOT NULL,
    act       text NOT NULL,
    said      text NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    done_at   timestamptz,
    undone_at timestamptz
);
CREATE INDEX bulk_age ON bulk (at);

-- One of its stories. seen: the version that the person saw; stage, category: how it was before; version: what the action left;
-- null with no problem: not reached. problem, arguments: why nothing was done, or undone.
CREATE TABLE bulk_story (
    bulk_id    text   NOT NULL REFERENCES bulk ON DELETE CASCADE,
    article_id bigint NOT NULL,
    place      int    NOT NULL,
    seen       int    NOT NULL,
    stage      text,
    category   text,
    version    int,
    problem    text,
    arguments  jsonb  NOT NULL DEFAULT '[]',
    undone     boolean NOT NULL DEFAULT false,
    PRIMARY KEY (bulk_id, article_id)
);

-- What whoever reviews a story says of one paragraph. at: where it stood, from 0; words: what it said then, which finds it again.
CREATE TABLE story_comment (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id bigint NOT NULL,
    version    int    NOT NULL,
    at         int    NOT NULL,
    words      text   NOT NULL,
    actor      text   NOT NULL,
    text       text   NOT NULL,
    said_at    timestamptz NOT NULL DEFAULT now(),
    done_at    timestamptz,
    done_by    text
);
CREATE UNIQUE INDEX story_comment_once ON story_comment (article_id, version, at, actor, md5(text));
