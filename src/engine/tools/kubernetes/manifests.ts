import { isScalar, parseAllDocuments, visit } from 'yaml';
import { absolute } from '../../kinds/paths';
import type { Context, Invocation, Word } from '../../model';

/** An object that a manifest describes. */
export interface Described {
  readonly kind: string;
  readonly name: string;
  readonly replicas: number | null;
}

/** What could be read of the manifests a command names. `unread` holds those that could not. */
export interface Manifests {
  readonly objects: readonly Described[];
  readonly unread: readonly string[];
}

/** Reads `-f FILE`, `-f FOLDER`, `-f -` and `-k FOLDER`. */
export function manifestsOf(files: readonly Word[], folders: readonly Word[], invocation: Invocation, context: Context): Manifests {
  const budget = { files: MOST_FILES };
  const parts = [
    ...files.flatMap(({ value, known }) => value.split(',').map((one) => (known ? readOne(one, invocation, context, budget) : unreadable(one)))),
    ...folders.map(({ value, known }) => (known ? readKustomization(value, invocation, context, budget) : unreadable(value))),
  ];
  return { objects: parts.flatMap(({ objects }) => objects), unread: parts.flatMap(({ unread }) => unread) };
}

/** Manifests that one command may open. */
const MOST_FILES = 64;

/** Text longer than this is not parsed; a person will be told that it was not read. */
const MOST_TEXT = 256 * 1024;

interface Budget {
  files: number;
}

function readOne(written: string, invocation: Invocation, context: Context, budget: Budget): Manifests {
  if (written === '-' || written === '/dev/stdin') return readStdin(invocation, context);
  if (/^https?:/.test(written)) return unreadable(written);
  const path = absolute(written, invocation.cwd, context.surroundings.homeDirectory);
  return path === null ? unreadable(written) : readPath(path, written, context, budget);
}

function readStdin({ stdin, cwd }: Invocation, context: Context): Manifests {
  if (stdin?.kind === 'text' && stdin.complete) return readText(stdin.text, 'its input');
  if (stdin?.kind === 'file') {
    const path = absolute(stdin.path, cwd, context.surroundings.homeDirectory);
    const text = path === null ? null : context.surroundings.readFile(path);
    if (text !== null) return readText(text, stdin.path);
  }
  return unreadable('its input');
}

function readPath(path: string, written: string, context: Context, budget: Budget): Manifests {
  budget.files -= 1;
  if (budget.files < 0) return unreadable(written);
  const text = context.surroundings.readFile(path);
  if (text !== null) return readText(text, written);
  const names = context.surroundings.listFiles(path)?.filter((name) => /\.(?:ya?ml|json)$/.test(name));
  if (names === undefined || names.length === 0) return unreadable(written);
  const parts = names.map((name) => readPath(`${path}/${name}`, `${written}/${name}`, context, budget));
  return { objects: parts.flatMap(({ objects }) => objects), unread: parts.flatMap(({ unread }) => unread) };
}

function readKustomization(written: string, invocation: Invocation, context: Context, budget: Budget): Manifests {
  const folder = absolute(written, invocation.cwd, context.surroundings.homeDirectory);
  const file = folder === null ? null : ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].map((name) => context.surroundings.readFile(`${folder}/${name}`)).find((text) => text !== null);
  if (folder === null || !file) return unreadable(written);
  budget.files -= 1;
  const listed = [...file.matchAll(/^\s*-\s+["']?([^\s"'#:]+)["']?\s*$/gm)].map((match) => match[1] as string);
  const parts = listed.map((one): Manifests => {
    const path = absolute(one, folder, context.surroundings.homeDirectory);
    if (path === null || budget.files < 0) return unreadable(one);
    if (/\.(?:ya?ml|json)$/.test(one)) return readPath(path, one, context, budget);
    return readKustomization(path, invocation, context, budget);
  });
  return listed.length === 0 ? unreadable(written) : { objects: parts.flatMap(({ objects }) => objects), unread: parts.flatMap(({ unread }) => unread) };
}

/** The objects of a YAML or JSON text, those in a `List` included. */
function readText(text: string, name: string): Manifests {
  if (text.length > MOST_TEXT) return unreadable(name);
  try {
    return described(text, name);
  } catch {
    // Nested so deeply that no cluster would take it.
    return unreadable(name);
  }
}

function described(text: string, name: string): Manifests {
  const objects: Described[] = [];
  let broken = false;
  for (const document of parseAllDocuments(text, { logLevel: 'silent', strict: false, uniqueKeys: false })) {
    if (!('contents' in document) || !document.contents) continue;
    if (document.errors.length > 0) broken = true;
    visit(document.contents, {
      Map(_, map) {
        const kind = scalar(map.get('kind'));
        const named = scalar(map.getIn(['metadata', 'name'])) ?? scalar(map.getIn(['metadata', 'generateName']));
        if (kind === undefined || named === undefined) return undefined;
        const replicas = map.getIn(['spec', 'replicas']);
        const group = scalar(map.get('apiVersion'))?.split('/').slice(0, -1).join('') ?? '';
        objects.push({ kind: group === '' ? kind : `${kind}.${group}`, name: named, replicas: typeof replicas === 'number' ? replicas : null });
        // What stands inside (a pod template) belongs to this object.
        return visit.SKIP;
      },
    });
  }
  return { objects, unread: broken || (objects.length === 0 && text.trim() !== '') ? [name] : [] };
}

function scalar(value: unknown): string | undefined {
  const plain = isScalar(value) ? value.value : value;
  return typeof plain === 'string' ? plain : undefined;
}

function unreadable(name: string): Manifests {
  return { objects: [], unread: [name] };
}
