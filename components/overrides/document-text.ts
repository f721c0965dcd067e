/** The same document as text: what the page writes is what `--overrides` reads. Pure. */
import { Overrides } from '../../lib/engine/types.ts';

export interface Fault {
  /** zod's code of what is wrong, `json` where the text is none. */
  code: string;
  /** Where in the document, `tables.visits.columns.place.type`; empty for the whole. */
  place: string;
  /** What may stand there. */
  allowed: string[];
  /** Names that are not known there. */
  unknown: string[];
  /** Counted from 1; null where it cannot be told. */
  line: number | null;
}

export type Reading = { ok: true; document: Overrides } | { ok: false; faults: Fault[] };

export function writeDocument(document: Overrides): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** An empty text is the document without a choice. `$schema` is for editors and is not kept. */
export function readDocument(text: string): Reading {
  if (text.trim() === '') return { ok: true, document: {} };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, faults: [notJson(text, error as SyntaxError)] };
  }
  const parsed = Overrides.safeParse(withoutSchema(value));
  if (parsed.success) return { ok: true, document: parsed.data };
  return { ok: false, faults: parsed.error.issues.map((issue) => faultOf(text, issue)) };
}

function withoutSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== '$schema'));
}

interface Issue {
  code: string;
  path: PropertyKey[];
  values?: unknown[];
  keys?: string[];
  expected?: string;
}

function faultOf(text: string, issue: object): Fault {
  const { code, path, values, keys, expected } = issue as Issue;
  const names = path.map(String);
  const allowed = values?.map((value) => JSON.stringify(value)) ?? (expected ? [expected] : []);
  return {
    code,
    place: names.join('.'),
    allowed,
    unknown: keys ?? [],
    line: lineOf(text, keys?.[0] === undefined ? names : [...names, keys[0]]),
  };
}

/** V8 says the position, or only what it met: then the end of the text is meant. */
function notJson(text: string, { message }: SyntaxError): Fault {
  const at = /at position (\d+)/.exec(message)?.[1];
  const end = /end of JSON|Unterminated/i.test(message) ? text.length : null;
  const position = at === undefined ? end : Number(at);
  const line = position === null ? lineOfToken(text, message) : lineAt(text, position);
  return { code: 'json', place: '', allowed: [], unknown: [], line };
}

/** `Unexpected token '}', ..."names": }, "b": "... is not valid JSON`: the part that it quotes stands somewhere. */
function lineOfToken(text: string, message: string): number | null {
  const [, token = '', quoted = ''] =
    /token '(.+?)',.*?"(.*)"(?:\.{3})? is not valid JSON$/s.exec(message) ?? [];
  const at = quoted ? text.indexOf(quoted) : -1;
  return at < 0 ? null : lineAt(text, at + Math.max(0, quoted.lastIndexOf(token)));
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** Each name is looked for behind the one that it stands in. */
function lineOf(text: string, names: string[]): number | null {
  let from = 0;
  for (const name of names) {
    const at = text.indexOf(`${JSON.stringify(name)}`, from);
    if (at < 0) return null;
    from = at + name.length + 2;
  }
  return names.length === 0 ? 1 : lineAt(text, from);
}
