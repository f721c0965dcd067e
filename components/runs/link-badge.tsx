import { CircleCheckBig, type LucideIcon, Radio, RefreshCw, WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Chip, type Tone } from '../ui/chip.tsx';
import type { Link } from './live-run.ts';

const LOOKS: Record<Link, { tone: Tone; icon: LucideIcon; turning?: boolean }> = {
  connecting: { tone: 'neutral', icon: RefreshCw, turning: true },
  live: { tone: 'good', icon: Radio },
  polling: { tone: 'attention', icon: RefreshCw },
  stale: { tone: 'bad', icon: WifiOff },
  ended: { tone: 'neutral', icon: CircleCheckBig },
};

/** How fresh the page is: Live, Polling or Stale. */
export function LinkBadge({ link }: { link: Link }) {
  const t = useTranslations('runs.link');
  if (link === 'ended') return null;
  return (
    <span title={t(`hint.${link}`)}>
      <Chip {...LOOKS[link]}>{t(link)}</Chip>
    </span>
  );
}
