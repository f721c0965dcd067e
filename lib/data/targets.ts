/** PostgreSQL databases that the panel knows. Passwords are sealed here; workers open them, and quarantine.ts. */
import type { z } from 'zod';
import { parseTarget } from '../engine/target/config.ts';
import { panel } from '../panel.ts';
import type { Prisma } from '../store/generated/client.ts';
import { isId, newId } from '../store/ids.ts';
import { ownerOf } from '../store/secrets.ts';
import { authorise, permission, reader } from './access.ts';
import type { TargetDetail, TargetRow, Tls } from './dto/target.ts';
import { failure } from './failures.ts';
import type { EditTargetInput, TargetInput } from './inputs.ts';
import { MIGRATION_SELECT, migrationRows } from './migration-rows.ts';
import { queueProbe } from './probes.ts';
import { healthOf, LATEST_PROBE, NAMED, probeRow, size } from './rows.ts';
import { latestServerHealth } from './server-health.ts';

const LIVE = { removedAt: null } as const;
export const TARGET_SELECT = {
  include: {
    probes: LATEST_PROBE,
    createdBy: NAMED,
    project: NAMED,
    _count: { select: { migrations: { where: LIVE } } },
  },
} as const satisfies Prisma.TargetDefaultArgs;
type TargetRecord = Prisma.TargetGetPayload<typeof TARGET_SELECT>;

export async function listTargets(): Promise<TargetRow[]> {
  const { db } = await reader('target.read');
  const targets = await db.target.findMany({ where: LIVE, orderBy: { createdAt: 'asc' }, ...TARGET_SELECT });
  return targets.map(targetRow);
}

export async function getTarget(id: string): Promise<TargetDetail | null> {
  const { db, user } = await reader('target.read');
  if (!isId(id)) return null;
  const target = await db.target.findFirst({ where: { id, ...LIVE }, ...TARGET_SELECT });
  if (!target) return null;
  const migrations = await db.migration.findMany({
    where: { targetId: id, ...LIVE },
    orderBy: { createdAt: 'desc' },
    ...MIGRATION_SELECT,
  });
  const inUse = migrations.length > 0 ? 'in-use' : null;
  return {
    ...targetRow(target),
    migrations: await migrationRows(db, migrations),
    createdBy: target.createdBy,
    server: await latestServerHealth(db, id),
    permissions: {
      test: permission(user.role, 'target.test'),
      edit: permission(user.role, 'target.edit'),
      remove: permission(user.role, 'target.remove', inUse),
      migrate: permission(user.role, 'migration.create'),
      leftovers: permission(user.role, 'target.leftovers'),
      clean: permission(user.role, 'target.clean'),
    },
  };
}

/** Stores it with the password sealed and queues its first test. */
export async function addTarget(input: z.output<typeof TargetInput>) {
  const { db, user } = await authorise('target.add');
  const { password, ...fields } = fieldsOf(input);
  await refuseTwin(db, fields, null);
  const id = newId();
  await db.target.create({
    data: {
      ...fields,
      id,
      name: fields.name || `${fields.database} on ${fields.host}`,
      password: password === '' ? null : panel().secrets.seal(password, ownerOf(id)),
      createdById: user.id,
    },
  });
  return { id, probeId: await queueProbe(db, 'target', { targetId: id }, user.id) };
}

/** An empty password keeps the one that is stored, unless host or user changed: it was given for those. */
export async function editTarget(input: z.output<typeof EditTargetInput>) {
  const { db, user } = await authorise('target.edit');
  const before = await db.target.findFirst({ where: { id: input.id, ...LIVE } });
  if (!before) throw failure('PNL-NOT-FOUND');
  const { password, ...fields } = fieldsOf(input);
  await refuseTwin(db, fields, input.id);
  const busy = await db.run.findFirst({
    where: { pending: { not: null }, migration: { targetId: input.id } },
    select: { id: true },
  });
  if (busy) throw failure('PNL-RUN-ACTIVE');
  const sameLogin = before.host === fields.host && before.port === fields.port && before.user === fields.user;
  await db.target.update({
    where: { id: input.id },
    data: {
      ...fields,
      name: fields.name || before.name,
      ...(password !== ''
        ? { password: panel().secrets.seal(password, ownerOf(input.id)) }
        : sameLogin
          ? {}
          : { password: null }),
    },
  });
  // Plans were made for where it was, as whom: each needs a new preview. A new password or name changes neither.
  const samePlace = sameLogin && before.database === fields.database && before.schema === fields.schema;
  if (!samePlace) {
    await db.migration.updateMany({ where: { targetId: input.id }, data: { editedAt: new Date() } });
  }
  return { id: input.id, probeId: await queueProbe(db, 'target', { targetId: input.id }, user.id) };
}

