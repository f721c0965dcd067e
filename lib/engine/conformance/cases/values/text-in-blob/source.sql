CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB);
INSERT INTO t VALUES (1, x'deadbeef'), (2, 'aGVsbG8='), (3, 12);
