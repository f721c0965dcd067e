import { type Command, CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { CONTESTANT_NAMES } from './contestants/index.ts';
import type { Common, Comparing } from './options.ts';
import { makeProgram } from './program.ts';
import { SHAPE_NAMES } from './shapes/index.ts';

/** Which command is called, and with what. */
async function parsed(...args: string[]): Promise<[string, Comparing | Common]> {
  let called: [string, Comparing | Common] = ['nothing', { runs: 0 }];
  const note = (name: string) => async (chosen: Comparing | Common) => {
    called = [name, chosen];
  };
  const program = makeProgram({ compare: note('compare'), needle: note('needle'), pages: note('pages') });
  for (const command of [program, ...program.commands]) quiet(command);
  await program.parseAsync(args, { from: 'user' });
  return called;
}

function quiet(command: Command): void {
  command.configureOutput({ writeErr: () => {} }).exitOverride();
}

test('without options everything takes part', async () => {
  expect(await parsed()).toEqual(['compare', { runs: 3, only: CONTESTANT_NAMES, shapes: SHAPE_NAMES }]);
});

test('what is asked for is what is run', async () => {
  const [name, chosen] = await parsed('--rows', '100k', '--runs', '5', '--only', 'floor,howdah', '--growth');
  expect(name).toBe('compare');
  expect(chosen).toMatchObject({ rows: 1e5, runs: 5, only: ['floor', 'howdah'], growth: true });
});

test('the options of a command are its own', async () => {
  expect(await parsed('needle', '--rows', '1m', '--write')).toEqual([
    'needle',
    { rows: 1e6, runs: 3, write: true },
  ]);
  expect((await parsed('pages', '--rows', '2m'))[0]).toBe('pages');
});

test.each([
  [['--runs', '0'], 'from 1 to 50'],
  [['--rows', 'all'], 'from 100 to 1000m'],
  [['--shapes', 'round'], 'There is no "round"'],
  [['--target', 'mysql://me:hush@host/db'], 'postgres://user:password@host'],
  [['--json', '/no/such/folder/x.json'], '/no/such/folder is missing'],
  [['pages', '--target', 'postgres://h/db'], 'unknown option'],
])('%j is refused with what would be right', async (args, said) => {
  const error = await parsed(...args).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(CommanderError);
  expect((error as CommanderError).message).toContain(said);
});
