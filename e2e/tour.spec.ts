import { migrate } from './migrating.ts';
import { enterAsAdmin } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { type Say, words } from './words.ts';

const say = words('en');
const SAMPLE = 'Harbour Salon';

test('the tour leads through everything, and ticks by what really happened', async ({ page }) => {
  await enterAsAdmin(page);
  await takeUp(page);
  const tour = page
    .getByRole('region')
    .or(page.locator('section'))
    .filter({ hasText: say('tour.title') })
    .last();
  const step = (name: string) =>
    tour.getByRole('listitem').filter({ hasText: say(`tour.steps.${name}.title`) });
  const ticked = async (name: string) => {
    await page.goto('/');
    await expect(step(name)).toContainText(`(${say('tour.done')})`);
  };
  const go = (name: string) =>
    step(name)
      .getByRole('link', { name: say(`tour.steps.${name}.action`) })
      .click();

  await test.step('the source', async () => {
    await go('source');
    await page
      .getByRole('button', { name: say('probe.again') })
      .first()
      .click();
    // The same button: it turns while a worker looks.
    await expect(page.getByRole('button', { name: say('probe.again') })).not.toHaveAttribute('aria-busy');
    await ticked('source');
  });
  await test.step('preview', async () => {
    await go('preview');
    await expect(page.getByText(SAMPLE).first()).toBeVisible();
    await page.getByRole('button', { name: say('migrations.make.create') }).click();
    await lookAtCards(page);
    await expect(page.getByText('COL-WIDENED').first()).toBeVisible();
    await ticked('preview');
  });
  await test.step('two decisions', async () => {
    await go('decide');
    await lookAtCards(page);
    await choose(page, say, 'points', 'quarantine');
    await choose(page, say, 'valid_until', 'null');
    const bar = page.getByRole('region', { name: say('choices.bar.label') });
    await bar.getByRole('button', { name: say('choices.bar.plan') }).click();
    await expect(bar).toHaveCount(0);
    await lookAtCards(page);
    await expect(page.getByText('COL-MISFITS-QUARANTINE').first()).toBeVisible();
    await ticked('decide');
  });
  await test.step('dry run', async () => {
    await go('dry');
    await expect(page.getByRole('heading', { name: say('schema.objects.title') })).toBeVisible();
    const replace = page.getByRole('checkbox', { name: say('migrations.start.replace') });
    if (await replace.isVisible()) await replace.check();
    await page.getByRole('button', { name: say('migrations.dry') }).click();
    await expect(page.getByText(say('runStatus.rehearsed'), { exact: true }).first()).toBeVisible();
    await ticked('dry');
  });
  await test.step('migrate: two rows are kept in quarantine', async () => {
    await go('migrate');
    await expect(page.getByRole('heading', { name: say('schema.objects.title') })).toBeVisible();
    await migrate(page, say);
    await page.getByRole('tab', { name: say('runs.tabs.quarantine') }).click();
    await expect(page.getByText('ask Anna')).toBeVisible();
    await ticked('migrate');
    await step('migrate')
      .getByRole('link', { name: say('tour.steps.migrate.again') })
      .click();
    await expect(page).toHaveURL(/tab=verification/);
  });
  await test.step('a value changed on purpose', async () => {
    await page.goto('/');
    await step('change')
      .getByRole('button', { name: say('tour.steps.change.action') })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('tour.change.confirm') })
      .click();
    await expect(step('change')).toContainText(`(${say('tour.done')})`);
  });
  await test.step('is found by table, key, column and both values', async () => {
    await go('verify');
    await page.getByRole('button', { name: say('migrations.more') }).click();
    await page.getByRole('menuitem', { name: say('migrations.verify') }).click();
    await expect(page.getByText(say('runStatus.differs'), { exact: true }).first()).toBeVisible();
    await page.getByRole('tab', { name: say('runs.tabs.verification') }).click();
    const difference = page.getByRole('row').filter({ hasText: 'price' });
    await expect(difference.first()).toContainText('id=1');
    await ticked('verify');
  });
  await test.step('and rolled back', async () => {
    await go('rollback');
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByRole('columnheader', { name: say('rollback.rowsNow') })).toBeVisible();
    await sheet.getByLabel(say('rollback.reason')).fill('the end of the tour');
    await sheet.getByLabel(say('rollback.confirm')).fill('sample');
    await sheet.getByRole('button', { name: say('rollback.doIt'), exact: true }).click();
    await expect(page.getByText(say('runStatus.rolled-back'), { exact: true }).first()).toBeVisible();
    await page.goto('/');
    await expect(tour).toContainText(say('tour.finished'));
  });
  await test.step('put away, it is found again under Help', async () => {
    await tour.getByRole('button', { name: say('tour.close') }).click();
    await expect(page.getByText(say('tour.title'))).toBeHidden();
    await takeUp(page);
    await tour.getByRole('button', { name: say('tour.close') }).click();
    await expect(page.getByText(say('tour.title'))).toBeHidden();
  });
});

/** Another journey may have put it away. */
async function takeUp(page: Page): Promise<void> {
  await page.goto('/help');
  await page
    .getByRole('button', { name: say('tour.resume') })
    .or(page.getByRole('link', { name: say('tour.resume') }))
    .click();
  await expect(page.getByRole('heading', { name: say('tour.title') })).toBeVisible();
}

/** Where another journey has filled the same schema, other tables ask to be looked at first. */
async function lookAtCards(page: Page): Promise<void> {
  const tables = page.getByRole('navigation', { name: say('schema.tables') });
  await tables.getByRole('button', { name: 'loyalty_cards' }).click();
}

async function choose(page: Page, say: Say, column: string, value: string): Promise<void> {
  const place = `tables.loyalty_cards.columns.${column}.misfits`;
  await page.getByRole('button', { name: say('choices.offerOf', { place }) }).click();
  await page.getByRole('menuitemradio', { name: say(`choices.field.misfits.value.${value}`) }).click();
}
