/** A few connections to the target that stages share: work that waits for one takes it in order. */
import { Turns } from '../turns.ts';
import type { TargetConfig } from './config.ts';
import { connect, type PgClient } from './connect.ts';

export class Connections {
  readonly #target: TargetConfig;
  readonly #role: string;
  readonly #signal: AbortSignal;
  readonly #idle: PgClient[] = [];
  readonly #all = new Set<PgClient>();
  readonly #opening = new Set<Promise<PgClient>>();
  readonly #turns: Turns;
  #closed = false;

  /** Opened when first needed, `size` at most. When the signal aborts, statements under way are broken off. */
  constructor(target: TargetConfig, role: string, size: number, signal: AbortSignal) {
    this.#target = target;
    this.#role = role;
    this.#turns = new Turns(size);
    this.#signal = signal;
    signal.addEventListener('abort', () => void this.#end(), { once: true });
  }

  /** `ahead`: before whatever waits, for what others wait for in their turn. */
  use<T>(work: (client: PgClient) => Promise<T>, order: { ahead?: boolean } = {}): Promise<T> {
    return this.#turns.take(async () => {
      this.#signal.throwIfAborted();
      if (this.#closed) throw new Error('the connections are closed');
      const client = this.#idle.pop() ?? (await this.#open());
      try {
        return await work(client);
      } finally {
        this.#idle.push(client);
      }
    }, order);
  }

  /** No work may be under way. One that is just being opened, for nothing any more, is waited for: it would stay open. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#opening);
    await this.#end();
  }

  async #open(): Promise<PgClient> {
    const opening = connect(this.#target, this.#role);
    this.#opening.add(opening);
    try {
      const client = await opening;
      this.#all.add(client);
      // What is made here is looked for again after a crash, and on disk before the cutover is.
      await client.query('SET synchronous_commit = off');
      if (this.#signal.aborted) await this.#end();
      return client;
    } finally {
      this.#opening.delete(opening);
    }
  }

  async #end(): Promise<void> {
    await Promise.all([...this.#all].map((client) => client.end().catch(() => {})));
  }
}
