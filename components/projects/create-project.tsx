'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PanelActions } from '../../lib/data/action-types.ts';
import { useAsked } from '../shell/use-asked.ts';
import { Button } from '../ui/button.tsx';
import { useAction } from '../ui/use-action.ts';
import { ProjectForm } from './project-form.tsx';

interface CreateProjectProps {
  primary: boolean;
  createProject: PanelActions['createProject'];
}

export function CreateProject({ primary, createProject }: CreateProjectProps) {
  const t = useTranslations('projects');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { run, pending, error } = useAction(createProject);
  useAsked('create', () => setOpen(true));
  return (
    <>
      <Button variant={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {t('new')}
      </Button>
      {open ? (
        <ProjectForm
          title={t('new')}
          confirm={t('form.create')}
          open
          onOpenChange={setOpen}
          initial={{ name: '', note: '', concurrency: 2 }}
          withConcurrency={false}
          {...{ pending, error }}
          onSubmit={async ({ name, note }) => {
            const created = await run({ name, note });
            if (created) router.push(`/projects/${created.data.id}`);
          }}
        />
      ) : null}
    </>
  );
}
