'use server';

import { openAction } from '../../lib/actions.ts';
import { SignInRefused, signIn as signInWith } from '../../lib/auth.ts';
import { SetupInput, SignInInput } from '../../lib/data/inputs.ts';
import * as setup from '../../lib/data/setup.ts';

/** The password is checked, throttled and audited in lib/auth/sign-in.ts, where next-auth calls it too. */
async function enter(email: string, password: string): Promise<null> {
  try {
    await signInWith('credentials', { email, password, redirect: false });
    return null;
  } catch (error) {
    throw error instanceof SignInRefused ? error.reason : error;
  }
}

export const signIn = openAction({
  name: null,
  input: SignInInput,
  handler: ({ email, password }) => enter(email, password),
});

export const setUp = openAction({
  name: 'setup.first-admin',
  input: SetupInput,
  handler: async (input, from) => {
    const { email, password } = await setup.setUp(input, from);
    return enter(email, password);
  },
});
