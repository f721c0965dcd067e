/**
 * Secrets at rest: AES-256-GCM, the key named by an id made from it, bound to the row they belong to.
 * Stored as `v1.<key id>.<iv>.<tag>.<ciphertext>`, parts in base64url.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { MigrationError } from '../engine/errors.ts';
import type { PrismaClient } from './database.ts';

interface Key {
  id: string;
  bytes: Buffer;
}

export class Secrets {
  readonly #current: Key;
  readonly #keys: Map<string, Key>;

  /** Keys of 32 bytes. `previous` ones still open what they closed; new secrets are closed with `current`. */
  constructor(current: Buffer, previous: Buffer[] = []) {
    this.#current = keyOf(current);
    this.#keys = new Map([this.#current, ...previous.map(keyOf)].map((key) => [key.id, key]));
  }

  /** `owner` says whose secret it is (`target:<id>`): elsewhere it does not open. */
  seal(plain: string, owner: string): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#current.bytes, iv).setAAD(Buffer.from(owner));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
    return ['v1', this.#current.id, ...parts].join('.');
  }

  open(sealed: string, owner: string): string {
    const [version, keyId, iv, tag, body] = sealed.split('.');
    const key = this.#keys.get(keyId ?? '');
    if (version !== 'v1' || !key || iv === undefined || tag === undefined || body === undefined) {
      throw keyError();
    }
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(iv, 'base64url'))
      .setAAD(Buffer.from(owner))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    try {
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString(
        'utf8',
      );
    } catch (cause) {
      throw keyError(cause);
    }
  }

  /** Closed with an earlier key: seal it anew. */
  isOutdated(sealed: string): boolean {
    return sealed.split('.')[1] !== this.#current.id;
  }
}

const CHECK_KEY = 'encryption-check';
const CHECK_VALUE = 'howdah';

export interface SecretsState {
  /** Stored secrets. */
  total: number;
  /** Sealed anew now, because an earlier key had closed them. */
  renewed: number;
  /** Names of targets whose password no key given opens: it has to be entered anew. */
  unopened: string[];
}

/**
 * To be called at start: fails with PNL-KEY when the keys given are not this installation's. Opens every stored secret,
 * and seals anew whatever an earlier key closed. One that does not open keeps nobody from starting: it is named.
 */
export async function checkSecrets(db: PrismaClient, secrets: Secrets): Promise<SecretsState> {
  const value = secrets.seal(CHECK_VALUE, CHECK_KEY);
  const stored = await db.setting.upsert({
    where: { key: CHECK_KEY },
    create: { key: CHECK_KEY, value },
    update: {},
  });
  if (secrets.open(stored.value, CHECK_KEY) !== CHECK_VALUE) throw keyError();
  const state: SecretsState = { total: 0, renewed: 0, unopened: [] };
  for (const { id, name, password } of await db.target.findMany({ where: { password: { not: null } } })) {
    if (password === null) continue;
    state.total += 1;
    const plain = opened(secrets, password, ownerOf(id));
    if (plain === null) state.unopened.push(name);
    else if (secrets.isOutdated(password)) {
      // Another process may do the same at this moment, or somebody may have entered a new one.
      const { count } = await db.target.updateMany({
        where: { id, password },
        data: { password: secrets.seal(plain, ownerOf(id)) },
      });
      state.renewed += count;
    }
  }
  if (secrets.isOutdated(stored.value)) {
    await db.setting.update({ where: { key: CHECK_KEY }, data: { value } });
  }
  return state;
}

function opened(secrets: Secrets, sealed: string, owner: string): string | null {
  try {
    return secrets.open(sealed, owner);
  } catch {
    return null;
  }
}

export function ownerOf(targetId: string): string {
  return `target:${targetId}`;
}

function keyOf(key: Buffer): Key {
  const bytes = Buffer.from(hkdfSync('sha256', key, '', 'howdah secrets v1', 32));
  return { id: createHash('sha256').update('id').update(bytes).digest('hex').slice(0, 8), bytes };
}

function keyError(cause?: unknown): MigrationError {
  return new MigrationError(
    'PNL-KEY',
    'The encryption key does not open the stored secrets.',
    'Start with the ENCRYPTION_KEY that they were stored with, or give it as ENCRYPTION_KEY_PREVIOUS.',
    { cause },
  );
}
