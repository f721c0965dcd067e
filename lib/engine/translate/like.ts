/** LIKE folds ASCII letters, knows no escape unless told, and takes numbers as texts; GLOB is a regular expression here. */
import type { Expr } from '../sql/ast.ts';
import { asText } from './coerce.ts';
import type { Scope } from './scope.ts';
import { quoteText, type Typed, Untranslatable } from './typed.ts';

const OWN = {
  match: 'MATCH asks a full-text index, which PostgreSQL has in another form: tsvector @@ tsquery',
  regexp:
    'REGEXP is a function that the application brings along; which expressions it knows is not in the file',
};

export function translateLike(expr: Extract<Expr, { node: 'like' }>, scope: Scope): Typed {
  if (expr.op === 'match' || expr.op === 'regexp') throw new Untranslatable(OWN[expr.op]);
  const text = asText(scope.expr(expr.left));
  const pattern = scope.expr(expr.right);
  if (expr.op === 'glob') return glob(text, pattern, expr.not);
  const escapeChar = expr.escapeChar ? scope.expr(expr.escapeChar).literal : '';
  if (escapeChar === undefined) throw new Untranslatable('ESCAPE with something that is not a literal');
  return like(text, pattern, escapeChar, expr.not);
}

/** like(pattern, text [, escape]) and glob(pattern, text), the functions behind the operators. */
export function likeFunction(name: string, args: Typed[]): Typed {
  const [pattern, text, escapeChar] = args;
  if (!pattern || !text) throw new Untranslatable(`${name}() with another number of arguments`);
  if (name === 'glob') return glob(asText(text), pattern, false);
  if (escapeChar && escapeChar.literal === undefined)
    throw new Untranslatable('ESCAPE with something that is not a literal');
  return like(asText(text), pattern, escapeChar?.literal ?? '', false);
}

function like(text: string, pattern: Typed, escapeChar: string, not: boolean): Typed {
  const folded = (sql: string) => `lower(${sql} COLLATE "C")`;
  return condition(
    `${folded(text)} ${not ? 'NOT ' : ''}LIKE ${folded(asText(pattern))} ESCAPE ${quoteText(escapeChar.toLowerCase())}`,
  );
}

function glob(text: string, pattern: Typed, not: boolean): Typed {
  const regex =
    pattern.literal === undefined
      ? `howdah_sqlite.glob_regex(${asText(pattern)})`
      : quoteText(globToRegex(pattern.literal));
  return condition(`${text} ${not ? '!~' : '~'} ${regex}`);
}

function condition(sql: string): Typed {
  return { sql: `(${sql})`, kind: 'boolean', logical: true };
}

/** `*`, `?` and `[…]` as a POSIX regular expression that must match the whole text. */
export function globToRegex(glob: string): string {
  let regex = '';
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at] ?? '';
    if (char === '*') regex += '.*';
    else if (char === '?') regex += '.';
    else if (char === '[') {
      const close = glob.indexOf(']', glob[at + 1] === '^' ? at + 3 : at + 2);
      if (close < 0) throw new Untranslatable('GLOB with a bracket that is not closed');
      const inside = glob.slice(at + 1, close);
      const negated = inside.startsWith('^');
      regex += `[${negated ? '^' : ''}${inside.slice(negated ? 1 : 0).replaceAll('\\', '\\\\')}]`;
      at = close;
    } else regex += char.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }
  return `^${regex}$`;
}
