/** What holds a run up: kept as facts, and said in words where somebody reads it. Safe in a browser. */
import { z } from 'zod';

/** A session of the target's server that holds what the run needs. */
const Holder = z.object({
  pid: z.number(),
  who: z.string(),
  state: z.string().nullable(),
  /** Of its transaction; null where the server does not let us see it. */
  seconds: z.number().nullable(),
});
export type Holder = z.infer<typeof Holder>;

export const WaitingReason = z.discriminatedUnion('kind', [
  /** Another run works on the same schema. */
  z.object({ kind: z.literal('other-run') }),
  /** The server cannot be reached: why, as an error says it. */
  z.object({ kind: z.literal('target-away'), code: z.string(), message: z.string() }),
  /** The server has no connection free. */
  z.object({ kind: z.literal('connections'), message: z.string() }),
  /** A lock: on what, and who holds it, as far as that could be seen. */
  z.object({ kind: z.literal('lock'), object: z.string().nullable(), holders: z.array(Holder) }),
  /** A sentence, as earlier versions stored it. */
  z.object({ kind: z.literal('words'), text: z.string() }),
]);
export type WaitingReason = z.infer<typeof WaitingReason>;

/** As it may stand in what is stored. */
export const StoredReason = z.union([WaitingReason, z.string()]);
export type StoredReason = z.infer<typeof StoredReason>;

/** Of what is stored, whichever version stored it. */
export function readReason(stored: StoredReason): WaitingReason {
  if (typeof stored !== 'string') return stored;
  if (stored === 'another run works on this target') return { kind: 'other-run' };
  const away = /^the target to answer again: (.*)$/s.exec(stored);
  if (away) return { kind: 'target-away', code: '', message: away[1] ?? '' };
  return { kind: 'words', text: stored };
}

/** `orders is held by psql (pid 12, idle in transaction for 34 s)` */
export function waitingInWords(reason: WaitingReason): string {
  switch (reason.kind) {
    case 'other-run':
      return 'another run works on this target';
    case 'target-away':
      return `the target to answer again: ${reason.message}`;
    case 'connections':
      return `a free connection to the target: ${reason.message}`;
    case 'lock': {
      if (reason.holders.length === 0)
        return `a lock ${reason.object ? `on ${reason.object} ` : ''}in the target`;
      return `${reason.object ?? 'a lock'} is held by ${reason.holders.map(holderInWords).join(', ')}`;
    }
    case 'words':
      return reason.text;
  }
}

function holderInWords({ who, pid, state, seconds }: Holder): string {
  const doing = [state, seconds === null ? null : `for ${seconds} s`].filter((part) => part !== null);
  return `${who} (${[`pid ${pid}`, doing.join(' ')].filter(Boolean).join(', ')})`;
}
