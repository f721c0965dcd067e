/** A run of very many tables, looked at by several people at once; one of them loses the network meanwhile. */
import pg from 'pg';
import { manyTablesFile, targetUrl } from './databases.ts';
import { addEnds } from './ends.ts';
import { preview } from './migrating.ts';
import { addPerson, enterAsAdmin, signInAs } from './people.ts';
import { countUpdates, forgetUpdates, scrollThrough, updateFigures } from './rendering.ts';
import { expect, type Page, patient, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const TABLES = 500;
/** So many of each table that the run takes its time. */
const ROWS = 2500;
const VIEWERS = 5;
const DONE = `0 active · 0 waiting · ${TABLES} done`;

test('500 tables live before five people, of whom one is cut off and comes back', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000);
  const name = 'parts';
  await enterAsAdmin(page);
  const lead = await addPerson(page, 'lead');
  await addEnds(page, say, name, manyTablesFile(name, TABLES, ROWS));
  await preview(page, say, { source: name, target: name });
  // As another run on this target would: ours waits, so that everybody is there when it goes on.
  const other = new pg.Client({ connectionString: targetUrl('x').replace(/\?.*/, '') });
  await other.connect();
  await other.query(`SELECT pg_advisory_lock(hashtextextended('howdah run in ' || $1, 0))`, [
    `journey_${name}`,
  ]);
  await page.getByRole('button', { name: say('migrations.full') }).click();
  await expect(page).toHaveURL(/\/runs\//);
  const address = page.url();
  const viewers: Page[] = [];
  for (let number = 0; number < VIEWERS; number++) {
    const viewer = patient(await (await browser.newContext()).newPage());
    await countUpdates(viewer);
    await signInAs(viewer, lead);
    await viewer.goto(address);
    await expect(viewer.getByText(say('runs.waiting.otherRun'), { exact: false }).first()).toBeVisible();
    await expect(viewer.getByText(say('runs.link.live'), { exact: true })).toBeVisible();
    viewers.push(viewer);
  }
  // Said beside how fast it is, with its age.
  for (const viewer of viewers) await expect(viewer.getByText(/Waits for: .+ · for .+ s$/)).toBeVisible();
  for (const viewer of viewers) await forgetUpdates(viewer);
  const [cutOff, ...others] = viewers.toReversed() as [Page, ...Page[]];

  await test.step('a network that is gone is told', async () => {
    await cutOff.context().setOffline(true);
    await expect(cutOff.getByText(say('runs.link.stale'), { exact: true })).toBeVisible();
  });
  await other.end();
  for (const viewer of others) {
    await expect(viewer.getByText(say('runStatus.verified'), { exact: true }).first()).toBeVisible({
      timeout: 120_000,
    });
  }
  const figures = await Promise.all(others.map(updateFigures));
  console.log('updates a second:', JSON.stringify(figures));
  await expect(cutOff.getByText(say('runs.link.stale'), { exact: true })).toBeVisible();
  await expect(cutOff.getByText(say('runStatus.verified'), { exact: true })).toHaveCount(0);

  await test.step('and right again once it is back', async () => {
    await cutOff.context().setOffline(false);
    await expect(cutOff.getByText(say('runStatus.verified'), { exact: true }).first()).toBeVisible({
      timeout: 10_000,
    });
  });
  for (const viewer of viewers) {
    await expect(viewer.getByText(DONE)).toBeVisible();
    await expect(viewer).not.toHaveTitle(/%/);
  }
  // Two of the run, one of the clock; now and then "a minute ago" moves on. A single second says more of the machine: its timers bunch.
  for (const { changes } of figures) expect(changes.mean).toBeLessThanOrEqual(4);
  for (const viewer of viewers) await viewer.context().close();
});

test('a list of 2 000 tables scrolls evenly and draws only what is seen; whoever comes back is where they were', async ({
  page,
}) => {
  const name = 'crowd';
  await enterAsAdmin(page);
  await addEnds(page, say, name, manyTablesFile(name, 2000));
  await preview(page, say, { source: name, target: name });
  await page.goto('/history?kind=plan');
  await page.getByRole('link', { name: `${name} → ${name}` }).click();
  await page.getByRole('tab', { name: say('runs.tabs.tables') }).click();
  const list = page.getByRole('region', { name: say('runs.tables.title'), exact: true });
  await expect(list.getByRole('link', { name: 'part_0001' })).toBeVisible();
  const figures = await scrollThrough(page, say('runs.tables.title'), 240);
  console.log('milliseconds between frames:', JSON.stringify(figures));
  await expect(list.getByRole('link', { name: 'part_2000' })).toBeVisible();
  expect(await list.getByRole('row').count()).toBeLessThan(100);
  expect(figures.half).toBeLessThan(50);

  await list.getByRole('link', { name: 'part_1990' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'part_1990' })).toBeVisible();
  await page.goBack();
  await expect(list.getByRole('link', { name: 'part_1990' })).toBeVisible();
});
