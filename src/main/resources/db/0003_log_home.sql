-- Which database the log's epoch was made for, told more exactly. A cluster's identifier and its timeline are the same for a
-- copy made from a template, a dump restored into the same cluster and a data directory put back from a copy, and each of
-- them gives numbers again that clients have seen already.

-- place: the database's oid and that of log_epoch; a copy has another database, a restored dump another table.
-- files: when the cluster's files came to be where they are; a copy of files is made later. Null where it is not known.
ALTER TABLE log_epoch ADD COLUMN place text, ADD COLUMN files timestamptz;

-- Where this database is now. Only superusers may ask for a file's times; others may after
-- GRANT EXECUTE ON FUNCTION pg_stat_file(text) TO …, and have null until then.
CREATE FUNCTION log_home(
    OUT system_identifier text, OUT timeline text, OUT place text, OUT files timestamptz)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT s.system_identifier::text, left(pg_walfile_name(pg_current_wal_lsn()), 8), d.oid || '/' || 'log_epoch'::regclass::oid
      INTO system_identifier, timeline, place
      FROM pg_control_system() s, pg_database d
     WHERE d.datname = current_database();
    BEGIN
        files := (pg_stat_file('PG_VERSION')).change;
    EXCEPTION WHEN insufficient_privilege OR undefined_file THEN
        files := NULL;
    END;
END $$;

-- The epoch that is here stays where it is.
UPDATE log_epoch e SET place = h.place, files = h.files FROM log_home() h;
