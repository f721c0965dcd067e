/** SQLite tells names apart without regard to case, but only for ASCII letters: Ж and ж are two names. */
export function foldName(name: string): string {
  return !/[A-Z]/.test(name) ? name : name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function sameName(a: string, b: string): boolean {
  return a === b || (a.length === b.length && foldName(a) === foldName(b));
}
