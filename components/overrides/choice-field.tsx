'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Checkbox, Field, type FieldParts, Input, Select } from '../ui/field.tsx';
import { DefaultInput } from './default-input.tsx';
import { type Choice, choiceAt, type Place } from './document.ts';
import { errorAt, useDraft } from './draft-context.tsx';
import { DraftMark } from './draft-mark.tsx';
import { fieldAt } from './fields.ts';
import { useChoiceWords } from './use-choice-words.ts';
import { useProblem } from './use-problem.ts';

interface ChoiceFieldProps {
  place: Place;
  /** The same choice for the whole database, where there is one: it holds while nothing is chosen here. */
  whole?: Place;
  /** To choose from, beside what a person writes. */
  suggestions?: string[];
}

/** One choice of the document: its field, whether it is planned yet, and what the engine said of it. */
export function ChoiceField({ place, whole, suggestions = [] }: ChoiceFieldProps) {
  const words = useChoiceWords();
  const t = useTranslations('choices');
  const draft = useDraft();
  const problem = useProblem();
  const field = fieldAt(place);
  const name = place.at(-1) ?? '';
  const choice = choiceAt(draft.document, place);
  const error = errorAt(draft, place);
  const choose = (value: Choice) => draft.choose(place, value === '' ? undefined : value);
  const inherited = whole && choiceAt(draft.document, whole);
  const unset =
    whole && inherited !== undefined
      ? t('asWhole', { value: words.value(whole, inherited) })
      : words.unset(name);
  const mark = draft.isChanged(place) ? <DraftMark /> : null;
  const wrong = error ? problem(error) : undefined;
  if (!field) return null;
  if (field.kind === 'flag') {
    return (
      <div>
        <Checkbox
          checked={choice === true}
          onChange={(event) => choose(event.target.checked ? true : undefined)}
          label={
            <>
              {words.label(name)} {mark}
            </>
          }
          hint={words.hint(name)}
        />
        {wrong ? <p className="text-bad text-sm">{wrong}</p> : null}
      </div>
    );
  }
  const text = typeof choice === 'string' ? choice : '';
  return (
    <Field label={words.label(name)} optional={mark} hint={words.hint(name)} error={wrong}>
      {(parts) => {
        if (field.kind === 'default') {
          return <DefaultInput parts={parts} label={words.label(name)} choice={choice} choose={choose} />;
        }
        if (field.kind === 'one-of') {
          return (
            <Select {...parts} value={text} onChange={(event) => choose(event.target.value)}>
              <option value="">{unset}</option>
              {field.values.map((value) => (
                <option key={value} value={value}>
                  {words.value(place, value)}
                </option>
              ))}
            </Select>
          );
        }
        const offered = field.kind === 'zone' ? Intl.supportedValuesOf('timeZone') : suggestions;
        return <ListedInput {...{ parts, text, choose, offered }} placeholder={unset} />;
      }}
    </Field>
  );
}

interface ListedInputProps {
  parts: FieldParts;
  text: string;
  choose: (value: Choice) => void;
  offered: string[];
  placeholder: string;
}

/** Free text, with a list to take from. */
function ListedInput({ parts, text, choose, offered, placeholder }: ListedInputProps) {
  const list = useId();
  return (
    <>
      <Input
        {...parts}
        className="mono"
        list={offered.length > 0 ? list : undefined}
        placeholder={placeholder}
        value={text}
        onChange={(event) => choose(event.target.value)}
      />
      {offered.length > 0 ? (
        <datalist id={list}>
          {offered.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}
