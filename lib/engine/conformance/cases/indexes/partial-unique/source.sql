CREATE TABLE t (n INTEGER, name TEXT, deleted_at TEXT);
CREATE UNIQUE INDEX one_alive ON t (n) WHERE deleted_at IS NULL;
INSERT INTO t VALUES (1, 'a', NULL), (1, 'b', '2020-01-01'), (1, 'c', '2021-01-01'), (2, 'a', NULL);
