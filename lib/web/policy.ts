/** Styles may stand inline (charts and dialogs position by them); scripts only with the nonce. */
export function contentSecurityPolicy(
  nonce: string,
  { https, development }: { https: boolean; development: boolean },
): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

const YEAR_SECONDS = 365 * 24 * 3600;

/** Sent where the panel is reached over https: browsers then use nothing else for it. */
export const HSTS = ['strict-transport-security', `max-age=${YEAR_SECONDS}`] as const;
