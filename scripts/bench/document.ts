/** docs/performance.md: what a person wrote stays, what stands between two markers is written anew. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const DOCUMENT = join(import.meta.dirname, '../../docs/performance.md');
export type Section = 'comparison' | 'far-away' | 'growth' | 'pages' | 'needle';

/** @throws where the document has no such section */
export function withSection(document: string, section: Section, content: string): string {
  const [from, to] = [`<!-- bench:${section} -->`, `<!-- /bench:${section} -->`];
  const [begin, end] = [document.indexOf(from), document.indexOf(to)];
  if (begin < 0 || end < begin) throw new Error(`The document has no place for ${section}: ${from} … ${to}`);
  return `${document.slice(0, begin + from.length)}\n${content.trim()}\n${document.slice(end)}`;
}

export function writeSection(section: Section, content: string): void {
  const temporary = `${DOCUMENT}.${process.pid}.partial`;
  writeFileSync(temporary, withSection(readFileSync(DOCUMENT, 'utf8'), section, content));
  renameSync(temporary, DOCUMENT);
}

/** When and where the numbers of a section were measured. */
export function measuredOn(lines: string[]): string {
  return [`Measured on ${new Date().toISOString().slice(0, 10)}.`, ...lines].join(' ');
}
