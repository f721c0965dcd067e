/** The stored events of a run, by their number. Counters between transitions are no events that anybody reads. */
import type { RunEvent } from '../engine/events.ts';
import type { PrismaClient } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { documentOf } from '../store/json.ts';

export interface StoredEvent {
  seq: number;
  event: RunEvent;
}

const COUNTERS: RunEvent['type'][] = ['stage-progress', 'tables-progress'];

export interface Span {
  /** Only events with a smaller number. */
  before?: number | undefined;
  /** Only events with a larger number. */
  after?: number | undefined;
  /** Beside the counters. */
  without?: RunEvent['type'][];
  limit: number;
  oldestFirst?: boolean;
}

/** Newest first, unless asked otherwise. */
export async function eventsOf(
  db: PrismaClient,
  runId: string,
  { before, after, without = [], limit, oldestFirst = false }: Span,
): Promise<StoredEvent[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT seq, body FROM run_events
    WHERE run_id = ${runId} AND NOT ${says('type', [...COUNTERS, ...without])}
      ${before === undefined ? Prisma.empty : Prisma.sql`AND seq < ${before}`}
      ${after === undefined ? Prisma.empty : Prisma.sql`AND seq > ${after}`}
    ORDER BY seq ${oldestFirst ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${limit}`;
  return rows.map(stored);
}

/** When the run itself began and stopped: a table's own states say nothing of that. */
const OF_THE_RUN: RunEvent['type'][] = ['run-started', 'paused', 'run-ended'];
const OF_A_TABLE = 500;

/** What concerns one table under any of its names, oldest first; the latest of very many. */
export async function eventsOfTable(
  db: PrismaClient,
  runId: string,
  names: string[],
): Promise<StoredEvent[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT seq, body FROM run_events
    WHERE run_id = ${runId} AND NOT ${says('type', COUNTERS)}
      AND (${says('table', names)} OR ${says('type', OF_THE_RUN)})
    ORDER BY seq DESC LIMIT ${OF_A_TABLE}`;
  return rows.reverse().map(stored);
}

interface Row {
  seq: number;
  body: unknown;
}

function stored({ seq, body }: Row): StoredEvent {
  return { seq, event: documentOf<RunEvent>(body) };
}

/**
 * Whether a document says one of these under the key, anywhere in it. Looked for in its text, as it was written: JSON
 * functions refuse whole documents with U+0000, which values of rows may hold, and an unescaped quote is no part of one.
 */
function says(key: string, texts: string[]): Prisma.Sql {
  const wanted = texts.map((text) => `${JSON.stringify(key)}:${JSON.stringify(text)}`);
  return Prisma.sql`EXISTS (SELECT FROM unnest(${wanted}::text[]) AS w(pair) WHERE strpos(body::text, w.pair) > 0)`;
}
