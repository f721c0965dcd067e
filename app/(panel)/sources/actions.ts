'use server';

import { revalidatePath } from 'next/cache';
import { action } from '../../../lib/actions.ts';
import { AddSourceInput, FolderInput, IdInput } from '../../../lib/data/inputs.ts';
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
