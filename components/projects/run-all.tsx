'use client';

import { ChevronDown, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { ProjectDetail } from '../../lib/data/dto/project.ts';
import type { RunKind } from '../../lib/engine/types.ts';
import { useAsked } from '../shell/use-asked.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { StartBatch } from './start-batch.tsx';

interface RunAllProps {
  project: ProjectDetail;
  startBatch: PanelActions['startBatch'];
}

/** Plan, rehearse, start or compare all; where that cannot be, the button says why. */
export function RunAll({ project, startBatch }: RunAllProps) {
  const t = useTranslations('projects.run');
  const denial = useTranslations('denial');
  const [kind, setKind] = useState<RunKind | null>(null);
  const { allowed, why } = project.permissions.run;
  useAsked('full', allowed ? () => setKind('full') : null);
  const button = (
    <Button variant="primary" disabledReason={allowed || !why ? null : denial(why)}>
      <Play aria-hidden className="size-3.5" />
      {t('button')}
      <ChevronDown aria-hidden className="size-3.5" />
    </Button>
  );
  if (!allowed) return button;
  return (
    <>
      <Menu trigger={button}>
        <MenuItem onSelect={() => setKind('plan')}>{t('plan')}</MenuItem>
        <MenuItem onSelect={() => setKind('dry')}>{t('dry')}</MenuItem>
        <MenuItem onSelect={() => setKind('full')}>{t('full')}</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => setKind('verify')}>{t('verify')}</MenuItem>
      </Menu>
      <StartBatch {...{ project, kind, startBatch }} onKind={setKind} />
    </>
  );
}
