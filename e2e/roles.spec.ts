import { migrate, preview } from './migrating.ts';
import { addPerson, enterAsAdmin, signInAs } from './people.ts';
import { expect, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');

test('nobody gets in without signing in', async ({ page, request }) => {
  for (const path of [
    '/',
    '/projects',
    '/sources',
    '/targets',
    '/migrations',
    '/history',
    '/settings/people',
  ]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/(sign-in|setup)/);
  }
  for (const path of [
    '/api/runs/none/state',
    '/api/runs/none/report',
    '/api/probes/none',
    '/api/batches/none/state',
  ]) {
    expect((await request.get(path)).status()).toBe(401);
  }
});

test('support rolls back and starts nothing, lead starts nothing and rolls nothing back', async ({
  page,
  browser,
}) => {
  await enterAsAdmin(page);
  const [support, lead] = [await addPerson(page, 'support'), await addPerson(page, 'lead')];
  await preview(page, say);
  const migration = page.url();
  await migrate(page, say);
  const run = page.url();

  for (const person of [support, lead]) {
    const context = await browser.newContext();
    const theirs = await context.newPage();
    await signInAs(theirs, person);
    await theirs.goto(migration);
    for (const name of [say('migrations.full'), say('migrations.dry'), say('migrations.again')]) {
      await expect(theirs.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
    }
    await theirs.goto('/sources');
    await expect(theirs.getByRole('link', { name: say('sources.add') })).toHaveCount(0);
    await theirs.goto(run);
    const rollback = theirs.getByRole('button', { name: say('rollback.button'), exact: true });
    if (person === lead) await expect(rollback).toHaveAttribute('aria-disabled', 'true');
    else await expect(rollback).not.toHaveAttribute('aria-disabled');
    await context.close();
  }
});
