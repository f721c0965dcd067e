import { ArrowLeftRight, CircleCheck, CircleMinus, type LucideIcon } from 'lucide-react';
import type { ObjectPlan } from '../../lib/engine/types.ts';
import type { Tone } from '../ui/chip.tsx';

export const OBJECT_LOOKS: Record<ObjectPlan['outcome'], { tone: Tone; icon: LucideIcon }> = {
  migrated: { tone: 'good', icon: CircleCheck },
  adapted: { tone: 'neutral', icon: ArrowLeftRight },
  'left-out': { tone: 'attention', icon: CircleMinus },
};
