'use server';

import { openAction } from '../../lib/actions.ts';
import { currentSession } from '../../lib/auth/current.ts';
import { SignInRefused, signIn as signInWith } from '../../lib/auth.ts';
import { SetupInput, SignInInput } from '../../lib/data/inputs.ts';
import { endSession } from '../../lib/data/session.ts';
import * as setup from '../../lib/data/setup.ts';

/** The password is checked, throttled and audited in lib/auth/sign-in.ts, where next-auth calls it too. */
async function enter(email: string, password: string): Promise<null> {
  const before = await currentSession();
  try {
    await signInWith('credentials', { email, password, redirect: false });
    // Who signs in again has one session, the new one.
    if (before) await endSession(before.id);
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
  who: ({ email }) => email,
  handler: async (input, from) => {
    const { email, password } = await setup.setUp(input, from);
    return enter(email, password);
  },
});
