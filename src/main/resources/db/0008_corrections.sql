-- What readers are told of the newest correction, and since when; earlier ones stand in revision.
ALTER TABLE article
    ADD COLUMN correction   text CHECK (correction <> ''),
    ADD COLUMN corrected_at timestamptz,
    ADD CHECK ((correction IS NULL) = (corrected_at IS NULL));
