'use server';

import { action } from '../../../lib/actions.ts';
import * as finalising from '../../../lib/data/finalising.ts';
import {
  FinaliseInput,
  IdInput,
  RemoveSnapshotInput,
  RollbackInput,
  StartRunInput,
} from '../../../lib/data/inputs.ts';
import * as quarantine from '../../../lib/data/put-in.ts';
import * as rollbacks from '../../../lib/data/rollbacks.ts';
import * as runs from '../../../lib/data/runs.ts';
import * as snapshots from '../../../lib/data/snapshots.ts';

export const startRun = action({
  permission: 'run.start',
  input: StartRunInput,
  handler: async (input, { note }) => {
    note(input.migrationId, { kind: input.kind, replace: input.replace, plan: input.planHash });
    const started = await runs.startRun(input);
    note(started.id, { migration: input.migrationId });
    return started;
  },
});

export const cancelRun = action({
  permission: 'run.cancel',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    await runs.cancelRun(id);
    return null;
  },
});

export const pauseRun = action({
  permission: 'run.pause',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id, { wish: 'pause' });
    await runs.pauseRun(id);
    return null;
  },
});

export const resumeRun = action({
  permission: 'run.pause',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id, { wish: 'resume' });
    await runs.resumeRun(id);
    return null;
  },
});

export const prepareRollback = action({
  permission: 'run.rollback',
  name: 'rollback.preview',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    return rollbacks.prepareRollback(id);
  },
});

export const rollbackRun = action({
  permission: 'run.rollback',
  input: RollbackInput,
  handler: async (input, { note }) => {
    note(input.id, { reason: input.reason });
    return rollbacks.rollbackRun(input);
  },
});

export const putInRows = action({
  permission: 'quarantine.put-in',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    return quarantine.putInRows(id);
  },
});

export const prepareFinalise = action({
  permission: 'run.finalise',
  name: 'finalise.preview',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    return finalising.prepareFinalise(id);
  },
});

export const finaliseRun = action({
  permission: 'run.finalise',
  input: FinaliseInput,
  handler: async (input, { note }) => {
    note(input.id);
    return finalising.finaliseRun(input);
  },
});

export const removeSnapshot = action({
  permission: 'run.remove-snapshot',
  input: RemoveSnapshotInput,
  handler: async (input, { note }) => {
    note(input.id);
    note(input.id, await snapshots.removeSnapshot(input));
    return null;
  },
});
