/** What `npm run recover` can do: accounts, the encryption key, the audit's chain. */
import { recoverPassword, recoverRole } from '../../lib/auth/recover.ts';
import type { Config } from '../../lib/config.ts';
import { RoleInput } from '../../lib/data/inputs.ts';
import { writeAudit } from '../../lib/store/audit.ts';
import { type ChainHead, verifyChain } from '../../lib/store/audit-chain.ts';
import type { PrismaClient } from '../../lib/store/database.ts';
import { checkSecrets, Secrets } from '../../lib/store/secrets.ts';

export const USAGE = `Usage: npm run recover -- password EMAIL
       npm run recover -- role EMAIL admin|lead|support
       npm run recover -- rotate-keys
       npm run recover -- verify-audit [HEAD]
`;

interface Setting {
  db: PrismaClient;
  /** Read only by who needs it: for a new password nobody has to have the keys at hand. */
  config: () => Pick<Config, 'encryption'>;
}

export interface Answer {
  text: string;
  /** Whether everything is as it should be. */
  good: boolean;
}

type Command = (setting: Setting) => Promise<Answer>;

/** The command of these arguments; null where there is none. */
export function commandOf([what, first, second]: string[]): Command | null {
  if (what === 'password' && first) return ({ db }) => newPassword(db, first);
  const role = RoleInput.safeParse(second);
  if (what === 'role' && first && role.success) return ({ db }) => newRole(db, first, role.data);
  if (what === 'rotate-keys' && first === undefined) return rotateKeys;
  if (what !== 'verify-audit') return null;
  const head = first === undefined ? null : headOf(first);
  return head === undefined ? null : ({ db }) => verifyAudit(db, head);
}

async function newPassword(db: PrismaClient, email: string): Promise<Answer> {
  const { password } = await recoverPassword(db, email);
  return { text: `New password of ${email}: ${password}\nChange it after signing in.`, good: true };
}

async function newRole(db: PrismaClient, email: string, role: 'admin' | 'lead' | 'support'): Promise<Answer> {
  await recoverRole(db, email, role);
  return { text: `${email} is ${role} now.`, good: true };
}

/** What every start does too; this says how many there were, and whether the earlier key may go. */
async function rotateKeys({ db, config }: Setting): Promise<Answer> {
  const { current, previous } = config().encryption;
  const { total, renewed, unopened } = await checkSecrets(db, new Secrets(current, previous));
  await writeAudit(db, {
    action: 'secrets.rotate',
    outcome: unopened.length > 0 ? 'failed' : 'done',
    address: 'command line',
    detail: { total, renewed, unopened: unopened.length },
  });
  const said = `${total} stored passwords, ${renewed} sealed anew with the current key.`;
  if (unopened.length === 0) {
    return { text: `${said}\nAll open with ENCRYPTION_KEY; ENCRYPTION_KEY_PREVIOUS may go.`, good: true };
  }
  const names = unopened.map((name) => `  ${name}`).join('\n');
  return {
    text: `${said}\nNo key given opens those of these targets:\n${names}\nGive the key that closed them in ENCRYPTION_KEY_PREVIOUS, or enter them anew in the panel.`,
    good: false,
  };
}

const BROKEN = {
  missing: 'it is not there any more.',
  changed: 'it is not as it was written, or one before it is not.',
  head: 'the chain is not the one that this head was taken from.',
} as const;

async function verifyAudit(db: PrismaClient, expected: ChainHead | null): Promise<Answer> {
  const { head, brokenAt, why } = await verifyChain(db, { expected });
  if (brokenAt !== null && why !== null) {
    return { text: `The audit is broken at entry ${brokenAt}: ${BROKEN[why]}`, good: false };
  }
  if (!head) return { text: 'The audit has no entries yet.', good: true };
  return {
    text: `The audit is whole up to entry ${head.seq}.\nHead: ${head.seq}:${head.hash}\nKeep the head elsewhere, and give it to this command later.`,
    good: true,
  };
}

/** Undefined for what is no head. */
function headOf(text: string): ChainHead | undefined {
  const found = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text);
  return found ? { seq: Number(found[1]), hash: found[2] ?? '' } : undefined;
}
