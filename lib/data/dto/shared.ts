/**
 * What the pages are given: plain data, safe in a browser, never a secret. Every time is Unix milliseconds.
 * One file a topic; each says which functions pages (server components) call for it and what the browser fetches
 * (same cookies; JSON). The functions redirect nobody-at-all to /sign-in and throw PanelError PNL-ROLE where the
 * role may not read. Server actions and their inputs: ../action-types.ts and ../inputs.ts.
 *
 * Here: what every topic uses.
 */

/** A person or thing named where it is not the subject. */
export interface Ref {
  id: string;
  name: string;
}

/** A failure as it is shown: translate by code with params, fall back to the English message and remedy. */
export interface ShownError {
  code: string;
  message: string;
  remedy: string;
  params?: Record<string, string | number>;
}
