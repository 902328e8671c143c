-- Open pages of the newsroom hear at once, on every node, what becomes of their story, and that their session has ended. What is
-- said names the one that is meant and nothing else: who hears it reads how it stands. Heard on tinmoi_said, by LogTailer.
CREATE FUNCTION say_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tinmoi_said', 'story ' || NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER article_said AFTER UPDATE OF version, status ON article
    FOR EACH ROW WHEN (OLD.version <> NEW.version OR OLD.status <> NEW.status) EXECUTE FUNCTION say_story();

CREATE FUNCTION say_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tinmoi_said', 'story ' || coalesce(NEW.article_id, OLD.article_id));
    RETURN NULL;
END $$;
CREATE TRIGGER story_stage_said AFTER INSERT OR UPDATE OR DELETE ON story_stage
    FOR EACH ROW EXECUTE FUNCTION say_stage();

CREATE FUNCTION say_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('tinmoi_said', 'session ' || encode(OLD.digest, 'hex'));
    RETURN NULL;
END $$;
CREATE TRIGGER session_end_said AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION say_session_end();
