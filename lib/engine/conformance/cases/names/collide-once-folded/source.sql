CREATE TABLE "fooBar" ("userId" INTEGER, "user_id" INTEGER, "User-Id" INTEGER);
CREATE TABLE "foo_bar" (a INTEGER);
INSERT INTO fooBar VALUES (1, 2, 3);
INSERT INTO foo_bar VALUES (4);
