'use client';

import { LoaderCircle, Search, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { buttonStyle } from '../ui/button-style.ts';
import { PaletteOption } from './palette-option.tsx';
import { type PaletteProps, useChoices } from './use-choices.ts';
import { useFound } from './use-found.ts';
import { useListbox } from './use-listbox.ts';
import { beyond, wordsOf } from './words.ts';

/** “Go to or do…”: pages, things by name, and what this person may do, in one list under one field. */
export function Palette({ close, ...props }: PaletteProps & { close: () => void }) {
  const t = useTranslations('palette');
  const router = useRouter();
  const [text, setText] = useState('');
  const words = wordsOf(text);
  const { found, looking, failed } = useFound(askedFor(words, props.acts, t));
  const groups = useChoices(props, words, found);
  const choices = groups.flatMap((group) => group.choices);
  const listbox = useListbox(
    choices.map(({ id }) => id),
    (id) => {
      const to = choices.find((choice) => choice.id === id)?.to;
      close();
      if (typeof to === 'string') router.push(to);
      else to?.();
    },
  );
  const count = choices.length;
  return (
    <Dialog.Root open onOpenChange={close}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-60 animate-enter bg-shade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-60 mx-auto flex max-h-[min(34rem,calc(100dvh-1rem))] max-w-xl animate-enter flex-col overflow-hidden rounded-xl border border-line-strong bg-panel shadow-float outline-none sm:top-[12vh] sm:max-h-[min(34rem,76vh)]"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <div className="flex items-center gap-2.5 border-line border-b pr-2 pl-4">
            {looking ? (
              <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-ink-3" />
            ) : (
              <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
            )}
            <input
              {...listbox.field}
              aria-label={t('title')}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                listbox.reset();
              }}
              placeholder={t('placeholder')}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-ink-3"
            />
            <Dialog.Close
              aria-label={t('close')}
              className={buttonStyle({ variant: 'ghost', size: 'sm', icon: true })}
            >
              <X aria-hidden className="size-4" />
            </Dialog.Close>
          </div>
          <div
            {...listbox.list}
            role="listbox"
            aria-label={t('results')}
            aria-busy={looking}
            className="min-h-0 flex-1 overflow-y-auto p-1.5 empty:hidden"
          >
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
              <div key={group.key} role="group" aria-label={t(`groups.${group.key}`)}>
                <p aria-hidden className="px-2.5 pt-2.5 pb-1 text-ink-3 text-xs">
                  {t(`groups.${group.key}`)}
                </p>
                {group.choices.map((choice) => (
                  <PaletteOption key={choice.id} choice={choice} parts={listbox.option(choice.id)} />
                ))}
              </div>
            ))}
          </div>
          <p role="status" className={count > 0 && !failed ? 'sr-only' : 'p-4 text-ink-2 text-sm'}>
            {failed ? t('failed') : looking ? t('looking') : count > 0 ? t('count', { count }) : t('none')}
          </p>
          <p
            aria-hidden
            className="hidden gap-4 border-line border-t bg-sunk px-4 py-1.5 text-ink-3 text-xs sm:flex pointer-coarse:hidden"
          >
            <span>{t('keys.move')}</span>
            <span>{t('keys.choose')}</span>
            <span>{t('keys.close')}</span>
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The question to the panel: acts upon things only where something was typed and this person has them. */
function askedFor(
  words: string[],
  acts: PaletteProps['acts'],
  t: ReturnType<typeof useTranslations<'palette'>>,
): string {
  const asked = new URLSearchParams({ q: words.join(' ') });
  if (words.length > 0) {
    if (acts.includes('batch.start')) asked.set('runAll', beyond(t('acts.runAll'), words));
    if (acts.includes('run.rollback')) asked.set('rollBack', beyond(t('acts.rollBack'), words));
  }
  return asked.toString();
}
