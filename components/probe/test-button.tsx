'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ActionResult } from '../../lib/data/action-types.ts';
import type { Permission } from '../../lib/data/dto/permission.ts';
import type { Probe } from '../../lib/data/dto/probe.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { useAction } from '../ui/use-action.ts';
import { isGoing } from './use-probe.ts';

interface TestButtonProps {
  id: string;
  latest: Probe | null;
  permission: Permission;
  test: (input: { id: string }) => Promise<ActionResult<{ id: string; probeId: string }>>;
}

/** Tests it now; the panel of the latest test follows. */
export function TestButton({ id, latest, permission, test }: TestButtonProps) {
  const t = useTranslations('probe');
  const denial = useTranslations('denial');
  const router = useRouter();
  const { run, pending, error } = useAction(test);
  const start = async () => {
    if (await run({ id })) router.refresh();
  };
  return (
    <>
      <Button
        size="sm"
        onClick={start}
        pending={pending || isGoing(latest)}
        disabledReason={permission.allowed || !permission.why ? null : denial(permission.why)}
      >
        <RefreshCw aria-hidden className="size-3.5" />
        {t('again')}
      </Button>
      {error ? <ErrorPanel error={error} fresh /> : null}
    </>
  );
}
