import { useTranslations } from 'next-intl';
import type { UserRow } from '../../lib/data/dto/person.ts';
import { Chip } from '../ui/chip.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, Td, Th } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { type PeopleActions, PersonMenu } from './person-menu.tsx';

export function PeopleTable({ people, actions }: { people: UserRow[]; actions: PeopleActions }) {
  const t = useTranslations('settings.people');
  const roles = useTranslations('roles');
  const common = useTranslations('common');
  return (
    <Panel flush>
      <Table>
        <thead>
          <tr>
            <Th>{t('person')}</Th>
            <Th>{t('role')}</Th>
            <Th className="hidden md:table-cell">{t('state')}</Th>
            <Th className="hidden sm:table-cell">{t('lastSignIn')}</Th>
            <Th numeric className="hidden md:table-cell">
              {t('sessions')}
            </Th>
            <Th>
              <span className="sr-only">{t('actionsFor', { name: '' })}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id} className={person.disabled ? 'text-ink-3' : undefined}>
              <Td className="max-w-40 sm:max-w-none">
                <p className="truncate font-medium">
                  {person.name}
                  {person.you ? (
                    <span className="ml-1.5 font-normal text-ink-3 text-xs">{t('you')}</span>
                  ) : null}
                </p>
                <p className="truncate text-ink-2 text-sm">{person.email}</p>
              </Td>
              <Td>{roles(person.role)}</Td>
              <Td className="hidden md:table-cell">
                <Chip tone={person.disabled ? 'neutral' : 'good'}>
                  {t(person.disabled ? 'disabled' : 'active')}
                </Chip>
              </Td>
              <Td className="hidden text-ink-2 sm:table-cell">
                {person.lastSignInAt ? <RelativeTime at={person.lastSignInAt} /> : common('never')}
              </Td>
              <Td numeric className="hidden md:table-cell">
                {person.sessions}
              </Td>
              <Td className="w-10 text-right">
                <PersonMenu person={person} actions={actions} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
