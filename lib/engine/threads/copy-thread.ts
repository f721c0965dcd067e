/** One copier: its own SQLite handle, its own connection, one transaction a chunk. */
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { workerData } from 'node:worker_threads';
import { from as copyFrom } from 'pg-copy-streams';
import { type ChunkRange, copiedColumns, extractChunk } from '../source/extract.ts';
import { openSnapshot, sqliteError } from '../source/open.ts';
import { attachQuarantine } from '../source/quarantine.ts';
import type { TargetConfig } from '../target/config.ts';
import { connect, type PgClient, qualified, quote } from '../target/connect.ts';
import { copyError } from '../target/errors.ts';
import { recordChunk } from '../target/staging.ts';
import type { TablePlan } from '../types.ts';
import { serve } from './serve.ts';

export interface CopyTask {
  table: TablePlan;
  chunk: ChunkRange;
}

export interface CopyResult {
  rows: number;
  bytes: number;
}

const { snapshotPath, target, role, schema } = workerData as {
  snapshotPath: string;
  target: TargetConfig;
  role: string;
  schema: string;
};
const db = openSnapshot(snapshotPath);
let connection: Promise<PgClient> | undefined;

async function handle({ table, chunk }: CopyTask): Promise<CopyResult> {
  if (table.quarantined > 0) attachQuarantine(db, snapshotPath);
  connection ??= connect(target, role);
  const client = await connection;
  try {
    // The connection may have been lost since the last chunk: that is told like everything else.
    await client.query('BEGIN');
    const copied = await copyChunk(client, table, chunk);
    await recordChunk(client, schema, table.source, chunk, copied);
    await client.query('COMMIT');
    return copied;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw copyError(sqliteError(error, snapshotPath), table.source);
  }
}

async function copyChunk(client: PgClient, table: TablePlan, chunk: ChunkRange): Promise<CopyResult> {
  const columns = copiedColumns(table)
    .map((column) => quote(column.target))
    .join(', ');
  const stream = client.query(
    copyFrom(
      `COPY ${qualified(schema, table.target)} (${columns}) FROM STDIN WITH (FORMAT text, ENCODING 'UTF8')`,
    ),
  );
  let rows = 0;
  let bytes = 0;
  const ended = finished(stream);
  ended.catch(() => {});
  try {
    for (const block of extractChunk(db, table, chunk)) {
      rows += block.rows;
      if (!block.text) continue;
      bytes += block.text.length;
      // A server that refuses a row ends the stream: waiting for a drain then would wait for ever.
      if (!stream.write(block.text)) await Promise.race([once(stream, 'drain'), ended]);
    }
  } catch (error) {
    // Otherwise the server would wait for the rest, and the rollback behind it.
    stream.destroy(error as Error);
    throw error;
  }
  stream.end();
  await ended;
  if (stream.rowCount !== rows) {
    throw new Error(`the server counted ${stream.rowCount} rows of ${rows} sent`);
  }
  return { rows, bytes };
}

serve(handle, {
  // In the middle of a COPY this breaks the connection off: the server undoes the chunk.
  interrupt: () => void connection?.then((client) => client.end()).catch(() => {}),
  close: async () => {
    db.close();
    // One that was never made was told of as the task's failure: here it would replace that.
    await connection?.then((client) => client.end()).catch(() => {});
  },
});
