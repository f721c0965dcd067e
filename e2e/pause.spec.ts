/** Who is in control: pausing, resuming, the revert window and its end, what dead runs leave. */
import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import { sourceFile, targetUrl } from './databases.ts';
import { preview } from './migrating.ts';
import { addPerson, enterAsAdmin, signInAs } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const NAME = 'control';
const SCHEMA = 'journey_control';

/** Outside the panel, on the same database: what another program would do there. */
async function outside<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: targetUrl(SCHEMA).replace(/\?.*/, '') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('a run is paused, stays so over a reload, is resumed, and its way back is ended', async ({ page }) => {
  await outside((client) =>
    client.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE; CREATE SCHEMA ${SCHEMA};
      CREATE TABLE ${SCHEMA}.settings (id int)`),
  );
  await enterAsAdmin(page);
  await addEnds(page);
  await preview(page, say, { source: NAME, target: NAME });
  await outside(async (client) => {
    // As another run on this target would: the run waits for it, for as long as this takes.
    await client.query(`SELECT pg_advisory_lock(hashtextextended('howdah run in ' || $1, 0))`, [SCHEMA]);
    await page.getByRole('checkbox', { name: say('migrations.start.replace') }).check();
    await page.getByRole('button', { name: say('migrations.full') }).click();
    await expect(page).toHaveURL(/\/runs\//);
    await expect(page.getByText(say('runs.waiting.otherRun'), { exact: false }).first()).toBeVisible();
    await test.step('pause', () => pause(page));
  });
  await test.step('resume', async () => {
    await page.getByRole('button', { name: say('runs.pause.resume') }).click();
    await expect(page.getByText(say('runStatus.verified'), { exact: true }).first()).toBeVisible();
    await expect(page.getByText(/Revertible until/)).toBeVisible();
  });
  await test.step('finalise', () => finalise(page));
});

async function pause(page: Page): Promise<void> {
  await page.getByRole('button', { name: say('runs.pause.pause') }).click();
  await expect(page.getByText(say('runStatus.paused'), { exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: say('runs.pause.resume') })).toBeVisible();
  await axeFindsNothing(page);
  await page.goto('/');
  await expect(page.getByText(/is paused/).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('button', { name: say('runs.pause.resume') })).toBeVisible();
}

async function finalise(page: Page): Promise<void> {
  await page.getByRole('button', { name: say('finalise.button') }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText(say('finalise.noWayBack'))).toBeVisible();
  await expect(sheet.getByText(/_before/).first()).toBeVisible();
  const confirm = sheet.getByLabel(say('rollback.confirm'));
  await confirm.fill('something else');
  await sheet.getByRole('button', { name: say('finalise.doIt') }).click();
  await expect(sheet.getByText(say('rollback.nameWrong'))).toBeVisible();
  await axeFindsNothing(page);
  await confirm.fill(NAME);
  await sheet.getByRole('button', { name: say('finalise.doIt') }).click();
  await expect(page.getByText(say('runStatus.finalised'), { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/Finalised by Ada/)).toBeVisible();
  const back = page.getByRole('button', { name: say('rollback.button') });
  await expect(back).toHaveAttribute('aria-disabled', 'true');
  await expect(back).toHaveAccessibleDescription(new RegExp(say('denial.run-finalised').slice(0, 30)));
  const left = await outside((client) =>
    client.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'howdah\\_%\\_before' AND nspname = $1`, [
      `howdah_${page.url().split('/').at(-1)}_before`,
    ]),
  );
  expect(left.rows).toEqual([]);
}

test('what a dead run left is listed on the page of its target, and removed by an admin alone', async ({
  page,
}) => {
  const stage = 'howdah_deadrun234_stage';
  await outside((client) =>
    client.query(`CREATE SCHEMA ${stage}; COMMENT ON SCHEMA ${stage} IS 'howdah run deadrun234 plan abc';
      CREATE TABLE ${stage}.howdah_chunks (rows bigint); CREATE TABLE ${stage}.t (id int)`),
  );
  await enterAsAdmin(page);
  await page.goto('/targets');
  await page.getByRole('link', { name: NAME, exact: true }).click();
  const row = page.getByRole('listitem').filter({ hasText: stage });
  await expect(row).toBeVisible();
  await axeFindsNothing(page);
  const url = page.url();
  const support = await addPerson(page, 'support');
  await page.goto(url);
  await row.getByRole('button', { name: say('leftovers.remove') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: say('leftovers.remove') }).click();
  await expect(page.getByText(/Removed what these runs left: deadrun234/)).toBeVisible();
  await expect(row).toBeHidden();
  const gone = await outside((client) =>
    client.query('SELECT FROM pg_namespace WHERE nspname = $1', [stage]),
  );
  expect(gone.rows).toEqual([]);

  await outside((client) =>
    client.query(`CREATE SCHEMA ${stage}; COMMENT ON SCHEMA ${stage} IS 'howdah run deadrun234 plan abc'`),
  );
  await page.context().clearCookies();
  await signInAs(page, support);
  await page.goto(url);
  await expect(row.getByRole('button', { name: say('leftovers.remove') })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await outside((client) => client.query(`DROP SCHEMA ${stage}`));
});

async function addEnds(page: Page): Promise<void> {
  await page.goto('/sources/new');
  await page.getByLabel(say('sources.form.path'), { exact: true }).fill(sourceFile(NAME));
  await page.getByLabel(say('sources.form.name')).fill(NAME);
  await page.getByRole('button', { name: say('sources.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
  await page.goto('/targets/new');
  await page.getByRole('tab', { name: say('targets.form.byUrl') }).click();
  const form = page.getByRole('tabpanel');
  await form.getByLabel(say('targets.form.url'), { exact: true }).fill(targetUrl(SCHEMA));
  await page.getByLabel(say('targets.form.name')).fill(NAME);
  await page.getByRole('button', { name: say('targets.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name: NAME })).toBeVisible();
}

async function axeFindsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
}
