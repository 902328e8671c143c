-- Whoever keeps a picture in memory hears that it was deleted, on tinmoi_said by its number alone.
CREATE FUNCTION picture_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tinmoi_said', 'picture ' || OLD.id);
    RETURN NULL;
END $$;
CREATE TRIGGER picture_gone AFTER DELETE ON media FOR EACH ROW EXECUTE FUNCTION picture_gone();
