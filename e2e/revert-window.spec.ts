import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { addEnds } from './ends.ts';
import { migrate } from './migrating.ts';
import { enterAsAdmin } from './people.ts';
import { expect, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const NAME = 'window';

test('a window without an end, finalised by hand, and the snapshot removed after that', async ({ page }) => {
  await enterAsAdmin(page);
  await addEnds(page, say, NAME);
  await page.goto('/migrations/new');
  const next = page.getByRole('button', { name: say('migrations.make.next') });
  await page.getByRole('radio', { name: NAME }).check();
  await next.click();
  await page.getByRole('radio', { name: NAME }).check();
  await next.click();
  await page.getByRole('radio', { name: say('revertWindow.hand') }).check();
  await next.click();
  await expect(page.getByText(say('revertWindow.byHand'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: say('migrations.make.create') }).click();
  await expect(page.getByRole('heading', { name: say('schema.objects.title') })).toBeVisible();
  await migrate(page, say);
  await expect(page.getByText(say('finalise.byHand'))).toBeVisible();
  const run = new URL(page.url()).pathname;
  const file = path.join(process.env.E2E_DATA ?? '', 'snapshots', `${run.split('/').at(-1)}.sqlite`);

  await test.step('the snapshot is not to be removed while there is a way back', async () => {
    await page.goto(`${run}?tab=report`);
    const remove = page.getByRole('button', { name: say('snapshotRemoval.button'), exact: true });
    await expect(remove).toHaveAttribute('aria-disabled', 'true');
    await expect(remove).toHaveAccessibleDescription(say('denial.run-not-finalised'));
  });
  await test.step('finalise', async () => {
    await page.getByRole('button', { name: say('finalise.button'), exact: true }).click();
    await page.getByLabel(say('rollback.confirm')).fill(NAME);
    await page.getByRole('button', { name: say('finalise.doIt') }).click();
    await expect(page.getByText(say('runStatus.finalised'), { exact: true }).first()).toBeVisible();
  });
  await test.step('remove the snapshot', async () => {
    expect(existsSync(file)).toBe(true);
    await page.getByRole('button', { name: say('snapshotRemoval.button'), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
    const confirm = dialog.getByRole('button', { name: say('snapshotRemoval.doIt') });
    await confirm.click();
    await expect(dialog.getByText(say('rollback.nameWrong'))).toBeVisible();
    await dialog.getByLabel(say('snapshotRemoval.confirm')).fill(NAME);
    await confirm.click();
    await expect(page.getByText(/removed by Ada at/)).toBeVisible();
    expect(readdirSync(path.dirname(file))).not.toContain(path.basename(file));
  });
  await test.step('and it stands in the audit', async () => {
    await page.goto('/audit');
    const entry = page.getByRole('row').filter({ hasText: say('audit.actions.run.remove-snapshot') });
    await expect(entry.first()).toBeVisible();
  });
  await test.step('the migration’s own window can be changed later', async () => {
    await page.goto('/migrations');
    await page
      .getByRole('link', { name: `${NAME} → ${NAME}` })
      .first()
      .click();
    await page.getByRole('button', { name: say('migrations.more') }).click();
    await page.getByRole('menuitem', { name: say('revertWindow.button') }).click();
    const dialog = page.getByRole('dialog', { name: say('revertWindow.title') });
    await expect(dialog.getByRole('radio', { name: say('revertWindow.hand') })).toBeChecked();
    await dialog.getByRole('radio', { name: say('revertWindow.own') }).check();
    await dialog.getByRole('textbox', { name: say('revertWindow.days') }).fill('0');
    const save = dialog.getByRole('button', { name: say('common.save') });
    await expect(save).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByRole('textbox', { name: say('revertWindow.days') }).fill('30');
    await save.click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: say('migrations.more') }).click();
    await page.getByRole('menuitem', { name: say('revertWindow.button') }).click();
    await expect(dialog.getByRole('textbox', { name: say('revertWindow.days') })).toHaveValue('30');
  });
});
