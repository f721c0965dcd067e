/** The schemas of one run in the target. */
export function stagingSchema(runId: string): string {
  return `howdah_${runId}_stage`;
}

/** Where the replaced tables wait until the run is finalised. */
export function previousSchema(runId: string): string {
  return `howdah_${runId}_before`;
}

/** Where a rollback puts the tables it takes back. */
export function withdrawnSchema(runId: string): string {
  return `howdah_${runId}_after`;
}
