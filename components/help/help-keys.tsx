import { useTranslations } from 'next-intl';
import { Panel } from '../ui/panel.tsx';

const KEYS = [
  { what: 'palette', keys: ['⌘ K', 'Ctrl K'] },
  { what: 'tab', keys: ['Tab', '⇧ Tab'] },
  { what: 'move', keys: ['↑', '↓', '←', '→'] },
  { what: 'choose', keys: ['Enter', 'Space'] },
  { what: 'close', keys: ['Esc'] },
  { what: 'find', keys: ['/'] },
] as const;

export function HelpKeys() {
  const t = useTranslations('help.keys');
  return (
    <Panel title={t('title')} flush>
      <dl className="divide-y divide-line">
        {KEYS.map(({ what, keys }) => (
          <div key={what} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <dt className="w-36 shrink-0">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="mr-1.5 rounded-sm border border-line-strong bg-sunk px-1.5 py-px font-sans text-xs"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="min-w-0 flex-1 basis-48 text-ink-2">{t(what)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
