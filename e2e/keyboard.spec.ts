import { sourceFile } from './databases.ts';
import { enterAsAdmin } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const NAME = 'keyboard';

test('from a file to verified tables without a mouse', async ({ page }) => {
  await enterAsAdmin(page);
  const keys = page.keyboard;

  await test.step('past the navigation at once', async () => {
    await page.goto('/');
    await keys.press('Tab');
    await expect(page.getByRole('link', { name: say('shell.skip') })).toBeFocused();
    await keys.press('Enter');
    await expect(page).toHaveURL(/#content$/);
  });
  await test.step('a source', async () => {
    await goTo(page, say('palette.acts.addSource'));
    await expect(page).toHaveURL(/\/sources\/new/);
    await tabTo(page, 'textbox', say('sources.form.path'));
    await keys.type(sourceFile(NAME));
    await tabTo(page, 'textbox', say('sources.form.name'));
    await keys.type(NAME);
    await keys.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
    await expect(page.getByText(say('health.ok'), { exact: true }).first()).toBeVisible();
  });
  await test.step('the four steps', async () => {
    await goTo(page, say('palette.acts.newMigration'));
    await expect(page).toHaveURL(/\/migrations\/new/);
    await tabTo(page, 'radio');
    const mine = page.getByRole('radio', { name: NAME });
    for (let at = 0; at < 40 && !(await mine.isChecked()); at++) await keys.press('ArrowDown');
    await expect(mine).toBeChecked();
    for (const step of ['target', 'options', 'review']) {
      await tabTo(page, 'button', say('migrations.make.next'));
      await keys.press('Enter');
      await expect(page).toHaveURL(new RegExp(`step=${step}`));
    }
    await tabTo(page, 'button', say('migrations.make.create'));
    await keys.press('Enter');
    await expect(page.getByRole('heading', { name: say('schema.objects.title') })).toBeVisible();
  });
  await test.step('migrate', async () => {
    // Another journey may have filled the same schema before.
    if (await page.getByRole('checkbox', { name: say('migrations.start.replace') }).isVisible()) {
      await tabTo(page, 'checkbox', say('migrations.start.replace'));
      await keys.press('Space');
    }
    await tabTo(page, 'button', say('migrations.full'));
    await keys.press('Enter');
    await expect(page).toHaveURL(/\/runs\//);
    await expect(page.getByText(say('runStatus.verified'), { exact: true }).first()).toBeVisible();
  });
  await test.step('and see it verified', async () => {
    await tabTo(page, 'tab');
    const verification = page.getByRole('tab', { name: say('runs.tabs.verification') });
    for (let at = 0; at < 8; at++) {
      if (await verification.evaluate((tab) => tab === document.activeElement)) break;
      await keys.press('ArrowRight');
    }
    await expect(verification).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByText(say('verdict.match'), { exact: true }).first()).toBeVisible();
  });
});

async function goTo(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await expect(page.getByRole('combobox', { name: say('palette.title') })).toBeFocused();
  await page.keyboard.type(label);
  await expect(page.locator('[role=option][aria-selected=true]')).toHaveText(label);
  await page.keyboard.press('Enter');
}

/** By Tab alone; wherever the focus comes by, it is seen. */
async function tabTo(page: Page, role: 'textbox' | 'button' | 'radio' | 'tab' | 'checkbox', name?: string) {
  const wanted = name === undefined ? page.getByRole(role) : page.getByRole(role, { name });
  for (let at = 0; at < 150; at++) {
    await page.keyboard.press('Tab');
    const { seen, what } = await focusIsSeen(page);
    expect(seen, `focus is seen on ${what}`).toBe(true);
    const reached = await wanted.evaluateAll((all) => all.includes(document.activeElement as never));
    if (reached) return;
  }
  throw new Error(`Tab does not lead to ${role} ${name ?? ''}`);
}

/** An outline or a ring around it or, of a card with a button inside, around the card; and not out of sight. */
function focusIsSeen(page: Page): Promise<{ seen: boolean; what: string }> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return { seen: true, what: 'the page' };
    const around = [focused, focused.closest('label')].filter((one) => one !== null);
    const outlined = around.some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1.5;
    });
    const { width, height } = (around.at(-1) ?? focused).getBoundingClientRect();
    return { seen: outlined && width > 4 && height > 4, what: focused.outerHTML.slice(0, 160) };
  });
}
