import type { ConnectionOptions as TlsOptions } from 'node:tls';
import pg from 'pg';
import { MigrationError } from '../errors.ts';
import type { TargetConfig, TlsMode } from './config.ts';
import { type SessionState, STALLED, WATCH_MS, watchConnection } from './watch.ts';

export type PgClient = pg.Client;

export const MIN_SERVER = 140_000;

const CONNECT_MS = 10_000;
const ASK_MS = 5_000;
/**
 * Values must look the same whatever the server's or role's settings are, and no limit that is meant for an
 * application may end a session of ours: the control connection idles while tables are copied for hours.
 * Where this machine is gone without a word, the server shall notice, so that nothing of ours stays locked there.
 */
const SESSION = `SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET timezone = 'UTC'; SET bytea_output = 'hex';
  SET extra_float_digits = 1; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  SET standard_conforming_strings = on; SET search_path = pg_catalog; SET client_min_messages = warning;
  SET lock_timeout = 0; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
  SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('idle_session_timeout', 'transaction_timeout');
  SELECT pg_backend_pid() AS pid`;
/** Ends an index build whose client is gone. Not every system can look. */
const NOTICE_CLIENT = `SET client_connection_check_interval = '2s'`;

/** PostgreSQL's own quoting for names. */
export function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

export function qualified(schema: string, name: string): string {
  return `${quote(schema)}.${quote(name)}`;
}

export function literal(text: string): string {
  return pg.escapeLiteral(text);
}

/** A connected client with a settled session. The caller ends it. Throws MigrationError with a TGT- code. */
export async function connect(target: TargetConfig, role: string): Promise<PgClient> {
  if (target.tls !== 'prefer') return connectWith(target, tlsOptions(target.tls), role);
  try {
    return await connectWith(target, tlsOptions('prefer'), role);
  } catch (error) {
    if (!(error instanceof MigrationError) || error.code !== 'TGT-TLS-UNSUPPORTED') throw error;
    return connectWith({ ...target, tls: 'disable' }, false, role);
  }
}

async function connectWith(target: TargetConfig, ssl: TlsOptions | false, role: string): Promise<PgClient> {
  const client = bareClient(target, ssl, role, CONNECT_MS);
  let pid: number | null = null;
  watchConnection(client, () => sessionState(target, ssl, pid), target.watchMs);
  try {
    await client.connect();
    const results = (await client.query(SESSION)) as unknown as pg.QueryResult<{ pid: number }>[];
    pid = results.at(-1)?.rows[0]?.pid ?? null;
    await client.query(NOTICE_CLIENT).catch((error) => {
      if ((error as { severity?: unknown }).severity !== 'ERROR') throw error;
    });
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw connectionError(error, target);
  }
}

