import { need, type RunContext, sourceThreads } from '../run-context.ts';
import type { Catalog } from '../source/catalog.ts';
import { hasRows } from '../source/catalog.ts';
import type { TableProfile } from '../source/profile.ts';

/** Reads the catalog and scans every ordinary table, several at a time. */
export async function profileStage(context: RunContext): Promise<void> {
  if (context.plan) return;
  const { progress } = context;
  const threads = sourceThreads(context);
  context.catalog = await threads.run<Catalog>({ do: 'catalog' });
  const tables = need(context.catalog, 'the catalog').tables.filter(hasRows);
  let done = 0;
  const profiles = await Promise.all(
    tables.map(async (table) => {
      const profile = await threads.run<TableProfile>({ do: 'profile', table });
      progress.stage({ type: 'stage-progress', stage: 'profile', done: ++done, total: tables.length });
      return [table.name, profile] as const;
    }),
  );
  context.profiles = Object.fromEntries(profiles);
}
