import { useTranslations } from 'next-intl';
import type { TargetDetail } from '../../lib/data/dto/target.ts';
import { Facts } from '../ui/facts.tsx';
import { Bytes } from '../ui/figures.tsx';
import { Name } from '../ui/name.tsx';
import { Panel } from '../ui/panel.tsx';
import { ExactTime } from '../ui/time.tsx';

export function TargetFacts({ target }: { target: TargetDetail }) {
  const t = useTranslations('targets');
  const form = useTranslations('targets.form');
  const tls = useTranslations('targets.tls');
  return (
    <Panel title={t('facts')}>
      <Facts
        className="-my-2"
        items={[
          { label: form('host'), value: <Name>{`${target.host}:${target.port}`}</Name> },
          { label: form('database'), value: <Name>{target.database}</Name> },
          { label: form('schema'), value: <Name>{target.schema}</Name> },
          { label: form('user'), value: <Name>{target.user}</Name> },
          { label: form('password'), value: t(target.hasPassword ? 'passwordStored' : 'passwordNone') },
          { label: form('tls'), value: tls(target.tls) },
          { label: t('version'), value: target.version ? `PostgreSQL ${target.version}` : '—' },
          { label: t('size'), value: <Bytes value={target.databaseBytes} /> },
          {
            label: t('added'),
            value: (
              <>
                <ExactTime at={target.createdAt} />
                {target.createdBy ? ` · ${target.createdBy.name}` : null}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}
