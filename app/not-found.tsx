import { NothingHere } from '../components/shell/nothing-here.tsx';

export default function NotFound() {
  return (
    <main id="content" className="grid min-h-dvh content-center">
      <NothingHere />
    </main>
  );
}
