import { AxeBuilder } from '@axe-core/playwright';
import { migrate, preview } from './migrating.ts';
import { enterAsAdmin } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const PAGES = [
  '/',
  '/projects',
  '/sources',
  '/sources/new',
  '/targets',
  '/targets/new',
  '/migrations',
  '/migrations/new',
  '/migrations/new?step=options&match=upsert',
  '/history',
  '/audit',
  '/settings/account',
  '/settings/people',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await enterAsAdmin(page);
    await preview(page, say);
    const migration = new URL(page.url()).pathname;
    await migrate(page, say);
    const run = new URL(page.url()).pathname;
    const ofRun = ['tables', 'verification', 'log', 'report'].map((tab) => `${run}?tab=${tab}`);
    const ofProject = await projectPages(page);
    for (const path of [...PAGES, migration, run, ...ofRun, ...ofProject]) {
      await test.step(path, async () => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect
          .soft(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html.slice(0, 200)}`))
          .toEqual([]);
      });
    }
  });
}

/** A project with a migration, its batch, and the way to make several. */
async function projectPages(page: Page): Promise<string[]> {
  await page.goto('/projects');
  await page.getByRole('link', { name: 'Sample', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sample' })).toBeVisible();
  const project = new URL(page.url()).pathname;
  await page.getByRole('button', { name: say('projects.run.button') }).click();
  await page.getByRole('menuitem', { name: say('projects.run.plan') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Plan \d/ })
    .click();
  await expect(page).toHaveURL(/\/batches\//);
  await expect(page.getByText(say('projects.batch.allGood.plan'))).toBeVisible({ timeout: 60_000 });
  return [project, `${project}/several`, new URL(page.url()).pathname];
}
