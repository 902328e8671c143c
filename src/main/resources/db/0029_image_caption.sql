-- What a story says of the picture that stands for it, in place of the picture's own caption; null: what the picture says itself.
ALTER TABLE article ADD COLUMN image_caption text;
