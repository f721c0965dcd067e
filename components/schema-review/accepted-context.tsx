'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { ActionResult, PanelActions } from '../../lib/data/action-types.ts';
import type { AcceptedFinding, MigrationDetail } from '../../lib/data/dto/migration.ts';
import type { Finding } from '../../lib/engine/types.ts';

export interface Acceptances {
  accepted: ReadonlyMap<Finding, AcceptedFinding>;
  allowed: boolean;
  accept(finding: Finding, reason: string): Promise<ActionResult<null>>;
  withdraw(finding: Finding): Promise<ActionResult<null>>;
}

const Context = createContext<Acceptances | null>(null);

/** Null where findings are only shown. */
export function useAcceptances(): Acceptances | null {
  return useContext(Context);
}

interface AcceptedProviderProps {
  migration: Pick<MigrationDetail, 'id' | 'plan' | 'planRun' | 'accepted' | 'permissions'>;
  actions: Pick<PanelActions, 'acceptFinding' | 'withdrawAcceptance'>;
  children: ReactNode;
}

/** Which warnings of the plan somebody took upon them, and the way to do so. */
export function AcceptedProvider({ migration, actions, children }: AcceptedProviderProps) {
  const { id, plan, planRun, accepted, permissions } = migration;
  const value = useMemo((): Acceptances | null => {
    if (!plan || !planRun) return null;
    const { findings } = plan;
    const placed = accepted.flatMap((one) => {
      const finding = findings[one.finding];
      return finding ? [[finding, one] as const] : [];
    });
    const asked = (finding: Finding) => ({ id, planRun: planRun.id, finding: findings.indexOf(finding) });
    return {
      accepted: new Map(placed),
      allowed: permissions.accept.allowed,
      accept: (finding, reason) => actions.acceptFinding({ ...asked(finding), reason }),
      withdraw: (finding) => actions.withdrawAcceptance(asked(finding)),
    };
  }, [id, plan, planRun, accepted, permissions, actions]);
  return <Context value={value}>{children}</Context>;
}
