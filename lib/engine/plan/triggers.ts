/** Triggers as functions and triggers of PostgreSQL. */

import { timeFormOf } from '../epochs.ts';
import type { Trigger } from '../sql/ast.ts';
import { foldName, sameName } from '../sql/fold.ts';
import { parseTrigger } from '../sql/parse.ts';
import { isWord, tokenize } from '../sql/tokens.ts';
import { isLocal } from '../translate/dates.ts';
import { newScope } from '../translate/index.ts';
import type { Relation, Scope, ScopeColumn } from '../translate/scope.ts';
import { resultOf, translateBody, type Writable } from '../translate/trigger.ts';
import { quoteName, quoteText, Untranslatable } from '../translate/typed.ts';
import type { TablePlan, TriggerPlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { attempt, isRefused, tableRelation } from './expressions.ts';
import { info, warning } from './findings.ts';
import { mapName, NameSpace } from './names.ts';
import type { PlannedView } from './views.ts';

export function planTriggers(context: PlanContext, tables: TablePlan[], views: PlannedView[]): TriggerPlan[] {
  const functions = new NameSpace();
  return context.input.catalog.schema
    .filter((row) => row.type === 'trigger')
    .flatMap((row): TriggerPlan[] => {
      const plan = attempt(() => planTrigger(context, row.sql ?? '', tables, views, functions));
      const base = { kind: 'trigger' as const, name: row.name, table: row.table };
      if (isRefused(plan)) {
        context.objects.push({ ...base, outcome: 'left-out', reason: plan.refused, sql: row.sql });
        context.find(
          warning('TRG-LEFT-OUT', row.name, { trigger: row.name, table: row.table, reason: plan.refused }),
        );
        return [];
      }
      context.objects.push({
        ...base,
        outcome: 'adapted',
        reason: `a trigger with the function ${plan.function}()${fails(plan.original) ? ': FAIL undoes the whole statement, not only what comes after' : ''}`,
        sql: row.sql,
      });
      if (isLocal(plan.functionSql)) context.find(info('TIME-LOCAL', row.name, { object: row.name }));
      return [plan];
    });
}

/** RAISE(FAIL) keeps what the statement did before; PostgreSQL knows no such end. */
function fails(sql: string): boolean {
  return tokenize(sql).some((token, at, tokens) => isWord(token, 'RAISE') && isWord(tokens[at + 2], 'FAIL'));
}

function planTrigger(
  context: PlanContext,
  sql: string,
  tables: TablePlan[],
  views: PlannedView[],
  functions: NameSpace,
): TriggerPlan {
  const trigger = parseTrigger(sql);
  const writable = (name: string) => writableOf(context, tables, views, name);
  const relation = (name: string): Relation => writable(name);
  const on = writable(trigger.table);
  const target = mapName(trigger.name, context.names);
  const name = functions.take(mapName(`${on.target}_${target}`, 'keep'));
  const flag = quoteText(`howdah.${name.replace(/[^A-Za-z0-9_]/g, '_')}`);
  const done = `PERFORM set_config(${flag}, '', true);`;
  const exits = { leave: `${done} RETURN ${resultOf(trigger)};`, ignore: `${done} RETURN NULL;` };
  const inside = rowScope(relation, trigger, on, (row, column) => `${row}.${quoteName(column.target)}`);
  const { body } = translateBody(trigger, inside, writable, exits);
  // Outside a trigger NEW and OLD are NULLs of their types: enough for PostgreSQL to read the statements.
  const outside = rowScope(
    relation,
    trigger,
    on,
    (_, column) => `NULL::${on.places[column.target]?.type ?? 'text'}`,
  );
  const { statements } = translateBody(trigger, outside, writable, exits);
  return {
    source: trigger.name,
    target,
    table: on.target,
    function: name,
    functionSql: functionSql(context, name, flag, [...body, exits.leave], resultOf(trigger)),
    triggerSql: triggerSql(target, name, trigger, on),
    statements,
    original: sql,
  };
}

function writableOf(context: PlanContext, tables: TablePlan[], views: PlannedView[], name: string): Writable {
  const table = tables.find((candidate) => sameName(candidate.source, name));
  const catalog = context.tables.find((candidate) => candidate.name === table?.source);
  if (table && catalog) {
    const places = Object.fromEntries(
      table.columns.map(({ target, type, codec }) => [target, { type, form: timeFormOf(codec) }]),
    );
    const replaceable = replaceableKey(context, tables, table);
    return { ...tableRelation(catalog, table), places, replaceable };
  }
  const view = views.find((candidate) => sameName(candidate.plan.source, name));
  if (!view) throw new Untranslatable(`it touches ${name}, which is not carried`);
  const places = Object.fromEntries(
    view.relation.columns.map(({ target, value }) => [
      target,
      { type: TYPE_OF[value.kind] ?? 'text', form: value.form },
    ]),
  );
  return { ...view.relation, places };
}

/** REPLACE deletes every row in its way; where there is one key, no trigger and no child, that is an update. */
function replaceableKey(context: PlanContext, tables: TablePlan[], table: TablePlan): string[] | undefined {
  const watched = context.input.catalog.schema.some(
    (row) => row.type === 'trigger' && sameName(row.table, table.source),
  );
  const referenced = tables.some((other) => other.foreignKeys.some((key) => key.table === table.target));
  if (watched || referenced) return undefined;
  const unique = table.indexes.filter((index) => index.unique);
  const [first, ...more] = [
    ...(table.primaryKey ? [table.primaryKey.columns] : []),
    ...unique.map(plainColumns),
  ];
  return more.length === 0 ? (first ?? undefined) : undefined;
}

function plainColumns(index: TablePlan['indexes'][number]): string[] | null {
  const plain =
    index.where === null && index.columns.every(({ expression, nocase }) => expression === null && !nocase);
  return plain ? index.columns.map(({ name }) => name) : null;
}

const TYPE_OF: Record<string, string> = {
  integer: 'bigint',
  double: 'double precision',
  numeric: 'numeric',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  bytea: 'bytea',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'jsonb',
  time: 'time without time zone',
};

function rowScope(
  lookup: (name: string) => Relation,
  trigger: Trigger,
  on: Writable,
  sql: (row: string, column: ScopeColumn) => string,
): Scope {
  const scope = newScope(lookup);
  const rows = { insert: ['NEW'], delete: ['OLD'], update: ['NEW', 'OLD'] }[trigger.event];
  for (const row of rows) {
    scope.relations.push({
      alias: foldName(row),
      columns: on.columns.map((column) => ({ ...column, sql: sql(row, column) })),
      qualifiedOnly: true,
    });
  }
  return scope;
}

/**
 * SQLite does not let a trigger set itself off; a setting of the transaction says that it is under way.
 * The search path is that of the schema the function ends up in.
 */
function functionSql(
  context: PlanContext,
  name: string,
  flag: string,
  body: string[],
  result: string,
): string {
  const text = [
    'BEGIN',
    `  IF current_setting(${flag}, true) = 'on' THEN RETURN ${result}; END IF;`,
    `  PERFORM set_config(${flag}, 'on', true);`,
    ...body.map((line) => `  ${line}`),
    'END',
  ].join('\n');
  if (text.includes('$howdah$')) throw new Untranslatable('its text cannot be quoted');
  return `CREATE FUNCTION ${quoteName(name)}() RETURNS trigger LANGUAGE plpgsql SET search_path = ${quoteName(context.options.schema)}, pg_catalog AS $howdah$\n${text}\n$howdah$`;
}

function triggerSql(name: string, functionName: string, trigger: Trigger, on: Writable): string {
  const columns = trigger.updateOf.map((column) => {
    const found = on.columns.find((candidate) => sameName(candidate.name, column));
    if (!found) throw new Untranslatable(`there is no column ${column}`);
    return quoteName(found.target);
  });
  const event = `${trigger.event.toUpperCase()}${columns.length > 0 ? ` OF ${columns.join(', ')}` : ''}`;
  return `CREATE TRIGGER ${quoteName(name)} ${trigger.timing.toUpperCase()} ${event} ON ${quoteName(on.target)} FOR EACH ROW EXECUTE FUNCTION ${quoteName(functionName)}()`;
}
