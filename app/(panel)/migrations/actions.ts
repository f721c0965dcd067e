'use server';

import { revalidatePath } from 'next/cache';
import { action } from '../../../lib/actions.ts';
import * as acceptances from '../../../lib/data/acceptances.ts';
import {
  AcceptInput,
  CountInput,
  CreateMigrationInput,
  EditMigrationInput,
  IdInput,
  RevertWindowInput,
  WithdrawInput,
} from '../../../lib/data/inputs.ts';
import * as migrations from '../../../lib/data/migrations.ts';
import * as trials from '../../../lib/data/trials.ts';

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

export const countMisfits = action({
  permission: 'migration.count',
  input: CountInput,
  handler: async (input, { note }) => {
    note(input.id, { columns: input.columns.map(({ table, column }) => `${table}.${column}`).join(' ') });
    return trials.countMisfits(input);
  },
});

export const acceptFinding = action({
  permission: 'finding.accept',
  input: AcceptInput,
  handler: async (input, { note }) => {
    note(input.id, { reason: input.reason });
    note(input.id, await acceptances.acceptFinding(input));
    revalidatePath(`/migrations/${input.id}`);
    return null;
  },
});

export const withdrawAcceptance = action({
  permission: 'finding.withdraw',
  input: WithdrawInput,
  handler: async (input, { note }) => {
    note(input.id);
    note(input.id, await acceptances.withdrawAcceptance(input));
    revalidatePath(`/migrations/${input.id}`);
    return null;
  },
});
