#!/usr/bin/env node
/**
 * Stand-in for Prisma's native schema engine, for machines that cannot download it: the same JSON-RPC on
 * stdin and stdout, answered by the WebAssembly build of the engine over @prisma/adapter-pg.
 *
 *   PRISMA_SCHEMA_ENGINE_BINARY=scripts/prisma/schema-engine.mjs npx prisma migrate diff …
 *
 * Only for development: the panel applies its migrations by lib/store/migrate.ts.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import Result from 'pg/lib/result.js';

const CHAR_OID = 18;
const BPCHAR_OID = 1042;
const CHAR_MARK = '\u0001';
const ADAPTER_CHAR = 6;

const require = createRequire(import.meta.url);
const wasmFolder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
const args = process.argv.slice(2);
const valuesOf = (flag) => args.flatMap((arg, i) => (arg === flag ? [args[i + 1]] : []));

if (args.includes('--version')) {
  const { version } = JSON.parse(readFileSync(path.join(wasmFolder, 'package.json'), 'utf8'));
  console.log(`schema-engine-wasm ${version}`);
  process.exit(0);
}
const { url } = JSON.parse(valuesOf('--datasource')[0] ?? '{}');
if (args.includes('cli')) await runCliCommand();
else await serve();
process.exit(0);

/** `cli can-connect-to-database` and `cli create-database`, with the exit protocol of the native engine. */
async function runCliCommand() {
  try {
    if (args.includes('can-connect-to-database')) await withClient(url, () => {});
    else if (args.includes('create-database')) {
      const server = new URL(url);
      const name = decodeURIComponent(server.pathname.slice(1));
      server.pathname = '/postgres';
      await withClient(server.href, (c) => c.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
    } else throw Object.assign(new Error('unsupported command'), { prisma: 'P0000' });
  } catch (error) {
    const code = error.prisma ?? { '3D000': 'P1003', '28P01': 'P1000' }[error.code] ?? 'P1001';
    const fields = { message: error.message, error_code: code };
    process.stderr.write(
      `{"level":"INFO"}\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`,
    );
    process.exit(1);
  }
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function serve() {
  await loadWasm();
  acceptCharColumns();
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory());
  const files = valuesOf('--datamodels').map((file) => [file, readFileSync(file, 'utf8')]);
  let engine;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const { id, method, params } = JSON.parse(line);
    if (!method) continue;
    try {
      engine ??= await glue.SchemaEngine.new(
        { datamodels: files.length > 0 ? files : undefined },
        () => {},
        adapter,
      );
      const input = Array.isArray(params) ? params[0] : params;
      let result = await engine[method === 'getDatabaseVersion' ? 'version' : method](input);
      if (method === 'diff' && result.stdout != null) {
        send({ id: 1_000_000 + id, method: 'print', params: { content: result.stdout } });
        result = { exitCode: result.exitCode };
      }
      send({ id, result: result ?? {} });
    } catch (error) {
      const data = {
        is_panic: false,
        message: error?.message ?? String(error),
        meta: error?.meta ?? null,
        error_code: error?.code ?? null,
      };
      send({
        id,
        error: { code: 4466, message: 'An error happened. Check the data field for details.', data },
      });
    }
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

async function loadWasm() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  const bytes = readFileSync(path.join(wasmFolder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/** The adapter rejects the catalogue's type "char": it travels as bpchar with a mark and is turned back. */
function acceptCharColumns() {
  const original = Result.prototype.addFields;
  Result.prototype.addFields = function (fields) {
    for (const field of fields) {
      if (field.dataTypeID !== CHAR_OID) continue;
      field.dataTypeID = BPCHAR_OID;
      field.name = CHAR_MARK + field.name;
    }
    return original.call(this, fields);
  };
}

function unmark(queryable) {
  const query = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (statement) => {
    const result = await query(statement);
    result.columnNames.forEach((name, i) => {
      if (!name.startsWith(CHAR_MARK)) return;
      result.columnNames[i] = name.slice(CHAR_MARK.length);
      result.columnTypes[i] = ADAPTER_CHAR;
    });
    return result;
  };
  return queryable;
}

function unmarkAdapter(adapter) {
  const start = adapter.startTransaction?.bind(adapter);
  if (start) adapter.startTransaction = async (...rest) => unmark(await start(...rest));
  return unmark(adapter);
}

/** Connects to the database of `url`; shadow databases are closed before they are dropped. */
function adapterFactory() {
  const parts = url ? new URL(url) : null;
  const schema = parts?.searchParams.get('schema') ?? undefined;
  const config = parts
    ? {
        host: parts.hostname,
        port: Number(parts.port || 5432),
        user: decodeURIComponent(parts.username),
        password: decodeURIComponent(parts.password),
        database: decodeURIComponent(parts.pathname.slice(1)),
      }
    : {};
  const base = new PrismaPg(config, { schema });
  const connect = base.connect.bind(base);
  base.connect = async () => unmarkAdapter(await connect());
  base.connectToShadowDb = async () => {
    const main = await connect();
    const database = `prisma_migrate_shadow_db_${randomUUID()}`;
    await main.executeScript(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    const shadow = unmarkAdapter(await new PrismaPg({ ...config, database }, { schema }).connect());
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await main.executeScript(`DROP DATABASE ${pg.escapeIdentifier(database)} WITH (FORCE)`);
      await main.dispose();
    };
    return shadow;
  };
  return base;
}
