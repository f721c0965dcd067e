'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { buttonStyle } from './button-style.ts';
import { copyText } from './copy-text.ts';

/** Copies `text`; says so by a tick and to a screen reader. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTranslations('common');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(text));
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={label ? undefined : t('copy')}
      className={buttonStyle({ variant: 'ghost', size: 'sm', icon: !label })}
    >
      <Icon aria-hidden className={copied ? 'size-3.5 text-good' : 'size-3.5'} />
      {label}
      <span aria-live="polite" className="sr-only">
        {copied ? t('copied') : ''}
      </span>
    </button>
  );
}
