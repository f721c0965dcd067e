/** The project's source files and what each imports, as a parser sees it: types and re-exports included. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

export interface SourceFile {
  /** From the project's folder, with `/`. */
  path: string;
  /** Specifiers as written. */
  imports: string[];
}

const FOLDERS = '{app,components,lib,scripts,e2e}/**/*.{ts,tsx,mts,mjs}';

export function readProject(root: string): SourceFile[] {
  const files = globSync([FOLDERS, '*.{ts,js,mjs}'], { cwd: root }).filter(
    (file) => !file.startsWith('lib/store/generated/') && !file.endsWith('.d.ts'),
  );
  return files.sort().map((file) => parseFile(file, readFileSync(path.join(root, file), 'utf8')));
}

export function parseFile(file: string, text: string): SourceFile {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const literal = ({ start, end }: { start: number; end: number }) =>
    /^(['"`])([^'"`$]*)\1$/.exec(text.slice(start, end))?.[2];
  const imports = [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value)),
    ...module.dynamicImports.map((call) => literal(call.moduleRequest)),
  ];
  return { path: file, imports: [...new Set(imports.filter((specifier) => specifier !== undefined))] };
}
