/**
 * Settings from the environment, checked at start. The only reader of process.env apart from `scripts/`, which
 * starts the processes and, in the embedded mode, gives them what a person would otherwise set.
 */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

type Environment = Record<string, string | undefined>;

/** Secrets, each of which may also come as the path of a file in the variable of the same name with `_FILE`. */
const SECRETS = [
  'DATABASE_URL',
  'APP_SECRET',
  'ENCRYPTION_KEY',
  'ENCRYPTION_KEY_PREVIOUS',
  'INITIAL_ADMIN_PASSWORD',
  'METRICS_TOKEN',
];

const GENERATE = 'Make one with: openssl rand -base64 32';

const encryptionKey = z.string().transform((text, context) => {
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  if (key.length === 32) return key;
  context.addIssue({ code: 'custom', message: `must be 32 bytes in base64 or hexadecimal. ${GENERATE}` });
  return z.NEVER;
});

const wholeNumber = (max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= max, `must be at most ${max}`);

const absolutePaths = z.string().transform((list, context) => {
  const roots = list.split(path.delimiter).filter(Boolean);
  const relative = roots.find((root) => !path.isAbsolute(root));
  if (relative) context.addIssue({ code: 'custom', message: `"${relative}" is not an absolute path` });
  return roots;
});

const Settings = z.object({
  DATABASE_URL: z
    .string({ error: 'is not set. "npm start" sets it when it starts the embedded PostgreSQL' })
    .refine((url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url), 'must begin with postgresql://'),
  APP_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be the address of the panel, such as https://howdah.example.org',
    })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  APP_SECRET: z
    .string({ error: `is not set. ${GENERATE}` })
    .min(32, `must have at least 32 characters. ${GENERATE}`),
  ENCRYPTION_KEY: z.string({ error: `is not set. ${GENERATE}` }).pipe(encryptionKey),
  ENCRYPTION_KEY_PREVIOUS: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(encryptionKey))
    .default([]),
  PORT: wholeNumber(65_535).default(3000),
  HOWDAH_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  HOWDAH_DATA: z.string().default('.howdah'),
  SOURCE_ROOTS: absolutePaths.optional(),
  REVERT_WINDOW_DAYS: wholeNumber(3650).default(7),
  UPLOAD_MAX_BYTES: wholeNumber(Number.MAX_SAFE_INTEGER).default(20 * 1024 ** 3),
  UPLOAD_TOTAL_BYTES: wholeNumber(Number.MAX_SAFE_INTEGER).default(100 * 1024 ** 3),
  UPLOAD_MAX_COUNT: wholeNumber(1_000_000).default(100),
  INITIAL_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  INITIAL_ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
});

export interface Config {
  /** PostgreSQL that keeps the panel's own state. */
  databaseUrl: string;
  /** Where browsers reach the panel, without a slash at the end. */
  appUrl: string;
  /** Signs sessions. */
  appSecret: string;
  /** Keys of 32 bytes for connection secrets: the current one, and earlier ones that may still open something. */
  encryption: { current: Buffer; previous: Buffer[] };
  /** Address that the web listens on. Whoever shall reach the panel from elsewhere sets 0.0.0.0, best behind TLS. */
  host: string;
  port: number;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Absolute paths; the folders are made by whoever writes into them. */
  data: { root: string; snapshots: string; uploads: string; samples: string };
  /** Absolute folders that sources may lie in; not resolved, possibly missing. */
  sourceRoots: string[];
  uploadMaxBytes: number;
  /** How long what a run replaced is meant to be kept. Nothing is ever dropped by itself. */
  revertWindowDays: number;
  /** Of all uploads that are kept, and of those under way. */
  uploadTotalBytes: number;
  /** Uploads of one person that are kept at a time. */
  uploadMaxCount: number;
  /** Made at first start when both are given; otherwise /setup asks. */
  initialAdmin: { email: string; password: string } | null;
  /** Bearer token of /metrics, which is closed without one. */
  metricsToken: string | null;
}

/** Every problem of the environment, one line each, without a value of a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Pure but for the `_FILE` variables' files. Throws ConfigError. */
export function parseConfig(environment: Environment): Config {
  const { values, problems } = withFiles(environment);
  const parsed = Settings.safeParse(values);
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (!problems.has(name)) problems.set(name, issue.message);
  }
  if (Boolean(values.INITIAL_ADMIN_EMAIL) !== Boolean(values.INITIAL_ADMIN_PASSWORD)) {
    problems.set('INITIAL_ADMIN_EMAIL', 'and INITIAL_ADMIN_PASSWORD go together: set both or neither');
  }
  if (!parsed.success || problems.size > 0) {
    throw new ConfigError([...problems].map(([name, problem]) => `${name} ${problem}`).join('\n'));
  }
  return toConfig(parsed.data);
}

let parsed: Config | null = null;

/** The settings of this process. When they are wrong it says how on stderr and ends the process. */
export function config(): Config {
  if (parsed) return parsed;
  try {
    parsed = parseConfig(process.env);
    return parsed;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`Howdah cannot start, the environment is not right:\n${error.message}\n`);
    process.exit(78);
  }
}

/** Unset and empty mean the same, as in a compose file; `X_FILE` stands for the content of a file. */
function withFiles(environment: Environment): { values: Environment; problems: Map<string, string> } {
  const values = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const problems = new Map<string, string>();
  for (const name of SECRETS) {
    const file = values[`${name}_FILE`];
    if (!file) continue;
    if (values[name]) {
      problems.set(name, `and ${name}_FILE are both set: keep one`);
      continue;
    }
    try {
      values[name] = readFileSync(file, 'utf8').trimEnd();
    } catch (error) {
      problems.set(name, `cannot be read from ${name}_FILE: ${(error as Error).message}`);
    }
  }
  return { values, problems };
}

function toConfig(env: z.infer<typeof Settings>): Config {
  const root = path.resolve(env.HOWDAH_DATA);
  const data = {
    root,
    snapshots: path.join(root, 'snapshots'),
    uploads: path.join(root, 'uploads'),
    samples: path.join(root, 'samples'),
  };
  const { INITIAL_ADMIN_EMAIL: email, INITIAL_ADMIN_PASSWORD: password } = env;
  return {
    databaseUrl: env.DATABASE_URL,
    appUrl: env.APP_URL ?? `http://localhost:${env.PORT}`,
    appSecret: env.APP_SECRET,
    encryption: { current: env.ENCRYPTION_KEY, previous: env.ENCRYPTION_KEY_PREVIOUS },
    host: env.HOWDAH_HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    data,
    sourceRoots: env.SOURCE_ROOTS ?? [data.samples, data.uploads, os.homedir()],
    uploadMaxBytes: env.UPLOAD_MAX_BYTES,
    revertWindowDays: env.REVERT_WINDOW_DAYS,
    uploadTotalBytes: env.UPLOAD_TOTAL_BYTES,
    uploadMaxCount: env.UPLOAD_MAX_COUNT,
    initialAdmin: email && password ? { email, password } : null,
    metricsToken: env.METRICS_TOKEN ?? null,
  };
}
