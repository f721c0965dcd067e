import { CircleCheck, CircleDashed, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { CountVerdict } from '../../lib/engine/types.ts';
import { Chip, type Tone } from '../ui/chip.tsx';

export const VERDICT_LOOKS: Record<CountVerdict, { tone: Tone; icon: LucideIcon }> = {
  'not-checked': { tone: 'neutral', icon: CircleDashed },
  match: { tone: 'good', icon: CircleCheck },
  differs: { tone: 'bad', icon: CircleX },
  error: { tone: 'bad', icon: TriangleAlert },
};

/** What a comparison of counts or contents said. */
export function Verdict({ verdict }: { verdict: CountVerdict }) {
  const t = useTranslations('verdict');
  return <Chip {...VERDICT_LOOKS[verdict]}>{t(verdict)}</Chip>;
}
