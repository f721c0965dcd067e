CREATE TABLE t (id INTEGER PRIMARY KEY, status TEXT CHECK (status IN ('open', 'done')));
INSERT INTO t VALUES (1, 'open'), (2, 'done');
