/** Tests of a source or a target, step by step, each with its own verdict and time: what a form shows. */
import { errorInfo } from './errors.ts';

export interface ProbeStep {
  step: string;
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  ms: number;
  /** The facts in a few words: `PostgreSQL 16.4`, `214 MB`. */
  detail: string;
  code?: string;
  remedy?: string;
  /** The facts in the sentences of `code`, so that a page can say them in another language. */
  params?: Record<string, string | number>;
}

export type Verdict = { detail: string; warning?: { code: string; remedy: string } };

/** Runs steps in order. After the first failure the rest are skipped: they could not mean anything. */
export async function runProbe(steps: [name: string, check: () => Promise<Verdict>][]): Promise<ProbeStep[]> {
  const results: ProbeStep[] = [];
  let failed = false;
  for (const [step, check] of steps) {
    if (failed) {
      results.push({ step, status: 'skipped', ms: 0, detail: '' });
      continue;
    }
    const started = performance.now();
    const ms = () => Math.round(performance.now() - started);
    try {
      const { detail, warning } = await check();
      results.push({ step, status: warning ? 'warning' : 'ok', ms: ms(), detail, ...warning });
    } catch (error) {
      failed = true;
      const { code, message, remedy, context } = errorInfo(error);
      results.push({ step, status: 'failed', ms: ms(), detail: message, code, remedy, params: context });
    }
  }
  return results;
}
