/** What choices would make of one column, by the rules that plan it. Pure. */
import type { Misfits, Overrides } from '../overrides.ts';
import type { CatalogColumn, CatalogTable } from '../source/catalog.ts';
import type { ColumnProfile } from '../source/profile.ts';
import type { ColumnPlan } from '../types.ts';
import { columnChoices, keyChoices } from './choices.ts';
import { decideType } from './column-type.ts';
import { knownReading, policyThere, refuseChoices } from './match-column.ts';
import { surelyFits } from './match-fits.ts';
import { type Facts, factsOf } from './type-rules.ts';

export interface TriedColumn extends Pick<ColumnPlan, 'type' | 'codec' | 'emptyIsNull' | 'labels'> {
  /** What would become of values that do not fit; null where all surely do. */
  policy: Misfits | null;
}

/** `matched`: as it was planned for a table that stands there, whose type is not chosen here. Throws PLN-OVERRIDE. */
export function triedColumn(
  overrides: Overrides,
  table: CatalogTable,
  column: CatalogColumn,
  profile: ColumnProfile,
  matched: ColumnPlan | null,
): TriedColumn {
  const choicesOf = column.pk > 0 && !matched ? keyChoices : columnChoices;
  const choices = choicesOf(overrides, table.name, column.name);
  const facts = factsOf(column, column.name === table.rowidColumn, profile, choices);
  const emptyIsNull = choices.empty === 'null' && profile.emptyTexts > 0;
  if (matched) return { ...triedThere(overrides, table.name, matched, facts, choices), emptyIsNull };
  const place = { table: table.name, column: column.name };
  const { type, codec, policy } = decideType(overrides, place, facts, choices);
  return { type, codec, policy, emptyIsNull };
}

function triedThere(
  overrides: Overrides,
  table: string,
  { source, type, labels, generated }: ColumnPlan,
  facts: Facts,
  choices: ReturnType<typeof columnChoices>,
): Omit<TriedColumn, 'emptyIsNull'> {
  const there = { base: type, type, labels: labels ?? null };
  refuseChoices(overrides, table, source, there);
  const known = knownReading(there, facts, choices);
  if (known === null || known === 'unknown') return { type, codec: 'any-text', policy: null };
  const sure = generated !== null || surelyFits(known, there.labels, facts);
  return {
    type,
    codec: known.codec,
    policy: sure ? null : policyThere(facts, choices),
    ...(labels ? { labels } : {}),
  };
}
