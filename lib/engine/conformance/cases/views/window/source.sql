CREATE TABLE t (id INTEGER PRIMARY KEY, g TEXT, n INTEGER);
CREATE VIEW v AS SELECT id, row_number() OVER (PARTITION BY g ORDER BY n DESC) AS rank, sum(n) OVER (ORDER BY id) AS running FROM t;
INSERT INTO t VALUES (1, 'a', 5), (2, 'a', 7), (3, 'b', 1);
