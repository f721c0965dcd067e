import type { ShownError } from '../../lib/data/dto/shared.ts';
import { usePhrase } from '../ui/use-phrase.ts';

/** What the engine says of a choice, and what would do: without the place, which is where it is shown. */
export function useProblem(): (error: ShownError) => string {
  const phrase = usePhrase();
  return ({ message, remedy }) => `${phrase(message.replace(/^Overrides, at .*?: /s, ''))} ${phrase(remedy)}`;
}
