import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { Name } from '../ui/name.tsx';
import { PlainTable } from './plain-table.tsx';
import { Section } from './section.tsx';

/** The first differences of each table that is not the same, with the values on both sides. */
export function DocumentDifferences({ run }: { run: RunDetail }) {
  const t = useTranslations('verification');
  const d = useTranslations('document');
  const rows = run.state.tables.flatMap(({ name, verification }) =>
    (verification?.mismatches ?? []).map((mismatch, index) => ({ name, mismatch, index })),
  );
  if (rows.length === 0) return null;
  const value = (text: string | null, whole: boolean) =>
    text === null ? <em>{whole ? t('absent') : t('null')}</em> : <Name className="break-all">{text}</Name>;
  return (
    <Section title={d('differences')} note={d('firstOnly')}>
      <PlainTable
        head={[t('table'), t('key'), t('column'), t('source'), t('target')].map((label) => ({ label }))}
        rows={rows.map(({ name, mismatch: { key, column, source, target }, index }) => ({
          key: `${name} ${index}`,
          cells: [
            <Name key="t">{name}</Name>,
            <Name key="k" className="break-all">
              {key}
            </Name>,
            column === null ? t('missingRow') : <Name key="c">{column}</Name>,
            value(source, column === null),
            value(target, column === null),
          ],
        }))}
      />
    </Section>
  );
}
