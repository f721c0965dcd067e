import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AuditRow } from '../../lib/data/dto/audit.ts';
import { Chip, type Tone } from '../ui/chip.tsx';
import { useFormat } from '../ui/format.ts';
import { Name } from '../ui/name.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { ExactTime } from '../ui/time.tsx';
import { pageOf } from './audit-url.ts';
import { useActionName } from './use-action-name.ts';

const TONES: Record<AuditRow['outcome'], Tone> = { done: 'good', refused: 'attention', failed: 'bad' };

export function AuditTable({ entries }: { entries: AuditRow[] }) {
  const t = useTranslations('audit');
  return (
    <Table>
      <thead>
        <tr>
          <Th numeric className="hidden sm:table-cell">
            {t('number')}
          </Th>
          <Th>{t('when')}</Th>
          <Th>{t('action')}</Th>
          <Th className="hidden sm:table-cell">{t('outcome')}</Th>
          <Th className="hidden sm:table-cell">{t('who')}</Th>
          <Th className="hidden lg:table-cell">{t('detail')}</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.seq} entry={entry} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ entry }: { entry: AuditRow }) {
  const format = useFormat();
  const nameOf = useActionName();
  const { seq, at, action, subject, outcome, code, hash } = entry;
  const page = pageOf(entry);
  return (
    <tr className="align-top hover:bg-hover">
      <Td numeric className="hidden text-ink-3 sm:table-cell">
        <span title={hash}>{format.count(seq)}</span>
      </Td>
      <Td className="text-ink-2">
        <ExactTime at={at} />
      </Td>
      <Td className="max-w-80">
        <span className="block font-medium">{nameOf(action)}</span>
        {subject ? (
          <Name className="block truncate text-ink-3 text-xs">
            {page ? (
              <Link href={page} className="rounded-sm hover:underline">
                {subject}
              </Link>
            ) : (
              subject
            )}
          </Name>
        ) : null}
        <div className="mt-1 grid justify-items-start gap-1 sm:hidden">
          <Outcome outcome={outcome} code={code} />
          <Person {...entry} />
        </div>
      </Td>
      <Td className="hidden sm:table-cell">
        <Outcome outcome={outcome} code={code} />
      </Td>
      <Td className="hidden max-w-64 sm:table-cell">
        <Person {...entry} />
      </Td>
      <Td className="hidden max-w-96 text-ink-2 text-xs lg:table-cell">
        {Object.entries(entry.detail).map(([name, value]) => (
          <Name key={name} className="block break-words">
            {name}: {String(value)}
          </Name>
        ))}
      </Td>
    </tr>
  );
}

function Outcome({ outcome, code }: Pick<AuditRow, 'outcome' | 'code'>) {
  const t = useTranslations('audit.outcomes');
  return (
    <>
      <Chip tone={TONES[outcome]}>{t(outcome)}</Chip>
      {code ? <Name className="mt-0.5 block text-ink-3 text-xs">{code}</Name> : null}
    </>
  );
}

function Person({ email, address, action }: Pick<AuditRow, 'email' | 'address' | 'action'>) {
  const t = useTranslations('audit');
  return (
    <span className="block max-w-full">
      <span className="block truncate">{email ?? t(toldByWorker(action) ? 'worker' : 'nobody')}</span>
      <span className="block truncate text-ink-3 text-xs">{address}</span>
    </span>
  );
}

/** What somebody asked for comes to its end in a worker; the address is that of its machine. */
function toldByWorker(action: string): boolean {
  return action.endsWith('.ended') || action === 'run.held';
}
