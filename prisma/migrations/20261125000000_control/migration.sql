ALTER TABLE "runs" ADD COLUMN "pause_requested_at" TIMESTAMPTZ(3),
    ADD COLUMN "paused_by_id" TEXT,
    ADD COLUMN "paused_ms" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "finalise_requested_at" TIMESTAMPTZ(3),
    ADD COLUMN "finalised_by_id" TEXT,
    ADD COLUMN "finalised_at" TIMESTAMPTZ(3),
    ADD COLUMN "revert_until" TIMESTAMPTZ(3);

ALTER TABLE "runs" ADD CONSTRAINT "runs_paused_by_id_fkey" FOREIGN KEY ("paused_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "runs" ADD CONSTRAINT "runs_finalised_by_id_fkey" FOREIGN KEY ("finalised_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TYPE "ProbeKind" ADD VALUE 'finalise_preview';
ALTER TYPE "ProbeKind" ADD VALUE 'leftovers';
ALTER TYPE "ProbeKind" ADD VALUE 'clean';

ALTER TABLE "probes" ADD COLUMN "detail" JSON NOT NULL DEFAULT '{}';
