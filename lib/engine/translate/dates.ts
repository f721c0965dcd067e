/** Dates and times: https://www.sqlite.org/lang_datefunc.html. They are texts or numbers to SQLite; the helpers read them as it does. */
import { asText } from './coerce.ts';
import { isNumber, type Kind, type Typed, Untranslatable } from './typed.ts';

const NOW: Typed = { sql: `'now'`, kind: 'text', literal: 'now' };

export function moment(name: string, args: Typed[]): Typed {
  const sql = (helper: string, kind: Kind): Typed => ({
    sql: `howdah_sqlite.${helper}(${times(name, args)})`,
    kind,
  });
  if (name === 'julianday') return sql(name, 'double');
  if (name !== 'unixepoch') return sql(name, 'text');
  const parts = args.some(({ literal }) => /^\s*subsec(ond)?\s*$/i.test(literal ?? ''));
  return parts ? sql('unixepoch_subsec', 'double') : sql(name, 'integer');
}

export function strftime([format, ...rest]: Typed[]): Typed {
  if (!format) throw new Untranslatable('strftime() without a format');
  return { sql: `howdah_sqlite.strftime(${asText(format)}, ${times('strftime', rest)})`, kind: 'text' };
}

export function timediff(args: Typed[]): Typed {
  return { sql: `howdah_sqlite.timediff(${args.map(instant).join(', ')})`, kind: 'text' };
}

function times(name: string, args: Typed[]): string {
  const [first = NOW, ...modifiers] = args;
  if (modifiers.some((modifier) => isNumber(modifier)))
    throw new Untranslatable(`${name}() with a number as modifier`);
  return [instant(first), ...modifiers.map(asText)].join(', ');
}

/** The current time is asked for where it is wanted: the other helpers always give the same for the same. */
function instant(value: Typed): string {
  return value.literal !== undefined && value.literal.trim().toLowerCase() === 'now'
    ? 'howdah_sqlite.now()'
    : asText(value);
}

/** Whether translated SQL goes by the session's TimeZone, as SQLite's "localtime" goes by the machine's. */
export function isLocal(sql: string): boolean {
  return /(?<!timezone\()'\s*(localtime|utc)\s*'/i.test(sql) && sql.includes('howdah_sqlite.');
}
