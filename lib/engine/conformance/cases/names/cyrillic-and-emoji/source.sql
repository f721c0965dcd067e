CREATE TABLE "Заказы" ("имя" TEXT, "🐘" INTEGER);
CREATE INDEX "по имени" ON "Заказы" ("имя");
INSERT INTO "Заказы" VALUES ('Анна', 1);
