CREATE TABLE t (a TEXT);
CREATE VIEW v AS SELECT * FROM dropped_long_ago;
