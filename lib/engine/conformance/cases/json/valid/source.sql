CREATE TABLE t (id INTEGER PRIMARY KEY, j JSON);
INSERT INTO t VALUES (1, '{"a":[1,2.50,1e2,null,true]}'), (2, '[]'), (3, '"text"'), (4, 'null'), (5, NULL), (6, '{"привет":"🐘"}');
