'use client';

import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

export interface RadioCard<V extends string> {
  value: V;
  label: ReactNode;
  hint?: ReactNode;
  /** At the right, such as a health chip. */
  aside?: ReactNode;
}

interface RadioCardsProps<V extends string> {
  legend: string;
  /** After it: a mark that explains. */
  help?: ReactNode;
  /** Where a heading says it already. */
  hideLegend?: boolean;
  cards: RadioCard<V>[];
  value: V | null;
  onChange: (value: V) => void;
  className?: string;
}

/** One of a few, each with a line of explanation. Real radio buttons: arrows move between them. */
export function RadioCards<V extends string>(props: RadioCardsProps<V>) {
  const { legend, help, hideLegend = false, cards, value, onChange, className } = props;
  const name = useId();
  return (
    <fieldset aria-labelledby={`${name}-legend`} className="min-w-0">
      <legend className={hideLegend ? 'sr-only' : 'mb-1.5 font-medium text-sm'}>
        <span id={`${name}-legend`}>{legend}</span> {help}
      </legend>
      <div className={cn('grid gap-2', className)}>
        {cards.map((card) => (
          <label
            key={card.value}
            className={cn(
              'flex min-w-0 items-start gap-3 rounded-lg border border-line-strong bg-panel px-3 py-2.5 transition-colors hover:bg-hover',
              'has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
            )}
          >
            <input
              type="radio"
              name={name}
              value={card.value}
              checked={value === card.value}
              onChange={() => onChange(card.value)}
              className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-edge bg-panel outline-none checked:border-[5px] checked:border-accent"
            />
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{card.label}</span>
              {card.hint ? <span className="block text-ink-2 text-sm">{card.hint}</span> : null}
            </span>
            {card.aside ? <span className="shrink-0">{card.aside}</span> : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
