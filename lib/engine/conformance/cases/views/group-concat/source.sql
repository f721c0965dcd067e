CREATE TABLE t (g TEXT, s TEXT);
CREATE VIEW v AS SELECT g, group_concat(s, ', ') AS all_of FROM t GROUP BY g;
INSERT INTO t VALUES ('a', 'x'), ('a', 'y'), ('b', 'z');
