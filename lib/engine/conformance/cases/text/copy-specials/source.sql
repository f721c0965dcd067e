CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);
INSERT INTO t VALUES (1, '\N'), (2, '\.'), (3, 'a' || char(9) || 'b'), (4, char(13) || char(10)), (5, '\\'), (6, '\n'), (7, char(10)), (8, '\'), (9, char(8) || char(11) || char(12)), (10, '\x41');
