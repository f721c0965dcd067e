CREATE TABLE t (name TEXT, n INTEGER);
CREATE INDEX by_lower ON t (lower(name), n * 2 DESC);
INSERT INTO t VALUES ('Anna', 1);
