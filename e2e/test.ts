import { test as base, expect, type Page } from '@playwright/test';

export { expect, type Page };

export const test = base.extend({
  page: async ({ page }, use) => use(patient(page)),
});

/** A page is there for a person once its controls answer: what is done before React has taken them over is lost. */
export function patient(page: Page): Page {
  const { goto, reload } = page;
  page.goto = async (...args) => {
    const response = await goto.apply(page, args);
    await controlsAnswer(page);
    return response;
  };
  page.reload = async (...args) => {
    const response = await reload.apply(page, args);
    await controlsAnswer(page);
    return response;
  };
  return page;
}

async function controlsAnswer(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('button, input, select, textarea')].every((control) =>
      Object.keys(control).some((key) => key.startsWith('__react')),
    ),
  );
}
