'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { MigrationRow } from '../../lib/data/dto/migration.ts';
import type { Ref } from '../../lib/data/dto/shared.ts';
import type { SourceRow } from '../../lib/data/dto/source.ts';
import type { TargetRow } from '../../lib/data/dto/target.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { RadioGroup } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import { useAction } from '../ui/use-action.ts';
import { placeKey, placeProblems, schemaNames } from './schema-names.ts';
import { type How, SeveralPlaces } from './several-places.tsx';
import { SeveralSources } from './several-sources.tsx';
import { SeveralTarget } from './several-target.tsx';

interface SeveralFormProps {
  project: Ref;
  sources: SourceRow[];
  targets: TargetRow[];
  migrations: MigrationRow[];
  addSeveral: PanelActions['addSeveral'];
}

/** Several files into one database, a schema each, or a database for each. */
export function SeveralForm({ project, sources, targets, migrations, addSeveral }: SeveralFormProps) {
  const t = useTranslations('projects.several');
  const router = useRouter();
  const { run, pending, error } = useAction(addSeveral);
  const [how, setHow] = useState<How>('schemas');
  const [chosen, setChosen] = useState<string[]>([]);
  const [target, setTarget] = useState(targets.length === 1 ? (targets[0]?.id ?? '') : '');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [paired, setPaired] = useState<Record<string, string>>({});

  const picked = sources.filter(({ id }) => chosen.includes(id));
  const derived = schemaNames(picked.map(({ kind, name, path }) => (kind === 'upload' ? name : path)));
  const byId = new Map(targets.map((one) => [one.id, one]));
  const rows = picked.map((source, i) => {
    const targetId = how === 'schemas' ? target : (paired[source.id] ?? '');
    const own =
      how === 'schemas' ? (typed[source.id] ?? derived[i] ?? '') : (byId.get(targetId)?.schema ?? 'public');
    return { source, targetId, schema: own };
  });
  const troubles = placeProblems(
    rows.map(({ targetId, schema }) => ({ database: databaseOf(byId.get(targetId)), schema })),
    takenPlaces(migrations, byId),
  );
  const reason =
    rows.length === 0
      ? t('nothing')
      : how === 'schemas' && target === ''
        ? t('noTarget')
        : troubles.some((trouble) => trouble !== null)
          ? t('fix')
          : null;
  const create = async () => {
    const entries = rows.map(({ source, targetId, schema }) => ({ sourceId: source.id, targetId, schema }));
    const made = await run({ projectId: project.id, entries });
    if (!made) return;
    const { batchId } = made.data;
    router.push(batchId ? `/projects/${project.id}/batches/${batchId}` : `/projects/${project.id}`);
  };
  return (
    <div className="grid max-w-4xl gap-4">
      <RadioGroup
        legend={t('how')}
        value={how}
        onChange={setHow}
        className="sm:grid-cols-2"
        cards={(['schemas', 'pairs'] as const).map((value) => ({
          value,
          label: t(value),
          hint: t(`${value}Hint`),
        }))}
      />
      <SeveralSources {...{ project, sources, chosen }} onChange={setChosen} />
      {how === 'schemas' ? <SeveralTarget {...{ targets, target }} onChange={setTarget} /> : null}
      {rows.length > 0 && (how === 'pairs' || target !== '') ? (
        <Panel title={t('what')} note={t('chosen', { count: rows.length })} flush>
          <SeveralPlaces
            {...{ how, rows, targets, troubles }}
            onSchema={(id, schema) => setTyped({ ...typed, [id]: schema })}
            onTarget={(id, to) => setPaired({ ...paired, [id]: to })}
          />
        </Panel>
      ) : null}
      {error ? <ErrorPanel error={error} fresh /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" pending={pending} disabledReason={reason} onClick={create}>
          {t('create', { count: rows.length })}
        </Button>
        <p className="text-ink-2 text-sm">{t('then')}</p>
      </div>
    </div>
  );
}

/** Two targets may be the same database. */
function databaseOf(target: TargetRow | undefined): string | null {
  return target ? JSON.stringify([target.host, target.port, target.database]) : null;
}

function takenPlaces(migrations: MigrationRow[], targets: Map<string, TargetRow>): Map<string, string> {
  return new Map(
    migrations.map(({ name, target, schema }) => [
      placeKey({ database: databaseOf(targets.get(target.id)), schema }),
      name,
    ]),
  );
}
