import { expectTypeOf, test, vi } from 'vitest';
import type { PanelActions } from '../lib/data/action-types.ts';

vi.mock('../lib/auth.ts', () => ({ signIn: () => {}, signOut: () => {}, SignInRefused: class {} }));
vi.mock('next/headers', () => ({ headers: () => {}, cookies: () => {} }));
vi.mock('next/cache', () => ({ revalidatePath: () => {} }));

test('the actions take and answer what action-types.ts says (checked by the compiler)', async () => {
  const actions = {
    ...(await import('./(auth)/actions.ts')),
    ...(await import('./(panel)/actions.ts')),
    ...(await import('./(panel)/projects/actions.ts')),
    ...(await import('./(panel)/sources/actions.ts')),
    ...(await import('./(panel)/targets/actions.ts')),
    ...(await import('./(panel)/migrations/actions.ts')),
    ...(await import('./(panel)/runs/actions.ts')),
    ...(await import('./(panel)/settings/people/actions.ts')),
  };
  expectTypeOf(actions).toMatchTypeOf<PanelActions>();
});
