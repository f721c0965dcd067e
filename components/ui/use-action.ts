'use client';

import { useCallback, useState } from 'react';
import type { ActionResult } from '../../lib/data/action-types.ts';
import type { ShownError } from '../../lib/data/dto/shared.ts';

/** The panel could not be asked at all. */
const UNREACHABLE: ShownError = {
  code: 'PNL-UNREACHABLE',
  message: 'The panel did not answer.',
  remedy:
    'Check the connection and whether the panel runs, then do it again. Nothing was changed by this page.',
};

export interface Acting {
  pending: boolean;
  error: ShownError | null;
  clear(): void;
}

/**
 * Runs a server action: `pending` while it goes, `error` until the next try. Answers its data, or null when it failed.
 */
export function useAction<I, T>(
  action: (input: I) => Promise<ActionResult<T>>,
): Acting & { run(input: I): Promise<{ data: T } | null> } {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<ShownError | null>(null);
  const run = useCallback(
    async (input: I) => {
      setPending(true);
      setError(null);
      const result = await action(input).catch(() => ({ ok: false as const, error: UNREACHABLE }));
      setPending(false);
      if (result.ok) return { data: result.data };
      setError(result.error);
      return null;
    },
    [action],
  );
  return { pending, error, run, clear: useCallback(() => setError(null), []) };
}
