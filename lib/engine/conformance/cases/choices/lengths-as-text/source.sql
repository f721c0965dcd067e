CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(5));
INSERT INTO t VALUES (1, 'abc'), (2, 'longer than five');
