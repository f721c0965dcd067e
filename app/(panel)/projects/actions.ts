'use server';

import { revalidatePath } from 'next/cache';
import { action } from '../../../lib/actions.ts';
import * as batches from '../../../lib/data/batches.ts';
import {
  CreateProjectInput,
  EditProjectInput,
  IdInput,
  MembersInput,
  RetryBatchInput,
  SeveralInput,
  StartBatchInput,
} from '../../../lib/data/inputs.ts';
import * as projects from '../../../lib/data/projects.ts';
import * as several from '../../../lib/data/several.ts';

export const createProject = action({
  permission: 'project.create',
  input: CreateProjectInput,
  handler: async (input, { note }) => {
    note(null, { name: input.name });
    const created = await projects.createProject(input);
    note(created.id);
    revalidatePath('/projects');
    return created;
  },
});

export const editProject = action({
  permission: 'project.edit',
  input: EditProjectInput,
  handler: async (input, { note }) => {
    note(input.id, { name: input.name, concurrency: input.concurrency });
    await projects.editProject(input);
    revalidatePath(`/projects/${input.id}`);
    return null;
  },
});

export const changeMembers = action({
  permission: 'project.members',
  input: MembersInput,
  handler: async (input, { note }) => {
    const named = ({ sources, targets, migrations }: typeof input.join) =>
      [...sources, ...targets, ...migrations].join(' ');
    note(input.id, { joined: named(input.join), left: named(input.leave) });
    await projects.changeMembers(input);
    revalidatePath(`/projects/${input.id}`);
    return null;
  },
});

export const removeProject = action({
  permission: 'project.remove',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    note(id, await projects.removeProject(id));
    revalidatePath('/projects');
    return null;
  },
});

export const addSeveral = action({
  permission: 'migration.create',
  input: SeveralInput,
  handler: async (input, { note }) => {
    note(input.projectId, { several: input.entries.length });
    const made = await several.addSeveral(input);
    note(input.projectId, { migrations: made.ids.join(' '), batch: made.batchId });
    revalidatePath(`/projects/${input.projectId}`);
    return made;
  },
});

export const startBatch = action({
  permission: 'batch.start',
  input: StartBatchInput,
  handler: async (input, { note }) => {
    note(input.projectId, { kind: input.kind, replace: input.replace });
    const started = await batches.startBatch(input);
    note(started.id, { project: input.projectId });
    revalidatePath(`/projects/${input.projectId}`);
    return started;
  },
});

export const retryBatch = action({
  permission: 'batch.retry',
  input: RetryBatchInput,
  handler: async (input, { note }) => {
    note(input.id, { replace: input.replace });
    return batches.retryBatch(input);
  },
});

export const cancelBatch = action({
  permission: 'batch.cancel',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    note(id, await batches.cancelBatch(id));
    return null;
  },
});
