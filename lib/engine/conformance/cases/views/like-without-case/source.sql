CREATE TABLE t (s TEXT);
CREATE VIEW v AS SELECT s FROM t WHERE s LIKE 'a%';
INSERT INTO t VALUES ('Anna'), ('anton'), ('Bob');
