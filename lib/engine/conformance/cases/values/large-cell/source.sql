CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT, b BLOB);
INSERT INTO t VALUES (1, replace(hex(zeroblob(1000000)), '00', 'я' || char(10)), zeroblob(300000)), (2, 'small', x'01');
