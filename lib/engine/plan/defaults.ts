/** DEFAULT expressions that mean the same on both sides. What has no certain counterpart is left off and reported. */
import { isWord, type Token, tokenize, unquote } from '../sql/tokens.ts';
import { assigned, type Place } from '../translate/assign.ts';
import { isLocal } from '../translate/dates.ts';
import { newScope, translateExpression } from '../translate/index.ts';
import { Untranslatable } from '../translate/typed.ts';
import { literalDefault, NUMBER } from './default-literals.ts';
import { attempt, isRefused } from './expressions.ts';

export interface DefaultPlan {
  sql: string | null;
  leftOut: boolean;
  /** It goes by the local time: that of the machine in SQLite, of the session in PostgreSQL. */
  local?: boolean;
}

const NOW = "date_trunc('second', timezone('UTC', now()))";

/** SQLite's current time is UTC, to the second: https://www.sqlite.org/lang_createtable.html#dfltval */
const CURRENT: Record<string, Record<string, string>> = {
  CURRENT_TIMESTAMP: {
    'timestamp without time zone': NOW,
    'timestamp with time zone': "date_trunc('second', now())",
    text: `to_char(timezone('UTC', now()), 'YYYY-MM-DD HH24:MI:SS')`,
  },
  CURRENT_DATE: {
    date: `(timezone('UTC', now()))::date`,
    'timestamp without time zone': `date_trunc('day', timezone('UTC', now()))`,
    text: `to_char(timezone('UTC', now()), 'YYYY-MM-DD')`,
  },
  CURRENT_TIME: {
    'time without time zone': `${NOW}::time`,
    text: `to_char(timezone('UTC', now()), 'HH24:MI:SS')`,
  },
};

/** The default of a column, from SQLite's text of it. */
export function translateDefault(text: string | null, place: Place): DefaultPlan {
  if (text === null) return { sql: null, leftOut: false };
  const bare = stripParentheses(text.trim());
  if (place.form !== undefined && NUMBER.test(bare)) return translated(bare, place);
  if (NUMBER.test(bare)) return found(literalDefault(bare, place.type, 'number'));
  const tokens = tokenize(bare);
  const [first, second] = tokens;
  if (!first) return { sql: null, leftOut: true };
  if (second) return translated(bare, place);
  if (isWord(first, 'NULL')) return { sql: null, leftOut: false };
  if (first.kind === 'word') return word(first, place, bare !== text.trim());
  if (isString(first)) return found(literalDefault(unquote(first), place.type, 'string'));
  return translated(bare, place);
}

/** In double quotes, SQLite takes what is no column for a string; a default knows no columns. */
function isString(token: Token): boolean {
  return token.kind === 'string' || (token.kind === 'quoted' && token.text.startsWith('"'));
}

/** A single word that SQLite has no meaning for is a string: DEFAULT none. */
function word(token: Token, place: Place, inParentheses: boolean): DefaultPlan {
  const name = token.text.toUpperCase();
  const family = /^(character varying|citext)/.test(place.type) ? 'text' : place.type;
  if (CURRENT[name]) return found(place.form === undefined ? CURRENT[name][family] : undefined);
  if (name === 'TRUE' || name === 'FALSE') {
    return found(literalDefault(name === 'TRUE' ? '1' : '0', place.type, 'number'));
  }
  return inParentheses
    ? { sql: null, leftOut: true }
    : found(literalDefault(token.text, place.type, 'string'));
}

/** An expression, with SQLite's meaning; what it gives must suit the column without a doubt. */
function translated(text: string, place: Place): DefaultPlan {
  const scope = newScope(() => {
    throw new Untranslatable('a default reads no table');
  });
  const value = attempt(() => assigned(translateExpression(text, scope), place));
  if (isRefused(value)) return { sql: null, leftOut: true };
  return isLocal(value) ? { ...found(value), local: true } : found(value);
}

function found(sql: string | undefined): DefaultPlan {
  return sql ? { sql, leftOut: false } : { sql: null, leftOut: true };
}

function stripParentheses(text: string): string {
  let inner = text;
  while (inner.startsWith('(') && inner.endsWith(')')) {
    const tokens = tokenize(inner);
    let depth = 0;
    const closesEarly = tokens.some((token, index) => {
      if (token.text === '(') depth++;
      if (token.text === ')') depth--;
      return depth === 0 && index < tokens.length - 1;
    });
    if (closesEarly) break;
    inner = inner.slice(1, -1).trim();
  }
  return inner;
}
