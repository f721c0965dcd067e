import { readFileSync } from 'node:fs';
import { addEnds } from './ends.ts';
import { migrate, preview } from './migrating.ts';
import { addPerson, enterAsAdmin, signInAs } from './people.ts';
import { expect, test } from './test.ts';
import { words } from './words.ts';

const en = words('en');

for (const locale of ['en', 'ru'] as const) {
  test(`a lead reads the plan, the history, the report and the audit, and starts nothing, in ${locale}`, async ({
    page,
    browser,
  }) => {
    const say = words(locale);
    const NAME = `lead_${locale}`;
    await enterAsAdmin(page);
    const person = await addPerson(page, 'lead');
    await addEnds(page, en, NAME);
    await preview(page, en, { source: NAME, target: NAME });
    await migrate(page, en);

    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const theirs = await context.newPage();
    await signInAs(theirs, person, locale);
    const nav = theirs.getByRole('navigation', { name: say('shell.navigation') });

    await test.step('the plan, by its hash', async () => {
      await nav.getByRole('link', { name: say('shell.nav.migrations') }).click();
      // The overview has links of this name too.
      await expect(theirs).toHaveURL(/\/migrations$/);
      await theirs
        .getByRole('link', { name: `${NAME} → ${NAME}` })
        .first()
        .click();
      await expect(theirs.getByRole('heading', { name: say('findings.title') }).first()).toBeVisible();
      const start = theirs.getByRole('button', { name: say('migrations.full') });
      await expect(start).toHaveAttribute('aria-disabled', 'true');
      await expect(start).toHaveAccessibleDescription(say('denial.role'));
    });
    await test.step('the history, by its filters', async () => {
      await nav.getByRole('link', { name: say('shell.nav.history') }).click();
      await theirs.getByLabel(say('history.target'), { exact: true }).selectOption(NAME);
      await expect(theirs).toHaveURL(/target=/);
      await theirs.getByLabel(say('history.kind'), { exact: true }).selectOption('full');
      const rows = theirs.getByRole('row').filter({ hasText: `${NAME} → ${NAME}` });
      await expect(rows).toHaveCount(1);
      await rows.getByRole('link', { name: `${NAME} → ${NAME}` }).click();
      await expect(theirs).toHaveURL(/\/runs\//);
    });
    await test.step('the report, to take along', async () => {
      await theirs.getByRole('tab', { name: say('runs.tabs.report') }).click();
      const downloading = theirs.waitForEvent('download');
      await theirs
        .getByRole('link', { name: say('runs.report.json'), exact: true })
        .first()
        .click();
      const report = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
      expect(report).toMatchObject({ kind: 'full', outcome: 'succeeded' });
      const remove = theirs.getByRole('button', { name: say('snapshotRemoval.button'), exact: true });
      await expect(remove).toHaveCount(0);
    });
    await test.step('the audit: who did that, and that they downloaded it', async () => {
      await nav.getByRole('link', { name: say('shell.nav.audit') }).click();
      const entry = theirs.getByRole('row').filter({ hasText: person.email });
      await expect(entry.filter({ hasText: say('audit.actions.run.export') }).first()).toBeVisible();
    });
    await context.close();
  });
}
