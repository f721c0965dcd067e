CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);
INSERT INTO t VALUES (1, 'NULL'), (2, 'true'), (3, 'NaN'), (4, '1e5'), (5, ' 1'), (6, '-0'), (7, '{}'), (8, '{1,2}');
