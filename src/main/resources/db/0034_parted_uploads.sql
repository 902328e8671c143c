-- Files on their way, part by part, so that a connection that breaks costs only what had not come. Dropped a day after the
-- last part. size and received: bytes of the whole file and of what is here; digest: SHA-256 of the whole, where its sender said
-- it; media_id: the picture that was made of it, whose parts are gone.
CREATE TABLE parted_upload (
    id         text PRIMARY KEY,
    actor      text NOT NULL,
    size       int  NOT NULL CHECK (size > 0),
    received   int  NOT NULL DEFAULT 0 CHECK (received <= size),
    digest     text NOT NULL,
    alt        text NOT NULL,
    caption    text NOT NULL,
    credit     text NOT NULL,
    media_id   text,
    touched_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX parted_upload_actor ON parted_upload (actor, touched_at);
CREATE INDEX parted_upload_age ON parted_upload (touched_at);

CREATE TABLE upload_part (
    upload_id text  NOT NULL REFERENCES parted_upload (id) ON DELETE CASCADE,
    at        int   NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (upload_id, at)
);
ALTER TABLE upload_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
