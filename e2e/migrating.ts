import { expect, type Page } from './test.ts';
import type { Say } from './words.ts';

/** From the overview through the four steps to the preview's plan. */
export async function preview(
  page: Page,
  say: Say,
  ends: { source?: string; target?: string } = {},
): Promise<void> {
  await page.goto('/migrations/new');
  const next = page.getByRole('button', { name: say('migrations.make.next') });
  if (ends.source) await page.getByRole('radio', { name: ends.source }).check();
  await next.click();
  if (ends.target) await page.getByRole('radio', { name: ends.target }).check();
  await next.click();
  await next.click();
  await page.getByRole('button', { name: say('migrations.make.create') }).click();
  await expect(page.getByRole('heading', { name: say('schema.objects.title') })).toBeVisible();
}

/** Starts it, replacing what another journey left there, and waits until every table is verified and public. */
export async function migrate(page: Page, say: Say): Promise<void> {
  const replace = page.getByRole('checkbox', { name: say('migrations.start.replace') });
  if (await replace.isVisible()) await replace.check();
  await page.getByRole('button', { name: say('migrations.full') }).click();
  await expect(page).toHaveURL(/\/runs\//);
  await expect(page.getByText(say('runStatus.verified'), { exact: true }).first()).toBeVisible();
}
