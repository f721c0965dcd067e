CREATE TABLE t (a INTEGER, b TEXT, c REAL, PRIMARY KEY (a, b));
INSERT INTO t VALUES (1, 'x', 1), (1, 'y', 2), (2, 'x', 3);
