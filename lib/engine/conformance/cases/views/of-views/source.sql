CREATE TABLE t (a INTEGER);
CREATE VIEW outer_view AS SELECT doubled + 1 AS more FROM inner_view;
CREATE VIEW inner_view AS SELECT a * 2 AS doubled FROM t;
INSERT INTO t VALUES (3);
