/** RAISE in a trigger: an exception, or the end of the trigger's work. */
import type { Expr, SelectCore, Statement } from '../sql/ast.ts';
import { asBoolean, asText } from './coerce.ts';
import type { Scope } from './scope.ts';
import { quoteText, Untranslatable } from './typed.ts';

/** How the function is left: to go on as usual, or without the row (before) or the rest of the program (after). */
export interface Exits {
  leave: string;
  ignore: string;
}

/** A SELECT in a trigger does nothing unless it raises, or calls a function of the application: that is refused. */
export function raises(
  statement: Extract<Statement, { node: 'select' }>,
  scope: Scope,
  exits: Exits,
): string[] {
  const { select } = statement;
  if (!mentions(select, 'raise')) {
    if (mentions(select, 'call')) scope.child().select(select);
    return [];
  }
  if (select.body.node !== 'core') throw new Untranslatable('RAISE in a compound query');
  const { core } = select.body;
  return core.columns.flatMap((column) => {
    if (column.node !== 'expr' || !mentions(column.expr, 'raise')) return [];
    if (select.with || core.groupBy.length > 0)
      throw new Untranslatable('RAISE in a query with groups or WITH');
    return [branches(column.expr, core.from ? core : null, core.where, scope, exits)];
  });
}

function mentions(value: unknown, node: 'raise' | 'call'): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('node' in value && value.node === node) return true;
  return Object.values(value).some((part) => mentions(part, node));
}

/** Over a table it raises if any row is so. */
function test(condition: Expr | null, core: SelectCore | null, scope: Scope): string {
  if (!core) return condition ? asBoolean(scope.expr(condition)) : 'true';
  const one: Expr = { node: 'integer', value: '1' };
  const columns: SelectCore['columns'] = [{ node: 'expr', expr: one, alias: null, text: '1' }];
  const body = { node: 'core' as const, core: { ...core, columns, where: condition } };
  return `EXISTS (${scope.select({ with: null, body, orderBy: [], limit: null, offset: null }).sql})`;
}

function both(a: Expr | null, b: Expr | null): Expr | null {
  return a && b ? { node: 'binary', op: 'and', left: a, right: b } : (a ?? b);
}

function branches(
  expr: Expr,
  core: SelectCore | null,
  where: Expr | null,
  scope: Scope,
  exits: Exits,
): string {
  if (expr.node === 'raise') {
    const condition = test(where, core, scope);
    const action = raise(expr, core ? null : scope, exits);
    return condition === 'true' ? action : `IF ${condition} THEN ${action} END IF;`;
  }
  if (expr.node !== 'case') throw new Untranslatable('RAISE inside an expression other than CASE');
  const { operand } = expr;
  // Each branch holds where none before it did.
  let before: Expr | null = where;
  const lines: string[] = [];
  for (const { when, result } of expr.whens) {
    const own: Expr = operand ? { node: 'binary', op: '=', left: operand, right: when } : when;
    if (mentions(result, 'raise')) lines.push(branches(result, core, both(before, own), scope, exits));
    const known: Expr = {
      node: 'call',
      name: 'coalesce',
      args: [own, { node: 'integer', value: '0' }],
      ...PLAIN,
    };
    before = both(before, { node: 'unary', op: 'not', arg: known });
  }
  if (expr.otherwise && mentions(expr.otherwise, 'raise'))
    lines.push(branches(expr.otherwise, core, before, scope, exits));
  return lines.join(' ');
}

const PLAIN = { star: false, distinct: false, orderBy: [], filter: null, over: null };

/** A message can name the columns of a row only where there is one. */
function raise(expr: Extract<Expr, { node: 'raise' }>, scope: Scope | null, exits: Exits): string {
  if (expr.action === 'ignore') return exits.ignore;
  if (!scope && expr.message && expr.message.node !== 'text')
    throw new Untranslatable('RAISE in a query over a table with a message of its rows');
  const message =
    expr.message === null
      ? quoteText('aborted')
      : expr.message.node === 'text'
        ? quoteText(expr.message.value)
        : asText((scope as Scope).expr(expr.message));
  return `RAISE EXCEPTION USING MESSAGE = ${message}, ERRCODE = 'integrity_constraint_violation';`;
}
