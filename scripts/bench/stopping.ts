/** What was begun is undone, however it ends: at the end of the work, by a failure or by Ctrl-C. */

export interface Scene {
  signal: AbortSignal;
  /** Done at the end, the last first. */
  undo(step: () => Promise<void> | void): void;
}

/** Gives the work a scene and clears it afterwards. Resolves with the status to end with. */
export async function onStage(work: (scene: Scene) => Promise<void>): Promise<number> {
  const abort = new AbortController();
  const steps: (() => Promise<void> | void)[] = [];
  // More than once: a Ctrl-C comes from the terminal and again from each process above this one.
  const stop = () => {
    if (!abort.signal.aborted) process.stderr.write('\nStopping: clearing away what was begun …\n');
    abort.abort(new Error('stopped'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
  try {
    await work({ signal: abort.signal, undo: (step) => steps.push(step) });
    return 0;
  } catch (error) {
    if (abort.signal.aborted) return 130;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    for (const step of steps.reverse()) await attempt(step);
  }
}

/** A step that fails must not keep the others from being done. */
async function attempt(step: () => Promise<void> | void): Promise<void> {
  try {
    await step();
  } catch (error) {
    process.stderr.write(`Not cleared away: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
