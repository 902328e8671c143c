-- Who marked a picture to go, and when; null where it stays, or was marked before this was kept.
ALTER TABLE media
    ADD COLUMN drop_by        text,
    ADD COLUMN drop_marked_at timestamptz;
