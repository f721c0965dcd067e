/** A schema's name from a file's, and what is wrong with names that several files would fill. Pure. */
import { isReservedSchema } from '../../lib/engine/types.ts';

/** PostgreSQL cuts names off beyond so many bytes of UTF-8. */
const MAX_BYTES = 63;
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** `DB.sqlite3` → `db`, `Main data (2).db` → `main_data_2`: such as needs no quotes in SQL, except for other letters. */
export function schemaNameOf(file: string): string {
  const base = file.split(/[/\\]/).at(-1) ?? file;
  const bare = base
    .replace(/(\.(db3?|sqlite3?|s3db|sl3))+$/i, '')
    .normalize('NFC')
    .toLowerCase();
  let name = bare.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '') || 'data';
  if (/^\p{N}/u.test(name) || isReservedSchema(name)) name = `db_${name}`;
  while (bytesOf(name) > MAX_BYTES) name = Array.from(name).slice(0, -1).join('');
  return name;
}

/** The same for several files, those of the same name numbered. */
export function schemaNames(files: string[]): string[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const name = schemaNameOf(file);
    let own = name;
    for (let number = 2; taken.has(own); number += 1) own = `${name}_${number}`;
    taken.add(own);
    return own;
  });
}

export type PlaceProblem = 'target' | 'empty' | 'long' | 'reserved' | 'twice' | 'taken';

export interface Place {
  /** Of the target's server: two targets may be one database. */
  database: string | null;
  schema: string;
}

export interface Trouble {
  problem: PlaceProblem;
  /** Of `taken`: by whom. */
  name?: string;
}

/** Where two of them meet both are marked. `taken`: by migrations that stand, with their names. */
export function placeProblems(places: Place[], taken: Map<string, string>): (Trouble | null)[] {
  const counts = new Map<string, number>();
  for (const place of places) counts.set(placeKey(place), (counts.get(placeKey(place)) ?? 0) + 1);
  return places.map((place) => {
    if (place.database === null) return { problem: 'target' };
    if (place.schema === '') return { problem: 'empty' };
    if (bytesOf(place.schema) > MAX_BYTES) return { problem: 'long' };
    if (isReservedSchema(place.schema)) return { problem: 'reserved' };
    if ((counts.get(placeKey(place)) ?? 0) > 1) return { problem: 'twice' };
    const name = taken.get(placeKey(place));
    return name === undefined ? null : { problem: 'taken', name };
  });
}

export function placeKey({ database, schema }: Place): string {
  return JSON.stringify([database, schema]);
}
