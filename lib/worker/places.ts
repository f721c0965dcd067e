/** Rows of the store as the engine takes them: a checked path, a target with its password opened. */
import type { TargetConfig } from '../engine/target/config.ts';
import type { Source, Target } from '../store/generated/client.ts';
import { pathInside } from '../store/source-path.ts';
import { openTarget } from '../store/target-config.ts';
import type { WorkerContext } from './context.ts';

/** Checked again at each use: a link may have been moved since it was registered. Throws SRC-OUTSIDE. */
export function sourcePath(
  { folders }: WorkerContext,
  source: Pick<Source, 'kind' | 'path'>,
): Promise<string> {
  const roots = {
    path: folders.sourceRoots,
    upload: [folders.uploads],
    sample: [folders.samples],
  }[source.kind];
  return pathInside(source.path, roots);
}

/** Holds the password: never log it. */
export function targetConfig({ secrets }: WorkerContext, target: Target): TargetConfig {
  return openTarget(secrets, target);
}
