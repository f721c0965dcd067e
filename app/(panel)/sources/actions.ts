'use server';

import { revalidatePath } from 'next/cache';
import { action } from '../../../lib/actions.ts';
import {
  AddSourceInput,
  AddSourcesInput,
  FolderInput,
  IdInput,
  ScanInput,
} from '../../../lib/data/inputs.ts';
import { scanFolder as scan } from '../../../lib/data/scan.ts';
import * as sources from '../../../lib/data/sources.ts';
import { removeUpload } from '../../../lib/data/upload.ts';

export const addSource = action({
  permission: 'source.add',
  input: AddSourceInput,
  handler: async (input, { note }) => {
    note(null, { path: input.path });
    const added = await sources.addSource(input);
    note(added.id);
    revalidatePath('/sources');
    return added;
  },
});

export const addSources = action({
  permission: 'source.add',
  input: AddSourcesInput,
  handler: async (input, { note }) => {
    note(null, { paths: input.paths.join('\n'), project: input.projectId });
    const outcome = await sources.addSources(input);
    note(null, { added: outcome.added.length, failed: outcome.failed.length });
    revalidatePath('/sources');
    return outcome;
  },
});

export const scanFolder = action({
  permission: 'source.browse',
  input: ScanInput,
  handler: async ({ path }, { note }) => {
    note(path, { scan: true });
    return scan(path);
  },
});

export const testSource = action({
  permission: 'source.test',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    return sources.testSource(id);
  },
});

export const removeSource = action({
  permission: 'source.remove',
  input: IdInput,
  handler: async ({ id }, { note }) => {
    note(id);
    const { name, upload } = await sources.removeSource(id);
    note(id, { name });
    if (upload) await removeUpload(upload);
    revalidatePath('/sources');
    return null;
  },
});

export const browseFolder = action({
  permission: 'source.browse',
  input: FolderInput,
  handler: async ({ path }, { note }) => {
    note(path);
    return sources.browseFolder(path);
  },
});
