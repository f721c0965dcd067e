/** What is open to anybody, and what guards it instead of a role. Anything else has to ask for a permission. */
export const OPEN: Readonly<Record<string, string>> = {
  signIn: 'email and password, throttled by account and by address',
  setUp: 'the one-time token of the log, throttled; closed once there is an account',
  'GET /api/auth/[...nextauth]': 'Auth.js: its own checks; tells nobody of anybody else',
  'POST /api/auth/[...nextauth]':
    'Auth.js: a token of its own against other sites; the same throttled sign-in',
  'GET /livez': 'says that the process answers, and nothing else',
  'GET /readyz': 'says which part is missing, and nothing else',
  'GET /metrics': 'the bearer token METRICS_TOKEN; nothing there while that is not set',
  '/sign-in': 'a form',
  '/setup': 'checks of the machine while there is no account; afterwards it leads to sign-in',
};
