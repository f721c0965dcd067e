import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { OBJECT_LOOKS } from '../schema-review/object-looks.ts';
import { Chip } from '../ui/chip.tsx';
import { Name } from '../ui/name.tsx';
import { usePhrase } from '../ui/use-phrase.ts';
import { PlainTable } from './plain-table.tsx';
import { Section } from './section.tsx';

/** Objects of the source that were adapted or left out, each with its reason. */
export function DocumentObjects({ run }: { run: RunDetail }) {
  const t = useTranslations('schema.objects');
  const d = useTranslations('document.objects');
  const phrase = usePhrase();
  if (!run.plan) return null;
  const objects = run.plan.objects.filter(({ outcome }) => outcome !== 'migrated');
  const carried = run.plan.objects.length - objects.length;
  return (
    <Section title={t('title')} note={objects.length === 0 ? t('none') : d('carried', { count: carried })}>
      {objects.length === 0 ? null : (
        <PlainTable
          head={[d('outcome'), d('kind'), d('name'), d('reason')].map((label) => ({ label }))}
          rows={objects.map(({ kind, name, table, outcome, reason }) => ({
            key: `${kind} ${table} ${name}`,
            cells: [
              <Chip key="o" {...OBJECT_LOOKS[outcome]}>
                {t(`outcome.${outcome}`)}
              </Chip>,
              t(`kind.${kind}`),
              <Name key="n" className="inline-block min-w-32 break-words">
                {table && table !== name ? `${table}: ${name}` : name}
              </Name>,
              reason ? (
                <span key="r" className="block min-w-40 first-letter:uppercase">
                  {phrase(reason)}
                </span>
              ) : (
                '—'
              ),
            ],
          }))}
        />
      )}
    </Section>
  );
}
