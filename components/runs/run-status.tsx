import {
  Archive,
  Ban,
  CircleCheck,
  CircleDashed,
  CircleX,
  LoaderCircle,
  Lock,
  type LucideIcon,
  Pause,
  TriangleAlert,
  Undo2,
  Unplug,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RunMeta } from '../../lib/data/dto/run-live.ts';
import type { RunStatus } from '../../lib/engine/events.ts';
import type { RunKind } from '../../lib/engine/types.ts';
import { Chip, type Tone } from '../ui/chip.tsx';

type Said =
  | Exclude<RunStatus, never>
  | 'verified'
  | 'planned'
  | 'rehearsed'
  | 'differs'
  | 'interrupted'
  | 'pausing'
  | 'resuming'
  | 'cancelling';

const LOOKS: Record<Said, { tone: Tone; icon: LucideIcon; turning?: boolean }> = {
  queued: { tone: 'neutral', icon: CircleDashed },
  running: { tone: 'running', icon: LoaderCircle, turning: true },
  succeeded: { tone: 'good', icon: CircleCheck },
  verified: { tone: 'good', icon: CircleCheck },
  planned: { tone: 'good', icon: CircleCheck },
  rehearsed: { tone: 'good', icon: CircleCheck },
  differs: { tone: 'bad', icon: CircleX },
  failed: { tone: 'bad', icon: CircleX },
  cancelled: { tone: 'neutral', icon: Ban },
  cancelling: { tone: 'attention', icon: LoaderCircle, turning: true },
  paused: { tone: 'attention', icon: Pause },
  pausing: { tone: 'attention', icon: LoaderCircle, turning: true },
  resuming: { tone: 'running', icon: LoaderCircle, turning: true },
  finalised: { tone: 'good', icon: Lock },
  interrupted: { tone: 'attention', icon: Unplug },
  'rolling-back': { tone: 'running', icon: LoaderCircle, turning: true },
  'rolled-back': { tone: 'attention', icon: Undo2 },
  'rollback-failed': { tone: 'bad', icon: TriangleAlert },
};

interface RunOutcome {
  kind: RunKind;
  status: RunStatus;
  differences?: number | null;
  /** Rows that choices kept out of the tables. */
  quarantined?: number;
  meta?: RunMeta;
}

/** What a person calls it: a migration that succeeded is verified, a dry run rehearsed; a difference is never a success. */
export function saidStatus({ kind, status, differences, meta }: RunOutcome): Said {
  if (meta?.interrupted) return 'interrupted';
  if (meta?.cancelRequestedAt && (status === 'running' || status === 'paused')) return 'cancelling';
  // A list knows no wishes: what stands paused is paused there.
  if (status === 'paused') return meta && !meta.pause ? 'resuming' : 'paused';
  if (meta?.pause && status === 'running') return 'pausing';
  if (meta?.pause && status === 'queued' && !meta.worker) return 'paused';
  if ((differences ?? 0) > 0 && (status === 'succeeded' || status === 'failed')) return 'differs';
  if (status !== 'succeeded') return status;
  return { plan: 'planned', dry: 'rehearsed', full: 'verified', verify: 'verified' }[kind] as Said;
}

/** Its state: an icon and a word. */
export function RunStatusChip(outcome: RunOutcome) {
  const t = useTranslations('runStatus');
  const said = saidStatus(outcome);
  const { quarantined = 0, status } = outcome;
  const chip = <Chip {...LOOKS[said]}>{t(said)}</Chip>;
  if (quarantined === 0 || status !== 'succeeded') return chip;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {chip}
      <Chip tone="attention" icon={Archive}>
        {t('inQuarantine', { count: quarantined })}
      </Chip>
    </span>
  );
}
