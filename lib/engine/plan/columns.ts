/** One column: its type by the rules and the choices, its default, and what is to be said about it. */
import { timeFormOf } from '../epochs.ts';
import type { CatalogColumn, CatalogTable } from '../source/catalog.ts';
import { readTableClauses } from '../sql/parse-table.ts';
import type { ColumnPlan, NocaseMode } from '../types.ts';
import { columnChoices, keyChoices } from './choices.ts';
import { decideType } from './column-type.ts';
import type { PlanContext } from './context.ts';
import { translateDefault } from './defaults.ts';
import { info, warning } from './findings.ts';
import { reportType } from './type-findings.ts';
import { choicesFor, factsOf } from './type-rules.ts';

export function planColumn(context: PlanContext, table: CatalogTable, column: CatalogColumn): ColumnPlan {
  const profile = context.profile(table.name).columns[column.name];
  if (!profile) throw new Error(`column ${column.name} was not profiled`);
  const choices = (column.pk > 0 ? keyChoices : columnChoices)(
    context.options.overrides,
    table.name,
    column.name,
  );
  const facts = factsOf(column, column.name === table.rowidColumn, profile, choices);
  const { policy, ...decided } = decideType(
    context.options.overrides,
    { table: table.name, column: column.name },
    facts,
    choices,
  );
  const place = `${table.name}.${column.name}`;
  const emptyIsNull = choices.empty === 'null' && profile.emptyTexts > 0;
  const nulls = profile.nulls + (emptyIsNull ? profile.emptyTexts : 0);
  if (emptyIsNull) {
    context.find(warning('COL-EMPTY-NULL', place, { column: place, count: profile.emptyTexts }));
  }
  if (column.notNull && nulls > 0) {
    context.find(warning('COL-NULLS', place, { column: place, count: nulls }));
  }
  const plan: ColumnPlan = {
    source: column.name,
    target: context.targetColumn(table.name, column.name),
    declared: column.declared,
    ...decided,
    misfits: policy && { policy, count: 0 },
    emptyIsNull,
    ...collationOf(context, table, column, decided.type, choices.nocase),
    notNull: column.notNull && nulls === 0,
    default: planDefault(context, table, column, decided, choices.default),
    generated: null,
    choices: choicesFor(facts).map((choice) => choice.type),
    values: {
      nulls: profile.nulls,
      integers: profile.integers,
      reals: profile.reals,
      texts: profile.texts,
      blobs: profile.blobs,
      maxBytes: profile.maxBytes,
      needsEscape: profile.needsEscape,
      sample: profile.sample,
    },
  };
  reportType(context, place, facts, plan);
  return plan;
}

/** Only where the column says NOCASE and a choice asks for it. */
function collationOf(
  context: PlanContext,
  table: CatalogTable,
  column: CatalogColumn,
  type: string,
  choice: NocaseMode | undefined,
): Pick<ColumnPlan, 'collation'> {
  if (choice !== 'collation' || !/^(text|character varying)/.test(type)) return {};
  const clause = readTableClauses(table.sql).columns.find(({ name }) => name === column.name);
  if (clause?.collation !== 'NOCASE') return {};
  const place = `${table.name}.${column.name}`;
  context.find(info('COL-NOCASE', place, { column: place }));
  return { collation: 'nocase' };
}

function planDefault(
  context: PlanContext,
  table: CatalogTable,
  column: CatalogColumn,
  { type, codec }: Pick<ColumnPlan, 'type' | 'codec'>,
  chosen: string | null | undefined,
): string | null {
  if (chosen !== undefined) return chosen;
  const form = timeFormOf(codec);
  const value = translateDefault(column.generated === 'no' ? column.default : null, { type, form });
  const place = `${table.name}.${column.name}`;
  if (value.local) context.find(info('TIME-LOCAL', place, { object: place }));
  if (value.leftOut) {
    context.find(warning('COL-DEFAULT', place, { column: place, expression: column.default ?? '' }));
    context.objects.push({
      kind: 'default',
      name: column.name,
      table: table.name,
      outcome: 'left-out',
      reason: 'it has no certain counterpart in PostgreSQL',
      sql: column.default,
    });
  }
  return value.sql;
}
