-- Signs of life that were not counted, by local day and reason; added in the same numbered batches as the visits.
CREATE TABLE visit_ignored (
    day    date   NOT NULL,
    reason text   NOT NULL,
    n      bigint NOT NULL CHECK (n >= 0),
    PRIMARY KEY (day, reason)
);
