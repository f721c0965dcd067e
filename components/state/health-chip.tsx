import {
  CircleCheck,
  CircleDashed,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Health, Probe } from '../../lib/data/dto/probe.ts';
import { Chip, type Tone } from '../ui/chip.tsx';

const LOOKS: Record<Health, { tone: Tone; icon: LucideIcon }> = {
  untested: { tone: 'neutral', icon: CircleDashed },
  ok: { tone: 'good', icon: CircleCheck },
  warning: { tone: 'attention', icon: TriangleAlert },
  failed: { tone: 'bad', icon: CircleX },
};

/** How the latest test of a source or target came out. */
export function HealthChip({ health, probe }: { health: Health; probe: Probe | null }) {
  const t = useTranslations('health');
  if (health === 'untested' && probe) {
    return (
      <Chip tone="running" icon={LoaderCircle} turning>
        {t('untested')}
      </Chip>
    );
  }
  return <Chip {...LOOKS[health]}>{t(health === 'untested' ? 'never' : health)}</Chip>;
}
