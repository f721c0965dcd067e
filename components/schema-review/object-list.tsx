'use client';

import { useTranslations } from 'next-intl';
import type { ObjectPlan } from '../../lib/engine/types.ts';
import { Chip } from '../ui/chip.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Name } from '../ui/name.tsx';
import { usePhrase } from '../ui/use-phrase.ts';
import { OBJECT_LOOKS } from './object-looks.ts';

/** Objects with what became of each, why, and their original SQL. */
export function ObjectList({ objects }: { objects: ObjectPlan[] }) {
  const t = useTranslations('schema.objects');
  const phrase = usePhrase();
  return (
    <ul className="divide-y divide-line">
      {objects.map((object) => (
        <li key={`${object.kind} ${object.table} ${object.name}`} className="px-4 py-2.5">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <Chip {...OBJECT_LOOKS[object.outcome]}>{t(`outcome.${object.outcome}`)}</Chip>
            <span className="text-ink-2 text-sm">{t(`kind.${object.kind}`)}</span>
            <Name className="min-w-0 break-all">{object.name}</Name>
            {object.table && object.table !== object.name ? (
              <span className="min-w-0 break-all text-ink-3 text-sm">{t('of', { table: object.table })}</span>
            ) : null}
          </div>
          {object.reason ? (
            <p className="mt-1 break-words text-ink-2 text-sm first-letter:uppercase">
              {phrase(object.reason)}
            </p>
          ) : null}
          {object.sql ? (
            <details className="mt-1 text-sm">
              <summary className="w-fit py-0.5 text-ink-2">{t('original')}</summary>
              <div className="mt-1 rounded-md border border-line">
                <CodeBlock sql={object.sql} />
              </div>
            </details>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
