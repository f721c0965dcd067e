'use client';

import Form from 'next/form';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Field, Input, Select } from '../ui/field.tsx';
import { OUTCOMES, type SearchParams } from './audit-url.ts';
import { useActionName } from './use-action-name.ts';

interface AuditFiltersProps {
  params: SearchParams;
  filtered: boolean;
  actions: string[];
}

/** A plain form of the address: a choice filters at once, what is written by Enter or its button. */
export function AuditFilters({ params, filtered, actions }: AuditFiltersProps) {
  const t = useTranslations('audit');
  const nameOf = useActionName();
  const form = useRef<HTMLFormElement>(null);
  const value = (name: string) => (typeof params[name] === 'string' ? params[name] : '');
  const atOnce = () => form.current?.requestSubmit();
  const names = actions
    .map((action) => ({ action, name: nameOf(action) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <Form
      ref={form}
      action="/audit"
      aria-label={t('filters')}
      key={JSON.stringify(params)}
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:grid-cols-3 lg:grid-cols-6"
    >
      <Field label={t('who')}>
        {(parts) => <Input {...parts} name="who" defaultValue={value('who')} maxLength={200} />}
      </Field>
      <Field label={t('action')}>
        {(parts) => (
          <Select {...parts} name="action" defaultValue={value('action')} onChange={atOnce}>
            <option value="">{t('anyAction')}</option>
            {names.map(({ action, name }) => (
              <option key={action} value={action}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('outcome')}>
        {(parts) => (
          <Select {...parts} name="outcome" defaultValue={value('outcome')} onChange={atOnce}>
            <option value="">{t('anyOutcome')}</option>
            {OUTCOMES.map((one) => (
              <option key={one} value={one}>
                {t(`outcomes.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('subject')}>
        {(parts) => <Input {...parts} name="subject" defaultValue={value('subject')} maxLength={200} />}
      </Field>
      {(['from', 'to'] as const).map((name) => (
        <Field key={name} label={t(name)}>
          {(parts) => (
            <Input {...parts} type="date" name={name} defaultValue={value(name)} onChange={atOnce} />
          )}
        </Field>
      ))}
      <div className="col-span-full flex flex-wrap gap-2">
        <Button type="submit">{t('apply')}</Button>
        {filtered ? (
          <ButtonLink variant="ghost" href="/audit">
            {t('clear')}
          </ButtonLink>
        ) : null}
      </div>
    </Form>
  );
}
