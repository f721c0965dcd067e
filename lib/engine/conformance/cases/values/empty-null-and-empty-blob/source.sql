CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB);
INSERT INTO t VALUES (1, '', x''), (2, NULL, NULL), (3, 'NULL', x'00'), (4, '\N', x'5c4e');
