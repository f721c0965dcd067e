/** A stored target as the engine takes it. */
import { TargetConfig } from '../engine/target/config.ts';
import type { Target } from './generated/client.ts';
import { ownerOf, type Secrets } from './secrets.ts';

/** Holds the password: never log it. */
export function openTarget(secrets: Secrets, target: Target): TargetConfig {
  const { host, port, database, user, tls } = target;
  const password = target.password === null ? '' : secrets.open(target.password, ownerOf(target.id));
  return TargetConfig.parse({ host, port, database, user, tls, password });
}
