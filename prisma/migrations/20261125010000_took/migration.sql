ALTER TABLE "runs" ADD COLUMN "took_ms" BIGINT;

UPDATE "runs"
SET "took_ms" = greatest(0, (extract(epoch FROM "ended_at" - "started_at") * 1000)::bigint - "paused_ms")
WHERE "started_at" IS NOT NULL AND "ended_at" IS NOT NULL;
