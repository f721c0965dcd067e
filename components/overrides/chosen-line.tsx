'use client';

import { type Chosen, placeText } from './document.ts';
import { useDraft } from './draft-context.tsx';
import { DraftMark } from './draft-mark.tsx';
import { useChoiceWords } from './use-choice-words.ts';

/** One choice in words: what it is about, what was chosen, whether a plan knows it. */
export function ChosenLine({ place, choice, short }: Pick<Chosen, 'place' | 'choice'> & { short?: boolean }) {
  const words = useChoiceWords();
  const { isChanged } = useDraft();
  return (
    <span className="min-w-0 break-words text-sm">
      <span className="text-ink-2">{words.label(place.at(-1) ?? '')}: </span>
      <span className={choice === undefined ? 'line-through' : 'font-medium'}>
        {words.value(place, choice)}
      </span>{' '}
      {isChanged(place) ? <DraftMark short={short} /> : null}
    </span>
  );
}

/** What was chosen at a place, one a line. */
export function ChosenLines({ chosen }: { chosen: Chosen[] }) {
  return chosen.length === 0 ? null : (
    <ul className="mt-1 grid gap-0.5">
      {chosen.map((one) => (
        <li key={placeText(one.place)}>
          <ChosenLine {...one} short />
        </li>
      ))}
    </ul>
  );
}
