CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);
INSERT INTO t VALUES (1, ' a '), (2, ' '), (3, ''), (4, '　a　');
