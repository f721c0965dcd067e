import path from 'node:path';
import { step } from './say.mjs';

/** About the command that a person gave, not about what is installed here. */
const NOT_OURS = /^npm_config_(global|location|prefix|workspaces?|omit|include)$/i;

/**
 * Runs npm as a step, under the given Node: npm leaves out optional packages that do not fit the one it runs under.
 *
 * @param {string} what
 * @param {string[]} args
 * @param {{ cwd: string, node: string }} where
 */
export async function npm(what, args, { cwd, node }) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const inherited = Object.entries(process.env).filter(([name]) => !NOT_OURS.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
  };
  const cli = process.env.npm_execpath;
  if (cli && path.basename(cli) === 'npm-cli.js') {
    await step(what, node, [cli, ...args, ...quiet], { cwd, env });
  } else {
    await step(what, 'npm', [...args, ...quiet], { cwd, env, shell: process.platform === 'win32' });
  }
}
