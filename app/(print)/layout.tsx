import type { ReactNode } from 'react';

/** Pages for paper: nothing around them. */
export default function PrintLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" className="mx-auto max-w-[64rem] px-4 py-6 sm:px-8 print:max-w-none print:p-0">
      {children}
    </main>
  );
}
