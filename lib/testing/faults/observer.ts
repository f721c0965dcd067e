/**
 * Looks at the target from outside, again and again, as an application would: at every look the whole of the schema
 * must be as before the run or as after it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** What is to be seen in one state: the names of all objects, and of each table its rows and a sum over them. */
export interface View {
  objects: string;
  content: Record<string, string>;
}

const PAUSE_MS = 4;
/** Rows are summed up at every so-manieth look: that is the costly part. */
const ROWS_EVERY = 3;

/** Everything in `public` by one statement, so that it is of one instant. */
const OBJECTS = `SELECT coalesce(string_agg(what, ' ' ORDER BY what), '') AS objects FROM (
  SELECT c.relkind::text || ':' || c.relname AS what FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
  UNION ALL SELECT 'con:' || k.conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
    WHERE n.nspname = 'public' AND k.contype <> 'n'
  UNION ALL SELECT 'fun:' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public') AS o`;

/** Texts of many pages are looked at by their length alone: a look must take milliseconds. */
function contentOf(tables: string[], columns: Map<string, string[]>, whole: boolean): string {
  const sums = tables.map((table) => {
    const row = (columns.get(table) ?? [])
      .map((column) =>
        whole || column !== 'body' ? `${pg.escapeIdentifier(column)}::text` : 'octet_length(body)::text',
      )
      .join(', ');
    return `(SELECT count(*) || '/' || coalesce(sum(hashtextextended(concat_ws('|', ${row}), 0)), 0)
       FROM public.${pg.escapeIdentifier(table)}) AS ${pg.escapeIdentifier(table)}`;
  });
  return `SELECT ${sums.join(', ')}`;
}

/** A view of the present state. Without `whole`, large texts by their length. */
export async function lookAt(client: pg.Client, whole: boolean): Promise<View> {
  const {
    rows: [first],
  } = await client.query<{ objects: string }>(OBJECTS);
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname::text AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = 'public' AND c.relkind = 'r' GROUP BY 1 ORDER BY 1`,
  );
  if (rows.length === 0) return { objects: first?.objects ?? '', content: {} };
  const columns = new Map(rows.map((row) => [row.table, row.columns]));
  const content = await client.query(contentOf([...columns.keys()], columns, whole));
  return { objects: first?.objects ?? '', content: content.rows[0] as Record<string, string> };
}

export class Observer {
  looks = 0;
  /** What was seen that is neither before nor after, in words. */
  readonly violations: string[] = [];
  readonly #url: string;
  readonly #states: View[];
  #stopped = false;
  #reached = 0;
  #running: Promise<void>;

  /** `states` in the order they may be passed through: before, after; after a rollback before again. */
  constructor(url: string, states: View[]) {
    this.#url = url;
    this.#states = states;
    this.#running = this.#watch();
  }

  /** The state that was seen last. */
  get reached(): number {
    return this.#reached;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 2000 });
      client.on('error', () => {});
      try {
        await client.connect();
        // Never the one who holds the cutover up.
        await client.query("SET lock_timeout = '5s'; SET application_name = 'observer'");
        while (!this.#stopped) {
          await this.#look(client);
          await delay(PAUSE_MS);
        }
      } catch (error) {
        // A server that is away shows nothing; whatever else fails would be seen by an application.
        const { code = '', message } = error as { code?: string; message: string };
        if (
          !/^(57P|08|53|ECONN|EPIPE|55P03)/.test(code) &&
          !/terminated|timeout|not queryable/i.test(message)
        )
          this.violations.push(`a look failed: ${message} (${code})`);
        await delay(20);
      } finally {
        await client.end().catch(() => {});
      }
    }
  }

  async #look(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ objects: string }>(OBJECTS);
    this.looks++;
    this.#judge('objects', rows[0]?.objects ?? '', (view) => view.objects);
    if (this.looks % ROWS_EVERY !== 0) return;
    // All tables that stand in the state reached, in one statement: taken in the order the cutover moves them.
    const tables = Object.keys(this.#states[this.#reached]?.content ?? {}).sort();
    if (tables.length === 0) return;
    const columns = await columnsOf(client, tables);
    if (columns.size < tables.length) return;
    const content = await client.query(contentOf(tables, columns, false)).catch((error) => {
      // The columns were those of the table that stood there a moment ago.
      if (/^42(703|P01|883)/.test((error as { code?: string }).code ?? '')) return null;
      throw error;
    });
    if (!content) return;
    const seen = content.rows[0] as Record<string, string>;
    this.#judge('rows', tables.map((table) => `${table}=${seen[table]}`).join(' '), (view) =>
      tables.map((table) => `${table}=${view.content[table]}`).join(' '),
    );
  }

  #judge(what: string, seen: string, of: (view: View) => string): void {
    const at = this.#states.findIndex((view, index) => index >= this.#reached && of(view) === seen);
    if (at < 0) this.violations.push(`${what} in state ${this.#reached}: ${seen}`);
    else this.#reached = Math.max(this.#reached, at);
  }
}

async function columnsOf(client: pg.Client, tables: string[]): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT c.relname::text AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE n.nspname = 'public' AND c.relname = ANY ($1) GROUP BY 1`,
    [tables],
  );
  return new Map(rows.map((row) => [row.table, row.columns]));
}
