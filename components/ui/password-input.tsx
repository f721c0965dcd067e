'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { buttonStyle } from './button-style.ts';
import { Input } from './input.tsx';

/** A password that can be looked at while it is typed. */
export function PasswordInput(props: ComponentProps<'input'>) {
  const t = useTranslations('common');
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input {...props} type={shown ? 'text' : 'password'} className="pr-9 pointer-coarse:pr-12" />
      <button
        type="button"
        onClick={() => setShown(!shown)}
        aria-label={shown ? t('hidePassword') : t('showPassword')}
        className={buttonStyle({
          variant: 'ghost',
          size: 'sm',
          icon: true,
          className: 'absolute inset-y-0 right-0.5 my-auto',
        })}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </span>
  );
}
