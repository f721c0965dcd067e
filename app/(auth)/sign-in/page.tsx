import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SignInForm } from '../../../components/auth/sign-in-form.tsx';
import { currentUser } from '../../../lib/data/session.ts';
import { getSetup } from '../../../lib/data/setup.ts';
import { signIn } from '../actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('signIn') };
}

export default async function SignInPage() {
  if (await currentUser()) redirect('/');
  const { open } = await getSetup();
  if (open) redirect('/setup');
  return <SignInForm signIn={signIn} />;
}
