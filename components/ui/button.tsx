'use client';

import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { type ComponentProps, type MouseEvent, useId, useState } from 'react';
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style.ts';
import { Tooltip } from './tooltip.tsx';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Square, for an icon alone: give it an aria-label. */
  icon?: boolean;
  /** At work: takes no clicks and turns. */
  pending?: boolean;
  /** Why it cannot be used now. Such a button stays reachable, so that the reason can be read. */
  disabledReason?: string | null;
}

export function Button(props: ButtonProps) {
  const { variant, size, icon, pending = false, disabledReason, className, children, ...rest } = props;
  const { onClick, type = 'button', ...attributes } = rest;
  const [open, setOpen] = useState(false);
  const reasonId = useId();
  const blocked = pending || Boolean(disabledReason);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (!blocked) return onClick?.(event);
    event.preventDefault();
    // A finger cannot hover: its tap shows the reason.
    setTimeout(() => setOpen(true));
  };
  const button = (
    <button
      {...attributes}
      type={type}
      aria-disabled={blocked || undefined}
      aria-busy={pending || undefined}
      aria-describedby={disabledReason ? reasonId : attributes['aria-describedby']}
      onClick={press}
      className={buttonStyle({ variant, size, icon, className })}
    >
      {pending ? <LoaderCircle aria-hidden className="size-3.5 animate-spin" /> : null}
      {pending && icon ? null : children}
    </button>
  );
  if (!disabledReason) return button;
  return (
    <>
      <Tooltip content={disabledReason} open={open} onOpenChange={setOpen}>
        {button}
      </Tooltip>
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  );
}

interface ButtonLinkProps extends ComponentProps<typeof Link> {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** Leads to a page; a button does something. */
export function ButtonLink({ variant, size, className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={buttonStyle({ variant, size, className })} />;
}
