CREATE TABLE "--" ("/*" INTEGER, "*/" TEXT, ";" TEXT);
INSERT INTO "--" VALUES (1, 'a', 'b');
