/** Whether what stands after a merge is what came: an application's trigger may have changed it. */
import { MigrationError } from '../errors.ts';
import { type PgClient, quote } from './connect.ts';
import { countRows } from './count-rows.ts';
import { type Sides, sameKey, someRows, unlike } from './merge-sql.ts';

interface Difference {
  count: number;
  /** `id=5: updated_at is …, not …`; empty where rows have no key. */
  example: string;
}

/** Throws VER-MERGED. `whole`: nothing else stands there. */
export async function checkMerged(
  client: PgClient,
  sides: Sides,
  columns: string[],
  told: { table: string; triggers: string[]; whole: boolean },
): Promise<void> {
  const found =
    sides.key.length > 0 ? await byKey(client, sides, columns) : await byContent(client, sides, columns);
  if (told.whole && found.count === 0) {
    const [from, into] = [await countRows(client, sides.from), await countRows(client, sides.into)];
    if (from !== into)
      Object.assign(found, { count: Math.abs(from - into), example: `${into} rows, not ${from}` });
  }
  if (found.count === 0) return;
  const triggers = told.triggers.length > 0 ? ` Its triggers: ${told.triggers.join(', ')}.` : '';
  throw new MigrationError(
    'VER-MERGED',
    `${someRows(found.count)} of ${told.table} changed while going in${found.example ? `: ${found.example}` : ''}.${triggers}`,
    'Something there changes rows as they come, most often a trigger. Switch it off for the migration, or leave the column out: "exclude": true. Nothing was changed.',
    { context: { table: told.table, count: found.count } },
  );
}

async function byKey(client: PgClient, { from, into, key }: Sides, columns: string[]): Promise<Difference> {
  const join = `${from} s LEFT JOIN ${into} t ON ${sameKey(key, 't', 's')}`;
  const where = `t.${quote(key[0] ?? '')} IS NULL OR ${unlike(columns, 's', 't')}`;
  const count = await countRows(client, join, where);
  if (count === 0) return { count, example: '' };
  const texts = (row: string) => `ARRAY[${columns.map((name) => `${row}.${quote(name)}::text`).join(', ')}]`;
  const { rows } = await client.query<{ came: (string | null)[]; stands: (string | null)[]; there: boolean }>(
    `SELECT ${texts('s')} AS came, ${texts('t')} AS stands, t.${quote(key[0] ?? '')} IS NOT NULL AS there
     FROM ${join} WHERE ${where} LIMIT 1`,
  );
  const [row] = rows;
  if (!row) return { count, example: '' };
  const named = key.map((name) => `${name}=${row.came[columns.indexOf(name)]}`).join(', ');
  if (!row.there) return { count, example: `${named} is not there` };
  const at = columns.findIndex((_, index) => row.came[index] !== row.stands[index]);
  const value = (text: string | null | undefined) => (text === null ? 'NULL' : String(text).slice(0, 80));
  return {
    count,
    example: `${named}, ${columns[at]} is ${value(row.stands[at])}, not ${value(row.came[at])}`,
  };
}

async function byContent(client: PgClient, { from, into }: Sides, columns: string[]): Promise<Difference> {
  const rows = (of: string) =>
    `SELECT md5(ROW(${columns.map((name) => `x.${quote(name)}`).join(', ')})::text) FROM ${of} x`;
  return { count: await countRows(client, `(${rows(from)} EXCEPT ALL ${rows(into)}) d`), example: '' };
}
