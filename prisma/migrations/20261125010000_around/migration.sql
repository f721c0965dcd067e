ALTER TABLE "users" ADD COLUMN "tour_closed_at" TIMESTAMPTZ(3);

ALTER TABLE "sources" ADD COLUMN "tour" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "migrations" ADD COLUMN "revert_days" INTEGER;

ALTER TABLE "runs" ADD COLUMN "revert_by_hand" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "snapshot_removed_at" TIMESTAMPTZ(3),
    ADD COLUMN "snapshot_removed_by_id" TEXT;

ALTER TABLE "runs" ADD CONSTRAINT "runs_snapshot_removed_by_id_fkey" FOREIGN KEY ("snapshot_removed_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
