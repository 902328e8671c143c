-- The words of what is said of a picture, without accents: any of 100,000 is found by the beginnings of its words.
CREATE FUNCTION picture_words(said_folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple'::regconfig, regexp_replace(said_folded, '[^a-z0-9]+', ' ', 'g'))
$$;
CREATE INDEX media_words ON media USING gin (picture_words(said_folded));

-- The pictures that someone brought.
CREATE INDEX media_uploaded_by ON media (uploaded_by) WHERE uploaded_by IS NOT NULL;
