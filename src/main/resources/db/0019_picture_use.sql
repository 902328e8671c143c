-- Which stories show a picture, and the newest pictures first.
CREATE INDEX article_image ON article (image) WHERE image IS NOT NULL;
CREATE INDEX media_newest ON media (created_at DESC, id DESC);
