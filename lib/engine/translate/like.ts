/** LIKE folds ASCII letters, knows no escape unless told, and takes numbers as texts; GLOB is a regular expression here. */
import type { Expr } from '../sql/ast.ts';
import { asText } from './coerce.ts';
import type { Scope } from './scope.ts';
import { quoteText, type Typed, Untranslatable } from './typed.ts';

export function translateLike(expr: Extract<Expr, { node: 'like' }>, scope: Scope): Typed {
  const not = expr.not ? 'NOT ' : '';
  const text = asText(scope.expr(expr.left));
  const pattern = scope.expr(expr.right);
  if (expr.op === 'glob') {
    if (pattern.literal === undefined) throw new Untranslatable('GLOB with a pattern that is not a literal');
    return condition(`${text} ${expr.not ? '!~' : '~'} ${quoteText(globToRegex(pattern.literal))}`);
  }
  if (expr.op !== 'like')
    throw new Untranslatable(`${expr.op.toUpperCase()} is the application's own function`);
  const escapeChar = expr.escapeChar ? scope.expr(expr.escapeChar).literal : '';
  if (escapeChar === undefined) throw new Untranslatable('ESCAPE with something that is not a literal');
  const folded = (sql: string) => `lower(${sql} COLLATE "C")`;
  return condition(
    `${folded(text)} ${not}LIKE ${folded(asText(pattern))} ESCAPE ${quoteText(escapeChar.toLowerCase())}`,
  );
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
