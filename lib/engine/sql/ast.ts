/** SQLite's expressions and queries as a tree: https://www.sqlite.org/lang_expr.html, https://www.sqlite.org/lang_select.html */

export type Expr =
  | { node: 'null' }
  | { node: 'integer'; value: string }
  | { node: 'real'; value: string }
  | { node: 'text'; value: string }
  | { node: 'blob'; hex: string }
  | { node: 'boolean'; value: boolean }
  | { node: 'current'; what: 'date' | 'time' | 'timestamp' }
  /** `quoted`: in double quotes, which SQLite takes for a string where no such column exists. */
  | { node: 'column'; table: string | null; name: string; quoted: boolean }
  | { node: 'unary'; op: '-' | '+' | '~' | 'not'; arg: Expr }
  | { node: 'binary'; op: BinaryOp; left: Expr; right: Expr }
  | {
      node: 'like';
      op: 'like' | 'glob' | 'regexp' | 'match';
      not: boolean;
      left: Expr;
      right: Expr;
      escapeChar: Expr | null;
    }
  | { node: 'is-null'; not: boolean; arg: Expr }
  | { node: 'between'; not: boolean; arg: Expr; low: Expr; high: Expr }
  | { node: 'in'; not: boolean; arg: Expr; list: Expr[] | Select }
  | { node: 'exists'; select: Select }
  | { node: 'subquery'; select: Select }
  | { node: 'case'; operand: Expr | null; whens: { when: Expr; result: Expr }[]; otherwise: Expr | null }
  | { node: 'cast'; arg: Expr; type: string }
  | { node: 'collate'; arg: Expr; collation: string }
  | { node: 'row'; items: Expr[] }
  | FunctionCall
  | { node: 'raise'; action: 'ignore' | 'rollback' | 'abort' | 'fail'; message: Expr | null };

export type BinaryOp =
  | 'or'
  | 'and'
  | '='
  | '<>'
  | 'is'
  | 'is not'
  | '<'
  | '<='
  | '>'
  | '>='
  | '&'
  | '|'
  | '<<'
  | '>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '||'
  | '->'
  | '->>';

export interface FunctionCall {
  node: 'call';
  /** Lower case. */
  name: string;
  args: Expr[];
  star: boolean;
  distinct: boolean;
  orderBy: OrderTerm[];
  filter: Expr | null;
  over: Window | string | null;
}

export interface Window {
  /** The window it builds on. */
  base: string | null;
  partitionBy: Expr[];
  orderBy: OrderTerm[];
  /** The frame clause as it stands: both sides write it alike. */
  frame: string | null;
}

export interface OrderTerm {
  expr: Expr;
  desc: boolean;
  nulls: 'first' | 'last' | null;
}

export interface Select {
  with: With | null;
  body: Compound;
  orderBy: OrderTerm[];
  limit: Expr | null;
  offset: Expr | null;
}

export interface With {
  recursive: boolean;
  tables: CommonTable[];
}

export interface CommonTable {
  name: string;
  columns: string[];
  select: Select;
}

export type Compound =
  | { node: 'core'; core: SelectCore }
  | { node: 'values'; rows: Expr[][] }
  | { node: 'compound'; op: 'union' | 'union all' | 'intersect' | 'except'; left: Compound; right: Compound };

export interface SelectCore {
  distinct: boolean;
  columns: ResultColumn[];
  from: From | null;
  where: Expr | null;
  groupBy: Expr[];
  having: Expr | null;
  windows: { name: string; window: Window }[];
}

export type ResultColumn =
  | { node: 'expr'; expr: Expr; alias: string | null; text: string }
  | { node: 'star'; table: string | null };

export type From =
  | { node: 'table'; name: string; alias: string | null }
  | { node: 'table-function'; name: string; args: Expr[]; alias: string | null }
  | { node: 'select'; select: Select; alias: string | null }
  | {
      node: 'join';
      kind: 'inner' | 'left' | 'right' | 'full' | 'cross';
      natural: boolean;
      left: From;
      right: From;
      on: Expr | null;
      using: string[];
    };

/** What a trigger's body may hold. */
export type Statement =
  | { node: 'select'; select: Select }
  | {
      node: 'insert';
      table: string;
      columns: string[];
      source: Select | null;
      conflict: string | null;
      upsert: Upsert | null;
    }
  | {
      node: 'update';
      table: string;
      set: Assignment[];
      from: From | null;
      where: Expr | null;
      conflict: string | null;
    }
  | { node: 'delete'; table: string; where: Expr | null };

export interface Assignment {
  columns: string[];
  value: Expr;
}

export interface Upsert {
  target: string[];
  set: Assignment[] | null;
  where: Expr | null;
}

export interface Trigger {
  name: string;
  timing: 'before' | 'after' | 'instead of';
  event: 'insert' | 'update' | 'delete';
  updateOf: string[];
  table: string;
  when: Expr | null;
  body: Statement[];
}
