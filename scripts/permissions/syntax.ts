/** The little of a syntax tree that is asked about: what a file exports, and which calls stand where. */
import { parseSync } from 'vite';

/** A node as the parser gives it: its type, and whatever else it has. */
export interface Node {
  type: string;
  [name: string]: unknown;
}

export function parse(file: string, text: string): Node[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be read: ${errors[0]?.message}`);
  return program.body as unknown as Node[];
}

export interface Export {
  name: string;
  /** What the name stands for: an initial value or a function. */
  value: Node | null;
}

/** Exports of values; null as the name of one that this does not understand. Types are none. */
export function exportsOf(body: Node[]): (Export | null)[] {
  return body.flatMap((statement): (Export | null)[] => {
    if (statement.exportKind === 'type') return [];
    if (statement.type === 'ExportDefaultDeclaration') {
      return [{ name: 'default', value: statement.declaration as Node }];
    }
    if (statement.type === 'ExportAllDeclaration') return [null];
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const declaration = statement.declaration as Node | null;
    if (!declaration) return [null];
    if (/^TS(Interface|TypeAlias)Declaration$/.test(declaration.type)) return [];
    if (declaration.type === 'FunctionDeclaration') {
      return [{ name: nameOf(declaration.id), value: declaration }];
    }
    if (declaration.type !== 'VariableDeclaration') return [null];
    return (declaration.declarations as Node[]).flatMap(({ id, init }): (Export | null)[] => {
      const target = id as Node;
      if (target.type === 'Identifier') return [{ name: nameOf(target), value: init as Node | null }];
      if (target.type !== 'ObjectPattern') return [null];
      return (target.properties as Node[]).map((property) =>
        property.type === 'Property' ? { name: nameOf(property.value), value: init as Node | null } : null,
      );
    });
  });
}

export interface Call {
  callee: string;
  args: Node[];
}

/** The node as a call of a plain name. */
export function callOf(node: Node | null | undefined): Call | null {
  if (node?.type !== 'CallExpression') return null;
  const callee = node.callee as Node;
  return callee.type === 'Identifier' ? { callee: nameOf(callee), args: node.arguments as Node[] } : null;
}

/** Every node below, and this one. */
export function* walk(node: unknown): Generator<Node> {
  if (Array.isArray(node)) {
    for (const one of node) yield* walk(one);
  } else if (node && typeof node === 'object' && 'type' in node) {
    yield node as Node;
    for (const child of Object.values(node)) yield* walk(child);
  }
}

export function callsOf(nodes: unknown, name: string): Call[] {
  return [...walk(nodes)].flatMap((node) => {
    const call = callOf(node);
    return call?.callee === name ? [call] : [];
  });
}

export function textOf(node: Node | null | undefined): string | null {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

/** The value of a property that an object is written with. */
export function propertyOf(node: Node | null | undefined, name: string): Node | null {
  if (node?.type !== 'ObjectExpression') return null;
  const found = (node.properties as Node[]).find(
    ({ type, key }) => type === 'Property' && nameOf(key) === name,
  );
  return (found?.value as Node | undefined) ?? null;
}

export function hasDirective(statements: Node[], directive: string): boolean {
  return statements.some((statement) => statement.directive === directive);
}

export function nameOf(node: unknown): string {
  const { name, value } = node as { name?: string; value?: unknown };
  return name ?? String(value ?? '');
}
