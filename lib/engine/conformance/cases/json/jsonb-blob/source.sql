CREATE TABLE t (id INTEGER PRIMARY KEY, j JSONB);
INSERT INTO t VALUES (1, jsonb('{"a":1}')), (2, jsonb('[1,2]'));
