'use client';

import { useTranslations } from 'next-intl';
import type { Ref } from '../../lib/data/dto/shared.ts';
import type { SourceRow } from '../../lib/data/dto/source.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/field.tsx';
import { Bytes } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';

interface SeveralSourcesProps {
  project: Ref;
  sources: SourceRow[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** The project's own first. */
export function SeveralSources({ project, sources, chosen, onChange }: SeveralSourcesProps) {
  const t = useTranslations('projects.several');
  const ours = sources.filter((source) => source.project?.id === project.id);
  const others = sources.filter((source) => source.project?.id !== project.id);
  const tick = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <Panel
      title={t('sources')}
      note={t('chosen', { count: chosen.length })}
      aside={
        <>
          <Button size="sm" onClick={() => onChange((ours.length > 0 ? ours : sources).map(({ id }) => id))}>
            {t('all')}
          </Button>
          <Button size="sm" onClick={() => onChange([])}>
            {t('clear')}
          </Button>
        </>
      }
      flush
    >
      <ul
        aria-label={t('sources')}
        className="max-h-80 divide-y divide-line overflow-y-auto -outline-offset-2"
      >
        {[...ours, ...others].map((source) => (
          <li key={source.id} className="flex items-start gap-3 px-4 py-1">
            <Checkbox
              className="min-w-0 flex-1"
              checked={chosen.includes(source.id)}
              onChange={(event) => tick(source.id, event.target.checked)}
              label={<span className="break-words">{source.name}</span>}
              hint={<Name className="break-all text-xs">{source.path}</Name>}
            />
            <span className="shrink-0 py-1 text-right text-ink-2 text-sm">
              <Bytes value={source.bytes} />
              {source.project ? (
                <span className="block text-ink-3 text-xs">
                  {source.project.id === project.id
                    ? t('inProject')
                    : t('elsewhere', { project: source.project.name })}
                </span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
