import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Health, Probe } from '../../lib/data/dto/probe.ts';
import type { ProjectDetail } from '../../lib/data/dto/project.ts';
import { HealthChip } from '../state/health-chip.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';

/** The sources and targets of the project, each with its latest test. */
export function MemberLists({ project: { sources, targets } }: { project: ProjectDetail }) {
  const t = useTranslations('projects');
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel title={t('members.sources')} note={sources.length || t('none')} flush>
        {sources.length > 0 ? (
          <Things
            things={sources.map(({ id, name, path, health, lastProbe }) => ({
              href: `/sources/${id}`,
              name,
              hint: path,
              health,
              probe: lastProbe,
            }))}
          />
        ) : null}
      </Panel>
      <Panel title={t('members.targets')} note={targets.length || t('none')} flush>
        {targets.length > 0 ? (
          <Things
            things={targets.map(({ id, name, host, port, database, schema, health, lastProbe }) => ({
              href: `/targets/${id}`,
              name,
              hint: `${host}:${port}/${database} · ${schema}`,
              health,
              probe: lastProbe,
            }))}
          />
        ) : null}
      </Panel>
    </div>
  );
}

interface Thing {
  href: string;
  name: string;
  hint: string;
  health: Health;
  probe: Probe | null;
}

function Things({ things }: { things: Thing[] }) {
  return (
    <ul className="divide-y divide-line">
      {things.map(({ href, name, hint, health, probe }) => (
        <li key={href} className="relative flex items-center gap-3 px-4 py-2 hover:bg-hover">
          <span className="min-w-0 flex-1">
            <Link href={href} className="block truncate rounded-sm font-medium after:absolute after:inset-0">
              {name}
            </Link>
            <Name className="block truncate text-ink-2 text-xs" title={hint}>
              {hint}
            </Name>
          </span>
          <HealthChip health={health} probe={probe} />
        </li>
      ))}
    </ul>
  );
}
