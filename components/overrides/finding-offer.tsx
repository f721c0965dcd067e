'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Finding } from '../../lib/engine/types.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { ChosenLine } from './chosen-line.tsx';
import { choiceAt, placeText } from './document.ts';
import { useDraft } from './draft-context.tsx';
import { fieldAt } from './fields.ts';
import { type Offer, offerOf } from './offers.ts';
import { useChoiceWords } from './use-choice-words.ts';

/** The choice that a finding calls for, right beside it. */
export function FindingOffer({ finding }: { finding: Finding }) {
  const { plan, denied } = useDraft();
  const offer = plan && !denied ? offerOf(finding, plan) : null;
  return offer ? <Chooser offer={offer} /> : null;
}

const UNSET = '';

function Chooser({ offer }: { offer: Offer }) {
  const t = useTranslations('choices');
  const words = useChoiceWords();
  const { document, choose, open, isChanged, plan } = useDraft();
  const { place, field, table, column } = offer;
  const kind = fieldAt(place);
  const choice = choiceAt(document, place);
  const values = kind?.kind === 'one-of' ? kind.values : kind?.kind === 'flag' ? ['true'] : [];
  const inPlan = table === null || (plan?.tables.some(({ source }) => source === table) ?? false);
  const more = t(column !== null ? 'moreColumn' : table !== null ? 'moreTable' : 'moreDatabase');
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
      <Menu
        align="start"
        trigger={
          <Button size="sm" aria-label={t('offerOf', { place: placeText(place) })}>
            <SlidersHorizontal aria-hidden className="size-3.5" />
            {t('offer')}
          </Button>
        }
      >
        {values.length > 0 ? (
          <MenuChoice
            label={words.label(field)}
            value={choice === undefined ? UNSET : String(choice)}
            onChange={(value) => choose(place, value === UNSET ? undefined : value === 'true' ? true : value)}
            choices={[UNSET, ...values].map((value) => ({
              value,
              label:
                value === UNSET
                  ? kind?.kind === 'flag'
                    ? t('no')
                    : `${t('without')}: ${words.unset(field)}`
                  : value === 'true'
                    ? t('yes')
                    : words.value(place, value),
            }))}
          />
        ) : null}
        {inPlan ? (
          <>
            {values.length > 0 ? <MenuSeparator /> : null}
            <MenuItem onSelect={() => open(place.slice(0, -1))}>{more}</MenuItem>
          </>
        ) : null}
      </Menu>
      {choice !== undefined || isChanged(place) ? <ChosenLine place={place} choice={choice} /> : null}
    </div>
  );
}
