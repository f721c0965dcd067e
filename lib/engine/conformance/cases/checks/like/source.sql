CREATE TABLE t (id INTEGER PRIMARY KEY, email TEXT CHECK (email LIKE '%@%.com'));
INSERT INTO t VALUES (1, 'a@b.com');
