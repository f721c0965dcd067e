CREATE TABLE t (a TEXT, b TEXT AS (substr(a, -3)) STORED, c TEXT AS (coalesce(a, 'none')) STORED, d TEXT AS (CASE WHEN length(a) > 3 THEN 'long' ELSE 'short' END) STORED);
INSERT INTO t VALUES ('elephant'), ('ox'), (NULL);
