'use client';

import type { ReactNode } from 'react';
import { ButtonLink } from '../ui/button.tsx';
import { useChosen, withChosen } from './use-chosen.ts';

/** To another page of the history, with the runs that are chosen by now. */
export function PageLink({ href, children }: { href: string; children: ReactNode }) {
  const { ids } = useChosen();
  const [path, query] = href.split('?');
  const params = withChosen(new URLSearchParams(query), ids);
  return <ButtonLink href={params.size > 0 ? `${path}?${params}` : (path ?? href)}>{children}</ButtonLink>;
}
