CREATE TABLE "Orders" ("OrderID" INTEGER PRIMARY KEY, "Total" REAL CHECK ("Total" >= 0));
CREATE INDEX "ByTotal" ON Orders (Total);
CREATE VIEW "Big" AS SELECT "OrderID" AS "Number" FROM "Orders" WHERE "Total" > 10;
INSERT INTO Orders VALUES (1, 2.5), (2, 20);
