/** The environment that the worker and the web are started with. */
import path from 'node:path';
import type { Secrets } from './secrets.ts';

type Environment = NodeJS.ProcessEnv;

/** Whether the panel brings its own PostgreSQL. */
export function isEmbedded(environment: Environment): boolean {
  return !given(environment, 'DATABASE_URL');
}

/** The data folder, absolute. */
export function dataFolder(environment: Environment, root: string): string {
  return path.resolve(environment.HOWDAH_DATA || path.join(root, '.howdah'));
}

/** What a person set, and for what they did not set: our own secrets where given, the data folder always. */
export function childEnvironment(
  environment: Environment,
  dataDir: string,
  own: Secrets | null,
): Environment {
  const filled: Environment = {
    ...environment,
    NODE_ENV: 'production',
    HOWDAH_DATA: dataDir,
    NEXT_TELEMETRY_DISABLED: '1',
  };
  if (own && !given(environment, 'APP_SECRET')) filled.APP_SECRET = own.app;
  if (own && !given(environment, 'ENCRYPTION_KEY')) filled.ENCRYPTION_KEY = own.encryptionKey;
  return filled;
}

function given(environment: Environment, name: string): boolean {
  return Boolean(environment[name] || environment[`${name}_FILE`]);
}
