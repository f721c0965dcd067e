import { createHash } from 'node:crypto';
import type { Plan } from '../types.ts';

/**
 * The plan's identity: everything that decides what will be made, nothing that merely counts. A source that gained
 * rows of the same kinds keeps its hash; one new kind of value, a changed table or a new finding changes it.
 */
export function planHash(plan: Omit<Plan, 'hash'>): string {
  // Whether what stands there may be moved aside is asked when starting; what stands there is in `existing`.
  const { replace: _, ...options } = plan.options;
  const essence = {
    version: plan.version,
    target: { database: plan.target.database, schema: plan.target.schema },
    options,
    tables: plan.tables.map((table) => ({
      source: table.source,
      target: table.target,
      sql: table.sql,
      where: table.where,
      columns: table.columns.map((column) => [
        column.source,
        column.target,
        column.type,
        column.codec,
        column.zone,
        column.misfits?.policy ?? null,
        column.emptyIsNull,
        column.notNull,
        column.default,
        column.generated,
        column.collation ?? null,
      ]),
      primaryKey: table.primaryKey,
      identity: table.identity?.column ?? null,
      indexes: table.indexes,
      foreignKeys: table.foreignKeys,
      checks: table.checks,
      search: table.search,
      comments: table.comments,
      match: table.match,
      existing: table.existing?.differences ?? null,
    })),
    views: plan.views,
    triggers: plan.triggers,
    objects: plan.objects,
    findings: plan.findings
      .filter(({ code }) => code !== 'TGT-NOT-EMPTY' && code !== 'TGT-REPLACES')
      .map(({ code, object, severity }) => [code, object, severity]),
  };
  return createHash('sha256').update(JSON.stringify(essence)).digest('hex');
}
