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

/**
 * To be called at start: fails with PNL-KEY when the keys given do not open what is stored,
 * and seals anew whatever an earlier key closed. Answers how many secrets were sealed anew.
 */
export async function checkSecrets(db: PrismaClient, secrets: Secrets): Promise<number> {
  const value = secrets.seal(CHECK_VALUE, CHECK_KEY);
  const stored = await db.setting.upsert({
    where: { key: CHECK_KEY },
    create: { key: CHECK_KEY, value },
    update: {},
  });
  if (secrets.open(stored.value, CHECK_KEY) !== CHECK_VALUE) throw keyError();
  let renewed = 0;
  for (const target of await db.target.findMany({ where: { password: { not: null } } })) {
    if (target.password === null || !secrets.isOutdated(target.password)) continue;
    const password = secrets.seal(secrets.open(target.password, ownerOf(target.id)), ownerOf(target.id));
    await db.target.update({ where: { id: target.id, password: target.password }, data: { password } });
    renewed += 1;
  }
  if (secrets.isOutdated(stored.value)) {
    await db.setting.update({ where: { key: CHECK_KEY }, data: { value } });
  }
  return renewed;
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
