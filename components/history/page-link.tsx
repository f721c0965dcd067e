'use client';

import type { ReactNode } from 'react';
import { ButtonLink } from '../ui/button.tsx';
import { useChosen } from './use-chosen.ts';

/** To another page of the history, with the runs that are chosen by now. */
export function PageLink({ href, children }: { href: string; children: ReactNode }) {
  const { ids } = useChosen();
  const [path, query] = href.split('?');
  const params = new URLSearchParams(query);
  for (const [index, name] of ['a', 'b'].entries()) {
    const id = ids[index];
    if (id) params.set(name, id);
    else params.delete(name);
  }
  return <ButtonLink href={params.size > 0 ? `${path}?${params}` : (path ?? href)}>{children}</ButtonLink>;
}
