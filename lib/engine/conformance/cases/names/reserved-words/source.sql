CREATE TABLE "select" ("from" INTEGER PRIMARY KEY, "order" TEXT UNIQUE, "user" TEXT, "group" REAL, "default" TEXT DEFAULT 'x');
CREATE INDEX "where" ON "select" ("user", "group");
INSERT INTO "select" VALUES (1, 'a', 'b', 0.5, 'c');
