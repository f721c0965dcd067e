CREATE TABLE t (id INTEGER PRIMARY KEY, v);
INSERT INTO t VALUES (1, NULL), (2, 7), (3, 7.5), (4, 'seven'), (5, x'07'), (6, '7'), (7, x'');
