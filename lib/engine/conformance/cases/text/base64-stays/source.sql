CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);
INSERT INTO t VALUES (1, 'aGVsbG8='), (2, '\xdeadbeef'), (3, 'deadbeef'), (4, 'x''00''');
