-- Whose site this is: one document, the categories and pages beside it, one version that counts every change of them.

-- document: what an administrator set, and nothing else; json keeps its text as it is.
CREATE TABLE portal (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    version  int     NOT NULL,
    document json    NOT NULL
);
INSERT INTO portal (version, document) VALUES (0, '{}');

-- Every version there ever was, with what the document said from then on. Never deleted.
CREATE TABLE portal_version (
    version  int  PRIMARY KEY,
    actor    text NOT NULL,
    action   text NOT NULL,
    detail   jsonb NOT NULL DEFAULT '{}',
    document json NOT NULL,
    at       timestamptz NOT NULL DEFAULT now()
);

-- parent: of the second level; hidden: readable, but in no menu and no band. Places may be shared while they are reordered.
ALTER TABLE category
    ADD COLUMN parent text REFERENCES category (slug),
    ADD COLUMN hidden boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT category_position_key;

-- What a category was called before, or one that was merged into another; its address leads there. While its row is still
-- among the categories, stories stand in it that are to be moved; nobody sees it meanwhile.
CREATE TABLE category_former (
    slug      text PRIMARY KEY,
    into_slug text NOT NULL REFERENCES category (slug) ON DELETE CASCADE,
    at        timestamptz NOT NULL DEFAULT now()
);

-- The portal's own pages. body_en empty: there is only the Vietnamese text.
CREATE TABLE portal_page (
    slug       text PRIMARY KEY CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
    version    int  NOT NULL CHECK (version >= 1),
    status     text NOT NULL CHECK (status IN ('draft', 'published')),
    title_vi   text NOT NULL CHECK (title_vi <> ''),
    title_en   text NOT NULL DEFAULT '',
    body_vi    text NOT NULL DEFAULT '',
    body_en    text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE portal_page_version (
    slug     text NOT NULL,
    version  int  NOT NULL,
    actor    text NOT NULL,
    action   text NOT NULL,
    snapshot jsonb NOT NULL,
    at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX portal_page_version_slug ON portal_page_version (slug, version);
