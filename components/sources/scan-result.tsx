'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { Scan } from '../../lib/data/dto/folder.ts';
import type { Ref, ShownError } from '../../lib/data/dto/shared.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Checkbox, Field, Select } from '../ui/field.tsx';
import { Bytes } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Notice } from '../ui/notice.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { useAction } from '../ui/use-action.ts';

/** What registering the found ones needs. */
export interface AddingProps {
  projects: Ref[];
  /** Chosen from the start: where the page was opened from. */
  project: string | null;
  addSources: PanelActions['addSources'];
}

interface ScanResultProps extends AddingProps {
  scan: Scan;
  /** Look again: what was added is marked. */
  onAdded: () => void;
}

interface Outcome {
  added: Ref[];
  failed: { path: string; error: ShownError }[];
  project: string;
}

/** What was found, to choose from; those registered already are marked and stay out. */
export function ScanResult({ scan, projects, project: from, addSources, onAdded }: ScanResultProps) {
  const t = useTranslations('sources.scan');
  const fresh = scan.found.filter(({ source }) => source === null).map(({ path }) => path);
  // What can be chosen comes first.
  const inOrder = scan.found.toSorted((a, b) => Number(a.source !== null) - Number(b.source !== null));
  const [ticked, setTicked] = useState<string[]>([]);
  const [project, setProject] = useState(from ?? '');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { run, pending, error } = useAction(addSources);
  const chosen = ticked.filter((path) => fresh.includes(path));
  const add = async () => {
    const done = await run({ paths: chosen, projectId: project || null });
    if (!done) return;
    setOutcome({ ...done.data, project });
    setTicked([]);
    onAdded();
  };
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto font-medium">
          {t('found', { count: scan.found.length, folders: scan.folders })}
        </p>
        <Button size="sm" onClick={() => setTicked(fresh)}>
          {t('all')}
        </Button>
        <Button size="sm" onClick={() => setTicked([])}>
          {t('clear')}
        </Button>
      </div>
      <div className="overflow-hidden rounded-md border border-line-strong">
        <Table>
          <thead>
            <tr>
              <Th>{t('file')}</Th>
              <Th numeric>{t('size')}</Th>
              <Th className="hidden sm:table-cell">{t('changed')}</Th>
              <Th className="hidden sm:table-cell">{t('tables')}</Th>
            </tr>
          </thead>
          <tbody>
            {inOrder.map(({ path, name, bytes, modifiedAt, source }) => (
              <tr key={path}>
                <Td className="max-w-72">
                  {source ? (
                    <>
                      <Name className="block break-all text-ink-2">{name}</Name>
                      <span className="block text-ink-3 text-sm">{t('known', { name: source.name })}</span>
                    </>
                  ) : (
                    <Checkbox
                      checked={chosen.includes(path)}
                      onChange={(event) =>
                        setTicked(
                          event.target.checked ? [...chosen, path] : chosen.filter((one) => one !== path),
                        )
                      }
                      label={<Name className="break-all">{name}</Name>}
                    />
                  )}
                </Td>
                <Td numeric>
                  <Bytes value={bytes} />
                </Td>
                <Td className="hidden text-ink-2 sm:table-cell">
                  <RelativeTime at={modifiedAt} />
                </Td>
                <Td className="hidden text-ink-3 text-sm sm:table-cell">{source ? null : t('unknown')}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {projects.length > 0 ? (
        <Field label={t('project')} className="max-w-sm">
          {(parts) => (
            <Select {...parts} value={project} onChange={(event) => setProject(event.target.value)}>
              <option value="">{t('noProject')}</option>
              {projects.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
      {error ? <ErrorPanel error={error} fresh /> : null}
      {outcome ? <Added outcome={outcome} /> : null}
      <div>
        <Button
          variant="primary"
          pending={pending}
          disabledReason={chosen.length === 0 ? t('nothing') : null}
          onClick={add}
        >
          {t('add', { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}

function Added({ outcome: { added, failed, project } }: { outcome: Outcome }) {
  const t = useTranslations('sources.scan');
  return (
    <div role="status" className="grid gap-2">
      {added.length > 0 ? (
        <Notice title={t('added', { count: added.length })}>
          {project ? (
            <ButtonLink size="sm" href={`/projects/${project}/several`} className="mt-1.5">
              {t('toProject')}
            </ButtonLink>
          ) : null}
        </Notice>
      ) : null}
      {failed.length > 0 ? <p className="font-medium">{t('failed', { count: failed.length })}</p> : null}
      {failed.map(({ path, error }) => (
        <ErrorPanel key={path} error={error} title={path} />
      ))}
    </div>
  );
}