function bareClient(
  target: TargetConfig,
  ssl: TlsOptions | false,
  role: string,
  connectMs: number,
): PgClient {
  const client = new pg.Client({
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.user,
    password: target.password,
    ssl,
    application_name: `howdah ${role}`,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // A connection lost between two queries is reported by the next query; without a listener it would end the process.
  client.on('error', () => {});
  return client;
}

/** What node-postgres wants for a mode. `prefer` is settled by connect(), which tries both. */
function tlsOptions(mode: TlsMode): TlsOptions | false {
  if (mode === 'disable') return false;
  return { rejectUnauthorized: mode === 'verify-full' };
}

/** What a session of ours does, asked over a connection that is itself given little time. */
async function sessionState(
  target: TargetConfig,
  ssl: TlsOptions | false,
  pid: number | null,
): Promise<SessionState> {
  const askMs = Math.min(ASK_MS, 10 * (target.watchMs ?? WATCH_MS));
  const client = bareClient(target, ssl, 'watch', askMs);
  const late = setTimeout(() => {
    const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
    stream.destroy();
  }, 2 * askMs);
  try {
    await client.connect();
    const { rows } = await client.query<{ busy: boolean }>(
      `SELECT state = 'active' AND wait_event_type IS DISTINCT FROM 'Client' AS busy
       FROM pg_stat_activity WHERE pid = $1`,
      [pid],
    );
    return rows[0]?.busy ? 'busy' : 'idle';
  } catch (error) {
    // A server without a free slot lives and says so; one that does not answer cannot be waited for.
    return String((error as { code?: unknown }).code).startsWith('53') ? 'unknown' : 'idle';
  } finally {
    await client.end().catch(() => {});
    clearTimeout(late);
  }
}

/** Runs `work` with a connection that is closed whatever happens. */
export async function withClient<T>(
  target: TargetConfig,
  role: string,
  work: (client: PgClient) => Promise<T>,
): Promise<T> {
  const client = await connect(target, role);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Statements without parameters, one after another until one fails, without waiting for the answer to each. */
export async function inOneTrip(client: PgClient, statements: string[]): Promise<void> {
  if (statements.length > 0) await client.query(statements.join(';\n'));
}

/** Why a connection failed, as a code, a sentence and a remedy. */
export function connectionError(error: unknown, target: TargetConfig): MigrationError {
  if (error instanceof MigrationError) return error;
  const { code, message } = describe(error);
  const where = `${target.host}:${target.port}`;
  const make = (ours: string, sentence: string, remedy: string) =>
    new MigrationError(ours, sentence, remedy, {
      context: { host: target.host, port: target.port, database: target.database, user: target.user },
      cause: error,
    });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return make(
      'TGT-DNS',
      `The name ${target.host} does not resolve to an address.`,
      'Check the spelling of the host. Inside Docker it is the name of the service, not localhost.',
    );
  }
  if (code === 'ECONNREFUSED') {
    return make(
      'TGT-REFUSED',
      `Nothing answers at ${where}: the connection was refused.`,
      "Check that PostgreSQL runs, that the port is right and that listen_addresses in postgresql.conf includes this machine's way in.",
    );
  }
  if (
    code === 'ETIMEDOUT' ||
    code === 'EHOSTUNREACH' ||
    code === 'ENETUNREACH' ||
    /timeout/i.test(message) ||
    code === STALLED
  ) {
    return make(
      'TGT-TIMEOUT',
      `${where} did not answer within ${CONNECT_MS / 1000} seconds.`,
      'A firewall or security group is the usual cause: open the port for this machine.',
    );
  }
  if (/does not support SSL/i.test(message)) {
    return make(
      'TGT-TLS-UNSUPPORTED',
      `The server at ${where} does not offer TLS.`,
      'Choose TLS "disable" on a trusted network, or turn ssl on in postgresql.conf.',
    );
  }
  if (code === '28P01' || /password must be a string|SASL/i.test(message)) {
    return make(
      'TGT-AUTH-28P01',
      `The server rejected the password of the user ${target.user}.`,
      `Check the password, or set it anew: ALTER ROLE "${target.user}" PASSWORD '…'.`,
    );
  }
  // Every rejection of a plain connection says "no encryption"; it is the reason only where TLS could have been had.
  if (code === '28000' && /no encryption|SSL off/i.test(message) && target.tls !== 'disable') {
    return make(
      'TGT-TLS-REQUIRED',
      `The server at ${where} accepts this user only over TLS.`,
      'Choose TLS "require" (sslmode=require in the URL).',
    );
  }
  if (code === '28000') {
    return make(
      'TGT-HBA-28000',
      `The server does not let ${target.user} into ${target.database} from this address.`,
      'Add a line for this address to pg_hba.conf and reload, and check that the role exists and may log in.',
    );
  }
  if (code === '3D000') {
    return make(
      'TGT-DATABASE-3D000',
      `There is no database ${target.database} on ${where}.`,
      `Create it: CREATE DATABASE "${target.database}" OWNER "${target.user}" ENCODING 'UTF8'.`,
    );
  }
  if (code === '53300') {
    return make(
      'TGT-TOO-MANY-53300',
      `The server at ${where} has no free connection slot.`,
      'Close idle connections, raise max_connections, or run with fewer jobs.',
    );
  }
  if (code.startsWith('57P')) {
    return make(
      'TGT-NOT-READY',
      `The server at ${where} is starting up or shutting down.`,
      'Wait a moment and try again.',
    );
  }
  if (/certificate|self.signed|ERR_TLS|UNABLE_TO_VERIFY|SSL|TLS/i.test(`${code} ${message}`)) {
    return make(
      'TGT-TLS',
      `No TLS connection to ${where} could be made: ${message}.`,
      'Choose TLS "require" to encrypt without checking the certificate, or install one that this machine trusts.',
    );
  }
  return make(
    'TGT-CONNECT',
    `No connection to ${where} could be made: ${message}${code ? ` (${code})` : ''}.`,
    "Check host, port and the server's log.",
  );
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
  const code = (error as { code?: unknown } | null)?.code;
  return {
    code: typeof code === 'string' ? code : '',
    message: error instanceof Error ? error.message : String(error),
  };
}
