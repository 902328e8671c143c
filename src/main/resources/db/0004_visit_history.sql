-- What the dashboard shows beside the truth of visit_day: the same visits by local hour, written in the same statement.
CREATE TABLE visit_hour (
    hour timestamptz PRIMARY KEY,
    n    bigint NOT NULL CHECK (n >= 0)
);

-- Reads of stories by local hour: one for each session, story and visit.
CREATE TABLE article_read (
    hour       timestamptz NOT NULL,
    article_id bigint NOT NULL,
    n          bigint NOT NULL CHECK (n >= 0),
    PRIMARY KEY (hour, article_id)
);

-- Distinct readers of a local day, an estimate with a standard error of 0.81 %. The sketch, a HyperLogLog as Redis keeps it,
-- goes back there when Redis has lost it, and is dropped when the day is over.
CREATE TABLE visit_readers (
    day    date PRIMARY KEY,
    n      bigint NOT NULL CHECK (n >= 0),
    sketch bytea,
    at     timestamptz NOT NULL DEFAULT now()
);

-- Days that a site brought along stand in visit_day as kind 'imported', its starting figure in visit_base.
