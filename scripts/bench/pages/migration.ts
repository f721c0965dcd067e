/** A person in front of the panel: makes the first account, registers the source, starts the migration. */
import { type Browser, chromium } from '@playwright/test';
import { enterAsAdmin } from '../../../e2e/people.ts';
import { type Page, patient } from '../../../e2e/test.ts';
import { words } from '../../../e2e/words.ts';
import { chromiumLaunchOptions } from '../../../lib/testing/chromium.ts';
import type { TestPanel } from '../../../lib/testing/panel.ts';

export interface Begun {
  /** Paths of the pages of this migration. */
  migration: string;
  run: string;
  /** The header of a signed-in session. */
  cookie: string;
}

const say = words('en');
const NAME = 'large';
/** The preview reads every value of the source. */
const PREVIEW_MS = 300_000;

export async function beginMigration(panel: TestPanel, file: string): Promise<Begun> {
  const browser = await chromium.launch(await chromiumLaunchOptions());
  try {
    return await begin(browser, panel, file);
  } finally {
    await browser.close();
  }
}

async function begin(browser: Browser, panel: TestPanel, file: string): Promise<Begun> {
  const context = await browser.newContext({ baseURL: panel.url });
  const page = patient(await context.newPage());
  process.env.E2E_SETUP_URL = panel.setupUrl ?? '';
  await enterAsAdmin(page);
  await register(page, file);
  await preview(page);
  const migration = new URL(page.url()).pathname;
  await page.getByRole('button', { name: say('migrations.full') }).click();
  await page.waitForURL(/\/runs\/[^/]+$/);
  const cookies = await context.cookies();
  return {
    migration,
    run: new URL(page.url()).pathname,
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
  };
}

async function register(page: Page, file: string): Promise<void> {
  await page.goto('/sources/new');
  await page.getByLabel(say('sources.form.path'), { exact: true }).fill(file);
  await page.getByLabel(say('sources.form.name')).fill(NAME);
  await page.getByRole('button', { name: say('sources.form.add') }).click();
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
}

async function preview(page: Page): Promise<void> {
  await page.goto('/migrations/new');
  const next = page.getByRole('button', { name: say('migrations.make.next') });
  await page.getByRole('radio', { name: NAME }).check();
  for (let step = 0; step < 3; step++) await next.click();
  await page.getByRole('button', { name: say('migrations.make.create') }).click();
  await page.getByRole('heading', { name: say('schema.objects.title') }).waitFor({ timeout: PREVIEW_MS });
}
