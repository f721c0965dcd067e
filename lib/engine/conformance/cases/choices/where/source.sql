CREATE TABLE t (n INTEGER, s TEXT);
INSERT INTO t VALUES (1, 'a'), (2, 'Ab'), (3, 'b'), (4, NULL);
