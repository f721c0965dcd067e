/** What the parts of planning share: the inputs, the map of names, and where findings and objects are gathered. */

import type { Catalog, CatalogTable } from '../source/catalog.ts';
import type { TableProfile } from '../source/profile.ts';
import { foldName, sameName } from '../sql/fold.ts';
import type { TargetCatalog } from '../target/introspect.ts';
import type { TableShape } from '../target/shape.ts';
import type { Finding, NameMode, ObjectPlan, PlanOptions, RowsMode, TableChoices } from '../types.ts';
import type { NameSpace } from './names.ts';

export interface PlanInput {
  sourcePath: string;
  snapshot: { bytes: number; sha256: string };
  catalog: Catalog;
  /** By table name. */
  profiles: Record<string, TableProfile>;
  /** Null when only the source is looked at. */
  target: TargetCatalog | null;
  /** Match mode: what the application made, and which tables of the database have rows (`schema.table`). */
  there?: { shapes: TableShape[]; filled: string[] };
  options: PlanOptions;
}

export class PlanContext {
  readonly input: PlanInput;
  readonly options: PlanOptions;
  readonly findings: Finding[] = [];
  readonly objects: ObjectPlan[] = [];
  /** The ordinary tables that the plan takes along, in the source's order. */
  readonly tables: CatalogTable[];
  /** Source name → target name of tables, and of each table's columns. */
  readonly tableNames = new Map<string, string>();
  readonly columnNames = new Map<string, Map<string, string>>();
  /** Match mode: source name → the table that stands there for it. */
  readonly counterparts = new Map<string, TableShape>();
  /** Names of relations in the target's schema: tables and indexes share it. */
  readonly relations: NameSpace;
  #byName: Map<string, CatalogTable> | null = null;

  constructor(input: PlanInput, tables: CatalogTable[], relations: NameSpace) {
    this.input = input;
    this.options = input.options;
    this.tables = tables;
    this.relations = relations;
  }

  /** A source table's name in the target; undefined when the plan leaves it out. SQLite's names fold case. */
  targetTable(source: string): { source: CatalogTable; target: string } | undefined {
    this.#byName ??= new Map(this.tables.map((table) => [foldName(table.name), table]));
    const table = this.#byName.get(foldName(source));
    const target = table && this.tableNames.get(table.name);
    return table && target !== undefined ? { source: table, target } : undefined;
  }

  targetColumn(table: string, column: string): string {
    const columns = this.columnNames.get(table);
    const found = columns?.get(column) ?? [...(columns ?? [])].find(([name]) => sameName(name, column))?.[1];
    if (found === undefined) throw new Error(`no column ${column} in ${table}`);
    return found;
  }

  /** What a person chose for a table of the source. */
  tableChoices(table: string): TableChoices {
    return this.options.overrides.tables?.[table] ?? {};
  }

  /** Whether a table's rows go into one that stands there, and how; null where a new table is made. */
  rowsMode(table: string): RowsMode | null {
    if (!this.input.there) return null;
    return this.tableChoices(table).match ?? this.options.overrides.match ?? null;
  }

  get names(): NameMode {
    return this.options.overrides.names ?? 'keep';
  }

  profile(table: string): TableProfile {
    const profile = this.input.profiles[table];
    if (!profile) throw new Error(`table ${table} was not profiled`);
    return profile;
  }

  find(finding: Finding): void {
    this.findings.push(finding);
  }
}
