CREATE TABLE t (a TEXT);
CREATE INDEX by_a ON t (a);
INSERT INTO t VALUES (replace(hex(zeroblob(2000)), '00', 'abcd')), ('x');
