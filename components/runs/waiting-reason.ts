/** What a run waits for, as the engine says it, taken apart so that it can be said in the person's language. */
export type WaitingReason =
  | { key: 'otherRun' }
  | { key: 'target'; what: string }
  | { key: 'lock'; object: string; sessions: string }
  /** Said as it is. */
  | { key: null; text: string };

export function waitingWords(
  text: string,
  translate: (key: 'otherRun' | 'target' | 'lock', values: Record<string, string>) => string,
): string {
  const { key, ...values } = waitingReason(text);
  return key === null ? text : translate(key, values as Record<string, string>);
}

export function waitingReason(text: string): WaitingReason {
  if (text === 'another run works on this target') return { key: 'otherRun' };
  const target = /^the target to answer again: (.*)$/s.exec(text);
  if (target) return { key: 'target', what: (target[1] ?? '').replace(/\.$/, '') };
  const lock = /^(.*) is held by (.*)$/s.exec(text);
  if (lock) return { key: 'lock', object: lock[1] ?? '', sessions: lock[2] ?? '' };
  return { key: null, text };
}
