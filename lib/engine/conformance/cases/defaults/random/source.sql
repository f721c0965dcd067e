CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER DEFAULT (random()), b TEXT DEFAULT (lower(hex(randomblob(16)))));
INSERT INTO t (id) VALUES (1);
