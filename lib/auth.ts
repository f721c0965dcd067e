/** Sign-in by next-auth: a signed, encrypted cookie that carries the id of a session row and nothing else. */
import NextAuth, { CredentialsSignin, type NextAuthConfig, type NextAuthResult } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { originOf } from './auth/origin.ts';
import { ABSOLUTE_SECONDS } from './auth/sessions.ts';
import { signInWithPassword } from './auth/sign-in.ts';
import { config } from './config.ts';
import { MigrationError } from './engine/errors.ts';
import { log } from './log.ts';
import { panel } from './panel.ts';

declare module 'next-auth' {
  interface Session {
    sid?: string;
  }
  interface User {
    sid?: string;
  }
}

/** What was wrong, as it can be shown; next-auth itself passes on only that it was. */
export class SignInRefused extends CredentialsSignin {
  readonly reason: MigrationError;
  constructor(reason: MigrationError) {
    super(reason.message);
    this.code = reason.code;
    this.reason = reason;
  }
}

const SESSION_ID = /^[a-z0-9]{40}$/;
const Password = z.object({ email: z.string().max(200), password: z.string().min(1).max(200) });

const credentials = Credentials({
  credentials: { email: {}, password: {} },
  authorize: async (input, request) => {
    const parsed = Password.safeParse(input);
    if (!parsed.success) return null;
    try {
      const from = originOf(request.headers);
      const { userId, sessionId } = await signInWithPassword(panel().database.prisma, parsed.data, from);
      return { id: userId, sid: sessionId };
    } catch (error) {
      throw error instanceof MigrationError ? new SignInRefused(error) : error;
    }
  },
});

/** Made at each use: reading the settings when this file is loaded would fail while the panel is built. */
function options(): NextAuthConfig {
  const { appSecret, appUrl } = config();
  return {
    secret: appSecret,
    basePath: '/api/auth',
    trustHost: true,
    useSecureCookies: appUrl.startsWith('https:'),
    session: { strategy: 'jwt', maxAge: ABSOLUTE_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [credentials],
    callbacks: {
      jwt: ({ token, user }) => (user?.sid ? { sid: user.sid } : { sid: token.sid }),
      session: ({ session, token }) => ({
        expires: session.expires,
        ...(typeof token.sid === 'string' && SESSION_ID.test(token.sid) ? { sid: token.sid } : {}),
      }),
      redirect: ({ url }) => insideUrl(url, appUrl),
    },
    events: {
      // Also where next-auth's own route is used to sign out.
      signOut: async (message) => {
        const sid = 'token' in message ? message.token?.sid : undefined;
        if (typeof sid === 'string') await panel().database.prisma.session.deleteMany({ where: { id: sid } });
      },
    },
    logger: {
      // A refused sign-in is in the audit, and no defect.
      error: (error) => {
        if (!(error instanceof CredentialsSignin)) log().error({ err: error }, 'sign-in failed');
      },
      warn: (code) => log().debug({ code }, 'next-auth'),
      debug: () => {},
    },
  };
}

/** Where to go after signing in: only ever a page of this panel. */
export function insideUrl(url: string, appUrl: string): string {
  const target = URL.canParse(url, appUrl) ? new URL(url, appUrl) : null;
  const here = new URL(appUrl);
  // The origin of blob:https://… is that of the address inside.
  return target?.origin === here.origin && target.protocol === here.protocol ? target.href : appUrl;
}

const nextAuth: NextAuthResult = NextAuth(options);
export const { handlers, auth, signIn, signOut } = nextAuth;
