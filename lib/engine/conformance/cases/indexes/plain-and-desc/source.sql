CREATE TABLE t (a TEXT, b INTEGER, c REAL);
CREATE INDEX by_a ON t (a);
CREATE INDEX by_b_desc ON t (b DESC, a);
CREATE UNIQUE INDEX by_c ON t (c, b);
INSERT INTO t VALUES ('x', 1, 1), ('y', 1, 2), (NULL, NULL, NULL), (NULL, NULL, NULL);
