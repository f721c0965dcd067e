/** One column: its type by the rules, its default, and what is to be said about it. */
import type { CatalogColumn, CatalogTable } from '../source/catalog.ts';
import { decimalForm } from '../source/forms.ts';
import type { ColumnProfile } from '../source/profile.ts';
import type { ColumnPlan } from '../types.ts';
import { overrideError, type PlanContext } from './context.ts';
import { translateDefault } from './defaults.ts';
import { warning } from './findings.ts';
import { choicesFor, type Facts, factsOf, ruleFor } from './type-rules.ts';

export function planColumn(context: PlanContext, table: CatalogTable, column: CatalogColumn): ColumnPlan {
  const profile = context.profile(table.name).columns[column.name];
  if (!profile) throw new Error(`column ${column.name} was not profiled`);
  const facts = factsOf(column, column.name === table.rowidColumn, profile);
  const rule = ruleFor(facts);
  const choices = choicesFor(facts);
  const wanted = context.options.overrides.tables?.[table.name]?.columns?.[column.name]?.type;
  const chosen = choices.find((choice) => choice.type === (wanted ?? rule.type(facts)));
  if (!chosen) {
    throw overrideError(
      `tables.${table.name}.columns.${column.name}.type`,
      `the values do not all fit ${wanted}.`,
      `Types that hold them all: ${choices.map((choice) => choice.type).join(', ')}.`,
    );
  }
  const place = `${table.name}.${column.name}`;
  if (!wanted) reportType(context, place, facts, chosen.type);
  const value = translateDefault(column.generated === 'no' ? column.default : null, chosen.type);
  if (value.leftOut) {
    context.find(warning('COL-DEFAULT', place, { column: place, expression: column.default ?? '' }));
    context.objects.push({
      kind: 'default',
      name: column.name,
      table: table.name,
      outcome: 'left-out',
      reason: 'it has no certain counterpart in PostgreSQL',
      sql: column.default,
    });
  }
  if (column.notNull && profile.nulls > 0) {
    context.find(warning('COL-NULLS', place, { column: place, count: profile.nulls }));
  }
  return {
    source: column.name,
    target: context.targetColumn(table.name, column.name),
    declared: column.declared,
    type: chosen.type,
    rule: wanted ? 'chosen' : rule.id,
    codec: chosen.codec,
    zone: null,
    misfits: null,
    emptyIsNull: false,
    notNull: column.notNull && profile.nulls === 0,
    default: value.sql,
    generated: null,
    choices: choices.map((choice) => choice.type),
    values: {
      nulls: profile.nulls,
      integers: profile.integers,
      reals: profile.reals,
      texts: profile.texts,
      blobs: profile.blobs,
      maxBytes: profile.maxBytes,
      sample: profile.sample,
    },
  };
}

/** Says so where the values made the type another than the declaration promised. */
function reportType(context: PlanContext, place: string, facts: Facts, type: string): void {
  if (facts.values === 0) return;
  const { profile } = facts;
  const bad = profile.nulTexts + profile.invalidTexts;
  if (type === 'bytea' && bad > 0) {
    context.find(warning('COL-BYTES', place, { column: place, count: bad }));
    return;
  }
  if (type === 'bytea' && profile.blobs < facts.values) {
    context.find(warning('COL-MIXED', place, { column: place }));
    return;
  }
  const intended = intendedType(facts);
  if (!intended || intended.accepts.test(type)) return;
  if (intended.name.startsWith('character varying')) {
    const params = { column: place, declared: facts.declared, chars: profile.maxChars };
    if (type === 'text' && profile.texts === facts.values) {
      context.find(warning('COL-LENGTH', place, params));
      return;
    }
  }
  context.find(
    warning('COL-WIDENED', place, {
      column: place,
      declared: facts.declared,
      wanted: intended.name,
      type,
      values: facts.values,
      misfits: facts.values - intended.fitting(profile),
      sample: profile.misfit ?? profile.sample ?? '',
    }),
  );
}

interface Intended {
  name: string;
  accepts: RegExp;
  /** How many values fit it. */
  fitting: (profile: ColumnProfile) => number;
}

/** What a person who declared the column so will have meant; null where the declaration says nothing. */
export function intendedType({ declared, affinity }: Pick<Facts, 'declared' | 'affinity'>): Intended | null {
  const of = (name: string, accepts: RegExp, fitting: Intended['fitting']) => ({ name, accepts, fitting });
  const decimal = decimalForm(declared);
  if (/BOOL/i.test(declared)) return of('boolean', /^boolean$/, (p) => p.forms.boolean ?? 0);
  if (/JSON/i.test(declared)) return of('JSON', /^json/, (p) => p.forms.json ?? 0);
  if (/UUID|GUID|UNIQUEIDENTIFIER/i.test(declared)) return of('uuid', /^uuid$/, (p) => p.forms.uuid ?? 0);
  if (decimal) return of(decimal.replace('decimal', 'numeric'), /^numeric\(/, (p) => p.forms[decimal] ?? 0);
  if (/DATE|TIME/i.test(declared)) {
    return of('dates or times of one form', /^(date|time)/, (p) =>
      Math.max(p.forms.date ?? 0, p.forms.timestamp ?? 0, p.forms.timestamptz ?? 0, p.forms.time ?? 0),
    );
  }
  if (affinity === 'integer') return of('bigint', /^(bigint|integer|smallint)$/, (p) => p.integers);
  if (affinity === 'real') return of('double precision', /^double/, (p) => p.integers + p.reals);
  if (affinity === 'text') {
    const limited = /CHAR[A-Z ]*\(\s*(\d+)\s*\)/i.exec(declared)?.[1];
    return limited
      ? of(`character varying(${limited})`, /^character varying/, (p) => p.texts)
      : of('text', /^text$/, (p) => p.texts);
  }
  if (affinity === 'blob' && declared !== '') return of('bytea', /^bytea$/, (p) => p.blobs);
  return null;
}
