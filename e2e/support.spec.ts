import pg from 'pg';
import { targetUrl } from './databases.ts';
import { addEnds } from './ends.ts';
import { migrate, preview } from './migrating.ts';
import { addPerson, enterAsAdmin, signInAs } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { words } from './words.ts';

const en = words('en');
const REASON = { en: 'somebody wrote past the application', ru: 'кто-то записал мимо приложения' };

for (const locale of ['en', 'ru'] as const) {
  test(`support, on a phone, in ${locale}: sees what is wrong, rolls back, sees what stands now`, async ({
    page,
    browser,
  }) => {
    const say = words(locale);
    const NAME = `support_${locale}`;
    const person = await test.step('somebody wrote to the target, and a comparison found it', () =>
      before(page, NAME));
    const context = await browser.newContext({
      viewport: { width: 375, height: 812 },
      hasTouch: true,
      isMobile: true,
    });
    const phone = await context.newPage();
    await signInAs(phone, person, locale);

    await test.step('the overview says what needs attention', async () => {
      const item = phone.getByRole('link', {
        name: say('overview.kinds.run-differs', { name: `${NAME} → ${NAME}` }),
      });
      await expect(item).toBeInViewport();
      await item.tap();
      await expect(phone.getByText(say('runStatus.differs'), { exact: true }).first()).toBeVisible();
      await phone.getByRole('tab', { name: say('runs.tabs.verification') }).tap();
      // Values of rows are not for support.
      await expect(phone.getByText('•••').first()).toBeVisible();
      await expect(phone.getByText('changed by hand')).toHaveCount(0);
    });
    await test.step('to the run that made the tables', async () => {
      await phone
        .getByRole('link', { name: `${NAME} → ${NAME}` })
        .first()
        .tap();
      await expect(phone).toHaveURL(/\/migrations\//);
      await phone
        .getByRole('link', { name: say('runKind.full'), exact: true })
        .first()
        .tap();
      await expect(phone).toHaveURL(/\/runs\//);
    });
    await test.step('roll back', async () => {
      await phone.getByRole('button', { name: say('rollback.button'), exact: true }).tap();
      const sheet = phone.getByRole('dialog');
      await expect(sheet.getByRole('columnheader', { name: say('rollback.rowsNow') })).toBeVisible();
      await sheet.getByLabel(say('rollback.reason')).fill(REASON[locale]);
      await sheet.getByLabel(say('rollback.confirm')).fill(NAME);
      await sheet.getByRole('button', { name: say('rollback.doIt'), exact: true }).tap();
    });
    await test.step('what stands now is said, table by table', async () => {
      await expect(phone.getByText(say('runStatus.rolled-back'), { exact: true }).first()).toBeVisible();
      await expect(phone.getByText(say('rollback.done'))).toBeVisible();
      await expect(phone.getByText(REASON[locale]).first()).toBeVisible();
      await expect(phone.getByText(say('rollback.standsAsBefore'))).toBeVisible();
    });
    await test.step('and nothing is wrong any more', async () => {
      await phone.getByRole('link', { name: 'Howdah' }).first().tap();
      await expect(phone.getByRole('heading', { level: 1, name: say('overview.title') })).toBeVisible();
      await expect(
        phone.getByRole('link', { name: say('overview.kinds.run-differs', { name: `${NAME} → ${NAME}` }) }),
      ).toHaveCount(0);
      const wide = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
    });
    await context.close();
  });
}

async function before(page: Page, name: string) {
  await enterAsAdmin(page);
  const person = await addPerson(page, 'support');
  await addEnds(page, en, name);
  await standsBefore(name);
  await preview(page, en, { source: name, target: name });
  const migration = page.url();
  await migrate(page, en);
  const client = new pg.Client(targetUrl(`journey_${name}`));
  await client.connect();
  await client.query(`UPDATE journey_${name}.users SET name = 'changed by hand' WHERE id = 2`);
  await client.end();
  await page.goto(migration);
  await page.getByRole('button', { name: en('migrations.more') }).click();
  await page.getByRole('menuitem', { name: en('migrations.verify') }).click();
  await expect(page.getByText(en('runStatus.differs'), { exact: true }).first()).toBeVisible();
  return person;
}

/** Something that the migration replaces, so that there is something to come back. */
async function standsBefore(name: string): Promise<void> {
  const client = new pg.Client(targetUrl(`journey_${name}`));
  await client.connect();
  await client.query(`CREATE SCHEMA IF NOT EXISTS journey_${name}`);
  await client.query(`CREATE TABLE journey_${name}.users (id int PRIMARY KEY, name text)`);
  await client.query(`INSERT INTO journey_${name}.users VALUES (1, 'from before'), (2, 'from before')`);
  await client.end();
}
