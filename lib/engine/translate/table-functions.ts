/** Functions that stand in FROM: https://www.sqlite.org/json1.html#the_json_each_and_json_tree_table_valued_functions */
import { asText } from './coerce.ts';
import { document } from './json.ts';
import type { ScopeColumn } from './scope.ts';
import { type Typed, Untranslatable } from './typed.ts';

const column = (name: string, value: ScopeColumn['value']): ScopeColumn => ({ name, target: name, value });

/** Without `id` and `parent`, whose numbers mean nothing outside SQLite. */
const MEMBERS: ScopeColumn[] = [
  column('key', { kind: 'any' }),
  column('value', { kind: 'any' }),
  column('type', { kind: 'text' }),
  column('atom', { kind: 'any' }),
  column('fullkey', { kind: 'text' }),
  column('path', { kind: 'text' }),
];

export function tableFunction(name: string, args: Typed[]): { sql: string; columns: ScopeColumn[] } {
  if (name === 'json_each' || name === 'json_tree') {
    const [json, root, ...more] = args;
    if (!json || more.length > 0) throw new Untranslatable(`${name}() with ${args.length} arguments`);
    const parts = [document(json), ...(root ? [asText(root)] : [])];
    return { sql: `howdah_sqlite.${name}(${parts.join(', ')})`, columns: MEMBERS };
  }
  throw new Untranslatable(`the table-valued function ${name}() is not translated`);
}
