import { createFormatter, createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../lib/engine/events.ts';
import type { WaitingReason } from '../../lib/engine/waiting.ts';
import en from '../../messages/en.json' with { type: 'json' };
import ru from '../../messages/ru.json' with { type: 'json' };
import { formatOf } from '../ui/format.ts';
import { type EventTools, eventWords, waitingWords } from './event-words.ts';

function tools(locale: 'en' | 'ru'): EventTools {
  const messages = locale === 'en' ? en : (ru as unknown as typeof en);
  const of = (namespace: string) => createTranslator({ locale, messages, namespace } as never) as never;
  return {
    runs: of('runs'),
    stages: of('stages'),
    runStatus: of('runStatus'),
    tableState: of('tableState'),
    all: createTranslator({ locale, messages }) as never,
    format: formatOf(createFormatter({ locale, timeZone: 'UTC' }), of('units')),
  };
}

const holder = { pid: 12, who: 'psql', state: 'idle in transaction', seconds: 94 };

test('what holds a run up is said in both languages, by its facts', () => {
  const lock: WaitingReason = { kind: 'lock', object: 'orders', holders: [holder] };
  expect(waitingWords(lock, tools('en'))).toBe(
    'orders, which is held by psql (pid 12, idle in transaction, for 1 min 34 s)',
  );
  expect(waitingWords(lock, tools('ru'))).toContain('psql (pid 12, idle in transaction, уже 1 мин 34 с)');
  expect(waitingWords({ kind: 'lock', object: null, holders: [] }, tools('en'))).toBe('a lock in the target');
  expect(waitingWords({ kind: 'lock', object: 't', holders: [] }, tools('en'))).toBe(
    'a lock on t in the target',
  );
  expect(waitingWords({ kind: 'other-run' }, tools('en'))).toBe('another run that works on this target');
  expect(waitingWords({ kind: 'target-away', code: '', message: 'It is gone.' }, tools('en'))).toBe(
    'the target to answer again (It is gone)',
  );
  expect(waitingWords({ kind: 'connections', message: 'x' }, tools('ru'))).toMatch(
    /^свободное соединение с целевой базой \(/,
  );
  expect(waitingWords({ kind: 'words', text: 'as it was' }, tools('ru'))).toBe('as it was');
});

test('an event stored with a sentence is read like one with facts', () => {
  const event: RunEvent = { type: 'waiting', reason: 'another run works on this target', at: 1 };
  expect(eventWords(event, tools('ru'))).toBe('Ждёт: другой запуск, который работает с этой целевой базой');
  expect(eventWords({ type: 'waiting', reason: null, at: 1 }, tools('en'))).toBe('Goes on');
});
