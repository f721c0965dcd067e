import type { PanelActions } from '../../lib/data/action-types.ts';

/** A whole new page: nothing of what was shown stays in memory. */
export async function leave(signOut: PanelActions['signOut']): Promise<void> {
  await signOut();
  location.assign('/sign-in');
}
