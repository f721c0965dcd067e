CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);
INSERT INTO t VALUES (1, ''''), (2, '"'), (3, '$$; DROP TABLE t; $$'), (4, 'a,b;c|d'), (5, char(31) || char(30) || char(1)), (6, '''; DROP TABLE t; --');
