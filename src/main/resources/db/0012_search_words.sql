-- Every word that a title has or had, without accents: what a mistyped word may have been. Kept by triggers, so that nodes
-- of the version before keep it too; a word too many does no harm.
CREATE TABLE article_search_word (
    word text COLLATE "C" PRIMARY KEY
);

-- In the order of the words, so that nodes that enter the same ones wait for each other and never in a circle.
CREATE FUNCTION article_search_words_entered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO article_search_word (word)
    SELECT DISTINCT unnest(tsvector_to_array(title_u)) COLLATE "C" AS word
      FROM entered
     ORDER BY word
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER article_search_inserted AFTER INSERT ON article_search
    REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION article_search_words_entered();
CREATE TRIGGER article_search_updated AFTER UPDATE ON article_search
    REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION article_search_words_entered();

INSERT INTO article_search_word (word)
SELECT word
  FROM ts_stat('SELECT title_u FROM article_search');
