-- What editors do with a picture after it was brought.

-- focus_x, focus_y: what must be seen of it where it is cut, in percent from the left and from the top.
-- drop_at: when it goes for good, unless it is used by then; null: it stays.
ALTER TABLE media
    ADD COLUMN focus_x smallint NOT NULL DEFAULT 50 CHECK (focus_x BETWEEN 0 AND 100),
    ADD COLUMN focus_y smallint NOT NULL DEFAULT 50 CHECK (focus_y BETWEEN 0 AND 100),
    ADD COLUMN drop_at timestamptz;
CREATE INDEX media_drop ON media (drop_at) WHERE drop_at IS NOT NULL;

-- Which stories show a picture, or did in any version: as theirs, or in their text. Kept by the revisions themselves, so that
-- nobody reads every text to know it. A picture that stands here cannot be deleted.
CREATE TABLE picture_use (
    media_id   text   NOT NULL REFERENCES media (id),
    article_id bigint NOT NULL,
    PRIMARY KEY (media_id, article_id)
);

CREATE FUNCTION pictures_of(snapshot jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT array_remove(array_agg(DISTINCT id), NULL)
      FROM (SELECT snapshot->>'image' AS id
             UNION ALL
            SELECT found[1]
              FROM regexp_matches(
                       CASE WHEN strpos(snapshot->>'body_html', '"/media/') > 0 THEN snapshot->>'body_html' ELSE '' END,
                       '"/media/([a-z0-9-]{1,80})-[1-9][0-9]{0,4}\.(?:jpg|png|gif)', 'g') found) named
$$;

INSERT INTO picture_use (media_id, article_id)
SELECT DISTINCT m.id, r.article_id
  FROM revision r
 CROSS JOIN LATERAL unnest(pictures_of(r.snapshot)) named (id)
  JOIN media m ON m.id = named.id;

-- Before, because what runs after a statement runs while the log is locked. Whoever deletes a picture has its row locked.
CREATE FUNCTION note_pictures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO picture_use (media_id, article_id)
    SELECT m.id, NEW.article_id FROM media m WHERE m.id = ANY (pictures_of(NEW.snapshot)) FOR KEY SHARE
    ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER note_pictures BEFORE INSERT ON revision FOR EACH ROW EXECUTE FUNCTION note_pictures();

-- A picture that moves, as it is shown moving, at the picture's own width; its renditions stand still.
ALTER TABLE media ADD COLUMN moves boolean NOT NULL DEFAULT false;
CREATE TABLE media_motion (
    media_id text  PRIMARY KEY REFERENCES media (id) ON DELETE CASCADE,
    bytes    bytea NOT NULL
);
ALTER TABLE media_motion ALTER COLUMN bytes SET STORAGE EXTERNAL;
