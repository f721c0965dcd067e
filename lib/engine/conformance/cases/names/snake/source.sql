CREATE TABLE "OrderDetails" ("OrderID" INTEGER PRIMARY KEY, "Unit Price" REAL, "isPaid" BOOLEAN);
CREATE INDEX "ByUnitPrice" ON "OrderDetails" ("Unit Price");
CREATE VIEW "BigOrders" AS SELECT "OrderID", "isPaid" FROM "OrderDetails" WHERE "Unit Price" > 10;
INSERT INTO OrderDetails VALUES (1, 2.5, 1), (2, 20, 0);
