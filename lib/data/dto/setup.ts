/**
 * The panel before it has a user.
 *
 *   lib/data/setup.ts    getSetup(): Setup
 */

export interface Setup {
  /** False once there is a user: the page then leads to /sign-in. */
  open: boolean;
  checks: { name: 'node' | 'database' | 'worker' | 'disk' | 'key'; ok: boolean; detail: string }[];
}
