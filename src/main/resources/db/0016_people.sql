-- People who sign in, and the sessions they have.

CREATE TABLE person (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login       text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._-]{0,39}$'),
    name        text NOT NULL,
    role        text NOT NULL CHECK (role IN ('admin')),
    password    text NOT NULL,
    must_change boolean NOT NULL,
    disabled_at timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    changed_at  timestamptz NOT NULL DEFAULT now()
);

-- digest: SHA-256 of the cookie's id, which is kept nowhere.
CREATE TABLE session (
    digest     bytea PRIMARY KEY,
    person_id  bigint NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_age ON session (seen_at);

ALTER TABLE api_token ADD COLUMN may_manage boolean NOT NULL DEFAULT false;
