CREATE TABLE t (rowid TEXT, oid TEXT, _rowid_ INTEGER, v REAL);
INSERT INTO t VALUES ('a', 'b', 1, 0.5), ('a', 'b', 1, 0.5), (NULL, 'c', NULL, NULL);
