/** What a run's events say to a person, in their language: for the page and for the file alike. Pure. */
import type { useTranslations } from 'next-intl';
import type { RunEvent } from '../../lib/engine/events.ts';
import { type Holder, readReason, type WaitingReason } from '../../lib/engine/waiting.ts';
import type { Format } from '../ui/format.ts';
import { byCode } from '../ui/shown-error.ts';

type Words<N extends 'runs' | 'stages' | 'runStatus' | 'tableState'> = ReturnType<typeof useTranslations<N>>;
type Translate = ReturnType<typeof useTranslations<never>>;

/** The catalogue and the formats that it takes. */
export interface EventTools {
  runs: Words<'runs'>;
  stages: Words<'stages'>;
  runStatus: Words<'runStatus'>;
  tableState: Words<'tableState'>;
  /** The whole catalogue: errors are said by their code. */
  all: Translate;
  format: Format;
}

const SHORT_HASH = 12;

export function eventWords(event: RunEvent, tools: EventTools): string {
  const { runs, stages, runStatus, tableState } = tools;
  const { bytes, seconds, milliseconds } = tools.format;
  switch (event.type) {
    case 'run-started':
      return runs('timeline.run-started', { resumed: String(event.resumed) });
    case 'stage-started':
      return runs('timeline.stage-started', { stage: stages(event.stage) });
    case 'stage-done':
      return runs('timeline.stage-done', { stage: stages(event.stage), duration: seconds(event.seconds) });
    case 'snapshot-made':
      return runs('timeline.snapshot-made', {
        bytes: bytes(event.bytes),
        sha: `${event.sha256.slice(0, SHORT_HASH)}…`,
      });
    case 'plan-made':
      return runs('timeline.plan-made', {
        hash: event.hash.slice(0, SHORT_HASH),
        count: event.tables.length,
      });
    case 'table-state':
      return runs('timeline.table-state', { table: event.table, state: tableState(event.state) });
    case 'object-made':
      return runs('timeline.object-made', {
        name: event.name,
        table: event.table,
        of: String(event.table !== ''),
        duration: milliseconds(event.seconds * 1000),
      });
    case 'table-verified':
      return runs('timeline.table-verified', {
        table: event.verification.table,
        verdict: verdictOf(event),
      });
    case 'waiting':
      return runs('timeline.waiting', {
        waits: String(event.reason !== null),
        reason: event.reason === null ? '' : waitingWords(readReason(event.reason), tools),
      });
    case 'connections':
      return runs('timeline.connections', {
        most: event.most,
        free: event.free,
        jobs: event.jobs,
        wanted: event.wanted,
        fewer: String(event.jobs < event.wanted),
      });
    case 'log':
      return event.message;
    case 'cut-over':
      return runs('timeline.cut-over', { tables: event.tables, replaced: event.replaced });
    case 'run-ended':
      return runs('timeline.run-ended', { status: runStatus(event.outcome) });
    case 'paused':
      return event.error ? runs('timeline.held', { code: event.error.code }) : runs('timeline.paused');
    case 'resumed':
      return runs('timeline.resumed');
    case 'finalised':
      return runs('timeline.finalised', { tables: event.tables, bytes: bytes(event.bytes) });
    case 'finalise-failed':
    case 'rollback-failed':
      return runs(`timeline.${event.type}`, { code: event.error.code });
    case 'rollback-started':
      return runs('timeline.rollback-started', { reason: event.reason });
    case 'rollback-done':
      return runs('timeline.rollback-done', { restored: event.restored });
    case 'stage-progress':
    case 'tables-progress':
      return '';
  }
}

type Verified = Extract<RunEvent, { type: 'table-verified' }>;

function verdictOf(event: Verified): 'match' | 'counts' | 'differs' {
  if (!isSame(event)) return 'differs';
  return event.verification.content === 'match' ? 'match' : 'counts';
}

export function isSame({ verification }: Verified): boolean {
  const { count, content } = verification;
  return count === 'match' && content !== 'differs' && content !== 'error';
}

/** What holds a run up, as the end of "Waits for:". */
export function waitingWords(reason: WaitingReason, tools: EventTools): string {
  const { runs, all } = tools;
  const ofError = (code: string, message: string) =>
    byCode(all, `errors.${code}.message`, {}, message).replace(/\.$/, '');
  switch (reason.kind) {
    case 'other-run':
      return runs('waiting.otherRun');
    case 'target-away':
      return runs('waiting.target', { what: ofError(reason.code, reason.message) });
    case 'connections':
      return runs('waiting.connections', { what: ofError('TGT-TOO-MANY-53300', reason.message) });
    case 'lock':
      if (reason.holders.length === 0) {
        return runs('waiting.someLock', {
          known: String(reason.object !== null),
          object: reason.object ?? '',
        });
      }
      return runs('waiting.lock', {
        object: reason.object ?? runs('waiting.aLock'),
        sessions: reason.holders.map((holder) => holderWords(holder, tools)).join(', '),
      });
    case 'words':
      return reason.text;
  }
}

/** psql (pid 12, idle in transaction, for 34 s): the states are PostgreSQL's own. */
function holderWords({ who, pid, state, seconds }: Holder, { runs, format }: EventTools): string {
  const facts = [
    `pid ${pid}`,
    state,
    seconds === null ? null : runs('waiting.since', { duration: format.seconds(seconds) }),
  ];
  return `${who} (${facts.filter(Boolean).join(', ')})`;
}
