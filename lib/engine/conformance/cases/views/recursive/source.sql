CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER);
CREATE VIEW v AS WITH RECURSIVE up(id, depth) AS (SELECT id, 0 FROM tree WHERE parent IS NULL UNION ALL SELECT tree.id, depth + 1 FROM tree JOIN up ON tree.parent = up.id) SELECT id, depth FROM up;
INSERT INTO tree VALUES (1, NULL), (2, 1), (3, 2);
