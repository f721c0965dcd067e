/** The plan without what PostgreSQL refused: each refused piece is left out with the server's own words. */
import { pieceKey, type Verdicts } from '../target/judge.ts';
import type { Finding, ObjectPlan, Plan } from '../types.ts';
import { blocker, type FindingCode, warning } from './findings.ts';
import { planHash } from './hash.ts';

export function applyVerdicts(plan: Plan, verdicts: Verdicts): Plan {
  if (verdicts.size === 0) return plan;
  const objects = [...plan.objects];
  const findings: Finding[] = [];
  const refuse = (
    kind: ObjectPlan['kind'],
    name: string,
    table: string | null,
    code: FindingCode,
    params: Finding['params'],
    message: string,
    sql: string | null,
  ) => {
    const reason = `PostgreSQL refused it: ${message}`;
    const outcome = kind === 'generated-column' ? 'adapted' : 'left-out';
    const object = { kind, name, table, outcome, reason, sql } as const;
    const at = objects.findIndex(
      (other) => other.kind === kind && other.name === name && other.table === table,
    );
    if (at >= 0) objects[at] = object;
    else objects.push(object);
    findings.push(
      warning(code, table && kind !== 'index' && kind !== 'trigger' ? `${table}.${name}` : name, {
        ...params,
        reason,
      }),
    );
  };

  const tables = plan.tables.map((table) => {
    const verdict = (kind: Parameters<typeof pieceKey>[0], name: string) =>
      verdicts.get(pieceKey(kind, table.source, name));
    const columns = table.columns.map((column) => {
      const place = `${table.source}.${column.source}`;
      const generated = verdict('generated', column.source);
      const value = verdict('default', column.source);
      if (generated !== undefined) {
        refuse(
          'generated-column',
          column.source,
          table.source,
          'COL-GENERATED',
          { column: place },
          generated,
          column.generated,
        );
      }
      if (value !== undefined) {
        const params = { column: place, expression: column.default ?? '' };
        refuse('default', column.source, table.source, 'COL-DEFAULT', params, value, column.default);
      }
      return {
        ...column,
        generated: generated === undefined ? column.generated : null,
        default: value === undefined ? column.default : null,
      };
    });
    const checks = table.checks.filter((check) => {
      const message = verdict('check', check.target);
      if (message === undefined) return true;
      const params = { table: table.source, expression: check.sql };
      refuse('check', check.source, table.source, 'CHK-LEFT-OUT', params, message, `CHECK (${check.sql})`);
      return false;
    });
    const indexes = table.indexes.filter((index) => {
      const message = verdict('index', index.target);
      if (message === undefined) return true;
      const params = { index: index.source, table: table.source };
      const kind = objects.find(({ name }) => name === index.source)?.kind ?? 'index';
      refuse(kind, index.source, table.source, 'IDX-LEFT-OUT', params, message, index.source);
      return false;
    });
    return { ...table, columns, checks, indexes };
  });

  const views = plan.views.filter((view) => {
    const message = verdicts.get(pieceKey('view', view.source));
    if (message === undefined) return true;
    refuse('view', view.source, null, 'VIEW-LEFT-OUT', { view: view.source }, message, view.original);
    return false;
  });
  const triggers = plan.triggers.filter((trigger) => {
    const message = verdicts.get(pieceKey('trigger', trigger.source));
    if (message === undefined) return true;
    const table =
      objects.find(({ kind, name }) => kind === 'trigger' && name === trigger.source)?.table ?? null;
    const params = { trigger: trigger.source, table: table ?? '' };
    refuse('trigger', trigger.source, table, 'TRG-LEFT-OUT', params, message, trigger.original);
    return false;
  });
  const collation = verdicts.get(pieceKey('collation'));
  if (collation !== undefined) {
    const columns = plan.tables.flatMap((table) => table.columns.filter((column) => column.collation));
    const params = { count: columns.length, reason: collation };
    findings.push(blocker('COL-NOCASE-REFUSED', plan.target.database, params));
  }
  const judged = { ...plan, tables, views, triggers, objects, findings: [...plan.findings, ...findings] };
  return { ...judged, hash: planHash(judged) };
}
