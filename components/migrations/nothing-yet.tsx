import type { LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty.tsx';
import { Panel } from '../ui/panel.tsx';

/** Where a migration cannot begin because one of its two ends is missing. */
export function NothingYet({
  what,
  icon,
  href,
}: {
  what: 'noSources' | 'noTargets';
  icon: LucideIcon;
  href: string;
}) {
  const t = useTranslations('migrations.make');
  return (
    <Panel>
      <EmptyState
        icon={icon}
        title={t(`${what}.title`)}
        action={
          <ButtonLink variant="primary" href={href}>
            {t(`${what}.action`)}
          </ButtonLink>
        }
      >
        {t(`${what}.text`)}
      </EmptyState>
    </Panel>
  );
}
