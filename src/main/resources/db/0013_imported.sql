-- What an imported story's source said of it, so that an older copy never replaces a newer one and a date that was only
-- guessed can be corrected. source_kept: the API's names of the fields that the newsroom made its own, which no import
-- changes any more.
ALTER TABLE article
    ADD COLUMN source_changed timestamptz,
    ADD COLUMN source_dated   boolean NOT NULL DEFAULT true,
    ADD COLUMN source_kept    text[]  NOT NULL DEFAULT '{}';

-- The same story comes by another guid when another kind of file brings it.
CREATE INDEX article_source_url ON article (source_url) WHERE source_url IS NOT NULL;
