import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Setup } from '../../lib/data/dto/setup.ts';
import { useFormat } from '../ui/format.ts';

type Check = Setup['checks'][number];

/** Whether this machine is fit for it; what is not says what to do. */
export function MachineChecks({ checks }: { checks: Check[] }) {
  const t = useTranslations('auth.checks');
  const format = useFormat();
  const detailOf = ({ name, ok, detail }: Check) => {
    if (!ok) return t(`${name}.remedy`);
    return name === 'disk' ? t('free', { size: format.bytes(Number(detail)) }) : detail;
  };
  return (
    <ul className="divide-y divide-line">
      {checks.map((check) => {
        const Icon = check.ok ? CircleCheck : CircleX;
        return (
          <li key={check.name} className="flex items-start gap-2.5 py-2">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${check.ok ? 'text-good' : 'text-bad'}`} />
            <div className="min-w-0 flex-1 xs:flex xs:gap-3">
              <span className="block font-medium xs:flex-1">
                {t(`${check.name}.label`)}
                <span className="sr-only">: {check.ok ? t('passed') : t('failed')}</span>
              </span>
              <span className={`block min-w-0 break-words ${check.ok ? 'text-ink-3' : 'text-ink-2'}`}>
                {detailOf(check)}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
