/** What holds after every run, whatever was migrated. Each check returns what is wrong, in words. */
import Database from 'better-sqlite3';
import pg from 'pg';
import { exitStatus } from '../../report.ts';
import type { ObjectKind, Report } from '../../types.ts';
import type { Ask } from './target-side.ts';

const KINDS: Record<string, ObjectKind[]> = {
  table: ['table', 'virtual-table', 'shadow-table', 'internal-table'],
  index: ['index', 'unique', 'primary-key'],
  view: ['view'],
  trigger: ['trigger'],
};

/** Each row of sqlite_schema is an object of the report, and each ordinary table is among its tables or left out. */
export function unaccounted(sourcePath: string, report: Report): string[] {
  // A file that could not be read to its end has no plan to account for it.
  if (report.plan === null) return [];
  const db = new Database(sourcePath, { readonly: true });
  const wrong: string[] = [];
  // SQLite itself reads a name up to its first NUL.
  const rows = db
    .prepare<[], { type: string; name: string }>('SELECT type, name FROM sqlite_schema')
    .all()
    .map(({ type, name }) => ({ type, name: String(name).split('\0', 1)[0] ?? '' }));
  for (const { type, name } of rows) {
    const found = report.objects.filter(
      (object) => object.name === name && KINDS[type]?.includes(object.kind),
    );
    if (found.length !== 1) wrong.push(`${type} ${name} is ${found.length} times in the report`);
    const [object] = found;
    if (object?.kind === 'table' && object.outcome !== 'left-out') {
      if (!report.tables.some((table) => table.source === name)) wrong.push(`table ${name} has no rows told`);
    }
    if (object?.outcome !== 'migrated' && !object?.reason) wrong.push(`${type} ${name} has no reason`);
  }
  db.close();
  return wrong;
}

/** Rows in the file = rows in PostgreSQL + quarantined + left out, by counting on both sides. */
export async function miscounted(sourcePath: string, report: Report, ask: Ask): Promise<string[]> {
  const db = new Database(sourcePath, { readonly: true });
  const wrong: string[] = [];
  for (const { source, target, rows } of report.tables) {
    const there = Number(
      db
        .prepare(`SELECT count(*) FROM "${source.replaceAll('"', '""')}"`)
        .pluck()
        .get(),
    );
    const [[arrived]] = (await ask(
      `SELECT count(*) FROM ${pg.escapeIdentifier(target.schema)}.${pg.escapeIdentifier(target.table)}`,
    )) as [[string]];
    const sums = [rows.source, Number(arrived) + rows.quarantined + rows.leftOut];
    if (rows.copied !== Number(arrived)) wrong.push(`${source}: ${rows.copied} copied, ${arrived} arrived`);
    if (sums.some((sum) => sum !== there)) {
      wrong.push(`${source}: ${there} rows in the file, ${sums.join(' and ')} told`);
    }
  }
  db.close();
  return wrong;
}

/** The exit status and the outcome say the same as the tables, and success is success of every table. */
export function untrue(report: Report): string[] {
  const wrong: string[] = [];
  const status = exitStatus(report);
  const succeeded = report.outcome === 'succeeded';
  if (succeeded !== (report.error === null)) wrong.push(`${report.outcome} with error ${report.error?.code}`);
  if (succeeded !== (status !== 1)) wrong.push(`${report.outcome} with status ${status}`);
  const quarantined = report.tables.reduce((sum, table) => sum + table.rows.quarantined, 0);
  if (succeeded && quarantined > 0 !== (status === 3))
    wrong.push(`status ${status} with ${quarantined} quarantined`);
  for (const { source, verification } of report.tables) {
    const { count, content, mismatches } = verification;
    if (succeeded && (count !== 'match' || content !== 'match' || mismatches.length > 0)) {
      wrong.push(`${source}: count ${count}, content ${content}`);
    }
  }
  if (!succeeded && !/^[A-Z]{3}-/.test(report.error?.code ?? ''))
    wrong.push(`failed without a code: ${report.error?.message}`);
  if (report.error?.code === 'RUN-UNEXPECTED') wrong.push(`unexpected: ${report.error.message}`);
  return wrong;
}

/** A run leaves no schema of its own half-made, and one that failed leaves nothing at all. */
export async function leftBehind(report: Report, ask: Ask): Promise<string[]> {
  const wrong: string[] = [];
  const schemas = await ask(
    String.raw`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'howdah\_%' AND nspname <> 'howdah_sqlite'`,
  );
  for (const [schema] of schemas) {
    if (report.outcome !== 'succeeded' || /_stage$|_judge_/.test(schema ?? ''))
      wrong.push(`schema ${schema} is left`);
  }
  if (report.outcome === 'succeeded') return wrong;
  const visible = await ask(
    `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'`,
  );
  return [...wrong, ...visible.map(([name]) => `failed, and ${name} is visible`)];
}
