CREATE TABLE t (id INTEGER PRIMARY KEY, j JSON);
INSERT INTO t VALUES (1, '{"a":"\ud83d"}'), (2, '{"a":"\ud83d\udc18"}');
