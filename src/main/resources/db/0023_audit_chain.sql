-- The audit only grows, and shows it: soon after it was written each row gets its place in a chain (link, from 1 without a gap) and
-- SHA-256 of the chain before it and its own words. Where the chain stood when a day was over is kept beside it, and in the
-- nodes' logs.
ALTER TABLE audit ADD COLUMN link bigint;
ALTER TABLE audit ADD COLUMN chain bytea;
CREATE UNIQUE INDEX audit_link ON audit (link) WHERE link IS NOT NULL;
CREATE INDEX audit_unlinked ON audit (id) WHERE link IS NULL;

CREATE TABLE audit_day (
    day   date PRIMARY KEY, -- in UTC
    link  bigint NOT NULL,
    chain bytea NOT NULL
);

CREATE FUNCTION audit_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.link IS NULL AND NEW.link IS NOT NULL
       AND (NEW.id, NEW.actor, NEW.action, NEW.article_id, NEW.detail, NEW.at)
           IS NOT DISTINCT FROM (OLD.id, OLD.actor, OLD.action, OLD.article_id, OLD.detail, OLD.at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of the audit are neither changed nor deleted';
END $$;
CREATE TRIGGER audit_grows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_grows();
