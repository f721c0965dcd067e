/** Where a target is, taken apart once, so that nothing later handles a string with a password in it. */
import { z } from 'zod';
import { MigrationError } from '../errors.ts';

export const TlsMode = z.enum(['disable', 'prefer', 'require', 'verify-full']);
export type TlsMode = z.infer<typeof TlsMode>;

/** Plain data, so that it can be handed to worker threads. Holds the password: never log it. */
export const TargetConfig = z.object({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(5432),
  database: z.string().min(1),
  user: z.string().min(1),
  password: z.string().default(''),
  tls: TlsMode.default('prefer'),
  /** How often a connection that waits in silence is looked after, in milliseconds; see watch.ts. */
  watchMs: z.number().int().positive().optional(),
});
export type TargetConfig = z.infer<typeof TargetConfig>;

/**
 * Takes a `postgres://user:password@host:port/database?sslmode=require` apart.
 * Throws TGT-URL, without repeating the URL, where it is none.
 */
export function parseTarget(url: string, env: { PGPASSWORD?: string | undefined } = {}): TargetConfig {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw badUrl('it is not a URL');
  }
  if (parsed.protocol !== 'postgres:' && parsed.protocol !== 'postgresql:') {
    throw badUrl('it does not begin with postgres:// or postgresql://');
  }
  const sslmode = parsed.searchParams.get('sslmode') ?? 'prefer';
  const tls = SSL_MODES[sslmode];
  if (!tls) throw badUrl(`sslmode=${sslmode} is not one of ${Object.keys(SSL_MODES).join(', ')}`);
  const database = decodeURIComponent(parsed.pathname.slice(1));
  if (!parsed.hostname) throw badUrl('it names no host');
  if (!database) throw badUrl('it names no database');
  if (!parsed.username) throw badUrl('it names no user');
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port ? Number(parsed.port) : 5432,
    database,
    user: decodeURIComponent(parsed.username),
    password: parsed.password ? decodeURIComponent(parsed.password) : (env.PGPASSWORD ?? ''),
    tls,
  };
}

const SSL_MODES: Record<string, TlsMode> = {
  disable: 'disable',
  allow: 'prefer',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-full',
  'verify-full': 'verify-full',
};

function badUrl(why: string): MigrationError {
  return new MigrationError(
    'TGT-URL',
    `The target's address cannot be read: ${why}.`,
    'Write it as postgres://user:password@host:5432/database. Special characters in the password are written in percent form, @ as %40.',
  );
}
