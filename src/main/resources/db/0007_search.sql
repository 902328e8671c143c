-- What search looks words up in. Written by the program from the articles, with its own splitter of words; it may be emptied
-- at any time: every node enters what is missing. No key to article, so that it never holds an article's row.

-- _a: words with accents, _u: without. title: of the title alone, small and in the row, because most searches need no more;
-- words: of everything, out of the row. edition: of the splitter.
CREATE TABLE article_search (
    article_id   bigint PRIMARY KEY,
    version      int         NOT NULL,
    edition      int         NOT NULL,
    category     text        NOT NULL,
    published_at timestamptz NOT NULL,
    title_folded text        NOT NULL,
    title_a      tsvector    NOT NULL,
    title_u      tsvector    NOT NULL,
    words_a      tsvector    NOT NULL,
    words_u      tsvector    NOT NULL
) WITH (toast_tuple_target = 128);

ALTER TABLE article_search
    ALTER COLUMN title_folded SET STORAGE MAIN,
    ALTER COLUMN title_a SET STORAGE MAIN,
    ALTER COLUMN title_u SET STORAGE MAIN;

-- A short list of what is yet to be sorted in: each search reads it, and with none at all each story would cost much more.
CREATE INDEX article_search_title_a ON article_search USING gin (title_a) WITH (gin_pending_list_limit = 256);
CREATE INDEX article_search_title_u ON article_search USING gin (title_u) WITH (gin_pending_list_limit = 256);
CREATE INDEX article_search_words_a ON article_search USING gin (words_a) WITH (gin_pending_list_limit = 256);
CREATE INDEX article_search_words_u ON article_search USING gin (words_u) WITH (gin_pending_list_limit = 256);

-- Titles by their letters, for what was mistyped. Where the extension is not installed or its making not allowed, search
-- does without; the two statements may be run by hand later.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX article_search_title_letters ON article_search USING gin (title_folded gin_trgm_ops)
           WITH (gin_pending_list_limit = 256);
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'no search by letters: %', SQLERRM;
END $$;
