CREATE TABLE howdah_chunks (a INTEGER);
INSERT INTO howdah_chunks VALUES (1);
