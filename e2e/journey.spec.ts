import { sourceFile, targetUrl } from './databases.ts';
import { migrate, preview } from './migrating.ts';
import { enterAsAdmin } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { type Locale, type Say, words } from './words.ts';

for (const locale of ['en', 'ru'] as const) {
  test(`from first sight to rollback, in ${locale}`, async ({ page }) => {
    const say = words(locale);
    await enterAsAdmin(page, locale);
    await test.step('a source by its path', () => addByPath(page, say, locale));
    await test.step('a source by upload', () => addByUpload(page, say, locale));
    await test.step('a target by its URL', () => addTarget(page, say, locale));
    await test.step('preview', async () => {
      await preview(page, say, { source: `path-${locale}`, target: `target-${locale}` });
      await looksAtSchema(page, say);
    });
    await test.step('migrate and verify', async () => {
      await migrate(page, say);
      await looksAtRun(page, say);
    });
    await test.step('roll back', () => rollBack(page, say, locale));
    await test.step('history', () => looksAtHistory(page, say, locale));
  });
}

async function addByPath(page: Page, say: Say, locale: Locale): Promise<void> {
  await page.goto('/sources/new');
  await page.getByLabel(say('sources.form.path'), { exact: true }).fill(sourceFile(`path-${locale}`));
  await page.getByLabel(say('sources.form.name')).fill(`path-${locale}`);
  await page.getByRole('button', { name: say('sources.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name: `path-${locale}` })).toBeVisible();
  await expect(page.getByText(say('health.ok'), { exact: true }).first()).toBeVisible();
}

async function addByUpload(page: Page, say: Say, locale: Locale): Promise<void> {
  await page.goto('/sources/new');
  await page.getByRole('tab', { name: say('sources.form.byUpload') }).click();
  await page.getByLabel(say('sources.form.choose')).setInputFiles(sourceFile(`upload-${locale}`));
  await expect(page.getByRole('heading', { level: 1, name: `journey-upload-${locale}.db` })).toBeVisible();
  await expect(page.getByText(say('health.ok'), { exact: true }).first()).toBeVisible();
}

async function addTarget(page: Page, say: Say, locale: Locale): Promise<void> {
  await page.goto('/targets/new');
  await page.getByRole('tab', { name: say('targets.form.byUrl') }).click();
  const form = page.getByRole('tabpanel');
  await form.getByLabel(say('targets.form.url'), { exact: true }).fill(targetUrl(`journey_${locale}`));
  await page.getByLabel(say('targets.form.name')).fill(`target-${locale}`);
  await page.getByRole('button', { name: say('targets.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name: `target-${locale}` })).toBeVisible();
  // Its last step: everything before it has passed.
  await expect(page.getByText(say('probe.steps.room')).first()).toBeVisible();
}

async function looksAtSchema(page: Page, say: Say): Promise<void> {
  const tables = page.getByRole('navigation', { name: say('schema.tables') });
  await tables.getByRole('button', { name: 'users' }).click();
  await expect(page.getByRole('columnheader', { name: say('schema.values') })).toBeVisible();
  await page.getByRole('button', { name: say('schema.view.sqlite') }).click();
  await expect(page.getByText(/CREATE TABLE/).first()).toBeVisible();
  await page.getByRole('button', { name: say('schema.view.postgres') }).click();
  await expect(
    page
      .getByText(/bigint/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
}

async function looksAtRun(page: Page, say: Say): Promise<void> {
  await page.getByRole('tab', { name: say('runs.tabs.verification') }).click();
  const users = page.getByRole('row').filter({ hasText: /^users/ });
  await expect(users.getByText(say('verdict.match'), { exact: true })).toHaveCount(2);
  await page.reload();
  await expect(users.getByText(say('verdict.match'), { exact: true })).toHaveCount(2);
  await page.getByRole('tab', { name: say('runs.tabs.report') }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: say('runs.report.csv') }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^howdah-.+\.csv$/);
}

async function rollBack(page: Page, say: Say, locale: Locale): Promise<void> {
  await page.getByRole('button', { name: say('rollback.button'), exact: true }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('columnheader', { name: say('rollback.rowsNow') })).toBeVisible();
  await sheet.getByLabel(say('rollback.reason')).fill('a rehearsal');
  const confirm = sheet.getByLabel(say('rollback.confirm'));
  const go = sheet.getByRole('button', { name: say('rollback.doIt'), exact: true });
  await confirm.fill('another target');
  await go.click();
  await expect(sheet.getByText(say('rollback.nameWrong'))).toBeVisible();
  await confirm.fill(`target-${locale}`);
  await go.click();
  await expect(page.getByText(say('runStatus.rolled-back'), { exact: true }).first()).toBeVisible();
  await expect(page.getByText(say('rollback.done'))).toBeVisible();
}

async function looksAtHistory(page: Page, say: Say, locale: Locale): Promise<void> {
  await page.goto('/history');
  await page.getByLabel(say('history.outcome')).selectOption('rolled-back');
  await expect(page).toHaveURL(/status=rolled-back/);
  await expect(page.getByRole('link', { name: `path-${locale} → target-${locale}` })).toHaveCount(1);
}
