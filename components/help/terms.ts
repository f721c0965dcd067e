/** What the help explains; words by these names under `help.terms`. Some say more on the page itself. */
export const TERMS = [
  'source',
  'target',
  'migration',
  'plan',
  'planHash',
  'finding',
  'lossy',
  'snapshot',
  'staging',
  'dryRun',
  'verification',
  'cutover',
  'revertWindow',
  'rollback',
  'finalise',
  'quarantine',
  'matchMode',
  'batch',
  'pool',
] as const;
export type Term = (typeof TERMS)[number];

const SAY_MORE = [
  'planHash',
  'finding',
  'lossy',
  'snapshot',
  'staging',
  'verification',
  'cutover',
  'revertWindow',
  'rollback',
  'finalise',
  'quarantine',
  'matchMode',
  'pool',
] as const satisfies Term[];
export type LongTerm = (typeof SAY_MORE)[number];

export function saysMore(term: Term): term is LongTerm {
  return (SAY_MORE as readonly Term[]).includes(term);
}
