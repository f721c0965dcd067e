import { useTranslations } from 'next-intl';
import { Name } from '../ui/name.tsx';
import type { Fault } from './document-text.ts';

const KNOWN = ['json', 'invalid_value', 'invalid_type', 'unrecognized_keys', 'too_small'] as const;

/** What is wrong with the document, and where. */
export function DocumentFaults({ faults }: { faults: Fault[] }) {
  const t = useTranslations('choices.json');
  if (faults.length === 0) return null;
  return (
    <ul
      aria-live="polite"
      className="grid gap-1 rounded-md border border-bad/40 bg-bad-soft px-3 py-2 text-sm"
    >
      {faults.map((fault, index) => {
        const code = KNOWN.find((known) => known === fault.code) ?? 'other';
        const facts = { allowed: fault.allowed.join(', '), unknown: fault.unknown.join(', ') };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: made anew at each change of the text
          <li key={index} className="min-w-0 break-words">
            {fault.place ? <Name className="font-medium">{fault.place}</Name> : t('whole')}
            {fault.line === null ? null : (
              <span className="text-ink-2"> · {t('line', { line: fault.line })}</span>
            )}
            <span className="block text-ink-2">{t(`fault.${code}`, facts)}</span>
          </li>
        );
      })}
    </ul>
  );
}
