CREATE VIRTUAL TABLE notes USING fts5(title, body);
INSERT INTO notes VALUES ('first', 'the quick brown fox'), ('second', 'привет мир');
