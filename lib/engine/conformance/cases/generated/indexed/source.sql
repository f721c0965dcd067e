CREATE TABLE t (email TEXT, folded TEXT AS (lower(email)));
CREATE UNIQUE INDEX once ON t (folded);
INSERT INTO t VALUES ('Anna@x'), ('bob@x');
