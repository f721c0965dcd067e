CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE o (id INTEGER PRIMARY KEY, p_id INTEGER, total REAL);
CREATE VIEW v AS SELECT p.name AS who, count(*) AS n, sum(o.total) AS total FROM p JOIN o ON o.p_id = p.id GROUP BY p.id HAVING count(*) > 0 ORDER BY total DESC;
INSERT INTO p VALUES (1, 'Anna'), (2, 'Bob');
INSERT INTO o VALUES (1, 1, 2.5), (2, 1, 0.5), (3, 2, 1);
