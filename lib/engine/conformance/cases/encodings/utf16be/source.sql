PRAGMA encoding = 'UTF-16be';
CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, j JSON, d DATE, v);
INSERT INTO t VALUES (1, 'привет 🐘', '{"a":"ключ"}', '2024-02-29', 'x'), (2, NULL, NULL, NULL, 'y');
