/** One copier: a thread's own connection, one transaction a chunk, or a group of small tables. */
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { type BinaryRows, binaryRows } from '../source/binary/extract-binary.ts';
import { NeedsText } from '../source/binary/output.ts';
import { type ChunkRange, copiedColumns, extractChunk } from '../source/extract.ts';
import { type SqliteHandle, sqliteError } from '../source/open.ts';
import type { Block } from '../source/walk.ts';
import { type CopiedChunk, recordChunks } from '../target/checkpoints.ts';
import type { TargetConfig } from '../target/config.ts';
import { connect, type PgClient, qualified, quote } from '../target/connect.ts';
import { CopyRefused, type CopyStatement, copyTogether } from '../target/copy-together.ts';
import { copyError, serverError } from '../target/errors.ts';
import type { TablePlan } from '../types.ts';

export interface Copied {
  rows: number;
  bytes: number;
}

/** A table's rows, or a range of them. */
export interface Part {
  table: TablePlan;
  chunk: ChunkRange;
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

  /** One chunk of a table that may be large: its rows go as they are read. */
  async copy({ table, chunk }: Part): Promise<Copied> {
    try {
      const client = await this.#connected();
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
      throw this.#told(error, table);
    }
  }

  /** Small tables whole, in one transaction and few trips. */
  async copyTogether(parts: Part[]): Promise<Copied[]> {
    const read = parts.map((part) => this.#readWhole(part));
    try {
      const client = await this.#connected();
      return await inTransaction(client, async () => {
        const counted = await copyTogether(client, read);
        for (const [at, { rows, table }] of read.entries()) requireSent(table, counted[at], rows);
        await recordChunks(client, this.#to.schema, read);
        return read.map(({ rows, bytes }) => ({ rows, bytes }));
      });
    } catch (error) {
      if (!(error instanceof CopyRefused)) throw serverError(error, `copying ${parts.length} small tables`);
      // Lost behind the last one, no table was at fault.
      const { table } = (parts[error.at] ?? parts[0]) as Part;
      throw this.#told(error.cause, table);
    }
  }

  #readWhole({ table, chunk }: Part): CopiedChunk & CopyStatement {
    try {
      try {
        return this.#readAs(table, chunk, this.#binaryOf(table));
      } catch (error) {
        if (!(error instanceof NeedsText)) throw error;
        this.#binary.set(table.source, null);
        return this.#readAs(table, chunk, null);
      }
    } catch (error) {
      throw this.#told(error, table);
    }
  }

  #readAs(table: TablePlan, chunk: ChunkRange, binary: BinaryRows | null): CopiedChunk & CopyStatement {
    const read = [...(binary?.blocks(chunk) ?? extractChunk(this.#db, table, chunk))];
    // Blocks are parts of larger buffers, of which a group would keep one a table.
    const whole = Buffer.concat(read.flatMap(({ text }) => text ?? []));
    return {
      table: table.source,
      chunk,
      rows: read.reduce((sum, { rows }) => sum + rows, 0),
      bytes: whole.length,
      sql: copySql(this.#to.schema, table, binary),
      blocks: whole.length > 0 ? [whole] : [],
    };
  }

  /** The connection may have been lost at any step: that is told like everything else. */
  #told(error: unknown, table: TablePlan): unknown {
    return copyError(sqliteError(error, this.#snapshotPath), table.source);
  }

  #connected(): Promise<PgClient> {
    this.#connection ??= connectToCopy(this.#to);
    return this.#connection;
  }

  #binaryOf(table: TablePlan): BinaryRows | null {
    const known = this.#binary.get(table.source);
    if (known !== undefined) return known;
    const found = binaryRows(this.#db, table);
    this.#binary.set(table.source, found);
    return found;
  }

  #transfer(
    client: PgClient,
    table: TablePlan,
    chunk: ChunkRange,
    binary: BinaryRows | null,
  ): Promise<Copied> {
    return inTransaction(client, async () => {
      const blocks = binary?.blocks(chunk) ?? extractChunk(this.#db, table, chunk);
      const copied = await stream(client, table.source, copySql(this.#to.schema, table, binary), blocks);
      await recordChunks(client, this.#to.schema, [{ table: table.source, chunk, ...copied }]);
      return copied;
    });
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

async function inTransaction<T>(client: PgClient, work: () => Promise<T>): Promise<T> {
  try {
    await client.query('BEGIN');
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

function copySql(schema: string, table: TablePlan, binary: BinaryRows | null): string {
  const columns = (binary?.columns ?? copiedColumns(table)).map(({ target }) => quote(target)).join(', ');
  const format = binary ? 'binary' : 'text';
  return `COPY ${qualified(schema, table.target)} (${columns}) FROM STDIN WITH (FORMAT ${format}, ENCODING 'UTF8')`;
}

async function stream(client: PgClient, table: string, sql: string, read: Iterable<Block>): Promise<Copied> {
  const stream = client.query(copyFrom(sql));
  let rows = 0;
  let bytes = 0;
  const ended = finished(stream);
  ended.catch(() => {});
  try {
    for (const block of read) {
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
  requireSent(table, stream.rowCount, rows);
  return { rows, bytes };
}

function requireSent(table: string, counted: number | undefined, sent: number): void {
  if (counted !== sent) throw new Error(`the server counted ${counted} rows of ${sent} sent of ${table}`);
}
