CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT (datetime('now')), b TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')));
INSERT INTO t VALUES (1, 'x', 'y');
