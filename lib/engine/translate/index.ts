/** The way in: SQLite's text to PostgreSQL's. Throws Untranslatable or SqlSyntaxError, whose messages say why not. */
import { parseExpression, parseQuery } from '../sql/parse.ts';
import { asBoolean, asText } from './coerce.ts';
import { translateExpr } from './expression.ts';
import { type Lookup, Scope, type TranslatedSelect, type Translator } from './scope.ts';
import { translateSelect } from './select.ts';
import { quoteName, type Typed } from './typed.ts';

const TRANSLATOR: Translator = { expr: translateExpr, select: translateSelect };

export function newScope(lookup: Lookup): Scope {
  return new Scope(lookup, TRANSLATOR);
}

export function translateExpression(sql: string, scope: Scope): Typed {
  return scope.expr(parseExpression(sql));
}

/** As a condition of CHECK or WHERE. */
export function translateCondition(sql: string, scope: Scope): string {
  return asBoolean(translateExpression(sql, scope));
}

export function translateQuery(sql: string, scope: Scope): TranslatedSelect {
  return visible(scope.select(parseQuery(sql)));
}

/** What leaves a query for good: values whose kind each row says become the texts that SQLite would print. */
export function visible(query: TranslatedSelect): TranslatedSelect {
  if (!query.columns.some(({ value }) => value.kind === 'any')) return query;
  const names = query.columns.map((_, at) => `c${at + 1}`);
  const list = query.columns.map(({ target, value }, at) => {
    const sql = value.kind === 'any' ? asText({ ...value, sql: `q.${names[at]}` }) : `q.${names[at]}`;
    return `${sql} AS ${quoteName(target)}`;
  });
  return {
    sql: `SELECT ${list.join(', ')} FROM (${query.sql}) AS q (${names.join(', ')})`,
    columns: query.columns.map((column) =>
      column.value.kind === 'any' ? { ...column, value: { kind: 'text' } } : column,
    ),
  };
}
