CREATE TABLE t (xmin INTEGER, ctid TEXT, tableoid REAL, oid INTEGER);
INSERT INTO t VALUES (1, 'a', 0.5, 2);
