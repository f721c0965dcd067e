import { useTranslations } from 'next-intl';
import type { TargetRow } from '../../lib/data/dto/target.ts';
import { Field, Select } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';

interface SeveralTargetProps {
  targets: TargetRow[];
  target: string;
  onChange: (target: string) => void;
}

export function SeveralTarget({ targets, target, onChange }: SeveralTargetProps) {
  const t = useTranslations('projects.several');
  return (
    <Panel>
      <Field label={t('target')}>
        {(parts) => (
          <Select {...parts} value={target} onChange={(event) => onChange(event.target.value)}>
            <option value="">{t('chooseTarget')}</option>
            {targets.map((one) => (
              <option key={one.id} value={one.id}>
                {targetLabel(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Panel>
  );
}

export function targetLabel({ name, host, port, database }: TargetRow): string {
  return `${name} (${host}:${port}/${database})`;
}
