import { sourceFile, targetUrl } from './databases.ts';
import { expect, type Page } from './test.ts';
import type { Say } from './words.ts';

/** A source and a target of one name, for a journey that shall be alone with its tables. */
export async function addEnds(page: Page, say: Say, name: string, file = sourceFile(name)): Promise<void> {
  await page.goto('/sources/new');
  await page.getByLabel(say('sources.form.path'), { exact: true }).fill(file);
  await page.getByLabel(say('sources.form.name')).fill(name);
  await page.getByRole('button', { name: say('sources.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goto('/targets/new');
  await page.getByRole('tab', { name: say('targets.form.byUrl') }).click();
  const form = page.getByRole('tabpanel');
  await form.getByLabel(say('targets.form.url'), { exact: true }).fill(targetUrl(`journey_${name}`));
  await page.getByLabel(say('targets.form.name')).fill(name);
  await page.getByRole('button', { name: say('targets.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}
