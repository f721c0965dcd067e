CREATE TABLE "Order Details" ("unit.price" REAL, "say ""hi""" TEXT, [it's] TEXT, `100%` TEXT, "a;b" TEXT, "{x}" TEXT, " " TEXT, "$1" TEXT);
INSERT INTO "Order Details" VALUES (1.5, 'a', 'b', 'c', 'd', 'e', 'f', 'g');
