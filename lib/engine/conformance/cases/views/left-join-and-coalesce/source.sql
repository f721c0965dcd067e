CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);
CREATE TABLE b (a_id INTEGER, y INTEGER);
CREATE VIEW v AS SELECT a.id, ifnull(a.x, '-') AS x, coalesce(b.y, 0) AS y FROM a LEFT JOIN b ON b.a_id = a.id;
INSERT INTO a VALUES (1, 'x'), (2, NULL);
INSERT INTO b VALUES (1, 5);
