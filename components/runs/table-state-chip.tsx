import { CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { TableProgress, TableState } from '../../lib/engine/events.ts';
import { Chip, type Tone } from '../ui/chip.tsx';
import { groupOf } from './run-figures.ts';

const ACTIVE = { tone: 'running', icon: LoaderCircle, turning: true } as const;
const LOOKS: Record<TableState, { tone: Tone; icon: LucideIcon; turning?: boolean }> = {
  waiting: { tone: 'neutral', icon: CircleDashed },
  creating: ACTIVE,
  copying: ACTIVE,
  indexing: ACTIVE,
  verifying: ACTIVE,
  done: { tone: 'good', icon: CircleCheck },
  skipped: { tone: 'neutral', icon: CircleMinus },
  failed: { tone: 'bad', icon: CircleX },
};

export function TableStateChip({ table }: { table: TableProgress }) {
  const t = useTranslations('tableState');
  const verdict = useTranslations('verdict');
  const differs = table.state !== 'failed' && groupOf(table) === 'failed';
  return (
    <Chip {...LOOKS[differs ? 'failed' : table.state]}>{differs ? verdict('differs') : t(table.state)}</Chip>
  );
}
