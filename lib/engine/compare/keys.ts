/**
 * The keys of a table's rows in the source, brought beside a table there that holds other rows too: only rows whose
 * key the source has are compared. A temporary table takes them, which nobody else sees and which goes by itself.
 */
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { ChunkRange } from '../source/extract.ts';
import { type PgClient, qualified, quote } from '../target/connect.ts';
import type { ThreadPool } from '../threads/pool.ts';
import type { SourceResult, SourceTask } from '../threads/source-thread.ts';
import type { CompareTable } from './types.ts';

const KEYS = 'pg_temp.howdah_keys';

/** `schema.table`, narrowed to rows of the source's keys where that is asked for. */
export function comparedRows({ schema, target, plan, onlyKeys }: CompareTable): string {
  const there = qualified(schema, target);
  if (!onlyKeys) return there;
  const same = (plan.match?.key ?? []).map((name) => `k.${quote(name)} = x.${quote(name)}`);
  return `(SELECT x.* FROM ${there} x WHERE EXISTS (SELECT FROM ${KEYS} k WHERE ${same.join(' AND ')})) AS compared`;
}

export async function loadKeys(
  client: PgClient,
  { schema, target, plan }: CompareTable,
  threads: ThreadPool<SourceTask, SourceResult>,
): Promise<void> {
  const key = plan.match?.key ?? [];
  const columns = key.map(quote).join(', ');
  await client.query(`DROP TABLE IF EXISTS ${KEYS}`);
  await client.query(
    `CREATE TEMP TABLE howdah_keys AS SELECT ${columns} FROM ${qualified(schema, target)} WITH NO DATA`,
  );
  const alone = { ...plan, columns: key.flatMap((name) => plan.columns.filter((c) => c.target === name)) };
  const ranges = await threads.run<ChunkRange[]>({ do: 'chunks', table: plan });
  for (const range of ranges) {
    const blocks = await threads.run<Uint8Array[]>({ do: 'texts', table: alone, range });
    const stream = client.query(copyFrom(`COPY ${KEYS} (${columns}) FROM STDIN WITH (ENCODING 'UTF8')`));
    const ended = finished(stream);
    for (const block of blocks) stream.write(block);
    stream.end();
    await ended;
  }
  await client.query(`ANALYZE ${KEYS}`);
}
