'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { Name } from '../ui/name.tsx';
import { ChosenLine } from './chosen-line.tsx';
import { type Change, choicesOf, type Place, placeText } from './document.ts';
import { type Draft, useDraft } from './draft-context.tsx';
import { useProblem } from './use-problem.ts';

/** Every choice in words, those taken back too while a plan still knows them. */
export function ChoiceList() {
  const t = useTranslations('choices');
  const draft = useDraft();
  const gone = draft.changes.filter(({ choice }) => choice === undefined);
  const lines = [...choicesOf(draft.document), ...gone];
  if (lines.length === 0) return <p className="px-4 py-2.5 text-ink-2 text-sm">{t('none')}</p>;
  return (
    <ul className="max-h-80 divide-y divide-line overflow-y-auto">
      {lines.map((line) => (
        <Line key={placeText(line.place)} line={line} draft={draft} />
      ))}
    </ul>
  );
}

function Line({ line: { place, choice }, draft }: { line: Omit<Change, 'before'>; draft: Draft }) {
  const t = useTranslations('choices');
  const name = nameOf(place);
  const full = placeText(place);
  const above = place.slice(0, -1);
  const problem = useProblem();
  const within = draft.error !== null && `${full}.`.startsWith(`${draft.error.place}.`);
  const wrong = within && !draft.isChanged(place) ? draft.error : null;
  const inPlan =
    place.length === 1 || (draft.plan?.tables.some(({ source }) => source === place[1]) ?? false);
  const before = draft.changes.find((change) => change.place === place)?.before;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-1.5">
      <div className="min-w-0 flex-1 basis-56">
        {name ? <Name className="mr-2 break-all text-sm">{name}</Name> : null}
        <ChosenLine place={place} choice={choice} />
        {wrong ? <p className="text-bad text-sm">{problem(wrong.error)}</p> : null}
      </div>
      {draft.denied ? null : (
        <span className="flex gap-1">
          {choice === undefined ? (
            <Button
              size="sm"
              variant="ghost"
              aria-label={t('undoOf', { place: full })}
              onClick={() => draft.choose(place, before)}
            >
              {t('undo')}
            </Button>
          ) : (
            <>
              {inPlan ? (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`${t('open')}: ${full}`}
                  onClick={() => draft.open(above)}
                >
                  {t('open')}
                </Button>
              ) : null}
              <Button
                size="sm"
                variant="ghost"
                aria-label={t('takeBackOf', { place: full })}
                onClick={() => draft.choose(place, undefined)}
              >
                {t('takeBack')}
              </Button>
            </>
          )}
        </span>
      )}
    </li>
  );
}

/** `visits.place`, `visits`, or nothing for the whole database. */
function nameOf(place: Place): string | null {
  if (place.length === 1) return null;
  return place.length === 3 ? (place[1] ?? null) : `${place[1]}.${place[3]}`;
}
