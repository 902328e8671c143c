-- What people are here for, in which categories (none: in all), and how they come in.

ALTER TABLE person DROP CONSTRAINT person_role_check;
ALTER TABLE person ADD CONSTRAINT person_role_check CHECK (role IN ('reporter', 'editor', 'publisher', 'admin'));
ALTER TABLE person ADD COLUMN categories text[] NOT NULL DEFAULT '{}';
ALTER TABLE person ADD COLUMN seen_at timestamptz;

-- digest: SHA-256 of the link's secret, which is kept nowhere. One person can come in by it, once.
CREATE TABLE invitation (
    digest     bytea PRIMARY KEY,
    name       text NOT NULL,
    role       text NOT NULL CHECK (role IN ('reporter', 'editor', 'publisher', 'admin')),
    categories text[] NOT NULL DEFAULT '{}',
    actor      text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
