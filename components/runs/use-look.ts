'use client';

import { useState } from 'react';
import type { ActionResult } from '../../lib/data/action-types.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';

/** What a worker looks at before somebody decides. */
export interface Look {
  open: boolean;
  /** Of the latest look; null until it was asked for. */
  probeId: string | null;
  /** It could not be asked for. */
  error: ShownError | null;
  /** Opens, and looks. */
  start: () => void;
  again: () => void;
  close: () => void;
}

/** Looks anew with every opening: the target may have changed meanwhile. */
export function useLook(prepare: () => Promise<ActionResult<{ probeId: string }>>): Look {
  const [open, setOpen] = useState(false);
  const [probeId, setProbeId] = useState<string | null>(null);
  const [error, setError] = useState<ShownError | null>(null);
  const look = async () => {
    setProbeId(null);
    setError(null);
    const prepared = await prepare();
    if (prepared.ok) setProbeId(prepared.data.probeId);
    else setError(prepared.error);
  };
  return {
    open,
    probeId,
    error,
    start: () => {
      setOpen(true);
      void look();
    },
    again: () => void look(),
    close: () => setOpen(false),
  };
}
