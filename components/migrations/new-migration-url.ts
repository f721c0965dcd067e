/** The wizard's step and choices as they stand in the URL. Pure. */
import { REVERT_DAYS_MAX } from '../../lib/data/inputs.ts';
import { NameMode, type Overrides, RowsMode } from '../../lib/engine/types.ts';

export const STEPS = ['source', 'target', 'options', 'review'] as const;
export type Step = (typeof STEPS)[number];

export interface Choices {
  step: Step;
  source: string | null;
  target: string | null;
  names: NameMode;
  /** What becomes of the rows in the tables that are there; null where new tables are made. */
  match: RowsMode | null;
  include: string;
  exclude: string;
  name: string;
  /** Days of the revert window; 0: until finalised by hand; null: the panel's setting. */
  revert: number | null;
}

interface Offer {
  sources: { id: string; kind: string }[];
  targets: { id: string }[];
}

/** What is not chosen yet is preselected where it is likely: the only one, the sample, the first. */
export function readChoices(params: URLSearchParams, { sources, targets }: Offer): Choices {
  const of = (list: { id: string }[], id: string | null) => list.find((one) => one.id === id)?.id ?? null;
  const sample = sources.find(({ kind }) => kind === 'sample');
  const step = STEPS.find((one) => one === params.get('step'));
  const names = NameMode.safeParse(params.get('names'));
  const match = RowsMode.safeParse(params.get('match'));
  return {
    step: step ?? 'source',
    source: of(sources, params.get('source')) ?? (sources.length === 1 ? sources[0] : sample)?.id ?? null,
    target: of(targets, params.get('target')) ?? targets[0]?.id ?? null,
    names: names.success ? names.data : 'keep',
    match: match.success ? match.data : null,
    include: params.get('include') ?? '',
    exclude: params.get('exclude') ?? '',
    name: params.get('name') ?? '',
    revert: daysOf(params.get('revert')),
  };
}

function daysOf(text: string | null): number | null {
  return text !== null && /^\d{1,4}$/.test(text) && Number(text) <= REVERT_DAYS_MAX ? Number(text) : null;
}

/** Only what differs from the defaults, in a fixed order. */
export function writeChoices(choices: Choices): string {
  const params = new URLSearchParams({ step: choices.step });
  for (const key of ['source', 'target', 'include', 'exclude', 'name'] as const) {
    const value = choices[key];
    if (value) params.set(key, value);
  }
  if (choices.names !== 'keep') params.set('names', choices.names);
  if (choices.match) params.set('match', choices.match);
  if (choices.revert !== null) params.set('revert', String(choices.revert));
  return `?${params}`;
}

/** The furthest step that the choices allow. */
export function allowedStep({ step, source, target }: Choices): Step {
  if (!source) return 'source';
  if (!target && step !== 'source') return 'target';
  return step;
}

/** What of it belongs into the overrides document: defaults are no choices. */
export function overridesOf({ names, match }: Choices): Overrides {
  return { ...(names === 'keep' ? {} : { names }), ...(match ? { match } : {}) };
}

/** Names of tables as a person types them: by lines or commas. */
export function listOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
