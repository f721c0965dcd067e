import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('no more at once than there are turns, by the order of coming, some ahead of the others', async () => {
  const turns = new Turns(2);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const come = (name: string, ahead = false) =>
    turns.take(
      async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
      },
      { ahead },
    );
  const all = [come('a'), come('b'), come('c'), come('d'), come('first', true), come('second', true)];
  expect(begun).toEqual(['a', 'b']);
  for (const [name, next] of Object.entries({ a: 'first', b: 'second', first: 'c', second: 'd' })) {
    ends.get(name)?.();
    await expect.poll(() => begun.at(-1)).toBe(next);
  }
  ends.get('c')?.();
  ends.get('d')?.();
  await Promise.all(all);
  expect(begun).toEqual(['a', 'b', 'first', 'second', 'c', 'd']);
});

test('who fails gives the turn on', async () => {
  const turns = new Turns(1);
  await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(turns.take(async () => 'next')).resolves.toBe('next');
});
