import { entryAt, textAt, type Tree, treesOf } from './tree';

/** A resource as a template declares it. */
export interface Declared {
  readonly id: string;
  readonly type: string;
  readonly tree: Tree;
  readonly line: number;
  readonly endLine: number;
}

export interface Template {
  readonly resources: ReadonlyMap<string, Declared>;
  /** The maps that hold `Resources`, `Conditions` and `Parameters`. */
  readonly roots: readonly Tree[];
}

/** A template of CloudFormation or SAM, or the one inside a `serverless.yml`. */
export function templateOf(text: string | null): Template {
  const resources = new Map<string, Declared>();
  const roots = treesOf(text).flatMap(rootsOf);
  for (const root of roots) {
    const section = entryAt(root, ['Resources'])?.tree;
    if (section?.is !== 'map') continue;
    for (const [id, { tree: body, line }] of section.entries) {
      const type = textAt(body, ['Type']);
      if (type !== undefined) resources.set(id, { id, type, tree: body, line, endLine: body.endLine });
    }
  }
  return { resources, roots };
}

/** The Serverless Framework keeps one template, or a list of them, under `resources`. */
function rootsOf(tree: Tree): Tree[] {
  const inner = entryAt(tree, ['resources'])?.tree;
  if (inner === undefined || entryAt(tree, ['Resources']) !== undefined) return [tree];
  return inner.is === 'list' ? [...inner.items] : [inner];
}

/** What a section of the template says under a name. */
export function declaration({ roots }: Template, section: string, name: string): { readonly line: number; readonly tree: Tree } | undefined {
  for (const root of roots) {
    const found = entryAt(root, [section, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
