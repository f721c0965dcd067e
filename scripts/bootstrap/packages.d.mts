export interface LockEntry {
  version?: string;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}
interface Lock {
  packages: Record<string, LockEntry>;
}
export function lockIsSatisfied(lock: Lock, installed: Lock): boolean;
