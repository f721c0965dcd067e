/** Rows in quarantine put into their tables after all: once the target was mended, or with changed choices. */
import type { ColumnChoices, Overrides } from './overrides.ts';
import { columnChoices } from './plan/choices.ts';
import { standing } from './rollback.ts';
import type { TargetConfig } from './target/config.ts';
import { type PgClient, qualified, quote, withClient } from './target/connect.ts';
import { serverError } from './target/errors.ts';
import { readTarget, type TargetColumn } from './target/introspect.ts';
import type { JournalTable } from './target/journal.ts';
import { inShortTransaction, takeTarget } from './target/locks.ts';
import { countQuarantine, type KeptRow, markPutIn, readQuarantine } from './target/quarantine.ts';
import type { Codec } from './types.ts';
import { type Reading, valueText } from './values.ts';

export interface PutInResult {
  putIn: number;
  /** Those that still cannot go in, with PostgreSQL's reason. */
  left: { table: string; number: number; key: string; reason: string }[];
}

/**
 * Tries every row that is still in quarantine, in one transaction: what goes in is marked so, the rest stays.
 * The choices say what becomes of the values that did not fit (`misfits: "null"`), of bad text, and how times are read.
 */
export async function putIn(
  runId: string,
  target: TargetConfig,
  options: { table?: string; overrides: Overrides; signal: AbortSignal },
): Promise<PutInResult> {
  return withClient(target, `put in ${runId}`, async (client) => {
    const { schema } = await standing(client, runId);
    // Two at once would put a row in twice where no key forbids it.
    await takeTarget(client, schema);
    const entry = await standing(client, runId);
    return inShortTransaction(client, { target, signal: options.signal, onWaiting: () => {} }, async () => {
      const rows = await readQuarantine(client, runId, { table: options.table });
      const { tables } = await readTarget(client, entry.schema);
      const places = new Map(
        entry.tables.flatMap((piece) => {
          const there = tables.find((table) => table.name === piece.name);
          return piece.columns && there ? [[piece.name, placeOf(piece, entry.schema, there.columns)]] : [];
        }),
      );
      return putRows(client, runId, rows, places, options.overrides);
    }).catch((error) => {
      throw serverError(error, 'putting rows in');
    });
  });
}

interface Place {
  name: string;
  columns: { source: string; target: string; type: string; reading: Reading }[];
}

function placeOf(piece: JournalTable, schema: string, there: TargetColumn[]): Place {
  return {
    name: qualified(schema, piece.name),
    columns: (piece.columns ?? []).flatMap(({ source, target, ...reading }) => {
      const type = there.find((column) => column.name === target)?.type;
      return type === undefined ? [] : [{ source, target, type, reading }];
    }),
  };
}

async function putRows(
  client: PgClient,
  runId: string,
  rows: KeptRow[],
  places: Map<string, Place>,
  overrides: Overrides,
): Promise<PutInResult> {
  let waiting = rows.filter((row) => row.putInAt === null);
  let left: PutInResult['left'] = [];
  let putIn = 0;
  // A row may be the parent of another: again and again as long as something goes in.
  for (let before = -1; before !== putIn; ) {
    before = putIn;
    left = [];
    const still: KeptRow[] = [];
    for (const row of waiting) {
      const reason = await tryRow(client, row, places.get(row.target), overrides);
      if (reason === null) {
        await markPutIn(client, runId, row);
        putIn++;
      } else {
        still.push(row);
        left.push({ table: row.table, number: row.number, key: row.key, reason });
      }
    }
    waiting = still;
  }
  return { putIn, left };
}

/** Null where the row went in, otherwise why it did not. */
async function tryRow(
  client: PgClient,
  row: KeptRow,
  place: Place | undefined,
  overrides: Overrides,
): Promise<string | null> {
  if (!place) return `the table ${row.target} is not there`;
  const reason = await insert(client, row, place, overrides, false);
  if (reason === null) return null;
  const misfit = columnChoices(overrides, row.table, row.column).misfits;
  return misfit === 'null' ? insert(client, row, place, overrides, true) : reason;
}

async function insert(
  client: PgClient,
  row: KeptRow,
  place: Place,
  overrides: Overrides,
  misfitIsNull: boolean,
): Promise<string | null> {
  await client.query('SAVEPOINT put_in');
  try {
    const values = place.columns.map(({ source, type, reading }) =>
      misfitIsNull && source === row.column
        ? null
        : valueText(
            changed(reading, type, columnChoices(overrides, row.table, source)),
            type,
            row.row[source] ?? null,
          ),
    );
    const names = place.columns.map(({ target }) => quote(target)).join(', ');
    const casts = place.columns.map(({ type }, at) => `$${at + 1}::text::${type}`).join(', ');
    await client.query(
      `INSERT INTO ${place.name} (${names}) OVERRIDING SYSTEM VALUE VALUES (${casts})`,
      values,
    );
    await client.query('RELEASE SAVEPOINT put_in');
    return null;
  } catch (error) {
    await client.query('ROLLBACK TO SAVEPOINT put_in');
    return error instanceof Error ? error.message : String(error);
  }
}

/** How the value is read, with what the person now says of it. */
function changed(reading: Reading, type: string, choices: ColumnChoices): Reading {
  const emptyIsNull = reading.emptyIsNull || choices.empty === 'null';
  const codec = (codec: Reading['codec'], zone = reading.zone): Reading => ({ codec, zone, emptyIsNull });
  if (choices.form && /^(date|timestamp)/.test(type)) return codec(choices.form);
  if (choices.zone && type === 'timestamp with time zone') return codec('zoned', choices.zone);
  const cleaning = choices.text && choices.text !== 'bytes' && choices.text !== 'quarantine';
  return cleaning && /^(text|char)/.test(type)
    ? codec(`text-${choices.text}` as Codec)
    : codec(reading.codec);
}

/** A run's rows in quarantine, those already put in among them. */
export function listQuarantined(
  runId: string,
  target: TargetConfig,
  page: { table?: string; offset?: number; limit?: number } = {},
): Promise<KeptRow[]> {
  return withClient(target, 'quarantine', (client) => readQuarantine(client, runId, page));
}

/** Of the same: how many there are by table. */
export function countQuarantined(
  runId: string,
  target: TargetConfig,
): Promise<{ table: string; rows: number; putIn: number }[]> {
  return withClient(target, 'quarantine', (client) => countQuarantine(client, runId));
}
