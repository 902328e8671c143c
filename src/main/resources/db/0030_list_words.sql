-- The newsroom's list walks the newest stories and looks at the words of their titles: in the index itself, for the rows are wide,
-- and their words take 10 µs each to make again. title stands in it because only then is the index alone read. No title of 300
-- characters with its words comes near the 2,704 bytes that an entry may have.
CREATE INDEX article_desk_newest ON article (updated_at DESC, id DESC, title_words(title)) INCLUDE (title, status, category);
CREATE INDEX article_desk_stage ON article (status, updated_at DESC, id DESC, title_words(title)) INCLUDE (title, category);
CREATE INDEX article_desk_category ON article (category, updated_at DESC, id DESC, title_words(title)) INCLUDE (title, status);
DROP INDEX article_desk, article_desk_status;

-- The stories that someone touched.
CREATE INDEX revision_actor ON revision (actor, article_id);
