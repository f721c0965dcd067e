CREATE TABLE t (id INTEGER PRIMARY KEY, j JSON);
INSERT INTO t VALUES (1, '{"a":1,"a":2}'), (2, '{"b":1}');
