PRAGMA encoding = 'UTF-16';
CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID;
INSERT INTO t VALUES ('ключ', 'значение'), ('🐘', 'слон');
