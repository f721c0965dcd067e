'use client';

import { FailedPage } from '../components/shell/failed-page.tsx';

interface Props {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function RootError({ error, reset }: Props) {
  return <FailedPage digest={error.digest} retry={reset} />;
}
