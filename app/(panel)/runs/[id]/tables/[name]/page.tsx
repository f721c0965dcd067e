import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { oneTable } from '../../../../../../components/runs/one-table.ts';
import { TableView } from '../../../../../../components/runs/table-view.tsx';
import { NotForRole } from '../../../../../../components/shell/not-for-role.tsx';
import { getRunTable } from '../../../../../../lib/data/run-table.ts';
import { pageFor } from '../../../../../../lib/data/session.ts';
import { putInRows } from '../../../actions.ts';

interface TablePageProps {
  params: Promise<{ id: string; name: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const TABS = ['tables', 'verification', 'overview'];

export async function generateMetadata({ params }: TablePageProps): Promise<Metadata> {
  return { title: nameOf((await params).name) ?? undefined };
}

export default async function TablePage({ params, searchParams }: TablePageProps) {
  const user = await pageFor('run.read');
  if (!user) return <NotForRole title={(await getTranslations('history'))('title')} />;
  const { id, name: part } = await params;
  const name = nameOf(part);
  const found = name === null ? null : await getRunTable(id, name);
  if (!found || name === null) notFound();
  const asked = (await searchParams).from;
  const from = TABS.find((tab) => tab === asked) ?? 'tables';
  return (
    <TableView
      {...oneTable(found.run, name)}
      name={name}
      events={found.events}
      at={Date.now()}
      from={from}
      putInRows={putInRows}
    />
  );
}

/** The table's name as it is in the source; null for what nobody can have written. */
function nameOf(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
