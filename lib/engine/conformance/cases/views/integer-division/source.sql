CREATE TABLE t (a INTEGER, b INTEGER);
CREATE VIEW v AS SELECT a, a / b AS q, a % b AS r, a * 1.0 / b AS f FROM t;
INSERT INTO t VALUES (7, 2), (-7, 2), (5, 0);
