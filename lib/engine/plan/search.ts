/** A chosen full-text search: a tsvector column that PostgreSQL keeps up to date, and a GIN index. */

import { overrideError } from '../errors.ts';
import type { CatalogTable } from '../source/catalog.ts';
import { sameName } from '../sql/fold.ts';
import { quoteName } from '../translate/typed.ts';
import type { ColumnPlan, TablePlan } from '../types.ts';
import type { PlanContext } from './context.ts';
import { info } from './findings.ts';
import { mapName, NameSpace } from './names.ts';

/** A tsvector takes a megabyte: https://www.postgresql.org/docs/current/textsearch-limitations.html */
const MAX_BYTES = 1_000_000;
const MAX_CHARACTERS = 200_000;

export function planSearch(
  context: PlanContext,
  table: CatalogTable,
  columns: ColumnPlan[],
): TablePlan['search'] {
  const configuration = context.tableChoices(table.name).search;
  if (configuration === undefined) return null;
  const left = table.virtual?.unindexed ?? [];
  const texts = columns.filter(
    ({ type, source, generated }) =>
      /^(text|character varying|citext)/.test(type) &&
      generated === null &&
      !left.some((name) => sameName(name, source)),
  );
  if (texts.length === 0) {
    throw overrideError(
      `tables.${table.name}.search`,
      'the table has no column of text.',
      'Take the choice back, or choose text for a column.',
    );
  }
  const bytes = texts.reduce((sum, { values }) => sum + values.maxBytes, 0);
  const part = ({ target }: ColumnPlan) => {
    const text = `coalesce(${quoteName(target)}::text, '')`;
    return bytes > MAX_BYTES ? `left(${text}, ${Math.floor(MAX_CHARACTERS / texts.length)})` : text;
  };
  const names = new NameSpace(columns.map(({ target }) => target));
  const column = names.take('search');
  const target = context.tableNames.get(table.name) ?? table.name;
  const params = { table: table.name, column, configuration };
  context.find(info('TBL-SEARCH-MADE', table.name, params));
  return {
    column,
    expression: `to_tsvector('pg_catalog.${configuration}'::regconfig, ${texts.map(part).join(` || ' ' || `)})`,
    index: context.relations.take(mapName(`${target}_${column}_idx`, 'keep')),
  };
}
