CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);
INSERT INTO t VALUES (1, 'abc'), (2, x'00ff'), (3, ''), (4, x''), (5, NULL);