export async function testTarget(id: string) {
  const { db, user } = await authorise('target.test');
  if (!(await db.target.findFirst({ where: { id, ...LIVE } }))) throw failure('PNL-NOT-FOUND');
  return { id, probeId: await queueProbe(db, 'target', { targetId: id }, user.id) };
}

/** A look at what dead runs left there. */
export async function lookForLeftovers(id: string) {
  const { db, user } = await authorise('target.leftovers');
  if (!(await db.target.findFirst({ where: { id, ...LIVE } }))) throw failure('PNL-NOT-FOUND');
  return { id, probeId: await queueProbe(db, 'leftovers', { targetId: id }, user.id) };
}

/** Of these runs; a worker refuses those that somebody is at work on. */
export async function cleanTarget({ id, runs }: { id: string; runs: string[] }) {
  const { db, user } = await authorise('target.clean');
  if (!(await db.target.findFirst({ where: { id, ...LIVE } }))) throw failure('PNL-NOT-FOUND');
  return { id, probeId: await queueProbe(db, 'clean', { targetId: id }, user.id, { runs }) };
}

/** Its password is forgotten at once; its name stays for the history. */
export async function removeTarget(id: string): Promise<{ name: string }> {
  const { db } = await authorise('target.remove');
  const target = await db.target.findFirst({ where: { id, ...LIVE }, ...TARGET_SELECT });
  if (!target) throw failure('PNL-NOT-FOUND');
  if (target._count.migrations > 0) throw failure('PNL-IN-USE', { count: target._count.migrations });
  await db.target.update({ where: { id }, data: { removedAt: new Date(), password: null } });
  return { name: target.name };
}

type Fields = Pick<TargetRow, 'name' | 'host' | 'port' | 'database' | 'schema' | 'user'> & {
  tls: Tls;
  password: string;
};

/** One shape of both ways to enter it. Throws TGT-URL. */
function fieldsOf(input: z.output<typeof TargetInput>): Fields {
  if (input.by === 'fields') {
    const { name, host, port, database, schema, user, password, tls } = input;
    return { name, host, port, database, schema, user, password, tls };
  }
  const { host, port, database, user, password, tls } = parseTarget(input.url);
  const asked = new URL(input.url).searchParams.get('schema');
  return {
    name: input.name,
    host,
    port,
    database,
    user,
    password,
    tls,
    schema: input.schema || asked || 'public',
  };
}

async function refuseTwin(
  db: { target: Prisma.TargetDelegate },
  { host, port, database, schema }: Omit<Fields, 'password'>,
  except: string | null,
): Promise<void> {
  const where = { host, port, database, schema, ...LIVE, ...(except ? { id: { not: except } } : {}) };
  const twin = await db.target.findFirst({ where });
  if (twin) throw failure('PNL-EXISTS', { name: twin.name });
}

export function targetRow(target: TargetRecord): TargetRow {
  const lastProbe = target.probes[0] ? probeRow(target.probes[0]) : null;
  return {
    id: target.id,
    name: target.name,
    host: target.host,
    port: target.port,
    database: target.database,
    schema: target.schema,
    user: target.user,
    tls: target.tls as Tls,
    hasPassword: target.password !== null,
    version: target.version,
    databaseBytes: size(target.bytes),
    health: healthOf(lastProbe),
    lastProbe,
    usedBy: target._count.migrations,
    project: target.project,
    createdAt: target.createdAt.getTime(),
  };
}
