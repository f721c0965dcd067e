-- The audit as a chain: each entry carries a hash over the one before it and over its own fields, numbered without
-- gaps. lib/store/audit-chain.ts computes the same hash without the database's help.
ALTER TABLE "audit_entries" ADD COLUMN "seq" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "hash" TEXT NOT NULL DEFAULT '';

-- One field of the canonical form: its length in bytes and its text, so that no two entries read the same.
CREATE FUNCTION howdah_audit_part(field text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN field IS NULL THEN '-' ELSE octet_length(convert_to(field, 'UTF8')) || ':' || field END || ','
$$;

CREATE FUNCTION howdah_audit_hash(before text, entry audit_entries) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(
    'howdah audit 1,' || before || ',' || entry.seq || ','
      || howdah_audit_part(to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      || howdah_audit_part(entry.user_id) || howdah_audit_part(entry.email)
      || howdah_audit_part(entry.action) || howdah_audit_part(entry.subject)
      || howdah_audit_part(entry.outcome) || howdah_audit_part(entry.code)
      || howdah_audit_part(entry.address) || howdah_audit_part(entry.detail::text),
    'UTF8')), 'hex')
$$;

-- What was written before there was a chain is chained in the order in which it was written.
DO $$
DECLARE
  entry audit_entries;
  number bigint := 0;
  before text := '';
BEGIN
  FOR entry IN SELECT * FROM audit_entries ORDER BY id LOOP
    number := number + 1;
    entry.seq := number;
    before := howdah_audit_hash(before, entry);
    UPDATE audit_entries SET seq = number, hash = before WHERE id = entry.id;
  END LOOP;
END $$;

CREATE UNIQUE INDEX "audit_entries_seq_key" ON "audit_entries"("seq");

-- One after another, whoever writes and from whichever process: two entries never follow the same one. The lock is
-- held until the transaction ends; the statement after it sees what was committed meanwhile.
CREATE FUNCTION howdah_audit_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last audit_entries;
BEGIN
  PERFORM pg_advisory_xact_lock(1752130404, 1);
  SELECT * INTO last FROM audit_entries ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.hash := howdah_audit_hash(coalesce(last.hash, ''), NEW);
  RETURN NEW;
END $$;

CREATE TRIGGER howdah_audit_append BEFORE INSERT ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION howdah_audit_append();

CREATE FUNCTION howdah_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Entries of the audit are never changed or removed.' USING ERRCODE = '42501';
END $$;

CREATE TRIGGER howdah_audit_keep BEFORE UPDATE OR DELETE ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION howdah_audit_refuse();

CREATE TRIGGER howdah_audit_keep_all BEFORE TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION howdah_audit_refuse();
