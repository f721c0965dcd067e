CREATE TABLE t (id INTEGER PRIMARY KEY, f BOOLEAN DEFAULT 'f');
INSERT INTO t VALUES (1, 'true'), (2, 'FALSE'), (3, 't'), (4, 'F'), (5, 1);
