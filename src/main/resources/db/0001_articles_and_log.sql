-- Articles, their revisions, and the event log that tells everyone of their changes.

CREATE TABLE category (
    slug     text PRIMARY KEY CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
    name_vi  text NOT NULL,
    name_en  text NOT NULL,
    position int  NOT NULL UNIQUE
);

INSERT INTO category (slug, name_vi, name_en, position) VALUES
    ('tin-tuc',    'Tin tức',             'News',              1),
    ('kinh-te',    'Kinh tế',             'Economy',           2),
    ('xa-hoi',     'Xã hội',              'Society',           3),
    ('van-hoa',    'Văn hóa – Du lịch',   'Culture & Travel',  4),
    ('giao-duc',   'Giáo dục',            'Education',         5),
    ('moi-truong', 'Môi trường',          'Environment',       6);

-- A picture that stories may show. url: where this site serves it, a path.
CREATE TABLE media (
    id         text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
    url        text NOT NULL,
    width      int  NOT NULL CHECK (width BETWEEN 1 AND 12000),
    height     int  NOT NULL CHECK (height BETWEEN 1 AND 12000),
    alt        text NOT NULL,
    caption    text NOT NULL DEFAULT '',
    credit     text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE SEQUENCE article_id;

CREATE TABLE article (
    id               bigint PRIMARY KEY DEFAULT nextval('article_id'),
    version          int    NOT NULL CHECK (version >= 1),
    status           text   NOT NULL CHECK (status IN ('draft', 'scheduled', 'published', 'withdrawn')),
    slug             text   NOT NULL,
    title            text   NOT NULL CHECK (title <> ''),
    lead             text   NOT NULL DEFAULT '',
    body_html        text   NOT NULL DEFAULT '',
    byline           text   NOT NULL DEFAULT '',
    category         text   NOT NULL REFERENCES category (slug),
    featured         boolean NOT NULL DEFAULT false,
    featured_at      timestamptz,
    image            text   REFERENCES media (id),
    publish_at       timestamptz,
    published_at     timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    -- where an imported story came from; the guid makes a second import find the first
    source_url       text,
    source_guid      text UNIQUE,
    source_digest    bytea,
    CHECK (status <> 'scheduled' OR publish_at IS NOT NULL),
    CHECK (status NOT IN ('published', 'withdrawn') OR published_at IS NOT NULL)
);

CREATE INDEX article_latest      ON article (published_at DESC, id DESC) WHERE status = 'published';
CREATE INDEX article_by_category ON article (category, published_at DESC, id DESC) WHERE status = 'published';
CREATE INDEX article_featured    ON article (featured_at DESC, id DESC) WHERE status = 'published' AND featured;
CREATE INDEX article_due         ON article (publish_at) WHERE status = 'scheduled';

-- Every version an article ever had, whole; what an idempotent retry answers from. Never deleted.
CREATE TABLE revision (
    article_id bigint NOT NULL REFERENCES article (id),
    version    int    NOT NULL,
    action     text   NOT NULL,
    actor      text   NOT NULL,
    snapshot   jsonb  NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (article_id, version)
);

CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor      text NOT NULL,
    action     text NOT NULL,
    article_id bigint,
    detail     jsonb NOT NULL DEFAULT '{}',
    at         timestamptz NOT NULL DEFAULT now()
);

-- Programs that may write. Only the SHA-256 of a token is kept.
CREATE TABLE api_token (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text  NOT NULL UNIQUE,
    digest     bytea NOT NULL UNIQUE,
    may_publish boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);

-- What a first try with an Idempotency-Key did; kept for 7 days.
CREATE TABLE idempotency (
    actor      text   NOT NULL,
    key        text   NOT NULL,
    digest     bytea  NOT NULL,
    article_id bigint NOT NULL,
    version    int    NOT NULL,
    at         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_age ON idempotency (at);

-- The event log. seq is gapless: whoever sees n and then n + 2 knows that something is wrong. Only append_event writes it.
-- payload is the text that subscribers get, kept as it is. previous_category, featured: which topics the event reaches.
CREATE TABLE event_log (
    seq               bigint PRIMARY KEY,
    kind              text NOT NULL,
    article_id        bigint,
    version           int,
    category          text,
    previous_category text,
    featured          boolean NOT NULL DEFAULT false,
    payload           json NOT NULL,
    at                timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX event_log_article ON event_log (article_id, version);
CREATE INDEX event_log_age ON event_log (at);

-- Retention never deletes the newest row, so that max(seq) + 1 goes on from it; this is the first.
INSERT INTO event_log (seq, kind, payload) VALUES (0, 'genesis', '{}');

-- The incarnation of the log. It changes when the database is not the one the ids were made by (restore, promotion).
CREATE TABLE log_epoch (
    one               boolean PRIMARY KEY DEFAULT true CHECK (one),
    epoch             text    NOT NULL,
    system_identifier text    NOT NULL,
    timeline          text    NOT NULL
);

-- Appends one event and wakes the tailers. Takes the log's lock, which must be the last lock of the transaction; the lock is
-- held until the commit is visible, so ids become visible in their order and without gaps.
CREATE FUNCTION append_event(
    a_kind text, a_article bigint, a_version int, a_category text, a_previous_category text, a_featured boolean, a_payload json)
RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    next_seq bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(7003);
    SELECT seq + 1 INTO STRICT next_seq FROM event_log ORDER BY seq DESC LIMIT 1;
    INSERT INTO event_log (seq, kind, article_id, version, category, previous_category, featured, payload)
    VALUES (next_seq, a_kind, a_article, a_version, a_category, a_previous_category, a_featured, a_payload);
    PERFORM pg_notify('tinmoi_log', next_seq::text);
    RETURN next_seq;
END $$;
