CREATE TABLE t (a TEXT, b BLOB);
INSERT INTO t VALUES ('x', x'78'), ('x', x'78'), (NULL, x''), ('', NULL);
