CREATE TABLE docs (a TEXT);
CREATE TABLE docs_content (a TEXT);
INSERT INTO docs VALUES ('x');
INSERT INTO docs_content VALUES ('y');
