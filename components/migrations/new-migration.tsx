'use client';

import { ArrowRight } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useTransition } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import type { SourceRow } from '../../lib/data/dto/source.ts';
import type { TargetRow } from '../../lib/data/dto/target.ts';
import { Button } from '../ui/button.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import {
  allowedStep,
  type Choices,
  listOf,
  overridesOf,
  readChoices,
  STEPS,
  type Step,
  writeChoices,
} from './new-migration-url.ts';
import { OptionsStep } from './options-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { SourceStep } from './source-step.tsx';
import { StepList } from './step-list.tsx';
import { TargetStep } from './target-step.tsx';

interface NewMigrationProps {
  sources: SourceRow[];
  targets: TargetRow[];
  /** Days, where the migration says nothing else. */
  revertSetting: number;
  createMigration: PanelActions['createMigration'];
}

/** Source, target, options, review; every step and choice stands in the address. */
export function NewMigration({ sources, targets, revertSetting, createMigration }: NewMigrationProps) {
  const t = useTranslations('migrations.make');
  const router = useRouter();
  const params = useSearchParams();
  const [error, setError] = useState<ShownError | null>(null);
  const [pending, start] = useTransition();
  const [choices, setChoices] = useState(() => readChoices(params, { sources, targets }));
  const step = allowedStep(choices);
  const index = STEPS.indexOf(step);

  // The address follows the choices; only going back and forth makes the choices follow the address.
  useEffect(() => {
    const follow = () =>
      setChoices(readChoices(new URLSearchParams(window.location.search), { sources, targets }));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [sources, targets]);
  const choose = (change: Partial<Choices>) => {
    const next = { ...choices, step, ...change };
    setChoices(next);
    window.history.replaceState(null, '', writeChoices(next));
  };
  const go = (to: Step) => {
    const next = { ...choices, step: to };
    setChoices(next);
    window.history.pushState(null, '', writeChoices(next));
  };
  const create = () =>
    start(async () => {
      setError(null);
      const { source, target, name, include, exclude, revert } = choices;
      const options = {
        include: listOf(include),
        exclude: listOf(exclude),
        overrides: overridesOf(choices),
      };
      const ends = { sourceId: source ?? '', targetId: target ?? '' };
      const made = await createMigration({ ...ends, name, options, revertDays: revert });
      if (made.ok) router.push(`/migrations/${made.data.id}`);
      else setError(made.error);
    });

  const source = sources.find(({ id }) => id === choices.source) ?? null;
  const target = targets.find(({ id }) => id === choices.target) ?? null;
  const ready = step === 'source' ? source !== null : step === 'target' ? target !== null : true;
  const next = STEPS[index + 1];
  const back = STEPS[index - 1];
  return (
    <div className="max-w-3xl">
      <StepList step={step} onGo={go} reachable={source ? (target ? 3 : 1) : 0} />
      <div className="mt-5">
        {step === 'source' ? <SourceStep sources={sources} choices={choices} choose={choose} /> : null}
        {step === 'target' ? <TargetStep targets={targets} choices={choices} choose={choose} /> : null}
        {step === 'options' ? <OptionsStep {...{ choices, choose, revertSetting }} /> : null}
        {step === 'review' && source && target ? (
          <ReviewStep {...{ source, target, choices, choose, go, revertSetting }} />
        ) : null}
      </div>
      {error ? <ErrorPanel error={error} fresh className="mt-4" /> : null}
      <div className="mt-6 flex flex-wrap items-center gap-2">
        {next && ready ? (
          <Button variant="primary" onClick={() => go(next)}>
            {t('next')}
            <ArrowRight aria-hidden className="size-3.5" />
          </Button>
        ) : null}
        {next ? null : (
          <Button variant="primary" pending={pending} onClick={create}>
            {t(pending ? 'creating' : 'create')}
          </Button>
        )}
        {back ? (
          <Button variant="ghost" onClick={() => go(back)}>
            {t('back')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
