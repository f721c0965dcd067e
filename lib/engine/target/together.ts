/**
 * Small statements that wait for a connection at the same moment go there in one trip, as one transaction: to a server
 * far away, a thousand small tables would otherwise wait a thousand times for an answer.
 */
import type pg from 'pg';
import type { PgClient } from './connect.ts';
import type { Connections } from './connections.ts';
import { isLost } from './errors.ts';

/** As much at once as takes a server no longer than an answer takes from far away. */
export const WEIGHT = 8 << 20;
const MOST = 100;

export interface Errand {
  /** Statements without parameters. */
  sql: string[];
  /** The table that they lock: all errands of a trip go in the order of these, so that no two wait for each other in a circle. */
  table: string;
  /** Bytes of rows that they look at. */
  weight: number;
}

export interface Done {
  results: pg.QueryResult[];
  /** This errand's share of the trip. */
  seconds: number;
}

interface Waiting extends Errand {
  resolve: (done: Done) => void;
  reject: (error: unknown) => void;
}

/** Gives a connection when it is somebody's turn. */
type Giver = Pick<Connections, 'use'>;

export class Together {
  readonly #connections: Giver;
  readonly #order: { ahead?: boolean };
  readonly #most: number;
  readonly #waiting: Waiting[] = [];

  /** `alone`: one errand a trip, where others' locks would be met with those of the errands before. */
  constructor(connections: Giver, { alone = false, ...order }: { ahead?: boolean; alone?: boolean } = {}) {
    this.#most = alone ? 1 : MOST;
    this.#connections = connections;
    this.#order = order;
  }

  run(errand: Errand): Promise<Done> {
    return new Promise((resolve, reject) => {
      const waiting = { ...errand, resolve, reject };
      this.#waiting.push(waiting);
      // Whoever's turn comes first takes others along: theirs then finds nothing left to do.
      this.#connections
        .use((client) => this.#trip(client), this.#order)
        .catch((error) => {
          const at = this.#waiting.indexOf(waiting);
          if (at >= 0) this.#waiting.splice(at, 1);
          reject(error);
        });
    });
  }

  async #trip(client: PgClient): Promise<void> {
    const errands = this.#next();
    if (errands.length === 0) return;
    try {
      await carry(client, errands);
    } catch (error) {
      // Nothing of it was done. Each on its own says which one failed.
      const again = errands.length > 1 && !isLost(error);
      for (const errand of errands) {
        if (again) await carry(client, [errand]).catch(errand.reject);
        else errand.reject(error);
      }
    }
  }

  #next(): Waiting[] {
    let weight = 0;
    let count = 0;
    for (const errand of this.#waiting) {
      weight += errand.weight;
      if (count > 0 && (weight > WEIGHT || count === this.#most)) break;
      count++;
    }
    return this.#waiting.splice(0, count).sort((a, b) => (a.table < b.table ? -1 : 1));
  }
}

async function carry(client: PgClient, errands: Waiting[]): Promise<void> {
  const began = performance.now();
  const answer = await client.query(errands.flatMap(({ sql }) => sql).join(';\n'));
  const seconds = (performance.now() - began) / 1000 / errands.length;
  const results = [answer].flat();
  for (const { sql, resolve } of errands) resolve({ results: results.splice(0, sql.length), seconds });
}
