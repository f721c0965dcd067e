'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, type ReactNode, useId } from 'react';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { Field, type FieldParts } from '../ui/field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Look } from './use-look.ts';

interface ConfirmSheetProps {
  title: string;
  lead: string;
  cancel: string;
  doIt: string;
  look: Look;
  /** Why the look failed once it was asked for. */
  failed: ShownError | null;
  /** What would be done; null until it was looked at. */
  preview: ReactNode;
  /** What is asked besides the name. */
  children?: ReactNode;
  /** The target's, which must be typed. */
  name: string;
  nameWrong: boolean;
  nameInput: (parts: FieldParts) => ReactNode;
  pending: boolean;
  refused: ShownError | null;
  onSubmit: ComponentProps<'form'>['onSubmit'];
}

/** Before something grave is done to a target: what it would do, and the target's name typed. */
export function ConfirmSheet(props: ConfirmSheetProps) {
  const { look, preview, children, name, nameWrong, nameInput, refused } = props;
  const t = useTranslations('rollback');
  const formId = useId();
  const failure = look.error ?? props.failed;
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && look.close()}
      title={props.title}
      description={props.lead}
      footer={
        <>
          <Button onClick={look.close}>{props.cancel}</Button>
          <Button
            variant="danger"
            type="submit"
            form={formId}
            pending={props.pending}
            disabledReason={failure ? t('lookFailed') : preview ? null : t('looking')}
          >
            {props.doIt}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={props.onSubmit} noValidate className="grid gap-4">
        {failure ? (
          <ErrorPanel
            error={failure}
            title={t('lookFailed')}
            fresh
            actions={
              <Button size="sm" onClick={look.again}>
                {t('lookAgain')}
              </Button>
            }
          />
        ) : (
          (preview ?? (
            <div role="status">
              <p className="mb-2 text-ink-2 text-sm">{t('looking')}</p>
              <Skeleton className="h-24" />
            </div>
          ))
        )}
        {children}
        <Field
          label={t('confirm')}
          hint={t('confirmHint', { name })}
          error={nameWrong ? t('nameWrong') : null}
        >
          {nameInput}
        </Field>
        {refused ? <ErrorPanel error={refused} fresh /> : null}
      </form>
    </Sheet>
  );
}
