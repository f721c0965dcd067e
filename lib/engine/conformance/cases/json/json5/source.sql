CREATE TABLE t (id INTEGER PRIMARY KEY, j JSON CHECK (json_valid(j, 2)));
INSERT INTO t VALUES (1, '{a: 0x1F, ''b'': .5,}');
