import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

export interface Crumb {
  label: ReactNode;
  href: string;
}

interface PageHeaderProps {
  crumbs?: Crumb[];
  title: ReactNode;
  /** States, right after the title. */
  chips?: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  actions?: ReactNode;
}

/** Where one is, what this is, what can be done. */
export function PageHeader({ crumbs = [], title, chips, description, actions }: PageHeaderProps) {
  const t = useTranslations('shell');
  return (
    <header className="mb-5">
      {crumbs.length > 0 ? (
        <nav aria-label={t('breadcrumbs')} className="mb-1 lg:-mt-7 lg:mr-44 lg:flex lg:h-7 lg:items-center">
          <ol className="flex flex-wrap items-center gap-1 text-ink-3 text-xs">
            {crumbs.map((crumb) => (
              <li key={crumb.href} className="flex min-w-0 items-center gap-1">
                <Link href={crumb.href} className="truncate rounded-sm py-0.5 hover:text-ink hover:underline">
                  {crumb.label}
                </Link>
                <ChevronRight aria-hidden className="size-3 shrink-0" />
              </li>
            ))}
          </ol>
        </nav>
      ) : null}
      <div className="flex flex-wrap items-start gap-x-2 gap-y-3 sm:gap-x-4">
        <div className="min-w-0 flex-1 basis-64 max-sm:basis-[calc(100%-3.5rem)]">
          <div className="flex min-h-8 flex-wrap items-center gap-x-2.5 gap-y-1.5">
            <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{title}</h1>
            {chips}
          </div>
          {description ? <p className="mt-0.5 max-w-prose text-ink-2">{description}</p> : null}
        </div>
        {actions ? (
          // On a phone a menu (`data-more`) stands beside the title, and the buttons in lines of their own under both.
          <div className="flex flex-wrap items-center gap-2 max-sm:contents max-sm:[&>*]:order-1 max-sm:[&>[data-more]]:order-none">
            {actions}
          </div>
        ) : null}
      </div>
    </header>
  );
}
