import { useTranslations } from 'next-intl';
import { phraseOf } from '../../lib/i18n/phrases.ts';
import { useFormat } from './format.ts';

type Translate = ReturnType<typeof useTranslations<never>>;

/** Says a remark of the engine in the person's language; one that is not known stays as it came. */
export function usePhrase(): (remark: string) => string {
  const t = useTranslations('phrases') as unknown as Translate;
  const format = useFormat();
  const say = (remark: string): string => {
    const phrase = phraseOf(remark);
    if (!phrase) return remark;
    const { bytes, reason } = phrase.facts;
    const facts = {
      ...phrase.facts,
      ...(typeof bytes === 'number' ? { bytes: format.bytes(bytes) } : {}),
      ...(typeof reason === 'string' ? { reason: say(reason) } : {}),
    };
    return t(phrase.key as never, facts as never);
  };
  return say;
}
