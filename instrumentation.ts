/** Called by Next once before the server answers. */
export async function register(): Promise<void> {
  // Replaced by Next when it builds.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  // Next also calls it while it builds, where there is nothing to serve yet.
  if (process.env.NEXT_PHASE === 'phase-production-build') return;
  const { startWebProcess } = await import('./lib/web/process.ts');
  await startWebProcess();
}
