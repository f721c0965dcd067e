CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
INSERT INTO t VALUES (9, 'a');
UPDATE sqlite_sequence SET seq = 'many';
INSERT INTO sqlite_sequence VALUES (NULL, NULL), ('gone', 5);
