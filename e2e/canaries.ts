/** A panel with secrets and values that are recognised wherever they turn up, and work done in it that touches them all. */
import { randomBytes } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { TestPanel } from '../lib/testing/panel.ts';
import type { Visitor } from './visitor.ts';

const rare = (name: string) => `${name}-${randomBytes(9).toString('hex')}`;

export const SECRETS = {
  appSecret: rare('canary-app-secret-of-some-length'),
  encryptionKey: randomBytes(32).toString('base64'),
  metricsToken: rare('canary-metrics'),
  admin: rare('canary-admin'),
  lead: rare('canary-lead'),
  support: rare('canary-support'),
  wrong: rare('canary-wrong'),
  target: rare('canary-target'),
  targetUrl: rare('canary-url'),
};

/** A value of a row, which support may not see. */
export const VALUE = rare('canary-value');

interface Server {
  state: string;
  sample: string;
}

/** Connection strings of the panel's own server: its state, and the sample target as its superuser. */
export function serverOf(dataDir: string): Server {
  const port = readFileSync(path.join(realpathSync(path.join(dataDir, 'postgres')), 'port'), 'utf8').trim();
  const { postgres } = ownSecrets(dataDir);
  const url = (database: string) => `postgresql://howdah:${postgres}@127.0.0.1:${port}/${database}`;
  return { state: url('howdah'), sample: url('howdah_sample') };
}

export function ownSecrets(dataDir: string): { postgres: string; sampleTarget: string } {
  return JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8'));
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** Values that do not fit, values that differ, and one that PostgreSQL will name in an error. */
export function sourceWithValues(panel: TestPanel): string {
  const file = path.join(panel.dataDir, 'samples', 'canary.db');
  const database = new Database(file);
  database.exec(`CREATE TABLE visits (id INTEGER PRIMARY KEY, place TEXT, day DATE, amount INTEGER);
    INSERT INTO visits VALUES (1, 'x', '2024-01-05', 1), (2, '${VALUE}', '${VALUE}', 2), (3, 'y', '2024-02-11', '${VALUE}');
    CREATE TABLE codes (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
    INSERT INTO codes VALUES (1, '${VALUE}');`);
  database.close();
  return file;
}

/** Reads the run's stream to its end, and answers where it stands then. */
export async function ended(visitor: Visitor, runId: string) {
  await visitor.see(`/api/runs/${runId}/events`, {}, 'event: end');
  const response = await visitor.fetch(`/api/runs/${runId}/state`);
  const { state } = (await response.json()) as { state: { status: string; planHash: string | null } };
  return state;
}

/** Reads the batch's stream to its end. */
export async function batchEnded(visitor: Visitor, batchId: string): Promise<void> {
  await visitor.see(`/api/batches/${batchId}/events`, {}, 'event: end');
}

export async function probed(visitor: Visitor, probeId: string): Promise<string> {
  for (;;) {
    const text = await (await visitor.fetch(`/api/probes/${probeId}`)).text();
    if (!/"state":"(queued|running)"/.test(text)) return text;
  }
}
