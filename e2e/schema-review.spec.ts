import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { dirtySourceFile, targetUrl } from './databases.ts';
import { preview } from './migrating.ts';
import { enterAsAdmin } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { type Say, words } from './words.ts';

const say = words('en');
const NAME = 'review';
const typeOf = (column: string) => say('choices.typeSelect.label', { column });

test('a plan is reviewed: counted at once, accepted with a reason, gone through by its losses, taken along', async ({
  page,
}) => {
  await enterAsAdmin(page);
  await addEnds(page, say);
  await preview(page, say, { source: NAME, target: NAME });
  await test.step('both DDLs and the mapping', () => looksAtViews(page));
  await test.step('a type says at once what would not fit', () => choosesType(page));
  await test.step('the next plan says the same', () => plansAgain(page));
  await test.step('a warning is accepted with a reason', () => accepts(page));
  await test.step('only what does not arrive as it is', () => goesThroughLosses(page));
  await test.step('all tables, found by a column, by keyboard', () => findsByKeyboard(page));
  await test.step('files', () => downloads(page));
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
  await form.getByLabel(say('targets.form.url'), { exact: true }).fill(targetUrl('journey_review'));
  await page.getByLabel(say('targets.form.name')).fill(NAME);
  await page.getByRole('button', { name: say('targets.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
}

async function looksAtViews(page: Page): Promise<void> {
  const section = page.getByRole('region', { name: 'visits', exact: true });
  const sqlite = section.locator('pre', { hasText: 'CREATE TABLE visits' });
  const postgres = section.locator('pre', { hasText: '"journey_review"."visits"' });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect(sqlite).toBeVisible();
  await expect(postgres).toBeVisible();
  await expect(section.getByRole('combobox', { name: typeOf('day') })).toBeVisible();
  await expect(section.getByRole('button', { name: say('schema.view.both') })).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 900 });
  await expect(sqlite).toBeHidden();
  await section.getByRole('button', { name: say('schema.view.both') }).click();
  await expect(sqlite).toBeVisible();
  await expect(postgres).toBeVisible();
  await section.getByRole('button', { name: say('schema.view.mapping') }).click();
}

async function choosesType(page: Page): Promise<void> {
  const row = rowOf(page, 'day');
  await row.getByRole('combobox', { name: typeOf('day') }).selectOption('date');
  await expect(row.getByText('2 of 5 do not fit date.')).toBeVisible();
  await expect(row.getByText('No run until you choose what becomes of them.')).toBeVisible();
  await expect(row.getByText('id=2')).toBeVisible();
  await expect(row.getByText('someday')).toBeVisible();
  await expect(row.getByText('id=5')).toBeVisible();
  await row.getByRole('combobox', { name: say('choices.misfitsOf', { column: 'day' }) }).selectOption('null');
  await expect(row.getByText('They become NULL.')).toBeVisible();
  const place = rowOf(page, 'place');
  await place.getByRole('combobox', { name: typeOf('place') }).selectOption('integer');
  await expect(place.getByText('5 of 5 do not fit integer.')).toBeVisible();
  await place
    .getByRole('combobox', { name: say('choices.misfitsOf', { column: 'place' }) })
    .selectOption({ label: say('choices.keepAs', { type: 'text' }) });
  await expect(place.getByText(say('schema.allFit'))).toBeVisible();
  await axeFindsNothing(page);
}

async function plansAgain(page: Page): Promise<void> {
  const bar = page.getByRole('region', { name: say('choices.bar.label') });
  await bar.getByRole('button', { name: say('choices.bar.plan') }).click();
  await expect(page.getByText('COL-MISFITS-NULL')).toBeVisible();
  await expect(rowOf(page, 'day').getByText('2 values become NULL')).toBeVisible();
  await expect(bar).toHaveCount(0);
}

async function accepts(page: Page): Promise<void> {
  await expect(page.getByText('1 to decide', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: say('findings.accept.openOf', { object: 'visits.day' }) }).click();
  const reason = page.getByLabel(say('findings.accept.reason'), { exact: true });
  await expect(reason).toBeFocused();
  const accept = page.getByRole('button', { name: say('findings.accept.doIt'), exact: true });
  await expect(accept).toHaveAttribute('aria-disabled', 'true');
  await reason.fill('Entered by hand, nobody knows the day.');
  await accept.click();
  await expect(page.getByText(say('findings.accept.by', { name: 'Ada' }))).toBeVisible();
  await expect(page.getByText('1 accepted', { exact: true })).toBeVisible();
  await expect(page.getByText('1 to decide', { exact: true })).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('Entered by hand, nobody knows the day.')).toBeVisible();
  await axeFindsNothing(page);
  await page.getByRole('button', { name: say('findings.accept.withdraw') }).click();
  await expect(page.getByText('1 to decide', { exact: true })).toBeVisible();
}

async function goesThroughLosses(page: Page): Promise<void> {
  const list = page.getByRole('navigation', { name: say('schema.tables') });
  await page.getByLabel(say('schema.onlyLossy', { count: '1' })).check();
  await expect(list.getByRole('button', { name: /^visits/ })).toBeVisible();
  await expect(list.getByRole('button', { name: /^places/ })).toHaveCount(0);
  await expect(rowOf(page, 'day')).toBeVisible();
  await expect(rowOf(page, 'place')).toHaveCount(0);
  await expect(page.getByText('2 more columns arrive as they are.')).toBeVisible();
  await page.getByLabel(say('schema.onlyLossy', { count: '1' })).uncheck();
}

async function findsByKeyboard(page: Page): Promise<void> {
  const list = page.getByRole('navigation', { name: say('schema.tables') });
  const field = page.getByRole('searchbox', { name: say('schema.search') });
  await list.getByRole('button', { name: /^All tables/ }).click();
  const sections = page.getByRole('region', { name: /^(visits|places)$/ });
  await expect(sections).toHaveCount(2);
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.type('day');
  await expect(sections).toHaveCount(1);
  await expect(list.getByRole('button', { name: /^visits · day/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await expect(sections).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('button', { name: /^visits/ })).toBeFocused();
  await page.keyboard.press('j');
  const places = list.getByRole('button', { name: /^places/ });
  await expect(places).toBeFocused();
  await expect(places).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowUp');
  await expect(list.getByRole('button', { name: /^All tables/ })).toBeFocused();
  await expect(sections).toHaveCount(2);
  await axeFindsNothing(page);
}

async function downloads(page: Page): Promise<void> {
  const sql = await download(page, say('migrations.sql'));
  expect(sql.name).toMatch(/^howdah-[a-z0-9]+\.sql$/);
  expect(sql.text).toContain('CREATE TABLE "journey_review"."visits" (');
  expect(sql.text.indexOf('-- Stage: schema')).toBeLessThan(sql.text.indexOf('-- Stage: constraints'));
  const overrides = await download(page, say('migrations.overrides'));
  expect(overrides.name).toBe('overrides.json');
  expect(JSON.parse(overrides.text)).toEqual({
    tables: { visits: { columns: { day: { type: 'date', misfits: 'null' } } } },
  });
}

async function download(page: Page, link: string): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: link, exact: true }).click();
  const file = await downloading;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

/** Of the mapping: the row with the select of the column's type. */
function rowOf(page: Page, column: string) {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('combobox', { name: typeOf(column), exact: true }) });
}

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}
