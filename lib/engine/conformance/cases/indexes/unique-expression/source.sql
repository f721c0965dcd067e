CREATE TABLE t (name TEXT);
CREATE UNIQUE INDEX once ON t (lower(name));
INSERT INTO t VALUES ('Anna'), ('bob');
