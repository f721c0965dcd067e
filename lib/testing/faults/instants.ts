/** When a fault strikes: at a message of the protocol, exactly; where a stage does not speak to the server, after a while. */
import { STAGES, type Stage } from '../../engine/types.ts';
import type { Moment } from './proxy.ts';

export type Instant =
  /** The so-manieth message of the stage, whatever it is. */
  | { kind: 'message'; nth: number }
  /** What settles something for good, COMMIT above all: kept from the server, just handed to it, or done and not yet heard of. */
  | { kind: 'sent' | 'under-way' | 'unheard'; nth: number }
  | { kind: 'delay'; ms: number };

export type Faulted = Stage | 'rollback';
export const FAULTED: Faulted[] = [...STAGES, 'rollback'];

/** Stages that go on in this process and on its disk alone. */
export function isLocal(stage: Faulted): boolean {
  return stage === 'snapshot' || stage === 'profile';
}

/** Which stage a message belongs to; null for what only looks. `now` is what the run said last. */
export function stageOf({ role, link }: Moment, now: Faulted): Faulted | null {
  if (/^howdah plan/.test(role)) return 'plan';
  if (/^howdah run \w+ copy/.test(role)) return 'copy';
  // One set of connections serves both: what is asked tells them apart.
  if (/^howdah run \w+ load/.test(role))
    return /^\0?\s*SELECT/i.test(link.statement) ? 'verify' : 'constraints';
  if (/^howdah rollback/.test(role)) return 'rollback';
  if (/^howdah run/.test(role)) return isLocal(now) ? 'schema' : now;
  return null;
}

/** What a stage lives by: in most of them COMMIT, elsewhere the statements that make or read something. */
function settles(statement: string, stage: Faulted): boolean {
  if (stage === 'constraints') return /^\s*(ALTER|CREATE|COMMIT)/i.test(statement);
  if (stage === 'verify' || stage === 'plan') return /^\0?\s*SELECT/i.test(statement);
  return /^COMMIT/i.test(statement);
}

/** A test for moments of one stage that holds once, at the instant. */
export function strikesAt(
  stage: Faulted,
  instant: Exclude<Instant, { kind: 'delay' }>,
  now: () => Faulted,
): { when: 'before' | 'after'; matches: (moment: Moment) => boolean } {
  let left = instant.nth;
  const isOne = (moment: Moment) => {
    if (stageOf(moment, now()) !== stage) return false;
    if (instant.kind === 'message') return true;
    if (instant.kind === 'unheard') {
      return moment.side === 'server' && moment.type === 'C' && settles(moment.link.statement, stage);
    }
    return (
      moment.side === 'client' && (moment.type === 'Q' || moment.type === 'P') && settles(moment.text, stage)
    );
  };
  return {
    when: instant.kind === 'under-way' ? 'after' : 'before',
    matches: (moment) => isOne(moment) && --left === 0,
  };
}

export function inWords(instant: Instant): string {
  if (instant.kind === 'delay') return `after ${Math.round(instant.ms)} ms`;
  if (instant.kind === 'message') return `message ${instant.nth}`;
  return `${instant.kind} ${instant.nth}`;
}
