CREATE TABLE t (id INTEGER PRIMARY KEY, j JSON);
INSERT INTO t VALUES (1, '{"a":1}'), (2, '{a:1}'), (3, '');
