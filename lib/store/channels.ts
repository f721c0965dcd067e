/** NOTIFY channels of the panel's database. Payloads are ids only: who listens reads the rows. */

/** `<runId> <seq>`: events were appended, or something else of the run changed (then without seq). */
export const RUN_CHANNEL = 'howdah_run';
/** `<runId>`: somebody asked for something; the worker that holds the run looks at its row. */
export const INTENT_CHANNEL = 'howdah_intent';
/** `<probeId>`: a probe's state changed. */
export const PROBE_CHANNEL = 'howdah_probe';
