import { useTranslations } from 'next-intl';
import type { RunDetail } from '../../lib/data/dto/run.ts';
import { keptRows, keptTotals } from '../runs/kept-rows.ts';
import { PlainFindings } from '../runs/plain-findings.tsx';
import { RunStatusChip } from '../runs/run-status.tsx';
import { Facts } from '../ui/facts.tsx';
import { useFormat } from '../ui/format.ts';
import { DocumentChoices } from './choices.tsx';
import { DocumentDifferences } from './differences.tsx';
import { DocumentObjects } from './objects.tsx';
import { DocumentOutcome } from './outcome.tsx';
import { PrintBar } from './print-bar.tsx';
import { runFacts } from './run-facts.tsx';
import { Section } from './section.tsx';
import { DocumentTables } from './tables.tsx';

interface RunDocumentProps {
  run: RunDetail;
  /** Who prints it, when, with which Howdah. */
  reader: string;
  at: number;
  version: string;
}

/** A run on paper, from its outcome to its last finding, for whoever was not there. */
export function RunDocument({ run, reader, at, version }: RunDocumentProps) {
  const t = useTranslations('document');
  const kind = useTranslations('runKind');
  const stage = useTranslations('stages');
  const findings = useTranslations('findings');
  const format = useFormat();
  const { state } = run;
  const kept = keptRows(run);
  const found = run.plan?.findings ?? [];
  return (
    <article>
      <PrintBar href={`/runs/${run.id}?tab=report`} back={t('toRun')} />
      <header className="break-inside-avoid">
        <p className="text-ink-2 text-sm">{t('title')}</p>
        <h1 className="mt-0.5 break-words font-semibold text-2xl tracking-tight">
          {kind(run.kind)}: {run.source.name} → {run.target.name}
        </h1>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <RunStatusChip
            kind={state.kind}
            status={state.status}
            differences={run.differences}
            quarantined={keptTotals(kept).quarantined}
            meta={run.meta}
          />
          <span className="text-ink-2 text-sm">
            {t('printed', { time: format.zoned(at), name: reader, version })}
          </span>
        </div>
        {run.valuesHidden ? <p className="mt-2 text-ink-2 text-sm">{t('hidden')}</p> : null}
      </header>
      <Section title={t('outcome')} whole>
        <DocumentOutcome run={run} />
      </Section>
      <Section title={t('facts')} whole>
        <Facts className="-my-1 [&>div]:py-1" items={runFacts(run, { t, ...format })} />
      </Section>
      <Section title={t('stages')} whole>
        <Facts
          className="grid grid-cols-2 gap-x-6 divide-y-0 sm:grid-cols-4 print:grid-cols-4 [&>div]:block! [&>div]:py-1"
          items={state.stages.map(({ name, seconds, state: is }) => ({
            label: stage(name),
            value: seconds === null ? t(`stageState.${is}`) : format.seconds(seconds),
          }))}
        />
      </Section>
      <DocumentTables run={run} kept={kept} />
      <DocumentDifferences run={run} />
      <DocumentChoices run={run} />
      <DocumentObjects run={run} />
      {run.plan ? (
        <Section title={findings('title')} note={found.length === 0 ? t('noFindings') : found.length}>
          {found.length === 0 ? null : (
            <div className="-mx-4 print:mx-0 print:text-[9pt] print:[&_li]:px-0">
              <PlainFindings findings={found} />
            </div>
          )}
        </Section>
      ) : null}
      <footer className="mt-8 border-line border-t pt-2 text-ink-3 text-xs">
        {t('foot', { id: run.id, version })}
      </footer>
    </article>
  );
}
