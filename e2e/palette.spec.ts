import { migrate, preview } from './migrating.ts';
import { addPerson, enterAsAdmin, type Person, signInAs, speak } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const field = (page: Page) => page.getByRole('combobox', { name: say('palette.title') });
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name });

async function open(page: Page) {
  await page.keyboard.press('Control+KeyK');
  await expect(field(page)).toBeFocused();
}

test('goes to pages and things, and does, by the keyboard alone', async ({ page }) => {
  await enterAsAdmin(page);
  await preview(page, say);
  await migrate(page, say);
  const run = new URL(page.url()).pathname;

  await open(page);
  await page.keyboard.type('targ');
  const chosen = page.locator('[role=option][aria-selected=true]');
  await expect(chosen).toHaveText(say('shell.nav.targets'));
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? '');
  await page.keyboard.press('ArrowDown');
  await expect(chosen).toHaveText(say('palette.acts.addTarget'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/targets\/new$/);

  // By its verb and by its name: the sheet is open when the page is there, and the address is the run's own.
  await open(page);
  await page.keyboard.type('roll back');
  await expect(option(page, /^Roll back /).first()).toBeVisible();
  await option(page, /^Roll back /)
    .first()
    .click();
  await expect(page.getByRole('dialog', { name: /^Roll back/ })).toBeVisible();
  await expect(page).toHaveURL(/\/runs\/\w+$/);
  await page.keyboard.press('Escape');

  await open(page);
  await page.keyboard.type(run.split('/').at(-1) ?? '');
  await expect(chosen).toContainText(say('runKind.full'));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(run);

  await open(page);
  await page.keyboard.type('Sample');
  await option(page, /^Run all of Sample/).click();
  await expect(page.getByRole('dialog', { name: say('projects.run.title.full') })).toBeVisible();
  await page.keyboard.press('Escape');

  await open(page);
  await page.keyboard.type('русский');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await open2(page);
  await page.keyboard.type('цел баз');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/targets$/);
  await speak(page, 'en');

  await open(page);
  await page.keyboard.type('no such thing at all');
  await expect(page.getByText(say('palette.none'))).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeHidden();
});

/** In Russian the same key of the keyboard writes another letter. */
async function open2(page: Page) {
  await page.evaluate(() =>
    document.dispatchEvent(
      new KeyboardEvent('keydown', { code: 'KeyK', key: 'л', ctrlKey: true, bubbles: true }),
    ),
  );
  await expect(page.getByRole('combobox', { name: words('ru')('palette.title') })).toBeFocused();
}

test('offers each role only what it may', async ({ page }) => {
  await enterAsAdmin(page);
  const lead = await addPerson(page, 'lead');
  const support = await addPerson(page, 'support');
  const offered = async (text: string) => {
    await open(page);
    const answer = page.waitForResponse((response) => response.url().includes(`q=${text}`));
    await page.keyboard.type(text);
    await answer;
    await expect(
      page
        .getByRole('status')
        .filter({ hasText: /entr|no/i })
        .last(),
    ).toBeVisible();
    const names = await page.getByRole('option').allTextContents();
    await page.keyboard.press('Escape');
    return names.join('\n');
  };
  const enter = async (person: Person) => {
    await page.context().clearCookies();
    await signInAs(page, person);
  };
  await enter(lead);
  expect(await offered('new')).not.toContain(say('palette.acts.newMigration'));
  expect(await offered('audit')).toContain(say('shell.nav.audit'));
  expect(await offered('roll')).not.toContain(say('palette.acts.rollBack'));
  await enter(support);
  expect(await offered('audit')).not.toContain(say('shell.nav.audit'));
  expect(await offered('people')).not.toContain(say('shell.nav.people'));
  expect(await offered('sign')).toContain(say('shell.signOut'));
});

test('on a phone it is an icon away', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await enterAsAdmin(page);
  await page.getByRole('button', { name: say('palette.title') }).click();
  await field(page).fill('history');
  await option(page, say('shell.nav.history')).click();
  await expect(page).toHaveURL(/\/history/);
});
