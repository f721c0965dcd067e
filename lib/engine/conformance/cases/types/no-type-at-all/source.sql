CREATE TABLE t (a, b, c, d);
INSERT INTO t VALUES (1, 1.5, 'x', x'01'), (2, 2.5, 'y', x'02'), (NULL, NULL, NULL, NULL);
