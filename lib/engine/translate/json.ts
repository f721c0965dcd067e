/** SQLite's JSON functions: https://www.sqlite.org/json1.html */
import { asAny, asText, asValue } from './coerce.ts';
import { quoteText, type Typed, Untranslatable } from './typed.ts';

type Rule = { args: [least: number, most: number]; make: (args: Typed[]) => Typed };

export const JSON_RULES: Record<string, Rule> = {
  json: { args: [1, 1], make: ([x]) => json(`howdah_sqlite.json_text(${document(x)})`) },
  json_valid: { args: [1, 1], make: ([x]) => integer(`howdah_sqlite.json_valid(${document(x)})`) },
  json_quote: { args: [1, 1], make: ([x]) => json(jsonText(x)) },
  json_type: { args: [1, 2], make: (args) => text(`howdah_sqlite.json_type(${member(args)})`) },
  json_array_length: {
    args: [1, 2],
    make: (args) => integer(`howdah_sqlite.json_array_length(${member(args)})`),
  },
  json_extract: { args: [2, 50], make: extract },
  json_array: { args: [0, 90], make: (args) => json(`'[' || ${joined(args.map(jsonText), ',')} || ']'`) },
  json_object: { args: [0, 90], make: object },
  json_set: { args: [1, 91], make: (args) => written('set', args) },
  json_insert: { args: [1, 91], make: (args) => written('insert', args) },
  json_replace: { args: [1, 91], make: (args) => written('replace', args) },
  json_remove: { args: [1, 50], make: remove },
  json_patch: {
    args: [2, 2],
    make: ([x, patch]) => json(`howdah_sqlite.json_patch(${document(x)}, ${document(patch)})`),
  },
};

const text = (sql: string): Typed => ({ sql, kind: 'text' });
const integer = (sql: string): Typed => ({ sql, kind: 'integer' });
const json = (sql: string): Typed => ({ sql: `(${sql})`, kind: 'text', json: `(${sql})` });

/** A value that is taken for JSON: its text. */
export function document(value: Typed | undefined): string {
  if (!value) throw new Untranslatable('a JSON function without a value');
  return value.kind === 'jsonb' || value.kind === 'json' ? `(${value.sql})::text` : asText(asValue(value));
}

/** A value as a part of JSON: JSON as it is, anything else quoted. */
export function jsonText(value: Typed | undefined): string {
  if (!value) throw new Untranslatable('a JSON function without a value');
  if (value.json !== undefined) return `coalesce(${value.json}, 'null')`;
  // A column's JSON is a text to SQLite, whatever it became here.
  if (value.kind === 'json') return `howdah_sqlite.json_quote(howdah_sqlite.to_any((${value.sql})::text))`;
  return `howdah_sqlite.json_quote(${asAny(asValue(value)).sql})`;
}

function path(value: Typed | undefined): string {
  if (!value) throw new Untranslatable('a JSON function without a path');
  return asText(value);
}

function member([x, at]: Typed[]): string {
  return at ? `howdah_sqlite.json_at(${document(x)}, ${path(at)})` : document(x);
}

function extract([x, ...paths]: Typed[]): Typed {
  const found = paths.map((at) => `howdah_sqlite.json_at(${document(x)}, ${path(at)})`);
  const [only] = found;
  if (paths.length === 1 && only) return memberValue(only);
  const parts = found.map((sql) => `coalesce(howdah_sqlite.json_text(${sql}), 'null')`);
  return json(`CASE WHEN ${document(x)} IS NOT NULL THEN '[' || ${joined(parts, ',')} || ']' END`);
}

function memberValue(sql: string): Typed {
  return { sql: `howdah_sqlite.json_value(${sql})`, kind: 'any', json: `howdah_sqlite.json_text(${sql})` };
}

/** The operators -> (JSON text) and ->> (a value). */
export function arrow(op: '->' | '->>', left: Typed, right: Typed): Typed {
  const label =
    right.literal === undefined
      ? `howdah_sqlite.json_label(${asText(right)})`
      : quoteText(pathOfLabel(right.literal));
  const at = `howdah_sqlite.json_at(${document(left)}, ${label})`;
  return op === '->>' ? memberValue(at) : json(`howdah_sqlite.json_text(${at})`);
}

function pathOfLabel(label: string): string {
  if (label.startsWith('$')) return label;
  if (/^\d+$/.test(label)) return `$[${label}]`;
  if (/^-\d+$/.test(label)) return `$[#${label}]`;
  return label.startsWith('[') ? `$${label}` : `$."${label}"`;
}

function object(args: Typed[]): Typed {
  if (args.length % 2 === 1) throw new Untranslatable('json_object() with a name that has no value');
  const parts: string[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = args.slice(at, at + 2);
    if (name) parts.push(`${jsonText({ sql: asText(name), kind: 'text' })} || ':' || ${jsonText(value)}`);
  }
  return json(`'{' || ${joined(parts, ',')} || '}'`);
}

function joined(parts: string[], separator: string): string {
  return parts.length === 0 ? `''` : parts.join(` || ${quoteText(separator)} || `);
}

function written(mode: string, [x, ...rest]: Typed[]): Typed {
  if (rest.length % 2 === 1) throw new Untranslatable(`json_${mode}() with a path that has no value`);
  let sql = `howdah_sqlite.json_text(${document(x)})`;
  for (let at = 0; at < rest.length; at += 2) {
    sql = `howdah_sqlite.json_write('${mode}', ${sql}, howdah_sqlite.json_path(${path(rest[at])}), ${jsonText(rest[at + 1])})`;
  }
  return json(sql);
}

function remove([x, ...paths]: Typed[]): Typed {
  const start = `howdah_sqlite.json_text(${document(x)})`;
  return json(
    paths.reduce(
      (sql, at) => `howdah_sqlite.json_write('remove', ${sql}, howdah_sqlite.json_path(${path(at)}), NULL)`,
      start,
    ),
  );
}
