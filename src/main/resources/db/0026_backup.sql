-- When the database was last copied whole into a file, each a row: what a doctor and an operator ask for. Not part of a copy.
-- at: the moment that the file shows. file: its name without the folder.
CREATE TABLE backup_made (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at    timestamptz NOT NULL,
    file  text   NOT NULL,
    bytes bigint NOT NULL,
    rows  bigint NOT NULL
);

-- What a picture's bytes were when they came, so that a disk that changed them is found. A trigger, because the version
-- before this one writes pictures too.
ALTER TABLE media_rendition ADD COLUMN sha256 bytea;
UPDATE media_rendition SET sha256 = sha256(bytes);

CREATE FUNCTION media_rendition_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.sha256 := sha256(NEW.bytes);
    RETURN NEW;
END $$;
CREATE TRIGGER media_rendition_came BEFORE INSERT ON media_rendition FOR EACH ROW EXECUTE FUNCTION media_rendition_came();
