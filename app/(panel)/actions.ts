'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { action } from '../../lib/actions.ts';
import { signOut as leave } from '../../lib/auth.ts';
import { config } from '../../lib/config.ts';
import { ChangePasswordInput, IdInput, LocaleInput, ThemeInput, TourInput } from '../../lib/data/inputs.ts';
import * as self from '../../lib/data/self.ts';
import * as tour from '../../lib/data/tour.ts';
import { LOCALE_COOKIE } from '../../lib/i18n/locales.ts';

const YEAR_SECONDS = 365 * 24 * 3600;

export const setLocale = action({
  permission: 'self.preferences',
  input: LocaleInput,
  handler: async ({ locale }) => {
    await self.setLocale(locale);
    // For the pages before signing in.
    const secure = config().appUrl.startsWith('https:');
    (await cookies()).set(LOCALE_COOKIE, locale, {
      maxAge: YEAR_SECONDS,
      sameSite: 'lax',
      path: '/',
      secure,
    });
    return null;
  },
});

export const setTheme = action({
  permission: 'self.preferences',
  input: ThemeInput,
  handler: async ({ theme }) => {
    await self.setTheme(theme);
    return null;
  },
});

export const setTour = action({
  permission: 'self.preferences',
  input: TourInput,
  handler: async ({ open }, { note }) => {
    note(null, { tour: open });
    await tour.setTour(open);
    return null;
  },
});

export const changeSample = action({
  permission: 'sample.change',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    const changed = await tour.changeSample(id);
    note(id, changed);
    return changed;
  },
});

export const changePassword = action({
  permission: 'self.password',
  input: ChangePasswordInput,
  handler: async ({ current, password }) => {
    await self.changePassword(current, password);
    return null;
  },
});

export const revokeSession = action({
  permission: 'self.sessions',
  input: IdInput,
  handler: async ({ id }) => {
    await self.revokeSession(id);
    return null;
  },
});

const endSession = action({
  permission: 'self.sign-out',
  input: z.undefined(),
  handler: async () => {
    await self.endOwnSession();
    await leave({ redirect: false });
    return null;
  },
});

export async function signOut() {
  return endSession(undefined);
}
