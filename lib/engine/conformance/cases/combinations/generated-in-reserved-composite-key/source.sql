CREATE TABLE "order" ("select" INTEGER, "from" TEXT, "where" TEXT AS ("from" || '-' || "select"), PRIMARY KEY ("from", "select")) WITHOUT ROWID;
CREATE UNIQUE INDEX "group" ON "order" ("where");
INSERT INTO "order" ("select", "from") VALUES (1, 'a'), (2, 'b');
