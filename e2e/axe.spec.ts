import { AxeBuilder } from '@axe-core/playwright';
import { migrate, preview } from './migrating.ts';
import { enterAsAdmin } from './people.ts';
import { expect, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const PAGES = [
  '/',
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
    const ofRun = ['tables', 'verification', 'timeline', 'report'].map((tab) => `${run}?tab=${tab}`);
    for (const path of [...PAGES, migration, run, ...ofRun]) {
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
