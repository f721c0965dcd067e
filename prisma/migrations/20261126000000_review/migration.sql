ALTER TYPE "ProbeKind" ADD VALUE 'trial';

CREATE TABLE "accepted_findings" (
    "migration_id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" TEXT,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accepted_findings_pkey" PRIMARY KEY ("migration_id", "fingerprint")
);

ALTER TABLE "accepted_findings" ADD CONSTRAINT "accepted_findings_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "accepted_findings" ADD CONSTRAINT "accepted_findings_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
