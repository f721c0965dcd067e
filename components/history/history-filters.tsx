'use client';

import Form from 'next/form';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import type { HistoryChoices } from '../../lib/data/dto/run.ts';
import type { Ref } from '../../lib/data/dto/shared.ts';
import { RunKind } from '../../lib/engine/types.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Checkbox, Field, Input, Select } from '../ui/field.tsx';
import { useFormat } from '../ui/format.ts';
import { LONGER, OUTCOMES, type SearchParams } from './history-url.ts';
import { useChosen } from './use-chosen.ts';

interface HistoryFiltersProps {
  params: SearchParams;
  filtered: boolean;
  choices: HistoryChoices;
}

const FIELDS = [
  'status',
  'kind',
  'source',
  'target',
  'project',
  'batch',
  'person',
  'longer',
  'from',
  'to',
  'differences',
];

/** A plain form of the address: a choice filters at once, and works without scripts by its button. */
export function HistoryFilters({ params, filtered, choices }: HistoryFiltersProps) {
  const t = useTranslations('history');
  const status = useTranslations('runStatus');
  const kind = useTranslations('runKind');
  const batch = useTranslations('projects.batch');
  const { dateTime, seconds } = useFormat();
  const { ids } = useChosen();
  const form = useRef<HTMLFormElement>(null);
  const value = (name: string) => (typeof params[name] === 'string' ? params[name] : '');
  useEffect(() => {
    // Chosen before the scripts were there: nobody heard the change.
    const chosen = new FormData(form.current ?? undefined);
    const shown = FIELDS.every((name) => (chosen.get(name) ?? '') === (params[name] ?? ''));
    if (!shown) form.current?.requestSubmit();
  }, [params]);
  const choice = (name: string, label: string, any: string, options: ReactNode) => (
    <Field key={name} label={label}>
      {(parts) => (
        <Select {...parts} name={name} defaultValue={value(name)}>
          <option value="">{any}</option>
          {options}
        </Select>
      )}
    </Field>
  );
  const refs = (list: Ref[]) =>
    list.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ));
  return (
    <Form
      ref={form}
      action="/history"
      aria-label={t('filters')}
      // Other filters, other values in the fields.
      key={JSON.stringify(params)}
      onChange={() => form.current?.requestSubmit()}
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:grid-cols-3 lg:grid-cols-4 2xl:grid-cols-6"
    >
      {/* Whoever filters goes on choosing. */}
      {['a', 'b'].map((name, index) =>
        ids[index] ? <input key={name} type="hidden" name={name} value={ids[index]} /> : null,
      )}
      {choice(
        'status',
        t('outcome'),
        t('anyOutcome'),
        OUTCOMES.map((one) => (
          <option key={one} value={one}>
            {status(one)}
          </option>
        )),
      )}
      {choice(
        'kind',
        t('kind'),
        t('anyKind'),
        RunKind.options.map((one) => (
          <option key={one} value={one}>
            {kind(one)}
          </option>
        )),
      )}
      {choice('source', t('source'), t('anySource'), refs(choices.sources))}
      {choice('target', t('target'), t('anyTarget'), refs(choices.targets))}
      {choices.projects.length > 0
        ? choice('project', t('project'), t('anyProject'), refs(choices.projects))
        : null}
      {choices.batches.length > 0
        ? choice(
            'batch',
            t('batch'),
            t('anyBatch'),
            choices.batches.map(({ id, project, kind: of, at }) => (
              <option key={id} value={id}>
                {`${project} · ${batch(`of.${of}`)} · ${dateTime(at)}`}
              </option>
            )),
          )
        : null}
      {choice('person', t('person'), t('anyPerson'), refs(choices.people))}
      {choice(
        'longer',
        t('longer'),
        t('anyLength'),
        LONGER.map((least) => (
          <option key={least} value={least}>
            {t('longerThan', { duration: seconds(least) })}
          </option>
        )),
      )}
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={t(name)}>
          {(parts) => <Input {...parts} type="date" name={name} defaultValue={value(name)} />}
        </Field>
      ))}
      <Checkbox
        name="differences"
        value="1"
        defaultChecked={value('differences') === '1'}
        label={t('differences')}
        className="self-center text-sm"
      />
      <noscript>
        <Button type="submit">{t('apply')}</Button>
      </noscript>
      {filtered ? (
        <ButtonLink variant="ghost" href="/history">
          {t('clear')}
        </ButtonLink>
      ) : null}
    </Form>
  );
}
