import { enterAsAdmin } from './people.ts';
import { expect, test } from './test.ts';
import { words } from './words.ts';

for (const locale of ['en', 'ru'] as const)
  test(`the first migration of a sample takes at most ten clicks, in ${locale}`, async ({ page }) => {
    const say = words(locale);
    await enterAsAdmin(page, locale);
    let clicks = 0;
    const click = async (role: 'button' | 'link', name: string) => {
      clicks++;
      await page.getByRole(role, { name, exact: true }).first().click();
    };
    await click('link', say('overview.newMigration'));
    for (const step of ['target', 'options', 'review']) {
      await click('button', say('migrations.make.next'));
      await expect(page).toHaveURL(new RegExp(`step=${step}`));
    }
    await click('button', say('migrations.make.create'));
    await expect(page.getByRole('heading', { name: say('schema.objects.title') })).toBeVisible();
    // Another journey may have filled the same schema before: one more click.
    const replace = page.getByRole('checkbox', { name: say('migrations.start.replace') });
    if (await replace.isVisible()) {
      clicks++;
      await replace.check();
    }
    await click('button', say('migrations.full'));
    await expect(page.getByText(say('runStatus.verified'), { exact: true })).toBeVisible();
    expect(clicks).toBeLessThanOrEqual(10);
  });
