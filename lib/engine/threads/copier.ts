/** One copier: a thread's own connection, one transaction a chunk. */
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { type BinaryRows, binaryRows } from '../source/binary/extract-binary.ts';
import { NeedsText } from '../source/binary/output.ts';
import { type ChunkRange, copiedColumns, extractChunk } from '../source/extract.ts';
import { type SqliteHandle, sqliteError } from '../source/open.ts';
import type { TargetConfig } from '../target/config.ts';
import { connect, type PgClient, qualified, quote } from '../target/connect.ts';
import { copyError } from '../target/errors.ts';
import { recordChunk } from '../target/staging.ts';
import type { TablePlan } from '../types.ts';

export interface Copied {
  rows: number;
  bytes: number;
}

/** Where rows go: the target and the staging schema of the run. */
export interface Destination {
  target: TargetConfig;
  /** What its session is called. */
  role: string;
  schema: string;
}

export class Copier {
  readonly #db: SqliteHandle;
  readonly #snapshotPath: string;
  readonly #to: Destination;
  /** By table; null for those that go as text. */
  readonly #binary = new Map<string, BinaryRows | null>();
  #connection: Promise<PgClient> | null = null;

  constructor(db: SqliteHandle, snapshotPath: string, to: Destination) {
    this.#db = db;
    this.#snapshotPath = snapshotPath;
    this.#to = to;
  }

  async copy(table: TablePlan, chunk: ChunkRange): Promise<Copied> {
    try {
      this.#connection ??= connectToCopy(this.#to);
      const client = await this.#connection;
      const binary = this.#binaryOf(table);
      if (binary) {
        try {
          return await this.#transfer(client, table, chunk, binary);
        } catch (error) {
          if (!(error instanceof NeedsText)) throw error;
          this.#binary.set(table.source, null);
        }
      }
      return await this.#transfer(client, table, chunk, null);
    } catch (error) {
      // The connection may have been lost at any step: that is told like everything else.
      throw copyError(sqliteError(error, this.#snapshotPath), table.source);
    }
  }

  #binaryOf(table: TablePlan): BinaryRows | null {
    const known = this.#binary.get(table.source);
    if (known !== undefined) return known;
    const found = binaryRows(this.#db, table);
    this.#binary.set(table.source, found);
    return found;
  }

  async #transfer(
    client: PgClient,
    table: TablePlan,
    chunk: ChunkRange,
    binary: BinaryRows | null,
  ): Promise<Copied> {
    try {
      await client.query('BEGIN');
      const copied = await copyChunk(client, this.#db, this.#to.schema, table, chunk, binary);
      await recordChunk(client, this.#to.schema, table.source, chunk, copied);
      await client.query('COMMIT');
      return copied;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  }

  /** In the middle of a COPY this breaks the connection off: the server undoes the chunk. */
  async end(): Promise<void> {
    // One that was never made was told of as the task's failure: here it would replace that.
    await this.#connection?.then((client) => client.end()).catch(() => {});
  }
}

/**
 * A chunk's commit need not wait for the disk: rows and checkpoint are lost together or not at all, and the cutover,
 * which does wait, comes after them in the server's log.
 */
async function connectToCopy({ target, role }: Destination): Promise<PgClient> {
  const client = await connect(target, role);
  await client.query('SET synchronous_commit = off');
  return client;
}

async function copyChunk(
  client: PgClient,
  db: SqliteHandle,
  schema: string,
  table: TablePlan,
  chunk: ChunkRange,
  binary: BinaryRows | null,
): Promise<Copied> {
  const columns = (binary?.columns ?? copiedColumns(table)).map(({ target }) => quote(target)).join(', ');
  const format = binary ? 'binary' : 'text';
  const stream = client.query(
    copyFrom(
      `COPY ${qualified(schema, table.target)} (${columns}) FROM STDIN WITH (FORMAT ${format}, ENCODING 'UTF8')`,
    ),
  );
  let rows = 0;
  let bytes = 0;
  const ended = finished(stream);
  ended.catch(() => {});
  try {
    for (const block of binary?.blocks(chunk) ?? extractChunk(db, table, chunk)) {
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
