import { migrate, preview } from './migrating.ts';
import { enterAsAdmin, speak } from './people.ts';
import { expect, test } from './test.ts';
import { words } from './words.ts';

test('a word is explained where it stands, and the help is searched in either language', async ({ page }) => {
  const say = words('en');
  const mark = (term: string) =>
    page.getByRole('button', { name: say('help.what', { term: say(`help.terms.${term}.name`) }) });
  const bubble = (term: string) => page.getByRole('dialog', { name: say(`help.terms.${term}.name`) });
  await enterAsAdmin(page);
  await preview(page, say);
  for (const term of ['planHash', 'lossy', 'finding']) {
    await mark(term).first().click();
    await expect(bubble(term)).toContainText(say(`help.terms.${term}.text`));
    await page.keyboard.press('Escape');
    await expect(bubble(term)).toBeHidden();
    await expect(mark(term).first()).toBeFocused();
  }
  await migrate(page, say);
  await expect(mark('revertWindow')).toBeVisible();
  for (const term of ['snapshot', 'staging', 'cutover']) await expect(mark(term).first()).toBeVisible();
  await page.getByRole('tab', { name: say('runs.tabs.verification') }).click();
  await mark('verification').click();
  await bubble('verification')
    .getByRole('link', { name: say('help.more') })
    .click();
  await expect(page).toHaveURL(/\/help#verification$/);
  const entry = page.locator('#verification');
  await expect(entry).toBeInViewport();
  await expect(entry).toContainText(say('help.terms.verification.more'));

  await page.keyboard.press('/');
  await page.keyboard.type('quarantine');
  await expect(page.locator('#quarantine')).toBeVisible();
  await expect(page.locator('#pool')).toBeHidden();
  await expect(page.getByRole('heading', { name: say('help.ways.title') })).toBeHidden();
  const russian = words('ru');
  await speak(page, 'ru');
  await page.getByRole('searchbox', { name: russian('help.search') }).fill('карантин');
  await expect(page.locator('#quarantine')).toBeVisible();
  await page.getByRole('searchbox', { name: russian('help.search') }).fill('чего тут нет');
  await expect(page.getByRole('status').filter({ hasText: 'Об этом ничего нет' })).toBeVisible();
});
