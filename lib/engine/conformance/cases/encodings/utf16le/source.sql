PRAGMA encoding = 'UTF-16le';
CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT UNIQUE, "имя" VARCHAR(5));
INSERT INTO t VALUES (1, 'привет 🐘', 'пять!'), (2, '', NULL), (3, 'a' || char(10) || '\N', 'x');
