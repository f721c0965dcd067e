/**
 * The rows of several small tables in one trip: one query of a COPY for each, and all rows right behind it, without
 * waiting to be asked for them. What is still to come when one fails, the server reads and ignores.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
import type pg from 'pg';
import type { PgClient } from './connect.ts';

export interface CopyStatement {
  /** COPY … FROM STDIN. */
  sql: string;
  blocks: Uint8Array[];
}

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);

/** Which of the statements the server refused, and why. */
export class CopyRefused extends Error {
  readonly at: number;

  constructor(at: number, cause: unknown) {
    super('a COPY was refused', { cause });
    this.at = at;
  }
}

/** Returns the rows that the server counted, by statement. Throws CopyRefused; then nothing more was done. */
export function copyTogether(client: PgClient, statements: CopyStatement[]): Promise<number[]> {
  return new Promise((resolve, reject) => {
    client.query(new CopyQuery(statements, resolve, reject));
  });
}

/** What node-postgres asks of a query of one's own. */
class CopyQuery implements pg.Submittable {
  readonly #statements: CopyStatement[];
  readonly #resolve: (counted: number[]) => void;
  readonly #reject: (error: unknown) => void;
  readonly #counted: number[] = [];

  constructor(
    statements: CopyStatement[],
    resolve: (counted: number[]) => void,
    reject: (error: unknown) => void,
  ) {
    this.#statements = statements;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: pg.Connection): void {
    const { stream } = connection;
    stream.cork();
    connection.query(this.#statements.map(({ sql }) => sql).join(';\n'));
    for (const { blocks } of this.#statements) {
      for (const block of blocks) {
        const head = Buffer.alloc(5);
        head[0] = COPY_DATA;
        head.writeUInt32BE(block.length + 4, 1);
        stream.write(head);
        stream.write(block);
      }
      stream.write(COPY_DONE);
    }
    stream.uncork();
  }

  handleCopyInResponse(): void {}

  handleCommandComplete({ text }: { text: string }): void {
    this.#counted.push(Number(/^COPY (\d+)$/.exec(text)?.[1]));
  }

  handleError(error: unknown): void {
    this.#reject(new CopyRefused(this.#counted.length, error));
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#counted);
  }
}
