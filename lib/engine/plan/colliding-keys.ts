/** Unique keys that the rows no longer keep once their values are read for the target: plain indexes instead. */
import type { Finding, ForeignKeyPlan, IndexPlan, ObjectPlan, Plan, TablePlan } from '../types.ts';
import { warning } from './findings.ts';
import { isUniqueKey } from './foreign-keys.ts';

/** `collisions`: how many values collide, by table and the key's name in the target. */
export function withoutCollidingKeys(plan: Plan, collisions: Record<string, Record<string, number>>): Plan {
  if (Object.values(collisions).every((keys) => Object.keys(keys).length === 0)) return plan;
  const findings: Finding[] = [];
  let objects = plan.objects;
  const tell = (kind: ObjectPlan['kind'][], name: string, table: string, change: Partial<ObjectPlan>) => {
    objects = objects.map((object) =>
      kind.includes(object.kind) && object.table === table && object.name === name
        ? { ...object, ...change }
        : object,
    );
  };
  const weakened = plan.tables.map((table) => {
    const colliding = collisions[table.source] ?? {};
    const weaken = (name: string, source: string, columns: string[]) => {
      const types = columns.map((column) => table.columns.find(({ target }) => target === column)?.type);
      const params = {
        table: table.source,
        key: source,
        count: colliding[name] ?? 0,
        types: types.join(', '),
      };
      findings.push(warning('KEY-COLLIDES', table.source, params));
      const reason = `an index that is not unique: ${colliding[name]} values are the same in PostgreSQL`;
      tell(['unique', 'index', 'primary-key'], source, table.source, { outcome: 'adapted', reason });
    };
    const indexes = table.indexes.map((index): IndexPlan => {
      if (!(index.target in colliding)) return index;
      weaken(
        index.target,
        index.source,
        index.columns.map(({ name }) => name),
      );
      return { ...index, unique: false, constraint: false };
    });
    const { primaryKey } = table;
    if (!primaryKey || !(primaryKey.name in colliding)) return { ...table, indexes };
    const source = objects.find(({ kind, table: of }) => kind === 'primary-key' && of === table.source)?.name;
    weaken(primaryKey.name, source ?? primaryKey.name, primaryKey.columns);
    indexes.push(plainIndex(primaryKey));
    return { ...table, indexes, primaryKey: null };
  });
  const tables = weakened.map((table) => ({
    ...table,
    foreignKeys: table.foreignKeys.filter((key) => {
      const parent = weakened.find(({ target }) => target === key.table);
      if (!parent || isUniqueKey(parent, key.references)) return true;
      findings.push(lostKey(table, key, parent));
      const reason = `the referenced columns of ${parent.source} have no unique key in the target`;
      tell(['foreign-key'], key.source, table.source, { outcome: 'left-out', reason });
      return false;
    }),
  }));
  return { ...plan, tables, objects, findings: [...plan.findings, ...findings] };
}

function lostKey(table: TablePlan, key: ForeignKeyPlan, parent: TablePlan): Finding {
  const reason = `the referenced columns of ${parent.source} have no unique key in the target`;
  return warning('FK-LEFT-OUT', key.source, { table: table.source, parent: parent.source, reason });
}

function plainIndex({ name, columns }: NonNullable<TablePlan['primaryKey']>): IndexPlan {
  return {
    source: name,
    target: name,
    unique: false,
    constraint: false,
    method: 'btree',
    columns: columns.map((column) => ({ name: column, expression: null, desc: false, nocase: false })),
    where: null,
  };
}
