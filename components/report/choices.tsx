import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { choicesOf, placeText } from '../overrides/document.ts';
import { useChoiceWords } from '../overrides/use-choice-words.ts';
import { Name } from '../ui/name.tsx';
import { PlainTable } from './plain-table.tsx';
import { Section } from './section.tsx';

/** What somebody chose otherwise than Howdah would have done by itself. */
export function DocumentChoices({ run }: { run: RunDetail }) {
  const t = useTranslations('document.choices');
  const words = useChoiceWords();
  const { overrides, replace, include, exclude } = run.options;
  const chosen = choicesOf(overrides).map(({ place, choice }) => ({
    key: placeText(place),
    cells: [
      place.length > 1 ? (
        <Name key="p" className="break-all">
          {placeOf(place)}
        </Name>
      ) : (
        t('everything')
      ),
      words.label(place.at(-1) ?? ''),
      words.value(place, choice),
    ],
  }));
  const options: [string, string][] = [
    ...(replace ? ([[t('replace'), t('yes')]] as [string, string][]) : []),
    ...(include.length > 0 ? ([[t('include'), include.join(', ')]] as [string, string][]) : []),
    ...(exclude.length > 0 ? ([[t('exclude'), exclude.join(', ')]] as [string, string][]) : []),
  ];
  const rows = [
    ...options.map(([label, value]) => ({ key: label, cells: [t('everything'), label, value] })),
    ...chosen,
  ];
  return (
    <Section title={t('title')} note={rows.length === 0 ? t('none') : null} whole={rows.length < 12}>
      {rows.length === 0 ? null : (
        <PlainTable head={[t('where'), t('what'), t('chosen')].map((label) => ({ label }))} rows={rows} />
      )}
    </Section>
  );
}

/** `tables.visits.columns.day.misfits` is about visits.day. */
function placeOf(place: readonly string[]): string {
  return place
    .slice(1, -1)
    .filter((_name, index) => index % 2 === 0)
    .join('.');
}
