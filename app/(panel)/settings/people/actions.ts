'use server';

import { revalidatePath } from 'next/cache';
import { action } from '../../../../lib/actions.ts';
import {
  ChangeRoleInput,
  CreateUserInput,
  DisableUserInput,
  ResetPasswordInput,
} from '../../../../lib/data/inputs.ts';
import * as users from '../../../../lib/data/users.ts';

export const createUser = action({
  permission: 'user.create',
  input: CreateUserInput,
  handler: async (input, { note }) => {
    note(null, { email: input.email, role: input.role });
    const created = await users.createUser(input);
    note(created.id);
    revalidatePath('/settings/people');
    return created;
  },
});

export const changeRole = action({
  permission: 'user.role',
  input: ChangeRoleInput,
  handler: async (input, { note }) => {
    note(input.id, { role: input.role });
    note(input.id, await users.changeRole(input));
    revalidatePath('/settings/people');
    return null;
  },
});

export const resetPassword = action({
  permission: 'user.password',
  input: ResetPasswordInput,
  handler: async (input, { note }) => {
    note(input.id);
    note(input.id, await users.resetPassword(input));
    revalidatePath('/settings/people');
    return null;
  },
});

export const disableUser = action({
  permission: 'user.disable',
  input: DisableUserInput,
  handler: async (input, { note }) => {
    note(input.id, { disabled: input.disabled });
    note(input.id, await users.disableUser(input));
    revalidatePath('/settings/people');
    return null;
  },
});
