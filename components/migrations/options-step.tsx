import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { HelpMark } from '../help/help-mark.tsx';
import { Field, RadioGroup } from '../ui/field.tsx';
import { Textarea } from '../ui/input.tsx';
import { RevertField } from './revert-field.tsx';
import type { StepProps } from './source-step.tsx';

const MODES = ['keep', 'lower', 'snake'] as const;
const ROWS = ['fail', 'replace', 'upsert'] as const;

export function OptionsStep({ choices, choose, revertSetting }: StepProps & { revertSetting: number }) {
  const t = useTranslations('migrations.make');
  const [some, setSome] = useState(choices.include !== '' || choices.exclude !== '');
  const which = (value: 'all' | 'some') => {
    setSome(value === 'some');
    if (value === 'all') choose({ include: '', exclude: '' });
  };
  return (
    <>
      <h2 className="mb-3 font-semibold text-lg">{t('optionsTitle')}</h2>
      <div className="grid gap-5">
        <RadioGroup
          legend={t('names')}
          className="sm:grid-cols-3"
          value={choices.names}
          onChange={(names) => choose({ names })}
          cards={MODES.map((value) => ({
            value,
            label: t(`namesLabel.${value}`),
            hint: t(`namesHint.${value}`),
          }))}
        />
        <RadioGroup
          legend={t('into')}
          help={<HelpMark term="matchMode" />}
          className="sm:grid-cols-2"
          value={choices.match ? 'there' : 'new'}
          onChange={(value) => choose({ match: value === 'new' ? null : 'fail' })}
          cards={[
            { value: 'new', label: t('intoNew'), hint: t('intoNewHint') },
            { value: 'there', label: t('intoThere'), hint: t('intoThereHint') },
          ]}
        />
        {choices.match ? (
          <RadioGroup
            legend={t('rows')}
            className="sm:grid-cols-3"
            value={choices.match}
            onChange={(match) => choose({ match })}
            cards={ROWS.map((value) => ({
              value,
              label: t(`rowsLabel.${value}`),
              hint: t(`rowsHint.${value}`),
            }))}
          />
        ) : null}
        <RadioGroup
          legend={t('tables')}
          className="sm:grid-cols-2"
          value={some ? 'some' : 'all'}
          onChange={which}
          cards={[
            { value: 'all', label: t('all'), hint: t('allHint') },
            { value: 'some', label: t('some'), hint: t('someHint') },
          ]}
        />
        {some ? (
          <div className="grid gap-4 sm:grid-cols-2">
            {(['include', 'exclude'] as const).map((list) => (
              <Field key={list} label={t(list)} hint={t(`${list}Hint`)}>
                {(parts) => (
                  <Textarea
                    {...parts}
                    className="mono"
                    defaultValue={choices[list]}
                    onChange={(event) => choose({ [list]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        ) : null}
        <RevertField
          value={choices.revert}
          setting={revertSetting}
          // What is no number of days yet is not taken over.
          onChange={(revert) => revert !== undefined && choose({ revert })}
        />
      </div>
    </>
  );
}
