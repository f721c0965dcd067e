PRAGMA encoding = 'UTF-16le';
CREATE TABLE t (id INTEGER PRIMARY KEY, v);
INSERT INTO t VALUES (1, x'00ff'), (2, -0.0), (3, 0.0), (4, 1.5), (5, 42), (6, 'слон');
