CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT);
INSERT INTO t VALUES (1, '👩‍👩‍👧‍👦 🐘'), (2, 'é' || char(769)), (3, 'עברית العربية'), (4, char(57344)), (5, char(1114111)), (6, char(65279) || 'bom'), (7, char(8232)), (8, char(65534)), (9, char(127) || char(133));
