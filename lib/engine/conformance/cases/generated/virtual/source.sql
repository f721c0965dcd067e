CREATE TABLE t (first TEXT, last TEXT, full_name TEXT AS (first || ' ' || last));
INSERT INTO t VALUES ('Anna', 'Li'), ('Bob', NULL);
