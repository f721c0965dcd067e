import { useTranslations } from 'next-intl';
import type { Mismatch } from '../../lib/engine/types.ts';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';

interface MismatchesProps {
  table: string;
  mismatches: Mismatch[];
  valuesHidden: boolean;
}

/** The first differences of a table: by key and column, with the value on both sides. */
export function Mismatches({ table, mismatches, valuesHidden }: MismatchesProps) {
  const t = useTranslations('verification');
  if (mismatches.length === 0) return null;
  return (
    <Panel title={t('mismatches', { table })} note={valuesHidden ? t('hidden') : null} flush>
      <Table>
        <thead>
          <tr>
            <Th>{t('key')}</Th>
            <Th>{t('column')}</Th>
            <Th>{t('source')}</Th>
            <Th>{t('target')}</Th>
          </tr>
        </thead>
        <tbody>
          {mismatches.map((mismatch, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: keys of rows may repeat, and the list does not change
            <MismatchRow key={index} mismatch={mismatch} />
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function MismatchRow({ mismatch }: { mismatch: Mismatch }) {
  const t = useTranslations('verification');
  const whole = mismatch.column === null;
  const value = (text: string | null) =>
    text === null ? <em className="text-ink-3">{whole ? t('absent') : t('null')}</em> : <Name>{text}</Name>;
  return (
    <tr className="align-top">
      <Td className="max-w-60 break-words">
        <Name>{mismatch.key}</Name>
      </Td>
      <Td>{mismatch.column === null ? t('missingRow') : <Name>{mismatch.column}</Name>}</Td>
      <Td className="max-w-80 break-words">{value(mismatch.source)}</Td>
      <Td className="max-w-80 break-words">{value(mismatch.target)}</Td>
    </tr>
  );
}
