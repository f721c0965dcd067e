CREATE TABLE log (at TEXT, what TEXT);
INSERT INTO log VALUES ('a', 'x'), ('a', 'x'), ('a', 'x'), (NULL, NULL), (NULL, NULL);
