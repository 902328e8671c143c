-- Whom a byline names, as their pages find them: the name folded, '' where it names none. Null where that was not entered
-- yet: the program does it, because folding is its own.
ALTER TABLE article
    ADD COLUMN author_slug text,
    ADD COLUMN source_slug text;

CREATE INDEX article_by_author ON article (author_slug, published_at DESC, id DESC)
 WHERE status = 'published' AND author_slug <> '';
CREATE INDEX article_by_source ON article (source_slug, published_at DESC, id DESC)
 WHERE status = 'published' AND source_slug <> '';
CREATE INDEX article_without_credit ON article (id) WHERE author_slug IS NULL;
