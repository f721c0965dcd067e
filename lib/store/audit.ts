/** Who did or tried what, when, from where, and how it ended. Rows are only ever added. */
import { AuditRepeats } from './audit-repeats.ts';
import type { PrismaClient } from './database.ts';
import { jsonValue } from './json.ts';

export interface AuditRecord {
  userId?: string | null;
  email?: string | null;
  /** A name of the permission table, or what the panel did by itself. */
  action: string;
  /** Id of what it was about. */
  subject?: string | null;
  outcome: 'done' | 'refused' | 'failed';
  /** Why it was refused or failed. */
  code?: string | null;
  /** Where it was asked from; the host for what a worker did. */
  address: string;
  /** Facts worth keeping; the caller sees to it that no secret is among them. */
  detail?: Record<string, string | number | boolean | null>;
}

const LONGEST = 1_000;

export async function writeAudit(db: PrismaClient, record: AuditRecord): Promise<void> {
  const { detail, email, subject, address, ...columns } = record;
  await db.auditEntry.create({
    data: {
      ...columns,
      email: plain(email),
      subject: plain(subject),
      address: plain(address) ?? '',
      detail: jsonValue(
        Object.fromEntries(
          Object.entries(detail ?? {}).map(([name, value]) => [
            name,
            typeof value === 'string' ? plain(value) : value,
          ]),
        ),
      ),
    },
  });
}

const repeats = new AuditRepeats();

/** A refusal of somebody who is not signed in: repeated ones are counted rather than written. */
export async function writeRefusal(
  db: PrismaClient,
  record: AuditRecord & { outcome: 'refused' },
): Promise<void> {
  const { action, address, email, code } = record;
  const leftOut = repeats.leftOutBefore([action, code, address, email].join('\n'));
  if (leftOut === null) return;
  await writeAudit(
    db,
    leftOut === 0 ? record : { ...record, detail: { ...record.detail, repeated: leftOut } },
  );
}

/** What somebody sent must not keep its own record out: PostgreSQL takes no NUL in a text, nor half a character. */
function plain(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return text.slice(0, LONGEST).replaceAll('\0', '\u2400').toWellFormed();
}
