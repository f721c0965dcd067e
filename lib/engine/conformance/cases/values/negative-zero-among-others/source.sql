CREATE TABLE t (id INTEGER PRIMARY KEY, v);
INSERT INTO t VALUES (1, -0.0), (2, 0.0), (3, 9e999), (4, 'x'), (5, -9e999), (6, 1e100);
