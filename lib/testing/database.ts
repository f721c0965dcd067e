import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  /** Connection string of a superuser to this database. */
  url: string;
  name: string;
  /** Removes it, ending whatever connections are left. */
  drop(): Promise<void>;
}

/** A fresh database on the server of this test run; with `template`, a clone of what that prepares. */
export async function testDatabase(options: { template?: Template } = {}): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = options.template ? await prepared(options.template) : null;
  await asSuperuser(async (client) => {
    const from = template ? ` TEMPLATE ${pg.escapeIdentifier(template)}` : '';
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${from}`);
  });
  return {
    url: urlOf(name),
    name,
    drop: () =>
      asSuperuser(async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
      }),
  };
}

export interface Template {
  /** One template of a name is made in a test run, whoever asks first. */
  name: string;
  /** Fills it; every connection must be closed when this resolves. */
  prepare(url: string): Promise<void>;
}

async function prepared(template: Template): Promise<string> {
  const name = `template_${template.name}`;
  await asSuperuser(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const done = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
    if (done.rowCount) return;
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    await template.prepare(urlOf(name));
    await client.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} IS_TEMPLATE true`);
  });
  return name;
}

function urlOf(database: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

async function asSuperuser(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
