import { useTranslations } from 'next-intl';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';

const DOCS = [
  ['docs/guide-admin.md', 'admin'],
  ['docs/guide-lead.md', 'lead2'],
  ['docs/guide-support.md', 'support'],
  ['docs/operations.md', 'operations'],
  ['docs/cli.md', 'cli'],
  ['docs/overrides.md', 'overrides'],
  ['docs/faults.md', 'faults'],
] as const;

export function HelpDocs() {
  const t = useTranslations('help.docs');
  return (
    <Panel title={t('title')} flush>
      <p className="px-4 pt-3 pb-1 text-ink-2">{t('lead')}</p>
      <ul className="pb-2">
        {DOCS.map(([file, what]) => (
          <li key={file} className="flex flex-wrap gap-x-3 px-4 py-1">
            <span className="w-44 shrink-0">
              <Name>{file}</Name>
            </span>
            <span className="text-ink-2">{t(what)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
