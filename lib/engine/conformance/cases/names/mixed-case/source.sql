CREATE TABLE "OrderDetails" ("OrderID" INTEGER PRIMARY KEY, "unitPrice" REAL);
INSERT INTO OrderDetails VALUES (1, 2.5);
CREATE INDEX "ByPrice" ON OrderDetails (unitPrice);
