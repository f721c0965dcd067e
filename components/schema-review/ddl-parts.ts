/** Which part of a CREATE TABLE speaks of which column, in either dialect. Pure; the parts together are the whole text. */
import { sqlPieces } from '../ui/sql-tokens.ts';

export interface DdlPart {
  text: string;
  /** The name that was looked for; null between columns and behind them. */
  column: string | null;
}

const fold = (name: string) => name.toLowerCase();

/** `columns`: as the SQL names them. Names are found as SQLite finds them, whatever their case. */
export function ddlParts(sql: string, columns: readonly string[]): DdlPart[] {
  const known = new Map(columns.map((name) => [fold(name), name]));
  const parts: DdlPart[] = [];
  const add = (text: string, column: string | null) => {
    const last = parts.at(-1);
    if (last && last.column === column) last.text += text;
    else if (text !== '') parts.push({ text, column });
  };
  let depth = 0;
  let over = false;
  /** Undefined until the first word of an entry was seen. */
  let column: string | null | undefined;
  /** Blanks and comments that belong to the entry only if more of it follows. */
  let pending = '';
  for (const { kind, text } of sqlPieces(sql)) {
    const inside = depth > 0 && !over;
    const blank = kind === 'comment' || text.trim() === '';
    if (!inside || (blank && column === undefined)) add(text, null);
    else if (depth === 1 && (text === ',' || text === ')')) {
      add(pending + text, null);
      pending = '';
      column = undefined;
    } else if (blank) pending += text;
    else {
      if (column === undefined) column = known.get(fold(bare(text))) ?? null;
      add(pending + text, column);
      pending = '';
    }
    if (text === '(') depth++;
    if (text === ')' && --depth === 0) over = true;
  }
  add(pending, null);
  return parts;
}

/** Without the quotes that either dialect puts around names. */
function bare(text: string): string {
  const quote = text[0];
  if (quote === '[') return text.slice(1, -1);
  if (quote === '"' || quote === '`' || quote === "'") {
    return text.slice(1, -1).replaceAll(quote + quote, quote);
  }
  return text;
}
