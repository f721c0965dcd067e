/** Which names mean what at a place in a query. */

import type { Expr, Select } from '../sql/ast.ts';
import { foldName } from '../sql/fold.ts';
import { type Typed, Untranslatable } from './typed.ts';

export interface ScopeColumn {
  /** As SQLite knows it. */
  name: string;
  /** As PostgreSQL will. */
  target: string;
  value: Omit<Typed, 'sql'>;
}

export interface Relation {
  columns: ScopeColumn[];
  target: string;
  /** Sets of columns, by SQLite's names, each of which tells a row from all others. */
  keys?: string[][];
  /** The one of them that PostgreSQL knows as primary key. */
  primaryKey?: string[];
}

export interface ScopeRelation {
  /** The name in the query that qualifies its columns, folded. */
  alias: string;
  columns: (ScopeColumn & { sql: string })[];
  keys?: string[][];
  primaryKey?: string[];
  /** It has more columns than are listed, so that `*` cannot be written out. */
  partial?: boolean;
  /** Its columns are found only with the alias before them: NEW, OLD, excluded. */
  qualifiedOnly?: boolean;
}

export interface TranslatedSelect {
  sql: string;
  columns: ScopeColumn[];
}

/** Expressions and queries contain each other; the scope is where each finds the other. */
export interface Translator {
  expr: (expr: Expr, scope: Scope) => Typed;
  select: (select: Select, scope: Scope) => TranslatedSelect;
}

/** Tables and views that can be named in FROM. Throws Untranslatable for what is not carried. */
export type Lookup = (name: string) => Relation;

export class Scope {
  readonly relations: ScopeRelation[] = [];
  /** Result columns by alias: SQLite lets other clauses use them. */
  readonly aliases = new Map<string, Typed>();
  /** Columns joined by USING, of which there is one for both sides: the left one where none is named here. */
  readonly merged = new Map<string, Typed | null>();
  /** What becomes of a column that an aggregate query names outside its aggregates. */
  bare: ((column: Typed, key: string, name: string) => Typed) | null = null;
  /** Keys of the expressions that are grouped by. */
  grouped = new Set<string>();
  readonly #parent: Scope | null;
  readonly #lookup: Lookup;
  readonly #translator: Translator;
  readonly #ctes = new Map<string, Relation>();

  constructor(lookup: Lookup, translator: Translator, parent: Scope | null = null) {
    this.#lookup = lookup;
    this.#translator = translator;
    this.#parent = parent;
  }

  /** A scope for a query inside this one. */
  child(): Scope {
    return new Scope(this.#lookup, this.#translator, this);
  }

  expr(expr: Expr): Typed {
    return this.bare && this.grouped.has(this.keyOf(expr))
      ? this.unwatched(() => this.#translator.expr(expr, this))
      : this.#translator.expr(expr, this);
  }

  /** Inside an aggregate, and of what is grouped, every column may be named. */
  unwatched<T>(work: () => T): T {
    const { bare } = this;
    this.bare = null;
    try {
      return work();
    } finally {
      this.bare = bare;
    }
  }

  /** The same for expressions that mean the same here, however they name their columns. */
  keyOf(expr: Expr): string {
    return JSON.stringify(expr, (_, value) => {
      if (value?.node !== 'column') return value;
      const found = this.#matches(value.table, value.name)[0];
      return found ? [found.alias, foldName(found.column.name)] : value;
    });
  }

  /** Whether a table of this query, not of one around it, has the column. */
  has(name: string): boolean {
    return this.#matches(null, name).length > 0;
  }

  #matches(table: string | null, name: string) {
    const folded = foldName(name);
    return this.relations
      .filter(({ alias, qualifiedOnly }) => (table === null ? !qualifiedOnly : alias === foldName(table)))
      .flatMap(({ alias, columns }) =>
        columns.filter((column) => foldName(column.name) === folded).map((column) => ({ alias, column })),
      );
  }

  /** A query whose own clauses name things of its own before those of this scope. */
  select(select: Select): TranslatedSelect {
    return this.#translator.select(select, this.child());
  }

  define(name: string, relation: Relation): void {
    this.#ctes.set(foldName(name), relation);
  }

  relation(name: string): Relation {
    return this.#ctes.get(foldName(name)) ?? this.#parent?.relation(name) ?? this.#lookup(name);
  }

  /** The column a name means, looking outwards; undefined where there is none. */
  find(table: string | null, name: string): Typed | undefined {
    const folded = foldName(name);
    const found = this.#matches(table, name);
    if (found.length > 1 && !this.merged.has(folded))
      throw new Untranslatable(`the column ${name} is ambiguous`);
    const [first] = found;
    const merged = table === null ? this.merged.get(folded) : null;
    if (first) {
      const { alias, column } = first;
      const value = merged ?? { ...column.value, sql: column.sql };
      return this.bare ? this.bare(value, JSON.stringify([alias, foldName(column.name)]), name) : value;
    }
    if (table === null) {
      const alias = this.aliases.get(folded);
      if (alias) return alias;
    }
    return this.#parent?.find(table, name);
  }
}
