/** The way in: SQLite's text to PostgreSQL's. Throws Untranslatable or SqlSyntaxError, whose messages say why not. */
import { parseExpression, parseQuery } from '../sql/parse.ts';
import { asBoolean } from './coerce.ts';
import { translateExpr } from './expression.ts';
import { type Lookup, Scope, type TranslatedSelect, type Translator } from './scope.ts';
import { translateSelect } from './select.ts';
import type { Typed } from './typed.ts';

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
  return scope.select(parseQuery(sql));
}
