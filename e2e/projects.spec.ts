import { folderOfSources, targetUrl } from './databases.ts';
import { addPerson, enterAsAdmin, signInAs } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const CLIENTS = ['alma', 'boreas', 'cirrus'];
/** A batch takes as long as its runs. */
const ENDS = { timeout: 90_000 };
const FILES = ['main', 'advert', 'contract', 'django', 'bot', 'tokens', 'audio', 'messages'];

test('three client databases run at once: one fails and is said, the others succeed, a retry mends it', async ({
  page,
  browser,
}) => {
  test.slow();
  await enterAsAdmin(page);
  const project = await createProject(page, 'Three clients');
  await scanInto(page, 'Three clients', folderOfSources('clients', CLIENTS), 3);
  const targets: Record<string, string> = {};
  for (const client of CLIENTS) targets[client] = await addTarget(page, client);

  await test.step('a database for each', async () => {
    await page.goto(`${project}/several`);
    await page.getByRole('radio', { name: say('projects.several.pairs') }).check();
    await page.getByRole('button', { name: say('projects.several.all'), exact: true }).click();
    for (const client of CLIENTS) {
      const select = page.getByLabel(`${say('projects.several.into')} ${client}.db`);
      const option = select.locator('option', { hasText: `client ${client}` });
      await select.selectOption(await option.getAttribute('value'));
    }
    await page.getByRole('button', { name: /^Make and plan 3/ }).click();
    await expect(page).toHaveURL(/\/batches\//);
    await expect(page.getByText(say('projects.batch.allGood.plan'))).toBeVisible(ENDS);
  });

  await test.step('one target refuses, on purpose', () => setPassword(page, targets.boreas ?? '', 'wrong'));
  await test.step('start all', async () => {
    await page.goto(project);
    await page.getByRole('button', { name: say('projects.run.button') }).click();
    await page.getByRole('menuitem', { name: say('projects.run.full') }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start 3' }).click();
    await expect(page).toHaveURL(/\/batches\//);
    await expect(page.getByText(/^2 of 3 went well\. 1 failed\./)).toBeVisible(ENDS);
  });
  const batch = page.url();
  const items = page.getByRole('main').getByRole('listitem');
  const row = (client: string) => items.filter({ hasText: `${client}.db` }).last();
  await test.step('the page says what failed and what to do', async () => {
    for (const client of ['alma', 'cirrus']) {
      await expect(row(client).getByText(say('runStatus.verified'), { exact: true })).toBeVisible();
    }
    await expect(
      row('boreas').getByText(say('errors.TGT-AUTH-28P01.remedy', { user: 'howdah_sample' })),
    ).toBeVisible();
    await expect(row('boreas').getByText('TGT-AUTH-28P01')).toBeVisible();
    await expect(row('boreas').getByRole('link', { name: say('projects.batch.openTarget') })).toBeVisible();
  });

  await test.step('lead and support see it and start nothing', async () => {
    for (const role of ['lead', 'support'] as const) {
      await page.goto('/');
      const person = await addPerson(page, role);
      const context = await browser.newContext();
      const theirs = await context.newPage();
      await signInAs(theirs, person);
      await theirs.goto(batch);
      await expect(theirs.getByRole('button', { name: say('projects.batch.retry') })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
      await theirs.goto(project);
      await expect(theirs.getByRole('button', { name: say('projects.run.button') })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
      await expect(theirs.getByRole('link', { name: say('projects.several.button') })).toHaveCount(0);
      await context.close();
    }
  });

  await test.step('after the fix a retry runs that one alone', async () => {
    await setPassword(page, targets.boreas ?? '', new URL(targetUrl('x')).password);
    await page.goto(batch);
    await page.getByRole('button', { name: say('projects.batch.retry') }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retry 1' }).click();
    await expect(page.getByText(say('projects.batch.allGood.full'))).toBeVisible(ENDS);
    await expect(row('boreas').getByText('2 attempts')).toBeVisible();
  });

  await test.step('the matrix and the history tell it', async () => {
    await page.goto(project);
    await expect(page.getByText(say('runStatus.verified'), { exact: true })).toHaveCount(6);
    await page.goto('/history?kind=full');
    await expect(page.getByRole('link', { name: 'Three clients: all at once' })).toHaveCount(4);
  });
});

test('eight files go into one database, a schema each', async ({ page }) => {
  test.slow();
  await enterAsAdmin(page);
  const project = await createProject(page, 'One server');
  await scanInto(page, 'One server', folderOfSources('server', FILES), 8);
  await addTarget(page, 'server');
  await page.goto(`${project}/several`);
  await page.getByRole('button', { name: say('projects.several.all'), exact: true }).click();
  const target = page.getByLabel(say('projects.several.target'));
  await target.selectOption(
    await target.locator('option', { hasText: 'client server' }).getAttribute('value'),
  );
  const schema = (file: string) => page.getByLabel(`${say('projects.several.schema')} ${file}.db`);
  await expect(schema('django')).toHaveValue('django');
  await schema('django').fill('bot');
  await expect(page.getByText(say('projects.several.problem.twice'))).toHaveCount(2);
  await schema('django').fill('django');
  await page.getByRole('button', { name: /^Make and plan 8/ }).click();
  await expect(page.getByText(say('projects.batch.allGood.plan'))).toBeVisible(ENDS);
  await page.goto(project);
  await page.getByRole('button', { name: say('projects.run.button') }).click();
  await page.getByRole('menuitem', { name: say('projects.run.full') }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start 8' }).click();
  await expect(page.getByText(say('projects.batch.allGood.full'))).toBeVisible(ENDS);
  await expect(page.getByRole('main').getByText(say('runStatus.verified'), { exact: true })).toHaveCount(8);
});

async function createProject(page: Page, name: string): Promise<string> {
  await page.goto('/projects');
  await page.getByRole('button', { name: say('projects.new') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say('projects.form.name')).fill(name);
  await dialog.getByRole('button', { name: say('projects.form.create') }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

async function scanInto(page: Page, project: string, folder: string, count: number): Promise<void> {
  await page.goto('/sources/new');
  await page.getByRole('tab', { name: say('sources.form.byScan') }).click();
  await page.getByLabel(say('sources.scan.folder'), { exact: true }).fill(folder);
  await page.getByRole('button', { name: say('sources.scan.scan'), exact: true }).click();
  await expect(page.getByRole('main').getByRole('checkbox')).toHaveCount(count);
  await page.getByRole('button', { name: say('sources.scan.all') }).click();
  await page.getByLabel(say('sources.scan.project'), { exact: true }).selectOption(project);
  await page.getByRole('button', { name: `Add and test ${count} files` }).click();
  await expect(page.getByText(`${count} files were added`)).toBeVisible();
  // Looked at again, they are known.
  await expect(page.getByRole('main').getByRole('checkbox')).toHaveCount(0);
}

/** Answers its page's path. */
async function addTarget(page: Page, client: string): Promise<string> {
  await page.goto('/targets/new');
  await page.getByRole('tab', { name: say('targets.form.byUrl') }).click();
  const form = page.getByRole('tabpanel');
  await form.getByLabel(say('targets.form.url'), { exact: true }).fill(targetUrl(`of_${client}`));
  await page.getByLabel(say('targets.form.name')).fill(`client ${client}`);
  await page.getByRole('button', { name: say('targets.form.add') }).click();
  await expect(page.getByRole('heading', { level: 1, name: `client ${client}` })).toBeVisible();
  return new URL(page.url()).pathname;
}

async function setPassword(page: Page, target: string, password: string): Promise<void> {
  await page.goto(target);
  await page.getByRole('button', { name: say('common.edit'), exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(say('targets.form.password'), { exact: true }).fill(decodeURIComponent(password));
  await sheet.getByRole('button', { name: say('targets.form.saveAndTest') }).click();
  await expect(sheet).toBeHidden();
}
