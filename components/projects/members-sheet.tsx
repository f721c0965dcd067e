'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { MigrationRow } from '../../lib/data/dto/migration.ts';
import type { ProjectDetail } from '../../lib/data/dto/project.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Checkbox } from '../ui/field.tsx';
import { Name } from '../ui/name.tsx';
import { useAction } from '../ui/use-action.ts';

interface MembersSheetProps {
  project: ProjectDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  changeMembers: PanelActions['changeMembers'];
}

const KINDS = ['sources', 'targets', 'migrations'] as const;
type Kind = (typeof KINDS)[number];

/** What belongs to the project and what could: ticked and saved together. */
export function MembersSheet({ project, open, onOpenChange, changeMembers }: MembersSheetProps) {
  const t = useTranslations('projects.members');
  const common = useTranslations('common');
  const router = useRouter();
  const members = new Set(KINDS.flatMap((kind) => project[kind].map(({ id }) => id)));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(members);
  const { run, pending, error } = useAction(changeMembers);
  const things = {
    sources: [...project.sources, ...project.free.sources],
    targets: [...project.targets, ...project.free.targets],
    migrations: [...project.migrations, ...project.free.migrations] as MigrationRow[],
  };
  const hints: Record<string, string> = Object.fromEntries([
    ...things.sources.map(({ id, path }) => [id, path]),
    ...things.targets.map(({ id, host, port, database, schema }) => [
      id,
      `${host}:${port}/${database} · ${schema}`,
    ]),
  ]);
  const known = new Set([...things.sources, ...things.targets].map(({ id }) => id));
  const tick = (kind: Kind, id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    const migration =
      kind === 'migrations' && on ? things.migrations.find((one) => one.id === id) : undefined;
    for (const end of migration ? [migration.source.id, migration.target.id] : [])
      if (known.has(end)) next.add(end);
    setChosen(next);
  };
  const changed = (kind: Kind, joins: boolean) =>
    things[kind].flatMap(({ id }) => (chosen.has(id) === joins && members.has(id) !== joins ? [id] : []));
  const of = (joins: boolean) => ({
    sources: changed('sources', joins),
    targets: changed('targets', joins),
    migrations: changed('migrations', joins),
  });
  const count = (change: ReturnType<typeof of>) => KINDS.reduce((sum, kind) => sum + change[kind].length, 0);
  const [joins, leaves] = [count(of(true)), count(of(false))];
  const save = async () => {
    const done = await run({ id: project.id, join: of(true), leave: of(false) });
    if (!done) return;
    onOpenChange(false);
    router.refresh();
  };
  const empty = KINDS.every((kind) => things[kind].length === 0);
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title={t('title')}
      description={t('text')}
      footer={
        <>
          <span className="mr-auto text-ink-2 text-sm" aria-live="polite">
            {joins + leaves > 0
              ? t('changed', { joins, leaves, both: joins > 0 && leaves > 0 ? 'yes' : 'no' })
              : null}
          </span>
          <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
          <Button
            variant="primary"
            pending={pending}
            disabledReason={joins + leaves === 0 ? t('noChange') : null}
            onClick={save}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      {error ? <ErrorPanel error={error} fresh className="mb-3" /> : null}
      {empty ? <p className="text-ink-2">{t('none')}</p> : null}
      {KINDS.map((kind) =>
        things[kind].length === 0 ? null : (
          <fieldset key={kind} className="mb-4">
            <legend className="mb-1 font-medium text-sm">{t(kind)}</legend>
            {kind === 'migrations' ? <p className="text-ink-2 text-sm">{t('along')}</p> : null}
            <ul>
              {things[kind].map(({ id, name }) => (
                <li key={id}>
                  <Checkbox
                    checked={chosen.has(id)}
                    onChange={(event) => tick(kind, id, event.target.checked)}
                    label={<span className="break-words">{name}</span>}
                    hint={hints[id] ? <Name className="break-all text-xs">{hints[id]}</Name> : null}
                  />
                </li>
              ))}
            </ul>
          </fieldset>
        ),
      )}
    </Sheet>
  );
}
