CREATE TABLE t (id INTEGER PRIMARY KEY, a CHAR(5));
INSERT INTO t VALUES (1, 'ab'), (2, 'ab   '), (3, 'abcde');
