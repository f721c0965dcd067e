import { printable } from './text.ts';

/** A failure on stderr: code, sentence, remedy. */
export function sayError({ code, message, remedy }: { code: string; message: string; remedy: string }): void {
  process.stderr.write(`${code}: ${printableLines(message)}\n  → ${printableLines(remedy)}\n`);
}

/** Line ends stay, everything else that could play with the terminal is shown as what it is. */
function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n  ');
}
