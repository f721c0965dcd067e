CREATE TABLE t (k TEXT PRIMARY KEY);
INSERT INTO t VALUES ('a'), ('A'), ('á'), ('a' || char(769)), ('é'), (''), (' ');
