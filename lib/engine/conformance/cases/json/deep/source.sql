CREATE TABLE t (id INTEGER PRIMARY KEY, j JSON);
INSERT INTO t VALUES (1, replace(hex(zeroblob(900)), '00', '[') || replace(hex(zeroblob(900)), '00', ']'));
