CREATE TABLE t (a TEXT, b TEXT AS (soundex(a)) STORED);
INSERT INTO t VALUES ('Robert'), ('Rupert');
