'use client';

import { useTranslations } from 'next-intl';
import type { Role } from '../../lib/data/dto/person.ts';
import { RadioGroup } from '../ui/field.tsx';

const ROLES = ['support', 'lead', 'admin'] as const satisfies readonly Role[];

/** The three roles, each with what it may do. */
export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const t = useTranslations('settings.people');
  const roles = useTranslations('roles');
  const hints = useTranslations('roleHints');
  return (
    <RadioGroup
      legend={t('role')}
      value={value}
      onChange={onChange}
      cards={ROLES.map((role) => ({ value: role, label: roles(role), hint: hints(role) }))}
    />
  );
}
