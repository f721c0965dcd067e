'use server';

import { revalidatePath } from 'next/cache';
import { action } from '../../../lib/actions.ts';
import { CleanInput, EditTargetInput, IdInput, TargetInput } from '../../../lib/data/inputs.ts';
import * as targets from '../../../lib/data/targets.ts';

export const addTarget = action({
  permission: 'target.add',
  input: TargetInput,
  handler: async (input, { note }) => {
    note(null, input.by === 'fields' ? { host: input.host, database: input.database } : { by: 'url' });
    const added = await targets.addTarget(input);
    note(added.id);
    revalidatePath('/targets');
    return added;
  },
});

export const editTarget = action({
  permission: 'target.edit',
  input: EditTargetInput,
  handler: async (input, { note }) => {
    note(input.id, { host: input.host, database: input.database, password: input.password !== '' });
    const edited = await targets.editTarget(input);
    revalidatePath('/targets');
    return edited;
  },
});

export const testTarget = action({
  permission: 'target.test',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    return targets.testTarget(id);
  },
});

export const removeTarget = action({
  permission: 'target.remove',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    note(id, await targets.removeTarget(id));
    revalidatePath('/targets');
    return null;
  },
});

export const lookForLeftovers = action({
  permission: 'target.leftovers',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    return targets.lookForLeftovers(id);
  },
});

export const cleanTarget = action({
  permission: 'target.clean',
  input: CleanInput,
  handler: async (input, { note }) => {
    note(input.id, { runs: input.runs.join(' ') });
    return targets.cleanTarget(input);
  },
});
