-- Uploaded pictures. Their bytes are here, because every node reads them and a back-up of PostgreSQL alone is to hold all.

-- widths: of every rendition, the one at url among them; empty for pictures that are not ours.
ALTER TABLE media
    ADD COLUMN widths      int[] NOT NULL DEFAULT '{}',
    ADD COLUMN uploaded_by text;

CREATE TABLE media_rendition (
    media_id text  NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    width    int   NOT NULL,
    type     text  NOT NULL,
    bytes    bytea NOT NULL,
    PRIMARY KEY (media_id, width)
);

-- Pictures are compressed already; trying to costs time.
ALTER TABLE media_rendition ALTER COLUMN bytes SET STORAGE EXTERNAL;
