/** Common table expressions: https://www.sqlite.org/lang_with.html */
import type { CommonTable, Compound, With } from '../sql/ast.ts';
import { foldName } from '../sql/fold.ts';
import type { Body } from './compound.ts';
import type { Scope, ScopeColumn } from './scope.ts';
import { type Kind, quoteName, Untranslatable } from './typed.ts';

/** How the parts of a compound are translated, given from where queries as a whole are. */
type Translate = (body: Compound, scope: Scope) => Body;

export function translateWith(clause: With, scope: Scope, translate: Translate): string {
  const tables = clause.tables.map((table) =>
    table.select.body.node === 'compound' && reads(table.select.body, table.name)
      ? recursive(table, scope, translate)
      : plain(table, scope),
  );
  const word = tables.some(({ recurs }) => recurs) ? 'RECURSIVE ' : '';
  return `WITH ${word}${tables.map(({ sql }) => sql).join(', ')} `;
}

interface Table {
  sql: string;
  recurs: boolean;
}

function plain({ name, columns, select }: CommonTable, scope: Scope): Table {
  const { sql, columns: found } = scope.child().select(select);
  const own = named(found, columns);
  scope.define(name, { target: name, columns: own });
  return { sql: `${quoteName(name)} (${list(own)}) AS (${sql})`, recurs: false };
}

/** The first part gives the columns' kinds; PostgreSQL wants to hear of their types from each part alike. */
function recursive({ name, columns, select }: CommonTable, scope: Scope, translate: Translate): Table {
  if (select.orderBy.length > 0)
    throw new Untranslatable(
      `ORDER BY inside the recursion of ${name}, which decides in what order rows are visited`,
    );
  const [first, ...rest] = unionParts(select.body);
  if (!first) throw new Untranslatable(`the recursion of ${name} has no start`);
  const start = translate(first, scope.child());
  const own = named(start.columns, columns);
  const limited = select.limit !== null;
  const inner = limited ? `${name} without its limit` : name;
  const inside = scope.child();
  inside.define(name, { target: inner, columns: own });
  const bodies = rest.map(({ op, part }) => {
    const { sql, values } = translate(part, inside.child());
    if (values.some(({ kind }, at) => !alike(kind, own[at]?.value.kind ?? 'null')))
      throw new Untranslatable(`the parts of ${name} give values of different kinds`);
    return ` ${op.toUpperCase()} ${typed(sql, own)}`;
  });
  scope.define(name, { target: name, columns: own });
  const body = `${quoteName(inner)} (${list(own)}) AS (${typed(start.sql, own)}${bodies.join('')})`;
  if (!limited) return { sql: body, recurs: true };
  // A limit ends the recursion; PostgreSQL too goes on only as long as rows are asked for.
  const { sql } = inside.select({ ...select, with: null, body: { node: 'core', core: everything(name) } });
  return { sql: `${body}, ${quoteName(name)} (${list(own)}) AS (${sql})`, recurs: true };
}

function everything(name: string) {
  return {
    distinct: false,
    columns: [{ node: 'star' as const, table: null }],
    from: { node: 'table' as const, name, alias: null },
    where: null,
    groupBy: [],
    having: null,
    windows: [],
  };
}

/** A compound's parts in their order; those behind the first with the word before them. */
function unionParts(body: Compound): [Compound, ...{ op: string; part: Compound }[]] {
  if (body.node !== 'compound') return [body];
  const [first, ...rest] = unionParts(body.left);
  return [first, ...rest, { op: body.op, part: body.right }];
}

const TYPES: Partial<Record<Kind, string>> = {
  integer: 'bigint',
  double: 'double precision',
  numeric: 'numeric',
  text: 'text',
  any: 'jsonb',
};

const alike = (kind: Kind, wanted: Kind) =>
  kind === wanted || kind === 'null' || (wanted === 'double' && kind === 'integer');

function typed(sql: string, columns: ScopeColumn[]): string {
  const casts = columns.map(({ value }, at) => {
    const type = TYPES[value.kind];
    return type ? `p.c${at + 1}::${type}` : `p.c${at + 1}`;
  });
  return `SELECT ${casts.join(', ')} FROM (${sql}) AS p (${columns.map((_, at) => `c${at + 1}`).join(', ')})`;
}

function reads(value: unknown, name: string): boolean {
  if (Array.isArray(value)) return value.some((item) => reads(item, name));
  if (typeof value !== 'object' || value === null) return false;
  if ('node' in value && value.node === 'table' && 'name' in value) {
    return foldName(String(value.name)) === foldName(name);
  }
  return Object.values(value).some((item) => reads(item, name));
}

function named(found: ScopeColumn[], names: string[]): ScopeColumn[] {
  return found.map((column, at) => {
    const name = names[at];
    return name === undefined ? column : { ...column, name, target: name };
  });
}

function list(columns: ScopeColumn[]): string {
  return columns.map((column) => quoteName(column.target)).join(', ');
}
