CREATE TABLE "UserAccount" ("Id" INTEGER PRIMARY KEY, "UserName" TEXT COLLATE NOCASE, "IsDeleted" BOOLEAN NOT NULL DEFAULT 0);
CREATE UNIQUE INDEX "OneName" ON "UserAccount" ("UserName") WHERE "IsDeleted" = 0;
INSERT INTO UserAccount VALUES (1, 'Anna', 0), (2, 'anna', 1), (3, 'ANNA', 1);
