/** Every page that the code has, in either theme, and what opens upon them: axe finds nothing. */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { scan } from '../scripts/permissions/scan.ts';
import { migrate, preview } from './migrating.ts';
import { enterAsAdmin } from './people.ts';
import { expect, type Page, test } from './test.ts';
import { words } from './words.ts';

const say = words('en');
const PAGES = scan(path.join(import.meta.dirname, '..')).filter(({ kind }) => kind === 'page');
/** For whoever is not signed in. */
const OUTSIDE = ['/sign-in', '/setup'];

interface Made {
  source: string;
  target: string;
  migration: string;
  run: string;
  project: string;
  batch: string;
}

/** Of pages with an id in their address, one that there is. A page that is not here fails the test. */
const EXAMPLES: Record<string, (made: Made) => string> = {
  '/sources/[id]': ({ source }) => source,
  '/targets/[id]': ({ target }) => target,
  '/migrations/[id]': ({ migration }) => migration,
  '/runs/[id]': ({ run }) => run,
  '/runs/[id]/tables/[name]': ({ run }) => `${run}/tables/users`,
  '/runs/[id]/report': ({ run }) => `${run}/report`,
  '/projects/[id]': ({ project }) => project,
  '/projects/[id]/several': ({ project }) => `${project}/several`,
  '/projects/[id]/batches/[batch]': ({ batch }) => batch,
};

/** Besides the page as it opens: tabs and choices that stand in the address. */
const STATES: Record<string, (at: string) => string[]> = {
  '/migrations/new': (at) =>
    ['target', 'options', 'review', 'options&match=upsert&revert=14'].map((step) => `${at}?step=${step}`),
  '/runs/[id]': (at) => ['tables', 'verification', 'log', 'report'].map((tab) => `${at}?tab=${tab}`),
  '/history': (at) => [`${at}?status=failed`],
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page, browser }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await enterAsAdmin(page);
    const made = await makeExamples(page);
    for (const name of PAGES.map((one) => one.name).filter((one) => !OUTSIDE.includes(one))) {
      const at = pathOf(name, made);
      for (const address of [at, ...(STATES[name]?.(at) ?? [])]) {
        await test.step(address, async () => {
          await page.goto(address);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await findsNothing(page, address);
        });
      }
    }
    for (const [name, open] of Object.entries(opened(made))) {
      await test.step(name, async () => {
        await open(page);
        // A menu hangs from its button, not in a landmark.
        await findsNothing(page, name, name.startsWith('the menu') ? ['region'] : []);
      });
    }
    const outside = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
    const visitor = await outside.newPage();
    for (const address of OUTSIDE) {
      await visitor.goto(address);
      await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible();
      await findsNothing(visitor, address);
    }
    await outside.close();
  });
}

function pathOf(name: string, made: Made): string {
  const example = EXAMPLES[name];
  if (example) return example(made);
  if (name.includes('[')) throw new Error(`no example of ${name}: add one to EXAMPLES`);
  return name;
}

/** What a person opens, which stands in no address. */
function opened({ migration, run, project }: Made): Record<string, (page: Page) => Promise<void>> {
  const menu = async (page: Page, at: string, more: string, item: string) => {
    await page.goto(at);
    await page.getByRole('button', { name: more }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  };
  return {
    'go to or do': async (page) => {
      await page.goto('/');
      await page.keyboard.press('Control+KeyK');
      await page.keyboard.type('sample');
      await expect(page.getByRole('option').nth(2)).toBeVisible();
    },
    'a word explained': async (page) => {
      await page.goto(run);
      const term = say('help.terms.revertWindow.name');
      await page.getByRole('button', { name: say('help.what', { term }) }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    'the sheet of rollback': async (page) => {
      await page.goto(`${run}?do=rollback`);
      await expect(page.getByRole('columnheader', { name: say('rollback.rowsNow') })).toBeVisible();
    },
    'the menu of a migration': async (page) => {
      await page.goto(migration);
      await page.getByRole('button', { name: say('migrations.more') }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
    'the revert window': (page) => menu(page, migration, say('migrations.more'), say('revertWindow.button')),
    'what belongs to a project': (page) =>
      menu(page, project, say('projects.more'), say('projects.members.button')),
    'the name of a project': (page) => menu(page, project, say('projects.more'), say('projects.form.edit')),
    'the removal of a project': (page) =>
      menu(page, project, say('projects.more'), say('projects.remove.button')),
    'run all': async (page) => {
      await page.goto(`${project}?do=full`);
      await expect(page.getByRole('dialog')).toBeVisible();
    },
    'the navigation on a phone': async (page) => {
      await page.setViewportSize({ width: 375, height: 812 });
      await page.goto('/');
      await page.getByRole('button', { name: say('shell.openNavigation') }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  };
}

async function findsNothing(page: Page, where: string, without: string[] = []): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).disableRules(without).analyze();
  expect
    .soft(violations.map(({ id, nodes }) => `${where} ${id}: ${nodes[0]?.html.slice(0, 200)}`))
    .toEqual([]);
}

/** A migration, its run, and a project with a batch. */
async function makeExamples(page: Page): Promise<Made> {
  const here = () => new URL(page.url()).pathname;
  await preview(page, say);
  const migration = here();
  await migrate(page, say);
  const run = here();
  const first = async (list: string) => {
    await page.goto(list);
    await page.getByRole('main').locator(`a[href^="${list}/"]:not([href$="/new"])`).first().click();
    await expect(page).toHaveURL(new RegExp(`${list}/`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    return here();
  };
  const [source, target] = [await first('/sources'), await first('/targets')];
  await page.goto('/projects');
  await page.getByRole('link', { name: 'Sample', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sample' })).toBeVisible();
  const project = here();
  await page.getByRole('button', { name: say('projects.run.button') }).click();
  await page.getByRole('menuitem', { name: say('projects.run.plan') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Plan \d/ })
    .click();
  await expect(page).toHaveURL(/\/batches\//);
  await expect(page.getByText(say('projects.batch.allGood.plan'))).toBeVisible({ timeout: 60_000 });
  return { source, target, migration, run, project, batch: here() };
}
