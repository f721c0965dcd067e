import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createConnection, isIP, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { MigrationError } from '../errors.ts';
import { type ProbeStep, runProbe, type Verdict } from '../probe.ts';
import type { TargetConfig } from './config.ts';
import { connect, connectionError, type PgClient } from './connect.ts';
import { requireServer } from './requirements.ts';

const PORT_TIMEOUT_MS = 5000;

/** Resolve, port, TLS, password, version, privileges, room. Changes nothing on the server. */
export async function probeTarget(target: TargetConfig, schema: string): Promise<ProbeStep[]> {
  const open: { client?: PgClient } = {};
  const client = (): PgClient => {
    if (!open.client) throw new Error('not connected yet');
    return open.client;
  };
  try {
    return await runProbe([
      ['resolve', () => resolve(target)],
      ['port', () => reach(target)],
      ['tls', () => tls(target)],
      [
        'password',
        async () => {
          open.client = await connect(target, 'test');
          return { detail: `${target.user} @ ${target.database}` };
        },
      ],
      ['version', () => version(client())],
      ['privileges', () => privileges(client(), schema)],
      ['room', () => room(client())],
    ]);
  } finally {
    await open.client?.end().catch(() => {});
  }
}

async function resolve(target: TargetConfig): Promise<Verdict> {
  if (isIP(target.host)) return { detail: target.host };
  const found = await lookup(target.host, { all: true }).catch((error) => {
    throw connectionError(error, target);
  });
  return { detail: [...new Set(found.map(({ address }) => address))].join(', ') };
}

async function reach(target: TargetConfig): Promise<Verdict> {
  const socket = createConnection({ host: target.host, port: target.port, timeout: PORT_TIMEOUT_MS });
  socket.on('timeout', () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
  try {
    await once(socket, 'connect');
    return { detail: `${target.host}:${target.port}` };
  } catch (error) {
    throw connectionError(error, target);
  } finally {
    socket.destroy();
  }
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, SSLRequest: the server answers S or N. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

async function tls(target: TargetConfig): Promise<Verdict> {
  if (target.tls === 'disable') return { detail: 'off by choice' };
  const socket = createConnection({ host: target.host, port: target.port, timeout: PORT_TIMEOUT_MS });
  socket.on('timeout', () => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
  try {
    await once(socket, 'connect');
    socket.write(SSL_REQUEST);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (answer.toString('latin1', 0, 1) === 'S') return { detail: await handshake(socket, target) };
  } catch (error) {
    throw connectionError(error, target);
  } finally {
    socket.destroy();
  }
  if (target.tls !== 'prefer') {
    throw connectionError(new Error('The server does not support SSL connections'), target);
  }
  if (/^(localhost|127\.|::1$)/.test(target.host)) return { detail: 'not offered, this machine only' };
  return {
    detail: 'not offered',
    warning: {
      code: 'TGT-TLS-OFF',
      remedy: 'Data and password cross the network readable by others: turn ssl on in postgresql.conf.',
    },
  };
}

async function handshake(socket: Socket, target: TargetConfig): Promise<string> {
  const secured = tlsConnect({
    socket,
    servername: isIP(target.host) ? undefined : target.host,
    rejectUnauthorized: target.tls === 'verify-full',
  });
  await once(secured, 'secureConnect');
  return secured.getProtocol() ?? '';
}

async function version(client: PgClient): Promise<Verdict> {
  await requireServer(client);
  const { rows } = await client.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  );
  return { detail: `PostgreSQL ${rows[0]?.version}` };
}

async function privileges(client: PgClient, schema: string): Promise<Verdict> {
  const { rows } = await client.query<{ db: boolean; exists: boolean; inside: boolean; name: string }>(
    `SELECT has_database_privilege(current_database(), 'CREATE') AS db, current_database() AS name,
       EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS exists,
       coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = $1), false) AS inside`,
    [schema],
  );
  const [found] = rows;
  if (!found?.db) {
    throw new MigrationError(
      'TGT-PRIVILEGE',
      'The user may not create schemas in this database; staging needs one.',
      `Let the database's owner run: GRANT CREATE ON DATABASE "${found?.name}" TO … ;`,
    );
  }
  if (found.exists && !found.inside) {
    throw new MigrationError(
      'TGT-SCHEMA-PRIVILEGE',
      `The user may not create tables in the schema ${schema}.`,
      `Let its owner run: GRANT USAGE, CREATE ON SCHEMA "${schema}" TO … ;`,
    );
  }
  return { detail: found.exists ? `schema ${schema} exists` : `schema ${schema} will be created` };
}

/** PostgreSQL does not tell the disk's room to clients; connections and the database's size it does. */
async function room(client: PgClient): Promise<Verdict> {
  const { rows } = await client.query<{ used: number; max: number; size: string }>(
    `SELECT (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS max,
       pg_size_pretty(pg_database_size(current_database())) AS size`,
  );
  const { used = 0, max = 0, size = '' } = rows[0] ?? {};
  const detail = `${used} of ${max} connections in use, database ${size}`;
  if (max - used >= 8) return { detail };
  return {
    detail,
    warning: {
      code: 'TGT-FEW-CONNECTIONS',
      remedy: 'A run takes up to six connections: close idle ones, or run with one job.',
    },
  };
}
