/** DEFAULT expressions that mean the same on both sides. What is not in this list is left off and reported. */
import { isWord, tokenize } from '../sql/tokens.ts';
import { assigned } from '../translate/assign.ts';
import { newScope, translateExpression } from '../translate/index.ts';
import { Untranslatable } from '../translate/typed.ts';
import { attempt, isRefused } from './expressions.ts';

export type DefaultPlan = { sql: string | null; leftOut: boolean };

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
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
    text: `to_char(timezone('UTC', now()), 'YYYY-MM-DD')`,
  },
  CURRENT_TIME: {
    'time without time zone': `${NOW}::time`,
    text: `to_char(timezone('UTC', now()), 'HH24:MI:SS')`,
  },
};

/** The default of a column of PostgreSQL type `type`, from SQLite's text of it. */
export function translateDefault(text: string | null, type: string): DefaultPlan {
  if (text === null) return { sql: null, leftOut: false };
  const bare = stripParentheses(text.trim());
  if (NUMBER.test(bare)) return literal(bare, type);
  const tokens = tokenize(bare);
  const [first, second, ...rest] = tokens;
  if (!first) return { sql: null, leftOut: true };
  if (second || rest.length > 0) return translated(bare, type);
  if (isWord(first, 'NULL')) return { sql: null, leftOut: false };
  if (first.kind === 'word') {
    const word = first.text.toUpperCase();
    const family = type.startsWith('character varying') ? 'text' : type;
    if (CURRENT[word]) return found(CURRENT[word][family]);
    if (word === 'TRUE' || word === 'FALSE') return literal(word === 'TRUE' ? '1' : '0', type);
  }
  if (first.kind === 'string') return literal(first.text.slice(1, -1).replaceAll("''", "'"), type, true);
  return translated(bare, type);
}

/** An expression, with SQLite's meaning; what it gives must suit the column without a doubt. */
function translated(text: string, type: string): DefaultPlan {
  const scope = newScope(() => {
    throw new Untranslatable('a default reads no table');
  });
  const value = attempt(() => assigned(translateExpression(text, scope), type));
  return isRefused(value) ? { sql: null, leftOut: true } : found(value);
}

function found(sql: string | undefined): DefaultPlan {
  return sql ? { sql, leftOut: false } : { sql: null, leftOut: true };
}

/** A number or string as a literal of the column's type, only where both sides read it as the same value. */
function literal(value: string, type: string, isString = false): DefaultPlan {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  const isNumber = NUMBER.test(value);
  if (!isString && !isNumber) return { sql: null, leftOut: true };
  if (type === 'boolean') {
    const word = value.toLowerCase();
    if (['1', 'true', 't'].includes(word)) return found('true');
    return found(['0', 'false', 'f'].includes(word) ? 'false' : undefined);
  }
  if (/^(bigint|integer|smallint)$/.test(type))
    return found(/^[+-]?\d{1,18}$/.test(value) ? value : undefined);
  if (/^(numeric|double)/.test(type)) return found(isNumber ? value : undefined);
  if (type === 'text' || type.startsWith('character varying'))
    return found(value.includes('\0') ? undefined : quoted);
  if (type === 'bytea') return { sql: null, leftOut: true };
  // Dates, uuid, json: PostgreSQL judges the literal when the table is made, within its own type.
  return isString && isPlainLiteral(value, type) ? found(`${quoted}::${type}`) : { sql: null, leftOut: true };
}

function isPlainLiteral(value: string, type: string): boolean {
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  if (type.startsWith('timestamp')) return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?$/.test(value);
  if (type.startsWith('time')) return /^\d\d:\d\d(:\d\d(\.\d{1,6})?)?$/.test(value);
  if (type === 'json' || type === 'jsonb') {
    try {
      JSON.parse(value);
      return true;
    } catch {
      return false;
    }
  }
  return false;
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
