-- What the sitemaps list, read without the stories' own rows: 200,000 stories are 25 MB of index instead of 400 MB of table.
CREATE INDEX article_sitemap ON article (id) INCLUDE (slug, updated_at) WHERE status = 'published';
