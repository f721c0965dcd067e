import type { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { elapsedSeconds } from '../runs/run-figures.ts';
import type { Format } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';

type Words = { t: ReturnType<typeof useTranslations<'document'>> } & Format;

/** From what to what, by whom and when, by which plan out of which snapshot, with which versions. */
export function runFacts(run: RunDetail, { t, ...format }: Words): { label: string; value: ReactNode }[] {
  const { state, plan, report } = run;
  const long = (text: string) => <Name className="break-all">{text}</Name>;
  const time = (at: number | null) => (at === null ? '—' : format.zoned(at));
  const took = state.endedAt === null ? null : elapsedSeconds(state, state.endedAt);
  // The plan was made from the snapshot; the report names the file itself.
  const path = report?.source.path;
  const by = run.by?.name ?? '—';
  const facts: [string, ReactNode][] = [
    [t('run'), long(run.id)],
    [t('migration'), run.migration.name],
    [
      t('source'),
      path ? (
        <>
          {run.source.name} · {long(path)}
        </>
      ) : (
        run.source.name
      ),
    ],
    [
      t('target'),
      plan ? (
        <>
          {run.target.name} · {long(`${plan.target.database}.${plan.target.schema}`)}
        </>
      ) : (
        run.target.name
      ),
    ],
  ];
  if (plan) facts.push([t('server'), `PostgreSQL ${plan.target.serverVersion}`]);
  facts.push([t('startedBy'), by]);
  facts.push([t('queued'), time(run.queuedAt)], [t('began'), time(state.startedAt)]);
  facts.push([t('ended'), time(state.endedAt)]);
  if (took !== null) facts.push([t('took'), format.seconds(took)]);
  if (run.pausedMs > 0) facts.push([t('paused'), format.seconds(run.pausedMs / 1000)]);
  if (state.resumed > 0) facts.push([t('resumed'), format.count(state.resumed)]);
  facts.push([t('plan'), state.planHash ? long(state.planHash) : '—']);
  if (run.snapshot) {
    facts.push([
      t('snapshot'),
      `${format.bytes(run.snapshot.bytes)} · ${t(run.snapshot.kept ? 'kept' : 'gone')}`,
    ]);
    facts.push([t('sha'), long(run.snapshot.sha256)]);
  }
  return facts.map(([label, value]) => ({ label, value }));
}
