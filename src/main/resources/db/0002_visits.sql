-- Visits: the truth behind "Thống kê truy cập". One row a local day and kind, kept for ever.
CREATE TABLE visit_day (
    day  date   NOT NULL,
    kind text   NOT NULL,
    n    bigint NOT NULL CHECK (n >= 0),
    PRIMARY KEY (day, kind)
);

-- The last batch of each node process that was added, so that a repeated one is not added twice.
CREATE TABLE visit_batch (
    node text   PRIMARY KEY,
    last bigint NOT NULL,
    at   timestamptz NOT NULL DEFAULT now()
);

-- What a site brings along when it moves in; audited.
CREATE TABLE visit_base (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    n   bigint NOT NULL CHECK (n >= 0)
);
INSERT INTO visit_base (n) VALUES (0);
