import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunchOptions } from './lib/testing/chromium.ts';

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './lib/testing/playwright-setup.ts',
  // All journeys share one panel, and two cores.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.E2E_URL,
    launchOptions: await chromiumLaunchOptions(),
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
