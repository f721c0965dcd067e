/** What of a run's rows is in staging already: written in the same transaction as the rows. */
import { CHECKPOINTS } from '../plan/select.ts';
import type { ChunkRange } from '../source/extract.ts';
import { type PgClient, qualified } from './connect.ts';
import { stagingSchema } from './schemas.ts';

export interface CopiedChunk {
  table: string;
  chunk: ChunkRange;
  rows: number;
  bytes: number;
}

/** In the same transaction as the chunks' rows. A second copy of the same chunk fails on the key. */
export async function recordChunks(client: PgClient, schema: string, chunks: CopiedChunk[]): Promise<void> {
  await client.query(
    `INSERT INTO ${qualified(schema, CHECKPOINTS)}
     SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])`,
    [
      chunks.map(({ table }) => table),
      chunks.map(({ chunk }) => chunk.number),
      chunks.map(({ chunk }) => textOf(chunk.keys ? chunk.keys.after : chunk.after)),
      chunks.map(({ chunk }) => textOf(chunk.keys ? chunk.keys.last : chunk.last)),
      chunks.map(({ rows }) => rows),
      chunks.map(({ bytes }) => bytes),
    ],
  );
}

function textOf(place: bigint | string | null): string | null {
  return place === null ? null : String(place);
}

export interface Checkpoint {
  table: string;
  chunk: number;
  rows: number;
  bytes: number;
}

export async function readCheckpoints(client: PgClient, runId: string): Promise<Checkpoint[]> {
  const { rows } = await client.query<{ table: string; chunk: number; rows: string; bytes: string }>(
    `SELECT "table", chunk, rows, bytes FROM ${qualified(stagingSchema(runId), CHECKPOINTS)}`,
  );
  return rows.map((row) => ({ ...row, rows: Number(row.rows), bytes: Number(row.bytes) }));
}
