/** What the soak saw, as the table of docs/faults.md between its markers. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ACTIONS, type Action } from './actions.ts';
import { FAULTED } from './instants.ts';
import type { Outcome } from './round.ts';

const BEGIN = '<!-- soak: begin -->';
const END = '<!-- soak: end -->';

export function writeTable(file: string, outcomes: Outcome[], how: { seed: string; minutes: number }): void {
  const text = readFileSync(file, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const after = rest.split(END)[1] ?? '';
  writeFileSync(file, `${before}${BEGIN}\n\n${tableOf(outcomes, how)}\n\n${END}${after}`);
}

export function tableOf(outcomes: Outcome[], { seed, minutes }: { seed: string; minutes: number }): string {
  const struck = outcomes.filter((outcome) => outcome.struck);
  const head = [
    'fault',
    'stage',
    'injected',
    'ended verified',
    'ended as before',
    'lost rows',
    'doubled rows',
    'half-visible looks',
  ];
  const lines = (Object.keys(ACTIONS) as Action[]).flatMap((action) =>
    FAULTED.flatMap((stage) => {
      const these = struck.filter((outcome) => outcome.action === action && outcome.stage === stage);
      return these.length === 0 ? [] : [row([ACTIONS[action], stage, ...figures(these)])];
    }),
  );
  const looks = struck.reduce((sum, outcome) => sum + outcome.looks, 0);
  return [
    `${struck.length} faults in ${Math.round(minutes)} minutes (seed ${seed}), ${looks} looks from outside:`,
    '',
    row(head),
    row(head.map((_, at) => (at < 2 ? '---' : '--:'))),
    ...lines,
    row(['**all**', '', ...figures(struck)]),
    '',
    ...codesOf(struck),
  ].join('\n');
}

function figures(outcomes: Outcome[]): string[] {
  const sum = (of: (outcome: Outcome) => number) =>
    String(outcomes.reduce((total, one) => total + of(one), 0));
  return [
    String(outcomes.length),
    sum(({ ended }) => (ended === 'verified' ? 1 : 0)),
    sum(({ ended }) => (ended === 'before' ? 1 : 0)),
    sum(({ lost }) => lost),
    sum(({ doubled }) => doubled),
    sum(({ halfVisible }) => halfVisible.length),
  ];
}

/** What those say that ended as before. */
function codesOf(outcomes: Outcome[]): string[] {
  const codes = new Map<string, number>();
  for (const { ended, stage, code } of outcomes) {
    if (ended !== 'before' || stage === 'rollback') continue;
    codes.set(code ?? 'none', (codes.get(code ?? 'none') ?? 0) + 1);
  }
  if (codes.size === 0) return ['Every run that was not rolled back ended verified.'];
  const words = [...codes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, times]) => `\`${code}\` ${times}`);
  return [`Runs that ended as before said: ${words.join(', ')}.`];
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
