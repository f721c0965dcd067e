/** A PostgreSQL that may be killed: its own process, with fsync on, as somebody's data would be kept. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type EmbeddedPostgres, removeCluster, startPostgres } from '../../embedded/postgres.ts';

export class MortalServer {
  readonly #home: string;
  readonly #dataDir: string;
  #server: EmbeddedPostgres;

  private constructor(home: string, dataDir: string, server: EmbeddedPostgres) {
    this.#home = home;
    this.#dataDir = dataDir;
    this.#server = server;
  }

  /** `dataDir` is a folder that any account may enter; without it one in the system's temporary folder. */
  static async start(settings: Record<string, string> = {}, dataDir?: string): Promise<MortalServer> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'howdah-mortal-'));
    await chmod(home, 0o711);
    const folder = dataDir ?? path.join(home, 'postgres');
    return new MortalServer(home, folder, await launch(folder, settings));
  }

  get isRunning(): boolean {
    try {
      process.kill(this.#server.pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  get port(): number {
    return this.#server.port;
  }

  url(database?: string, port = this.port): string {
    const url = new URL(this.#server.url(database));
    url.port = String(port);
    url.searchParams.set('sslmode', 'disable');
    return url.href;
  }

  /** As a power cut does: nothing is written, nobody is told. It is not there until it is started again. */
  async crash(): Promise<void> {
    process.kill(this.#server.pid, 'SIGKILL');
    await this.#server.exited;
  }

  /** In an orderly way, but without waiting for those who are connected. */
  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** After crash() or stop(), on the same port. */
  async startAgain(): Promise<void> {
    this.#server = await launch(this.#dataDir, {}, this.#server.port);
  }

  /** The server ends all its sessions and recovers when one of its processes is killed. */
  killBackend(pid: number): void {
    process.kill(pid, 'SIGKILL');
  }

  /** One statement over a connection of its own; waits where the server is still recovering. */
  async ask<T extends pg.QueryResultRow>(sql: string, database?: string): Promise<T[]> {
    for (;;) {
      const client = new pg.Client({ connectionString: this.url(database) });
      client.on('error', () => {});
      try {
        await client.connect();
        return (await client.query<T>(sql)).rows;
      } catch (error) {
        const { code = '', message } = error as { code?: string; message: string };
        if (!/^57P0|^ECONN/.test(code) && !/Connection terminated/.test(message)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      } finally {
        await client.end().catch(() => {});
      }
    }
  }

  async remove(): Promise<void> {
    await this.#server.stop();
    await removeCluster(this.#dataDir);
    await rm(this.#home, { recursive: true, force: true });
  }
}

function launch(dataDir: string, settings: Record<string, string>, port?: number): Promise<EmbeddedPostgres> {
  return startPostgres({
    dataDir,
    password: 'test',
    ...(port === undefined ? {} : { port }),
    settings: { max_connections: '100', shared_buffers: '64MB', ...settings },
  });
}
