/** Logs of web and worker: one JSON line each, without secrets. */
import pino, { type Logger, type LoggerOptions } from 'pino';
import { config } from './config.ts';

const SECRET_NAMES = [
  'password',
  'passwordHash',
  'token',
  'secret',
  'connectionString',
  'url',
  'cookie',
  'authorization',
];

/** A connection string anywhere in a text, down to its password. */
const URL_PASSWORD = /(\w+:\/\/[^\s:/@]*):[^\s/@]+@/g;

export const LOG_OPTIONS: LoggerOptions = {
  redact: {
    paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    censor: '•••',
  },
  serializers: { err: serializeError },
};

const SLOT = Symbol.for('howdah.log');
const slots = globalThis as { [SLOT]?: Logger };

export function log(): Logger {
  slots[SLOT] ??= pino({ ...LOG_OPTIONS, level: config().logLevel });
  return slots[SLOT];
}

export function withoutPasswords(text: string): string {
  return text.replace(URL_PASSWORD, '$1:•••@');
}

function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) {
    const text = typeof error === 'object' ? JSON.stringify(error) : String(error);
    return { message: withoutPasswords(text) };
  }
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: withoutPasswords(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: withoutPasswords(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}
