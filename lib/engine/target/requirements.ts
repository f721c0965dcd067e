import { MigrationError } from '../errors.ts';
import { MIN_SERVER, type PgClient } from './connect.ts';

/** What a server must be for any run. Throws TGT-VERSION, TGT-ENCODING or TGT-READ-ONLY. */
export async function requireServer(client: PgClient): Promise<void> {
  const { rows } = await client.query<{
    number: number;
    version: string;
    encoding: string;
    readonly: boolean;
  }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
       current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS readonly`,
  );
  const [server] = rows;
  if (!server) throw new Error('a query without FROM gives one row');
  if (server.number < MIN_SERVER) {
    throw new MigrationError(
      'TGT-VERSION',
      `The server is PostgreSQL ${server.version}; Howdah needs 14 or newer.`,
      'Upgrade the server, or choose another one.',
      { context: { version: server.version } },
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new MigrationError(
      'TGT-ENCODING',
      `The database is encoded in ${server.encoding}, which cannot hold every text.`,
      `Create one in UTF-8: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
      { context: { encoding: server.encoding } },
    );
  }
  if (server.readonly) {
    throw new MigrationError(
      'TGT-READ-ONLY',
      'The server is a standby and takes no writes.',
      'Connect to the primary server.',
    );
  }
}
