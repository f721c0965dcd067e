import { expect, type Page } from './test.ts';
import { LANGUAGES, type Locale, words } from './words.ts';

export interface Person {
  name: string;
  email: string;
  password: string;
}

export const ADMIN: Person = { name: 'Ada', email: 'ada@example.org', password: 'a seat on an elephant' };

/** Through the switch that every page has. */
export async function speak(page: Page, locale: Locale): Promise<void> {
  const button = page.getByRole('button', { name: LANGUAGES[locale] });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
}

/** Signs the admin in, who is made first where nobody has an account yet. */
export async function enterAsAdmin(page: Page, locale: Locale = 'en'): Promise<void> {
  const say = words(locale);
  await page.goto(process.env.E2E_SETUP_URL || '/sign-in');
  await speak(page, locale);
  const name = page.getByLabel(say('auth.name'));
  const signIn = page.getByRole('button', { name: say('auth.signIn'), exact: true });
  await expect(name.or(signIn)).toBeVisible();
  if (await signIn.isVisible()) return signInAs(page, ADMIN, locale);
  await name.fill(ADMIN.name);
  await page.getByLabel(say('auth.email')).fill(ADMIN.email);
  await page.getByLabel(say('auth.password'), { exact: true }).fill(ADMIN.password);
  await page.getByRole('button', { name: say('auth.makeAdmin') }).click();
  await isInside(page, locale);
}

export async function signInAs(page: Page, person: Person, locale: Locale = 'en'): Promise<void> {
  const say = words(locale);
  await page.goto('/sign-in');
  await speak(page, locale);
  await page.getByLabel(say('auth.email')).fill(person.email);
  await page.getByLabel(say('auth.password'), { exact: true }).fill(person.password);
  await page.getByRole('button', { name: say('auth.signIn'), exact: true }).click();
  await isInside(page, locale);
}

async function isInside(page: Page, locale: Locale): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: words(locale)('overview.title') })).toBeVisible();
}

/** Adds somebody under People; the admin is signed in. */
export async function addPerson(page: Page, role: 'lead' | 'support'): Promise<Person> {
  const say = words('en');
  const unique = `${role}-${Date.now()}`;
  const person = { name: unique, email: `${unique}@example.org`, password: 'another seat on it' };
  await page.goto('/settings/people');
  await page.getByRole('button', { name: say('settings.people.add') }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel(say('settings.people.name')).fill(person.name);
  await sheet.getByLabel(say('settings.people.email')).fill(person.email);
  await sheet.getByRole('radio', { name: say(`roles.${role}`) }).check();
  await sheet.getByLabel(say('settings.people.password'), { exact: true }).fill(person.password);
  await sheet.getByRole('button', { name: say('settings.people.create'), exact: true }).click();
  await expect(sheet).toBeHidden();
  return person;
}
