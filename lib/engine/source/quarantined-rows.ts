/** Rows in quarantine as they are in the source, whole, in a form that any JSON can hold. */
import { isUtf8 } from 'node:buffer';
import type { TablePlan } from '../types.ts';
import { quoteSqlite, type SqliteHandle } from './open.ts';
import { quarantineList, rowName } from './taken.ts';

/** A value with its storage class: text and numbers as text, what is no valid text in hex. */
export type QuarantinedValue =
  | { type: 'integer' | 'real' | 'text'; value: string }
  | { type: 'text' | 'blob'; hex: string };

export interface QuarantinedRow {
  /** Counted from 0 within the table. */
  number: number;
  /** `column=value, …`, or `rowid=…`. */
  key: string;
  column: string;
  reason: string;
  /** By the source's column names; null for NULL. */
  row: Record<string, QuarantinedValue | null>;
}

const ROWS = 500;

/** The table's quarantined rows from a number on, at most 500. */
export function quarantinedRows(db: SqliteHandle, table: TablePlan, from: number): QuarantinedRow[] {
  const names = rowName(table);
  const own = quoteSqlite(table.source);
  const same = names.map((name, at) => `q.k${at} IS ${own}.${quoteSqlite(name)}`);
  const stored = table.columns.filter((column) => column.generated === null);
  const values = stored.flatMap(({ source }) => {
    const c = `${own}.${quoteSqlite(source)}`;
    return [
      `typeof(${c})`,
      `CASE typeof(${c}) WHEN 'text' THEN howdah_utf8(CAST(${c} AS BLOB)) WHEN 'blob' THEN ${c} ELSE CAST(${c} AS TEXT) END`,
    ];
  });
  const rows = db
    .prepare(
      `SELECT q."column", q.reason, ${names.map((_, at) => `q.k${at}`).join(', ')}, ${values.join(', ')}
       FROM ${quarantineList(table.source)} AS q JOIN ${own} ON ${same.join(' AND ')}
       ORDER BY q.rowid LIMIT ${ROWS} OFFSET ?`,
    )
    .raw()
    .all(from) as unknown[][];
  return rows.map(([column, reason, ...rest], at) => {
    const row = Object.fromEntries(
      stored.map(({ source }, index) => {
        const type = String(rest[names.length + 2 * index]);
        return [source, readValue(type, rest[names.length + 2 * index + 1])];
      }),
    );
    const key = table.sourceKey.map((name) => `${name}=${shown(row[name])}`);
    return {
      number: from + at,
      key: key.length > 0 ? key.join(', ') : `rowid=${rest[0]}`,
      column: String(column),
      reason: String(reason),
      row,
    };
  });
}

function shown(value: QuarantinedValue | null | undefined): string {
  if (!value) return 'NULL';
  return 'hex' in value ? `x'${value.hex}'` : value.value;
}

function readValue(type: string, value: unknown): QuarantinedValue | null {
  if (type === 'null') return null;
  if (type === 'blob') return { type, hex: (value as Buffer).toString('hex') };
  if (type === 'integer' || type === 'real') return { type, value: String(value) };
  const bytes = value as Buffer;
  return isUtf8(bytes) && !bytes.includes(0)
    ? { type: 'text', value: bytes.toString('utf8') }
    : { type: 'text', hex: bytes.toString('hex') };
}
