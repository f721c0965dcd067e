/** From a PostgreSQL type that somebody wants to how values are read out for it. */
import type { TimeForm } from '../epochs.ts';
import { formOfRange } from '../epochs.ts';
import type { BadText } from '../overrides.ts';
import type { Codec } from '../types.ts';
import type { Facts } from './type-rules.ts';

export interface Reading {
  /** As `format_type` prints it. */
  type: string;
  codec: Codec;
  zone: string | null;
}

/** What a person may have said about how values are to be read. */
export interface ReadingChoices {
  form?: TimeForm;
  zone?: string;
  text?: BadText;
}

const ALIASES: Record<string, string> = {
  int2: 'smallint',
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  decimal: 'numeric',
  dec: 'numeric',
  float: 'double precision',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  time: 'time without time zone',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
};

const LOADABLE =
  /^(smallint|integer|bigint|double precision|boolean|text|citext|json|jsonb|uuid|bytea|date|numeric(\(\d+,\d+\))?|character varying(\(\d+\))?|time without time zone|timestamp with(out)? time zone)$/;

/** The type under PostgreSQL's own name, from any of its spellings; null for one that values cannot be read for. */
export function canonicalType(text: string): string | null {
  const found = /^([a-z0-9 ]+?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?$/.exec(
    text.trim().toLowerCase().replace(/\s+/g, ' '),
  );
  if (!found) return null;
  const [, name = '', first, second] = found;
  const base = ALIASES[name] ?? name;
  const modifier = first === undefined ? '' : base === 'numeric' ? `(${first},${second ?? 0})` : `(${first})`;
  const type = base + modifier;
  return LOADABLE.test(type) ? type : null;
}

/** How values are read out for a type; null where numbers should be times and nobody said how they count. */
export function readingFor(type: string, facts: Facts, choices: ReadingChoices): Reading | null {
  const reading = (codec: Codec, zone: string | null = null) => ({ type, codec, zone });
  if (/^(smallint|integer|bigint)$/.test(type)) return reading('integer');
  if (type.startsWith('numeric')) return reading('decimal');
  if (type === 'double precision') return reading('float');
  if (type === 'boolean') return reading('boolean');
  if (type === 'bytea') return reading('bytes');
  if (type === 'uuid') return reading(facts.profile.blobs > facts.profile.texts ? 'uuid-bytes' : 'plain');
  if (type.startsWith('json')) return reading('text');
  if (/^(date|timestamp)/.test(type)) return timeReading(reading, type, facts, choices);
  if (type.startsWith('time ')) return reading('plain');
  return reading(textCodec(type, facts, choices.text));
}

function timeReading(
  reading: (codec: Codec, zone?: string | null) => Reading,
  type: string,
  { profile }: Facts,
  { form, zone }: ReadingChoices,
): Reading | null {
  if (form) return reading(form);
  if (profile.integers + profile.reals > profile.texts) {
    const seen = profile.reals === 0 ? formOfRange(profile.minInteger, profile.maxInteger) : null;
    return seen && reading(seen);
  }
  return type === 'timestamp with time zone' && zone ? reading('zoned', zone) : reading('plain');
}

const CLEANED: Partial<Record<BadText, Codec>> = {
  strip: 'text-strip',
  replace: 'text-replace',
  escape: 'text-escape',
};

function textCodec(type: string, { profile, badTexts }: Facts, policy: BadText | undefined): Codec {
  const cleaned = badTexts > 0 && policy ? CLEANED[policy] : undefined;
  if (cleaned) return cleaned;
  const mixed = profile.integers + profile.reals + profile.blobs > 0;
  return mixed && !type.startsWith('character') ? 'any-text' : 'text';
}
