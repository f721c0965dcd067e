import { redirect } from 'next/navigation';

/** Runs have one list: the history. */
export default function RunsPage() {
  redirect('/history');
}
