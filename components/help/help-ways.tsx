import { useTranslations } from 'next-intl';
import { Panel } from '../ui/panel.tsx';

const WAYS = [
  { role: 'admin', steps: ['1', '2', '3', '4', '5', '6'] },
  { role: 'lead', steps: ['1', '2', '3'] },
  { role: 'support', steps: ['1', '2', '3', '4'] },
] as const;

/** From the first page to the last, for each of the three who use this. */
export function HelpWays() {
  const t = useTranslations('help.ways');
  return (
    <Panel title={t('title')}>
      <div className="grid gap-4">
        {WAYS.map(({ role, steps }) => (
          <section key={role}>
            <h3 className="font-medium">{t(`${role}.title`)}</h3>
            <ol className="mt-1 grid max-w-prose list-decimal gap-1 pl-5 text-ink-2 marker:text-ink-3">
              {steps.map((step) => (
                <li key={step}>{t(`${role}.steps.${step}` as 'admin.steps.1')}</li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </Panel>
  );
}
