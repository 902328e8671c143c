-- Addresses that the site had before it moved here, and where they lead now. old: a path, perhaps with its query, in the
-- spelling of OldAddress; target: a path of this site or an absolute address.
CREATE TABLE redirect (
    old        text PRIMARY KEY CHECK (old LIKE '/%' AND length(old) <= 2000),
    target     text NOT NULL CHECK (length(target) <= 2000),
    created_at timestamptz NOT NULL DEFAULT now()
);
