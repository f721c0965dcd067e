import { useFormat } from './format.ts';

interface FigureProps {
  /** Null where it is not known: a dash. */
  value: number | null;
}

const NOTHING = '—';

/** 1 598 304 */
export function Count({ value }: FigureProps) {
  const { count } = useFormat();
  return <span className="whitespace-nowrap">{value === null ? NOTHING : count(value)}</span>;
}

/** Bytes in the unit that suits; the exact number on hover. */
export function Bytes({ value }: FigureProps) {
  const { bytes, count } = useFormat();
  if (value === null) return <span>{NOTHING}</span>;
  return (
    <span title={`${count(value)} B`} className="whitespace-nowrap">
      {bytes(value)}
    </span>
  );
}

/** `value` in seconds. */
export function Duration({ value }: FigureProps) {
  const { seconds } = useFormat();
  return <span className="whitespace-nowrap">{value === null ? NOTHING : seconds(value)}</span>;
}
