-- Every two words that stand side by side in a title or did so, without accents: of all that a few mistyped words may have
-- been, what some title has. Kept as article_search_word is; a pair too many does no harm.
CREATE TABLE article_search_pair (
    first  text COLLATE "C",
    second text COLLATE "C",
    PRIMARY KEY (first, second)
);

CREATE FUNCTION article_search_pairs_entered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH placed AS MATERIALIZED (
        SELECT article_id, lexeme COLLATE "C" AS word, place
          FROM entered, unnest(title_u), unnest(positions) AS place)
    INSERT INTO article_search_pair (first, second)
    SELECT DISTINCT a.word, b.word
      FROM placed a
      JOIN placed b ON b.article_id = a.article_id AND b.place = a.place + 1
     ORDER BY 1, 2
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER article_search_pairs_inserted AFTER INSERT ON article_search
    REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION article_search_pairs_entered();
CREATE TRIGGER article_search_pairs_updated AFTER UPDATE ON article_search
    REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION article_search_pairs_entered();

INSERT INTO article_search_pair (first, second)
SELECT DISTINCT a.lexeme COLLATE "C", b.lexeme COLLATE "C"
  FROM article_search, unnest(title_u) AS a, unnest(title_u) AS b, unnest(a.positions) AS place
 WHERE place + 1 = ANY(b.positions);

-- Titles are not compared by their letters any more.
DROP INDEX IF EXISTS article_search_title_letters;
