CREATE TABLE t (a TEXT);
INSERT INTO t VALUES ('x');
PRAGMA writable_schema = ON;
INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES ('table', 'places', 'places', 0, 'CREATE VIRTUAL TABLE places USING spatial_thing(a, b)');
