/** SQLite tells names apart without regard to case, but only for ASCII letters: Ж and ж are two names. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}
