import { useTranslations } from 'next-intl';
import type { ShownError } from '../../lib/data/dto/shared.ts';
import type { Finding } from '../../lib/engine/types.ts';
import { argumentsOf } from '../../lib/i18n/icu.ts';
import { usePhrase } from './use-phrase.ts';

type Params = Record<string, string | number>;
type Translate = ReturnType<typeof useTranslations<never>>;

/** The catalogue's sentence for a code, when it has one and the facts for it are there; else the one that came. */
export function byCode(t: Translate, key: string, params: Params, fallback: string): string {
  const path = key as never;
  if (!t.has(path)) return fallback;
  const known = [...argumentsOf(String(t.raw(path))).keys()].every((name) => name in params);
  return known ? t(path, params as never) : fallback;
}

export interface Told {
  message: string;
  remedy: string;
  /** The sentence as it came, when the catalogue's says less. */
  original: string | null;
}

/** Says an error in the person's language. */
export function useTell(): (error: ShownError) => Told {
  const t = useTranslations() as unknown as Translate;
  return ({ code, message: sent, remedy, params = {} }) => {
    const message = 'hidden' in params ? t('errors.valuesHidden' as never) : sent;
    const told = byCode(t, `errors.${code}.message`, params, message);
    return {
      message: told,
      remedy: byCode(t, `errors.${code}.remedy`, params, remedy),
      original: told === message || message === '' ? null : message,
    };
  };
}

/** Says a finding in the person's language, the engine's remark inside of it too. */
export function useTellFinding(): (finding: Finding) => Pick<Told, 'message' | 'remedy'> {
  const t = useTranslations() as unknown as Translate;
  const phrase = usePhrase();
  return ({ code, message, remedy, params }) => {
    const { reason } = params;
    const facts = typeof reason === 'string' ? { ...params, reason: phrase(reason) } : params;
    return {
      message: byCode(t, `findings.${code}.message`, facts, message),
      remedy: byCode(t, `findings.${code}.remedy`, facts, remedy),
    };
  };
}
