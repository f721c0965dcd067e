import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';

/** Does once what the address asks for (`?do=…`), where it may be done, and takes it out of the address. */
export function useAsked(what: string, act: (() => void) | null): void {
  const path = usePathname();
  const params = useSearchParams();
  const asked = params.get('do') === what;
  const answer = useEffectEvent(() => {
    const rest = new URLSearchParams(params);
    rest.delete('do');
    window.history.replaceState(null, '', rest.size > 0 ? `${path}?${rest}` : path);
    act?.();
  });
  useEffect(() => {
    if (asked) answer();
  }, [asked]);
}
