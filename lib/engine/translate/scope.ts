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
}

export interface ScopeRelation {
  /** The name in the query that qualifies its columns, folded. */
  alias: string;
  columns: (ScopeColumn & { sql: string })[];
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
  /** Columns joined by USING, of which there is one for both sides. */
  readonly merged = new Set<string>();
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
    return this.#translator.expr(expr, this);
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
    const found = this.relations
      .filter(({ alias, qualifiedOnly }) => (table === null ? !qualifiedOnly : alias === foldName(table)))
      .flatMap(({ columns }) => columns.filter((column) => foldName(column.name) === folded));
    if (found.length > 1 && !this.merged.has(folded))
      throw new Untranslatable(`the column ${name} is ambiguous`);
    const [column] = found;
    if (column) return { ...column.value, sql: column.sql };
    if (table === null) {
      const alias = this.aliases.get(folded);
      if (alias) return alias;
    }
    return this.#parent?.find(table, name);
  }
}
