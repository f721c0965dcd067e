import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { dirtySourceFile, targetUrl } from './databases.ts';
import { migrate, preview } from './migrating.ts';
import { enterAsAdmin } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { type Say, words } from './words.ts';

const say = words('en');
const NAME = 'dirty';

test('values that do not fit go into quarantine by choice, are seen there and downloaded', async ({
  page,
}) => {
  await enterAsAdmin(page);
  await addEnds(page, say);
  await preview(page, say, { source: NAME, target: NAME });
  await test.step('a choice is a draft until it is planned', () => chooseQuarantine(page, say));
  await test.step('the document says the same', () => looksAtDocument(page, say));
  await test.step('the plan counts what the choice means', () => planAgain(page, say));
  await migrate(page, say);
  await test.step('rows in quarantine', () => looksAtQuarantine(page, say));
  await test.step('the history says so', async () => {
    await page.goto('/history');
    const row = page.getByRole('row').filter({ hasText: `${NAME} → ${NAME}` });
    await expect(row.getByText('2 rows in quarantine').first()).toBeVisible();
  });
});

async function addEnds(page: Page, say: Say): Promise<void> {
  await page.goto('/sources/new');
  await page.getByLabel(say('sources.form.path'), { exact: true }).fill(dirtySourceFile(NAME));
  await page.getByLabel(say('sources.form.name')).fill(NAME);
  await page.getByRole('button', { name: say('sources.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await page.goto('/targets/new');
  await page.getByRole('tab', { name: say('targets.form.byUrl') }).click();
  const form = page.getByRole('tabpanel');
  await form.getByLabel(say('targets.form.url'), { exact: true }).fill(targetUrl('journey_dirty'));
  await page.getByLabel(say('targets.form.name')).fill(NAME);
  await page.getByRole('button', { name: say('targets.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
}

async function chooseQuarantine(page: Page, say: Say): Promise<void> {
  await page
    .getByRole('button', {
      name: say('choices.offerOf', { place: 'tables.visits.columns.day.misfits' }),
    })
    .click();
  await page.getByRole('menuitemradio', { name: say('choices.field.misfits.value.quarantine') }).click();
  const bar = page.getByRole('region', { name: say('choices.bar.label') });
  await expect(bar).toBeVisible();
  await expect(page.getByRole('button', { name: say('migrations.full') })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  // It outlives the page.
  await page.reload();
  await expect(bar).toBeVisible();
}

async function looksAtDocument(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('choices.asJson') }).click();
  const text = page.getByLabel(say('choices.json.label'));
  await expect(text).toHaveValue(/"misfits": "quarantine"/);
  await text.fill('{ "tables": { "visits": { "columns": { "day": { "misfits": "drop" } } } } }');
  await expect(page.getByText('tables.visits.columns.day.misfits').first()).toBeVisible();
  await page.getByRole('button', { name: say('choices.json.reset') }).click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: say('choices.json.download') }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe('overrides.json');
  expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toEqual({
    tables: { visits: { columns: { day: { misfits: 'quarantine' } } } },
  });
  await page.getByRole('button', { name: say('choices.asForm') }).click();
  await page.getByRole('button', { name: say('choices.editColumn', { column: 'day' }) }).click();
  await expect(page.getByLabel(say('choices.field.misfits.label'))).toHaveValue('quarantine');
  await axeFindsNothing(page);
}

async function planAgain(page: Page, say: Say): Promise<void> {
  const bar = page.getByRole('region', { name: say('choices.bar.label') });
  await bar.getByRole('button', { name: say('choices.bar.plan') }).click();
  await expect(page.getByText('COL-MISFITS-QUARANTINE')).toBeVisible();
  await expect(bar).toHaveCount(0);
}

async function looksAtQuarantine(page: Page, say: Say): Promise<void> {
  await page.getByRole('tab', { name: say('runs.tabs.quarantine') }).click();
  const row = page.getByRole('row').filter({ hasText: 'id=2' });
  await expect(row.getByText('someday')).toBeVisible();
  await row.getByRole('button', { name: say('quarantine.whole') }).click();
  await expect(page.getByText('Tartu')).toBeVisible();
  await axeFindsNothing(page);
  await page.getByLabel(say('quarantine.table'), { exact: true }).selectOption('visits');
  await expect(page.getByRole('row').filter({ hasText: 'id=5' })).toBeVisible();
  const csv = await download(page, say('runs.report.csv'));
  expect(csv.split('\r\n').filter((line) => line.includes('visits,'))).toHaveLength(2);
  expect(csv).toContain('someday');
  const rows = JSON.parse(await download(page, say('runs.report.json')));
  expect(rows.map((one: { key: string }) => one.key)).toEqual(['id=2', 'id=5']);
}

async function download(page: Page, link: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: link }).click();
  return readFileSync(await (await downloading).path(), 'utf8');
}

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}
