import { builtinModules } from 'node:module';
import path from 'node:path';
import type { SourceFile } from './read.ts';
import { LAYERS, type Layer, TEST_FILES } from './rules.ts';

/** Imports that go where they may not, one sentence each. */
export function forbiddenImports(files: SourceFile[], layers: Layer[] = LAYERS): string[] {
  return files.flatMap((file) => {
    const layer = layerOf(file.path, layers);
    if (!layer) return [`${file.path} belongs to no layer: say in scripts/imports/rules.ts what it is`];
    return file.imports.flatMap((specifier) => {
      const problem = specifier.startsWith('.')
        ? problemWithFile(file, specifier, layer, layers)
        : problemWithPackage(specifier, layer, TEST_FILES.test(file.path));
      return problem ? [`${file.path} imports ${specifier}: ${problem}`] : [];
    });
  });
}

/** Circles of imports, each once, as the files on the way round. */
export function importCycles(files: SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: SourceFile, trail: string[]): void => {
    const seenAt = trail.indexOf(file.path);
    if (seenAt >= 0) cycles.push(trail.slice(seenAt));
    if (seenAt >= 0 || done.has(file.path)) return;
    for (const specifier of file.imports) {
      const next = byPath.get(resolve(file, specifier));
      if (next) visit(next, [...trail, file.path]);
    }
    done.add(file.path);
  };
  for (const file of files) visit(file, []);
  return cycles;
}

function problemWithFile(file: SourceFile, specifier: string, from: Layer, layers: Layer[]): string | null {
  const target = resolve(file, specifier);
  const to = layerOf(target, layers);
  if (!to || to === from || from.layers.includes(to.name)) return null;
  if (TEST_FILES.test(file.path)) return to.name === 'app' ? 'nothing imports app' : null;
  return `${from.name} may not import ${to.name}`;
}

function problemWithPackage(specifier: string, { name, packages }: Layer, isTest: boolean): string | null {
  if (!packages || isTest) return null;
  const allowed = packages.some((entry) =>
    /[:/]$/.test(entry)
      ? specifier.startsWith(entry)
      : specifier === entry || specifier.startsWith(`${entry}/`),
  );
  if (allowed) return null;
  const written = builtinModules.includes(specifier) ? `; write node:${specifier}` : '';
  return `${name} may import only ${packages.join(', ') || 'its own files'}${written}`;
}

function layerOf(file: string, layers: Layer[]): Layer | undefined {
  return layers.find(({ files }) => files.some((beginning) => file.startsWith(beginning)));
}

function resolve(file: SourceFile, specifier: string): string {
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file.path), specifier) : specifier;
}
