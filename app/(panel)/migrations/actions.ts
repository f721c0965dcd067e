'use server';

import { revalidatePath } from 'next/cache';
import { action } from '../../../lib/actions.ts';
import {
  CreateMigrationInput,
  EditMigrationInput,
  IdInput,
  RevertWindowInput,
} from '../../../lib/data/inputs.ts';
import * as migrations from '../../../lib/data/migrations.ts';

export const createMigration = action({
  permission: 'migration.create',
  input: CreateMigrationInput,
  handler: async (input, { note }) => {
    note(null, { source: input.sourceId, target: input.targetId });
    const created = await migrations.createMigration(input);
    note(created.id, { run: created.runId });
    revalidatePath('/migrations');
    return created;
  },
});

export const editMigration = action({
  permission: 'migration.edit',
  input: EditMigrationInput,
  handler: async (input, { note }) => {
    note(input.id);
    const edited = await migrations.editMigration(input);
    note(input.id, { run: edited.runId });
    revalidatePath(`/migrations/${input.id}`);
    return edited;
  },
});

export const setRevertWindow = action({
  permission: 'migration.edit',
  input: RevertWindowInput,
  handler: async ({ id, revertDays }, { note }) => {
    note(id, { revertDays });
    await migrations.setRevertWindow(id, revertDays);
    revalidatePath(`/migrations/${id}`);
    return null;
  },
});

export const removeMigration = action({
  permission: 'migration.remove',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    note(id, await migrations.removeMigration(id));
    revalidatePath('/migrations');
    return null;
  },
});

export const requestPreview = action({
  permission: 'migration.preview',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    const requested = await migrations.requestPreview(id);
    note(id, { run: requested.runId });
    return requested;
  },
});
