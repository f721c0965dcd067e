CREATE TABLE t (doc TEXT, name TEXT AS (json_extract(doc, '$.name')) STORED);
INSERT INTO t VALUES ('{"name":"Anna"}'), ('{}');
