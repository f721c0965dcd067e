/** What came of runs: one table of one, its log, its report on paper, two side by side, and the list as a file. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import { sourceFile, targetUrl } from './databases.ts';
import { addEnds } from './ends.ts';
import { migrate, preview } from './migrating.ts';
import { addPerson, enterAsAdmin, signInAs } from './people.ts';
import { expect, type Page, patient, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const NAME = 'ledger';
const CHANGED = 'Somebody else';

test('a run that differs is looked into, printed, compared and taken along', async ({ page, browser }) => {
  await enterAsAdmin(page);
  const support = await addPerson(page, 'support');
  await addEnds(page, say, NAME, sourceFile(NAME));
  await preview(page, say, { source: NAME, target: NAME });
  const migration = page.url();
  await migrate(page, say);
  const client = new pg.Client({ connectionString: targetUrl('x').replace(/\?.*/, '') });
  await client.connect();
  await client.query(`UPDATE journey_${NAME}.users SET name = '${CHANGED}' WHERE id = 3`);
  await client.end();
  await page.goto(migration);
  await page.getByRole('button', { name: say('migrations.more'), exact: true }).click();
  await page.getByRole('menuitem', { name: say('migrations.verify') }).click();
  await expect(page.getByText(say('runStatus.differs'), { exact: true }).first()).toBeVisible();
  const run = new URL(page.url()).pathname;

  const table = await test.step('one table, from the verification and back', () => looksAtTable(page));
  await test.step('somebody who sees no values sees none there', async () => {
    const theirs = patient(await (await browser.newContext()).newPage());
    await signInAs(theirs, support);
    await theirs.goto(table);
    await expect(theirs.getByText('•••').first()).toBeVisible();
    await expect(theirs.getByText(CHANGED)).toHaveCount(0);
    await theirs.context().close();
  });
  await test.step('the log', () => looksAtLog(page, run));
  await test.step('the report on paper', () => looksAtReport(page, run));
  await test.step('two runs side by side', () => compares(page));
  await test.step('the list as a file', () => takesAlong(page));
});

async function looksAtTable(page: Page): Promise<string> {
  await page.getByRole('tab', { name: say('runs.tabs.verification') }).click();
  await page.getByRole('link', { name: 'users', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'users' })).toBeVisible();
  const difference = page.getByRole('row').filter({ hasText: 'id=3' });
  await expect(difference.getByText(CHANGED)).toBeVisible();
  await page.getByRole('button', { name: say('schema.view.postgres') }).click();
  await expect(page.getByText(/CREATE TABLE/).first()).toBeVisible();
  await axeFindsNothing(page);
  const address = page.url();
  await page.goBack();
  await expect(page.getByRole('tab', { name: say('runs.tabs.verification') })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  return address;
}

async function looksAtLog(page: Page, run: string): Promise<void> {
  await page.goto(`${run}?tab=log`);
  const log = page.getByRole('region', { name: say('log.title') });
  const lines = log.getByRole('listitem');
  await expect(lines.first()).toHaveText(/Run ended: Failed/);
  expect(await lines.count()).toBeGreaterThan(5);
  await page.getByLabel(say('log.level')).selectOption('error');
  await expect(lines).toHaveText([/Run ended: Failed/, /users: Failed/, /users: differs/]);
  await page.getByLabel(say('log.text')).fill('ended');
  await expect(lines).toHaveText([/Run ended: Failed/]);
  // What is looked for stands in the address.
  await page.reload();
  await expect(lines).toHaveText([/Run ended: Failed/]);
  await axeFindsNothing(page);
  const text = await download(page, say('log.download'));
  expect(text.split('\n')[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}info .*Taken up by a worker$/);
  expect(text).toMatch(/error {2}verify {7}users .*users: differs/);
}

async function looksAtReport(page: Page, run: string): Promise<void> {
  await page.goto(`${run}?tab=report`);
  await page.getByRole('link', { name: say('runs.report.paper') }).click();
  const print = page.getByRole('button', { name: say('document.print') });
  await expect(print).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: CHANGED })).toBeVisible();
  await axeFindsNothing(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(print).toBeHidden();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  // Paper is light, whatever the theme.
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide).toBe(false);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  const russian = words('ru');
  const url = new URL('/', page.url()).href;
  await page.context().addCookies([{ name: 'locale', value: 'ru', url }]);
  await page.reload();
  await expect(page.getByRole('heading', { name: russian('document.outcome') })).toBeVisible();
  await page.context().addCookies([{ name: 'locale', value: 'en', url }]);
}

async function compares(page: Page): Promise<void> {
  await page.goto('/history');
  await page.getByLabel(say('history.source')).selectOption({ label: NAME });
  await expect(page).toHaveURL(/source=/);
  const rows = page.getByRole('row').filter({ hasText: `${NAME} → ${NAME}` });
  const compare = page.getByRole('button', { name: say('compare.button'), exact: true });
  await expect(compare).toHaveAttribute('aria-disabled', 'true');
  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(1).getByRole('checkbox').check();
  await expect(rows.nth(2).getByRole('checkbox')).toHaveAttribute('aria-disabled', 'true');
  await expect(page).toHaveURL(/a=\w+&b=\w+/);
  // Another filter, and whoever is sent the address, keep them.
  await page.getByLabel(say('history.longer')).selectOption('10');
  await expect(page).toHaveURL(/longer=10/);
  await page.goBack();
  await expect(rows.nth(0).getByRole('checkbox')).toBeChecked();
  await axeFindsNothing(page);
  await compare.click();
  await expect(page.getByRole('heading', { level: 1, name: say('compare.title') })).toBeVisible();
  await expect(page.getByText(say('compare.other'), { exact: true })).toBeVisible();
  await expect(page.getByText(say('compare.same'), { exact: true })).toBeVisible();
  const tables = page.getByRole('region', { name: say('compare.tables.title') });
  await expect(tables.getByRole('row')).not.toHaveCount(2);
  await page.getByLabel(say('compare.tables.only')).check();
  await expect(tables.getByRole('row')).toHaveCount(2);
  await expect(tables.getByRole('row').last()).toContainText('users');
  await page.reload();
  await expect(tables.getByRole('row')).toHaveCount(2);
  await axeFindsNothing(page);
}

async function takesAlong(page: Page): Promise<void> {
  await page.goto('/history?kind=verify&differences=1');
  const csv = (await download(page, say('history.csv'))).trim().split('\r\n');
  expect(csv[0]).toContain('tables with differences');
  expect(csv.length).toBeGreaterThan(1);
  for (const line of csv.slice(1)) expect(line).toContain(',verify,failed,');
  const [latest] = JSON.parse(await download(page, say('history.json')));
  expect(latest).toMatchObject({ kind: 'verify', differences: 1, error: { code: 'VER-DIFFERS' } });
  // What was downloaded is written down.
  await page.goto('/audit?action=history.export');
  await expect(
    page.getByRole('row').filter({ hasText: say('audit.actions.history.export') }),
  ).not.toHaveCount(0);
  await page.goto('/history/print?kind=verify');
  await expect(page.getByRole('row').filter({ hasText: 'VER-DIFFERS' }).first()).toBeVisible();
  await axeFindsNothing(page);
}

async function download(page: Page, link: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: link, exact: true }).click();
  return readFileSync(await (await downloading).path(), 'utf8');
}

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}
